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
    rng = np.random.default_rng(2)
    for _ in range(50):
        logits = rng.normal(size=101) * 0.1
        # The terms as floats, each rounded once, and their sum exactly.
        own = Fraction(float(logits[0]))
        terms = [float(1 + Fraction(float(z)) - own) for z in logits[1:]]
        # Half an ulp; now and then a term of the test is a tie that was rounded the other way.
        assert _ulps(MulticlassHinge().value(logits, 0), sum(map(Fraction, terms))) <= 0.6


@pytest.mark.parametrize("gap", [1e-300, 1.0, 1e300])
def test_a_class_without_a_share_costs_nothing_even_where_it_is_impossible(gap):
    logits, targets = [[0.0, -np.inf, gap]], [[0.0, 0.5, 0.5]]
    weight = [1.0, 0.0, 1.0]
    assert np.isfinite(MulticlassHinge().value(logits, targets, weight=weight))
    assert MulticlassHinge().value(logits, targets) == np.inf


def test_a_class_that_only_other_examples_ask_for_costs_nothing():
    # The first example has one class with a share and the second has two.
    logits, targets = [[0.0, -np.inf], [0.0, 0.0]], [[1.0, 0.0], [0.5, 0.5]]
    assert MulticlassHinge().value(logits, targets, reduction="none").tolist() == [0.0, 1.0]


@pytest.mark.parametrize("others", [2, 9])
def test_a_cost_beyond_all_numbers_is_infinite_for_its_example_alone(others):
    # 1.5e308 for each wrong class; or infinitely much. The second example: 1 for each.
    for own, other in [(-1e308, 0.5e308), (-np.inf, 0.0)]:
        logits = np.array([[own] + [other] * others, [0.0] * (others + 1)])
        costs = MulticlassHinge().value(logits, [0, 0], reduction="none")
        assert costs.tolist() == [np.inf, others]


@ALL
def test_no_rows_give_no_rows(loss):
    nothing = np.zeros((0, 3))
    assert loss.value_kernel(nothing, nothing).shape == (0,)
    assert loss.gradient_kernel(nothing, nothing).shape == (0, 3)


@pytest.mark.parametrize("method", ["value", "gradient", "value_and_gradient", "hessian"])
def test_a_row_without_a_possible_class_is_refused_with_targets_too(method):
    logits = [[0.0, 1.0], [-np.inf, -np.inf]]
    with pytest.raises(ValueError, match=r"logits is -inf for every class at index \(1,\)"):
        getattr(get_loss("softmax cross-entropy"), method)(logits, np.full((2, 2), 0.5))


@ALL
def test_what_the_refusals_of_a_batch_say(loss):
    logits = np.zeros((2, 5, 3))
    with pytest.raises(
        ValueError, match=r"expected \(2, 5\) for integer labels or \(2, 5, 3\) for"
    ):
        loss.value(logits, [0, 1])
    mend = r"expected a positive total weight; use reduction='sum', or leave out batches without ex"
    with pytest.raises(
        ValueError, match=rf"2 examples came, 0 of them not ignored; {mend}amples\.$"
    ):
        loss.value(logits[:, 0], [-100, -100])
    targets = np.full(logits.shape, 1 / 3)
    targets[1, 4, 2] = np.nan
    with pytest.raises(ValueError, match=r"targets has NaN at index \(1, 4, 2\)"):
        loss.value(logits, targets)


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
