"""The cost of a regression: its derivatives, its bound, its penalty, what it refuses."""

import re

import numpy as np
import pytest

from ce_utils.checks import finite_difference_gradient, finite_difference_jacobian
from ce_utils.links import sigmoid, softmax
from ce_utils.losses import (
    LOSSES,
    BalancedSigmoidCrossEntropy,
    Quadratic,
    SigmoidCrossEntropy,
    SoftmaxCrossEntropy,
    SoftmaxLoss,
    WeightedSigmoidCrossEntropy,
)
from ce_utils.optimize import RegressionCost

RNG = np.random.default_rng(3)
DESIGN = np.column_stack([np.ones(12), RNG.normal(size=(12, 2))])
SOFT = RNG.dirichlet([1, 1, 1], size=12)
L2 = np.array([0.0, 0.3, 1.2])


def cost_of(name, **settings):
    soft = SOFT if issubclass(LOSSES[name], SoftmaxLoss) else SOFT[:, 0]
    return RegressionCost(DESIGN, soft, name, **settings)


@pytest.mark.parametrize("name", LOSSES)
@pytest.mark.parametrize("l2", [0.0, L2], ids=["free", "penalised"])
def test_derivatives_are_those_of_finite_differences(name, l2):
    cost = cost_of(name, l2=l2)
    weights = np.random.default_rng(1).normal(size=cost.shape)
    # Central differences of a function of order one are exact to about eps**(2/3), 4e-11.
    slopes = finite_difference_gradient(cost.value, weights)
    np.testing.assert_allclose(cost.gradient(weights), slopes, rtol=0, atol=1e-9)
    bends = finite_difference_jacobian(cost.gradient, weights).reshape(weights.size, weights.size)
    np.testing.assert_allclose(cost.hessian(weights), bends, rtol=0, atol=1e-9)


@pytest.mark.parametrize("name", LOSSES)
def test_evaluate_is_value_and_gradient(name):
    cost = cost_of(name, l2=L2)
    weights = np.random.default_rng(2).normal(size=cost.shape)
    value, gradient = cost.evaluate(weights)
    assert value == cost.value(weights)
    np.testing.assert_array_equal(gradient, cost.gradient(weights))


def test_the_hessian_is_that_of_the_design():
    weights = RNG.normal(size=(3, 3))
    probs = softmax(DESIGN @ weights.T)
    by_hand = sum(
        np.kron(np.diag(a) - np.outer(a, a), np.outer(x, x))
        for a, x in zip(probs, DESIGN, strict=True)
    )
    got = cost_of("softmax cross-entropy").hessian(weights)
    np.testing.assert_allclose(got, by_hand / 12, rtol=0, atol=1e-15)  # sums of terms below 1
    np.testing.assert_array_equal(got, got.T)
    slopes = sigmoid(DESIGN @ weights[0]) * sigmoid(-DESIGN @ weights[0])
    got = cost_of("sigmoid cross-entropy").hessian(weights[0])
    np.testing.assert_allclose(got, DESIGN.T @ np.diag(slopes) @ DESIGN / 12, rtol=0, atol=1e-15)


def test_the_penalty_is_half_of_lambda_times_the_square():
    # By hand: (0 * 1 + 0.3 * 4 + 1.2 * 9) / 2 = 6.0, in each of the three classes of softmax.
    sigmoids, softmaxes = "sigmoid cross-entropy", "softmax cross-entropy"
    weights = np.array([1.0, 2.0, 3.0])
    added = cost_of(sigmoids, l2=L2).value(weights) - cost_of(sigmoids).value(weights)
    assert added == pytest.approx(6.0, rel=1e-14)
    weights = np.tile(weights, (3, 1))
    added = cost_of(softmaxes, l2=L2).value(weights) - cost_of(softmaxes).value(weights)
    assert added == pytest.approx(18.0, rel=1e-14)
    one = cost_of(softmaxes, l2=0.7)
    every = cost_of(softmaxes, l2=[0.7, 0.7, 0.7])
    np.testing.assert_array_equal(one.hessian(weights), every.hessian(weights))


def test_labels_are_distributions_and_losses_have_names():
    labels = np.arange(12) % 3
    by_label = RegressionCost(DESIGN, labels, SoftmaxCrossEntropy())
    by_row = RegressionCost(DESIGN, np.eye(3)[labels], "softmax cross-entropy")
    weights = RNG.normal(size=(3, 3))
    np.testing.assert_array_equal(by_label.gradient(weights), by_row.gradient(weights))
    assert RegressionCost(DESIGN, labels, SoftmaxCrossEntropy(), n_classes=5).shape == (5, 3)
    assert RegressionCost(DESIGN, labels % 2).loss == SigmoidCrossEntropy()


def test_two_softmax_classes_are_a_sigmoid():
    labels = np.arange(12) % 2
    two = RegressionCost(DESIGN, labels, "softmax cross-entropy")
    one = RegressionCost(DESIGN, labels)
    weights = RNG.normal(size=(2, 3))
    # The same number by another formula, each good to a few ulp.
    assert two.value(weights) == pytest.approx(one.value(weights[1] - weights[0]), rel=1e-14)


