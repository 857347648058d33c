"""Relative entropy, accurate where the two distributions are close."""

import math

import numpy as np

from ce_utils.information.entropies import distribution_pair, logarithm

__all__ = ["kl_divergence"]


def kl_divergence(p, q, *, axis=-1, base=math.e):
    r"""Relative entropy (Kullback-Leibler divergence): the price of believing q.

    .. math:: D(p \,\|\, q) = \sum_k p_k \log\frac{p_k}{q_k}
              = \sum_k \Bigl( p_k \log\frac{p_k}{q_k} - p_k + q_k \Bigr)

    Parameters
    ----------
    p : array_like, any shape with a class axis, float16/32/64 or integer
        True distribution; sums to 1 along `axis`.
    q : array_like, any shape with a class axis, float16/32/64 or integer
        Model; as many classes as `p`. The other axes broadcast.
    axis : int, default -1
        The class axis of both.
    base : {2, math.e, 10}, default math.e
        Unit: bits, nats, bans.

    Returns
    -------
    ndarray, the broadcast shape without `axis`, the wider floating dtype
        Non-negative, in nats unless `base` says otherwise; 0 exactly when p equals q; inf
        where the model excludes an outcome that happens.

    Raises
    ------
    ValueError
        As `cross_entropy`.

    Notes
    -----
    Every term of the second sum is non-negative, so that nothing cancels between classes and
    rounding can never make the result negative. For p near q a term is close to
    ``(p - q)**2 / (2 p)`` and is taken from a series. If the arguments sum to 1 only to
    rounding, the result differs from the first sum by ``sum(q) - sum(p)``.

    Examples
    --------
    >>> print(float(kl_divergence([0.5, 0.5], [0.75, 0.25], base=2).round(4)))
    0.2075
    >>> print(f"{kl_divergence([0.5, 0.5], [0.5 + 1e-9, 0.5 - 1e-9]):.3e}")
    2.000e-18

    References
    ----------
    Cover and Thomas, Elements of Information Theory, 2nd ed. 2006, sections 2.3 and 2.6.
    """
    unit = float(logarithm(base)(math.e))  # 1 for nats; log2(e) bits make one nat
    p, q, dtype = distribution_pair(p, q, axis)
    return (_excess(p, q).sum(axis=-1) * unit).astype(dtype)[()]


def _excess(p, q):
    """Return p log(p/q) - p + q, term by term: zero or positive, accurate for p near q."""
    terms = np.where(p > 0, np.inf, q)  # p = 0 costs q; what is left at inf has q = 0 < p
    near = (np.abs(q - p) <= p / 2) & (p > 0)
    far = (p > 0) & (q > 0) & ~near
    terms[near] = _near_excess(p[near], q[near])
    # A quotient may overflow where a difference of logarithms does not.
    terms[far] = p[far] * (np.log(p[far]) - np.log(q[far])) + (q[far] - p[far])
    return terms


def _near_excess(p, q):
    # With d = (q - p)/p and s = d/(2 + d), log(1 + d) = 2 atanh(s), so that
    # d - log(1 + d) = s d - 2 s^3 (1/3 + s^2/5 + s^4/7 + ...): nothing large cancels.
    # |d| <= 1/2 gives s^2 <= 1/9; the first term left out is below 1e-17 of the sum.
    difference = q - p
    s = difference / (q + p)
    series = np.zeros_like(s)
    for k in range(35, 1, -2):
        series = series * s**2 + 1 / k
    return s * difference - p * (2 * s**3 * series)
