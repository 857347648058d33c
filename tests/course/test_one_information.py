"""Assignment 1-information: reference, release, wrong solutions, cheats, Colab."""

from tests.course.assignment import AssignmentTests

NAME = "1-information"


class TestInformation(AssignmentTests):
    """The tests of every assignment, for this one."""

    name = NAME
