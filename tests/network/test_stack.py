"""A stack, one step at a time: what it refuses, and what its networks share with it."""

import re

import numpy as np
import pytest

from ce_utils.losses import Quadratic
from ce_utils.network import Network, Stack, initialise

IMAGES, TARGETS = np.eye(4, dtype=np.float32), np.eye(4, 2, dtype=np.float32)
ROWS = np.array([[0, 1], [3, 2]])


@pytest.fixture
def stack():
    return Stack([initialise([4, 3, 2], seed=s) for s in (0, 1)], "quadratic", 0.5)


@pytest.mark.parametrize(
    ("batch", "message"),
    [
        ((IMAGES, TARGETS, ROWS + 1), "rows holds numbers from 1 to 4: expected 0 to 3"),
        ((IMAGES, TARGETS, ROWS - 1), "rows holds numbers from -1 to 2: expected 0 to 3"),
        ((IMAGES, TARGETS, ROWS[0]), "rows has shape (2,) and dtype int64: expected an array of"),
        ((IMAGES, TARGETS, ROWS[:1]), "rows has shape (1, 2) and dtype int64: expected"),
        ((IMAGES, TARGETS, ROWS.tolist()), "rows has shape None and dtype list: expected"),
        ((IMAGES.astype(float), TARGETS, ROWS), "images has shape (4, 4) and dtype float64"),
        ((IMAGES, np.arange(4), ROWS), "targets has shape (4,) and dtype int64: expected an array"),
        ((IMAGES, TARGETS[:3], ROWS), "targets has shape (3, 2) and dtype float32: expected"),
    ],
)
def test_a_mini_batch_that_does_not_fit_is_refused_and_changes_nothing(stack, batch, message):
    before = [array.copy() for array in (*stack.weights, *stack.biases)]
    with pytest.raises(ValueError, match=re.escape(message)):
        stack.descend(*batch)
    for one, other in zip(before, (*stack.weights, *stack.biases), strict=True):
        assert np.array_equal(one, other)


def test_rates_and_loss_come_in_two_forms():
    starts = [initialise([4, 3, 2], seed=s) for s in (0, 1)]
    stacks = [Stack(starts, "quadratic", 0.5), Stack(starts, Quadratic(), [0.5, 0.5])]
    for each in stacks:
        each.descend(IMAGES, TARGETS, ROWS)
    assert np.array_equal(stacks[0].weights[0], stacks[1].weights[0])
    assert not np.array_equal(stacks[0].weights[0][0], starts[0].weights[0])


def test_a_view_goes_along_with_the_stack_and_a_copy_does_not(stack):
    view, copy = stack.view(1), stack.networks()[1]
    stack.descend(IMAGES, TARGETS, ROWS)
    assert isinstance(view, Network)
    assert np.array_equal(view.weights[0], stack.weights[0][1])
    assert not np.array_equal(copy.weights[0], view.weights[0])
    with pytest.raises(ValueError, match="replicate is 2: expected a whole number, from 0 to 1"):
        stack.view(2)


def test_bad_rates():
    starts = [initialise([4, 3, 2], seed=s) for s in (0, 1)]
    with pytest.raises(ValueError, match=r"learning_rates has shape \(3,\): expected \(2,\)"):
        Stack(starts, "quadratic", [0.5] * 3)
    with pytest.raises(ValueError, match="learning_rates is -1: expected a finite number above 0"):
        Stack(starts, "quadratic", [0.5, -1])
