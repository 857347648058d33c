"""Find the submissions in a folder, whatever a lecturer or a learning platform left there."""

import re
from dataclasses import dataclass, field
from pathlib import Path

CANVAS = re.compile(r"(?P<who>[^_]+)(?:_LATE)?_(?P<number>\d+)_\d+_.+")  # name_123_456_file
ARCHIVES = {".zip", ".7z", ".rar", ".tar", ".tgz", ".gz"}
MOODLE = "_assignsubmission_"  # Name_123_assignsubmission_file_


@dataclass(frozen=True)
class Submission:
    """A notebook and who handed it in."""

    student: str
    path: Path


@dataclass
class Found:
    """What lies in a folder of submissions."""

    submissions: list[Submission] = field(default_factory=list)
    ignored: list[Path] = field(default_factory=list)  # everything that is no notebook


def find(folder: Path) -> Found:
    """Return the notebooks of a folder and of the folders in it, sorted by student.

    The student is the first part of the path below ``folder``: ``ada.ipynb``, ``ada/any.ipynb``
    and ``ada/more/any.ipynb`` are all ada's. Canvas puts name, numbers and file into one name:
    ``lovelaceada_123_456_any.ipynb`` is of lovelaceada_123.

    Parameters
    ----------
    folder : Path
        The folder of submissions.

    Raises
    ------
    ValueError
        If there is no such folder, or no notebook in it.
    """
    if not folder.is_dir():
        raise ValueError(f"{folder} is not a folder: name the folder that holds the submissions.")
    found = Found()
    for path in sorted(path for path in folder.rglob("*") if path.is_file() or path.is_symlink()):
        parts = path.relative_to(folder).parts
        if is_notebook(path, parts):
            found.submissions.append(Submission(student(parts), path))
        else:
            found.ignored.append(path)
    if not found.submissions:
        unpack = (
            " It holds an archive: unzip it first." if any(map(is_archive, found.ignored)) else ""
        )
        raise ValueError(
            f"{folder} holds no notebook (*.ipynb): name a folder with submissions.{unpack}"
        )
    return found


def is_notebook(path: Path, parts: tuple[str, ...]) -> bool:
    """Tell whether a file is a submitted notebook: no checkpoint, no link to elsewhere."""
    hidden = any(part.startswith((".", "__MACOSX")) for part in parts)
    return path.suffix == ".ipynb" and not hidden and not path.is_symlink()


def student(parts: tuple[str, ...]) -> str:
    """Return the student's name: the first part of the path, without ending and Moodle's words."""
    first = parts[0] if len(parts) > 1 else Path(parts[0]).stem
    if len(parts) == 1 and (canvas := CANVAS.fullmatch(first)):
        return f"{canvas['who']}_{canvas['number']}"
    return first.partition(MOODLE)[0].strip() or first


def shown_name(student: str) -> str:
    """Return the name as a page shows it: without the number that a learning platform added."""
    return re.sub(r"_\d{3,}$", "", student)


def is_archive(path: Path) -> bool:
    """Tell whether a file holds other files, perhaps submissions."""
    return path.suffix.lower() in ARCHIVES
