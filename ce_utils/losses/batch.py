"""The arguments of a loss in one form, and labels written as targets."""

import operator
from dataclasses import dataclass

import numpy as np

from ce_utils.checks import check_labels
from ce_utils.checks.kinds import as_whole_number

__all__ = ["Batch", "indicator", "labels_and_kept", "one_hot"]


def one_hot(labels, n_classes, dtype=np.float64):
    """Write integer labels as targets: 1 at the label, 0 elsewhere.

    Parameters
    ----------
    labels : array_like of int, any shape, each in [0, n_classes)
        The right class of each example.
    n_classes : int
        Length of the last axis of the targets.
    dtype : dtype, default float64
        Of the targets: real or boolean.

    Returns
    -------
    ndarray, shape ``labels.shape + (n_classes,)``, dtype as given
        Probabilities, each 0 or 1.

    Raises
    ------
    ValueError
        A label that is no integer or out of range, no class, or a dtype of no real numbers.

    Examples
    --------
    >>> one_hot([2, 0], 3).tolist()
    [[0.0, 0.0, 1.0], [1.0, 0.0, 0.0]]
    """
    n_classes = as_whole_number(n_classes, "n_classes", least=1)
    return indicator(check_labels(labels, n_classes), n_classes).astype(_real(dtype))


def _real(dtype):
    """Return `dtype` as one of NumPy's real or boolean dtypes."""
    try:
        found = np.dtype(dtype)
    except (TypeError, ValueError, SyntaxError):
        found = None
    if found is None or found.kind not in "biuf":
        raise ValueError(f"dtype is {dtype!r:.60}: expected one of real numbers, as numpy.float32.")
    return found


def indicator(labels, n_classes):
    """Return `one_hot` of checked labels as booleans."""
    return labels[..., None] == np.arange(n_classes)


def labels_and_kept(labels, n_classes, ignore_index):
    """Return labels (N,), 0 where ignored, and which examples count; None if all do."""
    labels = check_labels(labels, n_classes, ignore_index).reshape(-1)
    if ignore_index is None:
        return labels, None
    kept = labels != operator.index(ignore_index)
    return (labels, None) if kept.all() else (np.where(kept, labels, 0), kept)


@dataclass(slots=True)
class Batch:
    """The arguments of a loss, one row per example, in the dtype they came in.

    Shapes and labels are checked. The numbers in logits and targets are checked where a
    block of rows is read, so that no second array of their size is ever made.
    """

    shape: tuple  # of the logits as they came, (..., C)
    logits: np.ndarray  # (N, C)
    targets: np.ndarray | None  # (N, C), None where labels were given
    labels: np.ndarray | None  # (N,) int64, 0 where ignored; None where targets were given
    kept: np.ndarray | None  # (N,) bool, False where the label is ignored; None: all count
    weight: np.ndarray | None  # (C,) float64
    smoothing: float
    goal: float  # where smoothing pulls every target
    dtype: np.dtype  # of the result

    @property
    def n_examples(self):
        """How many examples came."""
        return len(self.logits)

    @property
    def n_kept(self):
        """How many of them are not ignored."""
        return len(self.logits) if self.kept is None else int(self.kept.sum())

    @property
    def label_weights(self):
        """Factor on each example's cost, (N,) float64, 0 where ignored; None: all are 1."""
        if self.kept is None:
            return None if self.weight is None else self.weight[self.labels]
        return self.kept * (1.0 if self.weight is None else self.weight[self.labels])

    def logits_of(self, rows, check):
        """Logits of a slice of the rows, float64, checked by `check`."""
        return _checked(check, self.logits, rows, self.shape)

    def targets_of(self, rows, check):
        """Targets of a slice of the rows, float64, checked by `check`, then smoothed."""
        if self.targets is None:
            targets = indicator(self.labels[rows], self.shape[-1]).astype(np.float64)
        else:
            targets = _checked(check, self.targets, rows, self.shape)
        if self.smoothing:
            targets = (1 - self.smoothing) * targets + self.smoothing * self.goal
        return targets


def _checked(check, array, rows, shape):
    """Check some rows. Where they fail, the check of the whole array names the right index."""
    try:
        return check(array[rows])
    except ValueError:
        check(array.reshape(shape))
        raise
