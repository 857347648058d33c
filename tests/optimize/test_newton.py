"""Newton's method: closed forms, flat directions, divergence, rounding, other programs."""

import math

import numpy as np
import pytest
from scipy.optimize import brentq, minimize

from ce_utils.losses import SoftmaxCrossEntropy
from ce_utils.optimize import RegressionCost, gradient_descent, newton

TIE = RegressionCost([[1.0], [1.0]], [0, 1])  # J(w) = softplus(w) - w / 2, smallest at 0


def test_a_saturated_table_has_the_log_odds():
    """With a column per group the probabilities are the frequencies: 3 of 10 and 8 of 10."""
    group = np.repeat([0, 1], 10)
    answers = np.concatenate([np.arange(10) < 3, np.arange(10) < 8])
    path = newton(RegressionCost(np.column_stack([np.ones(20), group]), answers))
    log_odds = math.log(3 / 7), math.log(8 / 2)
    # Error of the weights: gradient 1e-10 over the smallest curvature, about 0.03.
    np.testing.assert_allclose(path.final, [log_odds[0], log_odds[1] - log_odds[0]], atol=1e-8)
    assert path.status == "converged"


def test_intercepts_of_softmax_are_centred_log_frequencies():
    labels = np.repeat([0, 1, 2], [1, 2, 5])
    path = newton(RegressionCost(np.ones((8, 1)), labels, "softmax cross-entropy"))
    logs = np.log([1 / 8, 2 / 8, 5 / 8])
    np.testing.assert_allclose(path.final[:, 0], logs - logs.mean(), rtol=0, atol=1e-8)
    # The minimum is the entropy of the frequencies.
    assert path.values[-1] == pytest.approx(-(np.exp(logs) * logs).sum(), rel=1e-14)


def test_all_roads_lead_to_one_minimum(cost):
    path = newton(cost)
    assert path.status == "converged"
    assert len(path) - 1 <= 8
    descent = gradient_descent(cost, steps=5000)
    assert descent.status == "converged"
    # A gradient of 1e-8 over the smallest curvature that is not flat, above 0.01 here.
    np.testing.assert_allclose(descent.final, path.final, rtol=0, atol=1e-6)

    def flat(weights):
        value, gradient = cost.evaluate(weights.reshape(cost.shape))
        return value, gradient.ravel()

    bfgs = minimize(flat, cost.start.ravel(), jac=True, method="BFGS", options={"gtol": 1e-8})
    np.testing.assert_allclose(bfgs.x.reshape(cost.shape), path.final, rtol=0, atol=1e-6)


@pytest.mark.parametrize("regularisation", [np.inf, 1.0])
@pytest.mark.parametrize("n_classes", [2, 3])
def test_scikit_learn_agrees(draw, n_classes, regularisation):
    linear = pytest.importorskip(
        "sklearn.linear_model", reason="scikit-learn is not installed: it is an extra"
    )
    design, labels = draw(n_classes)
    theirs = linear.LogisticRegression(C=regularisation, tol=1e-12, solver="newton-cg")
    theirs.fit(design[:, 1:], labels)
    l2 = 1 / (regularisation * len(labels)) * np.array([0.0, 1.0, 1.0])
    loss = "sigmoid cross-entropy" if n_classes == 2 else "softmax cross-entropy"
    ours = newton(RegressionCost(design, labels, loss, l2)).final
    weights = np.column_stack([theirs.intercept_, theirs.coef_])
    weights -= weights.mean(axis=0) if n_classes == 3 else 0.0  # the flat direction is free
    # Both stop at a gradient near 1e-12; 1e-7 leaves room for their line search's end.
    np.testing.assert_allclose(ours.reshape(weights.shape), weights, rtol=0, atol=1e-7)


def test_the_flat_direction_of_softmax_is_left_alone(draw):
    cost = RegressionCost(*draw(3), "softmax cross-entropy")
    # Its curvature is 0 to rounding, so a plain inverse would step anywhere along it.
    assert np.abs(np.linalg.eigvalsh(cost.hessian(cost.start))[:3]).max() < 1e-15
    for optimise in (newton, gradient_descent):
        sums = optimise(cost).weights.sum(axis=1)
        np.testing.assert_allclose(sums, 0, atol=1e-13)  # rounding of some hundred steps
    shift = np.array([1.0, -2.0, 0.5])
    moved = newton(cost, cost.start + shift)
    np.testing.assert_allclose(moved.weights.sum(axis=1), np.tile(3 * shift, (len(moved), 1)))
    np.testing.assert_allclose(moved.final, newton(cost).final + shift, rtol=0, atol=1e-9)


