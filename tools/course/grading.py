"""Grade notebooks: the assignments put into an nbgrader course, proved, then each submission."""

import re
import shutil
import sys
import tempfile
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from nbformat import NotebookNode
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.converters import NbGraderException

from tools.course import assignments, intake
from tools.course.assignments import GradedCell
from tools.course.autograding import GuardedAutograde
from tools.course.execution import NotGradedError
from tools.course.feedback import write_feedback, write_reason
from tools.course.nbgrader_course import (
    add_assignment,
    converter,
    gradebook_url,
    nbgrader_at_work,
)
from tools.course.results import (
    GRADED,
    NOT_GRADED,
    CellScore,
    GradingError,
    Result,
    first_error,
    run_remarks,
)
from tools.course.submissions import shown_name
from tools.notebooks import read, write

CELL_SECONDS, NOTEBOOK_SECONDS, GRACE_SECONDS = 60, 600, 10


class Grader:
    """Grades submissions of some assignments into an nbgrader course.

    Parameters
    ----------
    folder : Path
        Becomes the course: gradebook.db, source, submitted, autograded, feedback.
    names : tuple of str
        The assignments.
    sources : Path
        The folder of their sources.
    python : str
        The interpreter that runs the notebooks.
    cell_seconds, notebook_seconds, grace_seconds : int
        When a cell is interrupted; when the kernel is killed; how long an interrupted cell may
        take to stop.

    Raises
    ------
    GradingError
        If here a reference does not get full points, or an untouched release any.
    """

    def __init__(
        self,
        folder: Path,
        names: tuple[str, ...] = assignments.NAMES,
        sources: Path = assignments.SOURCE,
        *,
        python: str = sys.executable,
        cell_seconds: int = CELL_SECONDS,
        notebook_seconds: int = NOTEBOOK_SECONDS,
        grace_seconds: int = GRACE_SECONDS,
    ) -> None:
        self.folder = Path(folder).resolve()
        self.folder.mkdir(parents=True, exist_ok=True)
        self.sources = {name: assignments.source(name, sources) for name in names}
        self.nodes = {name: read(path).node for name, path in self.sources.items()}
        self.cells = {n: assignments.graded_cells(path) for n, path in self.sources.items()}
        self.ids = {name: assignments.grade_ids(path) for name, path in self.sources.items()}
        limits = {"timeout": cell_seconds, "wall_clock": notebook_seconds}
        self.limits = limits | {"iopub_timeout": grace_seconds, "python": python}
        self.proofs = {name: self._prove(name) for name in names}

    def _prove(self, name: str) -> tuple[Result, Result]:
        """Put the assignment into the course; grade its reference and its untouched release."""
        release = add_assignment(self.folder, name, self.sources[name])
        with tempfile.TemporaryDirectory(prefix="ce-proof-") as folder:
            # In a copy, so that neither stands in the gradebook as a student.
            course = Path(folder)
            shutil.copyfile(self.folder / "gradebook.db", course / "gradebook.db")
            reference = self._grade(course, "reference", self.sources[name])
            untouched = self._grade(course, "untouched", release)
            ran = place_of(course, "autograded", "reference", name)
            shown = first_error(read(ran).node) if ran.exists() else "none is shown"
        automatic = [cell for cell in reference.cells if cell.kind != "written"]
        lost = [cell.name for cell in automatic if cell.score != cell.points]
        if reference.status != GRADED or lost:
            why = reference.reason or f"{', '.join(lost)} fails. The first error: {shown}"
            raise GradingError(f"Nothing is graded: the model solution of {name} fails here. {why}")
        if untouched.status != GRADED or untouched.score:
            gained = [cell.name for cell in untouched.cells if cell.score]
            why = untouched.reason or f"{', '.join(gained)} gives points for nothing"
            raise GradingError(f"Nothing is graded: {name} without answers should get 0. {why}")
        return reference, untouched

    def grade(self, student: str, notebook: Path) -> Result:
        """Grade one notebook; whatever is wrong with it becomes part of the result.

        Parameters
        ----------
        student : str
            Who handed it in.
        notebook : Path
            The file.
        """
        return self._grade(self.folder, student, Path(notebook))

    def not_graded(self, student: str, name: str | None, reason: str) -> Result:
        """Return the result of what cannot be graded."""
        cells = self.cells.get(name, ())
        scores = tuple(CellScore(cell.name, cell.kind, None, cell.points) for cell in cells)
        most = sum(cell.points for cell in cells)
        return Result(student, name, NOT_GRADED, reason, (), scores, None, most)

    def _grade(self, course: Path, student: str, notebook: Path) -> Result:
        name = None
        try:
            name = intake.assignment_of(notebook, self.ids)
            node = intake.read_submission(notebook)
            return self._graded(course, student, name, node)
        except NotGradedError as error:
            return self.not_graded(student, name, str(error))
        except Exception as error:  # a bad notebook must not stop the others
            why = f"grading failed with {type(error).__name__}: {error}"
            return self.not_graded(student, name, why)

    def _graded(self, course: Path, student: str, name: str | None, node: NotebookNode) -> Result:
        if name is None:
            raise NotGradedError("it is not clear which assignment this notebook belongs to")
        if reason := intake.defects(node, self.nodes[name]):
            raise NotGradedError(reason)
        remarks = intake.syntax_remarks(node)
        person = student_id(student)
        place = place_of(course, "submitted", person, name)
        place.parent.mkdir(parents=True, exist_ok=True)
        write(place, intake.normalised(node, self.nodes[name]))
        self._autograde(course, student, name)
        ran = read(place_of(course, "autograded", person, name)).node
        remarks += run_remarks(ran, self.limits["timeout"])
        return self._result(course, student, name, tuple(remarks))

    def _autograde(self, course: Path, student: str, name: str) -> None:
        """Let nbgrader grade what was submitted; leave no trace of a grade where it fails."""
        person = student_id(student)
        work = converter(
            GuardedAutograde, course, name, person, preprocessors={"GuardedExecute": self.limits}
        )
        try:
            with nbgrader_at_work(course):
                work.start()
            with Gradebook(gradebook_url(course)) as book:
                book.update_or_create_student(person, last_name=student)
        except NbGraderException as error:
            with Gradebook(gradebook_url(course)) as book, suppress(MissingEntry):
                book.remove_submission(name, person)
            raise (work.failure or error) from error

    def _result(self, course: Path, student: str, name: str, remarks: tuple[str, ...]) -> Result:
        """Read the scores from the gradebook."""
        with Gradebook(gradebook_url(course)) as book:
            scores = tuple(
                cell_score(book, cell, name, student_id(student)) for cell in self.cells[name]
            )
        waiting = [cell.name for cell in scores if cell.score is None]
        if waiting:
            remarks += (f"waits for a person's marks: {', '.join(waiting)}",)
        total = sum(cell.score or 0.0 for cell in scores)
        most = sum(cell.points for cell in scores)
        return Result(student, name, GRADED, "", remarks, scores, total, most)

    def refreshed(self, result: Result) -> Result:
        """Return the result with the scores that the gradebook holds now: after marks."""
        kept = tuple(r for r in result.remarks if not r.startswith("waits for a person"))
        return self._result(self.folder, result.student, result.assignment, kept)

    def feedback(self, student: str, assignment: str) -> Path:
        """Write the feedback page of a graded submission and return where it is."""
        shown = shown_name(student)
        return write_feedback(self.folder, student_id(student), shown, assignment)

    def reason_page(self, result: Result) -> Path:
        """Write the page of a submission that was not graded: why, and that it is no verdict."""
        name, shown = result.assignment or "not-graded", shown_name(result.student)
        return write_reason(self.folder, student_id(result.student), shown, name, result.reason)


def student_id(student: str) -> str:
    """Return a name that nbgrader can use in paths and patterns, different for each student."""
    if re.fullmatch(r"[A-Za-z0-9_@][A-Za-z0-9_.@-]*", student):
        return student
    plain = re.sub(r"[^A-Za-z0-9_.@-]+", "_", student).strip("._-")
    return f"{plain or 'student'}-{sha256(student.encode()).hexdigest()[:8]}"


def place_of(course: Path, step: str, person: str, name: str) -> Path:
    """Return the notebook of a step of nbgrader's: "submitted", "autograded"."""
    return course / step / person / name / f"{name}.ipynb"


def cell_score(book: Gradebook, cell: GradedCell, name: str, person: str) -> CellScore:
    """Return what the gradebook holds of a cell."""
    grade = book.find_grade(cell.name, name, name, person)
    waits = grade.needs_manual_grade and grade.manual_score is None
    return CellScore(cell.name, cell.kind, None if waits else float(grade.score), cell.points)
