"""What many runs reach as one setting is swept, so that each loss is seen at its best."""

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from ce_utils.plotting.style import style_of

__all__ = ["runs_over_setting"]


def runs_over_setting(settings: ArrayLike, results: ArrayLike, *, loss: str, ax: Axes) -> Axes:
    """Draw the result of each run against a setting; a line joins the medians.

    Parameters
    ----------
    settings : array_like of float, shape (n_settings,)
        The setting, such as a learning rate, in its own unit.
    results : array_like of float, shape (n_settings, n_runs)
        What the runs reached, one row for each setting.
    loss : str
        The loss trained with, a key of `LOSS_STYLES`.
    ax : matplotlib.axes.Axes
        Where to draw.

    Returns
    -------
    matplotlib.axes.Axes
        `ax`; the caller names both axes and chooses their scales.

    Raises
    ------
    ValueError
        If `loss` has no style, or there is not one row of results for each setting.

    Examples
    --------
    >>> import matplotlib.pyplot as plt
    >>> runs = [[0.1, 0.2, 0.9], [0.5, 0.6, 0.6]]
    >>> ax = runs_over_setting([1, 10], runs, loss="quadratic", ax=plt.figure().gca())
    >>> ax.lines[-1].get_ydata().tolist()
    [0.2, 0.6]
    >>> plt.close()
    """
    values, style = np.asarray(results, dtype=float), style_of(loss)
    if values.ndim != 2 or len(values) != len(np.atleast_1d(settings)):
        raise ValueError(
            f"results has shape {values.shape}; expected (n_settings, n_runs) with "
            f"{len(np.atleast_1d(settings))} settings."
        )
    for runs in values.T:
        ax.plot(settings, runs, "o", color=style["color"], markersize=4, alpha=0.45)
    ax.plot(settings, np.median(values, axis=1), linewidth=2.5, label=loss, **style)
    return ax
