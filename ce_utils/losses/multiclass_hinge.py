"""The hinge loss for exclusive classes: one margin against each of the others."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from ce_utils.links.rowwise import accurate_sum
from ce_utils.losses.base import SoftmaxLoss
from ce_utils.losses.margin import MarginLoss

__all__ = ["MulticlassHinge"]


@dataclass(frozen=True)
class MulticlassHinge(MarginLoss, SoftmaxLoss):
    r"""Multiclass hinge loss: what is missing from a lead of 1 over each other class.

    With :math:`c_y = w_y t_y` and, for a label, :math:`t_y = 1`,

    .. math::

        L = \sum_y c_y \sum_{j \ne y} \max(0, 1 + z_j - z_y), \qquad
        \frac{\partial L}{\partial z_j}
            = \sum_{y \ne j} c_y [z_y - z_j < 1] - c_j \sum_{k \ne j} [z_j - z_k < 1]

    A soft target averages the costs of the classes. This is the sum over all classes of
    Weston and Watkins, not the largest violation alone of Crammer and Singer. PyTorch's
    ``multi_margin_loss`` is this divided by C.

    Domain of the targets: distributions over C classes. Domain of the scores: finite, or
    -inf for an impossible class. `Loss.value` lists the arguments, `SoftmaxLoss` what the
    mean divides by. The cost is in units of the score.

    Notes
    -----
    At a kink, a lead of exactly 1, the slope is 0. The Hessian is 0. The scores are no
    log-odds, and `link` is 'none'. An impossible class demands no lead; a target on one
    costs inf. The rounding errors of :math:`1 + z_j - z_y` are put back, so that each term
    is rounded once and its sign is right. A label costs one pass over the scores, a target
    as many passes as it has classes above 0.

    Examples
    --------
    >>> loss = MulticlassHinge()
    >>> loss.value([[10.0, 8.0, 8.0], [10.0, 9.5, 9.5]], [0, 0], reduction="none").tolist()
    [0.0, 1.0]
    >>> loss.gradient([10.0, 9.5, 9.5], 0).tolist()
    [-2.0, 1.0, 1.0]

    References
    ----------
    Weston and Watkins, Support vector machines for multi-class pattern recognition, ESANN
    1999, 219-224. The errors of a sum and a difference: Knuth, The Art of Computer
    Programming, volume 2, section 4.2.2.
    """

    name: ClassVar[str] = "multiclass hinge"

    def value_kernel(self, logits, targets, weight=None):
        """Cost of each example, shape (...,).

        `logits` and `targets` are float32 or float64 of one shape (..., C). `targets` may be
        any non-negative coefficients c; `weight` (C,) multiplies them. Nothing is checked.
        """
        total = np.zeros(logits.shape[:-1], dtype=logits.dtype)
        for label, cost, missing in _each_class(logits, targets, weight):
            own = np.take_along_axis(logits, label, axis=-1)
            violation = _sum(np.maximum(missing, 0.0))
            violation = np.where(np.isneginf(own), np.inf, violation)
            total += np.multiply(cost, violation, where=cost > 0, out=np.zeros_like(cost))[..., 0]
        return total[()]

    def gradient_kernel(self, logits, targets, weight=None):
        """Gradient of each example's cost, shape (..., C); arguments as `value_kernel`."""
        slopes = np.zeros(logits.shape, dtype=logits.dtype)
        for label, cost, missing in _each_class(logits, targets, weight):
            violated = missing > 0
            slopes += cost * violated
            own = np.take_along_axis(slopes, label, axis=-1)
            own -= cost * np.count_nonzero(violated, axis=-1, keepdims=True)
            np.put_along_axis(slopes, label, own, axis=-1)
        return slopes

    def hessian_kernel(self, logits, targets, weight=None):
        """Hessian of each example's cost, shape (..., C, C): all of it is zero."""
        return np.zeros((*logits.shape, logits.shape[-1]), dtype=logits.dtype)


def _each_class(logits, targets, weight):
    """Go through the classes with c > 0, one of each example at a time, the dearest first.

    Yields the class y and its c, of shape (..., 1), and ``1 + z_j - z_y``, -inf at y itself.
    """
    costs = targets if weight is None else targets * weight
    ranking = np.argsort(-costs, axis=-1)
    for place in range(int(np.count_nonzero(costs, axis=-1).max(initial=0))):
        label = ranking[..., place, None]
        missing = _missing(logits, np.take_along_axis(logits, label, axis=-1))
        np.put_along_axis(missing, label, -np.inf, axis=-1)
        yield label, np.take_along_axis(costs, label, axis=-1), missing


def _missing(scores, own):
    """Return ``1 + scores - own`` as if rounded once; -inf where a score is."""
    with np.errstate(over="ignore", invalid="ignore"):  # infinite scores are seen to at the end
        gap = np.subtract(scores, own, order="C")
        back = gap - scores
        lost = (scores - (gap - back)) - (own + back)
        total = 1.0 + gap
        back = total - 1.0
        lost += (1.0 - (total - back)) + (gap - back)
        total = np.where(np.isfinite(lost), total + lost, total)
    return np.where(np.isneginf(scores), scores, total)


def _sum(terms):
    """Sum non-negative terms over the last axis, to half an ulp unless one is infinite."""
    with np.errstate(over="ignore", invalid="ignore"):
        total = accurate_sum(terms)
        return np.where(np.isfinite(total), total, terms.sum(axis=-1, keepdims=True))
