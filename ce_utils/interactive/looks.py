"""The book's colours and dashes in SVG: each by its CSS variable, so that themes can change it."""

from ce_utils.plotting import DISTRIBUTION_STYLES, LOSS_STYLES

__all__ = ["look"]

_STYLES = {**LOSS_STYLES, **DISTRIBUTION_STYLES}
_NAMED = {"-": (), "--": (6, 4), "-.": (8, 3, 2, 3), ":": (2, 3)}
_SCALE = 2  # matplotlib counts dashes in widths of the line


def look(name):
    """Return how a loss or a distribution is drawn, as attributes for `element`.

    Parameters
    ----------
    name : str
        A key of `LOSS_STYLES` or `DISTRIBUTION_STYLES`: "quadratic", "p".

    Returns
    -------
    dict
        `style`, which sets the colour of the classes `ce-curve` (a line), `ce-spot` (a mark)
        and `ce-bar` (an area); and `stroke_dasharray`, or None for a solid line. `drawing.css`
        must hold the variable, and `_static/book.css` its colour in the dark theme.

    Examples
    --------
    >>> look("quadratic")
    {'style': '--ce-colour: var(--ce-quadratic)', 'stroke_dasharray': '6 4'}
    """
    line = _STYLES[name]["linestyle"]
    dashes = _NAMED[line] if isinstance(line, str) else [_SCALE * each for each in line[1]]
    return {
        "style": f"--ce-colour: var(--ce-{name.replace(' ', '-')})",
        "stroke_dasharray": " ".join(map(str, dashes)) or None,
    }
