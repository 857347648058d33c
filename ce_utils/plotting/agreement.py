"""Computations that should agree: their curves, the growth of their differences, what gets lost."""

from collections.abc import Mapping

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

__all__ = ["curves_on_each_other", "difference_growth", "gradient_shares"]

# Wide and pale below, thin and dark above: curves that agree stay visible through each other.
_LAYERS = (
    {"color": "#E69F00", "linewidth": 7.0, "linestyle": "-"},
    {"color": "#56B4E9", "linewidth": 4.0, "linestyle": "-"},
    {"color": "#000000", "linewidth": 1.2, "linestyle": "--"},
)
_RUNS = (
    {"color": "#0072B2", "linestyle": "-"},
    {"color": "#D55E00", "linestyle": "--"},
    {"color": "#A6407C", "linestyle": "-."},
    {"color": "#5F5F5F", "linestyle": ":"},
)


def _check_count(named, styles, what):
    if not 1 <= len(named) <= len(styles):
        raise ValueError(f"{len(named)} {what} came; expected 1 to {len(styles)}.")


def curves_on_each_other(curves: Mapping[str, ArrayLike], *, ax: Axes) -> Axes:
    """Draw the losses of runs that should be the same run, each narrower than the one below.

    Parameters
    ----------
    curves : mapping of str to array_like of float, each of shape (steps,)
        Loss by step, in nats, by name; one to three. The first is drawn widest.
    ax : matplotlib.axes.Axes
        Where to draw.

    Returns
    -------
    matplotlib.axes.Axes
        `ax`, with a legend.

    Raises
    ------
    ValueError
        If there is no curve, or more curves than layers.

    Examples
    --------
    >>> import matplotlib.pyplot as plt
    >>> ax = curves_on_each_other({"a": [2.0, 1.0], "b": [2.0, 1.0]}, ax=plt.figure().gca())
    >>> [line.get_linewidth() for line in ax.lines]
    [7.0, 4.0]
    >>> plt.close()
    """
    _check_count(curves, _LAYERS, "curves")
    for (name, losses), style in zip(curves.items(), _LAYERS, strict=False):
        ax.plot(np.asarray(losses), label=name, **style)
    ax.set(xlabel="step", ylabel="loss of the batch (nats)")
    ax.legend()
    return ax


def difference_growth(differences: Mapping[str, ArrayLike], *, floor: float, ax: Axes) -> Axes:
    r"""Draw the largest difference so far between two runs, on a logarithmic scale.

    At step t this is :math:`\max_{s \le t} |\Delta_s|`.

    Parameters
    ----------
    differences : mapping of str to array_like of float, each of shape (steps,)
        Difference by step, of either sign, in the unit of the loss, by name; one to four.
    floor : float
        Positive; a smaller difference (or none) is drawn here.
    ax : matplotlib.axes.Axes
        Where to draw.

    Returns
    -------
    matplotlib.axes.Axes
        `ax`, with a legend.

    Raises
    ------
    ValueError
        If there is no difference, or more of them than styles, or `floor` is not positive.

    Examples
    --------
    >>> import matplotlib.pyplot as plt
    >>> runs = {"slow": [0.0, -0.25, 0.125]}
    >>> ax = difference_growth(runs, floor=0.0625, ax=plt.figure().gca())
    >>> ax.lines[0].get_ydata().tolist()
    [0.0625, 0.25, 0.25]
    >>> plt.close()
    """
    _check_count(differences, _RUNS, "runs")
    if not floor > 0:
        raise ValueError(f"floor is {floor}; expected a positive number for a logarithmic scale.")
    for (name, values), style in zip(differences.items(), _RUNS, strict=False):
        largest = np.maximum.accumulate(np.abs(np.asarray(values, dtype=float)))
        ax.plot(np.maximum(largest, floor), label=name, **style)
    ax.set_yscale("log")
    ax.set(xlabel="step", ylabel="largest difference so far (nats)")
    ax.legend()
    return ax


def gradient_shares(wrong_by: ArrayLike, shares: Mapping[str, ArrayLike], *, ax: Axes) -> Axes:
    """Draw what part of the true gradient reaches the logit of a wrong answer.

    Parameters
    ----------
    wrong_by : array_like of float, shape (n,)
        How far the logit lies on the wrong side of 0.
    shares : mapping of str to array_like of float, each of shape (n,)
        Slope divided by the true slope, 1 if nothing is lost, by name; one to three.
    ax : matplotlib.axes.Axes
        Where to draw.

    Returns
    -------
    matplotlib.axes.Axes
        `ax`, with a legend.

    Raises
    ------
    ValueError
        If there is no curve, or more curves than layers.

    Examples
    --------
    >>> import matplotlib.pyplot as plt
    >>> ax = gradient_shares([0.0, 30.0], {"label 1": [1.0, 0.1]}, ax=plt.figure().gca())
    >>> ax.lines[0].get_ydata().tolist()
    [1.0, 0.1]
    >>> plt.close()
    """
    _check_count(shares, _LAYERS, "curves")
    for (name, share), style in zip(shares.items(), _LAYERS, strict=False):
        ax.plot(np.asarray(wrong_by), np.asarray(share), label=name, **style)
    ax.set(xlabel="logit on the wrong side by", ylabel="share of the gradient")
    ax.legend(loc="lower left")
    return ax
