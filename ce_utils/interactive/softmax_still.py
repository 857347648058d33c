"""What the softmax figure draws and writes; `softmax_sliders.js` does the same."""

import numpy as np

from ce_utils.interactive.looks import look
from ce_utils.interactive.svg import Scale, element, fixed, number, path, significant
from ce_utils.interactive.svg_axes import BOTTOM, LEFT, TOP, label, panel, row
from ce_utils.links import softmax
from ce_utils.losses import SoftmaxCrossEntropy

__all__ = ["answer", "draw_still", "fill", "loss_drawn", "readout_lines", "scales_of"]

END = 346  # of the bars: nothing is written beside them
CLASSES = 4
WIDTH = (END - LEFT) / CLASSES  # of the place of one class
BAR = 52
CLOSE = 0.01  # to 1: an output's four digits no longer tell its logarithm
MINUS = "\N{MINUS SIGN}"


def answer(values, right):
    """Return what a softmax answers, what that costs, and the slopes of the cost.

    Parameters
    ----------
    values : dict
        Logits "z0" to "z3" and temperature "temp".
    right : int
        The right class.

    Returns
    -------
    dict
        "outputs" and "slopes", by the logits over the temperature, lists of 4; "loss" in nats.

    Examples
    --------
    >>> found = answer({"z0": 2.0, "z1": 1.0, "z2": 0.0, "z3": 0.5, "temp": 1.0}, 2)
    >>> round(found["loss"], 3), [round(slope, 2) for slope in found["slopes"]]
    (2.546, [0.58, 0.21, -0.92, 0.13])
    """
    scaled = np.array([values[f"z{k}"] for k in range(CLASSES)]) / values["temp"]
    loss = SoftmaxCrossEntropy()
    return {
        "outputs": softmax(scaled).tolist(),
        "loss": float(loss.value(scaled, right)),
        "slopes": loss.gradient(scaled, right).tolist(),
    }


def scales_of():
    """Return the scales of the two panels: outputs, slopes."""
    return {
        "output": Scale((0, 1), (BOTTOM, TOP)),
        "slope": Scale((-1.2, 1.2), (BOTTOM, TOP)),  # with room for the numbers
    }


def fill(found, right, scales):
    """Return what the moving parts hold: the points of each bar, and texts with their height.

    Parameters
    ----------
    found : dict
        See `answer`.
    right : int
    scales : dict of Scale

    Returns
    -------
    bars : dict of str to list of (float, float)
        "output-0" to "output-3", "slope-0" to "slope-3", and "target", around the right class.
    texts : dict of str to (str, float)
        "text-output-0" and so on.
    """
    bars, texts = {"target": _box(right, *(scales["output"](v) for v in (0, 1)))}, {}
    for kind, key in (("output", "outputs"), ("slope", "slopes")):
        for k, value in enumerate(found[key]):
            ground, end = scales[kind](0), scales[kind](value)
            bars[f"{kind}-{k}"] = _box(k, ground, end)
            texts[f"text-{kind}-{k}"] = (significant(value, 3), end + (14 if value < 0 else -5))
    return bars, texts


def _box(k, ground, end):
    left = _middle(k) - BAR / 2
    return [(left, ground), (left, end), (left + BAR, end), (left + BAR, ground)]


def _middle(k):
    return LEFT + (k + 0.5) * WIDTH


def readout_lines(found, names, right, temperature):
    """Return the lines under the picture.

    Parameters
    ----------
    found : dict
        See `answer`.
    names : list of str
        Of the classes.
    right : int
    temperature : float

    Returns
    -------
    list of str
    """
    outputs, slopes = found["outputs"], found["slopes"]
    by_logits = [slope / temperature for slope in slopes]
    return [
        f"Outputs a: {_listed(names, outputs)}",
        f"Loss for {names[right]}: {_loss_words(found, right)}",
        f"Gradient by z/T, a {MINUS} t: {_listed(names, slopes)}",
        f"Gradient by z, (a {MINUS} t)/T: "
        + ("the same, since T = 1" if temperature == 1 else _listed(names, by_logits)),
    ]


