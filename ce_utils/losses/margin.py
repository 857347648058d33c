"""Costs of margins: piecewise linear, on scores that are no log-odds."""

from abc import abstractmethod
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from ce_utils.losses.base import Loss, SigmoidLoss

__all__ = ["MarginLoss", "YesNoMarginLoss"]


@dataclass(frozen=True)
class MarginLoss(Loss):
    """A piecewise linear cost on scores: it asks for a margin, and not for a probability.

    Its `link` is 'none': no sigmoid or softmax of the scores is a probability that was fitted.
    Its Hessian is 0 wherever it exists, and is returned as 0 at the kinks, too.
    """

    link: ClassVar[str] = "none"


@dataclass(frozen=True)
class YesNoMarginLoss(MarginLoss, SigmoidLoss):
    r"""A cost on the margin of each output, averaged over the target.

    .. math:: L = \sum_k w_k \bigl[ t_k \max(0, \mu - z_k) + (1 - t_k) \max(0, \mu + z_k) \bigr]

    A loss inherits from it and states the margin :math:`\mu` and which side counts at a kink.
    """

    needed: ClassVar[float]  # the margin

    @staticmethod
    @abstractmethod
    def _counts(missing):
        """Whether what is missing from the margin has a slope, a boolean array."""

    def value_kernel(self, logits, targets, weight=None):
        """Cost of each example, shape (...,).

        `logits` and `targets` are float32 or float64 of one shape (..., K), `weight` has
        shape (K,). Nothing is checked.
        """
        positive, negative = (
            # A share of 0 silences an infinite cost, too.
            np.multiply(share, missing, where=(share > 0) & (missing > 0), out=np.zeros_like(share))
            for share, missing in self._sides(logits, targets, weight)
        )
        return (positive + negative).sum(axis=-1)

    def gradient_kernel(self, logits, targets, weight=None):
        """Gradient of each example's cost, shape (..., K); arguments as `value_kernel`."""
        positive, negative = (
            share * self._counts(missing) for share, missing in self._sides(logits, targets, weight)
        )
        return negative - positive

    def hessian_kernel(self, logits, targets, weight=None):
        """Diagonal of each example's Hessian, shape (..., K): all of it is zero."""
        return np.zeros_like(logits)

    def _sides(self, logits, targets, weight):
        """Share of the target and what is missing from the margin, for "yes" and for "no"."""
        shares = (targets, 1.0 - targets)
        if weight is not None:
            shares = tuple(share * weight for share in shares)
        return zip(shares, (self.needed - logits, self.needed + logits), strict=True)
