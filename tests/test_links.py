"""Links against closed forms and mpmath, their edges, dtypes and errors."""

import mpmath
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from ce_utils import links

ELEMENTWISE = [links.sigmoid, links.log_sigmoid, links.softplus]
ROWWISE = [links.softmax, links.log_softmax, links.log_sum_exp]

EXACT = {
    links.sigmoid: lambda z: 1 / (1 + mpmath.exp(-z)),
    links.log_sigmoid: lambda z: -mpmath.log1p(mpmath.exp(-z)),
    links.softplus: lambda z: mpmath.log1p(mpmath.exp(z)),
}
finite_rows = hnp.arrays(
    np.float64,
    hnp.array_shapes(min_dims=1, max_dims=3, min_side=1, max_side=6),
    elements=st.floats(-1e4, 1e4),
)


def _ulps(got, true, dtype):
    last_place = np.spacing(np.abs(np.array(float(true), dtype)))
    return float(abs(mpmath.mpf(float(got)) - true) / mpmath.mpf(float(last_place)))


def _samples(dtype):
    rng = np.random.default_rng(0)
    sizes = [1e-8, 1e-3, 1.0, 30.0, 400.0, 1e4]
    edges = [0.0, 36.8, -36.8, 745.0, -745.0, 710.0, -710.0, 88.0, -103.0]
    return np.concatenate([*(rng.normal(size=60) * s for s in sizes), edges]).astype(dtype)


@pytest.mark.parametrize("link", ELEMENTWISE)
# Three or four roundings and one exponential in float64; float32 is rounded once.
@pytest.mark.parametrize(("dtype", "bound"), [(np.float64, 3.0), (np.float32, 0.51)])
def test_elementwise_links_are_exact_to_a_few_ulp(link, dtype, bound):
    logits = _samples(dtype)
    got = link(logits)
    with mpmath.workdps(50):
        errors = [
            _ulps(g, EXACT[link](mpmath.mpf(float(z))), dtype)
            for g, z in zip(got, logits, strict=True)
        ]
    assert max(errors) <= bound


@pytest.mark.parametrize("n_classes", [2, 10, 300])
@pytest.mark.parametrize("size", [1e-8, 1.0, 20.0])
def test_rowwise_links_are_exact_to_a_few_ulp(n_classes, size):
    rng = np.random.default_rng(n_classes)
    # On a grid all differences are exact, so nothing but the arithmetic is measured.
    step = size * 2.0**-12
    row = np.round(rng.normal(size=n_classes) * size / step) * step
    probs, logs, total = links.softmax(row), links.log_softmax(row), links.log_sum_exp(row)
    with mpmath.workdps(50):
        z = [mpmath.mpf(float(x)) for x in row]
        true_total = mpmath.log(mpmath.fsum(mpmath.exp(x) for x in z))
        # lse may lie near 0 by cancellation: its error is measured in ulp of the largest term.
        assert abs(total - true_total) <= 4 * np.spacing(max(abs(row.max()), float(true_total)))
        for x, a, log_a in zip(z, probs, logs, strict=True):
            # 4 ulp: a handful of roundings, as derived in tests/losses/test_accuracy.py.
            assert _ulps(a, mpmath.exp(x - true_total), np.float64) <= 4
            assert _ulps(log_a, x - true_total, np.float64) <= 4


def test_hand_values():
    # sigma(log 3) = 3/4; softmax(log 1, log 2, log 5) = (1, 2, 5)/8; lse of it = log 8.
    assert links.sigmoid(np.log(3.0)) == pytest.approx(0.75, rel=1e-15)
    row = np.log([1.0, 2.0, 5.0])
    np.testing.assert_allclose(links.softmax(row), [1 / 8, 2 / 8, 5 / 8], rtol=1e-15)
    np.testing.assert_allclose(links.log_softmax(row), np.log([1 / 8, 2 / 8, 5 / 8]), rtol=1e-15)
    assert links.log_sum_exp(row) == pytest.approx(np.log(8.0), rel=1e-15)
    assert links.softplus(0.0) == np.log(2.0)


def test_limits():
    infinite = [-np.inf, np.inf]
    assert links.sigmoid(infinite).tolist() == [0.0, 1.0]
    assert links.softplus(infinite).tolist() == [0.0, np.inf]
    assert links.log_sigmoid(infinite).tolist() == [-np.inf, 0.0]
    assert not np.signbit(links.log_sigmoid(np.inf))
    for size in (1e4, 1e9, 1e300):
        assert links.softmax([size, -size, 0.0]).tolist() == [1.0, 0.0, 0.0]
        assert links.log_softmax([size, -size, 0.0]).tolist() == [0.0, -2 * size, -size]
        assert links.log_sum_exp([size, -size]) == size


def test_impossible_classes():
    row = [0.0, -np.inf, 0.0]
    assert links.softmax(row).tolist() == [0.5, 0.0, 0.5]
    assert links.log_softmax(row)[1] == -np.inf
    assert links.log_sum_exp(row) == np.log(2.0)
    assert links.log_sum_exp([[-np.inf, -np.inf], [0.0, 0.0]]).tolist() == [-np.inf, np.log(2.0)]
    for link in (links.softmax, links.log_softmax):
        with pytest.raises(ValueError, match=r"logits is -inf for every class.*0/0"):
            link([-np.inf, -np.inf])


