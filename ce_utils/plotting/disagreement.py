"""Why two numbers disagree: floors under a loss, averages of an epoch, a start and an end."""

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from ce_utils.plotting.style import NEUTRAL_STYLE, style_of

__all__ = ["epoch_averages", "loss_floors", "start_and_end"]


def loss_floors(
    n_classes: ArrayLike,
    floors: Mapping[str, ArrayLike],
    *,
    reached: Mapping[int, float],
    ax: Axes,
) -> Axes:
    """Draw the smallest possible loss against the number of classes, and what training reached.

    Parameters
    ----------
    n_classes : array_like of int, shape (n,)
        Numbers of classes K; the axis is logarithmic.
    floors : mapping of str to array_like of float, shape (n,)
        One curve for each label: the smallest possible loss, in nats.
    reached : mapping of int to float
        The loss that a training run reached, in nats, for each number of classes; dots.
    ax : matplotlib.axes.Axes
        Where to draw.

    Returns
    -------
    matplotlib.axes.Axes
        `ax`, with both axes named. The first curve has the colour of softmax cross-entropy, as
        the dots have; the others are neutral, each with its own line.

    Raises
    ------
    ValueError
        If a curve has not one value for each number of classes.

    Examples
    --------
    >>> import matplotlib.pyplot as plt
    >>> curves = {"smoothing 0.2": [0.33, 0.49]}
    >>> ax = loss_floors([2, 3], curves, reached={3: 0.5}, ax=plt.figure().gca())
    >>> [len(line.get_xdata()) for line in ax.lines]
    [2, 1]
    >>> plt.close()
    """
    style, lines = style_of("softmax cross-entropy"), ["-", "--", ":", "-."]
    for number, (name, values) in enumerate(floors.items()):
        if np.shape(values) != np.shape(n_classes):
            raise ValueError(
                f"floors[{name!r}] has shape {np.shape(values)}; expected "
                f"{np.shape(n_classes)}: one value for each number of classes."
            )
        color = NEUTRAL_STYLE["color"] if number else style["color"]
        ax.plot(n_classes, values, color=color, linestyle=lines[number % 4], label=name)
    ax.plot(
        list(reached),
        list(reached.values()),
        "o",
        color=style["color"],
        label="reached in training",
    )
    ax.set(xscale="log", xlabel="number of classes $K$", ylabel="loss in nats", ylim=(0, None))
    return ax


def epoch_averages(
    batch_losses: ArrayLike, fresh: ArrayLike, *, loss: str = "softmax cross-entropy", ax: Axes
) -> Axes:
    """Draw an epoch: the loss of each batch, its running average, and the loss on all examples.

    Parameters
    ----------
    batch_losses : array_like of float, shape (n_batches,)
        Each batch's mean loss in nats, before the step on it.
    fresh : array_like of float, shape (n_batches,)
        The mean loss on all examples in nats, after the same steps.
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
        If the two are not of one dimension and equally long, or `loss` has no style.

    Examples
    --------
    >>> import matplotlib.pyplot as plt
    >>> ax = epoch_averages([3.0, 1.0], [2.0, 0.5], ax=plt.figure().gca())
    >>> ax.lines[1].get_ydata().tolist()  # the running average
    [3.0, 2.0]
    >>> plt.close()
    """
    batches, style = np.asarray(batch_losses, dtype=float), style_of(loss)
    if batches.ndim != 1 or batches.shape != np.shape(fresh):
        raise ValueError(
            f"batch_losses has shape {batches.shape} and fresh {np.shape(fresh)}; expected both "
            "(n_batches,)."
        )
    steps = np.arange(1, len(batches) + 1)
    neutral = NEUTRAL_STYLE["color"]
    ax.plot(steps, batches, "o", color=neutral, markersize=3, label="loss of the batch")
    average = np.cumsum(batches) / steps
    ax.plot(steps, average, color=neutral, linestyle="--", label="running average")
    ax.plot(steps, fresh, color=style["color"], label="fresh evaluation")
    ax.set(xlabel="step within the epoch", ylabel="loss in nats", ylim=(0, None))
    return ax


def start_and_end(
    names: Sequence[str], starts: ArrayLike, ends: ArrayLike, *, expected: float, ax: Axes
) -> Axes:
    """Draw for each program the loss before training and after overfitting one batch.

    Parameters
    ----------
    names : sequence of str, length n
        The programs, written on the vertical axis from top to bottom.
    starts, ends : array_like of float, shape (n,), above 0
        Loss before the first step, and after training on one batch, in nats.
    expected : float, above 0
        The loss that an untrained model should have, ``ln K`` in nats; a vertical line.
    ax : matplotlib.axes.Axes
        Where to draw.

    Returns
    -------
    matplotlib.axes.Axes
        `ax`, its horizontal axis logarithmic.

    Raises
    ------
    ValueError
        If there is not one start and one end, both above 0, for each name.

    Examples
    --------
    >>> import matplotlib.pyplot as plt
    >>> ax = start_and_end(["right"], [2.3], [0.01], expected=2.3, ax=plt.figure().gca())
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['right']
    >>> plt.close()
    """
    first, last = np.asarray(starts, dtype=float), np.asarray(ends, dtype=float)
    if not first.shape == last.shape == (len(names),) or not (
        (first > 0).all() and (last > 0).all()
    ):
        raise ValueError(
            f"starts has shape {first.shape} and ends {last.shape}; expected ({len(names)},), one "
            "for each name, all above 0: the axis is logarithmic."
        )
    rows, style = np.arange(len(names)), style_of("softmax cross-entropy")
    ax.axvline(expected, **NEUTRAL_STYLE)
    ax.hlines(rows, last, first, color=NEUTRAL_STYLE["color"], linewidth=1, alpha=0.5)
    marks = {"color": style["color"], "linestyle": "none"}
    ax.plot(first, rows, "o", markerfacecolor="white", label="at the start", **marks)
    ax.plot(last, rows, "o", label="after overfitting one batch", **marks)
    ax.set_yticks(rows, names)
    ax.invert_yaxis()
    ax.set(xscale="log", xlabel="reported loss in nats")
    return ax
