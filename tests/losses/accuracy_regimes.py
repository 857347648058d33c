"""Logits, references at 50 digits and distances in ulp, for the tests of accuracy.

The references never form 1 - a: relative to the label y, with R the sum of exp(z_j - z_y)
over the other classes, the loss is log1p(R) and the gradient at y is -R/(1 + R). The
package works relative to the largest logit instead, so the two routes differ.
"""

import mpmath
import numpy as np

from ce_utils.losses import (
    BalancedSigmoidCrossEntropy,
    Focal,
    WeightedSigmoidCrossEntropy,
    get_loss,
)

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
    "lead 1 to the last digits": _lead(1 - 1e-7, 1 + 1e-7),
    "lead 1 to 50": _lead(1, 50),
    "lead 85 to 103, denormal32": _lead(85, 103),
    "lead 233 to 248, cubes": _lead(233, 248),
    "lead 350 to 372, squares": _lead(350, 372),
    "lead 700 to 745, denormal64": _lead(700, 745),
}


def draw(regime, n_classes, dtype):
    """Return logits (rows, n_classes), labels and the one-hot targets of one regime."""
    rng = np.random.default_rng([n_classes, *regime.encode()])
    logits = REGIMES[regime](rng, (ROWS[n_classes], n_classes)).astype(dtype)
    labels = rng.integers(0, n_classes, len(logits))
    labels[::2] = logits[::2].argmax(axis=-1)  # half of the rows are right
    if n_classes > 1:
        return logits, labels, np.eye(n_classes)[labels]
    labels = labels - np.arange(len(labels)) % 2  # -1: the target is 0
    return logits, labels, (labels == 0).astype(float)[:, None]


def _softmax(row, label):
    ratios = [mpmath.exp(mpmath.mpf(float(z)) - mpmath.mpf(float(row[label]))) for z in row]
    rest = mpmath.fsum(r for k, r in enumerate(ratios) if k != label)
    gradient = [r / (1 + rest) for r in ratios]
    gradient[label] = -rest / (1 + rest)
    return mpmath.log1p(rest), gradient


def _multiclass_hinge(row, label):
    scores = [mpmath.mpf(float(z)) for z in row]
    missing = [1 + z - scores[label] if k != label else 0 for k, z in enumerate(scores)]
    gradient = [mpmath.mpf(x > 0) for x in missing]
    gradient[label] = -mpmath.fsum(gradient)
    return mpmath.fsum(max(x, 0) for x in missing), gradient


def _outputs(cost):
    """Sum over outputs, each of which costs ``cost(logit of a mistake, sign)``: value, slope."""

    def reference(row, label):
        signs = [-1 if k == label else 1 for k in range(len(row))]
        pairs = [cost(s * mpmath.mpf(float(z)), s) for s, z in zip(signs, row, strict=True)]
        value = mpmath.fsum(value for value, _ in pairs)
        return value, [s * slope for s, (_, slope) in zip(signs, pairs, strict=True)]

    return reference


def _miss(z):
    odds = mpmath.exp(z)
    return odds / (1 + odds), 1 / (1 + odds), mpmath.log1p(odds)


def _quadratic(z, _):
    miss, hit, _ = _miss(z)
    return miss**2 / 2, miss * miss * hit


def _two_factors(positive, negative):
    def cost(z, sign):
        miss, _, surprisal = _miss(z)
        factor = mpmath.mpf(positive if sign < 0 else negative)
        return factor * surprisal, factor * miss

    return cost


def _focal(gamma, alpha=None):
    def cost(z, sign):
        miss, hit, surprisal = _miss(z)
        share = 1 if alpha is None else mpmath.mpf(alpha) if sign < 0 else 1 - mpmath.mpf(alpha)
        damped = share * miss ** mpmath.mpf(gamma)
        return damped * surprisal, damped * (gamma * hit * surprisal + miss)

    return cost


def _margin(needed, at_kink):
    def cost(z, _):
        missing = needed + z
        return max(missing, mpmath.mpf(0)), mpmath.mpf(missing > 0 or (at_kink and missing == 0))

    return cost


# A title for the table: the loss, its reference for hard labels, the numbers of classes.
CASES = {
    "quadratic": (get_loss("quadratic"), _outputs(_quadratic), (1, 2, 10)),
    "sigmoid cross-entropy": (
        get_loss("sigmoid cross-entropy"),
        _outputs(_two_factors(1, 1)),
        (1, 2, 10),
    ),
    "weighted sigmoid cross-entropy, 19 and 1": (
        WeightedSigmoidCrossEntropy(19.0),
        _outputs(_two_factors(19, 1)),
        (1, 2, 10),
    ),
    "balanced sigmoid cross-entropy, share 0.05": (
        BalancedSigmoidCrossEntropy(0.05),
        _outputs(_two_factors(1 - mpmath.mpf(0.05), 0.05)),
        (1, 2, 10),
    ),
    "focal, gamma 2": (Focal(), _outputs(_focal(2)), (1, 2, 10)),
    "focal, gamma 0.5, alpha 0.25": (
        Focal(0.5, 0.25),
        _outputs(_focal(0.5, 0.25)),
        (1, 2, 10),
    ),
    "softmax cross-entropy": (get_loss("softmax cross-entropy"), _softmax, (2, 10, 1000)),
    "hinge": (get_loss("hinge"), _outputs(_margin(1, False)), (1, 2, 10)),
    "perceptron": (get_loss("perceptron"), _outputs(_margin(0, True)), (1, 2, 10)),
    "multiclass hinge": (get_loss("multiclass hinge"), _multiclass_hinge, (2, 10, 1000)),
}


def bound(loss, dtype):
    """Return what the loss promises, in ulp."""
    # Computed in float64 and rounded once, so half an ulp and a hair. Softmax cross-entropy
    # takes the exponentials of float32 logits in float32, as fast as others do, with an error
    # of up to 2.5 ulp each: it promises in float32 what it promises in float64.
    if dtype is np.float32 and loss.name != "softmax cross-entropy":
        return 0.51
    # A chain of five or six roundings of half an ulp and an exponential of 0.7 ulp; a power
    # of the focal loss is another exponential.
    return 5.0 if loss.name == "focal" else 4.0


def last_place(true, dtype):
    """Return the unit in the last place of the true value; below the smallest normal, denormal."""
    return float(np.spacing(np.abs(np.array(float(true), dtype=dtype))))


def ulps(got, true, dtype):
    """Return the distance of `got` in ulp of the true value, and the true value in its ulp."""
    unit = last_place(true, dtype)
    return float(abs(mpmath.mpf(float(got)) - true) / unit), float(abs(true)) / unit


def allowance(loss, row, dtype):
    """Relative error that rounding the differences z_j - max costs, per class.

    A difference d is rounded by up to half an ulp, which the exponential turns into a
    relative error. Sigmoids take no difference.
    """
    if loss.name != "softmax cross-entropy":
        return np.zeros(len(row))
    gap = row.max() - row
    rounded = [
        mpmath.mpf(float(row.max())) - mpmath.mpf(float(z)) != float(g)
        for z, g in zip(row, gap, strict=True)
    ]
    half_ulp = np.where(rounded, np.spacing(gap).astype(float) / 2, 0.0)
    # All classes share the sum of the others. Terms e^45 (2^65) below its largest cannot
    # reach the last bit of it.
    shared = half_ulp[gap <= np.partition(gap, 1)[1] + 45].max()
    return np.expm1(np.maximum(half_ulp, shared))
