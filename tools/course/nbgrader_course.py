"""An nbgrader course in a folder: its configuration, its log, and an assignment put into it."""

import logging
import os
import shutil
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from nbgrader.converters import BaseConverter, GenerateAssignment
from nbgrader.coursedir import CourseDirectory
from sqlalchemy.exc import SAWarning
from traitlets.config import Config

LOG = "nbgrader.log"


class Remembering:
    """For converters: keeps the exception of a notebook, which nbgrader only logs."""

    failure: Exception | None = None

    def convert_single_notebook(self, notebook_filename: str) -> None:
        """Convert a notebook, and remember what went wrong."""
        try:
            super().convert_single_notebook(notebook_filename)
        except Exception as error:
            self.failure = error
            raise


def converter(
    kind: type[BaseConverter],
    folder: Path,
    assignment: str,
    student: str = "*",
    preprocessors: dict[str, dict] | None = None,
) -> BaseConverter:
    """Return one of nbgrader's converters for one assignment of the course in ``folder``.

    Parameters
    ----------
    kind : type
        The converter's class.
    folder : Path
        The course; its ``gradebook.db`` and nbgrader's log are there.
    assignment, student : str
        What the converter works on.
    preprocessors : dict or None
        Traits of preprocessors, by the names of their classes.
    """
    where = {"root": str(folder.resolve()), "assignment_id": assignment, "student_id": student}
    # Errors reach the caller as exceptions; nbgrader's words about them go to a file.
    config = Config({"CourseDirectory": where} | (preprocessors or {}))
    course = CourseDirectory(config=config, log=logger())
    return kind(coursedir=course, config=config, log=logger(), force=True)


def logger() -> logging.Logger:
    """Return the logger of all converters, which writes nowhere but to a course's file."""
    log = logging.getLogger("course.nbgrader")
    log.propagate = False
    log.setLevel(logging.INFO)
    return log


@contextmanager
def nbgrader_at_work(folder: Path) -> Iterator[None]:
    """Let nbgrader find its command ``alembic``, and write its log into the course's folder."""
    handler = logging.FileHandler(folder / LOG, encoding="utf-8", delay=True)
    logger().addHandler(handler)
    path = os.environ.get("PATH", os.defpath)
    # The environment need not be activated: what it brings lies beside its interpreter.
    os.environ["PATH"] = str(Path(sys.executable).parent) + os.pathsep + path
    try:
        with warnings.catch_warnings():
            # nbgrader 0.9.6 with SQLAlchemy 2: said of each submission, of no consequence.
            warnings.filterwarnings("ignore", category=SAWarning)
            yield
    finally:
        os.environ["PATH"] = path
        logger().removeHandler(handler)
        handler.close()


def gradebook_url(folder: Path) -> str:
    """Return the address of the course's gradebook."""
    return f"sqlite:///{folder.resolve() / 'gradebook.db'}"


def add_assignment(folder: Path, name: str, source: Path) -> Path:
    """Put an assignment into the course: its source, gradebook entries and release.

    Parameters
    ----------
    folder : Path
        The course.
    name : str
        The assignment's name.
    source : Path
        Its notebook with solutions and hidden checks.

    Returns
    -------
    Path
        The notebook for students as nbgrader wrote it.

    Raises
    ------
    nbgrader.converters.NbGraderException
        If nbgrader refuses the notebook; why stands in its log.
    """
    place = folder / "source" / name / f"{name}.ipynb"
    place.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, place)
    with nbgrader_at_work(folder):
        converter(GenerateAssignment, folder, name).start()
    return folder / "release" / name / f"{name}.ipynb"
