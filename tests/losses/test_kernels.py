"""The kernels by themselves, where the public methods never go: any number of axes, last digits."""

from fractions import Fraction

import mpmath
import numpy as np
import pytest

from ce_utils.losses import (
    LOSSES,
    BalancedSigmoidCrossEntropy,
    Focal,
    MulticlassHinge,
    Quadratic,
    WeightedSigmoidCrossEntropy,
    get_loss,
    one_hot,
)

ALL = pytest.mark.parametrize("loss", [get_loss(name) for name in LOSSES], ids=list(LOSSES))


@ALL
@pytest.mark.parametrize("weighted", [False, True])
@pytest.mark.parametrize("method", ["value_kernel", "gradient_kernel", "hessian_kernel"])
def test_a_kernel_takes_any_number_of_axes(loss, method, weighted):
    rng = np.random.default_rng(0)
    # Sizes that all differ, so that a wrong axis shows.
    logits, targets = rng.normal(size=(2, 3, 5, 4)) * 3, rng.dirichlet(np.ones(4), (2, 3, 5))
    weight = rng.uniform(0.5, 2, 4) if weighted else None
    kernel = getattr(loss, method)
    rows = kernel(logits.reshape(-1, 4), targets.reshape(-1, 4), weight)
    got = kernel(logits, targets, weight)
    np.testing.assert_array_equal(got, rows.reshape(logits.shape[:-1] + rows.shape[1:]))
    np.testing.assert_array_equal(kernel(logits[0, 0, 0], targets[0, 0, 0], weight), rows[0])


def _ulps(got, true):
    return float(abs(Fraction(float(got)) - true) / Fraction(float(np.spacing(float(true)))))


def test_what_is_missing_from_a_margin_is_rounded_once():
    # 1 + z_0 - z_1 in exact arithmetic. Near a margin of 1 two plain roundings lose most digits.
    rng = np.random.default_rng(1)
    for size in (0.3, 30.0, 3000.0):
        for other in rng.normal(size=200) * size:
            for own in (other + 1 - abs(rng.normal()) * 1e-9 - 1e-14, rng.normal() * size):
                true = 1 + Fraction(float(other)) - Fraction(float(own))
                if true > 0:
                    got = MulticlassHinge().value([other, own], [0.0, 1.0])
                    # Half an ulp, and the rounding of the correction itself.
                    assert _ulps(got, true) <= 0.501


def test_a_sum_over_many_wrong_classes_is_rounded_once():
    # A hundred equal terms, whose roundings all go one way: a pairwise sum is 5 ulp off.
    logits = np.full(101, 0.1)
    true = 100 * Fraction(1)
    assert MulticlassHinge().value(logits, 0) == true
    logits[0] = 0.9
    term = 1 + Fraction(0.1) - Fraction(0.9)
    # Half an ulp in each term, all the same way, and half an ulp in the sum.
    assert _ulps(MulticlassHinge().value(logits, 0), 100 * term) <= 1.1


@pytest.mark.parametrize("gap", [1e-300, 1.0, 1e300])
def test_a_class_without_a_share_costs_nothing_even_where_it_is_impossible(gap):
    logits, targets = [[0.0, -np.inf, gap]], [[0.0, 0.5, 0.5]]
    weight = [1.0, 0.0, 1.0]
    assert np.isfinite(MulticlassHinge().value(logits, targets, weight=weight))
    assert MulticlassHinge().value(logits, targets) == np.inf


def test_several_infinite_gaps_add_up_to_an_infinite_cost_for_each_example_alone():
    logits = [[-np.inf, 0.0, 0.0], [2.0, 0.0, 0.5]]
    costs = MulticlassHinge().value(logits, [0, 0], reduction="none")
    assert costs.tolist() == [np.inf, 0.0]
    huge = [[-1e308, 1e308, 1e308], [0.0, 0.0, 0.0]]
    # 2e308 each is no float64; the other example is not touched: 1 for each of two classes.
    assert MulticlassHinge().value(huge, [0, 0], reduction="none").tolist() == [np.inf, 2.0]


def test_the_square_of_a_small_residual_is_no_square_of_a_rounded_one():
    # exp(-2 z) / (2 (1 + exp(-z))^2), by a route that squares nothing that was rounded.
    logits = np.linspace(2.0, 20.0, 400)
    got = Quadratic().value_kernel(logits[:, None], np.ones((400, 1)))
    with mpmath.workdps(50):
        errors = [
            abs(mpmath.mpf(float(g)) - (true := 0.5 / (1 + mpmath.exp(mpmath.mpf(float(z)))) ** 2))
            / mpmath.mpf(float(np.spacing(float(true))))
            for g, z in zip(got, logits, strict=True)
        ]
    # Half an ulp each for exp, denominator and quotient, doubled where a power of two is crossed
    # to the smaller spacing; with a squared exponential the largest of these errors is 2.5.
    assert max(errors) <= 2.0


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (
            lambda: WeightedSigmoidCrossEntropy(positive_weight=-1.0),
            r"positive_weight is -1\.0: expected one finite number, 0 or more; take 1 to leave "
            r"that term as it is\.$",
        ),
        (
            lambda: WeightedSigmoidCrossEntropy(positive_weight=0.0, negative_weight=0.0),
            r"^positive_weight and negative_weight are both 0: expected one of them above 0; a "
            r"cost of 0 everywhere teaches nothing\.$",
        ),
        (
            lambda: BalancedSigmoidCrossEntropy(positive_share=1.0),
            r"positive_share is 1\.0: expected one number between 0 and 1, neither of them; with "
            r"positives alone or negatives alone there is nothing to balance\.$",
        ),
        (
            lambda: Focal(gamma=-1.0),
            r"gamma is -1\.0: .*; take 0 for the plain cross-entropy\.$",
        ),
        (
            lambda: Focal(alpha=2.0),
            r"alpha is 2\.0: expected one number in \[0, 1\]; leave it out for two factors of 1\.$",
        ),
        (lambda: one_hot([], 0), r"n_classes is 0: expected a whole number, 1 or more"),
    ],
)
def test_what_a_refused_setting_says(make, message):
    with pytest.raises(ValueError, match=message):
        make()


def test_settings_are_kept_as_floats():
    whole, narrow = np.int8(2), np.float32(0.25)
    weighted = WeightedSigmoidCrossEntropy(positive_weight=whole, negative_weight=whole)
    kept = [
        weighted.positive_weight,
        weighted.negative_weight,
        BalancedSigmoidCrossEntropy(positive_share=narrow).positive_share,
        Focal(gamma=whole, alpha=narrow).gamma,
        Focal(gamma=whole, alpha=narrow).alpha,
    ]
    assert {type(value) for value in kept} == {float}


def test_one_class_is_enough_for_one_hot():
    assert one_hot([0, 0], 1).tolist() == [[1.0], [1.0]]