def test_a_penalty_takes_the_flat_direction_away(draw):
    cost = RegressionCost(*draw(3), "softmax cross-entropy", l2=[0.0, 0.1, 0.1])
    path = newton(cost, cost.start + [1.0, 1.0, 1.0])
    sums = path.final.sum(axis=0)
    assert path.status == "converged"
    assert sums[0] == pytest.approx(3.0, rel=1e-12)  # still flat, still left alone
    # Class sums of the penalised columns: gradient norm 1e-10 over the curvature 0.1.
    np.testing.assert_allclose(sums[1:], 0, atol=1e-8)


@pytest.mark.parametrize("loss", ["sigmoid cross-entropy", "softmax cross-entropy"])
def test_columns_that_repeat_others_share_their_weight(draw, loss):
    design, labels = draw(2)
    twice = np.column_stack([design, design[:, 1], np.zeros(len(design))])
    path = newton(RegressionCost(twice, labels, loss))
    once = newton(RegressionCost(design, labels, loss)).final
    assert path.status == "converged"
    np.testing.assert_allclose(path.final[..., 1], path.final[..., 3], rtol=1e-12)
    np.testing.assert_allclose(2 * path.final[..., 1], once[..., 1], rtol=0, atol=1e-8)
    np.testing.assert_array_equal(path.final[..., 4], 0.0)  # a column of zeros is not seen


def test_units_of_columns_do_not_matter(draw):
    design, labels = draw(2)
    units = design * [1.0, 5.0, 1e6] + [0.0, 2000.0, 0.0]  # a year, an income
    # Gradients come in units of the income, so their rounding is 1e6 times larger.
    path = newton(RegressionCost(units, labels), tolerance=1e-8)
    assert path.status == "converged"
    plain = newton(RegressionCost(design, labels)).final
    np.testing.assert_allclose(units @ path.final, design @ plain, rtol=0, atol=1e-7)


def test_an_undamped_step_of_a_tie_is_minus_sinh():
    """(sigmoid(w) - 1/2) / sigmoid'(w) is sinh(w), by the half-angle formulas."""
    for start in (0.3, 1.0, 2.0, -2.5):
        path = newton(TIE, [start], steps=1, damped=False)
        assert path.final[0] == pytest.approx(start - math.sinh(start), rel=1e-13)


def test_undamped_newton_diverges_beyond_a_known_start():
    """The step w - sinh(w) shrinks |w| up to where sinh(w) = 2 w, and grows it beyond."""
    edge = brentq(lambda w: math.sinh(w) - 2 * w, 1, 3, xtol=1e-14)
    inside = newton(TIE, [edge - 0.01], damped=False, steps=100)
    assert inside.status == "converged"
    for start in (edge + 0.01, 30.0, 800.0):
        outside = newton(TIE, [start], damped=False, steps=100)
        assert outside.status == "not converged"
        assert outside.gradient_norms[-1] == pytest.approx(0.5)  # as wrong as it can be
        assert np.isfinite(outside.weights).all()
        assert "saturated" in outside.message
        assert newton(TIE, [start]).status == "converged"  # damped


def test_the_message_says_that_the_cost_rose():
    path = newton(TIE, [2.2], damped=False, steps=3)
    assert path.status == "not converged"
    assert path.message.startswith("After 3 steps the gradient norm is ")
    assert "That is all of the 3 steps allowed" in path.message
    assert "The cost rose in 3 of the steps: they are too long." in path.message


@pytest.mark.parametrize("size", [3.0, 30.0, 1e3, 1e6])
def test_damped_newton_arrives_from_any_start(cost, size):
    minimum = newton(cost).values[-1]
    for seed in range(5):
        start = np.random.default_rng(seed).normal(size=cost.shape) * size
        if len(cost.shape) == 2:  # a part common to the classes would stay, and cost digits
            start -= start.mean(axis=0)
        path = newton(cost, start, tolerance=1e-9, steps=200)
        assert path.status == "converged", path.message
        assert path.values[-1] == pytest.approx(minimum, rel=1e-12)
        assert (np.diff(path.values) <= 1e-14 * path.values[:-1]).all()  # no rise but rounding


