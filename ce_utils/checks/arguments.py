"""Argument checks that say what came, what was expected and how to mend it.

Every check returns its argument in the form that the arithmetic wants, or raises a
``ValueError`` with three parts: what came, what was expected, how to mend it.
"""

import operator

import numpy as np

from ce_utils.checks.kinds import as_array, check_choice, is_number

__all__ = [
    "as_floating",
    "check_axis",
    "check_dtype",
    "check_fraction",
    "check_reduction",
    "check_unit_interval",
    "check_weight",
    "first",
]

FLOATS = (np.float16, np.float32, np.float64)
REDUCTIONS = ("none", "sum", "mean")


def first(mask):
    """Index of the first true entry, as a tuple of Python integers, for an error message."""
    return tuple(int(i) for i in np.argwhere(mask)[0])


def check_dtype(values, name):
    """Return `values` as an array of its own dtype, and the dtype that the result must have.

    Integers and booleans are taken as float64. The numbers are not looked at.

    Parameters
    ----------
    values : array_like, any shape, float16/32/64, integer or bool
        What a caller passed.
    name : str
        What messages call it.

    Returns
    -------
    array : ndarray, shape and dtype of `values`
        The same numbers, in the same unit.
    dtype : dtype
        float16, float32 or float64.

    Raises
    ------
    ValueError
        Any other dtype.
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
    the end. Takes the arguments of `check_dtype`.

    Returns
    -------
    array : ndarray, shape of `values`, float64
        The same numbers, in the same unit.
    dtype : dtype
        float16, float32 or float64.

    Raises
    ------
    ValueError
        NaN, or any other dtype.
    """
    array, dtype = check_dtype(values, name)
    wide = np.asarray(array, dtype=np.float64, order="C")
    if np.isnan(wide).any():
        raise ValueError(
            f"{name} has NaN at index {first(np.isnan(wide))}: expected numbers; "
            "look for 0/0 or inf - inf where it was computed."
        )
    return wide, dtype


def check_axis(axis, n_dimensions, name):
    """Return `axis` as a non-negative integer below `n_dimensions`.

    Parameters
    ----------
    axis : int
        A negative one counts from the last.
    n_dimensions : int
        How many axes the array has.
    name : str
        What messages call the array.

    Returns
    -------
    int
        The axis, counted from the first.

    Raises
    ------
    ValueError
        No integer, or no such axis.
    """
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


def check_unit_interval(values, name):
    """Return `values` as float64 in [0, 1], and the result's dtype.

    Takes the arguments of `check_dtype`.

    Returns
    -------
    array : ndarray, shape of `values`, float64
        Each in [0, 1].
    dtype : dtype
        float16, float32 or float64.

    Raises
    ------
    ValueError
        NaN, or a value outside [0, 1].
    """
    wide, dtype = as_floating(values, name)
    outside = (wide < 0) | (wide > 1)
    if outside.any():
        index = first(outside)
        raise ValueError(
            f"{name} is {wide[index]:g} at index {index}: expected values in [0, 1]; if these are "
            "logits, pass them through softmax or sigmoid first."
        )
    return wide, dtype


def check_weight(weight, n_classes):
    """Return class weights as float64, or None if none were given.

    Parameters
    ----------
    weight : array_like of float, shape (n_classes,), or None
        One factor for each class, finite and not negative.
    n_classes : int
        How many there must be.

    Returns
    -------
    ndarray, shape (n_classes,), float64, or None
        The factors, dimensionless.

    Raises
    ------
    ValueError
        Another shape, NaN, infinity or a negative weight.
    """
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
            f"weight is {wide[first(bad)]:g} at index {first(bad)}: expected finite numbers, "
            "none negative; a class that must not count has weight 0."
        )
    return wide


def check_fraction(value, name):
    """Return `value` as a Python float in [0, 1].

    Parameters
    ----------
    value : float
        What a caller passed.
    name : str
        What the message calls it.

    Returns
    -------
    float
        The same number, in [0, 1].

    Raises
    ------
    ValueError
        Anything else.
    """
    if not is_number(value) or not 0 <= value <= 1:
        raise ValueError(f"{name} is {value!r}: expected one number in [0, 1].")
    return float(value)


def check_reduction(reduction):
    """Return `reduction` if it is one of 'none', 'sum', 'mean'.

    Parameters
    ----------
    reduction : {'none', 'sum', 'mean'}
        What a caller passed.

    Returns
    -------
    str
        The same.

    Raises
    ------
    ValueError
        Anything else.
    """
    return check_choice(reduction, "reduction", REDUCTIONS)
