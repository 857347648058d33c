"""Distributions as bars, and what a wrong model costs: as areas and as a stair."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from ce_utils.checks import as_floating, check_distribution
from ce_utils.plotting.style import DISTRIBUTION_STYLES, LOSS_STYLES

__all__ = ["code_length_areas", "distribution_bars", "loss_steps"]

P, Q = (DISTRIBUTION_STYLES[name] for name in "pq")
WASTED, SAVED, MARK = "#C1440E", "#8FA3AD", "#333333"


def of_length(values: ArrayLike, name: str, length: int, of: str) -> np.ndarray:
    """Return `values` as a row of `length` numbers, or say what came instead."""
    array, _ = as_floating(values, name)
    if array.shape != (length,):
        raise ValueError(f"{name} has shape {array.shape}; expected ({length},), one per {of}.")
    return array


def distribution_bars(p: ArrayLike, q: ArrayLike, *, labels: Sequence[str], ax: Axes) -> Axes:
    """Draw two distributions over the same outcomes as pairs of bars, with their values.

    Parameters
    ----------
    p, q : array_like of float, shape (n_outcomes,)
        The true distribution and the model.
    labels : sequence of str
        The outcomes' names.
    ax : matplotlib.axes.Axes
        Where to draw.

    Returns
    -------
    matplotlib.axes.Axes
        `ax`, with both axes named and a legend.

    Raises
    ------
    ValueError
        If `p` or `q` is no distribution over the outcomes named.

    Examples
    --------
    >>> import matplotlib.pyplot as plt
    >>> ax = distribution_bars([0.5, 0.5], [0.9, 0.1], labels="ab", ax=plt.figure().gca())
    >>> [float(bar.get_height()) for bar in ax.patches]
    [0.5, 0.5, 0.9, 0.1]
    >>> plt.close()
    """
    places = np.arange(len(labels))
    looks = {"p": {"color": P["color"]}, "q": {"facecolor": "white", "edgecolor": Q["color"]}}
    for name, probs, shift in (("p", p, -0.2), ("q", q, 0.2)):
        check_distribution(probs, name)
        heights = of_length(probs, name, len(labels), "label")
        hatch = "///" if name == "q" else None
        style = {"linewidth": 1.5, "hatch": hatch, "label": f"${name}$"} | looks[name]
        ax.bar_label(ax.bar(places + shift, heights, 0.4, **style), fmt="%.3g", padding=2)
    ax.set_xticks(places, labels)
    ax.set(xlabel="outcome", ylabel="probability")
    ax.grid(axis="x", visible=False)
    ax.legend()
    return ax


def code_length_areas(
    p: ArrayLike, right: ArrayLike, wrong: ArrayLike, *, labels: Sequence[str], ax: Axes
) -> Axes:
    r"""Draw what a wrong code wastes as an area: width is probability, height is length.

    Below `right` lies the entropy, below `wrong` the cross-entropy. The area between them is
    extra where `wrong` is longer and saved where it is shorter; the difference is wasted.

    Parameters
    ----------
    p : array_like of float, shape (n_outcomes,)
        How often each outcome happens.
    right, wrong : array_like of float, shape (n_outcomes,), in bits
        The length of each code word in the code made for `p`, and in the other one.
    labels : sequence of str
        The outcomes' names.
    ax : matplotlib.axes.Axes
        Where to draw.

    Returns
    -------
    matplotlib.axes.Axes
        `ax`, with both axes named and the areas (in bits) in the legend.

    Raises
    ------
    ValueError
        If `p` is no distribution, or there is not one length and label per outcome.

    Examples
    --------
    >>> import matplotlib.pyplot as plt
    >>> half = [0.5, 0.5]
    >>> ax = code_length_areas(half, [1, 1], [3, 0], labels="ab", ax=plt.figure().gca())
    >>> [text.get_text() for text in ax.get_legend().get_texts()]
    ['right code: 1 bits', 'wrong code: 1.5 bits', 'extra: 1 bits', 'saved: 0.5 bits']
    >>> plt.close()
    """
    check_distribution(p, "p")
    widths = of_length(p, "p", len(labels), "label")
    right = of_length(right, "right", len(labels), "label")
    wrong = of_length(wrong, "wrong", len(labels), "label")
    edges = np.append(0, np.cumsum(widths))
    more, less = np.maximum(wrong - right, 0), np.maximum(right - wrong, 0)
    pieces = (
        ("extra", more, right, {"color": WASTED, "alpha": 0.8}),
        ("saved", less, wrong, {"facecolor": SAVED, "edgecolor": "white", "hatch": "xx"}),
    )
    for name, lengths, style in (("right code", right, P), ("wrong code", wrong, Q)):
        text = f"{name}: {widths @ lengths:.4g} bits"
        ax.stairs(lengths, edges, baseline=None, linewidth=2.5, label=text, zorder=3, **style)
    ax.bar(edges[:-1], right, widths, align="edge", color=P["color"], alpha=0.25)
    for name, heights, bottom, style in pieces:
        text = f"{name}: {widths @ heights:.4g} bits"
        ax.bar(edges[:-1], heights, widths, bottom=bottom, align="edge", label=text, **style)
    for name, middle in zip(labels, edges[:-1] + widths / 2, strict=True):
        ax.text(middle, 0.12, name, ha="center", va="bottom")
    ax.set(xlabel="probability $p$ (width)", ylabel="length of the code word (bits)", xlim=(0, 1))
    ax.set_ylim(0, 1.04 * max(right.max(), wrong.max()))
    ax.yaxis.get_major_locator().set_params(integer=True)
    ax.legend(loc="lower center", bbox_to_anchor=(0.5, 1), ncols=2)
    return ax


def loss_steps(probs: ArrayLike, *, ax: Axes) -> Axes:
    r"""Draw the loss :math:`-\ln q` of what happened, with a stair between the points given.

    Parameters
    ----------
    probs : array_like of float, shape (n_points,), in (0, 1], increasing
        Probabilities given to what happened; equal steps show that the risers grow.
    ax : matplotlib.axes.Axes
        Where to draw.

    Returns
    -------
    matplotlib.axes.Axes
        `ax`, with both axes named; the loss is in nats.

    Raises
    ------
    ValueError
        If a probability is not in (0, 1], or they do not increase.

    Examples
    --------
    >>> import matplotlib.pyplot as plt
    >>> ax = loss_steps([0.25, 0.5, 1.0], ax=plt.figure().gca())
    >>> ax.lines[-1].get_ydata().round(2).tolist()
    [1.39, 0.69, 0.0]
    >>> plt.close()
    """
    points, _ = as_floating(probs, "probs")
    if points.ndim != 1 or not (np.diff(points, prepend=0, append=1.5) > 0).all() or points[-1] > 1:
        raise ValueError(f"probs is {probs}; expected increasing probabilities above 0: sort them.")
    losses = 0.0 - np.log(points)
    curve = np.linspace(points[0], points[-1], 400)
    ax.plot(curve, -np.log(curve), **LOSS_STYLES["sigmoid cross-entropy"])
    ax.vlines(points[:-1], losses[1:], losses[:-1], color=WASTED, linewidth=3)
    ax.hlines(losses[1:], points[:-1], points[1:], color=MARK, linewidth=0.8, linestyle=":")
    ax.plot(points, losses, "o", color=MARK, markersize=5)
    ax.set(xlabel="probability $q$ of what happened", ylabel=r"loss $-\ln q$ (nats)")
    return ax
