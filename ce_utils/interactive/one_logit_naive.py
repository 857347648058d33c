"""What the naive formula makes of a logit in float32, and where that is wrong.

A probability is formed first, and every step is rounded to float32. `one_logit.js` takes the
same steps with `Math.fround`.
"""

import math
from functools import cache

import numpy as np

from ce_utils.links import sigmoid, softplus

__all__ = ["FAR", "STEP", "judge", "naive", "stretches", "true_pair"]

FAR = 120.0  # the largest logit that a reader can set
STEP = 0.1  # of its slider
TOLERANCE = 0.01  # relative
BRIDGE = 1.0  # logits: where errors beyond the tolerance come and go, they are one stretch


def _exp(x):
    return np.float32(np.exp(float(x)))


def _log(x):
    return np.float32(np.log(float(x)))


def naive(z, target):
    r"""Return loss and gradient as a program in float32 finds them that forms the probability.

    .. math:: a = \frac{1}{1 + e^{-z}}, \qquad L = -\ln a, \qquad
              \frac{dL}{dz} = -\frac1a \cdot a (1 - a)

    for the target 1; for the target 0 it is :math:`-\ln(1 - a)` and
    :math:`\frac{1}{1 - a} \cdot a (1 - a)`.

    Parameters
    ----------
    z : float
        Rounded to float32 first.
    target : {0, 1}

    Returns
    -------
    loss, gradient : float
        float32 numbers, which may be infinite or NaN; the loss in nats.

    Notes
    -----
    `exp` and `log` are those of float64, rounded: the nearest float32 but for the rarest
    ties, and on every machine the same. NumPy's own float32 functions are up to 3 ulp away.

    Examples
    --------
    >>> naive(20.0, 0)
    (inf, nan)
    >>> naive(20.0, 1)  # e^-20 would be right, and its negative
    (0.0, 0.0)
    """
    one = np.float32(1)
    with np.errstate(all="ignore"):
        a = one / (one + _exp(-np.float32(z)))
        slope = a * (one - a)
        chosen = a if target else one - a
        outer = -(one / chosen) if target else one / chosen
        loss, gradient = -_log(chosen), outer * slope
    return float(loss) + 0.0, float(gradient) + 0.0  # no negative zeros


def true_pair(z, target):
    """Return loss and gradient of the cross-entropy from the logit, in float64.

    Examples
    --------
    >>> [round(value, 4) for value in true_pair(20.0, 0)]
    [20.0, 1.0]
    """
    margin = z if target else -z
    missed = float(sigmoid(-margin))
    return float(softplus(-margin)), -missed if target else missed


def judge(found, true):
    """Return what is wrong with a float32 number: 'NaN', 'inf', '0', 'off', or nothing: ''.

    It is held to the float32 number nearest to the true one: 0 is right where that is 0.

    Parameters
    ----------
    found, true : float
        As computed, and in float64.

    Returns
    -------
    str
        'off' if it is wrong by more than 1%.

    Examples
    --------
    >>> judge(0.0, 1e-30), judge(0.0, 1e-60), judge(1.02, 1.0), judge(1.005, 1.0)
    ('0', '', 'off', '')
    """
    if math.isnan(found):
        return "NaN"
    if math.isinf(found):
        return "inf"
    nearest = float(np.float32(true))
    if abs(found - nearest) <= TOLERANCE * abs(nearest):
        return ""
    return "off" if found else "0"


@cache
def stretches(target):
    """Return where the naive loss and the naive gradient are wrong, as far as the slider goes.

    Parameters
    ----------
    target : {0, 1}

    Returns
    -------
    dict of str to list of (str, float, float)
        For "loss" and "gradient": what is wrong (see `judge`), from which logit on and up to
        which. Errors beyond 1% come and go from logit to logit: those at most 1 apart are
        one stretch.

    Examples
    --------
    >>> stretches(0)["gradient"][-1]
    ('NaN', 16.7, 120.0)
    """
    logits = [round(STEP * k, 1) for k in range(-round(FAR / STEP), round(FAR / STEP) + 1)]
    found = {"loss": [], "gradient": []}
    for z in logits:
        pairs = zip(found, naive(z, target), true_pair(z, target), strict=True)
        for name, value, true in pairs:
            _extend(found[name], judge(value, true), z)
    return found


def _extend(runs, kind, z):
    """Add one logit to the last run of its kind, if that is near."""
    if not kind:
        return
    if runs and runs[-1][0] == kind and z - runs[-1][2] <= BRIDGE + STEP / 2:
        runs[-1] = (kind, runs[-1][1], z)
    else:
        runs.append((kind, z, z))
