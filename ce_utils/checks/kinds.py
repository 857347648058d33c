"""Checks of what an argument is at all: an array, a whole number, one of a few words, a thing.

They come before every other check, so that a list, a text or None in the wrong place is met
by a ``ValueError`` in our words, and not by an error from deep inside NumPy.
"""

import operator
import os
from numbers import Integral, Real
from pathlib import Path
from typing import get_args

import numpy as np

__all__ = [
    "as_array",
    "as_generator",
    "as_path",
    "as_whole_number",
    "check_choice",
    "check_kind",
    "is_number",
]


def as_array(values, name):
    """Return ``numpy.asarray(values)``, refusing what is ragged.

    Raises
    ------
    ValueError
        Rows of different lengths, or an object that makes no array.

    Examples
    --------
    >>> as_array([[1, 2], [3, 4]], "x").shape
    (2, 2)
    """
    try:
        return np.asarray(values)
    except (TypeError, ValueError):
        raise ValueError(
            f"{name} makes no array: expected rows of one length; fill up short rows, or pass "
            "them one by one."
        ) from None


def as_path(value, name):
    """Return `value` as a `Path`.

    Raises
    ------
    ValueError
        Neither a text nor a path.

    Examples
    --------
    >>> as_path("a/b", "folder").name
    'b'
    """
    check_kind(value, name, str | os.PathLike, "leave it out for what comes with the package")
    return Path(os.fsdecode(value))


def as_whole_number(value, name, *, least=0, most=None):
    """Return `value` as a Python integer within bounds.

    Raises
    ------
    ValueError
        No whole number (2.0 and True are none), or one below `least` or above `most`.

    Examples
    --------
    >>> as_whole_number(np.int8(3), "n_classes", least=1)
    3
    """
    whole = isinstance(value, Integral) and not isinstance(value, bool | np.timedelta64)
    if not whole or value < least or (most is not None and value > most):
        bounds = f"{least} or more" if most is None else f"from {least} to {most}"
        raise ValueError(f"{name} is {value!r}: expected a whole number, {bounds}.")
    return operator.index(value)


def is_number(value):
    """Whether `value` is one real number, NumPy's included; NaN is not one.

    Examples
    --------
    >>> is_number(np.float32(0.5)), is_number("0.5"), is_number(float("nan"))
    (True, False, False)
    """
    if isinstance(value, np.ndarray) and value.ndim == 0:
        value = value[()]
    real = isinstance(value, Real) and not isinstance(value, np.timedelta64)
    return real and bool(value == value)


def as_generator(seed, name="seed"):
    """Return ``numpy.random.default_rng(seed)``.

    Raises
    ------
    ValueError
        A seed that NumPy does not take: a negative number, a text, ….

    Examples
    --------
    >>> as_generator(0).integers(10, size=3).tolist()
    [8, 6, 5]
    """
    try:
        return np.random.default_rng(seed)
    except (TypeError, ValueError) as error:
        raise ValueError(
            f"{name} is {seed!r:.60}: expected a whole number, 0 or more, or a generator of NumPy "
            f"({error})."
        ) from None


def check_choice(value, name, choices, mend=""):
    """Return `value` if it is one of these words.

    Raises
    ------
    ValueError
        It is none of them; `mend` ends the message.

    Examples
    --------
    >>> check_choice("sum", "reduction", ("sum", "mean"))
    'sum'
    """
    if not isinstance(value, str) or value not in choices:
        words = ", ".join(choices)
        raise ValueError(f"{name} is {value!r}: expected one of {words}{mend and f'; {mend}'}.")
    return value


def check_kind(value, name, kind, mend):
    """Return `value` if it is a `kind`: a class, or several as ``int | float``.

    Raises
    ------
    ValueError
        It is something else; `mend` ends the message.

    Examples
    --------
    >>> check_kind(b"abc", "stream", bytes, "pass what encode returned")
    b'abc'
    """
    if not isinstance(value, kind):
        expected = " or ".join(each.__name__ for each in _classes(kind))
        raise ValueError(
            f"{name} is {value!r:.60} ({type(value).__name__}): expected {expected}; {mend}."
        )
    return value


def _classes(kind):
    return get_args(kind) or (kind,)
