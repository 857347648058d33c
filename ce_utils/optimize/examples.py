"""Checks of what a regression is fitted to: the design, the targets, the penalty."""

from numbers import Integral

import numpy as np

from ce_utils.checks import as_floating, check_distribution, check_labels, check_unit_interval
from ce_utils.checks.kinds import as_array

__all__ = ["check_count", "check_design", "check_finite", "check_penalty", "check_targets"]


def check_finite(values, name):
    """Return `values` as float64, refusing NaN and infinities."""
    wide, _ = as_floating(values, name)
    if np.isinf(wide).any():
        index = tuple(int(i) for i in np.argwhere(np.isinf(wide))[0])
        raise ValueError(
            f"{name} is {wide[index]:g} at index {index}: expected finite numbers; "
            "leave out that example, or bound its value."
        )
    return wide


def check_count(number, name):
    """Return `number` as an integer, 0 or more."""
    if isinstance(number, bool) or not isinstance(number, Integral) or number < 0:
        raise ValueError(f"{name} is {number!r}: expected a whole number, 0 or more.")
    return int(number)


def check_design(design):
    """Return the design as float64 of shape (n_examples, n_columns), neither of them zero."""
    wide = check_finite(design, "design")
    if wide.ndim != 2 or 0 in wide.shape:
        raise ValueError(
            f"design has shape {wide.shape}: expected (n_examples, n_columns), at least one of "
            "each; write a single column as design[:, None]."
        )
    return wide


def check_penalty(l2, n_columns):
    """Return the penalty as float64 of shape (n_columns,), none of it negative."""
    wide = check_finite(l2, "l2")
    if wide.shape not in ((), (n_columns,)):
        raise ValueError(
            f"l2 has shape {wide.shape}: expected one number, or ({n_columns},), one per column "
            "of the design; write 0 for a column without a penalty."
        )
    if (wide < 0).any():
        raise ValueError(
            f"l2 has {wide.min():g}: expected 0 or more; a negative penalty rewards large weights."
        )
    return np.array(np.broadcast_to(wide, (n_columns,)))


def check_targets(targets, n_examples, link, n_classes=None):
    """Return targets as float64: (n_examples,) for sigmoids, (n_examples, C) for softmax."""
    given = as_array(targets, "targets")
    if given.shape[:1] != (n_examples,) or given.ndim > (1 if link == "sigmoid" else 2):
        softmax = f" labels or ({n_examples}, n_classes) distributions"
        raise ValueError(
            f"targets has shape {given.shape}: expected ({n_examples},)"
            f"{softmax if link == 'softmax' else ''}, because design has {n_examples} rows; "
            "give one target per row."
        )
    if link == "sigmoid":
        return _sigmoid_targets(given, n_classes)
    return _distributions(given, n_classes) if given.ndim == 2 else _indicators(given, n_classes)


def _sigmoid_targets(given, n_classes):
    if n_classes is not None:
        raise ValueError(
            f"n_classes is {n_classes}, and the loss is of sigmoids: expected None; "
            "a softmax loss tells classes apart."
        )
    if given.dtype.kind in "iu" and given.max() > 1:
        raise ValueError(
            f"targets has the integer {given.max()}, and the loss is of sigmoids: expected 0, 1 "
            "or numbers between; for more than two classes pass a softmax loss."
        )
    return check_unit_interval(given, "targets")[0].copy()


def _distributions(given, n_classes):
    if given.shape[1] != _class_count(given.shape[1] if n_classes is None else n_classes):
        raise ValueError(
            f"targets has shape {given.shape}, and n_classes is {n_classes}: expected "
            f"{n_classes} columns; leave n_classes out, the columns tell it."
        )
    return check_distribution(given, "targets")[0].copy()


def _indicators(labels, n_classes):
    if n_classes is None:
        n_classes = int(check_labels(labels, np.iinfo(np.int64).max).max()) + 1
    return np.eye(_class_count(n_classes))[check_labels(labels, n_classes)]


def _class_count(n_classes):
    count = check_count(n_classes, "n_classes")
    if count < 2:
        raise ValueError(
            f"n_classes is {count}: expected 2 or more; pass n_classes where some class has no "
            "example, and take a sigmoid loss for one output."
        )
    return count
