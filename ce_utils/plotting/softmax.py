"""What softmax does with several logits: shares of a total, temperatures, regions in a plane."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from ce_utils.checks import as_floating, check_distribution
from ce_utils.links import softmax

__all__ = ["class_regions", "output_shares", "temperature_bars"]

# Four classes at most: light enough for black letters, dark enough apart (Okabe and Ito's
# orange, sky blue, bluish green and reddish purple, mixed with white).
_FILLS = ("#F3C566", "#9BD3F3", "#7FCDB8", "#E2B3CD")
_HATCHES = ("", "///", "...", "\\\\\\")


def _checked(probs: ArrayLike, rows: int, row: str, labels: Sequence[str]) -> np.ndarray:
    """Return distributions as an array (rows, classes), or say what came instead."""
    shares, _ = check_distribution(probs, "probs")
    if len(labels) > len(_FILLS):
        raise ValueError(f"{len(labels)} labels came; expected at most {len(_FILLS)}.")
    if shares.shape != (rows, len(labels)):
        raise ValueError(
            f"probs has shape {shares.shape}; expected ({rows}, {len(labels)}): one row per {row}, "
            "one column per label."
        )
    return shares


def output_shares(logit: ArrayLike, probs: ArrayLike, *, labels: Sequence[str], ax: Axes) -> Axes:
    """Draw distributions as bands that are stacked to 1, against the logit that moves.

    Parameters
    ----------
    logit : array_like of float, shape (n_points,), increasing
        The logit that moves.
    probs : array_like of float, shape (n_points, n_classes)
        The distribution at each of its values.
    labels : sequence of str, at most four
        The classes' names, written into the bands where they are widest.
    ax : matplotlib.axes.Axes
        Where to draw.

    Returns
    -------
    matplotlib.axes.Axes
        `ax`, with the vertical axis named; the caller names the horizontal one.

    Raises
    ------
    ValueError
        If `probs` holds no distributions, or not one per point over the classes named.

    Examples
    --------
    >>> import matplotlib.pyplot as plt
    >>> ax = plt.figure().gca()
    >>> ax = output_shares([0, 1], [[0.5, 0.5], [0.9, 0.1]], labels="ab", ax=ax)
    >>> [text.get_text() for text in ax.texts]
    ['a', 'b']
    >>> plt.close()
    """
    places, _ = as_floating(logit, "logit")
    shares = _checked(probs, len(places), "point", labels)
    edges = np.cumsum(shares, axis=1)
    for k, label in enumerate(labels):
        lower = edges[:, k] - shares[:, k]
        style = {"facecolor": _FILLS[k], "hatch": _HATCHES[k], "edgecolor": "white"}
        ax.fill_between(places, lower, edges[:, k], linewidth=0.5, **style)
        widest = _well_inside(shares[:, k])
        middle = (lower + edges[:, k])[widest] / 2
        box = {"facecolor": "white", "alpha": 0.75, "linewidth": 0, "pad": 1.5}
        ax.text(places[widest], middle, label, ha="center", va="center", bbox=box)
    ax.set(ylabel="share of the total", xlim=(places[0], places[-1]), ylim=(0, 1))
    ax.grid(visible=False)
    return ax


def _well_inside(share: np.ndarray) -> int:
    """Return the point where a band is widest, away from both ends."""
    margin = len(share) // 8
    return margin + int(share[margin : len(share) - margin].argmax())


def temperature_bars(
    probs: ArrayLike, temperatures: Sequence[float], *, labels: Sequence[str], ax: Axes
) -> Axes:
    """Draw the outputs of one softmax at several temperatures, a group of bars for each.

    Parameters
    ----------
    probs : array_like of float, shape (n_temperatures, n_classes)
        The distribution at each temperature.
    temperatures : sequence of float
        The temperatures, dimensionless.
    labels : sequence of str, at most four
        The classes' names, for the legend.
    ax : matplotlib.axes.Axes
        Where to draw.

    Returns
    -------
    matplotlib.axes.Axes
        `ax`, with both axes named.

    Raises
    ------
    ValueError
        If `probs` holds no distributions, or not one per temperature over the classes named.

    Examples
    --------
    >>> import matplotlib.pyplot as plt
    >>> ax = temperature_bars([[0.9, 0.1]], [0.5], labels="ab", ax=plt.figure().gca())
    >>> [float(bar.get_height()) for bar in ax.patches]
    [0.9, 0.1]
    >>> plt.close()
    """
    shares = _checked(probs, len(temperatures), "temperature", labels)
    width = 0.8 / len(labels)
    for k, label in enumerate(labels):
        shift = (k - (len(labels) - 1) / 2) * width
        style = {"facecolor": _FILLS[k], "hatch": _HATCHES[k], "edgecolor": "#333333"}
        places = np.arange(len(temperatures)) + shift
        ax.bar(places, shares[:, k], width, label=label, linewidth=0.8, **style)
    ax.set_xticks(range(len(temperatures)), [f"{value:g}" for value in temperatures])
    ax.set(xlabel="temperature $T$", ylabel="output", ylim=(0, 1.02))
    ax.grid(visible=False, axis="x")
    return ax


def class_regions(
    weights: ArrayLike,
    biases: ArrayLike,
    *,
    labels: Sequence[str],
    ax: Axes,
    extent: float = 4.0,
    sure: float = 0.9,
) -> Axes:
    r"""Draw where each class has the largest output of :math:`\operatorname{softmax}(Wx + b)`.

    Thick lines are the borders between regions; thin lines show where an output equals `sure`.

    Parameters
    ----------
    weights : array_like of float, shape (n_classes, 2)
        The matrix W, one row per class.
    biases : array_like of float, shape (n_classes,)
        The vector b.
    labels : sequence of str, at most four
        The classes' names, written into their regions.
    ax : matplotlib.axes.Axes
        Where to draw.
    extent : float, default 4
        The square from -extent to extent is drawn.
    sure : float, default 0.9
        Output of the thin lines.

    Returns
    -------
    matplotlib.axes.Axes
        `ax`, with both axes named.

    Raises
    ------
    ValueError
        If weights, biases and labels do not fit together.

    Examples
    --------
    >>> import matplotlib.pyplot as plt
    >>> ax = class_regions([[1, 0], [-1, 0]], [0, 0], labels="ab", ax=plt.figure().gca())
    >>> [(text.get_text(), text.get_position()[0] > 0) for text in ax.texts]
    [('a', True), ('b', False)]
    >>> plt.close()
    """
    weights, biases = as_floating(weights, "weights")[0], as_floating(biases, "biases")[0]
    if weights.shape != (len(labels), 2) or biases.shape != (len(labels),):
        raise ValueError(
            f"weights has shape {weights.shape} and biases {biases.shape}; expected "
            f"({len(labels)}, 2) and ({len(labels)},), one row and one bias per label."
        )
    line = np.linspace(-extent, extent, 301)
    x, y = np.meshgrid(line, line)
    probs = softmax(np.stack([x, y], axis=-1) @ weights.T + biases)
    probs = _checked(probs.reshape(-1, len(labels)), x.size, "place", labels).reshape(probs.shape)
    winner = probs.argmax(axis=-1)
    levels = np.arange(len(labels) + 1) - 0.5
    ax.contourf(x, y, winner, levels=levels, colors=_FILLS[: len(labels)])
    for k, label in enumerate(labels):
        lead = probs[..., k] - np.delete(probs, k, axis=-1).max(axis=-1)
        ax.contour(x, y, lead, levels=[0], colors="#333333", linewidths=2.5)
        ax.contour(x, y, probs[..., k], levels=[sure], colors="#333333", linewidths=0.9)
        inside = winner == k
        if inside.any():
            place = float(x[inside].mean()), float(y[inside].mean())
            ax.text(*place, label, ha="center", va="center", fontsize="large")
    ax.set(xlabel="$x_1$", ylabel="$x_2$", aspect="equal")
    ax.grid(visible=False)
    return ax
