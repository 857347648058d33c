"""Likelihoods that become losses, chords that test convexity, scores and reliability."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from ce_utils.plotting.style import DISTRIBUTION_STYLES, LOSS_STYLES, NEUTRAL_STYLE

__all__ = ["cost_with_chord", "likelihood_needles", "reliability_diagram", "score_curves"]

# From few data to many: darker, and drawn with longer strokes.
_NEEDLES = (
    {"color": "#8E8E8E", "linestyle": ":"},
    {"color": "#9C6ACB", "linestyle": "--"},
    {"color": "#5B2A86", "linestyle": "-"},
)
_SCORE_STYLES = {
    "log loss": LOSS_STYLES["sigmoid cross-entropy"],
    "Brier score": LOSS_STYLES["quadratic"],
    "error rate": NEUTRAL_STYLE,
}


def likelihood_needles(
    guesses: ArrayLike, loss: ArrayLike, *, sizes: Sequence[int], ax: Axes
) -> Axes:
    r"""Draw the likelihood of N data, as a share of its maximum, for one mean loss.

    .. math:: L_N(q) / \max L_N = e^{-N (\ell(q) - \min \ell)}

    Parameters
    ----------
    guesses : array_like of float, shape (n_guesses,)
        The parameter of the model.
    loss : array_like of float, shape (n_guesses,)
        Mean negative log-likelihood of each guess, in nats.
    sizes : sequence of int
        Up to three numbers of data N, from few to many.
    ax : matplotlib.axes.Axes
        Where to draw.

    Returns
    -------
    matplotlib.axes.Axes
        `ax`, with the vertical axis named; the caller names the horizontal one.

    Raises
    ------
    ValueError
        If there are more sizes than line styles.

    Examples
    --------
    >>> import matplotlib.pyplot as plt
    >>> ax = likelihood_needles([0, 1], [0, 1], sizes=[2], ax=plt.figure().gca())
    >>> ax.lines[0].get_ydata().round(3).tolist()  # exp(0), exp(-2)
    [1.0, 0.135]
    >>> plt.close()

    References
    ----------
    Bishop, Pattern Recognition and Machine Learning, 2006, section 4.3.2, equation 4.90: the cost
    as minus the logarithm of the likelihood, here the mean over N data.
    """
    if len(sizes) > len(_NEEDLES):
        raise ValueError(f"{len(sizes)} sizes came; expected at most {len(_NEEDLES)}.")
    excess = np.asarray(loss, dtype=float) - np.min(loss)
    for size, style in zip(sizes, _NEEDLES[-len(sizes) :], strict=True):
        ax.plot(guesses, np.exp(-size * excess), label=f"N = {size:,}", **style)
    ax.set_ylabel("likelihood\n(share of its maximum)")
    return ax


def cost_with_chord(
    cost: Callable[[np.ndarray], np.ndarray],
    grid: ArrayLike,
    *,
    ends: tuple[float, float],
    ax: Axes,
) -> Axes:
    """Draw a cost and the chord between two of its points: a convex cost stays below it.

    The gap between the two is shaded.

    Parameters
    ----------
    cost : callable
        Takes an array of parameters, returns their costs in nats.
    grid : array_like of float, shape (n_points,)
        Where to draw the cost.
    ends : (float, float)
        The parameters at the chord's two ends, the smaller first.
    ax : matplotlib.axes.Axes
        Where to draw.

    Returns
    -------
    matplotlib.axes.Axes
        `ax`; the caller names the horizontal axis.

    Examples
    --------
    >>> import matplotlib.pyplot as plt
    >>> ax = cost_with_chord(np.square, [0, 1, 2], ends=(0, 2), ax=plt.figure().gca())
    >>> ax.lines[1].get_ydata().tolist()
    [0.0, 4.0]
    >>> plt.close()
    """
    points, tips = np.asarray(grid, dtype=float), np.asarray(ends, dtype=float)
    ax.plot(points, cost(points), label="cost", **DISTRIBUTION_STYLES["q"])
    ax.lines[-1].set_linestyle("-")
    ax.plot(tips, cost(tips), "o-", color="#B3261E", linewidth=1.5, label="chord")
    between = np.linspace(*tips, 200)
    chord = np.interp(between, tips, cost(tips))
    ax.fill_between(between, chord, cost(between), color="#B3261E", alpha=0.2, linewidth=0)
    ax.set_ylabel("cross-entropy (nats)")
    return ax


def score_curves(
    guesses: ArrayLike, scores: Mapping[str, ArrayLike], *, truth: float, ax: Axes
) -> Axes:
    """Draw expected scores against the probability that a forecaster states.

    A dot marks the minimum of a score that has a single one.

    Parameters
    ----------
    guesses : array_like of float, shape (n_guesses,)
        The stated probabilities q.
    scores : mapping of str to array_like of float, each of shape (n_guesses,)
        Expected scores by name: 'log loss', 'Brier score' or 'error rate'.
    truth : float
        The true probability p, marked by a vertical line.
    ax : matplotlib.axes.Axes
        Where to draw.

    Returns
    -------
    matplotlib.axes.Axes
        `ax`, with both axes named.

    Raises
    ------
    ValueError
        If a score has no style.

    Examples
    --------
    >>> import matplotlib.pyplot as plt
    >>> ax = score_curves([0.1, 0.3], {"log loss": [0.8, 0.6]}, truth=0.3, ax=plt.figure().gca())
    >>> ax.collections[0].get_offsets().tolist()
    [[0.3, 0.6]]
    >>> plt.close()
    """
    unknown = [name for name in scores if name not in _SCORE_STYLES]
    if unknown:
        raise ValueError(f"scores has {unknown[0]!r}; expected {', '.join(_SCORE_STYLES)}.")
    stated = np.asarray(guesses, dtype=float)
    for name, score in scores.items():
        values, style = np.asarray(score, dtype=float), _SCORE_STYLES[name]
        ax.plot(stated, values, label=name, **style)
        if np.count_nonzero(values == values.min()) == 1:
            lowest = values.argmin()
            ax.scatter(stated[lowest], values[lowest], s=60, color=style["color"], zorder=3)
    ax.axvline(truth, color=DISTRIBUTION_STYLES["p"]["color"], linewidth=1, label="truth")
    ax.set(xlabel="stated probability $q$", ylabel="expected score")
    return ax


def reliability_diagram(
    probs: ArrayLike, outcomes: ArrayLike, *, role: str, label: str, n_bins: int = 10, ax: Axes
) -> Axes:
    r"""Draw how often an event happened against the probability that was stated for it.

    The predictions are sorted into bins of equal width. Each bin that is not empty gives one
    point, with the bar :math:`\pm 1.96 \sqrt{f(1-f)/n}` of the observed frequency f.

    Parameters
    ----------
    probs : array_like of float, shape (n_examples,), in [0, 1]
        Stated probabilities.
    outcomes : array_like, shape (n_examples,), 0 or 1
        What happened.
    role : {'p', 'q'}
        Key of `DISTRIBUTION_STYLES`: the truth, or a model.
    label : str
        Name in the legend.
    n_bins : int, default 10
        Number of bins of [0, 1].
    ax : matplotlib.axes.Axes
        Where to draw.

    Returns
    -------
    matplotlib.axes.Axes
        `ax`, with both axes named and the diagonal drawn.

    Raises
    ------
    ValueError
        If `probs` and `outcomes` differ in shape.

    Examples
    --------
    >>> import matplotlib.pyplot as plt
    >>> ax = plt.figure().gca()
    >>> ax = reliability_diagram([0.2, 0.2, 0.9], [0, 1, 1], role="q", label="model", ax=ax)
    >>> ax.lines[1].get_xydata().round(3).tolist()
    [[0.2, 0.5], [0.9, 1.0]]
    >>> plt.close()
    """
    stated, happened = np.asarray(probs, dtype=float), np.asarray(outcomes, dtype=float)
    if stated.shape != happened.shape:
        raise ValueError(
            f"probs has shape {stated.shape} and outcomes {happened.shape}; expected the same."
        )
    bins = np.minimum((stated * n_bins).astype(int), n_bins - 1)
    counts = np.bincount(bins, minlength=n_bins)
    used = counts > 0
    mean_stated = np.bincount(bins, stated, minlength=n_bins)[used] / counts[used]
    frequency = np.bincount(bins, happened, minlength=n_bins)[used] / counts[used]
    bars = 1.96 * np.sqrt(frequency * (1 - frequency) / counts[used])
    ax.axline((0, 0), (1, 1), color="#8E8E8E", linewidth=1, zorder=1)
    marker = {"p": "o", "q": "s"}[role]
    style = DISTRIBUTION_STYLES[role]
    ax.errorbar(mean_stated, frequency, bars, marker=marker, capsize=3, label=label, **style)
    ax.set(xlabel="stated probability", ylabel="observed frequency", xlim=(0, 1), ylim=(0, 1))
    return ax
