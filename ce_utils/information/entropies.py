"""Surprisal and its means: entropy, cross-entropy, perplexity."""

import math

import numpy as np

from ce_utils.checks import check_distribution, check_unit_interval
from ce_utils.checks.kinds import is_number

__all__ = [
    "cross_entropy",
    "distribution_pair",
    "entropy",
    "logarithm",
    "perplexity",
    "surprisal",
]

# log2 and log10 are exact at whole powers, which log(x) / log(2) is not.
LOGARITHMS = {2: np.log2, math.e: np.log, 10: np.log10}


def logarithm(base):
    """Return the logarithm to that base, as a NumPy function."""
    if not is_number(base) or float(base) not in LOGARITHMS:
        raise ValueError(
            f"base is {base!r}: expected 2 (bits), math.e (nats) or 10 (bans); for another base "
            "take nats and divide by math.log(base)."
        )
    return LOGARITHMS[float(base)]


def distribution_pair(p, q, axis):
    """Return two distributions, class axis last, broadcast, and the result's dtype."""
    p, p_dtype = check_distribution(p, "p", axis)
    q, q_dtype = check_distribution(q, "q", axis)
    if p.shape[-1] != q.shape[-1]:
        raise ValueError(
            f"p has {p.shape[-1]} classes and q has {q.shape[-1]}: expected the same number; an "
            "outcome that one of them excludes has probability 0 there."
        )
    try:
        p, q = np.broadcast_arrays(p, q)
    except ValueError:
        raise ValueError(
            f"p and q have shapes {p.shape} and {q.shape} (class axis last), which do not "
            "broadcast: expected the same shape; insert axes of length 1."
        ) from None
    return p, q, np.result_type(p_dtype, q_dtype)


def _surprisal(probs, base):
    """Minus the logarithm, inf at 0, and 0.0 (not -0.0) at 1."""
    logs = np.full_like(probs, -np.inf)
    logarithm(base)(probs, out=logs, where=probs > 0)
    return 0.0 - logs


def _mean_surprisal(p, q, base):
    cost = _surprisal(q, base)
    terms = np.multiply(p, cost, where=p > 0, out=np.zeros(p.shape))  # 0 times inf is 0 here
    return terms.sum(axis=-1)


def surprisal(probability, *, base=math.e):
    r"""Surprisal (information content) of an outcome.

    .. math:: h(x) = -\log p(x)

    Parameters
    ----------
    probability : array_like, any shape, float16/32/64 or integer, in [0, 1]
        Probability of each outcome; they need not form a distribution.
    base : {2, math.e, 10}, default math.e
        Unit: bits, nats, bans.

    Returns
    -------
    ndarray, same shape and floating dtype
        Non-negative, in nats unless `base` says otherwise; inf for an impossible outcome.

    Raises
    ------
    ValueError
        NaN, a value outside [0, 1], or another base.

    Examples
    --------
    >>> surprisal([1.0, 0.5, 0.125, 0.0], base=2).tolist()
    [0.0, 1.0, 3.0, inf]

    References
    ----------
    MacKay, Information Theory, Inference, and Learning Algorithms, 2003, section 2.4.
    """
    probs, dtype = check_unit_interval(probability, "probability")
    return _surprisal(probs, base).astype(dtype)[()]


def entropy(p, *, axis=-1, base=math.e):
    r"""Entropy: the mean surprisal of a distribution.

    .. math:: H(p) = -\sum_k p_k \log p_k, \qquad 0 \log 0 = 0

    Parameters
    ----------
    p : array_like, any shape with a class axis, float16/32/64 or integer
        Distribution; sums to 1 along `axis`.
    axis : int, default -1
        The class axis.
    base : {2, math.e, 10}, default math.e
        Unit: bits, nats, bans.

    Returns
    -------
    ndarray, shape of `p` without `axis`, same floating dtype
        Between 0 and log(number of classes), in nats unless `base` says otherwise.

    Raises
    ------
    ValueError
        NaN, a negative value, a sum that is not 1, or another base.

    Examples
    --------
    >>> print(float(entropy([0.5, 0.25, 0.125, 0.125], base=2)))
    1.75
    >>> print(round(float(entropy([0.5, 0.5])), 4))
    0.6931

    References
    ----------
    Cover and Thomas, Elements of Information Theory, 2nd ed. 2006, section 2.1.
    """
    return cross_entropy(p, p, axis=axis, base=base)


def cross_entropy(p, q, *, axis=-1, base=math.e):
    r"""Cross-entropy: the mean surprisal of a model q when outcomes follow p.

    .. math:: H(p, q) = -\sum_k p_k \log q_k, \qquad 0 \log 0 = 0

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
        Non-negative, in nats unless `base` says otherwise; inf where the model excludes an
        outcome that happens.

    Raises
    ------
    ValueError
        NaN, a negative value, a sum that is not 1, different numbers of classes, shapes that
        do not broadcast, or another base.

    Notes
    -----
    A sum of non-negative terms: exact to a few ulp for the probabilities given.

    Examples
    --------
    >>> print(float(cross_entropy([0.5, 0.5, 0.0], [0.5, 0.25, 0.25], base=2)))
    1.5
    >>> print(float(cross_entropy([0.5, 0.5], [1.0, 0.0])))
    inf

    References
    ----------
    Cover and Thomas, Elements of Information Theory, 2nd ed. 2006, sections 2.1 and 2.3 (as
    H(p) + D(p||q)).
    """
    p, q, dtype = distribution_pair(p, q, axis)
    return _mean_surprisal(p, q, base).astype(dtype)[()]


def perplexity(p, q=None, *, axis=-1, base=math.e):
    r"""Perplexity: the number of equally likely outcomes that would surprise as much.

    .. math:: b^{H_b(p, q)}, \qquad \text{with } q = p \text{ unless given}

    Parameters
    ----------
    p : array_like, any shape with a class axis, float16/32/64 or integer
        True distribution; sums to 1 along `axis`.
    q : array_like or None, any shape with a class axis, float16/32/64 or integer, default None
        Model; None takes `p` itself.
    axis : int, default -1
        The class axis of both.
    base : {2, math.e, 10}, default math.e
        Base of the power and of the logarithm. It cancels, up to rounding.

    Returns
    -------
    ndarray, the broadcast shape without `axis`, the wider floating dtype
        A pure number, at least 1; inf where the model excludes an outcome that happens.

    Raises
    ------
    ValueError
        As `cross_entropy`.

    Examples
    --------
    >>> print(float(perplexity([0.25, 0.25, 0.25, 0.25], base=2)))
    4.0

    References
    ----------
    Jelinek, Mercer, Bahl and Baker, Perplexity - a measure of the difficulty of speech
    recognition tasks, J. Acoust. Soc. Am. 62(S1), 1977, S63, doi 10.1121/1.2016299.
    """
    p, q, dtype = distribution_pair(p, p if q is None else q, axis)
    mean = _mean_surprisal(p, q, base)
    return np.power(float(base), mean).astype(dtype)[()]
