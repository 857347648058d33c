"""The perceptron's cost: a wrong answer costs its score, a right one nothing."""

from dataclasses import dataclass
from typing import ClassVar

from ce_utils.losses.margin import YesNoMarginLoss

__all__ = ["Perceptron"]


@dataclass(frozen=True)
class Perceptron(YesNoMarginLoss):
    r"""Perceptron cost: by how much the answer is wrong, summed over the outputs.

    With the margin :math:`m_k = (2 t_k - 1) z_k` of a hard target,

    .. math::

        L = \sum_k w_k \max(0, -m_k), \qquad
        \frac{\partial L}{\partial z_k} = -w_k (2 t_k - 1) \text{ where } m_k \le 0,
        \text{ else } 0

    A soft target averages the costs of "yes" and "no":
    :math:`t \max(0, -z) + (1 - t) \max(0, z)`.

    Domain of the targets: each in [0, 1]. Domain of the scores: finite, or -inf for an
    output that is surely off. `Loss.value` lists the arguments, `SigmoidLoss` what the mean
    divides by. The cost is in units of the score.

    Notes
    -----
    At the kink, m = 0, the slope is that of a mistake, as in Rosenblatt's rule: otherwise
    weights of zero, which cost nothing, would never learn. The Hessian is 0. The scores are
    no log-odds, and `link` is 'none'. Exact for a hard target, but for the sum.

    Examples
    --------
    >>> loss = Perceptron()
    >>> loss.value([[0.5], [-2.0], [0.0]], [[1], [1], [1]], reduction="none").tolist()
    [0.0, 2.0, 0.0]
    >>> loss.gradient([[0.5], [0.0]], [[1], [1]], reduction="sum").tolist()
    [[0.0], [-1.0]]

    References
    ----------
    Rosenblatt, The perceptron, Psychological Review 65(6), 1958, 386-408
    (doi:10.1037/h0042519); Bishop, Pattern Recognition and Machine Learning, 2006, section
    4.1.7, equation 4.54.
    """

    name: ClassVar[str] = "perceptron"
    needed: ClassVar[float] = 0.0

    @staticmethod
    def _counts(missing):
        return missing >= 0
