"""Pictures of codes: a tree with its height, the staircase to the entropy, nested intervals."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import accumulate

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from numpy.typing import ArrayLike

from ce_utils.plotting.style import DISTRIBUTION_STYLES

__all__ = ["code_staircase", "code_tree", "nested_intervals"]

_P, _Q = DISTRIBUTION_STYLES["p"]["color"], DISTRIBUTION_STYLES["q"]["color"]
_PALE = "#E4DAF0"  # the purple of p, thinned, for areas behind lines and words


def code_tree(probs: ArrayLike, words: Sequence[str], *, names: Sequence[str], ax: Axes) -> Axes:
    """Draw a prefix code as a tree that grows upward, each leaf over a house of its probability.

    A house is as wide as the symbol is probable and as high as its code word is long, so that the
    area of all houses is the mean length, drawn as a dashed line.

    Parameters
    ----------
    probs : array_like of float, shape (n_symbols,)
        Probabilities, in the order of the code words' numbers, so that no branches cross.
    words : sequence of str
        The code word of each symbol, made of 0 (left) and 1 (right).
    names : sequence of str
        What to call each symbol.
    ax : matplotlib.axes.Axes
        Where to draw.

    Returns
    -------
    matplotlib.axes.Axes
        `ax`, with both axes named.

    Raises
    ------
    ValueError
        If the three do not have the same length, or the words are not in order.

    Examples
    --------
    >>> import matplotlib.pyplot as plt
    >>> ax = plt.figure().gca()
    >>> ax = code_tree([0.5, 0.25, 0.25], ["0", "10", "11"], names="abc", ax=ax)
    >>> ax.lines[-1].get_ydata()  # the mean length
    array([1.5, 1.5])
    >>> plt.close()
    """
    if not len(probs) == len(words) == len(names) or list(words) != sorted(words):
        raise ValueError("expected as many probs, words and names, with the words in order.")
    starts = list(accumulate(probs[:-1], initial=0.0))
    for p, start, word, name in zip(probs, starts, words, names, strict=True):
        ax.add_patch(Rectangle((start, 0), p, len(word), facecolor=_PALE, edgecolor="white"))
        place = (start + p / 2, len(word))
        above = {"xytext": (0, 7), "textcoords": "offset points", "ha": "center"}
        ax.annotate(f"{name}\n{word}", place, **above)
    _branches("", dict(zip(words, zip(starts, probs, strict=True), strict=True)), ax)
    mean = float(np.dot(probs, [len(word) for word in words]))
    ax.plot([0, 1], [mean, mean], color=_Q, linestyle="--")
    ax.text(0.02, mean + 0.08, f"mean height {mean:.4g} digits", color=_Q)
    ax.set(
        xlim=(0, 1),
        ylim=(0, max(map(len, words)) + 0.8),
        yticks=range(len(max(words, key=len)) + 1),
    )
    ax.set(xlabel="probability (widths add to 1)", ylabel="height = length of the word (digits)")
    ax.grid(visible=False)
    return ax


def _branches(node: str, places: dict, ax: Axes) -> float:
    """Draw what grows from a node, and return the node's horizontal place."""
    if node in places:
        start, p = places[node]
        ax.plot(start + p / 2, len(node), "o", color=_P, markersize=6)
        return start + p / 2
    children = [_branches(node + digit, places, ax) for digit in "01"]
    here = sum(children) / 2
    for digit, child in zip("01", children, strict=True):
        middle = ((here + child) / 2, len(node) + 0.5)
        ax.plot([here, child], [len(node), len(node) + 1], color=_P, linewidth=1.5)
        box = {"facecolor": "white", "edgecolor": "none", "pad": 1.0, "alpha": 0.85}
        ax.annotate(digit, middle, ha="center", va="center", color=_P, bbox=box)
    return here


