"""The still picture of a logistic regression's descent: some steps of the way, and the end."""

import numpy as np

from ce_utils.interactive.svg import Scale, element, number, path, rounded, significant
from ce_utils.interactive.svg_axes import BOTTOM, LEFT, RIGHT, TOP, axes, label, panel, row
from ce_utils.links import sigmoid

__all__ = [
    "boundary_ends",
    "curve_points",
    "draw_still",
    "label_spot",
    "loss_points",
    "scales_of",
    "still_frames",
]

# How far the loss has come down, of all its way, at the steps that the still picture shows;
# each with the dashes and the opacity of its line.
PROGRESS = (0.0, 0.4, 0.75, 0.93)
DASHES = ("1.5 4", "3 4", "6 4", "10 4")
FADING = ("0.55", "0.65", "0.75", "0.85")
SAMPLES = 80  # pieces of the curve; logistic_regression.js draws as many
LEVELS = {"0.1": -2.1972246, "0.5": 0.0, "0.9": 2.1972246}  # a probability and its logit
LINE_HEIGHT = 14
LIST = RIGHT + 8  # where the names of the steps stand, beside the plot


def scales_of(features, losses, last_step):
    """Return the four scales of the two panels, by name: x, y, step, loss."""
    across, down = (LEFT, RIGHT), (BOTTOM, TOP)
    low, high = min(losses), max(losses)
    below, above = low - 0.15 * (high - low), high + 0.15 * (high - low)
    two = features.shape[1] == 2
    return {
        "x": Scale(_padded(features[:, 0].tolist()), across),
        "y": Scale(_padded(features[:, 1].tolist()) if two else (-0.06, 1.06), down),
        "step": Scale((0, last_step), across, "log1p"),
        "loss": Scale((rounded(below, 6), rounded(above, 6)), down),
    }


def _padded(values):
    low, high = min(values), max(values)
    return low - 0.06 * (high - low), high + 0.06 * (high - low)


def still_frames(losses, n_features):
    """Return the frames that the still picture shows, from early to the last, the end."""
    way = losses[0] - min(losses)
    # With two features no line exists at step 0, where every probability is 0.5.
    shares = PROGRESS[n_features - 1 :]
    frames = {
        next(k for k, loss in enumerate(losses) if losses[0] - loss >= share * way)
        for share in shares
    }
    return [*sorted(frames - {len(losses) - 1}), len(losses) - 1]


def curve_points(weights, x, y):
    """Return the coordinates of the curve of probability over one feature."""
    low, high = x.domain
    values = [low + (high - low) * k / SAMPLES for k in range(SAMPLES + 1)]
    probs = sigmoid(weights[0] + weights[1] * np.array(values)).tolist()
    return [(x(value), y(prob)) for value, prob in zip(values, probs, strict=True)]


def boundary_ends(weights, logit, x, y):
    """Return the two ends of a logit's line within the panel, the upper first, or nothing."""
    intercept, first, second = weights
    rest = logit - intercept
    met = [(v, (rest - first * v) / second) for v in x.domain if second]
    met += [((rest - second * v) / first, v) for v in y.domain if first]
    inside = [p for p in met if _within(p[0], x.domain) and _within(p[1], y.domain)]
    ends = sorted(((x(p[0]), y(p[1])) for p in inside), key=lambda point: (point[1], point[0]))
    return [ends[0], ends[-1]] if len(ends) > 1 else []


def _within(value, domain):
    return domain[0] <= value <= domain[1]


def loss_points(data, scales, frame):
    """Return the coordinates of the loss from the start to one frame."""
    pairs = zip(data["steps"][: frame + 1], data["losses"], strict=False)
    return [(scales["step"](step), scales["loss"](loss)) for step, loss in pairs]


def label_spot(end):
    """Return where the label of a line's end stands: x, y and the text's anchor."""
    x, y = end
    if y < TOP + 0.5:
        return x, y - 5, "middle"
    # Within the plot, above the line: the list of steps stands beside the plot.
    return (x - 2, y - 5, "end") if x > RIGHT - 0.5 else (x + 2, y - 5, "start")


def draw_still(data, scales, examples, label_names):
    """Return the two panels.

    Parameters
    ----------
    data : dict
        What the script gets, see `LogisticRegressionAnimation.data`.
    scales : dict of Scale
        Those of `scales_of`.
    examples : list of (list of float, int)
        The features and the label of each example.
    label_names : (str, str)

    Returns
    -------
    list of str
        Two `<svg>` elements. What carries `data-part` is moved by the script.
    """
    one = len(data["features"]) == 1
    shown = still_frames(data["losses"], len(data["features"]))
    marks = [_mark(_place(values, kind, scales), kind) for values, kind in examples]
    names = {"x_label": data["features"][0], "y_label": _vertical_name(data, label_names)}
    draw, keys = (_curves, []) if one else (_boundaries, _LINE_KEYS)
    model = panel(
        row([*((_mark((0, 0), kind), label_names[kind]) for kind in (0, 1)), *keys]),
        axes(scales["x"], scales["y"], **names),
        *draw(data, scales, shown, marks),
    )
    return [model, _loss_panel(data, scales, shown)]


