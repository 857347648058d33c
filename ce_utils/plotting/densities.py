"""Two densities in one picture, and their cross-entropy as an area."""

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from ce_utils.checks import as_floating
from ce_utils.plotting.divergence import WASTED, of_length
from ce_utils.plotting.style import DISTRIBUTION_STYLES

__all__ = ["cross_entropy_area", "densities"]

P, Q = (DISTRIBUTION_STYLES[name] for name in "pq")


def _curves(x: ArrayLike, p: ArrayLike, q: ArrayLike) -> list[np.ndarray]:
    """Return the places and both densities as rows of equal length."""
    places, _ = as_floating(x, "x")
    rows = (("x", x), ("p", p), ("q", q))
    return [of_length(values, name, places.size, "point of x") for name, values in rows]


def densities(x: ArrayLike, p: ArrayLike, q: ArrayLike, *, ax: Axes) -> Axes:
    """Draw the true density, filled, and the density of a model as a line.

    Parameters
    ----------
    x : array_like of float, shape (n_points,)
        Where the densities are given.
    p, q : array_like of float, shape (n_points,), in units of 1/x
        The true density and the model's.
    ax : matplotlib.axes.Axes
        Where to draw.

    Returns
    -------
    matplotlib.axes.Axes
        `ax`, with both axes named and a legend.

    Raises
    ------
    ValueError
        If `p` or `q` is not of the shape of `x`.
    """
    x, p, q = _curves(x, p, q)
    ax.fill_between(x, p, color=P["color"], alpha=0.25, linewidth=0)
    ax.plot(x, p, label="$p$", **P)
    ax.plot(x, q, label="$q$", **Q)
    ax.set(xlabel="$x$", ylabel="density")
    ax.legend()
    return ax


def cross_entropy_area(x: ArrayLike, p: ArrayLike, q: ArrayLike, *, ax: Axes) -> Axes:
    r"""Draw cross-entropy as an area: the one below :math:`-p(x) \ln q(x)`.

    Parameters
    ----------
    x : array_like of float, shape (n_points,), increasing
        Where the densities are given; wide enough to hold all of `p`.
    p, q : array_like of float, shape (n_points,), in units of 1/x
        The true density and the model's, which is positive.
    ax : matplotlib.axes.Axes
        Where to draw.

    Returns
    -------
    matplotlib.axes.Axes
        `ax`, with both axes named and the area (trapezoids, in nats) in the legend.

    Raises
    ------
    ValueError
        If `p` or `q` is not of the shape of `x`, or `q` is not positive.

    Examples
    --------
    >>> import matplotlib.pyplot as plt
    >>> ax = cross_entropy_area([0, 1], [1, 1], [0.5, 0.5], ax=plt.figure().gca())
    >>> ax.get_legend().get_texts()[0].get_text()
    'area: 0.693 nats'
    >>> plt.close()
    """
    x, p, q = _curves(x, p, q)
    if not (q > 0).all():
        raise ValueError("q is not positive everywhere; expected a density whose logarithm exists.")
    costs = -p * np.log(q)
    area = np.sum((costs[1:] + costs[:-1]) / 2 * np.diff(x))
    ax.fill_between(x, costs, color=WASTED, alpha=0.35, linewidth=0, label=f"area: {area:.3f} nats")
    ax.plot(x, costs, color=WASTED)
    ax.set(xlabel="$x$", ylabel=r"$-p(x)\ \ln q(x)$")
    ax.legend()
    return ax
