"""Argument checks that say what came, what was expected and how to mend it.

Every check returns its argument in the form that the arithmetic wants (float64, last
axis contiguous, because NumPy sums pairwise only along such an axis), or raises a
``ValueError`` with three parts: what came, what was expected, how to mend it.
"""

import operator

import numpy as np

from ce_utils.checks.kinds import as_array, check_choice, is_number

__all__ = [
    "as_floating",
    "check_axis",
    "check_distribution",
    "check_dtype",
    "check_fraction",
    "check_labels",
    "check_logits",
    "check_logits_form",
    "check_reduction",
    "check_unit_interval",
    "check_weight",
    "distribution_tolerance",
]

FLOATS = (np.float16, np.float32, np.float64)
REDUCTIONS = ("none", "sum", "mean")


def _first(mask):
    """Index of the first true entry, as a tuple of Python integers, for an error message."""
    return tuple(int(i) for i in np.argwhere(mask)[0])


def check_dtype(values, name):
    """Return `values` as an array of its own dtype, and the dtype that the result must have.

    Integers and booleans are taken as float64. Raises ``ValueError`` for every dtype but
    these and float16, float32, float64. The numbers are not looked at.
    """
    array = as_array(values, name)
    if array.dtype.type in FLOATS:
        return array, np.dtype(array.dtype.type)  # in the machine's byte order
    if array.dtype.kind not in "biu":
        raise ValueError(
            f"{name} has dtype {array.dtype}: expected float16, float32, float64 or integers; "
            f"convert with numpy.asarray({name}, dtype=float)."
        )
    return array, np.dtype(np.float64)


def as_floating(values, name):
    """Return `values` as a float64 array, and the dtype that the result must have.

    float16 and float32 are widened, which is exact, so that a result is rounded once, at
    the end. Integers and booleans are taken as float64. Raises ``ValueError`` for NaN and
    for every other dtype.
    """
    array, dtype = check_dtype(values, name)
    wide = np.asarray(array, dtype=np.float64, order="C")
    if np.isnan(wide).any():
        raise ValueError(
            f"{name} has NaN at index {_first(np.isnan(wide))}: expected numbers; "
            "look for 0/0 or inf - inf where it was computed."
        )
    return wide, dtype


def check_axis(axis, n_dimensions, name):
    """Return `axis` as a non-negative integer below `n_dimensions`."""
    try:
        index = operator.index(axis)
    except TypeError:
        raise ValueError(f"axis is {axis!r}: expected one integer.") from None
    if not -n_dimensions <= index < n_dimensions:
        raise ValueError(
            f"axis is {index}, but {name} has {n_dimensions} axes: expected "
            f"{-n_dimensions} <= axis < {n_dimensions}; a single number has no class axis."
        )
    return index % n_dimensions


def check_logits_form(logits, axis=-1):
    """Return logits as an array of its own dtype, and the result's dtype; see `check_logits`.

    There must be a class axis, and a class along it. The numbers are not looked at.
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

    Finite numbers and -inf (an impossible class) pass. ``need_possible`` refuses a row
    that is -inf throughout, for which softmax is 0/0.
    """
    array, dtype = check_logits_form(logits, axis)
    wide, _ = as_floating(array, "logits")
    wide = np.ascontiguousarray(np.moveaxis(wide, axis, -1))
    if np.isposinf(wide).any():
        raise ValueError(
            f"logits has +inf at index {_first(np.isposinf(wide))} (class axis last): expected "
            "finite numbers or -inf; a certain class is written with -inf for all the others."
        )
    if need_possible:
        _refuse_impossible_rows(wide)
    return wide, dtype


def _refuse_impossible_rows(logits):
    impossible = np.isneginf(logits).all(axis=-1)
    if impossible.any():
        raise ValueError(
            f"logits is -inf for every class at index {_first(impossible)}: expected at least one "
            "finite logit per example; softmax would be 0/0."
        )


def distribution_tolerance(n_classes, dtype):
    """How far from 1 a distribution may sum: ``max(1e-6, 4 C eps)``.

    Rounding C probabilities to a dtype moves their sum by at most C eps / 2; the factor
    leaves room for the arithmetic that made them, and 1e-6 for numbers typed by hand.
    """
    return max(1e-6, 4 * n_classes * float(np.finfo(dtype).eps))


def check_unit_interval(values, name):
    """Return `values` as float64 in [0, 1], and the result's dtype."""
    wide, dtype = as_floating(values, name)
    outside = (wide < 0) | (wide > 1)
    if outside.any():
        index = _first(outside)
        raise ValueError(
            f"{name} is {wide[index]:g} at index {index}: expected values in [0, 1]; if these are "
            "logits, pass them through softmax or sigmoid first."
        )
    return wide, dtype


def check_distribution(probs, name, axis=-1):
    """Return distributions as float64 with the class axis moved last, and the result's dtype.

    Along `axis` the values must be non-negative and sum to 1 within
    `distribution_tolerance`. They are not renormalised.
    """
    wide, dtype = as_floating(probs, name)
    axis = check_axis(axis, wide.ndim, name)
    wide = np.ascontiguousarray(np.moveaxis(wide, axis, -1))
    if (wide < 0).any():
        index = _first(wide < 0)
        raise ValueError(
            f"{name} is {wide[index]:g} at index {index} (class axis last): expected "
            "probabilities, none negative; if these are logits, pass them through softmax first."
        )
    total = wide.sum(axis=-1)
    off = ~(np.abs(total - 1) <= distribution_tolerance(wide.shape[-1], dtype))
    if off.any():
        raise ValueError(
            f"{name} sums to {total[_first(off)]:.9g} along the class axis at index {_first(off)}: "
            f"expected 1; divide by {name}.sum(axis={axis}, keepdims=True), or check the axis."
        )
    return wide, dtype


def check_labels(labels, n_classes, ignore_index=None):
    """Return integer labels as int64; each is in [0, n_classes) or equal to `ignore_index`."""
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
            f"labels has {array[_first(outside)]} at index {_first(outside)}: expected integers "
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


def check_weight(weight, n_classes):
    """Return class weights as float64 of shape (n_classes,), or None if none were given."""
    if weight is None:
        return None
    wide, _ = as_floating(weight, "weight")
    if wide.shape != (n_classes,):
        raise ValueError(
            f"weight has shape {wide.shape}: expected ({n_classes},), one weight per class; "
            "to weigh examples, use reduction='none' and multiply."
        )
    bad = (wide < 0) | np.isinf(wide)
    if bad.any():
        raise ValueError(
            f"weight is {wide[_first(bad)]:g} at index {_first(bad)}: expected finite numbers, "
            "none negative; a class that must not count has weight 0."
        )
    return wide


def check_fraction(value, name):
    """Return `value` as a Python float in [0, 1]."""
    if not is_number(value) or not 0 <= value <= 1:
        raise ValueError(f"{name} is {value!r}: expected one number in [0, 1].")
    return float(value)


def check_reduction(reduction):
    """Return `reduction` if it is one of 'none', 'sum', 'mean'."""
    return check_choice(reduction, "reduction", REDUCTIONS)
