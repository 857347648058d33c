"""What every loss must do: one list of losses feeds every test."""

import mpmath
import numpy as np
import pytest

from ce_utils.checks import finite_difference_gradient, finite_difference_jacobian
from ce_utils.losses import LOSSES, Loss, get_loss, one_hot

ALL = pytest.mark.parametrize("loss", [get_loss(name) for name in LOSSES], ids=list(LOSSES))
METHODS = ("value", "gradient", "hessian")
LOG = np.log

# Each with its derivation. Sigmoid outputs at (log 3, 0) are a = (3/4, 1/2); target (1, 0).
# Softmax of (log 1, log 2, log 5) is a = (1, 2, 5)/8; label 2.
HAND = {
    # value: -log(3/4) - log(1 - 1/2) = log(8/3); gradient a - t; Hessian a(1 - a).
    "sigmoid cross-entropy": (
        (LOG([3.0, 1.0]), [1.0, 0.0]),
        LOG(8 / 3),
        [-1 / 4, 1 / 2],
        [3 / 16, 1 / 4],
    ),
    # value: (1/16 + 1/4)/2; gradient (a - t) a (1 - a): -1/4 * 3/16 and 1/2 * 1/4; Hessian
    # s'^2 + (a - t) s'(1 - 2a): 9/256 + (-1/4)(3/16)(-1/2) = 15/256, and 1/16 + 0.
    "quadratic": (
        (LOG([3.0, 1.0]), [1.0, 0.0]),
        5 / 32,
        [-3 / 64, 1 / 8],
        [15 / 256, 1 / 16],
    ),
    # value: -log(5/8); gradient a - t; Hessian diag(a) - a a^T, in 64ths.
    "softmax cross-entropy": (
        (LOG([1.0, 2.0, 5.0]), [0.0, 0.0, 1.0]),
        LOG(8 / 5),
        [1 / 8, 2 / 8, -3 / 8],
        np.array([[7, -2, -5], [-2, 12, -10], [-5, -10, 15]]) / 64,
    ),
}


def _targets(loss, shape, seed=0):
    rng = np.random.default_rng(seed)
    if loss.link == "softmax":
        return rng.dirichlet(np.ones(shape[-1]), shape[:-1])
    return rng.uniform(size=shape)


def _mp_value(loss, logits, targets, weight):
    """Cost of one example straight from the definition, at the working precision."""
    if loss.link == "softmax":
        total = mpmath.fsum(mpmath.exp(z) for z in logits)
        terms = [
            -t * mpmath.log(mpmath.exp(z) / total) for z, t in zip(logits, targets, strict=True)
        ]
    else:
        pairs = [(1 / (1 + mpmath.exp(-z)), t) for z, t in zip(logits, targets, strict=True)]
        if loss.name == "quadratic":
            terms = [(a - t) ** 2 / 2 for a, t in pairs]
        else:
            terms = [-t * mpmath.log(a) - (1 - t) * mpmath.log(1 - a) for a, t in pairs]
    return mpmath.fsum(w * term for w, term in zip(weight, terms, strict=True))


def _mp(values):
    return [mpmath.mpf(float(v)) for v in values]


def _mp_derivatives(loss, logits, targets, weight):
    """Gradient and full Hessian by central differences of the reference, h = 1e-12.

    At 50 digits the truncation is about h**2 = 1e-24 and the rounding 1e-50/h**2 = 1e-26.
    """
    h, count = mpmath.mpf(10) ** -12, len(logits)
    z, t, w = _mp(logits), _mp(targets), _mp(weight)

    def shifted(*moves):
        return _mp_value(
            loss, [x + h * sum(s for j, s in moves if j == k) for k, x in enumerate(z)], t, w
        )

    gradient = [(shifted((k, 1)) - shifted((k, -1))) / (2 * h) for k in range(count)]
    hessian = [
        [
            mpmath.fsum(a * b * shifted((j, a), (k, b)) for a in (1, -1) for b in (1, -1))
            / (4 * h**2)
            for k in range(count)
        ]
        for j in range(count)
    ]
    return np.array(gradient, float), np.array(hessian, float)


