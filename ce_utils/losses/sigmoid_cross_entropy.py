"""Sigmoid cross-entropy, the cost of K separate yes-or-no questions."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from ce_utils.losses.base import SigmoidLoss
from ce_utils.losses.two_terms import bends_of_terms, cost_of_terms, slopes_of_terms

__all__ = ["SigmoidCrossEntropy", "scaled_residual"]


def scaled_residual(logits, targets):
    r"""Residual of a sigmoid as a fraction, without cancellation for hard targets.

    .. math:: \sigma(z) - t = (1-t)\,\sigma(z) - t\,\sigma(-z) = \frac{n}{1 + d},
              \qquad d = e^{-|z|}

    Parameters
    ----------
    logits, targets : ndarray, one shape, float32 or float64
        Targets in [0, 1]. Nothing is checked.

    Returns
    -------
    numerator, decay : ndarray, same shape
        n and d. For a target of 0 or 1, n is exactly 0, d or 1 in size: sigma(z) and
        sigma(-z) are 1/(1 + d) and d/(1 + d), in the order that the sign of z tells.

    Examples
    --------
    >>> import numpy as np
    >>> numerator, decay = scaled_residual(np.array([40.0]), np.array([1.0]))
    >>> print(f"{numerator.item():.3e}")
    -4.248e-18
    """
    decay = np.exp(-np.abs(logits))
    absent = 1.0 - targets
    numerator = np.where(logits < 0, absent * decay - targets, absent - targets * decay)
    return numerator, decay


@dataclass(frozen=True)
class SigmoidCrossEntropy(SigmoidLoss):
    r"""Sigmoid (binary) cross-entropy, summed over the outputs of an example.

    With :math:`a_k = \sigma(z_k)`,

    .. math::

        L = -\sum_k w_k \bigl[ t_k \log a_k + (1 - t_k) \log(1 - a_k) \bigr], \qquad
        \frac{\partial L}{\partial z_k} = w_k (a_k - t_k), \qquad
        \frac{\partial^2 L}{\partial z_k^2} = w_k a_k (1 - a_k)

    Domain of the targets: each in [0, 1]. Domain of the logits: finite, or -inf for an
    output that is surely off. `Loss.value` lists the arguments, `SigmoidLoss` what the mean
    divides by.

    Notes
    -----
    A wrong answer costs :math:`|z|`, and every answer costs :math:`\log(1 + e^{-|z|})` more:
    all terms are non-negative. The residual is formed as
    :math:`(1-t)\,\sigma(z) - t\,\sigma(-z)`. Value and gradient are exact to about 4 ulp,
    also where a right answer costs 4.2e-18.

    Examples
    --------
    >>> loss = SigmoidCrossEntropy()
    >>> print(round(float(loss.value([[2.0, 0.0]], [[1.0, 0.0]])), 4))
    0.8201
    >>> loss.gradient([[2.0, 0.0]], [[1.0, 0.0]]).round(4).tolist()
    [[-0.1192, 0.5]]

    References
    ----------
    Nielsen, Neural Networks and Deep Learning, 2015, chapter 3, section "The cross-entropy
    cost function"; Bishop, Pattern Recognition and Machine Learning, 2006, section 4.3.2,
    equations 4.90 and 4.91.
    """

    name: ClassVar[str] = "sigmoid cross-entropy"

    def value_kernel(self, logits, targets, weight=None):
        """Cost of each example, shape (...,).

        `logits` and `targets` are float32 or float64 of one shape (..., K), `weight` has
        shape (K,). Nothing is checked.
        """
        return cost_of_terms(logits, targets, 1.0 - targets, weight)

    def gradient_kernel(self, logits, targets, weight=None):
        """Gradient of each example's cost, shape (..., K); arguments as `value_kernel`."""
        slopes = slopes_of_terms(logits, targets, 1.0 - targets)
        return slopes if weight is None else slopes * weight

    def hessian_kernel(self, logits, targets, weight=None):
        """Diagonal of each example's Hessian, shape (..., K); the rest of it is zero."""
        bends = bends_of_terms(logits, targets, 1.0 - targets)
        return bends if weight is None else bends * weight