def code_staircase(
    block_lengths: ArrayLike, mean_digits: ArrayLike, *, entropy_bits: float, ax: Axes
) -> Axes:
    """Draw the digits per symbol of block codes as stairs down to the entropy.

    Parameters
    ----------
    block_lengths : array_like of int, shape (n,)
        Symbols in a block, growing by 1.
    mean_digits : array_like of float, shape (n,)
        Mean binary digits per symbol of each block code.
    entropy_bits : float
        The entropy of one symbol, in bits.
    ax : matplotlib.axes.Axes
        Where to draw.

    Returns
    -------
    matplotlib.axes.Axes
        `ax`, with both axes named. What the code wastes is shaded; the bound that every optimal
        block code keeps, entropy plus 1/n, is dotted, and in steps too, so as to stay above.

    Raises
    ------
    ValueError
        If the two are not of the same one-dimensional shape.

    Examples
    --------
    >>> import matplotlib.pyplot as plt
    >>> ax = plt.figure().gca()
    >>> ax = code_staircase([1, 2], [1.0, 0.6], entropy_bits=0.5, ax=ax)
    >>> [round(float(y), 2) for y in ax.lines[-1].get_ydata()]  # the bound at the block lengths
    [1.5, 1.0]
    >>> plt.close()
    """
    lengths, means = np.asarray(block_lengths), np.asarray(mean_digits, dtype=float)
    if lengths.ndim != 1 or lengths.shape != means.shape:
        raise ValueError(
            f"block_lengths has shape {lengths.shape} and mean_digits {means.shape}: expected (n,)."
        )
    edges = np.append(lengths - 0.5, lengths[-1] + 0.5)
    ax.stairs(means, edges, baseline=entropy_bits, fill=True, color=_PALE, label="waste")
    ax.stairs(means, edges, baseline=None, color=_P, linewidth=2, label="Huffman code")
    ax.axhline(entropy_bits, color=_Q, linestyle="--", label="entropy $H$")
    ax.plot(lengths, entropy_bits + 1 / lengths, ":o", color="#555555", markersize=4,
            linewidth=1.5, drawstyle="steps-mid", label="bound $H + 1/n$")  # fmt: skip
    ax.set(xlabel="symbols in a block, $n$", ylabel="digits per symbol", xticks=lengths)
    return ax


def nested_intervals(
    frequencies: Sequence[int], message: Sequence[int], *, names: Sequence[str], ax: Axes
) -> Axes:
    """Draw how an arithmetic coder narrows its interval, each step magnified to full width.

    Parameters
    ----------
    frequencies : sequence of int
        The model: parts of the interval, in the order of the symbols.
    message : sequence of int
        The symbols coded, a row of the picture each.
    names : sequence of str
        What to call each symbol.
    ax : matplotlib.axes.Axes
        Where to draw.

    Returns
    -------
    matplotlib.axes.Axes
        `ax`, without axes; the ends of each row are labelled with exact fractions.

    Raises
    ------
    ValueError
        If `names` does not name each symbol.

    Examples
    --------
    >>> import matplotlib.pyplot as plt
    >>> ax = nested_intervals([1, 1], [0, 1], names="ab", ax=plt.figure().gca())
    >>> [text.get_text() for text in ax.texts if text.get_text()[-1].isdigit()]
    ['0', '1', '0', '1/2', '1/4', '1/2']
    >>> plt.close()
    """
    if len(frequencies) != len(names):
        raise ValueError(
            f"{len(frequencies)} frequencies and {len(names)} names: expected as many."
        )
    starts = [Fraction(s, sum(frequencies)) for s in accumulate(frequencies, initial=0)]
    low, width = Fraction(0), Fraction(1)
    for row, symbol in enumerate([*message, None]):
        top = -float(row)
        for end, x, side in ((low, 0, "right"), (low + width, 1, "left")):
            ax.text(x + (0.015 if x else -0.015), top - 0.2, str(end), ha=side, va="center")
        for k, name in enumerate(names):
            _part(ax, float(starts[k]), float(starts[k + 1]), top, name, k == symbol)
        if symbol is not None:
            for x, part_edge in ((0, starts[symbol]), (1, starts[symbol + 1])):
                ax.plot([float(part_edge), x], [top - 0.4, top - 1], color=_Q, linewidth=1)
            size = starts[symbol + 1] - starts[symbol]
            low, width = low + width * starts[symbol], width * size
    ax.set(xlim=(-0.2, 1.27), ylim=(-len(message) - 0.5, 0.1))
    ax.axis("off")
    return ax


def _part(ax: Axes, left: float, right: float, top: float, name: str, chosen: bool) -> None:
    """Draw one symbol's part of a row."""
    look = {"facecolor": _Q, "edgecolor": "white"} if chosen else {"facecolor": _PALE}
    ax.add_patch(Rectangle((left, top - 0.4), right - left, 0.4, **{"edgecolor": "white"} | look))
    color = "white" if chosen else "black"
    ax.text((left + right) / 2, top - 0.2, name, ha="center", va="center", color=color)
