"""Regressions with hinge and perceptron: gradient descent walks, Newton refuses."""

import numpy as np
import pytest

from ce_utils.losses import Hinge, MulticlassHinge, Perceptron
from ce_utils.optimize import RegressionCost, gradient_descent, newton

DESIGN, LABELS = np.array([[1.0, 2.0], [1.0, 1.0], [1.0, -1.0]]), [1, 1, 0]


@pytest.mark.parametrize("loss", [Hinge(), Perceptron(), MulticlassHinge()], ids=str)
def test_a_walk_from_zero_finds_a_cost_of_zero(loss):
    path = gradient_descent(RegressionCost(DESIGN, LABELS, loss), learning_rate=0.5)
    # The perceptron costs 0 at the start already, and yet it learns.
    assert (path.values[0] == 0) == isinstance(loss, Perceptron)
    assert path.status == "converged"
    assert path.values[-1] == 0.0
    scores = DESIGN @ (path.final if path.final.ndim == 1 else path.final[1] - path.final[0])
    assert (scores > 0).astype(int).tolist() == LABELS


@pytest.mark.parametrize("loss", ["hinge", "perceptron", "multiclass hinge"])
def test_newton_wants_a_second_derivative(loss):
    with pytest.raises(ValueError, match=f"loss is '{loss}', piecewise linear: expected one with"):
        newton(RegressionCost(DESIGN, LABELS, loss))


def test_a_walk_wants_a_rate_where_there_is_no_bound():
    with pytest.raises(ValueError, match="loss is 'hinge': expected a cross-entropy"):
        gradient_descent(RegressionCost(DESIGN, LABELS, "hinge"))
