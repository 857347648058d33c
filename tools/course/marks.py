"""The marks that a person gives to written answers: read from a table, put into the gradebook."""

from dataclasses import dataclass
from pathlib import Path

from nbgrader.api import Gradebook

from tools.course.assignments import GradedCell
from tools.course.grading import Grader, student_id
from tools.course.nbgrader_course import gradebook_url
from tools.course.tables import WRITTEN, read_csv


@dataclass(frozen=True)
class Mark:
    """What a person gave to a written answer."""

    student: str
    assignment: str
    cell: str
    points: float | None  # None: a comment only
    comment: str

    def __str__(self) -> str:
        """Return how a message calls it."""
        return f"{self.student}, {self.assignment}, {self.cell}"


def read_marks(path: Path) -> list[Mark]:
    """Read the table ``written.csv`` after a person has filled in its last two columns.

    Rows with neither points nor comment are left out.

    Raises
    ------
    ValueError
        If points are no number, or negative.
    """
    marks = [mark(row, path) for row in read_csv(path, WRITTEN)]
    return [mark for mark in marks if mark.points is not None or mark.comment]


def mark(row: dict, path: Path) -> Mark:
    """Return the mark of a row; a comma may stand for the decimal point."""
    given = row["points_given"].strip()
    try:
        points = float(given.replace(",", ".")) if given else None
    except ValueError:
        points = -1.0
    if points is not None and not points >= 0:
        who = f"{row['student']}, {row['cell']}"
        raise ValueError(f"{path}: points_given of {who} is {given!r}: write a number from 0 on.")
    return Mark(row["student"], row["assignment"], row["cell"], points, row["comment"].strip())


def check(marks: list[Mark], handed_in: dict[tuple[str, str], list[GradedCell]]) -> None:
    """Look at all marks before anything is graded.

    Parameters
    ----------
    marks : list of Mark
        From the table.
    handed_in : dict
        The cells with points of each student's assignments.

    Raises
    ------
    ValueError
        If a mark names a student, assignment or written answer that is not there, stands twice,
        or is higher than the points of its question.
    """
    seen: set[str] = set()
    for mark in marks:
        cells = handed_in.get((mark.student, mark.assignment))
        if cells is None:
            raise ValueError(f"marks: {mark}: no such submission. Is the name spelt as there?")
        if str(mark) in seen:
            raise ValueError(f"marks: {mark}: stands twice.")
        seen.add(str(mark))
        check_points(mark, {cell.name: cell.points for cell in cells if cell.kind == "written"})


def check_points(mark: Mark, written: dict[str, float]) -> None:
    """Raise ValueError where a mark is for no written answer, or too high."""
    if mark.cell not in written:
        names = ", ".join(written) or "none"
        raise ValueError(f"marks: {mark}: no written answer of that name; there are: {names}.")
    most = written[mark.cell]
    if mark.points is not None and mark.points > most:
        raise ValueError(f"marks: {mark}: {mark.points:g} points of at most {most:g}.")


def enter(marks: list[Mark], grader: Grader) -> None:
    """Put marks and comments into the gradebook."""
    if not marks:
        return
    with Gradebook(gradebook_url(grader.folder)) as book:
        for mark in marks:
            place = (mark.cell, mark.assignment, mark.assignment, student_id(mark.student))
            if mark.points is not None:
                grade = book.find_grade(*place)
                grade.manual_score, grade.needs_manual_grade = mark.points, False
            if mark.comment:
                book.find_comment(*place).manual_comment = mark.comment
        book.db.commit()
