"""Balanced sigmoid cross-entropy: the rare answer weighs as much as the common one."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from ce_utils.checks import check_unit_interval
from ce_utils.losses.settings import check_share
from ce_utils.losses.weighted_sigmoid_cross_entropy import TwoFactorCrossEntropy

__all__ = ["BalancedSigmoidCrossEntropy"]

MEND = "with positives alone or negatives alone there is nothing to balance"


@dataclass(frozen=True)
class BalancedSigmoidCrossEntropy(TwoFactorCrossEntropy):
    r"""Sigmoid cross-entropy whose terms weigh the share of the opposite answer.

    With :math:`a_k = \sigma(z_k)` and the share :math:`\pi` of positives,

    .. math::

        L = -\sum_k w_k \bigl[ (1 - \pi)\, t_k \log a_k + \pi (1 - t_k) \log(1 - a_k) \bigr]

    It is `WeightedSigmoidCrossEntropy` with the factors :math:`1 - \pi` and :math:`\pi`,
    where gradient and Hessian are written down. Over examples of which :math:`\pi` are
    positive both answers weigh :math:`\pi (1 - \pi)`: the constant answer of least cost is
    1/2, whatever :math:`\pi`. Half the examples positive: half the plain cross-entropy.

    Parameters
    ----------
    positive_share : float, default 0.5
        :math:`\pi`, between 0 and 1, neither of them. `of` counts it.

    Raises
    ------
    ValueError
        A share that is 0, 1, outside of [0, 1], NaN or no number.

    Notes
    -----
    The arguments are those of `SigmoidCrossEntropy`. Exact to about 4 ulp, as the weighted
    one; :math:`1 - \pi` is rounded once, when the factors are made.

    Examples
    --------
    >>> import numpy as np
    >>> loss = BalancedSigmoidCrossEntropy.of([[1], [0], [0], [0]])
    >>> loss
    BalancedSigmoidCrossEntropy(positive_share=0.25)
    >>> loss.gradient(np.zeros((4, 1)), [[1], [0], [0], [0]], reduction="sum").ravel().tolist()
    [-0.375, 0.125, 0.125, 0.125]

    References
    ----------
    Xie and Tu, Holistically-nested edge detection, ICCV 2015, equation 2
    (doi:10.1109/ICCV.2015.164), where :math:`\beta = 1 - \pi`, counted for each image; Pan et
    al., IEEE Access 7, 2019 (doi:10.1109/ACCESS.2019.2958825), for vessels in angiographies.
    """

    name: ClassVar[str] = "balanced sigmoid cross-entropy"
    positive_share: float = 0.5

    def __post_init__(self):
        """Check the share and keep it as a float."""
        share = check_share(self.positive_share, "positive_share", MEND, ends=False)
        object.__setattr__(self, "positive_share", share)

    @property
    def factors(self):
        """``(1 - positive_share, positive_share)``."""
        return 1.0 - self.positive_share, self.positive_share

    @classmethod
    def of(cls, targets):
        """Make the loss that balances these targets.

        Parameters
        ----------
        targets : array_like of float, any shape, each in [0, 1]
            Of one image, a batch or a whole training set. Soft targets count as they are.

        Returns
        -------
        BalancedSigmoidCrossEntropy
            Its share is the mean of the targets.

        Raises
        ------
        ValueError
            No targets, NaN, a target outside of [0, 1], or all of them 0 or all of them 1.

        Examples
        --------
        >>> BalancedSigmoidCrossEntropy.of([0, 1, 1, 1]).factors
        (0.25, 0.75)
        """
        wide, _ = check_unit_interval(targets, "targets")
        share = float(wide.mean()) if wide.size else np.nan
        if not 0 < share < 1:
            raise ValueError(
                f"targets has {wide.size} numbers and mean {share:g}: expected a mean between 0 "
                f"and 1; {MEND}: take SigmoidCrossEntropy, or a share from the whole training set."
            )
        return cls(positive_share=share)
