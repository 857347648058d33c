"""One neuron that learns: what it puts out, epoch by epoch, and how long it takes."""

from collections.abc import Callable

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from ce_utils.plotting.style import style_of

__all__ = ["neuron_outputs", "waiting_times"]


def neuron_outputs(outputs: ArrayLike, *, loss: str, ax: Axes) -> Axes:
    """Draw the output of one neuron against the epoch; a dot marks where it starts.

    Parameters
    ----------
    outputs : array_like of float, shape (n_epochs + 1,), in [0, 1]
        The activation a before training and after each epoch.
    loss : str
        The loss trained with, a key of `LOSS_STYLES`.
    ax : matplotlib.axes.Axes
        Where to draw.

    Returns
    -------
    matplotlib.axes.Axes
        `ax`, with both axes named.

    Raises
    ------
    ValueError
        If `loss` has no style, or `outputs` is not of one dimension.

    Examples
    --------
    >>> import matplotlib.pyplot as plt
    >>> ax = neuron_outputs([0.9, 0.5, 0.2], loss="quadratic", ax=plt.figure().gca())
    >>> ax.lines[0].get_xdata().tolist()
    [0, 1, 2]
    >>> plt.close()
    """
    values, style = np.asarray(outputs, dtype=float), style_of(loss)
    if values.ndim != 1:
        raise ValueError(
            f"outputs has shape {values.shape}; expected (n_epochs + 1,): draw one neuron a call."
        )
    ax.plot(np.arange(len(values)), values, label=loss, **style)
    ax.plot(0, values[0], "o", color=style["color"])
    ax.set(xlabel="epoch", ylabel="output $a$", ylim=(0, 1.05))
    return ax


def waiting_times(
    starts: ArrayLike,
    counted: ArrayLike,
    formula: Callable[[np.ndarray], np.ndarray],
    *,
    loss: str,
    ax: Axes,
) -> Axes:
    """Draw how many epochs a neuron needs against the logit it starts from, on a log axis.

    Dots show what was counted; the line is a formula, drawn at 201 logits between them.

    Parameters
    ----------
    starts : array_like of float, shape (n_starts,)
        The logits z at the start.
    counted : array_like of float, shape (n_starts,), above 0
        Epochs counted in a simulation, one number for each start.
    formula : callable
        Takes logits of shape (n,), float64, and returns the predicted epochs, shape (n,), above 0.
    loss : str
        The loss trained with, a key of `LOSS_STYLES`.
    ax : matplotlib.axes.Axes
        Where to draw.

    Returns
    -------
    matplotlib.axes.Axes
        `ax`, with both axes named and the vertical one logarithmic.

    Raises
    ------
    ValueError
        If `loss` has no style, or `starts` and `counted` differ in shape.

    Examples
    --------
    >>> import matplotlib.pyplot as plt
    >>> ax = waiting_times([0, 1], [10, 90], np.exp, loss="quadratic", ax=plt.figure().gca())
    >>> [len(line.get_xdata()) for line in ax.lines]
    [201, 2]
    >>> plt.close()
    """
    if np.shape(starts) != np.shape(counted):
        raise ValueError(
            f"starts has shape {np.shape(starts)} and counted {np.shape(counted)}; expected the "
            "same: one count for every start."
        )
    style, fine = style_of(loss), np.linspace(np.min(starts), np.max(starts), 201)
    ax.plot(fine, formula(fine), label=loss, **style)
    ax.plot(starts, counted, "o", color=style["color"])
    ax.set(xlabel="logit $z_0$ at the start", ylabel="epochs", yscale="log")
    return ax
