"""Every loss against mpmath at 50 digits, in units in the last place (ulp)."""

import mpmath
import numpy as np
import pytest

from ce_utils.losses import LOSSES, Focal, get_loss
from tests.losses.accuracy_regimes import CASES, REGIMES, allowance, bound, draw, last_place, ulps


def _worst(case, regime, dtype):
    """Worst (raw, after allowance) error of value and of gradient in one regime."""
    loss, reference, sizes = CASES[case]
    worst = np.zeros((2, 2))
    for n_classes in sizes:
        logits, labels, targets = draw(regime, n_classes, dtype)
        values = loss.value(logits, targets, reduction="none")
        gradients = loss.gradient(logits, targets, reduction="none")
        assert np.isfinite(values).all()
        assert np.isfinite(gradients).all()
        for row, label, value, gradient in zip(logits, labels, values, gradients, strict=True):
            true_value, true_gradient = reference(row, label)
            extra = allowance(loss, row, dtype)
            pairs = [(0, value, true_value, extra[label])]
            pairs += [(1, g, t, a) for g, t, a in zip(gradient, true_gradient, extra, strict=True)]
            for quantity, got, true, relative in pairs:
                raw, in_ulps = ulps(got, true, dtype)
                net = max(0.0, raw - relative * in_ulps - _coarse(loss, dtype, in_ulps))
                worst[quantity] = np.maximum(worst[quantity], (raw, net))
    return worst


def _coarse(loss, dtype, in_ulps):
    """Return an allowance in ulp for a denormal result, which is one below 2^52 ulp."""
    # A factor multiplies the half a step by which the denormal exp(-|z|) was rounded.
    if dtype is np.float32 or in_ulps >= 2**52:
        return 0.0
    return max(getattr(loss, "factors", [0.0])) / 2


def _row(regime, table):
    pairs = zip("VG", table, strict=True)
    cells = [f"{what} {net:6.2f} ({raw:8.2f})" for what, (raw, net) in pairs]
    return f"  {regime:28s}" + "   ".join(cells)


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
@pytest.mark.parametrize("case", CASES)
def test_value_and_gradient_are_exact_to_a_few_ulp(case, dtype, record_table):
    with mpmath.workdps(50):
        worst = {regime: _worst(case, regime, dtype) for regime in REGIMES}
    title = f"{case}, {dtype.__name__}: worst error in ulp after the allowance (raw)"
    record_table(title, [_row(regime, table) for regime, table in worst.items()])
    assert max(table[:, 1].max() for table in worst.values()) <= bound(CASES[case][0], dtype)


def test_the_table_covers_every_loss():
    assert {loss.name for loss, _, _ in CASES.values()} == set(LOSSES)


@pytest.mark.parametrize("gamma", [0.01, 1.0, 1.5, 3.0, 5.0])
def test_focal_of_any_gamma(gamma):
    # gamma multiplies the rounding of log q, up to one ulp: two more for each unit above 2.
    loss, limit = Focal(gamma), 5.0 + 2 * max(gamma - 2, 0)
    rng = np.random.default_rng(3)
    logits = np.concatenate([rng.normal(size=200) * size for size in (1, 10, 60)])
    values = loss.value(logits[:, None], np.ones((600, 1)), reduction="none")
    slopes = loss.gradient(logits[:, None], np.ones((600, 1)), reduction="none")[:, 0]
    with mpmath.workdps(50):
        for z, value, slope in zip(logits, values, slopes, strict=True):
            odds = mpmath.exp(-mpmath.mpf(float(z)))
            q, s, g = odds / (1 + odds), mpmath.log1p(odds), mpmath.mpf(gamma)
            assert ulps(value, q**g * s, np.float64)[0] <= limit
            assert ulps(slope, -(q**g) * (g * s / (1 + odds) + q), np.float64)[0] <= limit


def _soft_terms(case, row, target, k):
    """Terms whose sum is the derivative by logit k of the cost averaged over the target."""
    loss, reference, _ = CASES[case]
    if isinstance(loss, tuple(LOSSES[n] for n in ("softmax cross-entropy", "multiclass hinge"))):
        return [t * reference(row, y)[1][k] for y, t in enumerate(target)]
    yes, no = (reference(row[k : k + 1], label)[1][0] for label in (0, -1))
    return [target[k] * yes, (1 - target[k]) * no]


