"""Where a cost bends up and where it bends down: along a logit, and over two weights."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.cm import ScalarMappable
from matplotlib.colors import SymLogNorm
from numpy.typing import ArrayLike

from ce_utils.plotting.style import style_of
from ce_utils.plotting.surfaces import on_grid

__all__ = ["curvature_slice", "eigenvalue_map"]

# Purple above 0 and orange below; the hatching and the line at 0 say the same without colour.
_COLORS = "PuOr"


def curvature_slice(
    logits: ArrayLike, values: ArrayLike, bends: ArrayLike, *, loss: str, axes: tuple[Axes, Axes]
) -> tuple[Axes, Axes]:
    """Draw a loss along one logit, and below it its second derivative.

    Where the second derivative is negative, it is shaded, and the loss is drawn thick.

    Parameters
    ----------
    logits : array_like of float, shape (n_points,)
        Increasing values of the logit.
    values, bends : array_like of float, shape (n_points,)
        The loss and its second derivative there.
    loss : str
        Key of `LOSS_STYLES`.
    axes : (matplotlib.axes.Axes, matplotlib.axes.Axes)
        Where to draw the loss, and where its second derivative.

    Returns
    -------
    (matplotlib.axes.Axes, matplotlib.axes.Axes)
        `axes`; the caller names the horizontal one.

    Raises
    ------
    ValueError
        If the three arrays differ in shape, or `loss` has no style.

    Examples
    --------
    >>> fig, axes = plt.subplots(2)
    >>> upper, lower = curvature_slice([0, 1], [0, 1], [1, -1], loss="quadratic", axes=axes)
    >>> upper.lines[1].get_ydata().tolist()  # the part that bends down
    [nan, 1.0]
    >>> plt.close()
    """
    z, value, bend = (np.asarray(array, dtype=float) for array in (logits, values, bends))
    if not z.shape == value.shape == bend.shape:
        raise ValueError(
            f"logits, values and bends have the shapes {z.shape}, {value.shape} and {bend.shape}: "
            "expected the same; evaluate both at every logit."
        )
    (upper, lower), style = axes, style_of(loss)
    upper.plot(z, value, label=loss, **style)
    down = np.where(bend < 0, value, np.nan)
    upper.plot(z, down, color=style["color"], linewidth=6, alpha=0.35)
    lower.axhline(0, color="black", linewidth=0.8)
    lower.plot(z, bend, label=loss, **style)
    lower.fill_between(z, np.minimum(bend, 0), 0, color=style["color"], alpha=0.35, linewidth=0)
    upper.set_ylabel("loss")
    lower.set_ylabel("second derivative")
    return upper, lower


def eigenvalue_map(
    x: ArrayLike, y: ArrayLike, eigenvalues: ArrayLike, *, limit: float = 0.1, ax: Axes
) -> ScalarMappable:
    """Map the smallest eigenvalue of a Hessian over two weights.

    Its sign is shown three times: by colour, by hatching where it is negative, and by a black
    line where it is 0. The scale is logarithmic away from 0.

    Parameters
    ----------
    x, y : array_like of float, shapes (n_x,) and (n_y,)
        Values of the two weights.
    eigenvalues : array_like of float, shape (n_y, n_x)
        The smallest eigenvalue at each pair; row i belongs to ``y[i]``.
    limit : float, default 0.1
        Eigenvalue at which the colours end, on both sides.
    ax : matplotlib.axes.Axes
        Where to draw.

    Returns
    -------
    matplotlib.cm.ScalarMappable
        For the figure's colour bar; `ax` has the map.

    Raises
    ------
    ValueError
        If `eigenvalues` does not fit `x` and `y`.

    Examples
    --------
    >>> drawn = eigenvalue_map([0, 1], [0, 1], [[-1, 1], [-1, 1]], limit=1, ax=plt.figure().gca())
    >>> drawn.get_clim()
    (-1.0, 1.0)
    >>> plt.close()
    """
    across, along, lowest = on_grid(x, y, eigenvalues, "eigenvalues")
    norm = SymLogNorm(limit / 1000, vmin=-limit, vmax=limit)
    drawn = ax.pcolormesh(across, along, lowest, cmap=_COLORS, norm=norm, rasterized=True)
    if lowest.min() < 0:
        bands = [lowest.min(), 0, max(lowest.max(), 1)]
        with plt.rc_context({"hatch.linewidth": 0.5}):
            ax.contourf(across, along, lowest, levels=bands, colors="none", hatches=["//", None])
        ax.contour(across, along, lowest, levels=[0], colors="black", linewidths=1.5)
    ax.grid(visible=False)
    return drawn
