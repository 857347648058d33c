"""What the figure of a drawn digit draws and writes; `draw_digit.js` does the same."""

import numpy as np

from ce_utils.interactive.digit_record import COSTS
from ce_utils.interactive.looks import look
from ce_utils.interactive.svg import Scale, element, significant, translation
from ce_utils.interactive.svg_axes import BOTTOM, LEFT, TOP, axes, label, panel, row
from ce_utils.links import sigmoid
from ce_utils.losses import Quadratic, SigmoidCrossEntropy
from ce_utils.network import predict_logits

__all__ = ["NAMES", "PAD", "answers_of", "draw_still", "readout_lines", "scales_of", "shades"]

NAMES = {"quadratic": "quadratic", "sigmoid cross-entropy": "cross-entropy"}
LEVELS = 15  # of grey that are drawn; the networks get all 255
PAD = {"x": 4, "y": 22, "size": 252}  # in the units of the panel
SEEN = {"x": 270, "y": 22, "size": 84}
PEN = 11 / 140  # of the pad's side; digit_drawing.js has it in cells
END, WIDTH = 346, 12  # where the axis of the digits ends, and how wide a bar is


class _Digits(Scale):
    """A scale with a mark for each digit."""

    def ticks(self, wanted=5):
        return [(digit, str(digit)) for digit in range(10)]


def scales_of():
    """Return the scales of the bars: digit and output."""
    return {
        "digit": _Digits((-0.5, 9.5), (LEFT, END)),
        "output": Scale((0, 1.05), (BOTTOM, TOP)),
    }


def answers_of(networks, pixels):
    """Return the ten logits of each network for an image of 784 bytes, by the cost's name."""
    image = np.asarray(pixels, dtype=float)[np.newaxis] / 255
    return {cost: predict_logits(network, image)[0] for cost, network in networks.items()}


def shades(pixels):
    """Return the `d` of what is drawn in each of 15 levels of grey, runs of pixels in a row.

    Parameters
    ----------
    pixels : ndarray, shape (784,), uint8
        255 is ink.

    Returns
    -------
    list of str
        For the levels 1 to 15; 0 is paper. A pixel is a square of size 1.

    Examples
    --------
    >>> image = np.zeros(784, dtype=np.uint8)
    >>> image[30:33] = 255
    >>> shades(image)[-1]
    'M2 1h3v1h-3z'
    """
    levels = (np.asarray(pixels, dtype=int).reshape(28, 28) * LEVELS + 127) // 255
    paths = [""] * (LEVELS + 1)
    for y, line in enumerate(levels.tolist()):
        starts = [x for x in range(28) if x == 0 or line[x] != line[x - 1]]
        for x, end in zip(starts, [*starts[1:], 28], strict=True):
            paths[line[x]] += f"M{x} {y}h{end - x}v1h-{end - x}z"
    return paths[1:]


def readout_lines(title, logits, said):
    """Return the lines under the picture: what it is, and what each network says of it.

    Parameters
    ----------
    title : str
    logits : dict of str to ndarray, shape (10,)
    said : str
        The digit that a reader says it is, or "none".
    """
    lines = [f"{NAMES[cost]} network: {_answer(z, said)}" for cost, z in logits.items()]
    asked = ["Say which digit it is to see what the answers cost"] if said == "none" else []
    return [title, *lines, *asked]


def _answer(logits, said):
    digit = int(logits.argmax())
    text = f"says {digit}, output {significant(float(sigmoid(logits[digit])))}"
    if said == "none":
        return text
    targets = np.eye(10)[[int(said)]]
    quadratic, entropy = (
        significant(float(loss.value(logits[np.newaxis], targets)))
        for loss in (Quadratic(), SigmoidCrossEntropy())
    )
    it = "an 8" if said == "8" else f"a {said}"
    return f"{text}; if it is {it}: quadratic cost {quadratic}, cross-entropy {entropy} nats"


