"""Weighted, balanced and focal cross-entropy: published numbers, limits, settings, edges."""

import numpy as np
import pytest

from ce_utils.links import sigmoid
from ce_utils.losses import (
    BalancedSigmoidCrossEntropy,
    Focal,
    SigmoidCrossEntropy,
    WeightedSigmoidCrossEntropy,
    get_loss,
)

METHODS = ("value", "gradient", "hessian")
PLAIN = SigmoidCrossEntropy()
RNG = np.random.default_rng(0)
LOGITS = np.concatenate([RNG.normal(size=(40, 3)) * size for size in (1, 10, 300)])
SOFT = RNG.uniform(size=LOGITS.shape)
HARD = np.round(SOFT)
WEIGHT = [0.5, 2.0, 0.0]


def _logit(p):
    return np.log(p / (1 - p))


def test_the_numbers_of_the_focal_loss():
    # -0.1^2 log 0.9 and -0.9^2 log 0.1, gamma 2; alpha weighs the positives, 1 - alpha the rest.
    logits = [[_logit(0.9)], [_logit(0.1)]]
    ones, zeros = np.ones((2, 1)), np.zeros((2, 1))
    easy, hard = -(0.1**2) * np.log(0.9), -(0.9**2) * np.log(0.1)
    assert (f"{easy:.4e}", f"{hard:.4f}") == ("1.0536e-03", "1.8651")
    for loss, targets, factor in (
        (Focal(), ones, 1.0),
        (Focal(2, 0.25), ones, 0.25),
        (Focal(2, 0.25), zeros, 0.75),
    ):
        expected = np.array([easy, hard] if targets[0] else [hard, easy]) * factor
        got = loss.value(logits, targets, reduction="none")
        np.testing.assert_allclose(got, expected, rtol=1e-12)


@pytest.mark.parametrize("targets", [SOFT, HARD], ids=["soft", "hard"])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_what_is_the_sigmoid_cross_entropy_to_the_last_bit(targets, dtype):
    logits = LOGITS.astype(dtype)
    call = {"reduction": "none", "weight": WEIGHT, "label_smoothing": 0.1}
    for loss, factor in (
        (WeightedSigmoidCrossEntropy(), 1.0),
        (BalancedSigmoidCrossEntropy(), 0.5),  # a power of two: exact
        (Focal(gamma=0), 1.0),
        (Focal(gamma=0, alpha=0.5), 0.5),
    ):
        for method in ("value", "gradient"):
            expected = getattr(PLAIN, method)(logits, targets, **call) * dtype(factor)
            np.testing.assert_array_equal(getattr(loss, method)(logits, targets, **call), expected)
        expected = PLAIN.hessian(logits, targets, **call) * factor
        # The Hessian of the focal loss weighs both terms before it adds them.
        np.testing.assert_allclose(
            loss.hessian(logits, targets, **call),
            expected,
            rtol=4 * np.finfo(dtype).eps,
            atol=np.finfo(dtype).smallest_subnormal,
        )


def test_focal_without_focus_is_the_weighted_one():
    weighted = WeightedSigmoidCrossEntropy(0.25, 0.75)
    for method in ("value", "gradient"):
        np.testing.assert_array_equal(
            getattr(Focal(0, 0.25), method)(LOGITS, SOFT), getattr(weighted, method)(LOGITS, SOFT)
        )


def test_balanced_is_weighted_by_the_share_of_the_other_answer():
    balanced, weighted = BalancedSigmoidCrossEntropy(0.25), WeightedSigmoidCrossEntropy(0.75, 0.25)
    assert balanced.factors == weighted.factors == (0.75, 0.25)
    for method in METHODS:
        np.testing.assert_array_equal(
            getattr(balanced, method)(LOGITS, SOFT), getattr(weighted, method)(LOGITS, SOFT)
        )


@pytest.mark.parametrize(
    ("loss", "optimum"),
    [
        # w pi / (w pi + 1 - pi) with pi = 0.05: 0.95/(0.95 + 0.95), and the same by balance.
        (WeightedSigmoidCrossEntropy(19.0), 0.5),
        (BalancedSigmoidCrossEntropy(0.05), 0.5),
        (SigmoidCrossEntropy(), 0.05),
        (WeightedSigmoidCrossEntropy(1.0, 19.0), 0.05 / (0.05 + 19 * 0.95)),
    ],
    ids=str,
)
def test_where_the_best_constant_answer_lies(loss, optimum):
    targets = (np.arange(20) == 0)[:, None]  # one positive in twenty

    def cost(p):
        return loss.value(np.full((20, 1), _logit(p)), targets)

    slope = loss.gradient(np.full((20, 1), _logit(optimum)), targets).sum()
    assert abs(slope) < 1e-15  # twenty terms of at most 1/20, which cancel
    assert cost(optimum) < min(cost(optimum * 0.99), cost(optimum * 1.01))


def test_balanced_of_targets_counts_the_share():
    assert BalancedSigmoidCrossEntropy.of([[1, 0], [0, 0]]).positive_share == 0.25
    assert BalancedSigmoidCrossEntropy.of(np.array([True, False])).positive_share == 0.5
    assert BalancedSigmoidCrossEntropy.of([0.5, 0.25]).positive_share == 0.375
    for targets, said in (
        ([], "has 0 numbers and mean nan"),
        ([0, 0], "mean 0"),
        ([1.0], "mean 1"),
    ):
        with pytest.raises(ValueError, match=rf"targets.*{said}: expected a mean between 0 and 1"):
            BalancedSigmoidCrossEntropy.of(targets)
    with pytest.raises(ValueError, match=r"targets is 2 at index \(1,\): expected values in"):
        BalancedSigmoidCrossEntropy.of([0, 2])
    with pytest.raises(ValueError, match="targets has NaN"):
        BalancedSigmoidCrossEntropy.of([0, np.nan])


