"""What became of a submission, and what its executed notebook says about it."""

from dataclasses import dataclass

from nbformat import NotebookNode

from tools.course.assignments import grade_id, nbgrader_of
from tools.course.execution import TIMEOUT

GRADED, NOT_GRADED = "graded", "not graded"


class GradingError(EnvironmentError):
    """Here nothing can be graded; the message says why."""


@dataclass(frozen=True)
class CellScore:
    """What one cell with points was worth."""

    name: str
    kind: str  # "visible", "hidden" or "written"
    score: float | None  # None: not graded, or a written answer that waits for a person
    points: float


@dataclass(frozen=True)
class Result:
    """What became of a submission."""

    student: str
    assignment: str | None
    status: str  # GRADED or NOT_GRADED
    reason: str = ""
    remarks: tuple[str, ...] = ()
    cells: tuple[CellScore, ...] = ()
    score: float | None = None
    max_score: float = 0.0

    @property
    def scores(self) -> dict[str, float | None]:
        """The score of each cell by its name."""
        return {cell.name: cell.score for cell in self.cells}


def first_error(node: NotebookNode) -> str:
    """Return the first error that a notebook shows, with the cell it stands in."""
    for cell in node.cells:
        for error in errors_of(cell):
            return f"{cell_name(cell)}: {error.ename}: {error.evalue}"
    return "none is shown"


def run_remarks(node: NotebookNode, seconds: int) -> list[str]:
    """Return what a lecturer should know of a run beside the scores.

    Parameters
    ----------
    node : NotebookNode
        The executed submission.
    seconds : int
        The time that a cell had.
    """
    remarks = []
    for cell in node.cells:
        for error in errors_of(cell):
            if error.ename == TIMEOUT:
                remarks.append(f"{cell_name(cell)} did not end within {seconds} s")
            elif not nbgrader_of(cell).get("grade") and is_news(error):
                remarks.append(f"{cell_name(cell)} raises {error.ename}: {error.evalue}")
    return remarks


def is_news(error: NotebookNode) -> bool:
    """Tell whether an error is neither that of an empty answer nor one reported elsewhere."""
    # An interrupt follows a timeout; what does not parse is reported before the run.
    known = ("NotImplementedError", "KeyboardInterrupt", "SyntaxError", "IndentationError")
    return error.ename not in (*known, "TabError")


def errors_of(cell: NotebookNode) -> list[NotebookNode]:
    """Return the errors that a cell shows."""
    outputs = cell.get("outputs", [])
    return [output for output in outputs if output.output_type == "error"]


def cell_name(cell: NotebookNode) -> str:
    """Return how a message calls a cell."""
    name = grade_id(cell)
    return f"cell {name}" if name else "a cell that the student added"