def draw_still(pixels, logits, said):
    """Return the two panels; what carries `data-part` is changed by the script."""
    return [_drawing(pixels, logits), _bars(logits, said)]


def _drawing(pixels, logits):
    below = SEEN["x"] + SEEN["size"] / 2, SEEN["y"] + SEEN["size"] + 16
    return panel(
        label("pad", PAD["x"], 14),
        label("28 × 28 pixels", *below, text_anchor="middle"),
        _image("pad", PAD, pixels),
        _strokes(),
        _image("seen", SEEN, pixels),
        *(_says(cost, z, 150 + 66 * place) for place, (cost, z) in enumerate(logits.items())),
        _pad(),
        _pen(),
    )


def _image(name, place, pixels):
    move = f"{translation((place['x'], place['y']))} scale({place['size'] / 28:g})"
    parts = [
        element(
            "path", d=d, fill_opacity=f"{level / LEVELS:.3f}", data_part=f"{name}-level-{level}"
        )
        for level, d in enumerate(shades(pixels), start=1)
    ]
    frame = element("rect", class_="ce-digit-frame", **_square(place))
    return frame + element("g", "".join(parts), class_="ce-digit-ink", transform=move)


def _square(place):
    return {"x": place["x"], "y": place["y"], "width": place["size"], "height": place["size"]}


def _strokes():
    width = PAD["size"] * PEN
    return element("path", class_="ce-digit-stroke", d="", stroke_width=width, data_part="strokes")


def _says(cost, logits, y):
    x = SEEN["x"]
    digit = element("text", str(int(logits.argmax())), class_="ce-digit-says", x=x + 20, y=y + 36)
    return (
        label(NAMES[cost], x, y)
        + element("g", _sample(cost), transform=translation((x + 6, y + 24)))
        + element("g", digit, data_part=f"says-{NAMES[cost]}")
    )


def _pad():
    square = element("rect", class_="ce-touch", **_square(PAD))
    return element("g", square, class_="ce-handle ce-digit-pad", data_part="pad")


def _pen():
    middle = PAD["size"] * 64.5 / 128  # where the script begins: point 64 of 0 to 127
    return element(
        "circle",
        class_="ce-digit-pen",
        r=PAD["size"] * PEN / 2,
        fill_opacity="0",
        data_part="pen",
        cx=PAD["x"] + middle,
        cy=PAD["y"] + middle,
    )


def _bars(logits, said):
    scales = scales_of()
    return panel(
        row([(_sample(cost), NAMES[cost]) for cost in COSTS]),
        axes(scales["digit"], scales["output"], x_label="digit", y_label="output (sigmoid)"),
        _mark(scales, said),
        *(_bar(scales, cost, digit, z) for cost in COSTS for digit, z in enumerate(logits[cost])),
    )


def _mark(scales, said):
    """Return the frame around the digit that the reader says it is."""
    place = scales["digit"](0 if said == "none" else int(said)) - 9
    shown = "hidden" if said == "none" else "visible"
    look_ = {"class_": "ce-digit-mark", "width": 18, "height": 18, "data_part": "label"}
    return element("rect", x=place, y=BOTTOM + 5, visibility=shown, **look_)


def _bar(scales, cost, digit, logit):
    x = scales["digit"](digit) - (WIDTH if cost == COSTS[0] else 0)
    y = scales["output"](float(sigmoid(logit)))
    name = f"bar-{NAMES[cost]}-{digit}"
    return element("rect", x=x, width=WIDTH, y=y, height=BOTTOM - y, data_part=name, **_fill(cost))


def _fill(cost):
    """Return how a bar looks: open and dashed, or full; colour is not all that tells them apart."""
    style = look(cost)["style"]
    return {"class_": "ce-digit-open" if cost == COSTS[0] else "ce-bar", "style": style}


def _sample(cost):
    return element("rect", x=-6, y=-6, width=12, height=12, **_fill(cost))
