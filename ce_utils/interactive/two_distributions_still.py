"""What the figure of two distributions draws and writes; `two_distributions.js` does the same."""

from ce_utils.interactive.looks import look
from ce_utils.interactive.svg import Scale, element, path, translation
from ce_utils.interactive.svg_axes import BOTTOM, TOP, handle, label, panel, row
from ce_utils.interactive.two_distributions_words import NATS, OTHER, sum_text, worlds

__all__ = ["draw_still", "layout", "lengths", "moving"]

LEFT, RIGHT = 38, 358  # of the bars: twelve handles of 24 pixels fit into a phone
START, END, OUT = 12, 338, 358  # of the lengths: where one runs out of the picture
FILLED = 0.7  # of its room is a bar
LONGEST = 5.0  # bits
SHARE = Scale((0, 1), (BOTTOM, TOP))
LENGTH = Scale((0, LONGEST), (START, END))
ROWS = {"p": 62, "q": 152}  # the middle of what is needed and wasted in each world
INK = {"style": "--ce-colour: var(--ce-ink)"}


def layout(count):
    """Return where things lie for a number of outcomes, as a dict that the script gets, too."""
    slot = (RIGHT - LEFT) / count
    reach = min(slot / 4, 22)  # from the middle of a pair to that of its bars
    middles = [LEFT + slot * (k + 0.5) for k in range(count)]
    return {
        "places": {
            name: [x + side * reach for x in middles] for name, side in (("p", -1), ("q", 1))
        },
        "half": FILLED * reach,
        "scales": {"share": SHARE.data(), "length": LENGTH.data()},
        "rows": ROWS,
        "out": OUT,
    }


def lengths(name, numbers):
    """Return the three lengths of one world, as the `d` of its parts.

    Parameters
    ----------
    name : {'p', 'q'}
        The world.
    numbers : (float, float, float)
        Needed, wasted and paid, in nats.

    Returns
    -------
    dict of str to str

    Examples
    --------
    >>> lengths("p", (0.5, 0.0, 0.5))["wasted-p"]
    ''
    """
    needed, wasted, paid = (value / NATS["bits"] for value in numbers)
    y, out = ROWS[name], paid > LONGEST
    middle, end = LENGTH(needed), OUT if out else LENGTH(paid)
    below = y + 20
    tip = [(end - 6, below - 5), (end, below), (end - 6, below + 5)]
    lines = [
        [(START, below - 5), (START, below + 5)],
        [(START, below), (end, below)],
        tip if out else [(end, below - 5), (end, below + 5)],
    ]
    return {
        f"needed-{name}": path([(START, y), (middle, y)]),
        f"wasted-{name}": path([(middle, y), (end, y)]) if wasted else "",
        f"paid-{name}": "".join(path(line) for line in lines),
    }


def moving(p, q, unit):
    """Return all that changes: attributes of the parts by their name, and texts.

    Parameters
    ----------
    p, q : array_like, shape (n_outcomes,)
    unit : {'bits', 'nats'}

    Returns
    -------
    parts : dict of str to dict of str to str
    texts : dict of str to str
    """
    parts, texts, half = {}, {}, layout(len(p))["half"]
    for name, (x, y) in _tops(p, q).items():
        corners = [(x - half, BOTTOM), (x - half, y), (x + half, y), (x + half, BOTTOM)]
        parts[f"bar-{name}"] = {"d": path(corners)}
        parts[name] = {"transform": translation((x, y))}
    for name, numbers in worlds(p, q).items():
        parts |= {key: {"d": line} for key, line in lengths(name, numbers).items()}
        texts[f"sum-{name}"] = sum_text(name, numbers, unit)
    for each in NATS:
        parts[f"ruler-{each}"] = {"display": "inline" if each == unit else "none"}
    return parts, texts


def _tops(p, q):
    """Return where each bar ends, by its name: the outcomes count from 1."""
    places = layout(len(p))["places"]
    return {
        f"{name}{k}": (x, SHARE(share))
        for name, probs in (("p", p), ("q", q))
        for k, (x, share) in enumerate(zip(places[name], probs, strict=True), start=1)
    }


