"""What every loss must do: one list of losses feeds every test."""

import mpmath
import numpy as np
import pytest

from ce_utils.checks import finite_difference_gradient, finite_difference_jacobian
from ce_utils.losses import LOSSES, Loss, SoftmaxLoss, get_loss, one_hot

ALL = pytest.mark.parametrize("loss", [get_loss(name) for name in LOSSES], ids=list(LOSSES))
METHODS = ("value", "gradient", "hessian")


def _exclusive(loss):
    return isinstance(loss, SoftmaxLoss)


def _targets(loss, shape, seed=0):
    rng = np.random.default_rng(seed)
    if _exclusive(loss):
        return rng.dirichlet(np.ones(shape[-1]), shape[:-1])
    return rng.uniform(size=shape)


def _sigmoid(z):
    return 1 / (1 + mpmath.exp(-z))


def _surprisal(z):
    return -mpmath.log(_sigmoid(z))


# Cost of one output, from logit and target, by the definition; those that average over the
# target are given by the cost of "yes".
OF_YES = {
    "sigmoid cross-entropy": _surprisal,
    "weighted sigmoid cross-entropy": _surprisal,
    "balanced sigmoid cross-entropy": lambda z: _surprisal(z) / 2,
    "focal": lambda z: (1 - _sigmoid(z)) ** 2 * _surprisal(z),
    "hinge": lambda z: max(0, 1 - z),
    "perceptron": lambda z: max(0, -z),
}


def _mp_terms(loss, logits, targets):
    if loss.name == "quadratic":
        return [(_sigmoid(z) - t) ** 2 / 2 for z, t in zip(logits, targets, strict=True)]
    if loss.name == "softmax cross-entropy":
        total = mpmath.fsum(mpmath.exp(z) for z in logits)
        costs = [-mpmath.log(mpmath.exp(z) / total) for z in logits]
        return [t * cost for t, cost in zip(targets, costs, strict=True)]
    if loss.name == "multiclass hinge":  # each class misses its lead of 1 over itself, by 1
        costs = [mpmath.fsum(max(0, 1 + x - z) for x in logits) - 1 for z in logits]
        return [t * cost for t, cost in zip(targets, costs, strict=True)]
    of = OF_YES[loss.name]
    return [t * of(z) + (1 - t) * of(-z) for z, t in zip(logits, targets, strict=True)]


def _mp_value(loss, logits, targets, weight):
    """Cost of one example straight from the definition, at the working precision."""
    terms = _mp_terms(loss, logits, targets)
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
    return hessian if _exclusive(loss) else np.diag(hessian)


def test_the_registry_knows_every_loss_by_its_name():
    for name, cls in LOSSES.items():
        assert issubclass(cls, Loss)
        assert get_loss(name) == cls()
        assert get_loss(name).name == name
    for name in ("log loss", ["hinge"]):
        with pytest.raises(ValueError, match=r"name is .*: expected one of balanced.*, focal, hin"):
            get_loss(name)


def test_the_link_says_what_becomes_of_the_logits():
    links = {name: get_loss(name).link for name in LOSSES}
    margins = ("hinge", "perceptron", "multiclass hinge")
    assert [name for name, link in links.items() if link == "none"] == list(margins)
    assert links.pop("softmax cross-entropy") == "softmax"
    assert {link for name, link in links.items() if name not in margins} == {"sigmoid"}


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
        if loss.name == "softmax cross-entropy" and dtype is np.float32 and method != "hessian":
            # Its exponentials are float32: 2.5 ulp, and 4 for a difference of up to 16 before.
            np.testing.assert_allclose(got, wide, rtol=8 * np.finfo(dtype).eps)
        else:
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
        block = (4, 4) if _exclusive(loss) else (4,)
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
    assert loss.value([[size, -size]], [0]) == 0.0
    wrong = {
        "quadratic": 1.0,
        "balanced sigmoid cross-entropy": size,
        "hinge": 2 * (1 + size),
        "multiclass hinge": 1 + 2 * size,
    }
    assert loss.value([[size, -size]], [1]) == wrong.get(loss.name, 2 * size)
    slope = {"quadratic": 0.0, "balanced sigmoid cross-entropy": 0.5}.get(loss.name, 1.0)
    assert loss.gradient([[size, -size]], [1]).tolist() == [[slope, -slope]]


@ALL
def test_label_smoothing_pulls_to_the_uniform_target(loss):
    logits = np.random.default_rng(8).normal(size=(4, 5))
    goal = 1 / 5 if _exclusive(loss) else 1 / 2
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
