"""The links of exclusive classes: softmax, log-softmax, log-sum-exp, row by row."""

import math

import numpy as np

from ce_utils.checks import check_logits

__all__ = ["log_softmax", "log_sum_exp", "shifted_exponentials", "softmax"]

# Sums below these bounds may have denormal terms that matter; sums above them cannot.
FAINT = {np.dtype(d).char: float(np.finfo(d).tiny) * 2.0**30 for d in (np.float32, np.float64)}
RAISE = 45.0  # exp(-45) happens to be a float to within 2% of its last bit
FEW = 3  # with the top term left out, one addition remains: an ordinary sum cannot do better


def shifted_exponentials(logits):
    r"""Take softmax apart into pieces from which nothing is ever subtracted (unchecked).

    With :math:`m = \max_j z_j`, attained first at class :math:`t`,

    .. math:: \text{rest} = \sum_{j \ne t} e^{z_j - m}, \qquad \sum_j e^{z_j - m} = 1 + \text{rest}

    Parameters
    ----------
    logits : ndarray, shape (..., C), float32 or float64
        Class axis last; no NaN, no +inf, no row of -inf throughout. Nothing is checked.

    Returns
    -------
    drop : ndarray, shape (..., C), C order, the logits' dtype
        ``z - m``, zero or negative, in nats.
    others : ndarray, shape (..., C), C order, the logits' dtype
        ``exp(z - m)``, a pure number, and 0 at the top.
    rest : ndarray, shape (..., 1), the logits' dtype
        Sum of `others`, a pure number. It keeps its digits where ``1 + rest`` is 1.
    top : ndarray of int, one per row
        Where the first largest logit of each row stands, for ``take`` and ``put``.

    Notes
    -----
    A sum of denormal numbers would add up their coarse roundings; such a row is summed
    again e^45 times larger. ``drop + 45`` is exact there, since drop is below -45.

    Examples
    --------
    >>> import numpy as np
    >>> drop, others, rest, top = shifted_exponentials(np.array([[40.0, 0.0]]))
    >>> print(drop.tolist(), top.tolist(), f"{rest.item():.3e}")
    [[0.0, -40.0]] [0] 4.248e-18

    References
    ----------
    Blanchard, Higham and Higham, Accurately computing the log-sum-exp and softmax functions,
    IMA J. Numer. Anal. 41(4), 2021, 2311-2330 (the shift, and the sum without its top term).
    """
    # take and put with flat indices are the cheapest way to single out one entry per row,
    # and this runs once per step of stochastic gradient descent.
    top = logits.argmax(axis=-1).ravel() + np.arange(0, logits.size, logits.shape[-1])
    highest = logits.take(top).reshape(logits.shape[:-1] + (1,))
    # order="C": NumPy sums pairwise, hence accurately, only along a contiguous last axis.
    drop = np.subtract(logits, highest, order="C")
    others = np.exp(drop)
    others.put(top, 0.0)
    rest = accurate_sum(others)
    if rest.size and rest.item(rest.argmin()) < FAINT[rest.dtype.char]:
        _sum_faint_rows(drop, top, rest)
    return drop, others, rest, top


def _sum_faint_rows(drop, top, rest):
    raised = np.exp(drop + RAISE)
    raised.put(top, 0.0)
    total = accurate_sum(raised) * math.exp(-RAISE)
    np.copyto(rest, total, where=rest < FAINT[rest.dtype.char])


def accurate_sum(terms):
    """Sum non-negative terms over the last axis to about half an ulp.

    Even pairwise summation loses 5 ulp on a hundred equal terms, whose roundings all go one
    way. Adding the sum to every term and taking it off again leaves the part of the term
    that is a multiple of the sum's last bit. Those parts add up exactly, and what is left
    over is so small that its own rounding does not matter.
    """
    total = np.add.reduce(terms, axis=-1, keepdims=True)
    if terms.shape[-1] <= FEW:
        return total
    high = (terms + total) - total
    total = np.add.reduce(high, axis=-1, keepdims=True)
    return total + np.add.reduce(terms - high, axis=-1, keepdims=True)


