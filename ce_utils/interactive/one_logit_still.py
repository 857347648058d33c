"""What the figure of one logit draws; `one_logit.js` moves it."""

import math
from itertools import product

import numpy as np

from ce_utils.interactive.looks import look
from ce_utils.interactive.one_logit_naive import naive, stretches
from ce_utils.interactive.svg import Scale, element, number, path, translation
from ce_utils.interactive.svg_axes import BOTTOM, LEFT, TOP, axes, handle, label, panel, row
from ce_utils.losses import Focal, Hinge, Quadratic, SigmoidCrossEntropy

__all__ = ["PIN", "VIEWS", "curves", "draw_still", "faults_in_view", "measures", "scales_of"]

PANELS = {"loss": "loss L", "gradient": "gradient dL/dz"}
VIEWS = {"6": 6, "24": 24, "120": 120}  # the word in a link, and the largest logit shown
LOOKS = {
    "quadratic": "quadratic",
    "cross-entropy": "sigmoid cross-entropy",
    "hinge": "hinge",
    "focal": "focal",
}
# Colour is not all that tells losses apart; and where they agree, all marks are to be seen.
MARKS = {
    "quadratic": "M-5.5 0A5.5 5.5 0 1 1 5.5 0A5.5 5.5 0 1 1 -5.5 0Z",
    "cross-entropy": "M-7 -7H7V7H-7Z",
    "hinge": "M0 -6.5L6.5 5H-6.5Z",
    "focal": "M0 -5.5L5.5 0L0 5.5L-5.5 0Z",
}
HALF = 60  # steps on each side of a curve: 2.5 units each
END = 346  # of the logits' axis: nothing is written beside it
PIN = TOP - 8  # where the head of the pin is
STRIP = 300  # where the strip of faults begins
HEIGHT = 324


def measures(logits, target, gamma):
    """Return the loss and the gradient of each of the four.

    Parameters
    ----------
    logits : sequence of float, length n
    target : {0, 1}
    gamma : float
        Of the focal loss.

    Returns
    -------
    dict of str to (ndarray, ndarray)
        By name: losses and gradients, shape (n,).

    Examples
    --------
    >>> loss, gradient = measures([-5.0], 1, 2.0)["cross-entropy"]
    >>> round(loss.item(), 3), round(gradient.item(), 3)
    (5.007, -0.993)
    """
    column = np.asarray(logits, dtype=float)[:, None]
    targets = np.full_like(column, target)
    losses = (Quadratic(), SigmoidCrossEntropy(), Hinge(), Focal(gamma=gamma))
    return {
        name: (
            loss.value(column, targets, reduction="none"),
            loss.gradient(column, targets, reduction="sum")[:, 0],
        )
        for name, loss in zip(LOOKS, losses, strict=True)
    }


def scales_of(view, target):
    """Return the scales for a view and a target, by name: "z", "loss" and "gradient"."""
    width = VIEWS[view]
    return {
        "z": Scale((-width, width), (LEFT, END)),
        "loss": Scale((0, width + 1), (BOTTOM, TOP)),
        "gradient": Scale((-1.4, 0.1) if target else (-0.1, 1.4), (BOTTOM, TOP)),
    }


def curves(values):
    """Return the points of each line, by the name of its part.

    Parameters
    ----------
    values : dict
        Of the fields: "target", "gamma" and "view".

    Returns
    -------
    dict of str to list of (float, float)
        "loss-quadratic", "gradient-quadratic", and so on; "loss-naive" and "gradient-naive"
        hold the naive numbers that are finite.
    """
    target, width = int(values["target"]), VIEWS[values["view"]]
    scales = scales_of(values["view"], target)
    logits = [-width + k * width / HALF for k in range(2 * HALF + 1)]
    found = {
        "naive": zip(*(naive(z, target) for z in logits), strict=True),
        **measures(logits, target, values["gamma"]),
    }
    return {
        f"{kind}-{name}": [
            (scales["z"](z), scales[kind](each))
            for z, each in zip(logits, numbers, strict=True)
            if math.isfinite(each)
        ]
        for name, both in found.items()
        for kind, numbers in zip(PANELS, both, strict=True)
    }