def test_the_slope_of_a_sure_answer_for_gamma_below_one():
    # By the text-book derivative q^(gamma - 1) = inf times a rounded 0. Here, to leading order,
    # q = s = exp(-z) and the slope is -q^(gamma + 1) (gamma + 1), with gamma = 1/2.
    z = np.array([[50.0], [400.0], [800.0]])
    slope = Focal(0.5).gradient(z, np.ones((3, 1)), reduction="none")
    np.testing.assert_allclose(slope, -1.5 * np.exp(-1.5 * z), rtol=1e-13)
    assert slope[-1] == 0.0


def test_the_focal_loss_is_not_convex():
    # Far on the wrong side f = |z| - gamma |z| e^z to leading order, which bends down.
    assert Focal().hessian([[-8.0]], [[1.0]]) < 0
    assert Focal().hessian([[8.0]], [[1.0]]) > 0
    assert (WeightedSigmoidCrossEntropy(19.0).hessian(LOGITS / 100, SOFT) > 0).all()


def test_an_output_that_is_surely_off():
    logits = [[-np.inf]]
    for loss in (WeightedSigmoidCrossEntropy(3.0, 2.0), Focal(), Focal(0.5, 0.25), Focal(0)):
        assert loss.value(logits, [[0.0]]) == 0.0
        assert loss.value(logits, [[1.0]]) == np.inf
        assert loss.value(logits, [[1.0]], weight=[0.0]) == 0.0
        assert loss.gradient(logits, [[0.0]]) == 0.0
        assert loss.hessian(logits, [[1.0]]) == 0.0
        # Its slope is the factor on the positives.
    assert WeightedSigmoidCrossEntropy(3.0).gradient(logits, [[1.0]]) == -3.0
    assert Focal(0.5, 0.25).gradient(logits, [[1.0]]) == -0.25
    # A factor of 0 silences the infinite cost.
    assert WeightedSigmoidCrossEntropy(0.0, 1.0).value(logits, [[1.0]]) == 0.0
    assert Focal(2, alpha=0).value(logits, [[1.0]]) == 0.0


def test_no_gamma_is_too_large():
    # a = 1/2: 2^-gamma log 2; a large gamma leaves nothing of a right answer.
    assert Focal(30).value([[0.0]], [[1.0]]) == pytest.approx(np.log(2) / 2**30, rel=1e-14)
    for method in METHODS:
        assert np.isfinite(getattr(Focal(1e300), method)([[1e10], [-1e10]], [[1.0], [1.0]])).all()


def test_a_soft_target_averages_the_two_costs():
    for loss in (WeightedSigmoidCrossEntropy(3.0, 0.5), Focal(1.5, 0.25)):
        call = {"reduction": "none"}
        yes = loss.value(LOGITS, np.ones_like(SOFT), weight=[1, 0, 0], **call)
        no = loss.value(LOGITS, np.zeros_like(SOFT), weight=[1, 0, 0], **call)
        t = SOFT[:, 0]
        got = loss.value(LOGITS, SOFT, weight=[1, 0, 0], **call)
        np.testing.assert_allclose(got, t * yes + (1 - t) * no, rtol=1e-14)


def test_the_gradient_of_the_weighted_one_by_its_formula():
    p = sigmoid(LOGITS)
    got = WeightedSigmoidCrossEntropy(19.0, 2.0).gradient(LOGITS, SOFT, reduction="sum")
    expected = 2.0 * (1 - SOFT) * p - 19.0 * SOFT * (1 - p)
    np.testing.assert_allclose(got, expected, rtol=0, atol=2e-14)  # 1 - p is rounded, times 19


@pytest.mark.parametrize("bad", [-1.0, np.nan, np.inf, "2", None, [1.0], 1j], ids=repr)
@pytest.mark.parametrize(
    ("name", "setting"),
    [
        ("focal", "gamma"),
        ("weighted sigmoid cross-entropy", "positive_weight"),
        ("weighted sigmoid cross-entropy", "negative_weight"),
    ],
)
def test_factors_that_are_none(name, setting, bad):
    with pytest.raises(
        ValueError, match=rf"{setting} is .*: expected one finite number, 0 or more"
    ):
        get_loss(name, **{setting: bad})


@pytest.mark.parametrize("bad", [-0.1, 1.1, np.nan, np.inf, "0.5", [0.5]], ids=repr)
def test_shares_that_are_none(bad):
    with pytest.raises(ValueError, match=r"alpha is .*: expected one number in \[0, 1\]; leave"):
        Focal(alpha=bad)
    for share in (bad, 0, 1.0, None):
        with pytest.raises(ValueError, match=r"positive_share is .*: expected one number between"):
            BalancedSigmoidCrossEntropy(share)


def test_settings_are_kept_as_floats():
    assert repr(Focal(np.float32(1), 1)) == "Focal(gamma=1.0, alpha=1.0)"
    assert WeightedSigmoidCrossEntropy(19) == WeightedSigmoidCrossEntropy(19.0, np.int64(1))
    with pytest.raises(ValueError, match="positive_weight and negative_weight are both 0"):
        WeightedSigmoidCrossEntropy(0, 0)
