"""Assignment 3-train-it: reference, release, wrong solutions, cheats, Colab."""

from tests.course.assignment import AssignmentTests

NAME = "3-train-it"


class TestTrainIt(AssignmentTests):
    """The tests of every assignment, for this one."""

    name = NAME