def test_overflow_is_a_message_and_no_warning():
    # Two ties at once, whose curvatures are near 1e-305 and 1e-323: the inverse is no float.
    two = RegressionCost(np.repeat(np.eye(2), 2, axis=0), [0, 1, 0, 1])
    path = newton(two, [702.0, 742.0], damped=False)
    assert path.status == "not converged"
    assert "overflows float64" in path.message
    assert newton(two, [702.0, 742.0]).status == "converged"
    assert newton(TIE, [1e300], damped=False).status == "not converged"
    assert newton(TIE, [1e300]).status == "not converged"
    with pytest.raises(ValueError, match=r"start reaches 1e\+308, and the cost overflows"):
        newton(RegressionCost([[1e3], [1.0]], [0, 1]), [1e308])


def test_rounding_does_not_stall_the_damping(cost):
    """At the minimum the cost is flat to 16 digits, and Armijo's rule would compare noise."""
    path = newton(cost)
    again = newton(cost, path.weights[-2], tolerance=0.0)
    assert again.gradient_norms.min() < 1e-15  # rounding of a sum of 80 terms of order one
    assert len(again) <= 6
    if again.status == "not converged":
        assert "Rounding hides any further descent" in again.message


def test_the_steps_are_quadratic(cost):
    """Close to the minimum the number of right digits doubles."""
    norms = newton(cost, tolerance=1e-12).gradient_norms
    close = norms[(norms < 1e-2) & (norms > 1e-13)]
    assert len(close) >= 2
    # The constant depends on the cost; here it is near 20. A linear rate has none that fits.
    assert (close[1:] <= 50 * close[:-1] ** 2).all()


def test_a_soft_target_is_met_exactly():
    path = newton(RegressionCost([[1.0], [1.0]], [0.2, 0.4]))
    assert path.final[0] == pytest.approx(math.log(0.3 / 0.7), abs=1e-9)


def test_a_quadratic_cost_that_bends_down_is_refused():
    cost = RegressionCost([[1.0], [1.0]], [0.0, 0.0], "quadratic")
    path = newton(cost, [2.0])  # half of sigmoid^2 bends down right of log 2
    assert len(path) == 1
    assert path.status == "not converged"
    assert "negative eigenvalue" in path.message
    bend = cost.hessian([2.0])[0, 0]
    assert f"({bend:.2g})" in path.message


def test_a_quadratic_cost_converges_with_a_caution(draw):
    path = newton(RegressionCost(*draw(2), "quadratic"))
    assert path.status == "converged"
    assert "not convex" in path.message
    # A plateau passes for a minimum, which is why the message says so.
    plateau = newton(RegressionCost([[1.0]], [0.0], "quadratic"), [40.0])
    assert plateau.status == "converged"
    assert plateau.values[-1] == pytest.approx(0.5)
    assert "plateau" in plateau.message


def test_a_large_softmax_needs_no_loop_over_examples():
    """Ten classes, 30 columns, 2000 examples: a Hessian of 300 rows, a few steps."""
    rng = np.random.default_rng(4)
    design = np.column_stack([np.ones(2000), rng.normal(size=(2000, 29))])
    labels = rng.integers(10, size=2000)
    cost = RegressionCost(design, labels, SoftmaxCrossEntropy(), l2=1e-3)
    path = newton(cost)
    assert path.status == "converged"
    assert len(path) - 1 <= 6


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"steps": -1}, "steps is -1: expected a whole number"),
        ({"steps": 2.0}, r"steps is 2\.0: expected a whole number"),
        ({"tolerance": -1e-3}, r"tolerance is -0\.001: expected a finite number"),
        ({"tolerance": np.nan}, "tolerance is nan: expected"),
        ({"start": [0.0, 0.0]}, r"start has shape \(2,\): expected \(1,\)"),
        ({"start": [np.nan]}, r"start has NaN at index \(0,\)"),
    ],
)
@pytest.mark.parametrize("optimise", [newton, gradient_descent])
def test_what_is_refused(optimise, settings, message):
    with pytest.raises(ValueError, match=message):
        optimise(TIE, **settings)
