"""Checks of what has classes: logits, distributions and labels.

Logits and distributions are returned as float64 with the class axis last and contiguous,
because NumPy sums pairwise only along such an axis.
"""

import operator

import numpy as np

from ce_utils.checks.arguments import as_floating, check_axis, check_dtype, first
from ce_utils.checks.kinds import as_array

__all__ = [
    "check_distribution",
    "check_labels",
    "check_logits",
    "check_logits_form",
    "distribution_tolerance",
]


def check_logits_form(logits, axis=-1):
    """Return logits as an array of its own dtype, and the result's dtype; see `check_logits`.

    The numbers are not looked at.

    Parameters
    ----------
    logits : array_like, any shape with a class axis, float16/32/64 or integer
        At least one class along `axis`.
    axis : int, default -1
        The class axis.

    Returns
    -------
    array : ndarray, shape and dtype of `logits`
        The same numbers, in nats.
    dtype : dtype
        float16, float32 or float64.

    Raises
    ------
    ValueError
        Another dtype, no such axis, or no class along it.
    """
    array, dtype = check_dtype(logits, "logits")
    axis = check_axis(axis, array.ndim, "logits")
    if array.shape[axis] == 0:
        raise ValueError(
            f"logits has shape {array.shape}, with no class along axis {axis}: expected at "
            "least one; check how the array was cut."
        )
    return array, dtype


def check_logits(logits, axis=-1, *, need_possible=True):
    """Return logits as float64 with the class axis moved last, and the result's dtype.

    Parameters
    ----------
    logits : array_like, any shape with a class axis, float16/32/64 or integer
        Finite numbers, or -inf for an impossible class.
    axis : int, default -1
        The class axis.
    need_possible : bool, default True
        Whether to refuse a row that is -inf throughout, for which softmax is 0/0.

    Returns
    -------
    array : ndarray, shape (..., C), float64
        In nats, contiguous along the classes.
    dtype : dtype
        float16, float32 or float64.

    Raises
    ------
    ValueError
        NaN, +inf, an impossible row, or what `check_logits_form` refuses.
    """
    array, dtype = check_logits_form(logits, axis)
    wide, _ = as_floating(array, "logits")
    wide = np.ascontiguousarray(np.moveaxis(wide, axis, -1))
    if np.isposinf(wide).any():
        raise ValueError(
            f"logits has +inf at index {first(np.isposinf(wide))} (class axis last): expected "
            "finite numbers or -inf; a certain class is written with -inf for all the others."
        )
    if need_possible:
        _refuse_impossible_rows(wide)
    return wide, dtype


def _refuse_impossible_rows(logits):
    impossible = np.isneginf(logits).all(axis=-1)
    if impossible.any():
        raise ValueError(
            f"logits is -inf for every class at index {first(impossible)}: expected at least one "
            "finite logit per example; softmax would be 0/0."
        )


def distribution_tolerance(n_classes, dtype):
    """How far from 1 a distribution may sum: ``max(1e-6, 4 C eps)``.

    Rounding C probabilities to a dtype moves their sum by at most C eps / 2; the factor
    leaves room for the arithmetic that made them, and 1e-6 for numbers typed by hand.

    Parameters
    ----------
    n_classes : int
        C, the number of probabilities.
    dtype : dtype
        In which they were given; eps is its machine epsilon.

    Returns
    -------
    float
        A sum of probabilities, so a pure number.
    """
    return max(1e-6, 4 * n_classes * float(np.finfo(dtype).eps))


def check_distribution(probs, name, axis=-1):
    """Return distributions as float64 with the class axis moved last, and the result's dtype.

    They are not renormalised.

    Parameters
    ----------
    probs : array_like, any shape with a class axis, float16/32/64 or integer
        Non-negative, with sum 1 along `axis` within `distribution_tolerance`.
    name : str
        What messages call it.
    axis : int, default -1
        The class axis.

    Returns
    -------
    array : ndarray, shape (..., C), float64
        Probabilities, contiguous along the classes.
    dtype : dtype
        float16, float32 or float64.

    Raises
    ------
    ValueError
        NaN, a negative value, another sum, another dtype, or no such axis.
    """
    wide, dtype = as_floating(probs, name)
    axis = check_axis(axis, wide.ndim, name)
    wide = np.ascontiguousarray(np.moveaxis(wide, axis, -1))
    if (wide < 0).any():
        index = first(wide < 0)
        raise ValueError(
            f"{name} is {wide[index]:g} at index {index} (class axis last): expected "
            "probabilities, none negative; if these are logits, pass them through softmax first."
        )
    total = wide.sum(axis=-1)
    off = ~(np.abs(total - 1) <= distribution_tolerance(wide.shape[-1], dtype))
    if off.any():
        raise ValueError(
            f"{name} sums to {total[first(off)]:.9g} along the class axis at index {first(off)}: "
            f"expected 1; divide by {name}.sum(axis={axis}, keepdims=True), or check the axis."
        )
    return wide, dtype


def check_labels(labels, n_classes, ignore_index=None):
    """Return integer labels as int64.

    Parameters
    ----------
    labels : array_like of int, any shape
        Each in [0, n_classes), or equal to `ignore_index`.
    n_classes : int
        How many classes there are.
    ignore_index : int, optional
        A label that marks what does not count.

    Returns
    -------
    ndarray, shape of `labels`, int64
        The same labels.

    Raises
    ------
    ValueError
        No integers, or a label that is out of range.
    """
    array = as_array(labels, "labels")
    if array.size == 0 and array.dtype == np.float64:  # numpy.asarray([]) is float64
        array = array.astype(np.int64)
    if array.dtype.kind not in "iu":
        raise ValueError(
            f"labels has dtype {array.dtype}: expected integers; convert with labels.astype(int), "
            "or pass targets of the logits' shape."
        )
    ignored = _whole_or_none(ignore_index)
    wide = array.astype(np.int64)
    if (wide.view(np.uint64) < n_classes).all():  # a negative label is huge without its sign
        return wide
    outside = (array < 0) | (array >= n_classes)
    if ignored is not None:
        outside &= wide != ignored
    if outside.any():
        raise ValueError(
            f"labels has {array[first(outside)]} at index {first(outside)}: expected integers "
            f"from 0 to {n_classes - 1} or ignore_index ({ignore_index}); count classes from 0."
        )
    return wide


def _whole_or_none(ignore_index):
    try:
        return None if ignore_index is None else operator.index(ignore_index)
    except TypeError:
        raise ValueError(
            f"ignore_index is {ignore_index!r}: expected one integer; or None to ignore nothing."
        ) from None
