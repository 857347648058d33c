"""One grader for a whole module: making one grades model solution and untouched release."""

import pytest

from tests.course.submitting import DEMO, DEMO_SOURCES, Handed
from tools.course import assignments
from tools.course.grading import Grader
from tools.course.release import released

pytest.register_assert_rewrite("tests.course.assignment")  # its tests are inherited


@pytest.fixture(scope="module")
def grader(request, tmp_path_factory) -> Grader:
    """Grade the assignment that the module names, or the demo, with 2 seconds for a cell."""
    course = tmp_path_factory.mktemp("course")
    if name := getattr(request.module, "NAME", None):
        return Grader(course, (name,))
    limits = {"cell_seconds": 2, "notebook_seconds": 30, "grace_seconds": 2}
    return Grader(course, (DEMO,), DEMO_SOURCES, **limits)


@pytest.fixture
def reference() -> Handed:
    """Return the model solution, to be spoiled."""
    return Handed.of(assignments.source(DEMO, DEMO_SOURCES))


@pytest.fixture(scope="session")
def blank_node():
    """Return the untouched release."""
    return released(DEMO, DEMO_SOURCES)


@pytest.fixture
def blank(blank_node) -> Handed:
    """Return the untouched release, to be filled."""
    return Handed(blank_node)


@pytest.fixture
def grade(grader, tmp_path):
    """Grade a notebook of a student's and return the result."""

    def run(handed: Handed, student: str = "ada"):
        return grader.grade(student, handed.write(tmp_path / f"{student}.ipynb"))

    return run
