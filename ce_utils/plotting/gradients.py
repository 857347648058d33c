"""What a cost asks of a logit: its slope, and the factor by which it multiplies the error."""

from collections.abc import Mapping

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from ce_utils.plotting.style import LOSS_STYLES, NEUTRAL_STYLE

__all__ = ["error_factors", "slopes_over_logit"]

_PAIR_STYLES = {
    "sigmoid, cross-entropy": LOSS_STYLES["sigmoid cross-entropy"],
    "sigmoid, quadratic": LOSS_STYLES["quadratic"],
    "probit, cross-entropy": NEUTRAL_STYLE,
}


def slopes_over_logit(logits: ArrayLike, slopes: Mapping[str, ArrayLike], *, ax: Axes) -> Axes:
    r"""Draw the slope :math:`\partial C / \partial z` of one or more costs against the logit.

    Parameters
    ----------
    logits : array_like of float, shape (n_points,)
        The logits z.
    slopes : mapping of str to array_like of float, each of n_points numbers
        The slope of each cost, in nats per unit of logit, by the name of its loss: a key of
        `LOSS_STYLES`.
    ax : matplotlib.axes.Axes
        Where to draw.

    Returns
    -------
    matplotlib.axes.Axes
        `ax`, with both axes named.

    Raises
    ------
    ValueError
        If a loss has no style, or not one slope per logit.

    Examples
    --------
    >>> import matplotlib.pyplot as plt
    >>> ax = slopes_over_logit([0, 1], {"quadratic": [0.1, 0.2]}, ax=plt.figure().gca())
    >>> ax.lines[0].get_ydata().tolist()
    [0.1, 0.2]
    >>> plt.close()
    """
    _draw(logits, slopes, LOSS_STYLES, "slopes", ax)
    ax.set(xlabel="logit $z$", ylabel=r"slope $\partial C / \partial z$")
    return ax


def error_factors(logits: ArrayLike, factors: Mapping[str, ArrayLike], *, ax: Axes) -> Axes:
    r"""Draw what multiplies the error :math:`a - y` in the slope of a cost by the logit.

    Parameters
    ----------
    logits : array_like of float, shape (n_points,)
        The logits z.
    factors : mapping of str to array_like of float, each of n_points numbers
        The factor for each pair of output and cost: 'sigmoid, cross-entropy',
        'sigmoid, quadratic' or 'probit, cross-entropy'.
    ax : matplotlib.axes.Axes
        Where to draw.

    Returns
    -------
    matplotlib.axes.Axes
        `ax`, with both axes named.

    Raises
    ------
    ValueError
        If a pair has no style, or not one factor per logit.

    Examples
    --------
    >>> import matplotlib.pyplot as plt
    >>> ax = error_factors([0, 1], {"sigmoid, quadratic": [0.25, 0.2]}, ax=plt.figure().gca())
    >>> ax.lines[0].get_label()
    'sigmoid, quadratic'
    >>> plt.close()
    """
    _draw(logits, factors, _PAIR_STYLES, "factors", ax)
    ax.set(xlabel="logit $z$", ylabel="factor on the error", ylim=(0, None))
    return ax


def _draw(logits, curves, styles, name, ax) -> None:
    """Draw each curve in the style of its name."""
    places = np.asarray(logits, dtype=float)
    for key, curve in curves.items():
        values = np.ravel(np.asarray(curve, dtype=float))
        if key not in styles:
            raise ValueError(f"{name} has {key!r}; expected one of: {'; '.join(styles)}.")
        if values.shape != places.shape:
            raise ValueError(
                f"{name}[{key!r}] has {values.size} numbers; expected {places.size}, one per logit."
            )
        ax.plot(places, values, label=key, **styles[key])
