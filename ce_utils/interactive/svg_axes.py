"""One panel of a figure: its frame, its axes, and a row of keys above it."""

from html import escape

from ce_utils.interactive.svg import element, number, translation

__all__ = ["BOTTOM", "LEFT", "RIGHT", "TOP", "axes", "handle", "label", "panel", "row"]

# The plot within a panel of 360 by 280; the right margin holds labels of lines that end there.
WIDTH, HEIGHT = 360, 280
LEFT, RIGHT, TOP, BOTTOM = 42, 292, 58, 236


def panel(*parts, width=WIDTH, height=HEIGHT):
    """Return an `<svg>` that holds the parts; the figure's alt text speaks for all of them.

    Parameters
    ----------
    *parts : str
        Markup, drawn in this order.
    width, height : int
        Of the `viewBox`; on a screen the panel is as wide as its place.

    Returns
    -------
    str

    Examples
    --------
    >>> print(panel("<g></g>"))
    <svg viewBox="0 0 360 280" aria-hidden="true" focusable="false">
    <g></g>
    </svg>
    """
    box = f"0 0 {width} {height}"
    inside = "\n".join(parts)
    return f'<svg viewBox="{box}" aria-hidden="true" focusable="false">\n{inside}\n</svg>'


def axes(x, y, *, x_label, y_label):
    """Return grid, ticks and names of two axes.

    The vertical axis has its name above it, where it is read without turning one's head.

    Parameters
    ----------
    x, y : Scale
        From `LEFT` to `RIGHT` or beyond, and from `BOTTOM` to `TOP`.
    x_label, y_label : str
        Plain text, with the unit.

    Returns
    -------
    str
    """
    middle = (x.span[0] + x.span[1]) / 2
    return "\n".join(
        [
            *(_across(y(value), text, x.span) for value, text in y.ticks()),
            *(_upright(x(value), text) for value, text in x.ticks(wanted=6)),
            element("path", class_="ce-axis", fill="none", d=_frame(x)),
            label(x_label, middle, BOTTOM + 36, text_anchor="middle"),
            label(y_label, 4, TOP - 22),
        ]
    )


def _frame(x):
    return f"M{LEFT} {TOP}V{BOTTOM}H{number(x.span[1])}"


def _across(height, text, span):
    line = f"M{number(span[0])} {number(height)}H{number(span[1])}"
    tick = label(text, LEFT - 6, height + 4, class_="ce-tick", text_anchor="end")
    return element("path", class_="ce-grid", fill="none", d=line) + tick


def _upright(place, text):
    mark = element("path", class_="ce-axis", fill="none", d=f"M{number(place)} {BOTTOM}v4")
    return mark + label(text, place, BOTTOM + 18, class_="ce-tick", text_anchor="middle")


def label(text, x, y, **attributes):
    """Return a text element; `text` is escaped."""
    return element("text", escape(text, quote=False), x=x, y=y, **attributes)


def handle(name, drawing, x, y, *, size=32):
    """Return a part that a reader can drag: a drawing in a square that a finger meets.

    The script moves it by its `transform` and makes it a slider (`addHandle` in `pointer.js`).

    Parameters
    ----------
    name : str
        Its `data-part`.
    drawing : str
        Markup around (0, 0).
    x, y : float
    size : float, default 32
        Of the square; 28 is 24 pixels wide on a small phone.

    Returns
    -------
    str

    Examples
    --------
    >>> handle("p-1", "", 40, 60, size=30)[:63]
    '<g class="ce-handle" data-part="p-1" transform="translate(40 60'
    """
    square = element("rect", class_="ce-touch", x=-size / 2, y=-size / 2, width=size, height=size)
    place = translation((x, y))
    return element("g", square + drawing, class_="ce-handle", data_part=name, transform=place)


def row(keys):
    """Return a row of keys above a panel: each a small drawing and its name.

    Parameters
    ----------
    keys : list of (str, str)
        A drawing around (0, 0), about 12 wide, and plain text.

    Returns
    -------
    str
    """
    parts, place = [], 12.0
    for drawing, text in keys:
        parts.append(element("g", drawing, transform=f"translate({number(place)} 10)"))
        parts.append(label(text, place + 11, 14))
        place += 11 + 7 * len(text) + 20  # a generous guess at the width of the text
    return "\n".join(parts)
