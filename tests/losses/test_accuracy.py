"""Every loss against mpmath at 50 digits, in units in the last place (ulp).

The reference never forms 1 - a: relative to the label y, with R the sum of exp(z_j - z_y)
over the other classes, the loss is log1p(R) and the gradient at y is -R/(1 + R). The
package works relative to the largest logit instead, so the two routes differ.
"""

import mpmath
import numpy as np
import pytest

from ce_utils.losses import LOSSES, get_loss

# float64: a chain of five or six roundings of half an ulp and an exponential of 0.7 ulp.
# float32: computed in float64 and rounded once, so half an ulp and a hair.
BOUND = {np.float64: 4.0, np.float32: 0.51}
ROWS = {1: 150, 2: 60, 10: 25, 1000: 2}


def _spread(size):
    return lambda rng, shape: rng.normal(size=shape) * size


def _exact(size):
    """Logits on a grid, so that all their differences are floats: no allowance is due."""
    return lambda rng, shape: np.round(rng.normal(size=shape) * size * 2**12) / 2**12


def _lead(low, high):
    """All classes equal but the first, which leads (or trails) by `low` to `high`."""

    def draw(rng, shape):
        logits = np.zeros(shape)
        logits[:, 0] = rng.uniform(low, high, shape[0]) * rng.choice([1, -1], shape[0])
        return logits

    return draw


REGIMES = {
    "size 1e-8": _spread(1e-8),
    "size 1": _spread(1.0),
    "size 10": _spread(10.0),
    "size 300": _spread(300.0),
    "size 1e4": _spread(1e4),
    "size 1, exact differences": _exact(1.0),
    "size 10, exact differences": _exact(10.0),
    "size 300, exact differences": _exact(300.0),
    "lead 1 to 50": _lead(1, 50),
    "lead 85 to 103, denormal32": _lead(85, 103),
    "lead 350 to 372, squares": _lead(350, 372),
    "lead 700 to 745, denormal64": _lead(700, 745),
}


def _draw(regime, n_classes, dtype):
    rng = np.random.default_rng([n_classes, *regime.encode()])
    logits = REGIMES[regime](rng, (ROWS[n_classes], n_classes)).astype(dtype)
    labels = rng.integers(0, n_classes, len(logits))
    labels[::2] = logits[::2].argmax(axis=-1)  # half of the rows are right
    return logits, labels


def _softmax_reference(row, label):
    ratios = [mpmath.exp(mpmath.mpf(float(z)) - mpmath.mpf(float(row[label]))) for z in row]
    rest = mpmath.fsum(r for k, r in enumerate(ratios) if k != label)
    gradient = [r / (1 + rest) for r in ratios]
    gradient[label] = -rest / (1 + rest)
    return mpmath.log1p(rest), gradient


def _sigmoid_reference(quadratic):
    def reference(row, label):
        value, gradient = mpmath.mpf(0), []
        for k, z in enumerate(row):
            sign = -1 if k == label else 1  # sign * z is the logit of a mistake
            odds = mpmath.exp(sign * mpmath.mpf(float(z)))
            miss, hit = odds / (1 + odds), 1 / (1 + odds)
            value += miss**2 / 2 if quadratic else mpmath.log1p(odds)
            gradient.append(sign * (miss * miss * hit if quadratic else miss))
        return value, gradient

    return reference


REFERENCE = {
    "softmax cross-entropy": (_softmax_reference, (2, 10, 1000)),
    "sigmoid cross-entropy": (_sigmoid_reference(quadratic=False), (1, 2, 10)),
    "quadratic": (_sigmoid_reference(quadratic=True), (1, 2, 10)),
}


def _ulps(got, true, dtype):
    """Distance in ulp of the true value; below the smallest normal, in denormal ulp."""
    last_place = float(np.spacing(np.abs(np.array(float(true), dtype=dtype))))
    return float(abs(mpmath.mpf(float(got)) - true) / last_place), float(abs(true)) / last_place


def _allowance(name, row, dtype):
    """Relative error that rounding the differences z_j - max costs, per class.

    A difference d is rounded by up to half an ulp, which the exponential turns into a
    relative error. Sigmoids take no difference; float32 logits have theirs formed in float64.
    """
    if name != "softmax cross-entropy" or dtype is np.float32:
        return np.zeros(len(row))
    gap = row.max() - row
    rounded = [
        mpmath.mpf(float(row.max())) - mpmath.mpf(float(z)) != g
        for z, g in zip(row, gap, strict=True)
    ]
    half_ulp = np.where(rounded, np.spacing(gap) / 2, 0.0)
    # All classes share the sum of the others. Terms e^45 (2^65) below its largest cannot
    # reach the last bit of it.
    shared = half_ulp[gap <= np.partition(gap, 1)[1] + 45].max()
    return np.expm1(np.maximum(half_ulp, shared))


