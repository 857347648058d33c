"""Assignment 2-stable-loss: reference, release, wrong solutions, cheats, Colab."""

from tests.course.assignment import AssignmentTests

NAME = "2-stable-loss"


class TestStableLoss(AssignmentTests):
    """The tests of every assignment, for this one."""

    name = NAME
    without_hidden = frozenset({"most-bent"})
