"""The links of a yes-or-no question: sigmoid, softplus, log-sigmoid, element by element."""

import numpy as np

from ce_utils.checks import as_floating

__all__ = ["log_sigmoid", "sigmoid", "softplus"]


def sigmoid(logits):
    r"""Logistic sigmoid, the probability that belongs to a logit.

    .. math:: \sigma(z) = \frac{1}{1 + e^{-z}}

    Parameters
    ----------
    logits : array_like, any shape, float16/32/64 or integer (taken as float64)
        -inf and +inf give 0 and 1.

    Returns
    -------
    ndarray, same shape and floating dtype
        Probabilities in [0, 1].

    Raises
    ------
    ValueError
        NaN, or a dtype that is not real.

    Notes
    -----
    Formed from ``exp(-|z|)``, which cannot overflow. Exact to about 2 ulp everywhere; below
    z = -745 (float64) the result is 0, because the true value is smaller than any float.
    Above z = 37 the result is 1: for the distance from 1 take ``sigmoid(-z)``.

    Examples
    --------
    >>> print(sigmoid([0.0, 1.0]).round(4).tolist(), f"{sigmoid(-40.0):.3e}")
    [0.5, 0.7311] 4.248e-18

    References
    ----------
    Bishop, Pattern Recognition and Machine Learning, 2006, equation 4.59.
    """
    z, dtype = as_floating(logits, "logits")
    decay = np.exp(-np.abs(z))
    return (np.where(z < 0, decay, 1.0) / (1.0 + decay)).astype(dtype)[()]


def softplus(logits):
    r"""Softplus, the cost in nats of a sigmoid output that should have been 0.

    .. math:: \operatorname{softplus}(z) = \log(1 + e^z) = \max(z, 0) + \log(1 + e^{-|z|})

    Parameters
    ----------
    logits : array_like, any shape, float16/32/64 or integer (taken as float64)
        -inf and +inf give 0 and inf.

    Returns
    -------
    ndarray, same shape and floating dtype
        Non-negative, in nats.

    Raises
    ------
    ValueError
        NaN, or a dtype that is not real.

    Notes
    -----
    Both terms are non-negative, so nothing cancels: exact to about 2 ulp, tails included.

    Examples
    --------
    >>> print(f"{softplus(0.0):.4f} {softplus(-40.0):.3e} {softplus(1000.0):.1f}")
    0.6931 4.248e-18 1000.0

    References
    ----------
    Mächler, Accurately Computing ``log(1 - exp(-|a|))``, 2012, section 3 (vignette of the R
    package Rmpfr), for log(1 + exp(x)).
    """
    z, dtype = as_floating(logits, "logits")
    return (np.maximum(z, 0.0) + np.log1p(np.exp(-np.abs(z)))).astype(dtype)[()]


def log_sigmoid(logits):
    r"""Logarithm of the sigmoid: minus the surprisal of a sigmoid output that should be 1.

    .. math:: \log \sigma(z) = -\operatorname{softplus}(-z) = \min(z, 0) - \log(1 + e^{-|z|})

    Parameters
    ----------
    logits : array_like, any shape, float16/32/64 or integer (taken as float64)
        -inf and +inf give -inf and 0.

    Returns
    -------
    ndarray, same shape and floating dtype
        Non-positive, in nats.

    Raises
    ------
    ValueError
        NaN, or a dtype that is not real.

    Notes
    -----
    ``log(sigmoid(z))`` loses every digit above z = 37, where the sigmoid rounds to 1, and is
    -inf below z = -745. This is exact to about 2 ulp at both ends.

    Examples
    --------
    >>> print(f"{log_sigmoid(40.0):.3e} {log_sigmoid(-1000.0):.1f}")
    -4.248e-18 -1000.0

    References
    ----------
    Mächler, Accurately Computing ``log(1 - exp(-|a|))``, 2012, section 3 (vignette of the R
    package Rmpfr), for log(1 + exp(x)).
    """
    z, dtype = as_floating(logits, "logits")
    return (np.minimum(z, 0.0) - np.log1p(np.exp(-np.abs(z)))).astype(dtype)[()]
