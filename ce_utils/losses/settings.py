"""Checks of the settings that some losses have: exponents, factors and shares."""

import math
from numbers import Real

__all__ = ["check_factor", "check_share"]


def check_factor(value, name, mend):
    """Return a setting as a finite float, 0 or more.

    Parameters
    ----------
    value : float
    name : str
        Of the setting, for the message.
    mend : str
        What to do instead, the end of the message.

    Returns
    -------
    float

    Raises
    ------
    ValueError
        No number, NaN, infinity or a negative number.

    Examples
    --------
    >>> check_factor(2, "gamma", "take 0 for no focus")
    2.0
    """
    if not (isinstance(value, Real) and 0 <= value < math.inf):
        raise ValueError(f"{name} is {value!r}: expected one finite number, 0 or more; {mend}.")
    return float(value)


def check_share(value, name, mend, *, ends):
    """Return a setting as a float between 0 and 1.

    Parameters
    ----------
    value : float
    name : str
        Of the setting, for the message.
    mend : str
        What to do instead, the end of the message.
    ends : bool
        Whether 0 and 1 themselves pass.

    Returns
    -------
    float

    Raises
    ------
    ValueError
        No number, NaN or a number outside.

    Examples
    --------
    >>> check_share(0.25, "alpha", "leave it out for no balance", ends=True)
    0.25
    """
    inside = isinstance(value, Real) and 0 <= value <= 1
    if not inside or (not ends and value in (0, 1)):
        expected = "one number in [0, 1]" if ends else "one number between 0 and 1, neither of them"
        raise ValueError(f"{name} is {value!r}: expected {expected}; {mend}.")
    return float(value)
