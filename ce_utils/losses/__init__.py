"""Costs on logits, one per file, and the registry that finds them by name.

>>> sorted(LOSSES)
['quadratic', 'sigmoid cross-entropy', 'softmax cross-entropy']
"""

from ce_utils.losses.base import Loss, SigmoidLoss, SoftmaxLoss, one_hot
from ce_utils.losses.quadratic import Quadratic
from ce_utils.losses.sigmoid_cross_entropy import SigmoidCrossEntropy
from ce_utils.losses.softmax_cross_entropy import SoftmaxCrossEntropy

__all__ = [
    "LOSSES",
    "Loss",
    "Quadratic",
    "SigmoidCrossEntropy",
    "SigmoidLoss",
    "SoftmaxCrossEntropy",
    "SoftmaxLoss",
    "get_loss",
    "one_hot",
]

LOSSES = {loss.name: loss for loss in (Quadratic, SigmoidCrossEntropy, SoftmaxCrossEntropy)}


def get_loss(name, **settings):
    """Make the loss of that name.

    Parameters
    ----------
    name : str
        A key of `LOSSES`.
    **settings
        Fields of the loss, if it has any.

    Returns
    -------
    Loss

    Raises
    ------
    ValueError
        No loss of that name.

    Examples
    --------
    >>> get_loss("quadratic")
    Quadratic()
    """
    if name not in LOSSES:
        raise ValueError(f"name is {name!r}: expected one of {', '.join(sorted(LOSSES))}.")
    return LOSSES[name](**settings)
