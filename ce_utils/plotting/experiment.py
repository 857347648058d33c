"""Many runs of one experiment: all results in a row, their band, what is mistaken for what."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import PowerNorm
from numpy.typing import ArrayLike

from ce_utils.plotting.style import style_of

__all__ = ["confusion_shares", "loss_terms", "quantile_band", "run_strip"]

_MIDDLE_HALF = (0.25, 0.5, 0.75)


def run_strip(
    results: ArrayLike, interval: tuple[float, float], *, loss: str, row: float, ax: Axes
) -> Axes:
    """Draw the result of every run as a dot in one row, and an interval for the mean below them.

    Parameters
    ----------
    results : array_like of float, shape (n_runs,)
        What each run reached, in the caller's unit.
    interval : tuple of two floats
        Lower and upper end, same unit.
    loss : str
        The loss trained with, a key of `LOSS_STYLES`: it decides the colour.
    row : float
        Height of the row.
    ax : matplotlib.axes.Axes
        Where to draw.

    Returns
    -------
    matplotlib.axes.Axes
        `ax`; a diamond marks the mean. The caller names the rows and the horizontal axis.

    Raises
    ------
    ValueError
        If `loss` has no style, there is no run, or the interval ends before it begins.

    Examples
    --------
    >>> import matplotlib.pyplot as plt
    >>> ax = run_strip([3, 5], (2, 6), loss="quadratic", row=1, ax=plt.figure().gca())
    >>> ax.lines[0].get_xdata().tolist()
    [3.0, 5.0]
    >>> plt.close()
    """
    values, color = np.ravel(np.asarray(results, dtype=float)), style_of(loss)["color"]
    low, high = interval
    if len(values) == 0 or not low <= high:
        raise ValueError(
            f"{len(values)} results and the interval ({low:.3g}, {high:.3g}): expected at least "
            "one result and the lower end first."
        )
    ax.plot(values, [row] * len(values), "o", color=color, markersize=4, alpha=0.45)
    ax.plot([low, high], [row - 0.28] * 2, color="black", linewidth=3, solid_capstyle="butt")
    ax.plot(values.mean(), row - 0.28, "D", color="black", markersize=5)
    return ax


def quantile_band(values: ArrayLike, *, loss: str, ax: Axes, first_epoch: int = 0) -> Axes:
    """Draw the median of many runs against the epoch, and a band that holds the middle half.

    Parameters
    ----------
    values : array_like of float, shape (n_runs, n_points)
        The quantity of each run, epoch by epoch.
    loss : str
        The loss trained with, a key of `LOSS_STYLES`: it decides colour and line.
    ax : matplotlib.axes.Axes
        Where to draw.
    first_epoch : int
        The epoch of the first point; 0 is before training.

    Returns
    -------
    matplotlib.axes.Axes
        `ax`, with the horizontal axis named; the caller names the vertical one.

    Raises
    ------
    ValueError
        If `loss` has no style, or `values` is not of two dimensions.

    Examples
    --------
    >>> import matplotlib.pyplot as plt
    >>> runs = [[10, 80], [20, 90], [90, 91]]
    >>> ax = quantile_band(runs, loss="quadratic", ax=plt.figure().gca())
    >>> ax.lines[0].get_ydata().tolist()
    [20.0, 90.0]
    >>> plt.close()
    """
    runs, style = np.asarray(values, dtype=float), style_of(loss)
    if runs.ndim != 2:
        raise ValueError(
            f"values has shape {runs.shape}; expected (n_runs, n_points): pass a single run as "
            "values[None, :]."
        )
    low, median, high = np.quantile(runs, _MIDDLE_HALF, axis=0)
    epochs = first_epoch + np.arange(runs.shape[1])
    ax.fill_between(epochs, low, high, color=style["color"], alpha=0.2, linewidth=0)
    ax.plot(epochs, median, linewidth=2.5, label=loss, **style)
    ax.set_xlabel("epoch")
    return ax


def confusion_shares(counts: ArrayLike, *, ax: Axes) -> Axes:
    """Draw which class is taken for which: one row a true class, shares of the row as grey.

    Parameters
    ----------
    counts : array_like of int, shape (n_classes, n_classes)
        Examples of each true class (row) by the answer given (column).
    ax : matplotlib.axes.Axes
        Where to draw.

    Returns
    -------
    matplotlib.axes.Axes
        `ax`. The grey goes with the square root of the share, so that one in a hundred is seen.

    Raises
    ------
    ValueError
        If `counts` is not square, has a negative entry, or a class without examples.

    Examples
    --------
    >>> import matplotlib.pyplot as plt
    >>> ax = confusion_shares([[9, 1], [0, 4]], ax=plt.figure().gca())
    >>> ax.images[0].get_array().tolist()
    [[0.9, 0.1], [0.0, 1.0]]
    >>> plt.close()
    """
    table = np.asarray(counts, dtype=float)
    square = table.ndim == 2 and table.shape[0] == table.shape[1]
    if not square or not np.all(table >= 0) or not np.all(table.sum(axis=1) > 0):
        raise ValueError(
            f"counts has shape {table.shape}: expected a square table of counts, none below 0, "
            "with at least one example in each row."
        )
    shares, classes = table / table.sum(axis=1, keepdims=True), np.arange(len(table))
    ax.imshow(shares, cmap="Greys", norm=PowerNorm(0.5, vmin=0, vmax=1))
    ax.set(xticks=classes, yticks=classes, xlabel="answer", ylabel="digit")
    ax.grid(visible=False)
    return ax


def loss_terms(terms: ArrayLike, label: int, *, loss: str, ax: Axes) -> Axes:
    """Draw the terms of one example's loss, one bar a class; the true class is marked.

    Parameters
    ----------
    terms : array_like of float, shape (n_classes,), at least 0
        Each output's share of the loss, in its unit.
    label : int
        The true class, 0 to n_classes - 1.
    loss : str
        The loss, a key of `LOSS_STYLES`: it decides the colour.
    ax : matplotlib.axes.Axes
        Where to draw.

    Returns
    -------
    matplotlib.axes.Axes
        `ax`, with a tick for each class; the caller names the vertical axis.

    Raises
    ------
    ValueError
        If `loss` has no style, the label is no class, or a term is negative.

    Examples
    --------
    >>> import matplotlib.pyplot as plt
    >>> ax = loss_terms([0.1, 2.0], 1, loss="quadratic", ax=plt.figure().gca())
    >>> [float(bar.get_height()) for bar in ax.patches]
    [0.1, 2.0]
    >>> plt.close()
    """
    heights, color = np.ravel(np.asarray(terms, dtype=float)), style_of(loss)["color"]
    if label not in range(len(heights)) or not np.all(heights >= 0):
        raise ValueError(
            f"label is {label!r} and the smallest term {heights.min(initial=np.inf):.3g}: expected "
            f"a class from 0 to {len(heights) - 1} and no term below 0."
        )
    classes = np.arange(len(heights))
    bars = ax.bar(classes, heights, width=0.7, color=color, alpha=0.55)
    bars[label].set(alpha=1.0, edgecolor="black", linewidth=1.5)
    ax.set(xticks=classes, xlabel="output")
    ax.grid(visible=False, axis="x")
    return ax
