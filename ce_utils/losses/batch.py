"""The checked arguments of a loss in one form, and labels written as targets."""

from dataclasses import dataclass

import numpy as np

from ce_utils.checks import check_labels

__all__ = ["Batch", "indicator", "one_hot"]


def one_hot(labels, n_classes, dtype=np.float64):
    """Write integer labels as targets: 1 at the label, 0 elsewhere.

    Parameters
    ----------
    labels : array_like of int, any shape, each in [0, n_classes)
    n_classes : int
    dtype : dtype, default float64

    Returns
    -------
    ndarray, shape ``labels.shape + (n_classes,)``

    Raises
    ------
    ValueError
        A label that is no integer or out of range.

    Examples
    --------
    >>> one_hot([2, 0], 3).tolist()
    [[0.0, 0.0, 1.0], [1.0, 0.0, 0.0]]
    """
    return indicator(check_labels(labels, n_classes), n_classes).astype(dtype)


def indicator(labels, n_classes):
    """Return `one_hot` of checked labels as booleans; an ignored label gives a row of False."""
    return labels[..., None] == np.arange(n_classes)


@dataclass(frozen=True)
class Batch:
    """Checked arguments in the form that the kernels take."""

    logits: np.ndarray  # (..., C) float64
    targets: np.ndarray  # (..., C) float64, smoothed
    weight: np.ndarray | None  # (C,) float64
    labels: np.ndarray | None  # (...,) int64, None where targets were given
    kept: np.ndarray  # (...,) bool, False where the label is ignored
    dtype: np.dtype  # of the result
