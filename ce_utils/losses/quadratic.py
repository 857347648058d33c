"""The quadratic cost on sigmoid outputs: the idea that fails first."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from ce_utils.losses.base import SigmoidLoss
from ce_utils.losses.sigmoid_cross_entropy import scaled_residual

__all__ = ["Quadratic"]


@dataclass(frozen=True)
class Quadratic(SigmoidLoss):
    r"""Quadratic cost on sigmoid outputs, summed over the outputs of an example.

    With :math:`a_k = \sigma(z_k)` and :math:`\sigma' = a(1-a)`,
    :math:`\sigma'' = \sigma'(1-2a)`,

    .. math::

        L = \tfrac12 \sum_k w_k (a_k - t_k)^2, \qquad
        \frac{\partial L}{\partial z_k} = w_k (a_k - t_k)\, \sigma'(z_k), \qquad
        \frac{\partial^2 L}{\partial z_k^2}
            = w_k \bigl[ \sigma'(z_k)^2 + (a_k - t_k)\, \sigma''(z_k) \bigr]

    The factor :math:`\sigma'` goes to 0 when the output is badly wrong: this is the learning
    slowdown. The second derivative turns negative: the cost is not convex in the logits.

    Domain of the targets: each in [0, 1]. Domain of the logits: finite, or -inf for an
    output that is surely off. `Loss.value` lists the arguments, `SigmoidLoss` what the mean
    divides by. The cost has no unit, and an output costs at most 1/2.

    Notes
    -----
    All is written in :math:`d = e^{-|z|}`, and the powers of :math:`1 + d` are expanded, so
    that for small d they are rounded once. Value and gradient are exact to about 4 ulp, also
    where :math:`\sigma'` is 1e-300.

    Examples
    --------
    >>> loss = Quadratic()
    >>> print(loss.value([[0.0, 0.0]], [[1.0, 0.0]]))
    0.25
    >>> print(f"{loss.gradient([[-40.0]], [[1.0]]).item():.3e}")  # wrong, and hardly moving
    -4.248e-18

    References
    ----------
    Nielsen, Neural Networks and Deep Learning, 2015, chapter 3, section "The cross-entropy
    cost function".
    """

    name: ClassVar[str] = "quadratic"

    def value_kernel(self, logits, targets, weight=None):
        """Cost of each example, shape (...,).

        `logits` and `targets` are float32 or float64 of one shape (..., K), `weight` has
        shape (K,). Nothing is checked.
        """
        numerator, decay = scaled_residual(logits, targets)
        # Squares of residuals near 1e-160 are denormal. Scaled by a power of two, which is
        # exact, they keep their digits until the sum is scaled back.
        squares = (numerator * 2.0**30) ** 2
        # Squaring exp(-|z|) would double its error; exp(-2|z|) has an error of its own only.
        direct = (np.abs(numerator) == decay) & (decay > 2.0**-60)
        squares = np.where(direct, np.exp(-2.0 * np.abs(logits)) * 2.0**60, squares)
        costs = squares / (1.0 + decay * (2.0 + decay))
        costs = costs if weight is None else costs * weight
        return costs.sum(axis=-1) * 2.0**-61

    def gradient_kernel(self, logits, targets, weight=None):
        """Gradient of each example's cost, shape (..., K); arguments as `value_kernel`."""
        size = np.abs(logits)
        decay, squared = np.exp(-size), np.exp(-2.0 * size)  # not decay**2: half the error
        absent = 1.0 - targets
        numerator = np.where(
            logits < 0, absent * squared - targets * decay, absent * decay - targets * squared
        )
        slopes = numerator / (1.0 + decay * (3.0 + decay * (3.0 + decay)))
        return slopes if weight is None else slopes * weight

    def hessian_kernel(self, logits, targets, weight=None):
        """Diagonal of each example's Hessian, shape (..., K); the rest of it is zero."""
        numerator, decay = scaled_residual(logits, targets)
        square = 1.0 + decay * (2.0 + decay)
        # sigma'^2 + r sigma'' over a common denominator: 1 - 2a is (d - 1)/(1 + d) for z >= 0.
        tilt = np.where(logits < 0, 1.0 - decay, decay - 1.0)
        bends = decay * (decay + numerator * tilt) / (square * square)
        return bends if weight is None else bends * weight
