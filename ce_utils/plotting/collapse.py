"""Output neurons that are off: runs one by one, logits of a neuron, slopes, and pairs."""

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from ce_utils.plotting.style import NEUTRAL_STYLE, style_of

__all__ = ["logit_histogram", "paired_differences", "run_lines", "unit_slopes"]

OWN, OTHERS = "#007A5A", "#8C8C8C"


def run_lines(values: ArrayLike, *, loss: str, ax: Axes, first_epoch: int = 0) -> Axes:
    """Draw each run as a thin line against the epoch, and no mean: no run need look like it.

    Parameters
    ----------
    values : array_like of float, shape (n_runs, n_points)
        The quantity of each run, epoch by epoch.
    loss : str
        The loss trained with, a key of `LOSS_STYLES`; it decides the colour. The lines are solid,
        since dashes of many runs would blur.
    ax : matplotlib.axes.Axes
        Where to draw.
    first_epoch : int
        The epoch of the first point; 0 is before training.

    Returns
    -------
    matplotlib.axes.Axes
        `ax`; the caller names both axes.

    Raises
    ------
    ValueError
        If `loss` has no style, or `values` is not of two dimensions.

    Examples
    --------
    >>> import matplotlib.pyplot as plt
    >>> ax = run_lines([[10, 80], [20, 90]], loss="quadratic", ax=plt.figure().gca())
    >>> [line.get_ydata().tolist() for line in ax.lines]
    [[10.0, 80.0], [20.0, 90.0]]
    >>> plt.close()
    """
    runs, color = np.asarray(values, dtype=float), style_of(loss)["color"]
    if runs.ndim != 2:
        raise ValueError(
            f"values has shape {runs.shape}; expected (n_runs, n_points): pass a single run as "
            "values[None, :]."
        )
    epochs = first_epoch + np.arange(runs.shape[1])
    ax.plot(epochs, runs.T, "o-", color=color, linewidth=0.9, markersize=2.2, alpha=0.75)
    return ax


def logit_histogram(own: ArrayLike, others: ArrayLike, *, ax: Axes, width: float = 1.0) -> Axes:
    """Draw how the logits of one neuron are spread: images of its class, and all other images.

    Parameters
    ----------
    own, others : array_like of float, shape (n_own,) and (n_others,)
        Logits, dimensionless. Each group is drawn to an area of 1, so that the smaller shows.
    ax : matplotlib.axes.Axes
        Where to draw.
    width : float
        Width of a bar, in logits, above 0.

    Returns
    -------
    matplotlib.axes.Axes
        `ax`, without ticks on the vertical axis; a line marks the logit 0, the answer 0.5.

    Raises
    ------
    ValueError
        If a group is empty or `width` is not above 0.

    Examples
    --------
    >>> import matplotlib.pyplot as plt
    >>> ax = logit_histogram([-9.0, -8.5], [-3.0, 2.0], ax=plt.figure().gca())
    >>> ax.get_legend_handles_labels()[1]
    ['other images', 'its own images']
    >>> plt.close()
    """
    groups = {"other images": np.ravel(others), "its own images": np.ravel(own)}
    if not width > 0 or min(map(len, groups.values())) == 0:
        raise ValueError(
            f"own has {len(groups['its own images'])} logits, others "
            f"{len(groups['other images'])}, and width is {width!r}: expected at least one logit "
            "in each group and a width above 0."
        )
    for (label, logits), color in zip(groups.items(), (OTHERS, OWN), strict=True):
        low = width * np.floor(logits.min() / width)
        bins = np.arange(low, logits.max() + 2 * width, width)
        ax.hist(logits, bins, density=True, color=color, alpha=0.65, label=label)
    ax.axvline(0, linewidth=1, **NEUTRAL_STYLE)
    ax.set_yticks([])
    return ax


def unit_slopes(logits: ArrayLike, slopes: ArrayLike, *, loss: str, ax: Axes) -> Axes:
    """Draw how hard each neuron is pulled up, on a logarithmic axis, against its logit.

    Parameters
    ----------
    logits : array_like of float, shape (n_units,)
        Where each neuron stands: its median logit over the images of its class, say.
    slopes : array_like of float, shape (n_units,), above 0
        Mean size of the slope of the cost by the logit on those images.
    loss : str
        The loss whose slopes these are, a key of `LOSS_STYLES`.
    ax : matplotlib.axes.Axes
        Where to draw.

    Returns
    -------
    matplotlib.axes.Axes
        `ax`, with the vertical axis logarithmic; the caller names both axes.

    Raises
    ------
    ValueError
        If `loss` has no style, the shapes differ, or a slope is not above 0.

    Examples
    --------
    >>> import matplotlib.pyplot as plt
    >>> ax = unit_slopes([-8, 0], [3e-4, 0.1], loss="quadratic", ax=plt.figure().gca())
    >>> ax.get_yscale()
    'log'
    >>> plt.close()
    """
    values, color = np.asarray(slopes, dtype=float), style_of(loss)["color"]
    if np.shape(logits) != values.shape or not np.all(values > 0):
        raise ValueError(
            f"logits has shape {np.shape(logits)} and slopes {values.shape}, the smallest "
            f"{values.min(initial=np.inf):.3g}: expected one slope above 0 for every logit."
        )
    marker = "o" if loss == "quadratic" else "^"
    ax.plot(logits, values, marker, color=color, markersize=4, alpha=0.6, label=loss)
    ax.set_yscale("log")
    return ax


def paired_differences(
    differences: ArrayLike, interval: tuple[float, float], *, row: float, ax: Axes
) -> Axes:
    """Draw the difference of each pair as a dot, and an interval for the mean below them.

    Parameters
    ----------
    differences : array_like of float, shape (n_pairs,)
        One difference a pair, in the caller's unit.
    interval : tuple of two floats
        Lower and upper end, same unit.
    row : float
        Height at which the pairs are drawn.
    ax : matplotlib.axes.Axes
        Where to draw.

    Returns
    -------
    matplotlib.axes.Axes
        `ax`, with a vertical line at no difference.

    Raises
    ------
    ValueError
        If there is no pair, or the interval ends before it begins.

    Examples
    --------
    >>> import matplotlib.pyplot as plt
    >>> ax = paired_differences([0.1, 0.3], (0.0, 0.4), row=1, ax=plt.figure().gca())
    >>> ax.lines[0].get_ydata().tolist()
    [1, 1]
    >>> plt.close()
    """
    values, (low, high) = np.ravel(np.asarray(differences, dtype=float)), interval
    if len(values) == 0 or not low <= high:
        raise ValueError(
            f"{len(values)} differences and the interval ({low:.3g}, {high:.3g}): expected at "
            "least one difference and the lower end first."
        )
    ax.plot(values, [row] * len(values), "o", color="#4D4D4D", markersize=4, alpha=0.45)
    ax.plot([low, high], [row - 0.22] * 2, color="black", linewidth=3, solid_capstyle="butt")
    ax.plot(values.mean(), row - 0.22, "D", color="black", markersize=6)
    ax.axvline(0, linewidth=1, **NEUTRAL_STYLE)
    return ax
