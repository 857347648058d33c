"""Curves of what a network learns, epoch by epoch."""

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from ce_utils.plotting.style import LOSS_STYLES

__all__ = ["learning_curves"]


def learning_curves(values: ArrayLike, *, loss: str, ax: Axes, label: str | None = None) -> Axes:
    """Draw one quantity against the epoch, for several runs with the same loss.

    Each run is a thin line and their mean a thick one, so that the spread is seen at once.

    Parameters
    ----------
    values : array_like, shape (n_runs, n_epochs + 1)
        The quantity of each run before the first epoch and after each epoch.
    loss : str
        The loss trained with, a key of `LOSS_STYLES`: it decides colour and line.
    ax : matplotlib.axes.Axes
        Where to draw.
    label : str, optional
        The name in the legend; by default the name of the loss.

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
    if loss not in LOSS_STYLES:
        raise ValueError(f"loss is {loss!r}; expected one of {', '.join(LOSS_STYLES)}.")
    if runs.ndim != 2:
        raise ValueError(
            f"values has shape {runs.shape}; expected (n_runs, n_epochs + 1). "
            "For a single run pass values[None, :]."
        )
    epochs = np.arange(runs.shape[1])
    ax.plot(epochs, runs.T, linewidth=0.8, alpha=0.5, **LOSS_STYLES[loss])
    ax.plot(epochs, runs.mean(axis=0), label=label or loss, **LOSS_STYLES[loss])
    ax.set_xlabel("epoch")
    return ax
