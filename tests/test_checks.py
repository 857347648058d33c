"""The checks say what came, what was expected and how to mend it; differences converge."""

import numpy as np
import pytest

from ce_utils import checks


def test_floats_keep_their_dtype_and_integers_become_float64():
    for dtype in (np.float16, np.float32, np.float64):
        wide, kept = checks.as_floating(np.ones(3, dtype), "x")
        assert (wide.dtype, kept) == (np.float64, dtype)
    assert checks.as_floating([1, 2], "x")[1] == np.float64
    assert checks.as_floating([True, False], "x")[1] == np.float64


@pytest.mark.parametrize("values", [[1j], ["a"], [None], np.ones(2, np.longdouble)])
def test_other_dtypes_are_refused(values):
    with pytest.raises(ValueError, match=r"x has dtype .*: expected float16, float32, float64"):
        checks.as_floating(values, "x")


def test_nan_is_refused_with_its_place():
    with pytest.raises(ValueError, match=r"x has NaN at index \(1, 0\): expected numbers; look"):
        checks.as_floating([[0.0, 1.0], [np.nan, 2.0]], "x")


@pytest.mark.parametrize(("axis", "expected"), [(-1, 2), (0, 0), (np.int8(-3), 0)])
def test_axis_is_counted_from_the_front(axis, expected):
    assert checks.check_axis(axis, 3, "x") == expected


@pytest.mark.parametrize(
    ("axis", "message"),
    [
        (3, r"axis is 3, but x has 3 axes: expected -3 <= axis < 3"),
        (1.0, r"axis is 1\.0: expected"),
    ],
)
def test_a_wrong_axis_is_refused(axis, message):
    with pytest.raises(ValueError, match=message):
        checks.check_axis(axis, 3, "x")


@pytest.mark.parametrize(
    ("logits", "message"),
    [
        (1.0, r"axis is -1, but logits has 0 axes.*no class axis"),
        (np.zeros((2, 0)), r"logits has shape \(2, 0\), with no class along axis 1"),
        ([[0.0, np.inf]], r"logits has \+inf at index \(0, 1\).*a certain class is written"),
        ([[0.0, 1.0], [-np.inf] * 2], r"logits is -inf for every class at index \(1,\)"),
    ],
)
def test_wrong_logits_are_refused(logits, message):
    with pytest.raises(ValueError, match=message):
        checks.check_logits(logits)


def test_logits_come_back_with_the_class_axis_last_and_contiguous():
    wide, _ = checks.check_logits(np.arange(6.0).reshape(3, 2), axis=0)
    assert wide.shape == (2, 3)
    assert wide.flags.c_contiguous
    assert wide.tolist() == [[0.0, 2.0, 4.0], [1.0, 3.0, 5.0]]


def test_tolerance_of_a_distribution_grows_with_the_rounding_of_its_dtype():
    assert checks.distribution_tolerance(10, np.float64) == 1e-6
    assert checks.distribution_tolerance(1000, np.float32) == 4 * 1000 * 2.0**-23
    for dtype in (np.float16, np.float32):  # a thousand thirds of a permille still sum to 1
        checks.check_distribution(np.full(1000, 1 / 1000, dtype), "p")


@pytest.mark.parametrize(
    ("probs", "message"),
    [
        ([0.5, 0.6], r"p sums to 1\.1 along the class axis at index \(\): expected 1; divide by"),
        ([1.5, -0.5], r"p is -0\.5 at index \(1,\).*none negative; if these are logits"),
        ([[1.0, 0.0], [0.5, 0.4]], r"p sums to 0\.9 .* at index \(1,\)"),
        ([], r"p sums to 0 along"),
        ([np.inf, 0.0], r"p sums to inf"),
    ],
)
def test_what_is_no_distribution_is_refused(probs, message):
    with pytest.raises(ValueError, match=message):
        checks.check_distribution(probs, "p")


def test_values_outside_the_unit_interval_are_refused():
    with pytest.raises(ValueError, match=r"t is 1\.5 at index \(1,\): expected values in \[0, 1\]"):
        checks.check_unit_interval([0.0, 1.5], "t")