def _full(loss, hessian):
    return hessian if loss.link == "softmax" else np.diag(hessian)


def test_the_registry_knows_every_loss_by_its_name():
    assert set(HAND) == set(LOSSES)
    for name, cls in LOSSES.items():
        assert issubclass(cls, Loss)
        assert get_loss(name) == cls()
        assert get_loss(name).name == name
    with pytest.raises(ValueError, match=r"name is 'hinge': expected one of quadratic, sigmoid"):
        get_loss("hinge")


@ALL
def test_hand_values(loss):
    (logits, targets), value, gradient, hessian = HAND[loss.name]
    # 1e-15: log(3), log(5) are rounded before the loss sees them, then a few roundings.
    np.testing.assert_allclose(loss.value(logits, targets), value, rtol=1e-15)
    np.testing.assert_allclose(loss.gradient(logits, targets), gradient, rtol=1e-15)
    np.testing.assert_allclose(loss.hessian(logits, targets), hessian, rtol=2e-15)


@ALL
@pytest.mark.parametrize("seed", range(4))
def test_gradient_and_full_hessian_against_differences_of_the_definition(loss, seed):
    rng = np.random.default_rng(seed)
    logits, weight = rng.normal(size=4) * 3, rng.uniform(0.1, 3, 4)
    targets = _targets(loss, (4,), seed)
    with mpmath.workdps(50):
        value = float(_mp_value(loss, _mp(logits), _mp(targets), _mp(weight)))
        gradient, hessian = _mp_derivatives(loss, logits, targets, weight)
    call = {"weight": weight, "reduction": "sum"}
    # The references are exact to 1e-20; these are a dozen roundings of numbers of order one.
    np.testing.assert_allclose(loss.value(logits, targets, **call), value, rtol=1e-14)
    np.testing.assert_allclose(
        loss.gradient(logits, targets, **call), gradient, rtol=1e-13, atol=1e-15
    )
    np.testing.assert_allclose(
        _full(loss, loss.hessian(logits, targets, **call)), hessian, rtol=1e-12, atol=1e-15
    )


@ALL
def test_gradient_and_hessian_of_a_batch_against_differences_of_the_package(loss):
    # With the mean, weights, ignored labels and smoothing: the scaling is differentiated too.
    logits = np.random.default_rng(3).normal(size=(3, 4))
    arguments = ([1, -100, 3],)
    call = {"weight": [1.0, 2.0, 0.0, 0.5], "label_smoothing": 0.2}
    gradient = loss.gradient(logits, *arguments, **call)
    by_value = finite_difference_gradient(lambda z: loss.value(z, *arguments, **call), logits)
    by_slope = finite_difference_jacobian(lambda z: loss.gradient(z, *arguments, **call), logits)
    expected = np.zeros((3, 4, 3, 4))
    for n, block in enumerate(loss.hessian(logits, *arguments, **call)):
        expected[n, :, n, :] = _full(loss, block)
    # Central differences: eps**(2/3) = 4e-11 times derivatives of order one.
    np.testing.assert_allclose(gradient, by_value, rtol=0, atol=1e-9)
    np.testing.assert_allclose(expected, by_slope, rtol=0, atol=1e-9)


@ALL
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_kernels_are_the_public_methods_without_checks(loss, dtype):
    logits = np.random.default_rng(4).normal(size=(6, 10)).astype(dtype)
    targets = one_hot(np.arange(6), 10, dtype)
    weight = np.linspace(0, 2, 10).astype(dtype)
    for method in METHODS:
        for w in (None, weight):
            got = getattr(loss, f"{method}_kernel")(logits, targets, w)
            assert got.dtype == dtype
            expected = getattr(loss, method)(logits, targets, weight=w, reduction="none")
            # The kernel computes in the dtype it is given: a dozen roundings, 2.5 ulp of exp.
            np.testing.assert_allclose(got, expected, rtol=20 * np.finfo(dtype).eps, atol=1e-30)


