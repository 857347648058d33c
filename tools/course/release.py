"""Make the notebooks for students from their sources: ``python -m tools.course.release [names…]``.

nbgrader takes out solutions and hidden checks; the result is written in the form in which the
repository keeps notebooks, so that a second run leaves the same bytes.
"""

import sys
import tempfile
from pathlib import Path

from nbformat import NotebookNode
from nbgrader.preprocessors import ComputeChecksums

from tools.course import assignments
from tools.course.nbgrader_course import LOG, add_assignment
from tools.notebooks import label, normalise, read, text_of, write
from tools.repository import Repository, current

# Only the notebook is handed out: a link to a chapter must lead to where the chapters are.
TO_CHAPTERS = "](../../../chapters/"


def released(
    name: str, sources: Path = assignments.SOURCE, book: Repository | None = None
) -> NotebookNode:
    """Return the notebook for students.

    Parameters
    ----------
    name : str
        The assignment.
    sources : Path
        The folder of sources.
    book : Repository or None
        Where the chapters are, to which the notebook links; None is this repository.

    Raises
    ------
    ValueError
        If nbgrader refuses the source; the message is nbgrader's.
    """
    source = assignments.source(name, sources)
    with tempfile.TemporaryDirectory(prefix="ce-release-") as folder:
        try:
            made = read(add_assignment(Path(folder), name, source)).node
        except Exception as error:
            log = Path(folder, LOG)
            said = log.read_text(encoding="utf-8") if log.exists() else str(error)
            raise ValueError(f"nbgrader cannot release {label(source)}:\n{said}") from error
    made = with_links(made, book or current())
    return in_the_books_form(made, read(source).node.metadata.get("course", {}))


def with_links(node: NotebookNode, book: Repository) -> NotebookNode:
    """Return the notebook with links to chapters that work wherever it is opened."""
    for cell in node.cells:
        if cell.cell_type == "markdown":
            cell.source = cell.source.replace(TO_CHAPTERS, f"]({book.url}/blob/main/chapters/")
    return node


def in_the_books_form(node: NotebookNode, course: dict) -> NotebookNode:
    """Return the notebook as it is committed, with the metadata that grading reads."""
    node = normalise(node)
    node.metadata["course"] = course
    # The form may differ by an empty line from what nbgrader computed its checksums of.
    node, _ = ComputeChecksums().preprocess(node, {})
    return node


def text(name: str, sources: Path = assignments.SOURCE, book: Repository | None = None) -> str:
    """Return the file of the notebook for students; the parameters are those of `released`."""
    return text_of(released(name, sources, book))


def main(names: list[str]) -> int:
    """Write the releases named, or all."""
    for name in names or assignments.NAMES:
        if name not in assignments.NAMES:
            print(f"There is no assignment {name!r}: {', '.join(assignments.NAMES)}")
            return 1
        path = assignments.release(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        changed = write(path, released(name))
        print(f"{label(path)}: {'written' if changed else 'unchanged'}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