@pytest.mark.parametrize("l2", [0.0, 0.4, L2], ids=["free", "same", "each"])
@pytest.mark.parametrize("name", ["sigmoid cross-entropy", "softmax cross-entropy"])
def test_no_curvature_exceeds_the_bound(name, l2):
    cost = cost_of(name, l2=l2)
    bound = cost.curvature_bound()
    for scale in (0.1, 1.0, 10.0):
        for _ in range(20):
            largest = np.linalg.eigvalsh(cost.hessian(RNG.normal(size=cost.shape) * scale))[-1]
            assert largest <= bound * (1 + 1e-13)  # rounding of two eigenvalue problems


def test_the_bound_is_sharp():
    square = np.linalg.eigvalsh(DESIGN.T @ DESIGN / 12)[-1]
    sigmoids = cost_of("sigmoid cross-entropy")
    at_zero = np.linalg.eigvalsh(sigmoids.hessian(sigmoids.start))[-1]
    assert sigmoids.curvature_bound() == pytest.approx(square / 4, rel=1e-13)
    assert sigmoids.curvature_bound() == pytest.approx(at_zero, rel=1e-13)
    two = RegressionCost(
        DESIGN, SOFT[:, :2] / SOFT[:, :2].sum(axis=1, keepdims=True), "softmax cross-entropy"
    )
    at_zero = np.linalg.eigvalsh(two.hessian(two.start))[-1]
    assert two.curvature_bound() == pytest.approx(square / 2, rel=1e-13)
    assert two.curvature_bound() == pytest.approx(at_zero, rel=1e-13)
    three = cost_of("softmax cross-entropy")
    at_zero = np.linalg.eigvalsh(three.hessian(three.start))[-1]
    assert at_zero == pytest.approx(square / 3, rel=1e-13)  # diag(a) - a a^T at a = 1/3
    third_class_out = np.array([[0.0, 0, 0], [0, 0, 0], [-100, 0, 0]])
    approached = np.linalg.eigvalsh(three.hessian(third_class_out))[-1]
    assert three.curvature_bound() == pytest.approx(approached, rel=1e-13)


@pytest.mark.parametrize(
    ("loss", "factor"),
    [(WeightedSigmoidCrossEntropy(19.0, 2.0), 19), (BalancedSigmoidCrossEntropy(0.25), 0.75)],
    ids=str,
)
def test_the_bound_of_two_factors_is_that_of_the_larger(loss, factor):
    plain, weighted = RegressionCost(DESIGN, np.ones(12)), RegressionCost(DESIGN, np.ones(12), loss)
    assert weighted.curvature_bound() == pytest.approx(plain.curvature_bound() * factor, rel=1e-14)
    at_zero = np.linalg.eigvalsh(weighted.hessian(weighted.start))[-1]
    assert weighted.curvature_bound() == pytest.approx(at_zero, rel=1e-13)


def test_a_cost_without_one_of_its_terms_is_not_asked_for_separation():
    # With no cost of negatives, a large intercept makes every cost 0: no linear programme of
    # the labels says so.
    one_term = RegressionCost(DESIGN, np.arange(12) % 2, WeightedSigmoidCrossEntropy(1.0, 0.0))
    assert one_term.separation is None
    assert one_term.value([800.0, 0.0, 0.0]) == 0.0


def test_the_bound_holds_with_a_penalty_at_zero():
    cost = cost_of("sigmoid cross-entropy", l2=L2)
    at_zero = np.linalg.eigvalsh(cost.hessian(cost.start))[-1]
    assert cost.curvature_bound() == pytest.approx(at_zero, rel=1e-13)


def test_which_costs_are_convex_and_which_have_a_bound():
    # All but the two whose Hessian by the logit has both signs; a kink has no bound.
    assert {name for name in LOSSES if not cost_of(name).convex} == {"quadratic", "focal"}
    for name in LOSSES:
        if name.endswith("cross-entropy"):
            assert cost_of(name).curvature_bound() > 0
            assert cost_of(name).separation.kind == "none"
        else:
            assert cost_of(name).separation is None
            with pytest.raises(ValueError, match=f"loss is '{name}': expected a cross-entropy"):
                cost_of(name).curvature_bound()
    lowest = np.linalg.eigvalsh(cost_of("quadratic").hessian([9.0, 0.0, 0.0]))[0]
    assert lowest < -1e-6  # and indeed it bends down somewhere


def test_arrays_cannot_be_changed_from_outside_or_inside():
    design, targets = DESIGN.copy(), SOFT[:, 0].copy()
    cost = RegressionCost(design, targets)
    before = cost.value([1.0, 1.0, 1.0])
    design[:], targets[:] = 7.0, 0.5
    assert cost.value([1.0, 1.0, 1.0]) == before
    with pytest.raises(ValueError, match="read-only"):
        cost.design[0, 0] = 2.0