@ALL
def test_kernels_take_transposed_arrays(loss):
    logits = np.random.default_rng(5).normal(size=(20, 6))
    targets = _targets(loss, (6, 20))
    for method in METHODS:
        kernel = getattr(loss, f"{method}_kernel")
        expected = kernel(np.ascontiguousarray(logits.T), targets)
        # Another memory order may sum in another order: a few roundings.
        np.testing.assert_allclose(kernel(logits.T, targets), expected, rtol=1e-14, atol=1e-16)


@ALL
@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64])
@pytest.mark.parametrize("reduction", ["none", "sum", "mean"])
def test_dtype_is_kept_and_the_result_rounded_once(loss, dtype, reduction):
    logits = (np.random.default_rng(6).normal(size=(5, 3)) * 4).astype(dtype)
    for method in METHODS:
        got = getattr(loss, method)(logits, np.array([0, 1, 2, 0, 1]), reduction=reduction)
        wide = getattr(loss, method)(logits.astype(float), [0, 1, 2, 0, 1], reduction=reduction)
        assert got.dtype == dtype
        np.testing.assert_array_equal(got, wide.astype(dtype))


@ALL
def test_integer_logits_are_taken_as_float64(loss):
    for method in METHODS:
        got = getattr(loss, method)([[1, -2, 3]], [0])
        assert got.dtype == np.float64
        np.testing.assert_array_equal(got, getattr(loss, method)([[1.0, -2.0, 3.0]], [0]))


@ALL
def test_shapes(loss):
    for lead in [(), (5,), (2, 3), (0,), (2, 0)]:
        logits, labels = np.ones((*lead, 4)), np.zeros(lead, int)
        block = (4, 4) if loss.link == "softmax" else (4,)
        for reduction in ("none", "sum"):
            call = {"reduction": reduction}
            assert loss.value(logits, labels, **call).shape == (lead if reduction == "none" else ())
            assert loss.gradient(logits, labels, **call).shape == logits.shape
            assert loss.hessian(logits, labels, **call).shape == lead + block


@ALL
@pytest.mark.parametrize("size", [1e4, 1e9, 1e300])
def test_extreme_logits_give_finite_numbers(loss, size):
    logits = np.array([[size, -size, 0.0], [-size, size, size]])
    for labels in ([0, 1], [1, 0]):
        for method in METHODS:
            assert np.isfinite(getattr(loss, method)(logits, labels, reduction="none")).all()
    # Right: nothing is missed. Wrong: a distance of 2 size (softmax), or size each (sigmoid).
    right = loss.value([[size, -size]], [0])
    wrong = loss.value([[size, -size]], [1])
    assert right == 0.0
    assert wrong == (1.0 if loss.name == "quadratic" else 2 * size)
    slope = loss.gradient([[size, -size]], [1])
    assert slope.tolist() == ([[0.0, 0.0]] if loss.name == "quadratic" else [[1.0, -1.0]])


@ALL
def test_label_smoothing_pulls_to_the_uniform_target(loss):
    logits = np.random.default_rng(8).normal(size=(4, 5))
    goal = 1 / 5 if loss.link == "softmax" else 1 / 2
    targets = _targets(loss, (4, 5))
    for method in METHODS:
        call = getattr(loss, method)
        np.testing.assert_array_equal(
            call(logits, targets, label_smoothing=0.0), call(logits, targets)
        )
        smoothed = 0.7 * targets + 0.3 * goal
        # The same numbers up to the order of two roundings.
        np.testing.assert_allclose(
            call(logits, targets, label_smoothing=0.3),
            call(logits, smoothed),
            rtol=1e-13,
            atol=1e-16,
        )
        np.testing.assert_allclose(
            call(logits, targets, label_smoothing=1.0),
            call(logits, np.full((4, 5), goal)),
            atol=1e-16,
        )
