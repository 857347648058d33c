r"""The two terms of a yes-or-no question, each with a factor of its own.

Sigmoid cross-entropy, plain, weighted, balanced or focal, is of one form: with a factor p on
the surprisal of "yes" and n on that of "no",

.. math:: p \operatorname{softplus}(-z) + n \operatorname{softplus}(z)
          = |z| \cdot (p \text{ if } z < 0 \text{ else } n) + (p + n) \log(1 + e^{-|z|})

The right-hand side has no negative term. Nothing is checked here.
"""

import math

import numpy as np

__all__ = ["bends_of_terms", "cost_of_terms", "slopes_of_terms"]

RAISE = 64.0  # where |z| is larger, log(1 + exp(-|z|)) is exp(-|z|) to every digit


def cost_of_terms(logits, positive, negative, weight=None):
    """Return the cost of each example: the two terms, weighted and summed over the outputs.

    Parameters
    ----------
    logits, positive, negative : ndarray, shape (..., K), float32 or float64
        Logits and the non-negative factors p and n.
    weight : ndarray, shape (K,), optional
        Non-negative factor on the cost of each output.

    Returns
    -------
    ndarray, shape (...,)
        In nats; inf where a logit of -inf meets p > 0.

    Notes
    -----
    A sum of denormal numbers would add up their coarse roundings; such an example is summed
    again e^64 times larger. A factor or weight of 0 silences an infinite cost, too.

    Examples
    --------
    >>> import numpy as np
    >>> z, one, zero = np.array([40.0]), np.array([1.0]), np.array([0.0])
    >>> print(f"{cost_of_terms(z, one, zero):.3e} {cost_of_terms(z, zero, 3 * one):.1f}")
    4.248e-18 120.0
    """
    total = _weighted_sum(_costs(logits, positive, negative, raised=False), weight)
    faint = total < np.finfo(total.dtype).tiny * 2.0**30
    if faint.any():
        # All other factors are set to 0, so that nothing overflows in vain.
        meant = faint[..., None] & (True if weight is None else weight > 0)
        positive, negative = np.where(meant, positive, 0.0), np.where(meant, negative, 0.0)
        raised = _weighted_sum(_costs(logits, positive, negative, raised=True), weight)
        total = np.where(faint, raised * math.exp(-RAISE), total)
    return total


def _costs(logits, positive, negative, *, raised):
    """Cost of each output, e^64 times larger if `raised`."""
    size = np.abs(logits)
    wrong = np.where(logits < 0, positive, negative)
    # Where nothing is missed the product is left out: |z| may be inf.
    missed = np.multiply(size, wrong, where=wrong > 0, out=np.zeros_like(size))
    rest = np.log1p(np.exp(-size))
    if raised:
        missed *= math.exp(RAISE)
        far = np.exp(RAISE - np.maximum(size, RAISE))
        rest = np.where(size > RAISE, far, rest * math.exp(RAISE))
    return missed + (positive + negative) * rest


def _weighted_sum(costs, weight):
    if weight is not None:
        costs = np.multiply(costs, weight, where=weight > 0, out=np.zeros_like(costs))
    return costs.sum(axis=-1)


def slopes_of_terms(logits, positive, negative):
    r"""Differentiate each output's cost: :math:`n\,\sigma(z) - p\,\sigma(-z)`.

    Parameters
    ----------
    logits, positive, negative : ndarray, one shape, float32 or float64
        As for `cost_of_terms`.

    Returns
    -------
    ndarray, same shape

    Examples
    --------
    >>> import numpy as np
    >>> print(f"{slopes_of_terms(np.array([40.0]), np.array([1.0]), np.array([0.0])).item():.3e}")
    -4.248e-18
    """
    decay = np.exp(-np.abs(logits))
    numerator = np.where(logits < 0, negative * decay - positive, negative - positive * decay)
    return numerator / (1.0 + decay)


def bends_of_terms(logits, positive, negative):
    r"""Differentiate each output's cost twice: :math:`(p + n)\,\sigma(z)\,\sigma(-z)`.

    Parameters
    ----------
    logits, positive, negative : ndarray, one shape, float32 or float64
        As for `cost_of_terms`.

    Returns
    -------
    ndarray, same shape

    Examples
    --------
    >>> import numpy as np
    >>> bends_of_terms(np.array([0.0]), np.array([1.0]), np.array([0.0])).tolist()
    [0.25]
    """
    decay = np.exp(-np.abs(logits))
    bends = decay / (1.0 + decay * (2.0 + decay))  # (1 + d)^2, rounded once or twice
    return bends * (positive + negative)
