"""Show a progress bar on long runs, and nothing where the output is stored or compared."""

import os
import sys
from collections.abc import Iterable

__all__ = ["progress_bar"]

SWITCH = "CE_UTILS_PROGRESS"
PATIENCE = 2.0  # seconds that a run may take before a bar that nobody asked for appears


def progress_bar(iterable: Iterable, *, description: str, show: bool | None = None) -> Iterable:
    """Return the iterable, wrapped in a text progress bar where one is wanted.

    Parameters
    ----------
    iterable : iterable
        What the loop runs over; the bar knows its length if ``len`` does.
    description : str
        The words before the bar.
    show : bool or None
        True draws the bar at once, False never. None, the default, draws it after two seconds,
        and only where a person is watching: on a terminal or in a notebook.

    Returns
    -------
    iterable
        The same elements in the same order. The bar goes to the standard error stream and wipes
        itself out at the end.

    Raises
    ------
    ValueError
        `show` is neither True nor False nor None.

    Notes
    -----
    The environment variable ``CE_UTILS_PROGRESS=0`` switches every bar off, also one asked for
    with ``show=True``: builds set it, so that no bar gets into a stored output. Without the
    package ``tqdm`` there is no bar either.

    Examples
    --------
    >>> from ce_utils.progress import progress_bar
    >>> [epoch for epoch in progress_bar(range(3), description="training", show=False)]
    [0, 1, 2]
    """
    if not (show is None or isinstance(show, bool)):
        raise ValueError(
            f"progress is {show!r}: expected True, False or None, which draws a bar where a person "
            "is watching."
        )
    if not _wanted(show):
        return iterable
    try:
        from tqdm import tqdm
    except ImportError:
        return iterable
    delay = 0.0 if show else PATIENCE
    return tqdm(iterable, desc=description, delay=delay, leave=False, file=sys.stderr)


def _wanted(show: bool | None) -> bool:
    """Tell whether a bar may be drawn: the switch first, then the caller, then the surroundings."""
    if os.environ.get(SWITCH) == "0":
        return False
    return _is_watched() if show is None else show


def _is_watched() -> bool:
    """Tell whether standard error is a terminal or belongs to a notebook."""
    return sys.stderr.isatty() or "ipykernel" in sys.modules