def _listed(names, values):
    pairs = zip(names, values, strict=True)
    listed = ", ".join(f"{name} {significant(value)}" for name, value in pairs)
    return f"{listed}; sum {fixed(sum(values), 3)}"


def _loss_words(found, right):
    missed = -found["slopes"][right]
    inside = f"(1 {MINUS} {significant(missed)})"
    output = inside if missed < CLOSE else f" {significant(found['outputs'][right])}"
    return f"{MINUS}ln{output} = {significant(found['loss'])} nats"


def loss_drawn(found, right):
    """Return the loss as it stands above the bars, where two small numbers would not fit.

    Parameters
    ----------
    found : dict
        See `answer`.
    right : int

    Returns
    -------
    str
    """
    if -found["slopes"][right] < CLOSE:
        return f"loss {significant(found['loss'])} nats"
    return f"loss {_loss_words(found, right)}"


def draw_still(found, names, right, logits):
    """Return the two panels; what carries `data-part` is changed by the script.

    Parameters
    ----------
    found : dict
        See `answer`.
    names : list of str
    right : int
    logits : list of str
        As they are written.
    """
    scales = scales_of()
    bars, texts = fill(found, right, scales)
    sample = element("rect", x=-8, y=-6, width=14, height=12, **_look())
    dashed = element("path", d="M-8 6V-6H6V6", **_outline())
    words = loss_drawn(found, right)
    loss = label(words, END, TOP - 22, text_anchor="end", data_part="loss")
    below = [f"z = {text}" for text in logits]
    targets = [f"t = {int(k == right)}" for k in range(CLASSES)]
    return [
        panel(
            row([(sample, "output a"), (dashed, "target t")]),
            _frame(scales["output"], "probability", names),
            loss,
            *_bars("output", bars, texts),
            element("path", d=path(bars["target"]), data_part="target", **_outline()),
            *_row_below(below, "logit"),
        ),
        panel(
            row([(sample, f"gradient by z/T: a {MINUS} t")]),
            _frame(scales["slope"], "gradient (nats)", names),
            *_bars("slope", bars, texts),
            *_row_below(targets, "share"),
        ),
    ]


def _look():
    return {"class_": "ce-bar", "style": look("softmax cross-entropy")["style"]}


def _outline():
    return {"class_": "ce-axis", "fill": "none", "stroke_width": 1.5, "stroke_dasharray": "4 3"}


def _bars(kind, bars, texts):
    for k in range(CLASSES):
        yield element("path", d=path(bars[f"{kind}-{k}"]), data_part=f"{kind}-{k}", **_look())
        words, height = texts[f"text-{kind}-{k}"]
        name = f"text-{kind}-{k}"
        yield label(words, _middle(k), height, text_anchor="middle", data_part=name)


def _frame(scale, words, names):
    lines = [_across(scale(value), text) for value, text in scale.ticks(5)]
    ground = f"M{LEFT} {number(scale(0))}H{END}"
    columns = [
        label(name, _middle(k), BOTTOM + 18, text_anchor="middle") for k, name in enumerate(names)
    ]
    axis = element("path", class_="ce-axis", fill="none", d=ground)
    return "\n".join([*lines, axis, label(words, 4, TOP - 22), *columns])


def _across(height, text):
    line = element("path", class_="ce-grid", fill="none", d=f"M{LEFT} {number(height)}H{END}")
    return line + label(text, LEFT - 6, height + 4, class_="ce-tick", text_anchor="end")


def _row_below(texts, name):
    for k, text in enumerate(texts):
        yield label(
            text,
            _middle(k),
            BOTTOM + 35,
            class_="ce-tick",
            text_anchor="middle",
            data_part=f"{name}-{k}",
        )