def draw_still(values):
    """Return the two panels for the values of the fields.

    What carries `data-part` is moved by the script. Axes and faults are there for each view and
    each target; all but one are hidden.
    """
    lines, spots = curves(values), _spots(values)
    keys = row([(_curve(name) + _mark(name), name) for name in LOOKS])
    return [
        panel(
            keys,
            *(_ground(kind, *pair, values) for pair in product(VIEWS, (0, 1))),
            element(
                "path",
                class_="ce-naive",
                data_part=f"{kind}-naive",
                d=path(lines[f"{kind}-naive"]),
            ),
            *(_curve(name, path(lines[f"{kind}-{name}"]), f"{kind}-{name}") for name in LOOKS),
            _pin(kind, values),
            *(
                element("g", _mark(name), data_part=part, transform=translation(spots[part]))
                for name in LOOKS
                for part in [f"spot-{kind}-{name}"]
            ),
            height=HEIGHT,
        )
        for kind in PANELS
    ]


def _spots(values):
    """Return where the logit's mark stands on each line."""
    target = int(values["target"])
    scales = scales_of(values["view"], target)
    return {
        f"spot-{kind}-{name}": (scales["z"](values["z"]), scales[kind](each.item()))
        for name, both in measures([values["z"]], target, values["gamma"]).items()
        for kind, each in zip(PANELS, both, strict=True)
    }


def _curve(name, d="M-10 0H8", part=None):
    drawn = look(LOOKS[name])
    return element("path", class_="ce-curve", d=d, stroke_width=2.5, data_part=part, **drawn)


def _mark(name):
    return element("path", class_="ce-spot", d=MARKS[name], style=look(LOOKS[name])["style"])


def _pin(kind, values):
    """Return the line through the logit; in the first panel it has a head that can be dragged."""
    place = scales_of(values["view"], 0)["z"](values["z"])
    stem = element("path", class_="ce-stem", d=f"M0 0V{BOTTOM - PIN}")
    if kind == "loss":
        return handle("pin", stem + element("circle", class_="ce-head", r=7), place, PIN)
    return element("g", stem, data_part="line", transform=translation((place, PIN)))


def _ground(kind, view, target, values):
    """Return the axes and the strip of faults for a view and a target."""
    scales = scales_of(view, target)
    seen = view == values["view"] and str(target) == values["target"]
    return element(
        "g",
        axes(scales["z"], scales[kind], x_label="logit z", y_label=PANELS[kind])
        + _strip(kind, view, target),
        data_part=f"{kind}-ground-{view}-{target}",
        display="inline" if seen else "none",
    )


def faults_in_view(kind, view, target):
    """Return the faults of the naive numbers that a view shows, and from where to where.

    Parameters
    ----------
    kind : {'loss', 'gradient'}
    view : str
    target : {0, 1}

    Returns
    -------
    list of (str, float, float)
        What is wrong, and two coordinates. Each logit of the grid stands for what is nearer
        to it than to the next: 0.05 on each side.

    Examples
    --------
    >>> faults_in_view("gradient", "24", 0)
    [('NaN', 299.4..., 346.0)]
    """
    x, width = scales_of(view, target)["z"], VIEWS[view]
    return [
        (fault, x(max(first - 0.05, -width)), x(min(last + 0.05, width)))
        for fault, first, last in stretches(target)[kind]
        if last > -width and first < width
    ]


def _strip(kind, view, target):
    faults = faults_in_view(kind, view, target)
    words = "naive float32 (grey) is wrong:" if faults else "naive float32 (grey): right here"
    line = element("path", class_="ce-axis", d=f"M{LEFT} {STRIP + 9}H{END}")
    return label(words, LEFT, STRIP - 7) + line + "".join(_box(*fault) for fault in faults)


def _box(fault, left, right):
    if fault == "off":  # some way off: a low bar without words
        d = f"M{number(left)} {STRIP + 5}H{number(right)}v8H{number(left)}Z"
        return element("path", class_="ce-off", d=d)
    d = f"M{number(left)} {STRIP}H{number(right)}v18H{number(left)}Z"
    middle = {"text_anchor": "middle", "class_": "ce-tick"}
    text = label(fault, (left + right) / 2, STRIP + 13.5, **middle)
    return element("path", class_="ce-fault", d=d) + text