@pytest.mark.parametrize("link", ROWWISE)
def test_any_axis_can_be_the_class_axis(link):
    logits = np.random.default_rng(1).normal(size=(3, 4, 5))
    for axis in (-3, -2, 0, 1, 2):
        last = link(np.moveaxis(logits, axis, -1))
        expected = last if link is links.log_sum_exp else np.moveaxis(last, -1, axis)
        np.testing.assert_array_equal(link(logits, axis=axis), expected)


@pytest.mark.parametrize("link", ELEMENTWISE + ROWWISE)
@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64])
def test_dtype_is_kept(link, dtype):
    logits = np.array([[0.5, -1.0], [3.0, 0.25]], dtype)
    assert link(logits).dtype == dtype
    # One rounding of the float64 result.
    np.testing.assert_array_equal(link(logits), link(logits.astype(np.float64)).astype(dtype))
    assert link([[1, 2]]).dtype == np.float64


@pytest.mark.parametrize("link", ELEMENTWISE + ROWWISE)
def test_nan_is_refused(link):
    with pytest.raises(ValueError, match=r"logits has NaN at index \(1,\)"):
        link([0.0, np.nan])


@pytest.mark.parametrize("link", ROWWISE)
def test_bad_rows_are_refused(link):
    with pytest.raises(ValueError, match=r"logits has \+inf at index"):
        link([0.0, np.inf])
    with pytest.raises(ValueError, match=r"with no class along axis 1"):
        link(np.zeros((2, 0)))
    with pytest.raises(ValueError, match=r"axis is 1, but logits has 1 axes"):
        link([0.0, 1.0], axis=1)
    with pytest.raises(ValueError, match=r"a single number has no class axis"):
        link(0.0)


@pytest.mark.parametrize("link", ELEMENTWISE + ROWWISE)
def test_no_rows_give_no_rows(link):
    assert link(np.zeros((0, 3))).shape == ((0,) if link is links.log_sum_exp else (0, 3))


def test_two_classes_are_a_sigmoid():
    z = np.linspace(-50, 50, 101)
    rows = np.stack([z, np.zeros_like(z)], axis=-1)
    # Two routes of a few roundings each.
    np.testing.assert_allclose(links.softmax(rows)[:, 0], links.sigmoid(z), rtol=1e-15)
    np.testing.assert_allclose(links.log_softmax(rows)[:, 0], links.log_sigmoid(z), rtol=1e-15)


@settings(deadline=None, max_examples=60)
@given(finite_rows)
def test_softmax_is_a_distribution_and_exp_of_log_softmax(logits):
    probs = links.softmax(logits)
    assert (probs >= 0).all()
    np.testing.assert_allclose(probs.sum(axis=-1), 1.0, rtol=1e-14)  # 6 terms of 2 ulp
    # log a of size 2e4 is rounded by 2e-12, and so much its exponential is off, relative.
    np.testing.assert_allclose(np.exp(links.log_softmax(logits)), probs, rtol=4e-12, atol=1e-300)


@settings(deadline=None, max_examples=60)
@given(finite_rows, st.integers(-1000, 1000))
def test_adding_a_constant_changes_nothing_but_rounding(logits, shift):
    logits = np.round(logits * 1024) / 1024  # so that the sums below are exact
    np.testing.assert_array_equal(links.softmax(logits + shift), links.softmax(logits))
    np.testing.assert_array_equal(links.log_softmax(logits + shift), links.log_softmax(logits))


@settings(deadline=None, max_examples=60)
@given(finite_rows)
def test_log_sum_exp_is_a_smooth_maximum(logits):
    highest, total = logits.max(axis=-1), links.log_sum_exp(logits)
    assert (total >= highest).all()
    # At most log n above the maximum; the slack is the rounding of that sum.
    assert (total <= highest + np.log(logits.shape[-1]) + 4 * np.spacing(np.abs(highest) + 3)).all()


@settings(deadline=None, max_examples=100)
@given(st.floats(-1e3, 1e3))
def test_sigmoid_identities(z):
    # sigma(z) + sigma(-z) = 1, and log sigma(z) = z - softplus(z), each to a rounding or two.
    assert links.sigmoid(z) + links.sigmoid(-z) == pytest.approx(1.0, rel=3e-16)
    assert links.log_sigmoid(z) == pytest.approx(z - links.softplus(z), rel=0, abs=3e-13)


def test_a_sum_of_the_smallest_numbers_keeps_its_digits():
    # Each of 300 terms is 0.7 of the smallest number and rounds to 1 of it, their sum is 210.
    row = np.array([0.0] + [-744.8] * 300)
    with mpmath.workdps(50):
        true = 300 * mpmath.exp(mpmath.mpf(-744.8))
        # The result is rounded to a whole number of the smallest: half of one in 210.
        for got in (-links.log_softmax(row)[0], links.shifted_exponentials(row)[2].item()):
            assert abs(mpmath.mpf(float(got)) / true - 1) <= 1 / 400


def test_a_row_with_the_smallest_numbers_changes_no_other_row():
    rows = np.random.default_rng(7).normal(size=(50, 20)) * 5
    rows[0] = [0.0] + [-744.8] * 19
    for link in ROWWISE:
        together = link(rows)
        for row, expected in zip(rows, together, strict=True):
            np.testing.assert_array_equal(link(row), expected)


def test_the_pieces_of_softmax_come_in_c_order_whatever_the_order_of_the_logits():
    logits = np.asfortranarray(np.random.default_rng(8).normal(size=(4, 3)))
    drop, others, rest, _ = links.shifted_exponentials(logits)
    for piece in (drop, others, rest):
        assert piece.flags.c_contiguous
