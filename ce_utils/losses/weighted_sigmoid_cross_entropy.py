"""Weighted sigmoid cross-entropy: a missed yes may cost more than a missed no."""

from abc import abstractmethod
from dataclasses import dataclass
from typing import ClassVar

from ce_utils.losses.base import SigmoidLoss
from ce_utils.losses.settings import check_factor
from ce_utils.losses.two_terms import bends_of_terms, cost_of_terms, slopes_of_terms

__all__ = ["TwoFactorCrossEntropy", "WeightedSigmoidCrossEntropy"]


@dataclass(frozen=True)
class TwoFactorCrossEntropy(SigmoidLoss):
    """A sigmoid cross-entropy whose two terms have constant factors of their own.

    A loss inherits from it and states its `factors`.
    """

    @property
    @abstractmethod
    def factors(self):
        """Factor on the surprisal of "yes" and on that of "no", two floats."""

    def _terms(self, targets):
        positive, negative = self.factors
        return positive * targets, negative * (1.0 - targets)

    def value_kernel(self, logits, targets, weight=None):
        """Cost of each example, shape (...,).

        `logits` and `targets` are float32 or float64 of one shape (..., K), `weight` has
        shape (K,). Nothing is checked.
        """
        return cost_of_terms(logits, *self._terms(targets), weight)

    def gradient_kernel(self, logits, targets, weight=None):
        """Gradient of each example's cost, shape (..., K); arguments as `value_kernel`."""
        slopes = slopes_of_terms(logits, *self._terms(targets))
        return slopes if weight is None else slopes * weight

    def hessian_kernel(self, logits, targets, weight=None):
        """Diagonal of each example's Hessian, shape (..., K); the rest of it is zero."""
        bends = bends_of_terms(logits, *self._terms(targets))
        return bends if weight is None else bends * weight


@dataclass(frozen=True)
class WeightedSigmoidCrossEntropy(TwoFactorCrossEntropy):
    r"""Sigmoid cross-entropy with one factor on the positives and one on the negatives.

    With :math:`a_k = \sigma(z_k)`,

    .. math::

        L = -\sum_k w_k \bigl[ w_+ t_k \log a_k + w_- (1 - t_k) \log(1 - a_k) \bigr], \quad
        \frac{\partial L}{\partial z_k} = w_k [ w_- (1 - t_k) a_k - w_+ t_k (1 - a_k) ], \quad
        \frac{\partial^2 L}{\partial z_k^2} = w_k [ w_+ t_k + w_- (1 - t_k) ] a_k (1 - a_k)

    Where a share :math:`\pi` of the examples is positive, the constant answer of least cost
    is :math:`a = w_+ \pi / (w_+ \pi + w_- (1 - \pi))`: factors shift the probabilities.

    Parameters
    ----------
    positive_weight : float, default 1
        :math:`w_+`, finite and not negative: PyTorch's ``pos_weight``, one for all outputs.
    negative_weight : float, default 1
        :math:`w_-`, the same for the negatives. At least one of the two is positive.

    Raises
    ------
    ValueError
        A factor that is negative, NaN, infinite or no number, or two factors of 0.

    Notes
    -----
    The arguments are those of `SigmoidCrossEntropy`, which is the case of two ones, to the
    last bit. Value and gradient are exact to about 4 ulp: for a hard target no term is ever
    subtracted. (In a denormal slope, a factor multiplies half a step besides.) The mean
    divides by the number of examples, never by the factors, as PyTorch's does. A factor of 0
    silences an infinite cost, too.

    Examples
    --------
    >>> loss = WeightedSigmoidCrossEntropy(positive_weight=3.0)
    >>> print(round(float(loss.value([[0.0], [0.0]], [[1.0], [0.0]], reduction="sum")), 4))
    2.7726
    >>> loss.gradient([[0.0], [0.0]], [[1.0], [0.0]], reduction="sum").tolist()
    [[-1.5], [0.5]]

    References
    ----------
    King and Zeng, Logistic regression in rare events data, Political Analysis 9(2), 2001,
    137-163, who weight the log-likelihood in this way.
    """

    name: ClassVar[str] = "weighted sigmoid cross-entropy"
    positive_weight: float = 1.0
    negative_weight: float = 1.0

    def __post_init__(self):
        """Check both factors and keep them as floats."""
        for name in ("positive_weight", "negative_weight"):
            factor = check_factor(getattr(self, name), name, "take 1 to leave that term as it is")
            object.__setattr__(self, name, factor)
        if not any(self.factors):
            raise ValueError(
                "positive_weight and negative_weight are both 0: expected one of them above 0; "
                "a cost of 0 everywhere teaches nothing."
            )

    @property
    def factors(self):
        """``(positive_weight, negative_weight)``."""
        return self.positive_weight, self.negative_weight