def draw_still(p, q, labels, unit):
    """Return the two panels; what carries `data-part` is moved by the script."""
    parts, texts = moving(p, q, unit)
    bars = panel(row([(_mark(name), name) for name in "pq"]), _frame(labels), *_bars(p, q, parts))
    keys = [(_length("needed", INK), "needed"), (_length("wasted", INK), "wasted")]
    keys.append((element("path", class_="ce-curve", d="M-7 -5V5M-7 0H5M5 -5V5", **INK), "paid"))
    rulers = [
        element("g", _ruler(unit), data_part=f"ruler-{unit}", **parts[f"ruler-{unit}"])
        for unit in NATS
    ]
    drawn = [_world(name, parts, texts) for name in ROWS]
    return [bars, panel(row(keys), *rulers, *drawn)]


def _mark(name):
    """Return a disc or a square around (0, 0): colour is not all that tells p and q apart."""
    style = look(name)["style"]
    if name == "p":
        return element("circle", class_="ce-spot", r=6, style=style)
    return element("rect", class_="ce-spot", x=-5.5, y=-5.5, width=11, height=11, style=style)


def _frame(labels):
    places = layout(len(labels))["places"]
    grid = [
        element(
            "path", class_="ce-grid", fill="none", d=path([(LEFT, SHARE(y)), (RIGHT, SHARE(y))])
        )
        + label(text, LEFT - 6, SHARE(y) + 4, class_="ce-tick", text_anchor="end")
        for y, text in SHARE.ticks()
    ]
    under = {"class_": "ce-tick", "text_anchor": "middle"}
    letters = [label(name, x, BOTTOM + 18, **under) for name in "pq" for x in places[name]]
    names = [
        label(text, (left + right) / 2, BOTTOM + 36, text_anchor="middle")
        for text, left, right in zip(labels, places["p"], places["q"], strict=True)
    ]
    return "\n".join([*grid, *letters, *names, label("probability", 4, TOP - 22)])


def _bars(p, q, parts):
    """Return the bars, filled for p and hollow for q, and over them the handles."""
    tops, size = _tops(p, q), 2 * layout(len(p))["half"] / FILLED
    for key in tops:
        style = {"class_": "ce-bar" if key[0] == "p" else "ce-curve", **look(key[0])}
        name = f"bar-{key}"
        yield element("path", data_part=name, stroke_width=2, **style, **parts[name])
    for key, (x, y) in tops.items():
        yield handle(key, _mark(key[0]), x, y, size=size)


def _length(kind, style, **attributes):
    """Return a thick line: solid for what is needed, striped for what is wasted."""
    shape = {"d": "M-6 0H6", "stroke_width": 12} | attributes
    stripes = "2 3" if kind == "wasted" else None
    return element("path", class_="ce-curve", stroke_dasharray=stripes, **style, **shape)


def _world(name, parts, texts):
    other, y = OTHER[name], ROWS[name]
    colours = {"needed": name, "wasted": other}
    drawn = [label(f"World {name}, belief {other}", START, y - 20)]
    for kind, colour in colours.items():
        style, key = {"style": look(colour)["style"]}, f"{kind}-{name}"
        drawn.append(_length(kind, style, data_part=key, stroke_width=22, **parts[key]))
    key = f"paid-{name}"
    drawn.append(element("path", class_="ce-curve", data_part=key, **INK, **parts[key]))
    drawn.append(label(texts[f"sum-{name}"], START, y + 42, data_part=f"sum-{name}"))
    return "\n".join(drawn)


def _ruler(unit):
    scale = Scale((0, LONGEST * NATS["bits"] / NATS[unit]), LENGTH.span)
    foot, drawn = BOTTOM - 16, []
    for value, text in scale.ticks():
        x = scale(value)
        drawn.append(element("path", class_="ce-grid", fill="none", d=path([(x, 36), (x, foot)])))
        drawn.append(label(text, x, foot + 18, class_="ce-tick", text_anchor="middle"))
    drawn.append(label(unit, (START + END) / 2, foot + 36, text_anchor="middle"))
    return "".join(drawn)