def _vertical_name(data, label_names):
    return data["features"][1] if len(data["features"]) == 2 else f"probability of {label_names[1]}"


def _place(values, kind, scales):
    return scales["x"](values[0]), scales["y"](values[1] if len(values) == 2 else kind)


def _mark(place, kind):
    x, y = place
    if kind == 0:
        return element("circle", cx=x, cy=y, r=4, class_="ce-zero")
    return element("rect", x=x - 4, y=y - 4, width=8, height=8, class_="ce-one")


def _line(points, **attributes):
    shape = {"class_": "ce-model", "fill": "none", "stroke_width": 1.5} | attributes
    return element("path", d=path(points), **shape)


_LINE_KEYS = [
    (element("path", class_="ce-model", d="M-8 0H8", stroke_width=2.5), "p = 0.5"),
    (element("path", class_="ce-model", d="M-8 0H8", stroke_dasharray="5 3"), "0.1, 0.9"),
]


def _looks(shown):
    """Return each frame with how its line is drawn: more solid towards the end."""
    early = len(shown) - 1
    fading = zip(DASHES[len(DASHES) - early :], FADING[len(FADING) - early :], strict=True)
    styles = [{"stroke_dasharray": dash, "stroke_opacity": fade} for dash, fade in fading]
    return list(zip(shown, [*styles, {}], strict=True))


def _curves(data, scales, shown, marks):
    x, y = scales["x"], scales["y"]
    ways = {frame: curve_points(data["weights"][frame], x, y) for frame in shown}
    yield from marks
    yield from (_line(ways[frame], **style) for frame, style in _looks(shown))
    yield _line(ways[shown[-1]], stroke_width=3, data_part="curve")
    heights = _spread({frame: way[-1][1] for frame, way in ways.items()})
    for frame, height in heights.items():
        leader = path([ways[frame][-1], (LIST, height)])  # names had to move apart
        yield element("path", class_="ce-axis", fill="none", d=leader)
    yield from _step_list(data, shown, heights)


def _step_list(data, shown, heights):
    """Name each step beside the plot, after a sample of its line; `heights` of both by frame."""
    yield label("step", LIST, min(heights.values()) - LINE_HEIGHT)
    for frame, style in _looks(shown):
        # 24 wide: the dashes of each line are whole.
        yield _line([(LIST, heights[frame]), (LIST + 24, heights[frame])], **style)
        name = "end" if frame == shown[-1] else f"{data['steps'][frame]:,}"
        yield label(name, LIST + 30, heights[frame] + 4)


def _spread(heights):
    """Move labels apart, downward, so that none lies on another."""
    placed, floor = {}, 0.0
    for key, height in sorted(heights.items(), key=lambda item: rounded(item[1], 3)):
        placed[key] = floor = max(height, floor)
        floor += LINE_HEIGHT
    over = max(0.0, floor - LINE_HEIGHT - BOTTOM)
    return {key: height - over for key, height in placed.items()}


def _boundaries(data, scales, shown, marks):
    x, y = scales["x"], scales["y"]
    for frame, style in _looks(shown):
        yield _line(boundary_ends(data["weights"][frame], 0.0, x, y), **style)
    ends = {k: boundary_ends(data["weights"][-1], logit, x, y) for k, logit in LEVELS.items()}
    for level, line in ends.items():
        look = {"stroke_width": 3} if level == "0.5" else {"stroke_dasharray": "5 3"}
        yield _line(line, data_part=f"line-{level}", **look)
    yield from marks
    # The lines end too close together to be named where they end.
    heights = {frame: TOP + 24 + 1.3 * LINE_HEIGHT * k for k, frame in enumerate(shown)}
    yield from _step_list(data, shown, heights)
    for level, line in ends.items():
        left, height, anchor = label_spot(line[0]) if line else (0, 0, "start")
        name = level if line else ""
        yield label(name, left, height, text_anchor=anchor, data_part=f"label-{level}")


def _loss_panel(data, scales, shown):
    way = loss_points(data, scales, len(data["steps"]) - 1)
    (start, top), (end, bottom) = way[0], way[-1]
    least = f"minimum {significant(data['losses'][-1])}"
    return panel(
        axes(
            scales["step"],
            scales["loss"],
            x_label="step of gradient descent (spaced as log(1 + step))",
            y_label="mean cross-entropy (nats)",
        ),
        element("path", class_="ce-axis", stroke_dasharray="4 3", d=_level(bottom)),
        label(least, LEFT + 6, bottom + 16),
        label(f"ln 2 = {significant(data['losses'][0])}", start + 8, top - 6),
        _line(way, stroke_opacity="0.6"),
        _line(way, stroke_width=3, data_part="past"),
        *(element("circle", class_="ce-dot", r=3, cx=way[k][0], cy=way[k][1]) for k in shown[:-1]),
        element("circle", class_="ce-dot", r=6, cx=end, cy=bottom, data_part="dot"),
    )


def _level(height):
    return f"M{LEFT} {number(height)}H{RIGHT}"
