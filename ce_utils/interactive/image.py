"""A drawing as an image of its own: what is shown where no script runs."""

import re
from html import escape
from urllib.parse import quote

__all__ = ["image"]

_SIZE = re.compile(r'<svg viewBox="0 0 (\d+) (\d+)"')
_PLAIN = " /:;=,()+'!*"  # stand for themselves in the address of an image within a page


def image(panel, alt, style):
    """Return an image that holds a panel and its look.

    JupyterLab takes `<svg>` out of a notebook that it does not trust, but keeps images. The script
    puts the panel in place of the image, to move its parts.

    Parameters
    ----------
    panel : str
        From `panel` of `svg_axes.py`.
    alt : str
        What it shows; nothing, if another image tells it.
    style : str
        Style sheet of the parts, for what stands within `.ce-figure`.

    Returns
    -------
    str
        An `<img>`.

    Raises
    ------
    ValueError
        The panel does not begin with its size.

    Examples
    --------
    >>> image('<svg viewBox="0 0 8 6"></svg>', "", "")[:69]
    '<img alt="" width="8" height="6" src="data:image/svg+xml,%3Csvg xmlns'
    """
    found = _SIZE.match(panel)
    if found is None:
        raise ValueError(
            f"a panel begins with {panel[:40]!r}: expected an <svg> with a viewBox from 0 0; "
            "draw it with panel() of svg_axes.py."
        )
    width, height = found.groups()
    size = f'width="{width}" height="{height}"'
    drawing = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" {size}>'
        f'<style>{style}</style><g class="ce-figure">'
        f'<rect fill="var(--ce-paper)" {size}/>{panel}</g></svg>'
    )
    return (
        f'<img alt="{escape(alt)}" {size} src="data:image/svg+xml,{quote(drawing, safe=_PLAIN)}">'
    )
