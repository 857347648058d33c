"""Gradient descent, and the path that every optimiser returns."""

import math

import numpy as np
import pytest

from ce_utils.optimize import RegressionCost, gradient_descent

TIE = RegressionCost([[1.0], [1.0]], [0, 1])  # J(w) = softplus(w) - w / 2, curvature <= 1/4


def test_a_path_records_every_point(cost):
    path = gradient_descent(cost, steps=7, tolerance=0.0, learning_rate=0.5)
    assert len(path) == 8
    assert path.weights.shape == (8, *cost.shape)
    np.testing.assert_array_equal(path.weights[0], cost.start)
    np.testing.assert_array_equal(path.final, path.weights[7])
    for weights, value, norm in zip(path.weights, path.values, path.gradient_norms, strict=True):
        assert value == cost.value(weights)
        assert norm == np.linalg.norm(cost.gradient(weights))
    for before, after in zip(path.weights, path.weights[1:], strict=False):
        np.testing.assert_array_equal(after, before - 0.5 * cost.gradient(before))
    assert repr(path) == "Path(7 steps, 'not converged')"
    assert "After 7 steps" in path.message
    assert "rose" not in path.message


def test_one_in_four_has_log_odds_of_a_third():
    path = gradient_descent(RegressionCost(np.ones((4, 1)), [1, 0, 0, 0]))
    # A gradient of 1e-8 over the curvature 3/16.
    assert path.final[0] == pytest.approx(math.log(1 / 3), abs=1e-7)
    assert path.status == "converged"
    assert path.gradient_norms[-1] <= 1e-8 < path.gradient_norms[-2]


@pytest.mark.parametrize("size", [0.0, 1.0, 10.0, 1e3])
def test_a_step_of_one_over_the_bound_never_increases_the_cost(cost, size):
    for seed in range(3):
        start = np.random.default_rng(seed).normal(size=cost.shape) * size
        values = gradient_descent(cost, start, steps=300).values
        assert (np.diff(values) <= 1e-14 * values[:-1]).all()  # no rise but rounding


@pytest.mark.parametrize(("factor", "status"), [(1.9, "converged"), (2.1, "not converged")])
def test_twice_the_bound_is_the_edge(factor, status):
    """At its minimum, w = 0, the tie has the curvature of the bound, so the edge is exact."""
    rate = factor / TIE.curvature_bound()
    path = gradient_descent(TIE, [0.1], learning_rate=rate)
    assert path.status == status
    if status == "not converged":
        # It settles where a step throws it across: tanh(w/2) / 2 * rate = 2 w.
        last = abs(path.final[0])
        assert math.tanh(last / 2) / 2 * rate == pytest.approx(2 * last, rel=1e-9)
        assert "The cost rose in" in path.message


def test_divergence_is_a_message_and_no_warning():
    cost = RegressionCost([[1.0], [1.0]], [0, 1], l2=1.0)
    path = gradient_descent(cost, [1.0], learning_rate=10.0)
    assert path.status == "not converged"
    assert "overflows float64: it diverges" in path.message
    assert np.isfinite(path.values).all()


def test_a_step_lost_in_rounding_ends_the_walk():
    path = gradient_descent(TIE, [1.0], learning_rate=1e-18, steps=50)
    assert len(path) == 1
    assert "no longer changes the weights" in path.message


def test_zero_tolerance_takes_every_step_and_zero_steps_none():
    assert len(gradient_descent(TIE, [1.0], steps=0)) == 1
    assert gradient_descent(TIE, [1.0], steps=0).status == "not converged"
    assert gradient_descent(TIE).message.startswith("After 0 steps the gradient norm is 0")
    assert gradient_descent(TIE).status == "converged"
    assert repr(gradient_descent(TIE, [1.0], steps=1)) == "Path(1 step, 'not converged')"


def test_the_start_is_not_touched():
    start = np.array([1.0])
    path = gradient_descent(TIE, start, steps=3)
    path.weights[0] = 7.0
    assert start[0] == 1.0


@pytest.mark.parametrize("rate", [0.0, -1.0, np.nan, np.inf, [0.1]])
def test_learning_rates_that_make_no_sense(rate):
    with pytest.raises(ValueError, match="expected one positive, finite number"):
        gradient_descent(TIE, learning_rate=rate)


def test_the_quadratic_cost_needs_a_learning_rate(draw):
    cost = RegressionCost(*draw(2), "quadratic")
    with pytest.raises(ValueError, match="pass a learning_rate of your own"):
        gradient_descent(cost)
    path = gradient_descent(cost, learning_rate=4.0, steps=20_000, tolerance=1e-6)
    assert path.status == "converged"
    assert "not convex" in path.message
