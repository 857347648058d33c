"""Where a linear classifier of two features changes its mind."""

from collections.abc import Mapping

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from ce_utils.plotting.style import LOSS_STYLES, NEUTRAL_STYLE

__all__ = ["decision_lines"]

_LINE_STYLES = {**LOSS_STYLES, "least squares": NEUTRAL_STYLE}
# Two classes told apart by colour and by mark.
_CLASS_MARKS = (
    {"marker": "o", "facecolors": "none", "edgecolors": "#5B2A86"},
    {"marker": "x", "color": "#00798C"},
)


def decision_lines(
    points: ArrayLike, labels: ArrayLike, weights: Mapping[str, ArrayLike], *, ax: Axes
) -> Axes:
    r"""Draw points of two classes and the lines on which linear classifiers are undecided.

    .. math:: w_0 + w_1 x_1 + w_2 x_2 = 0

    Parameters
    ----------
    points : array_like of float, shape (n, 2)
        Two features of each example.
    labels : array_like, shape (n,), 0 or 1
        Their classes: circles and crosses.
    weights : mapping of str to array_like of float, each of shape (3,)
        Intercept and two weights of each classifier, by the name of its loss: a key of
        `LOSS_STYLES`, or 'least squares'.
    ax : matplotlib.axes.Axes
        Where to draw. Set its limits afterwards: a line has no end.

    Returns
    -------
    matplotlib.axes.Axes
        `ax`, with both axes named.

    Raises
    ------
    ValueError
        If a classifier has no style, or `points` and `labels` do not fit together.

    Examples
    --------
    >>> import matplotlib.pyplot as plt
    >>> lines = {"quadratic": [-1, 1, 0]}
    >>> ax = decision_lines([[0, 0], [2, 0]], [0, 1], lines, ax=plt.figure().gca())
    >>> np.asarray(ax.lines[0].get_xy1()).tolist()
    [1.0, 0.0]
    >>> plt.close()

    References
    ----------
    Bishop, Pattern Recognition and Machine Learning, 2006, section 4.1.1.
    """
    unknown = [name for name in weights if name not in _LINE_STYLES]
    if unknown:
        raise ValueError(f"weights has {unknown[0]!r}; expected {', '.join(_LINE_STYLES)}.")
    places, classes = np.asarray(points, dtype=float), np.asarray(labels)
    if places.shape != (*classes.shape, 2):
        raise ValueError(
            f"points has shape {places.shape} and labels {classes.shape}; expected (n, 2) and (n,)."
        )
    for label, marks in enumerate(_CLASS_MARKS):
        ax.scatter(*places[classes == label].T, s=20, label=f"class {label}", **marks)
    for name, (intercept, *normal) in weights.items():
        foot, across = _foot_and_direction(intercept, np.asarray(normal, dtype=float))
        ax.axline(foot, foot + across, label=name, **_LINE_STYLES[name])
    ax.set(xlabel="$x_1$", ylabel="$x_2$")
    return ax


def _foot_and_direction(intercept, normal):
    """Return the line's point nearest to the origin, and a vector along the line."""
    # Adding 0.0 turns -0.0 into 0.0.
    foot = 0.0 - intercept * normal / (normal @ normal)
    return foot + 0.0, np.array([-normal[1], normal[0]])
