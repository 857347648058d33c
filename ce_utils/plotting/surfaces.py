"""A cost over two weights: as a landscape in three dimensions, and as a map with paths."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from mpl_toolkits.mplot3d.axes3d import Axes3D
from numpy.typing import ArrayLike

__all__ = ["loss_contours", "loss_surface"]

_COLORS = "viridis"
# Starts are told apart by their marks as well, since the paths cross.
_MARKS = ("o", "s", "^", "D")


def loss_surface(x: ArrayLike, y: ArrayLike, heights: ArrayLike, *, ax: Axes3D) -> Axes3D:
    """Draw a cost over two weights as a landscape.

    Parameters
    ----------
    x : array_like of float, shape (n_x,)
        Values of the weight on the first axis.
    y : array_like of float, shape (n_y,)
        Values of the weight on the second axis.
    heights : array_like of float, shape (n_y, n_x)
        The cost, in its unit; row i belongs to ``y[i]``.
    ax : mpl_toolkits.mplot3d.axes3d.Axes3D
        Where to draw: made with ``projection="3d"``.

    Returns
    -------
    mpl_toolkits.mplot3d.axes3d.Axes3D
        `ax`; the caller names its axes.

    Raises
    ------
    ValueError
        If `heights` does not fit `x` and `y`.

    Examples
    --------
    >>> import matplotlib.pyplot as plt
    >>> ax = plt.figure().add_subplot(projection="3d")
    >>> ax = loss_surface([0, 1], [0, 1, 2], [[0, 1], [1, 2], [4, 5]], ax=ax)
    >>> ax.zz_dataLim.intervalx.tolist()  # from the lowest point to the highest
    [0.0, 5.0]
    >>> plt.close()
    """
    across, along, cost = on_grid(x, y, heights, "heights")
    mesh = np.meshgrid(across, along)
    ax.plot_surface(*mesh, cost, cmap=_COLORS, rcount=60, ccount=60, linewidth=0)
    ax.contour(*mesh, cost, levels=12, colors="black", linewidths=0.5, alpha=0.6)
    ax.locator_params(nbins=5)
    return ax


def loss_contours(
    x: ArrayLike,
    y: ArrayLike,
    heights: ArrayLike,
    *,
    levels: ArrayLike | int = 14,
    paths: Sequence[ArrayLike] = (),
    ax: Axes,
) -> Axes:
    """Draw a cost over two weights as a map of heights, and descents on it.

    Dark is low. Each path has a mark of its own at its start, and a star at its end.

    Parameters
    ----------
    x, y, heights : array_like of float, shapes (n_x,), (n_y,) and (n_y, n_x)
        As in `loss_surface`.
    levels : int or array_like of float, shape (n_levels,), default 14
        Number of levels, or their heights.
    paths : sequence of array_like of float, each of shape (n_points, 2)
        Up to four sequences of weights (first axis, second axis).
    ax : matplotlib.axes.Axes
        Where to draw.

    Returns
    -------
    matplotlib.axes.Axes
        `ax`; the caller names its axes.

    Raises
    ------
    ValueError
        If `heights` does not fit `x` and `y`, or there are more paths than marks.

    Examples
    --------
    >>> import matplotlib.pyplot as plt
    >>> ax = plt.figure().gca()
    >>> path = [[0, 2], [0, 1]]
    >>> ax = loss_contours([0, 1], [0, 1, 2], [[0, 1], [1, 2], [4, 5]], paths=[path], ax=ax)
    >>> ax.lines[0].get_xydata().tolist()
    [[0.0, 2.0], [0.0, 1.0]]
    >>> plt.close()
    """
    across, along, cost = on_grid(x, y, heights, "heights")
    if len(paths) > len(_MARKS):
        raise ValueError(f"{len(paths)} paths came; expected at most {len(_MARKS)}, one per mark.")
    ax.contourf(across, along, cost, levels=levels, cmap=_COLORS, extend="both", alpha=0.85)
    ax.contour(across, along, cost, levels=levels, colors="black", linewidths=0.4, alpha=0.5)
    for path, mark in zip(paths, _MARKS, strict=False):
        points = np.asarray(path, dtype=float)
        ax.plot(*points.T, color="white", linewidth=1.8)
        ends = {"color": "white", "markeredgecolor": "black", "linestyle": "none", "clip_on": False}
        ax.plot(*points[0], marker=mark, markersize=7, **ends)
        ax.plot(*points[-1], marker="*", markersize=13, **ends)
    ax.grid(visible=False)
    return ax


def on_grid(x, y, values, name):
    """Return both axes and the values on their grid as arrays, or say what came instead."""
    across, along, grid = (np.asarray(array, dtype=float) for array in (x, y, values))
    if grid.shape != (along.size, across.size):
        raise ValueError(
            f"{name} has shape {grid.shape}: expected ({along.size}, {across.size}), a row for "
            "each y and a column for each x; transpose it."
        )
    return across, along, grid
