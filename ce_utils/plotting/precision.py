"""What rounding does to a formula: its relative error by the logit, and its slope's holes."""

from collections.abc import Mapping

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

__all__ = ["relative_error_curves", "slopes_with_holes"]

# The last route of a figure is the one to use, so it gets the solid line.
_FAILING = (
    {"color": "#D55E00", "linestyle": "--"},
    {"color": "#A6407C", "linestyle": ":"},
    {"color": "#5F5F5F", "linestyle": "-."},
    {"color": "#B8860B", "linestyle": (0, (6, 2, 1, 2, 1, 2))},
)
_SOUND = {"color": "#0072B2", "linestyle": "-"}
_NO_BIT = 0.5  # a relative error from here on leaves not one bit right
_TOP = 4.0
_CROSSES = 15  # more of them would run into a bar


def _styles(count):
    if not 1 <= count <= len(_FAILING) + 1:
        raise ValueError(f"{count} routes came; expected 1 to {len(_FAILING) + 1}.")
    return (*_FAILING[: count - 1], _SOUND)


def relative_error_curves(
    logits: ArrayLike, errors: Mapping[str, ArrayLike], *, unit_roundoff: float, ax: Axes
) -> Axes:
    r"""Draw the relative error of several routes to one loss, against the logit.

    .. math:: |\hat\ell(z) - \ell(z)| \,/\, |\ell(z)|

    Parameters
    ----------
    logits : array_like of float, shape (n_logits,)
        In increasing order; drawn on a scale that is linear up to 1 and logarithmic beyond.
    errors : mapping of str to array_like of float, each of shape (n_logits,)
        Relative errors by route, at most five; the last is the route to use and gets the solid
        line. Infinity and NaN are drawn at the upper edge, errors near 0 at the lower one.
    unit_roundoff : float
        Largest relative error of rounding in the format, in (0, 0.5); marked by a thin line.
    ax : matplotlib.axes.Axes
        Where to draw.

    Returns
    -------
    matplotlib.axes.Axes
        `ax`, with errors of 1/2 and more, where not one bit is right, shaded; the caller names
        the horizontal axis.

    Raises
    ------
    ValueError
        If there are more routes than styles, or `unit_roundoff` is not in (0, 0.5).

    Examples
    --------
    >>> import matplotlib.pyplot as plt
    >>> errors = {"naive": [0.125, np.nan], "stable": [0.0, 0.25]}
    >>> ax = relative_error_curves([1, 9], errors, unit_roundoff=0.25, ax=plt.figure().gca())
    >>> [line.get_ydata().tolist() for line in ax.lines[1:]]  # drawn from 0.25 / 4 up to 4
    [[0.125, 4.0], [0.0625, 0.25]]
    >>> plt.close()

    References
    ----------
    Higham, Accuracy and Stability of Numerical Algorithms, 2nd ed. 2002, section 1.2.
    """
    if not 0 < unit_roundoff < _NO_BIT:
        raise ValueError(f"unit_roundoff is {unit_roundoff}; expected a number in (0, 0.5).")
    floor = unit_roundoff / 4
    ax.axhline(unit_roundoff, color="#8E8E8E", linewidth=1)
    for (name, values), style in zip(errors.items(), _styles(len(errors)), strict=True):
        finite = np.nan_to_num(np.asarray(values, dtype=float), nan=_TOP, posinf=_TOP)
        ax.plot(logits, np.minimum(np.maximum(finite, floor), _TOP), label=name, **style)
    ax.axhspan(_NO_BIT, _TOP, color="#B3261E", alpha=0.12, linewidth=0)
    ax.set_xscale("symlog", linthresh=1.0)
    ax.set_yscale("log")
    ax.set(ylim=(floor, _TOP), ylabel="relative error")
    return ax


def slopes_with_holes(
    logits: ArrayLike, slopes: Mapping[str, ArrayLike], *, label: float, ax: Axes
) -> Axes:
    r"""Draw the slope of a loss as several routes compute it, and where it is no number.

    Parameters
    ----------
    logits : array_like of float, shape (n_logits,)
        In increasing order.
    slopes : mapping of str to array_like of float, each of shape (n_logits,)
        The slope by the logit of each route, at most five; the last is the route to use and
        gets the solid line. Where a slope is infinite or NaN, its line has a gap and a row of at
        most 15 crosses stands outside the range of the true slope.
    label : float
        The target y, 0 or 1. The true slope lies between -y and 1 - y.
    ax : matplotlib.axes.Axes
        Where to draw.

    Returns
    -------
    matplotlib.axes.Axes
        `ax`, with both axes named.

    Raises
    ------
    ValueError
        If there are more routes than styles, or `label` is neither 0 nor 1.

    Examples
    --------
    >>> import matplotlib.pyplot as plt
    >>> slopes = {"naive": [np.nan, -0.5], "stable": [-1.0, -0.5]}
    >>> ax = slopes_with_holes([-99, 0], slopes, label=1, ax=plt.figure().gca())
    >>> ax.collections[0].get_offsets().round(3).tolist()  # a cross above the logit -99
    [[-99.0, 0.1]]
    >>> plt.close()
    """
    if label not in (0, 1):
        raise ValueError(f"label is {label}; expected 0 or 1.")
    places = np.asarray(logits, dtype=float)
    height = 1.1 - label
    for (name, values), style in zip(slopes.items(), _styles(len(slopes)), strict=True):
        drawn = np.where(np.isfinite(values), values, np.nan)
        ax.plot(places, drawn, label=name, **style)
        holes = places[np.isnan(drawn)]
        if holes.size:
            holes = holes[:: -(-holes.size // _CROSSES)]
            heights = np.full(holes.shape, height)
            ax.scatter(holes, heights, marker="x", s=18, color=style["color"], linewidth=1)
            height += 0.1
    ax.set(xlabel="logit $z$", ylabel="slope of the loss")
    return ax
