"""The assignments: where their notebooks lie, and which of their cells carry points."""

from dataclasses import dataclass
from pathlib import Path

from nbformat import NotebookNode

from tools.notebooks import read
from tools.paths import ROOT

NAMES = ("1-information", "2-stable-loss", "3-train-it")
SOURCE = ROOT / "assignments" / "source"  # with solutions and hidden checks
RELEASE = ROOT / "assignments" / "release"  # what students get
# The first word of a cell's grade id says what it is: check-entropy, hidden-entropy, …
KINDS = {"check": "visible", "hidden": "hidden", "written": "written"}


@dataclass(frozen=True)
class GradedCell:
    """A cell that carries points."""

    name: str  # its grade id
    kind: str  # "visible", "hidden" or "written"
    points: float
    task: str  # that of the answer before it: "entropy" for hidden-entropy-zeros


def names_in(folder: Path = SOURCE) -> list[str]:
    """Return the assignments whose sources lie in a folder; whatever else lies there is none."""
    return sorted(path.name for path in folder.iterdir() if source(path.name, folder).is_file())


def source(name: str, folder: Path = SOURCE) -> Path:
    """Return the notebook with solutions and hidden checks."""
    return folder / name / f"{name}.ipynb"


def release(name: str, folder: Path = RELEASE) -> Path:
    """Return the notebook that students get."""
    return folder / name / f"{name}.ipynb"


def nbgrader_of(cell: NotebookNode) -> dict:
    """Return what nbgrader wrote into the cell's metadata; empty where there is nothing usable."""
    found = cell.metadata.get("nbgrader")
    return found if isinstance(found, dict) else {}


def grade_id(cell: NotebookNode) -> str:
    """Return the cell's grade id, or an empty string."""
    return str(nbgrader_of(cell).get("grade_id") or "")


def grade_ids(path: Path) -> set[str]:
    """Return the grade ids of all cells that have one."""
    return {grade_id(cell) for cell in read(path).cells} - {""}


def graded_cells(path: Path) -> tuple[GradedCell, ...]:
    """Return the cells that carry points, in the order of the notebook.

    Raises
    ------
    ValueError
        If a grade id begins with none of the words that say what the cell is.
    """
    found, task = [], ""
    for cell in read(path).cells:
        if nbgrader_of(cell).get("solution"):
            task = grade_id(cell).partition("-")[2]
        if nbgrader_of(cell).get("grade"):
            found.append(GradedCell(grade_id(cell), kind_of(cell), points_of(cell), task))
    return tuple(found)


def kind_of(cell: NotebookNode) -> str:
    """Return what a cell with points is: "visible", "hidden" or "written"."""
    name = grade_id(cell)
    kind = KINDS.get(name.partition("-")[0])
    if kind is None:
        expected = ", ".join(f"{word}-…" for word in KINDS)
        raise ValueError(f"the graded cell {name!r} must be called {expected}")
    return kind


def points_of(cell: NotebookNode) -> float:
    """Return the points that a cell is worth."""
    return float(nbgrader_of(cell)["points"])
