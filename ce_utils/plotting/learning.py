"""Curves of what a network learns, epoch by epoch."""

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from ce_utils.plotting.style import style_of

__all__ = ["class_recalls", "learning_curves"]


def learning_curves(
    values: ArrayLike, *, loss: str, ax: Axes, label: str | None = None, first_epoch: int = 0
) -> Axes:
    """Draw one quantity against the epoch, for several runs with the same loss.

    Each run is a thin line and their mean a thick one, so that the spread is seen at once.

    Parameters
    ----------
    values : array_like of float, shape (n_runs, n_points)
        The quantity of each run, epoch by epoch.
    loss : str
        The loss trained with, a key of `LOSS_STYLES`: it decides colour and line.
    ax : matplotlib.axes.Axes
        Where to draw.
    label : str, optional
        The name in the legend; by default the name of the loss.
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
    >>> ax = learning_curves([[0.1, 0.8], [0.2, 0.9]], loss="quadratic", ax=plt.figure().gca())
    >>> ax.lines[-1].get_ydata()
    array([0.15, 0.85])
    >>> plt.close()
    """
    runs = np.asarray(values, dtype=float)
    style = style_of(loss)
    if runs.ndim != 2:
        raise ValueError(
            f"values has shape {runs.shape}; expected (n_runs, n_points). "
            "For a single run pass values[None, :]."
        )
    epochs = first_epoch + np.arange(runs.shape[1])
    ax.plot(epochs, runs.T, linewidth=1.0, alpha=0.7, **style)
    ax.plot(epochs, runs.mean(axis=0), linewidth=3.0, label=label or loss, **style)
    ax.set_xlabel("epoch")
    return ax


def class_recalls(recalls: ArrayLike, *, loss: str, ax: Axes, shift: float = 0.0) -> Axes:
    """Draw the fraction of each class that is recognised, as bars.

    Parameters
    ----------
    recalls : array_like of float, shape (n_classes,)
        Fractions in [0, 1].
    loss : str
        The loss trained with, a key of `LOSS_STYLES`: it decides the colour.
    ax : matplotlib.axes.Axes
        Where to draw.
    shift : float
        How far beside the tick of its class a bar stands, in bars of width 0.4: 0.5 to the right
        and -0.5 to the left leave room for two losses.

    Returns
    -------
    matplotlib.axes.Axes
        `ax`, with a tick for each class and the vertical axis in per cent.

    Raises
    ------
    ValueError
        If `loss` has no style.

    Examples
    --------
    >>> import matplotlib.pyplot as plt
    >>> ax = class_recalls([0.9, 0.5], loss="quadratic", ax=plt.figure().gca())
    >>> [float(bar.get_height()) for bar in ax.patches]
    [90.0, 50.0]
    >>> plt.close()
    """
    heights = 100 * np.asarray(recalls, dtype=float)
    color = style_of(loss)["color"]
    classes = np.arange(len(heights))
    ax.bar(classes + 0.4 * shift, heights, width=0.4, color=color, label=loss)
    ax.set(xticks=classes, ylabel="recognised (%)", ylim=(0, 105))
    ax.grid(visible=False, axis="x")
    return ax
