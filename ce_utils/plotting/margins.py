"""Losses over the margin: how right an answer is, and what each loss makes of it."""

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from ce_utils.links import softplus
from ce_utils.plotting.style import LOSS_STYLES

__all__ = ["margin_losses"]

_FORMULAS = {
    "perceptron": ("perceptron", lambda m: np.maximum(0, -m)),
    "hinge": ("hinge", lambda m: np.maximum(0, 1 - m)),
    "sigmoid cross-entropy": ("cross-entropy", lambda m: softplus(-m)),
}


def margin_losses(margins: ArrayLike, *, ax: Axes) -> Axes:
    r"""Draw perceptron cost, hinge loss and cross-entropy over the margin.

    .. math:: \max(0, -m), \qquad \max(0, 1 - m), \qquad \ln(1 + e^{-m})

    with the margin :math:`m = s z`, where s is the label, -1 or +1, and z the logit.
    A dot marks each kink.

    Parameters
    ----------
    margins : array_like of float, shape (n_points,)
        Where to draw them.
    ax : matplotlib.axes.Axes
        Where to draw.

    Returns
    -------
    matplotlib.axes.Axes
        `ax`, with both axes named.

    Examples
    --------
    >>> import matplotlib.pyplot as plt
    >>> ax = margin_losses([-1, 0.5, 1], ax=plt.figure().gca())
    >>> [line.get_ydata().round(3).tolist() for line in ax.lines[:3]]
    [[1.0, 0.0, 0.0], [2.0, 0.5, 0.0], [1.313, 0.474, 0.313]]
    >>> plt.close()

    References
    ----------
    Rosasco, De Vito, Caponnetto, Piana and Verri, Are loss functions all the same?, Neural
    Computation 16(5), 2004, 1063-1076.
    """
    points = np.asarray(margins, dtype=float)
    for name, (label, formula) in _FORMULAS.items():
        ax.plot(points, formula(points), label=label, **LOSS_STYLES[name])
    for name, kink in (("perceptron", 0), ("hinge", 1)):
        ax.plot(kink, 0, "o", color=LOSS_STYLES[name]["color"], markersize=7)
    ax.axvline(0, color="black", linewidth=0.8)
    ax.set(xlabel="margin $m = s z$", ylabel="loss")
    return ax
