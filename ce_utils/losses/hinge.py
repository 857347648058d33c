"""The hinge loss of support vector machines."""

from dataclasses import dataclass
from typing import ClassVar

from ce_utils.losses.margin import YesNoMarginLoss

__all__ = ["Hinge"]


@dataclass(frozen=True)
class Hinge(YesNoMarginLoss):
    r"""Hinge loss: what is missing from a margin of 1, summed over the outputs.

    With the margin :math:`m_k = (2 t_k - 1) z_k` of a hard target,

    .. math::

        L = \sum_k w_k \max(0, 1 - m_k), \qquad
        \frac{\partial L}{\partial z_k} = -w_k (2 t_k - 1) \text{ where } m_k < 1,
        \text{ else } 0

    A soft target averages the costs of "yes" and "no":
    :math:`t \max(0, 1 - z) + (1 - t) \max(0, 1 + z)`.

    Domain of the targets: each in [0, 1]. Domain of the scores: finite, or -inf for an
    output that is surely off. `Loss.value` lists the arguments, `SigmoidLoss` what the mean
    divides by. The cost is in units of the score.

    Notes
    -----
    At the kink, m = 1, the slope is 0: a margin that is met is met. The Hessian is 0. The
    scores are no log-odds, and `link` is 'none'. One rounding in each output and those of
    the sum. For exclusive classes see `MulticlassHinge`.

    Examples
    --------
    >>> loss = Hinge()
    >>> loss.value([[0.5], [-2.0], [3.0]], [[1], [1], [1]], reduction="none").tolist()
    [0.5, 3.0, 0.0]
    >>> loss.gradient([[0.5], [1.0]], [[1], [1]], reduction="sum").tolist()
    [[-1.0], [0.0]]

    References
    ----------
    Cortes and Vapnik, Support-vector networks, Machine Learning 20, 1995, 273-297; Rosasco
    et al., Are loss functions all the same?, Neural Computation 16(5), 2004, 1063-1076.
    """

    name: ClassVar[str] = "hinge"
    needed: ClassVar[float] = 1.0

    @staticmethod
    def _counts(missing):
        return missing > 0
