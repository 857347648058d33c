"""Impossible classes, symmetries, convexity and the limits in which losses coincide."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from ce_utils.information import cross_entropy, entropy
from ce_utils.links import sigmoid, softmax
from ce_utils.losses import Quadratic, SigmoidCrossEntropy, SoftmaxCrossEntropy

SOFTMAX, SIGMOID, QUADRATIC = SoftmaxCrossEntropy(), SigmoidCrossEntropy(), Quadratic()
rows = hnp.arrays(np.float64, st.integers(2, 8), elements=st.floats(-50, 50))


@st.composite
def logits_and_targets(draw):
    logits = draw(rows)
    shares = draw(hnp.arrays(np.float64, logits.shape, elements=st.floats(0.01, 1)))
    return logits, shares / shares.sum()


def test_a_label_on_an_impossible_softmax_class():
    logits = [[0.0, -np.inf, 0.0]]
    assert SOFTMAX.value(logits, [1]) == np.inf
    assert SOFTMAX.gradient(logits, [1]).tolist() == [[0.5, -1.0, 0.5]]
    # 0 times inf is 0: the impossible class costs nothing when it does not happen.
    assert SOFTMAX.value(logits, [0]) == np.log(2.0)
    assert SOFTMAX.value(logits, [[0.5, 0.0, 0.5]]) == np.log(2.0)
    assert SOFTMAX.value(logits, [1], weight=[1, 0, 1], reduction="sum") == 0.0
    assert SOFTMAX.value(logits, [0], label_smoothing=0.1) == np.inf
    assert np.isfinite(SOFTMAX.hessian(logits, [1])).all()
    with pytest.raises(ValueError, match=r"logits is -inf for every class at index \(0,\)"):
        SOFTMAX.value([[-np.inf, -np.inf]], [0])


def test_a_sigmoid_output_that_is_surely_off():
    logits = [[-np.inf, 0.0]]
    assert SIGMOID.value(logits, [[0.0, 1.0]]) == np.log(2.0)
    assert SIGMOID.value(logits, [[1.0, 1.0]]) == np.inf
    assert SIGMOID.value(logits, [[1.0, 1.0]], weight=[0.0, 1.0]) == np.log(2.0)
    assert SIGMOID.gradient(logits, [[1.0, 1.0]]).tolist() == [[-1.0, -0.5]]
    assert QUADRATIC.value(logits, [[1.0, 0.5]]) == 0.5
    assert QUADRATIC.gradient(logits, [[1.0, 0.5]]).tolist() == [[0.0, 0.0]]
    for loss in (SIGMOID, QUADRATIC):
        assert loss.hessian(logits, [[1.0, 1.0]])[0, 0] == 0.0
        assert np.isfinite(loss.value([[-np.inf]], [[0.0]]))


def test_a_huge_cost_beside_a_faint_one_does_not_overflow():
    faint, huge = SIGMOID.value([[-745.0], [1e300]], [[0.0], [0.0]], reduction="none")
    # log(1 + exp(-745)) is exp(-745), one denormal step; a sure and wrong output costs its logit.
    assert (faint, huge) == (np.exp(-745.0), 1e300)


def test_an_ignored_example_may_be_impossible():
    logits = [[0.0, -np.inf], [0.0, 0.0]]
    assert SOFTMAX.value(logits, [-100, 0], label_smoothing=0.5) == np.log(2.0)
    assert np.isfinite(SIGMOID.value(logits, [-100, 0]))


def test_one_softmax_class_is_certain():
    assert SOFTMAX.value([[3.0]], [0]) == 0.0
    assert SOFTMAX.gradient([[3.0]], [0]).tolist() == [[0.0]]
    assert SOFTMAX.hessian([[3.0]], [0]).tolist() == [[[0.0]]]


def test_zero_is_never_negative_zero():
    for loss in (SOFTMAX, SIGMOID, QUADRATIC):
        for result in (loss.value, loss.gradient):
            assert not np.signbit(result([[2000.0, 0.0]], [[1.0, 0.0]])).flat[0]


def test_two_softmax_classes_are_one_sigmoid():
    z = np.linspace(-40, 40, 81)
    pairs = np.stack([z, np.zeros_like(z)], axis=-1)
    targets = np.random.default_rng(0).uniform(size=z.shape)
    soft, single = np.stack([targets, 1 - targets], axis=-1), targets[:, None]
    # Two routes of a few roundings each; a - t is compared on the scale of 1.
    np.testing.assert_allclose(
        SOFTMAX.value(pairs, soft), SIGMOID.value(z[:, None], single), rtol=1e-14
    )
    gradient = SIGMOID.gradient(z[:, None], single)
    np.testing.assert_allclose(SOFTMAX.gradient(pairs, soft)[:, :1], gradient, rtol=0, atol=1e-16)
    hessian = SIGMOID.hessian(z[:, None], single)
    np.testing.assert_allclose(SOFTMAX.hessian(pairs, soft)[:, 0, :1], hessian, rtol=1e-14)


def test_softmax_hessian_has_no_negative_eigenvalue_and_a_flat_direction():
    rng = np.random.default_rng(1)
    logits, targets = rng.normal(size=(200, 6)) * 5, rng.dirichlet(np.ones(6), 200)
    blocks = SOFTMAX.hessian(logits, targets, reduction="none")
    np.testing.assert_array_equal(blocks, np.swapaxes(blocks, -1, -2))
    eigenvalues = np.linalg.eigvalsh(blocks)
    # eigvalsh is backward stable: an eigenvalue moves by a few eps times the norm, below 1.
    assert (eigenvalues >= -1e-15).all()
    # Adding a constant to all logits changes nothing: rows sum to 0, a handful of roundings.
    np.testing.assert_allclose(blocks.sum(axis=-1), 0.0, rtol=0, atol=1e-15)


def test_sigmoid_cross_entropy_is_convex_and_the_quadratic_cost_is_not():
    z = np.linspace(-30, 30, 601)[:, None]
    for t in (0.0, 0.3, 1.0):
        assert (SIGMOID.hessian(z, np.full_like(z, t)) > 0).all()
    # With t = 1 the sign is that of 2 sigma(z) - sigma(-z), negative below z = -log 2.
    bends = QUADRATIC.hessian(z, np.ones_like(z))
    np.testing.assert_array_equal(bends < 0, z < -np.log(2.0))


@settings(deadline=None, max_examples=80)
@given(logits_and_targets(), st.integers(-1000, 1000))
def test_softmax_does_not_see_a_constant_added_to_the_logits(pair, shift):
    logits, targets = np.round(pair[0] * 1024) / 1024, pair[1]  # the sums below are exact
    for method in (SOFTMAX.value, SOFTMAX.gradient, SOFTMAX.hessian):
        np.testing.assert_array_equal(method(logits + shift, targets), method(logits, targets))


@settings(deadline=None, max_examples=80)
@given(logits_and_targets(), st.randoms(use_true_random=False))
def test_classes_may_be_renamed(pair, random):
    logits, targets = pair
    order = list(range(len(logits)))
    random.shuffle(order)
    for loss in (SOFTMAX, SIGMOID, QUADRATIC):
        # Another order of summation: a few roundings.
        np.testing.assert_allclose(
            loss.value(logits[order], targets[order]), loss.value(logits, targets), rtol=1e-14
        )
        np.testing.assert_allclose(
            loss.gradient(logits[order], targets[order]),
            loss.gradient(logits, targets)[order],
            rtol=1e-13,
            atol=1e-15,
        )


@settings(deadline=None, max_examples=80)
@given(logits_and_targets())
def test_gradient_is_activation_minus_target_and_sums_to_zero(pair):
    logits, targets = pair
    gradient = SOFTMAX.gradient(logits, targets)
    # Differences of numbers below 1, and sums of 8 of them.
    np.testing.assert_allclose(gradient, softmax(logits) - targets, rtol=0, atol=2e-15)
    assert abs(gradient.sum()) <= 4e-15
    np.testing.assert_allclose(
        SIGMOID.gradient(logits, targets), sigmoid(logits) - targets, atol=1e-15
    )


@settings(deadline=None, max_examples=80)
@given(logits_and_targets())
def test_softmax_cross_entropy_is_the_cross_entropy_of_distributions(pair):
    logits, targets = pair
    cost = SOFTMAX.value(logits, targets)
    # softmax rounds each probability by a few ulp, hence each surprisal by as much, absolute.
    np.testing.assert_allclose(cost, cross_entropy(targets, softmax(logits)), rtol=1e-13)
    assert cost >= entropy(targets) - 1e-13
    at_optimum = np.log(targets)
    np.testing.assert_allclose(SOFTMAX.value(at_optimum, targets), entropy(targets), rtol=1e-13)
    np.testing.assert_allclose(SOFTMAX.gradient(at_optimum, targets), 0.0, atol=1e-15)