def test_huge_weights_cost_infinity_and_have_no_gradient():
    cost = RegressionCost([[1e10], [1.0]], [0, 1], l2=1.0)
    assert cost.value([1e300]) == np.inf  # the logit 1e310 is no float
    assert RegressionCost([[1.0]], [0], l2=1.0).value([1e200]) == np.inf  # nor is 1e400
    for method in (cost.gradient, cost.hessian):
        with pytest.raises(ValueError, match=r"weights reach 1e\+300, and a logit overflows"):
            method([1e300])
    # One logit is huge, the other's cost denormal: the loss's own branch must not overflow.
    assert RegressionCost([[1.0], [1e-300]], [0, 1]).value([1e303]) == pytest.approx(5e302)


def test_repr_is_short():
    assert repr(cost_of("quadratic")) == (
        "RegressionCost('quadratic', 12 examples, weights of shape (3,))"
    )


NAN = np.where(np.arange(36).reshape(12, 3) == 4, np.nan, DESIGN)
LABELS = np.arange(12) % 3


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((np.ones(12), SOFT[:, 0]), "design has shape (12,): expected (n_examples, n_columns)"),
        ((np.ones((0, 2)), []), "design has shape (0, 2): expected (n_examples, n_columns)"),
        ((NAN, SOFT[:, 0]), "design has NaN at index (1, 1)"),
        ((NAN * np.inf, SOFT[:, 0]), "design has NaN"),
        (([[1.0, np.inf]], [1]), "design is inf at index (0, 1): expected finite numbers"),
        ((DESIGN, SOFT[:5, 0]), "targets has shape (5,): expected (12,), because design has 12"),
        ((DESIGN, SOFT[:, :1]), "targets has shape (12, 1): expected (12,), because"),
        ((DESIGN, SOFT), "targets has shape (12, 3): expected (12,), because"),
        ((DESIGN, LABELS), "targets has the integer 2, and the loss is of sigmoids"),
        ((DESIGN, 3 * SOFT[:, 0] + 1), "expected values in [0, 1]"),
        ((DESIGN, SOFT[:, 0], Quadratic), "a class needs parentheses"),
        ((DESIGN, SOFT[:, 0], "log loss"), "name is 'log loss': expected one of"),
        ((DESIGN, SOFT[:, 0], Quadratic(), -1.0), "l2 has -1: expected 0 or more"),
        (
            (DESIGN, SOFT[:, 0], Quadratic(), [1, 2]),
            "l2 has shape (2,): expected one number, or (3,)",
        ),
        ((DESIGN, SOFT[:, 0], Quadratic(), np.inf), "l2 is inf at index (): expected finite"),
        ((DESIGN, SOFT[:, 0], Quadratic(), 0.0, 2), "n_classes is 2, and the loss is of sigmoids"),
        (
            (DESIGN, SOFT[:, 0], "softmax cross-entropy"),
            "labels has dtype float64: expected integers",
        ),
        (
            (DESIGN, SOFT[:3], "softmax cross-entropy"),
            "targets has shape (3, 3): expected (12,) labels or",
        ),
        ((DESIGN, 2 * SOFT, "softmax cross-entropy"), "targets sums to 2 along the class axis"),
        ((DESIGN, LABELS - 1, "softmax cross-entropy"), "labels has -1 at index (0,)"),
        ((DESIGN, LABELS, "softmax cross-entropy", 0.0, 2), "labels has 2 at index (2,)"),
        ((DESIGN, SOFT, "softmax cross-entropy", 0.0, 4), "expected 4 columns"),
        ((DESIGN, 0 * LABELS, "softmax cross-entropy"), "n_classes is 1: expected 2 or more"),
        ((DESIGN, LABELS, "softmax cross-entropy", 0.0, 2.5), "n_classes is 2.5: expected a whole"),
    ],
)
def test_what_a_cost_refuses(arguments, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        RegressionCost(*arguments)


@pytest.mark.parametrize("method", ["value", "gradient", "hessian"])
def test_weights_that_do_not_fit(method):
    sigmoids, softmaxes = cost_of("quadratic"), cost_of("softmax cross-entropy")
    with pytest.raises(ValueError, match=re.escape("weights has shape (1, 3): expected (3,)")):
        getattr(sigmoids, method)(np.zeros((1, 3)))
    with pytest.raises(
        ValueError, match=re.escape("weights has shape (9,): expected (3, 3), one row")
    ):
        getattr(softmaxes, method)(np.zeros(9))
    with pytest.raises(ValueError, match=re.escape("weights has NaN at index (1,)")):
        getattr(sigmoids, method)([0.0, np.nan, 0.0])


def test_a_quadratic_cost_has_no_bound():
    with pytest.raises(ValueError, match="loss is 'quadratic': expected a cross-entropy"):
        cost_of("quadratic").curvature_bound()
