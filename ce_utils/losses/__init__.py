"""Costs on logits, one per file, and the registry that finds them by name.

>>> print(*LOSSES, sep="; ")  # doctest: +NORMALIZE_WHITESPACE
quadratic; sigmoid cross-entropy; weighted sigmoid cross-entropy; balanced sigmoid cross-entropy;
focal; softmax cross-entropy; hinge; perceptron; multiclass hinge
"""

from ce_utils.losses.balanced_sigmoid_cross_entropy import BalancedSigmoidCrossEntropy
from ce_utils.losses.base import Loss, SigmoidLoss, SoftmaxLoss, one_hot
from ce_utils.losses.focal import Focal
from ce_utils.losses.hinge import Hinge
from ce_utils.losses.margin import MarginLoss
from ce_utils.losses.multiclass_hinge import MulticlassHinge
from ce_utils.losses.perceptron import Perceptron
from ce_utils.losses.quadratic import Quadratic
from ce_utils.losses.sigmoid_cross_entropy import SigmoidCrossEntropy
from ce_utils.losses.softmax_cross_entropy import SoftmaxCrossEntropy
from ce_utils.losses.weighted_sigmoid_cross_entropy import (
    TwoFactorCrossEntropy,
    WeightedSigmoidCrossEntropy,
)

__all__ = [
    "LOSSES",
    "BalancedSigmoidCrossEntropy",
    "Focal",
    "Hinge",
    "Loss",
    "MarginLoss",
    "MulticlassHinge",
    "Perceptron",
    "Quadratic",
    "SigmoidCrossEntropy",
    "SigmoidLoss",
    "SoftmaxCrossEntropy",
    "SoftmaxLoss",
    "TwoFactorCrossEntropy",
    "WeightedSigmoidCrossEntropy",
    "get_loss",
    "one_hot",
]

#: The losses by name: a mapping of str to class. `get_loss` makes one of them.
LOSSES = {
    loss.name: loss
    for loss in (
        Quadratic,
        SigmoidCrossEntropy,
        WeightedSigmoidCrossEntropy,
        BalancedSigmoidCrossEntropy,
        Focal,
        SoftmaxCrossEntropy,
        Hinge,
        Perceptron,
        MulticlassHinge,
    )
}


def get_loss(name, **settings):
    """Make the loss of that name.

    Parameters
    ----------
    name : str
        A key of `LOSSES`.
    **settings : float
        Settings of the loss, if it has any, as in its class.

    Returns
    -------
    Loss
        Its `name` is the one given.

    Raises
    ------
    ValueError
        No loss of that name, or a setting out of its range.

    Examples
    --------
    >>> get_loss("focal", gamma=1.0)
    Focal(gamma=1.0, alpha=None)
    """
    if not isinstance(name, str) or name not in LOSSES:
        raise ValueError(f"name is {name!r}: expected one of {', '.join(sorted(LOSSES))}.")
    return LOSSES[name](**settings)
