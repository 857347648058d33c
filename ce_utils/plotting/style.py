"""The book's style, and one fixed colour and line for each loss and each role."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import matplotlib as mpl

__all__ = ["DISTRIBUTION_STYLES", "LOSS_STYLES", "NEUTRAL_STYLE", "style_of", "use_style"]

#: Colour and line style of each loss, the same through the whole book: a mapping of a loss's name
#: to what `matplotlib.axes.Axes.plot` takes. The palette is Okabe and Ito's, made for colour-blind
#: readers; the line style says the same again.
LOSS_STYLES: Mapping[str, Mapping[str, Any]] = MappingProxyType(
    {
        "quadratic": {"color": "#D55E00", "linestyle": "--"},
        "sigmoid cross-entropy": {"color": "#0072B2", "linestyle": "-"},
        "softmax cross-entropy": {"color": "#007A5A", "linestyle": "-."},
        "hinge": {"color": "#A6407C", "linestyle": (0, (1, 1))},
        "multiclass hinge": {"color": "#553300", "linestyle": (0, (3, 1))},
        "focal": {"color": "#AA22FF", "linestyle": (0, (5, 1, 1, 1))},
        "weighted sigmoid cross-entropy": {"color": "#330088", "linestyle": (0, (9, 2))},
        "balanced sigmoid cross-entropy": {"color": "#000000", "linestyle": (0, (9, 2, 3, 2))},
        "perceptron": {"color": "#5F5F5F", "linestyle": (0, (6, 2, 1, 2, 1, 2))},
    }
)

# What stands beside the losses for comparison, and is none of them.
NEUTRAL_STYLE: Mapping[str, str] = MappingProxyType({"color": "#4D4D4D", "linestyle": ":"})

#: Colour and line style of the true distribution p and of the model q, wherever both are drawn: a
#: mapping of "p" and "q" to what `matplotlib.axes.Axes.plot` takes.
DISTRIBUTION_STYLES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "p": {"color": "#5B2A86", "linestyle": "-"},
        "q": {"color": "#00798C", "linestyle": "--"},
    }
)

_STYLE = {
    "figure.figsize": (7.0, 4.0),
    "figure.dpi": 144,
    "figure.constrained_layout.use": True,
    "figure.facecolor": "white",
    "axes.grid": True,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.titlesize": "medium",
    "font.size": 11,
    "grid.alpha": 0.3,
    "legend.frameon": False,
    "lines.linewidth": 2.0,
    "svg.hashsalt": "ce_utils",
}


def use_style() -> None:
    """Give every figure of this session the book's look.

    Notes
    -----
    It changes matplotlib's `rcParams`; `matplotlib.rcdefaults()` takes it back.

    Examples
    --------
    >>> use_style()
    >>> mpl.rcParams["figure.figsize"]
    [7.0, 4.0]
    """
    mpl.rcParams.update(_STYLE)


def style_of(loss: str) -> Mapping[str, Any]:
    """Return colour and line style of a loss.

    Parameters
    ----------
    loss : str
        A key of `LOSS_STYLES`.

    Returns
    -------
    mapping of str to object
        What `Axes.plot` takes: the keys 'color' and 'linestyle'.

    Raises
    ------
    ValueError
        If `loss` has no style.

    Examples
    --------
    >>> style_of("quadratic")["linestyle"]
    '--'
    """
    if loss not in LOSS_STYLES:
        raise ValueError(f"loss is {loss!r}; expected one of {', '.join(LOSS_STYLES)}.")
    return LOSS_STYLES[loss]
