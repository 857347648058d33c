"""How far from the minimum an optimiser is, step by step."""

from collections.abc import Mapping

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

__all__ = ["distances_by_step"]

# Lines and marks, in the order in which the walks come.
_STYLES = (
    {"color": "#5F5F5F", "linestyle": "-", "marker": None},
    {"color": "#00798C", "linestyle": "--", "marker": "s"},
    {"color": "#B3261E", "linestyle": "-", "marker": "o"},
)


def distances_by_step(distances: Mapping[str, ArrayLike], *, floor: float, ax: Axes) -> Axes:
    """Draw the distance to the minimum, on a logarithmic axis, against the step.

    A method that adds a fixed number of digits per step is a straight line.

    Parameters
    ----------
    distances : mapping of str to array_like of float, each of shape (n_steps + 1,)
        By the name of the optimiser: distances of its weights from the minimum, from the
        start on. Up to three.
    floor : float
        Distances at or below it are rounding, and left out.
    ax : matplotlib.axes.Axes
        Where to draw.

    Returns
    -------
    matplotlib.axes.Axes
        `ax`, with both axes named.

    Raises
    ------
    ValueError
        If there are more optimisers than styles.

    Examples
    --------
    >>> import matplotlib.pyplot as plt
    >>> ax = distances_by_step({"Newton": [1, 0.1, 0.001, 0]}, floor=1e-9, ax=plt.figure().gca())
    >>> ax.lines[0].get_xydata().tolist()  # step 0 is the start
    [[0.0, 1.0], [1.0, 0.1], [2.0, 0.001]]
    >>> plt.close()
    """
    if len(distances) > len(_STYLES):
        raise ValueError(f"{len(distances)} optimisers came; expected at most {len(_STYLES)}.")
    for (name, distance), style in zip(distances.items(), _STYLES, strict=False):
        values = np.asarray(distance, dtype=float)
        seen = values > floor
        ax.semilogy(np.flatnonzero(seen), values[seen], label=name, **style)
    ax.set(xlabel="step", ylabel="distance to the minimum")
    return ax
