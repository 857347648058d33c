"""What the figure of a learning neuron draws and writes; `neuron.js` does the same."""

from ce_utils.interactive.looks import look
from ce_utils.interactive.svg import Scale, element, fixed, path, significant, translation
from ce_utils.interactive.svg_axes import BOTTOM, LEFT, TOP, axes, panel, row
from ce_utils.links import sigmoid, softplus

__all__ = ["cost_of", "curves", "draw_still", "readout_lines", "scales_of", "train"]

COSTS = ("quadratic", "sigmoid cross-entropy")
NAMES = {"quadratic": "quadratic", "sigmoid cross-entropy": "cross-entropy"}
END = 346  # of the epochs' axis: nothing is written beside it
COST_RANGE = (1e-5, 10.0)  # nothing that a reader can set leaves it: z stays below 10


def _slope(cost, z):
    """Return dC/dz for the target 0."""
    output = float(sigmoid(z))
    return output if cost == COSTS[1] else output * output * float(sigmoid(-z))


def cost_of(cost, z):
    """Return the cost for the target 0; the cross-entropy in nats."""
    return float(softplus(z)) if cost == COSTS[1] else float(sigmoid(z)) ** 2 / 2


def train(start, epochs):
    """Return the logit before training and after each epoch, for each cost.

    Parameters
    ----------
    start : dict
        Weight "w", bias "b" and learning rate "rate".
    epochs : int

    Returns
    -------
    dict of str to list of float
        `epochs` + 1 logits each.

    Examples
    --------
    >>> ways = train({"w": 2.0, "b": 2.0, "rate": 0.15}, 300)
    >>> round(float(sigmoid(ways["quadratic"][300])), 2)
    0.2
    """
    ways = {}
    for cost in COSTS:
        way = [start["w"] + start["b"]]
        for _ in range(epochs):
            way.append(way[-1] - 2 * start["rate"] * _slope(cost, way[-1]))
        ways[cost] = way
    return ways


def scales_of(epochs):
    """Return the scales of the two panels: epoch, output, cost."""
    return {
        "epoch": Scale((0, epochs), (LEFT, END)),
        "output": Scale((0, 1.05), (BOTTOM, TOP)),
        "cost": Scale(COST_RANGE, (BOTTOM, TOP), "log"),
    }


def curves(logits, scales, epoch):
    """Return the points of each line up to an epoch, by the name of its part.

    Parameters
    ----------
    logits : dict of str to list of float
    scales : dict of Scale
    epoch : int

    Returns
    -------
    dict of str to list of (float, float)
        "output-quadratic", "cost-quadratic", "output-cross-entropy", "cost-cross-entropy".
    """
    lines = {}
    for cost, way in logits.items():
        places = [scales["epoch"](k) for k in range(epoch + 1)]
        outputs = [scales["output"](float(sigmoid(z))) for z in way[: epoch + 1]]
        costs = [scales["cost"](cost_of(cost, z)) for z in way[: epoch + 1]]
        lines[f"output-{NAMES[cost]}"] = list(zip(places, outputs, strict=True))
        lines[f"cost-{NAMES[cost]}"] = list(zip(places, costs, strict=True))
    return lines


def readout_lines(start, logits, epoch):
    """Return the lines under the picture at an epoch."""
    lines = [f"Epoch {epoch:,}"]
    for cost, way in logits.items():
        z = way[epoch]
        half = (way[0] - z) / 2  # weight and bias change alike
        output, worth = (significant(value) for value in (float(sigmoid(z)), cost_of(cost, z)))
        weights = f"w = {fixed(start['w'] - half, 3)}, b = {fixed(start['b'] - half, 3)}"
        unit = " nats" if cost == COSTS[1] else ""
        lines.append(f"{NAMES[cost]}: {weights}, output {output}, cost {worth}{unit}")
    return lines


def draw_still(logits, scales):
    """Return the two panels at the last epoch; what carries `data-part` is moved by the script."""
    epochs = len(logits[COSTS[0]]) - 1
    lines = curves(logits, scales, epochs)
    keys = [(_sample(cost), NAMES[cost]) for cost in COSTS]
    return [
        panel(
            row(keys),
            axes(scales["epoch"], scales[kind], x_label="epoch", y_label=words),
            *(_line(f"{kind}-{NAMES[cost]}", cost, lines) for cost in COSTS),
            *(_spot(f"{kind}-{NAMES[cost]}", cost, lines) for cost in COSTS),
        )
        for kind, words in (("output", "output a"), ("cost", "cost C (logarithmic axis)"))
    ]


def _line(name, cost, lines):
    d = path(lines[name])
    return element("path", class_="ce-curve", d=d, stroke_width=2.5, data_part=name, **look(cost))


def _spot(name, cost, lines):
    return element(
        "g", _mark(cost), data_part=f"spot-{name}", transform=translation(lines[name][-1])
    )


def _mark(cost):
    """Return a disc or a square around (0, 0): colour is not all that tells costs apart."""
    style = look(cost)["style"]
    if cost == COSTS[0]:
        return element("circle", class_="ce-spot", r=5.5, style=style)
    return element("rect", class_="ce-spot", x=-5, y=-5, width=10, height=10, style=style)


def _sample(cost):
    line = element("path", class_="ce-curve", d="M-10 0H8", stroke_width=2.5, **look(cost))
    return line + _mark(cost)
