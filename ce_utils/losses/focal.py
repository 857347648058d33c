"""The focal loss: examples that are easy by now shall stop drowning the hard ones."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from ce_utils.losses.base import SigmoidLoss
from ce_utils.losses.settings import check_factor, check_share
from ce_utils.losses.two_terms import cost_of_terms

__all__ = ["Focal"]


@dataclass(frozen=True)
class Focal(SigmoidLoss):
    r"""Focal loss: sigmoid cross-entropy, each term damped by the probability missed.

    With :math:`a_k = \sigma(z_k)` and the factors :math:`\alpha_+ = \alpha`,
    :math:`\alpha_- = 1 - \alpha` (both 1 where :math:`\alpha` is None),

    .. math::

        L = -\sum_k w_k \bigl[ \alpha_+ t_k (1 - a_k)^\gamma \log a_k
            + \alpha_- (1 - t_k)\, a_k^\gamma \log(1 - a_k) \bigr]

    Of one answer, with the probability a of what is true, q = 1 - a missed and the surprisal
    :math:`s = -\log a`, by the logit of what is true,

    .. math::

        f = q^\gamma s, \qquad f' = -q^\gamma (\gamma a s + q), \qquad
        f'' = q^\gamma a \bigl[ \gamma s (\gamma a - q) + (2 \gamma + 1) q \bigr]

    The second derivative turns negative far on the wrong side: the cost is not convex.

    Parameters
    ----------
    gamma : float, default 2
        :math:`\gamma`, finite and not negative. 0 gives the sigmoid cross-entropy.
    alpha : float in [0, 1], optional
        :math:`\alpha`. By default both factors are 1.

    Raises
    ------
    ValueError
        A gamma that is negative, NaN or infinite, an alpha outside of [0, 1].

    Notes
    -----
    The arguments are those of `SigmoidCrossEntropy`, and so is the mean; a soft target
    averages the two costs. Both terms of f' have one sign, so that for a hard target nothing
    cancels: value and gradient are exact to about 5 ulp for gamma up to 2, and to one or two
    more for each further unit of gamma, which multiplies the rounding of log q. For gamma
    below 1 the textbook derivative holds :math:`q^{\gamma-1}`, which is infinite where q
    rounds to 0; here q was cancelled first. With gamma = 0 value and gradient are those of
    the (weighted) sigmoid cross-entropy to the last bit.

    Examples
    --------
    >>> import numpy as np
    >>> loss = Focal()
    >>> easy, hard = loss.value(np.log([[9.0], [1 / 9]]), [[1.0], [1.0]], reduction="none")
    >>> print(f"{easy:.4e} {hard:.4f}")  # p = 0.9 and p = 0.1
    1.0536e-03 1.8651

    References
    ----------
    Lin, Goyal, Girshick, He and Dollár, Focal loss for dense object detection, ICCV 2017,
    equations 4 and 5, arXiv:1708.02002; its appendix has the derivative.
    """

    name: ClassVar[str] = "focal"
    gamma: float = 2.0
    alpha: float | None = None

    def __post_init__(self):
        """Check both settings and keep them as floats."""
        gamma = check_factor(self.gamma, "gamma", "take 0 for the plain cross-entropy")
        object.__setattr__(self, "gamma", gamma)
        if self.alpha is not None:
            alpha = check_share(self.alpha, "alpha", "leave it out for two factors of 1", ends=True)
            object.__setattr__(self, "alpha", alpha)

    def value_kernel(self, logits, targets, weight=None):
        """Cost of each example, shape (...,).

        `logits` and `targets` are float32 or float64 of one shape (..., K), `weight` has
        shape (K,). Nothing is checked.
        """
        return cost_of_terms(logits, *self._terms(logits, targets), weight)

    def gradient_kernel(self, logits, targets, weight=None):
        """Gradient of each example's cost, shape (..., K); arguments as `value_kernel`."""
        positive, negative = self._terms(logits, targets)
        decay, right, wrong = _surprisals(logits)
        # gamma a s + q over 1 + d, for an answer on the right side and on the wrong one.
        right, wrong = self.gamma * right + decay, self.gamma * wrong + 1.0
        slopes = np.where(
            logits < 0, negative * right - positive * wrong, negative * wrong - positive * right
        ) / (1.0 + decay)
        return slopes if weight is None else slopes * weight

    def hessian_kernel(self, logits, targets, weight=None):
        """Diagonal of each example's Hessian, shape (..., K); the rest of it is zero."""
        gamma, (positive, negative) = self.gamma, self._terms(logits, targets)
        decay, right, wrong = _surprisals(logits)
        both = (2.0 * gamma + 1.0) * decay
        right = gamma * right * (gamma - decay) + both
        wrong = gamma * wrong * (gamma * decay - 1.0) + both
        bends = np.where(
            logits < 0, positive * wrong + negative * right, positive * right + negative * wrong
        ) / (1.0 + decay * (2.0 + decay))
        return bends if weight is None else bends * weight

    def _terms(self, logits, targets):
        """Factors on the two surprisals: target, alpha and the damping."""
        right, wrong = _damping(logits, self.gamma)
        positive, negative = targets, 1.0 - targets
        if self.alpha is not None:
            positive, negative = self.alpha * positive, (1.0 - self.alpha) * negative
        return (
            positive * np.where(logits < 0, wrong, right),
            negative * np.where(logits < 0, right, wrong),
        )


def _damping(logits, gamma):
    """Return q to the power gamma, of an answer on the right side and on the wrong one.

    A power of q would multiply its rounding by gamma, and so would exp(-gamma |z|): the
    whole part of |z| is split off, which a gamma of few digits multiplies exactly.
    """
    if gamma == 0:
        return np.ones_like(logits), np.ones_like(logits)
    part, whole = np.modf(np.abs(logits))
    rest = np.log1p(np.exp(-np.abs(logits)))
    with np.errstate(over="ignore"):
        return np.exp(-gamma * whole) * np.exp(-gamma * (part + rest)), np.exp(-gamma * rest)


def _surprisals(logits):
    """``d = exp(-|z|)`` and a s, times 1 + d, of an answer on the right and the wrong side."""
    size = np.abs(logits)
    decay = np.exp(-size)
    right = np.log1p(decay)
    # Where d is 0 the product is left out: |z| may be inf.
    wrong = np.multiply(decay, size + right, where=decay > 0, out=np.zeros_like(decay))
    return decay, right, wrong