@pytest.mark.parametrize("case", [case for case in CASES if case != "quadratic"])
@pytest.mark.parametrize("size", [1e-8, 1.0, 10.0, 1e4])
def test_gradient_with_soft_targets(case, size):
    # The derivative is a sum of terms of both signs, so the error is measured in ulp of the
    # negative terms or the positive ones together, for each entry.
    rng = np.random.default_rng(7)
    loss = CASES[case][0]
    logits, targets = rng.normal(size=(12, 6)) * size, rng.dirichlet(np.ones(6), 12)
    got = loss.gradient(logits, targets, reduction="none")
    with mpmath.workdps(50):
        for row, target, gradient in zip(logits, targets, got, strict=True):
            target = [mpmath.mpf(float(t)) for t in target]
            extra = allowance(loss, row, np.float64)
            for k, slope in enumerate(gradient):
                terms = _soft_terms(case, row, target, k)
                true = mpmath.fsum(terms)
                scale = max(mpmath.fsum(s * x for x in terms if s * x > 0) for s in (1, -1))
                error = abs(mpmath.mpf(float(slope)) - true) - extra[k] * scale
                # 4 ulp: the bound that hard labels meet, on the size of the operands.
                assert error <= 4 * last_place(scale, np.float64)


@pytest.mark.parametrize("size", [1e-8, 1.0, 10.0, 1e4])
def test_gradient_of_the_quadratic_cost_with_soft_targets(size):
    # It is no average of two costs: (a - t) a (1 - a), where a - t is a difference.
    rng = np.random.default_rng(7)
    logits, targets = rng.normal(size=400) * size, rng.uniform(size=400)
    got = get_loss("quadratic").gradient(logits[:, None], targets[:, None], reduction="none")
    with mpmath.workdps(50):
        for z, t, slope in zip(logits, targets, got[:, 0], strict=True):
            a, t = 1 / (1 + mpmath.exp(-mpmath.mpf(float(z)))), mpmath.mpf(float(t))
            bend = a / (1 + mpmath.exp(mpmath.mpf(float(z))))
            error = abs(mpmath.mpf(float(slope)) - (a - t) * bend)
            assert error <= 4 * last_place(max(a, t) * bend, np.float64)


def test_a_margin_of_forty_costs_something():
    # log1p(exp(-40)), exp(-80)/2 and exp(-120) to leading order, from mpmath; a cost of
    # margins is 0 there, whichever it is.
    expected = {
        "quadratic": 9.024256939227076e-36,
        "sigmoid cross-entropy": 4.248354255291589e-18,
        "weighted sigmoid cross-entropy": 4.248354255291589e-18,
        "balanced sigmoid cross-entropy": 2.1241771276457944e-18,
        "focal": 7.667648073722e-53,
        "softmax cross-entropy": 4.248354255291589e-18,
        "hinge": 0.0,
        "perceptron": 0.0,
        "multiclass hinge": 0.0,
    }
    assert set(expected) == set(LOSSES)
    for name, cost in expected.items():
        exclusive = name in ("softmax cross-entropy", "multiclass hinge")
        logits, targets = ([40.0, 0.0], [1.0, 0.0]) if exclusive else ([40.0], [1.0])
        assert get_loss(name).value(logits, targets) == pytest.approx(cost, rel=1e-13, abs=0)


@pytest.mark.parametrize(
    ("name", "lead"),
    [
        ("sigmoid cross-entropy", 740),
        ("sigmoid cross-entropy", 720),
        ("quadratic", 370),
        ("focal", 246),
    ],
)
def test_denormal_costs_of_many_outputs_add_up(name, lead):
    # A thousand outputs, each right by a margin that costs few denormal ulp, or many: rounded
    # one by one they would be off by hundreds together.
    logits = -np.full((1, 1000), lead + 0.3)
    got = get_loss(name).value(logits, np.zeros((1, 1000)))
    with mpmath.workdps(50):
        # log(1 + e^z) = e^z, sigma(z)^2/2 = e^2z/2, sigma(z)^2 log(1 + e^z) = e^3z, to 100 digits.
        z = mpmath.mpf(float(logits[0, 0]))
        each = {"quadratic": mpmath.exp(2 * z) / 2, "focal": mpmath.exp(3 * z)}
        assert ulps(got, 1000 * each.get(name, mpmath.exp(z)), np.float64)[0] <= 4


@pytest.mark.parametrize("scale", [1e-300, 1e-310])
def test_a_tiny_weight_makes_a_tiny_cost(scale):
    # The cost is faint because of its weight, not of its logit: log 2, log(1 + e^5) and
    # log(1 + e^-5) times the weight.
    logits, targets = [[0.0], [-5.0], [5.0]], [[1.0], [1.0], [1.0]]
    got = get_loss("sigmoid cross-entropy").value(logits, targets, weight=[scale], reduction="none")
    expected = np.log1p(np.exp([0.0, 5.0, -5.0])) * scale
    np.testing.assert_allclose(got, expected, rtol=1e-15, atol=1e-323)  # two denormal steps
