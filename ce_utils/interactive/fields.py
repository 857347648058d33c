"""What a reader can set in a figure: as dicts that `state.js` and `controls.js` read.

Each has a `label`, a first `value`, and limits that links from outside are held to.
"""

from decimal import Decimal

from ce_utils.checks.kinds import check_choice, is_number

__all__ = ["check_between", "choice", "slider", "steps"]

MOST_DIGITS = 4


def check_between(value, name, low, high):
    """Return an argument as a float between two limits, which its control also has.

    Raises
    ------
    ValueError
        No number, or one beyond the limits.

    Examples
    --------
    >>> check_between(2, "weight", -2, 5)
    2.0
    """
    if not is_number(value) or not low <= value <= high:
        raise ValueError(
            f"{name} is {value!r:.60}: expected a number from {low} to {high}, which is as far as "
            "its slider goes; choose one of those."
        )
    return float(value)


def slider(label, *, low, high, step, value, control=True):
    """Return a field with a number between two limits.

    Parameters
    ----------
    label : str
        What stands above the slider.
    low, high : float
    step : float
        Of the slider. It, or the first value, decides how many decimal places values have: at
        most 4.
    value : float
        The first one, from low to high: see `check_between`.
    control : bool, default True
        Whether `addFields` makes a slider; False if the figure has its own way to set it.

    Returns
    -------
    dict
        Draw the still picture from its "value", which is rounded as the script will round.

    Examples
    --------
    >>> field = slider("logit z", low=-5, high=5, step=0.1, value=2)
    >>> field["digits"], field["value"]
    (1, 2.0)
    """
    digits = min(max(_places(step), _places(value)), MOST_DIGITS)
    limits = {"min": low, "max": high, "step": step, "digits": digits}
    return {"label": label, **limits, "value": round(float(value), digits), "control": control}


def _places(value):
    return max(0, -Decimal(repr(float(value))).normalize().as_tuple().exponent)


def steps(label, values, value):
    """Return a field with one of some numbers, for example evenly spaced in their logarithm.

    Parameters
    ----------
    label : str
    values : sequence of float
        Increasing.
    value : float
        The first one, within the others: see `check_between`. It joins them if it is new.

    Returns
    -------
    dict

    Examples
    --------
    >>> steps("rate", [0.1, 1.0, 10.0], 0.15)["values"]
    [0.1, 0.15, 1.0, 10.0]
    """
    return {"label": label, "values": sorted({*values, value}), "value": value}


def choice(label, options, value):
    """Return a field with one of some words.

    Parameters
    ----------
    label : str
        What stands above the radio buttons.
    options : sequence of (str, str)
        The word that stands in a link (letters, digits and hyphens), and the text to be read.
    value : str
        The first word chosen.

    Returns
    -------
    dict

    Raises
    ------
    ValueError
        A value that is none of the words.

    Examples
    --------
    >>> choice("unit", [("bits", "bits"), ("nats", "nats")], "nats")["value"]
    'nats'
    """
    check_choice(value, label, [word for word, _ in options])
    return {"label": label, "options": [list(pair) for pair in options], "value": value}
