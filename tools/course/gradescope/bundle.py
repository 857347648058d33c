"""The zip of one assignment: all that grading it needs, in bytes that depend on nothing else.

It holds the solutions and the hidden checks: it is the lecturer's.
"""

import stat
import tempfile
import zipfile
from modulefinder import ModuleFinder
from pathlib import Path

from tools.course import assignments
from tools.paths import ROOT
from tools.wheels import build_wheel

HERE = Path(__file__).parent
AT_THE_ROOT = ("setup.sh", "run_autograder")  # Gradescope looks for them there
# `setup.sh` installs the package with its extra `course`, held to the versions of requirements.txt.
AS_THEY_ARE = ("pyproject.toml", "requirements.txt")
DATE = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip can hold


def write_bundle(name: str, folder: Path, sources: Path = assignments.SOURCE) -> Path:
    """Write the zip that is uploaded as an autograder.

    Parameters
    ----------
    name : str
        The assignment's name.
    folder : Path
        Where ``name.zip`` is written.
    sources : Path
        The folder of sources.

    Returns
    -------
    Path
        The zip.
    """
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{name}.zip"
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as bundle:
        for inside, data in sorted(contents(assignments.source(name, sources)).items()):
            bundle.writestr(entry(inside), data)
    return target


def entry(inside: str) -> zipfile.ZipInfo:
    """Return the header of a file, the same whenever and wherever it is written."""
    info = zipfile.ZipInfo(inside, DATE)
    info.create_system = 3  # Unix, whose rights follow
    executable = inside in AT_THE_ROOT
    info.external_attr = (stat.S_IFREG | (0o755 if executable else 0o644)) << 16
    info.compress_type = zipfile.ZIP_DEFLATED
    return info


def contents(source: Path) -> dict[str, bytes]:
    """Return the files of the zip, by their names within it."""
    kept = [*code(), *(ROOT / name for name in AS_THEY_ARE)]
    paths = {path.relative_to(ROOT).as_posix(): path for path in kept}
    paths |= {inside: HERE / inside for inside in AT_THE_ROOT}
    paths[f"assignments/source/{source.stem}/{source.name}"] = source
    files = {inside: path.read_bytes() for inside, path in paths.items()}
    with tempfile.TemporaryDirectory(prefix="ce-wheel-") as made:
        wheel = build_wheel(Path(made))
        return files | {wheel.name: wheel.read_bytes()}


def code() -> list[Path]:
    """Return the files of ``tools`` that grading runs, and all that ``tools/course`` holds."""
    finder = ModuleFinder(path=[str(ROOT)], excludes=["ce_utils"])  # that one comes as a wheel
    finder.run_script(str(HERE / "run.py"))
    found = {Path(module.__file__) for module in finder.modules.values() if module.__file__}
    course = {path for path in HERE.parent.rglob("*") if is_content(path)}
    return sorted({path for path in found if path.is_relative_to(ROOT / "tools")} | course)


def is_content(path: Path) -> bool:
    """Say whether a path is a file that was written, not one that Python made."""
    return path.is_file() and "__pycache__" not in path.parts