def test_labels():
    assert checks.check_labels(np.array([0, 9], np.uint8), 10).dtype == np.int64
    assert checks.check_labels([0, -100], 10, ignore_index=-100).tolist() == [0, -100]
    assert checks.check_labels([], 10).shape == (0,)


@pytest.mark.parametrize(
    ("labels", "message"),
    [
        ([0, 3], r"labels has 3 at index \(1,\): expected integers from 0 to 2 or ignore_index"),
        ([-1], r"labels has -1 at index \(0,\).*count classes from 0"),
        ([0.0], r"labels has dtype float64: expected integers; convert with"),
        ([True], r"labels has dtype bool: expected integers"),
    ],
)
def test_wrong_labels_are_refused(labels, message):
    with pytest.raises(ValueError, match=message):
        checks.check_labels(labels, 3, ignore_index=-100)


@pytest.mark.parametrize(
    ("weight", "message"),
    [
        ([1.0, 2.0], r"weight has shape \(2,\): expected \(3,\), one weight per class"),
        ([1.0, -2.0, 1.0], r"weight is -2 at index \(1,\): expected finite numbers, none negative"),
        ([1.0, np.inf, 1.0], r"weight is inf at index \(1,\)"),
    ],
)
def test_wrong_weights_are_refused(weight, message):
    with pytest.raises(ValueError, match=message):
        checks.check_weight(weight, 3)


@pytest.mark.parametrize("value", [-0.1, 1.1, float("nan"), [0.1]])
def test_a_fraction_lies_between_0_and_1(value):
    with pytest.raises(ValueError, match=r"label_smoothing is .*: expected one number in \[0, 1\]"):
        checks.check_fraction(value, "label_smoothing")


def test_reduction_is_one_of_three():
    assert [checks.check_reduction(r) for r in ("none", "sum", "mean")] == ["none", "sum", "mean"]
    with pytest.raises(ValueError, match=r"reduction is 'avg': expected one of none, sum, mean"):
        checks.check_reduction("avg")


def _wavy(x):
    return np.sin(x[0, 0]) * x[0, 1] ** 2 + x[1, 0] * x[0, 0] + np.exp(x[1, 1])


POINT = np.array([[0.4, 1.5], [-2.0, 0.3]])


def test_finite_difference_gradient_agrees_with_the_derivative_by_hand():
    got = checks.finite_difference_gradient(_wavy, POINT)
    a, b, c, d = POINT.ravel()
    expected = [[np.cos(a) * b**2 + c, 2 * np.sin(a) * b], [a, np.exp(d)]]
    # eps**(2/3) = 4e-11 for a central difference, times third derivatives of order 2.
    np.testing.assert_allclose(got, expected, rtol=0, atol=2e-10)


def test_finite_difference_hessian_agrees_with_the_derivative_by_hand():
    got = checks.finite_difference_hessian(_wavy, POINT)
    a, b, _, d = POINT.ravel()
    expected = np.zeros((2, 2, 2, 2))
    expected[0, 0, 0, 0] = -np.sin(a) * b**2
    expected[0, 0, 0, 1] = expected[0, 1, 0, 0] = 2 * np.cos(a) * b
    expected[0, 1, 0, 1] = 2 * np.sin(a)
    expected[0, 0, 1, 0] = expected[1, 0, 0, 0] = 1
    expected[1, 1, 1, 1] = np.exp(d)
    # eps**(1/2) = 1.5e-8, times fourth derivatives of order 4.
    np.testing.assert_allclose(got, expected, rtol=0, atol=2e-7)


def test_finite_difference_jacobian_of_an_array_valued_function():
    got = checks.finite_difference_jacobian(lambda x: np.outer(x, x), np.array([1.0, 2.0]))
    assert got.shape == (2, 2, 2)
    # d(x_i x_j)/dx_k = delta_ik x_j + delta_jk x_i; exact for quadratics up to rounding/h.
    expected = [[[2.0, 0.0], [2.0, 1.0]], [[2.0, 1.0], [0.0, 4.0]]]
    np.testing.assert_allclose(got, expected, rtol=0, atol=1e-9)
