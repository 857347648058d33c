"""What the figure of two loss surfaces draws and writes; `loss_surface.js` does the same."""

import numpy as np

from ce_utils.interactive.looks import look
from ce_utils.interactive.loss_surface_map import EDGE, SIDE, TOP_EDGE, map_of, map_scales
from ce_utils.interactive.svg import element, fixed, path, significant, translation
from ce_utils.interactive.svg_axes import handle, label, panel, row
from ce_utils.optimize import gradient_descent

__all__ = ["NAMES", "descend", "draw_still", "points_of", "readout_lines"]

NAMES = {"sigmoid cross-entropy": "cross-entropy", "quadratic": "quadratic"}
WORDS = {"sigmoid cross-entropy": "cross-entropy", "quadratic": "quadratic cost"}
UNITS = {"sigmoid cross-entropy": " nats", "quadratic": ""}
SMALL = 1e-8  # below it the size of a gradient is rounding
BOTTOM = TOP_EDGE + SIDE


def descend(cost, start, rate, steps):
    """Return weights, cost and size of the gradient before training and after each step.

    Parameters
    ----------
    cost : RegressionCost
        Of a bias and a weight.
    start : list of float
        Bias and weight.
    rate : float
    steps : int

    Returns
    -------
    dict
        "weights" (steps + 1, 2), "values" (steps + 1,) and "norms" (steps + 1,), float64. A walk
        that comes to rest before stays where it is.
    """
    walk = gradient_descent(cost, start, learning_rate=rate, steps=steps, tolerance=0)
    rest = steps + 1 - len(walk.values)

    def lengthened(array):
        return np.concatenate([array, np.repeat(array[-1:], rest, axis=0)])

    return {
        "weights": lengthened(walk.weights),
        "values": lengthened(walk.values),
        "norms": lengthened(walk.gradient_norms),
    }


def points_of(walk, scales, step):
    """Return the points of a walk up to a step."""
    return [(scales["b"](b), scales["w"](w)) for b, w in walk["weights"][: step + 1]]


def readout_lines(walks, step, rate, reach):
    """Return the lines under the picture.

    Parameters
    ----------
    walks : dict of str to dict
        By the loss's name, see `descend`.
    step : int
    rate : float
    reach : float
        A place with a larger bias or weight is said to be outside the map.

    Returns
    -------
    list of str
    """
    b, w = walks["quadratic"]["weights"][0]
    lines = [f"Step {step:,} from b = {fixed(b, 1)}, w = {fixed(w, 1)}, learning rate {rate:g}"]
    for loss, walk in walks.items():
        b, w = walk["weights"][step]
        cost = f"cost {significant(walk['values'][step])}{UNITS[loss]}"
        size = _size(walk["norms"][step])
        away = ", outside the map" if max(abs(b), abs(w)) > reach else ""
        place = f"b = {fixed(b, 3)}, w = {fixed(w, 3)}"
        lines.append(f"{WORDS[loss]}: {place}, {cost}, gradient norm {size}{away}")
    return lines


def _size(norm):
    return "below 1e\N{MINUS SIGN}8" if norm < SMALL else significant(norm, 3)


def draw_still(heights, walks, reach, step):
    """Return the two maps with the walks up to a step; what carries `data-part` is moved.

    Parameters
    ----------
    heights : dict of str to ndarray
        By the loss's name, see `heights_on`.
    walks : dict of str to dict
    reach : float
    step : int
    """
    return [_panel(loss, heights[loss], walks[loss], reach, step) for loss in walks]


def _panel(loss, heights, walk, reach, step):
    scales, name = map_scales(reach), NAMES[loss]
    points = points_of(walk, scales, step)
    ground, numbers = map_of(heights, reach, away=(points[0], points[-1]))
    d = path(points)
    under = element("path", class_="ce-under", d=d, data_part=f"under-{name}")
    line = element("path", d=d, data_part=f"way-{name}", **_line(loss))
    spot = element("g", _mark(loss), data_part=f"spot-{name}", transform=translation(points[-1]))
    inside = "\n".join([*ground, *numbers, under, line, _start(loss, points[0]), spot])
    sample = element("path", d="M-10 0H8", **_line(loss)) + _mark(loss)
    words = WORDS[loss] + UNITS[loss].replace(" nats", " (nats)")
    return panel(row([(sample, words)]), _map(inside, name), _axes(scales), height=396)


def _map(inside, name):
    """Return the square in which everything is cut off at the edge."""
    box = f"{EDGE} {TOP_EDGE} {SIDE} {SIDE}"
    place = {"x": EDGE, "y": TOP_EDGE, "width": SIDE, "height": SIDE}
    drawing = element("svg", inside, class_="ce-map", viewBox=box, aria_hidden="true", **place)
    return drawing.replace("<svg", f'<svg data-map="{name}" focusable="false"', 1)


def _axes(scales):
    x, y = scales["b"], scales["w"]
    ticks = [
        label(text, x(value), BOTTOM + 18, class_="ce-tick", text_anchor="middle")
        for value, text in x.ticks(8)
    ]
    ticks += [
        label(text, EDGE - 6, y(value) + 4, class_="ce-tick", text_anchor="end")
        for value, text in y.ticks(8)
    ]
    names = [
        label("bias b", EDGE + SIDE / 2, BOTTOM + 38, text_anchor="middle"),
        label("weight w", 4, TOP_EDGE - 12),
    ]
    return "\n".join([*ticks, *names])


def _line(loss):
    return {"class_": "ce-curve", "stroke_width": 2.5, **look(loss)}


def _start(loss, place):
    """Return the cross at the start. The one on the cross-entropy can be moved by the keys."""
    cross = element("path", class_="ce-cross", d="M-8 0H8M0 -8V8")
    name = f"start-{NAMES[loss]}"
    if loss == "quadratic":
        return element("g", cross, data_part=name, transform=translation(place))
    return handle(name, cross, *place)


def _mark(loss):
    """Return a disc or a square around (0, 0): colour is not all that tells costs apart."""
    style = look(loss)["style"]
    if loss == "quadratic":
        return element("circle", class_="ce-spot", r=5.5, style=style)
    return element("rect", class_="ce-spot", x=-5, y=-5, width=10, height=10, style=style)