def softmax(logits, axis=-1):
    r"""Softmax, the distribution that belongs to a vector of logits.

    .. math:: a_k = \frac{e^{z_k}}{\sum_j e^{z_j}}

    Parameters
    ----------
    logits : array_like, any shape with a class axis, float16/32/64 or integer (taken as float64)
        At least one class along `axis`; -inf marks an impossible class.
    axis : int, default -1
        The class axis.

    Returns
    -------
    ndarray, same shape and floating dtype
        Probabilities that sum to 1 along `axis`, to rounding.

    Raises
    ------
    ValueError
        NaN, +inf, a row of -inf throughout, no class, or no such axis.

    Notes
    -----
    Adding a constant to the logits changes nothing but their rounding, so the largest is
    subtracted first and no exponential overflows. The error is a few ulp, and what rounding
    ``z - max(z)`` costs: half an ulp of a difference of 700 is 6e-14, relative.

    Examples
    --------
    >>> softmax([1.0, 2.0, 3.0]).round(4).tolist()
    [0.09, 0.2447, 0.6652]
    >>> softmax([1e9, 1e9]).tolist()
    [0.5, 0.5]

    References
    ----------
    Bishop, Pattern Recognition and Machine Learning, 2006, equation 4.62; Blanchard, Higham
    and Higham, IMA J. Numer. Anal. 41(4), 2021, 2311-2330.
    """
    z, dtype = check_logits(logits, axis)
    _, others, rest, top = shifted_exponentials(z)
    others.put(top, 1.0)
    return np.moveaxis(others / (1.0 + rest), -1, axis).astype(dtype)


def log_softmax(logits, axis=-1):
    r"""Logarithm of the softmax: minus the surprisal of each class.

    .. math:: \log a_k = (z_k - m) - \log(1 + \text{rest})

    Parameters
    ----------
    logits : array_like, any shape with a class axis, float16/32/64 or integer (taken as float64)
        At least one class along `axis`; -inf marks an impossible class.
    axis : int, default -1
        The class axis.

    Returns
    -------
    ndarray, same shape and floating dtype
        Non-positive, in nats; -inf for an impossible class.

    Raises
    ------
    ValueError
        NaN, +inf, a row of -inf throughout, no class, or no such axis.

    Notes
    -----
    ``z - log_sum_exp(z)`` gives 0 once the top class leads by 37, and loses digits for large
    logits. Here both terms are non-positive: exact to a few ulp, and to what rounding
    ``z - max(z)`` costs.

    Examples
    --------
    >>> [f"{x:.3e}" for x in log_softmax([40.0, 0.0])]
    ['-4.248e-18', '-4.000e+01']

    References
    ----------
    Blanchard, Higham and Higham, IMA J. Numer. Anal. 41(4), 2021, 2311-2330.
    """
    z, dtype = check_logits(logits, axis)
    drop, _, rest, _ = shifted_exponentials(z)
    return np.moveaxis(drop - np.log1p(rest), -1, axis).astype(dtype)


def log_sum_exp(logits, axis=-1):
    r"""Log-sum-exp, the smooth maximum.

    .. math:: \operatorname{lse}(z) = \log \sum_j e^{z_j} = m + \log(1 + \text{rest})

    Parameters
    ----------
    logits : array_like, any shape with a class axis, float16/32/64 or integer (taken as float64)
        At least one class along `axis`; -inf adds nothing.
    axis : int, default -1
        The class axis, which is summed away.

    Returns
    -------
    ndarray, shape of `logits` without `axis`, same floating dtype
        In nats; -inf where every logit is -inf.

    Raises
    ------
    ValueError
        NaN, +inf, no class, or no such axis.

    Notes
    -----
    No overflow. Where the result is near 0 while the largest logit is not, the two terms
    cancel: the error is a few ulp of the largest logit, which is what the inputs determine.

    Examples
    --------
    >>> print(f"{log_sum_exp([0.0, 0.0]):.4f} {log_sum_exp([1e9, 0.0]):.1f}")
    0.6931 1000000000.0

    References
    ----------
    Blanchard, Higham and Higham, IMA J. Numer. Anal. 41(4), 2021, 2311-2330.
    """
    z, dtype = check_logits(logits, axis, need_possible=False)
    highest = z.max(axis=-1, keepdims=True)
    possible = np.where(np.isneginf(highest), 0.0, z)  # -inf - (-inf) would be NaN
    rest = shifted_exponentials(possible)[2]
    return (highest + np.log1p(rest)).squeeze(-1).astype(dtype)[()]