def _worst(name, regime, dtype):
    """Worst (raw, after allowance) error of value and of gradient in one regime."""
    loss = get_loss(name)
    reference, sizes = REFERENCE[name]
    worst = np.zeros((2, 2))
    for n_classes in sizes:
        logits, labels = _draw(regime, n_classes, dtype)
        targets = np.eye(n_classes)[labels]
        if n_classes == 1:
            labels = labels - np.arange(len(labels)) % 2  # -1: the target is 0
            targets = (labels == 0)[:, None]
        values = loss.value(logits, targets, reduction="none")
        gradients = loss.gradient(logits, targets, reduction="none")
        assert np.isfinite(values).all()
        assert np.isfinite(gradients).all()
        for row, label, value, gradient in zip(logits, labels, values, gradients, strict=True):
            true_value, true_gradient = reference(row, label)
            allowance = _allowance(name, row, dtype)
            pairs = [(0, value, true_value, allowance[label])]
            pairs += [
                (1, g, t, a) for g, t, a in zip(gradient, true_gradient, allowance, strict=True)
            ]
            for quantity, got, true, relative in pairs:
                raw, in_ulps = _ulps(got, true, dtype)
                net = max(0.0, raw - relative * in_ulps)
                worst[quantity] = np.maximum(worst[quantity], (raw, net))
    return worst


def _row(regime, table):
    pairs = zip("VG", table, strict=True)
    cells = [f"{what} {net:6.2f} ({raw:8.2f})" for what, (raw, net) in pairs]
    return f"  {regime:28s}" + "   ".join(cells)


@pytest.mark.parametrize("dtype", BOUND)
@pytest.mark.parametrize("name", REFERENCE)
def test_value_and_gradient_are_exact_to_a_few_ulp(name, dtype, record_table):
    with mpmath.workdps(50):
        worst = {regime: _worst(name, regime, dtype) for regime in REGIMES}
    title = f"{name}, {dtype.__name__}: worst error in ulp after the allowance (raw)"
    record_table(title, [_row(regime, table) for regime, table in worst.items()])
    assert max(table[:, 1].max() for table in worst.values()) <= BOUND[dtype]


def test_the_table_covers_every_loss():
    assert set(REFERENCE) == set(LOSSES)


@pytest.mark.parametrize("name", REFERENCE)
@pytest.mark.parametrize("size", [1e-8, 1.0, 10.0, 1e4])
def test_gradient_with_soft_targets(name, size):
    # a - t is a difference, so the error is measured in ulp of max(a, t), for each entry.
    rng = np.random.default_rng(7)
    loss = get_loss(name)
    logits, targets = rng.normal(size=(40, 10)) * size, rng.dirichlet(np.ones(10), 40)
    got = loss.gradient(logits, targets, reduction="none")
    with mpmath.workdps(50):
        for row, t, gradient in zip(logits, targets, got, strict=True):
            z, t = [[mpmath.mpf(float(x)) for x in v] for v in (row, t)]
            if loss.link == "softmax":
                total = mpmath.fsum(mpmath.exp(x) for x in z)
                probs = [mpmath.exp(x) / total for x in z]
                true = [a * mpmath.fsum(t) - c for a, c in zip(probs, t, strict=True)]
            else:
                probs = [1 / (1 + mpmath.exp(-x)) for x in z]
                slope = (lambda a: a * (1 - a)) if name == "quadratic" else (lambda a: 1)
                true = [(a - c) * slope(a) for a, c in zip(probs, t, strict=True)]
            relative = _allowance(name, row, np.float64)
            for g, g_true, a, c, extra in zip(gradient, true, probs, t, relative, strict=True):
                error = abs(mpmath.mpf(float(g)) - g_true) - extra * a
                # 4 ulp: the bound that hard labels meet, on the size of the operands.
                assert error <= 4 * np.spacing(float(max(a, c)))


def test_a_margin_of_forty_costs_something():
    # log1p(exp(-40)) and, for the quadratic cost, exp(-80)/2 to leading order, from mpmath.
    expected = {
        "softmax cross-entropy": 4.248354255291589e-18,
        "sigmoid cross-entropy": 4.248354255291589e-18,
        "quadratic": 9.024256939227076e-36,
    }
    for name, cost in expected.items():
        logits = [40.0, 0.0] if name.startswith("softmax") else [40.0]
        targets = [1.0, 0.0] if name.startswith("softmax") else [1.0]
        assert get_loss(name).value(logits, targets) == pytest.approx(cost, rel=1e-15, abs=0)


@pytest.mark.parametrize(("name", "lead"), [("sigmoid cross-entropy", 740), ("quadratic", 370)])
def test_denormal_costs_of_many_outputs_add_up(name, lead):
    # A thousand outputs, each right by a margin that costs a few dozen denormal ulp: rounded
    # one by one they would be off by hundreds together.
    logits = -np.full((1, 1000), lead + 0.3)
    got = get_loss(name).value(logits, np.zeros((1, 1000)))
    with mpmath.workdps(50):
        # log(1 + e^z) = e^z and sigma(z)^2/2 = e^2z/2, to 300 digits and more.
        z = mpmath.mpf(float(logits[0, 0]))
        true = 1000 * (mpmath.exp(z) if name.startswith("sigmoid") else mpmath.exp(2 * z) / 2)
        assert _ulps(got, true, np.float64)[0] <= 4
