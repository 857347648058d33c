"""Hinge, multiclass hinge and perceptron: kinks, limits, and the numbers of the book."""

import tracemalloc

import numpy as np
import pytest

from ce_utils.losses import Hinge, MarginLoss, MulticlassHinge, Perceptron

HINGE, PERCEPTRON, MULTICLASS = Hinge(), Perceptron(), MulticlassHinge()
EVERY = pytest.mark.parametrize("loss", [HINGE, PERCEPTRON, MULTICLASS], ids=str)


@pytest.mark.parametrize(
    ("scores", "value", "gradient"),
    [
        # Leads of 2: more than the margin asks for.
        ([10.0, 8.0, 8.0], 0.0, [0.0, 0.0, 0.0]),
        # Leads of 1/2: one half is missing twice. The largest violation alone (Crammer and
        # Singer) would cost 0.5.
        ([10.0, 9.5, 9.5], 1.0, [-2.0, 1.0, 1.0]),
        # Leads of exactly 1: the kink, and no slope.
        ([10.0, 9.0, 9.0], 0.0, [0.0, 0.0, 0.0]),
        ([10.0, -10.0, -10.0], 0.0, [0.0, 0.0, 0.0]),
    ],
)
def test_a_label_wants_a_lead_over_each_other_class(scores, value, gradient):
    assert MULTICLASS.value(scores, 0) == value
    assert MULTICLASS.gradient(scores, 0).tolist() == gradient


def test_which_slope_is_taken_at_the_kink():
    yes = np.ones((3, 1))
    one_ulp = np.spacing(1.0)
    around_one = [[1 - one_ulp], [1.0], [1 + one_ulp]]
    assert HINGE.gradient(around_one, yes, reduction="sum").ravel().tolist() == [-1, 0, 0]
    no = HINGE.gradient(np.negative(around_one), 1 - yes, reduction="sum")
    assert no.ravel().tolist() == [1, 0, 0]
    around_zero = [[-5e-324], [0.0], [5e-324]]
    assert PERCEPTRON.gradient(around_zero, yes, reduction="sum").ravel().tolist() == [-1, -1, 0]
    no = PERCEPTRON.gradient(around_zero, 1 - yes, reduction="sum")
    assert no.ravel().tolist() == [0, 1, 1]


def test_the_side_of_a_kink_is_not_a_matter_of_rounding():
    # 0.3 and 0.7 as floats are 0.3 - 1.1e-17 and 0.7 - 4.4e-17: the first class leads by
    # 1 - 5.6e-17, though the float 0.7 - (-0.3) is 1.
    scores, missing = [0.7, -0.3], 2.0**-54
    assert scores[0] - scores[1] == 1.0
    assert MULTICLASS.value(scores, 0) == missing
    assert MULTICLASS.gradient(scores, 0).tolist() == [-1.0, 1.0]


def test_two_classes_are_one_output():
    # The margin z against a class that stays at 0.
    z = np.linspace(-4, 4, 65)
    pairs, targets = np.stack([z, np.zeros_like(z)], axis=-1), np.linspace(0, 1, 65)
    soft, single = np.stack([targets, 1 - targets], axis=-1), targets[:, None]
    for method in ("value", "gradient"):
        one = getattr(HINGE, method)(z[:, None], single, reduction="none")
        two = getattr(MULTICLASS, method)(pairs, soft, reduction="none")
        two = two if method == "value" else two[:, :1]
        np.testing.assert_allclose(two, one, rtol=1e-15)
    np.testing.assert_array_equal(MULTICLASS.gradient(pairs, soft).sum(axis=1), 0.0)


def test_a_soft_target_averages_over_its_classes():
    rng = np.random.default_rng(2)
    scores, targets = rng.normal(size=(20, 5)) * 2, rng.dirichlet(np.ones(5), 20)
    targets[:, 3] = 0.0
    targets /= targets.sum(axis=1, keepdims=True)
    for method in ("value", "gradient"):
        call = getattr(MULTICLASS, method)
        each = [
            call(scores, np.full(20, k), reduction="sum" if method != "value" else "none")
            for k in range(5)
        ]
        shares = targets.T if method == "value" else targets.T[..., None]
        expected = sum(share * one for share, one in zip(shares, each, strict=True))
        got = call(scores, targets, reduction="none")
        np.testing.assert_allclose(got, expected, rtol=1e-14, atol=1e-15)


def test_many_classes_with_soft_targets_need_little_memory():
    # All pairs of classes would be 50 x 400 x 400 numbers, 64 MB; the scores are 160 kB.
    rng = np.random.default_rng(1)
    scores, targets = rng.normal(size=(50, 400)), rng.dirichlet(np.ones(400), 50)
    tracemalloc.start()
    costs = MULTICLASS.value_kernel(scores, targets)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 20 * scores.nbytes
    missing = np.maximum(1 + scores[0] - scores[0][:, None], 0)
    np.fill_diagonal(missing, 0.0)
    assert costs[0] == pytest.approx(targets[0] @ missing.sum(axis=1), rel=1e-13)


@EVERY
def test_an_impossible_class(loss):
    exclusive = loss is MULTICLASS
    scores, targets = [[3.0, -np.inf]], [[1.0, 0.0]]
    assert loss.value(scores, targets) == 0.0
    assert loss.gradient(scores, targets).tolist() == [[0.0, 0.0]]
    assert loss.value(scores, [[0.0, 1.0]]) == np.inf
    assert loss.gradient(scores, [[0.0, 1.0]]).tolist() == [[1.0, -1.0]]
    assert loss.value(scores, [[0.0, 1.0]], weight=[1.0, 0.0], reduction="sum") == (
        0.0 if exclusive else loss.value([[3.0]], [[0.0]])
    )
    assert loss.value([[-np.inf, -np.inf]], [[1.0, 0.0]]) == np.inf
    assert not loss.hessian(scores, targets).any()


@EVERY
def test_no_zero_is_negative(loss):
    for scores in ([[2.0, 0.0]], [[2000.0, 0.0]], [[0.0, 0.0]]):
        for result in (loss.value, loss.gradient):
            got = np.ravel(result(scores, [[1.0, 0.0]]))
            assert not np.signbit(got[got == 0]).any()


def test_no_cost_of_a_label_that_stands_alone():
    assert MULTICLASS.value([[3.0]], [0]) == 0.0
    assert MULTICLASS.gradient([[3.0]], [0]).tolist() == [[0.0]]


def test_a_lead_beyond_the_largest_float():
    # 1.7e308 - (-1.7e308) is no float: the cost overflows as the sum of costs would.
    scores = [1.7e308, -1.7e308]
    assert MULTICLASS.value(scores, 0) == 0.0
    assert MULTICLASS.value(scores, 1) == np.inf
    assert MULTICLASS.gradient(scores, 1).tolist() == [1.0, -1.0]


@EVERY
def test_scores_are_no_log_odds(loss):
    assert isinstance(loss, MarginLoss)
    assert loss.link == "none"


def test_hinge_and_perceptron_bound_each_other():
    # max(0, -m) <= max(0, 1 - m) <= max(0, -m) + 1, and they differ at m = 0 and 1/2.
    m = np.linspace(-5, 5, 101)[:, None]
    hinge, perceptron = (f.value(m, np.ones_like(m), reduction="none") for f in (HINGE, PERCEPTRON))
    assert (perceptron <= hinge).all()
    assert (hinge <= perceptron + 1).all()
    for z, expected in ((0.0, (1.0, 0.0)), (0.5, (0.5, 0.0))):
        assert (HINGE.value([[z]], [[1]]), PERCEPTRON.value([[z]], [[1]])) == expected
