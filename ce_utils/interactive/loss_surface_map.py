"""A map of a cost over two weights: level lines as SVG, with their heights written on them."""

import math

import numpy as np
from matplotlib.figure import Figure

from ce_utils.interactive.svg import Scale, element, nice_ticks, number
from ce_utils.interactive.svg_axes import label

__all__ = ["EDGE", "SIDE", "TOP_EDGE", "heights_on", "levels_of", "map_of", "map_scales"]

EDGE, TOP_EDGE, SIDE = 44, 46, 300  # the map is a square: a step is at right angles to the lines
GRID = 65  # points along a side where the cost is computed
HAIR = 0.2  # units of the picture
MARGIN = 26  # a number on a line stays that far from the edge
WIDE, HIGH = 48, 20  # and that far from the next number


def map_scales(reach):
    """Return the scales of bias and weight, each from -reach to reach."""
    return {
        "b": Scale((-reach, reach), (EDGE, EDGE + SIDE)),
        "w": Scale((-reach, reach), (TOP_EDGE + SIDE, TOP_EDGE)),
    }


def heights_on(cost, reach):
    """Return the cost on a grid of weights.

    Parameters
    ----------
    cost : RegressionCost
        Of a bias and a weight.
    reach : float

    Returns
    -------
    ndarray, shape (GRID, GRID), float64
        Row i belongs to the i-th weight, column j to the j-th bias, both increasing.
    """
    ends = np.linspace(-reach, reach, GRID)
    weights = np.stack(np.meshgrid(ends, ends), axis=-1)  # bias first
    logits = (weights @ cost.design.T)[..., None]
    targets = np.broadcast_to(cost.targets[:, None], logits.shape)
    return cost.loss.value(logits, targets, reduction="none").mean(axis=-1)


def levels_of(heights):
    """Return the heights of the level lines: (number, text), texts empty close to the bottom.

    Examples
    --------
    >>> levels_of(np.array([[0.5, 3.0]]))
    [(0.525, ''), (0.65, ''), (1.0, '1.0'), (1.5, '1.5'), (2.0, '2.0'), (2.5, '2.5')]
    """
    low, high = float(heights.min()), float(heights.max())
    ticks = [(level, text) for level, text in nice_ticks(low, high, 7) if low < level < high]
    step = ticks[1][0] - ticks[0][0]
    fine = [(low + part * step, "") for part in (0.05, 0.3)]
    return [each for each in fine if each[0] < ticks[0][0]] + ticks


def map_of(heights, reach, away=()):
    """Return what stands still in a map: ground, areas above each level, heights.

    Parameters
    ----------
    heights : ndarray, shape (GRID, GRID)
        See `heights_on`.
    reach : float
    away : sequence of (float, float)
        Places in the picture that no number should cover.

    Returns
    -------
    ground, numbers : list of str
        Elements. The ground comes first, then what moves, and then the numbers.
    """
    scales = map_scales(reach)
    ends = np.linspace(-reach, reach, GRID)
    x, y = ([scales[name](each) for each in ends] for name in ("b", "w"))
    levels = levels_of(heights)
    plot = Figure().subplots()
    areas = [_area(plot, (x, y, heights), level) for level, _ in levels]
    lines = [_points(plot, (x, y, heights), level) for level, _ in levels]
    back = element("rect", class_="ce-touch", x=EDGE, y=TOP_EDGE, width=SIDE, height=SIDE)
    named = zip(lines, (text for _, text in levels), strict=True)
    return [back, *areas], list(_numbers(named, away))


def _area(plot, field, level):
    """Return the region above a level. Those of lower levels lie below it: high ground is dark."""
    (shape,) = plot.contourf(*field, levels=[level, field[2].max() + 1]).get_paths()
    rings = [_thinned(ring) for ring in shape.to_polygons()]
    return element("path", class_="ce-height", d="".join(_ring(ring) for ring in rings))


def _ring(points):
    texts = list(dict.fromkeys(f"{number(x)} {number(y)}" for x, y in points))
    return f"M{'L'.join(texts)}Z"


def _thinned(points):
    """Leave out points that lie within a hair of the line between others: half the bytes."""
    along, across = points[-1] - points[0]
    away = (points - points[0]).T
    length = math.hypot(along, across)
    off = np.abs(away[0] * across - away[1] * along) / length if length else np.hypot(*away)
    far = int(off.argmax())
    if off[far] <= HAIR:
        return points[[0, -1]]
    return np.concatenate([_thinned(points[: far + 1])[:-1], _thinned(points[far:])])


def _points(plot, field, level):
    """Return all points of a level's lines, ndarray of shape (n, 2)."""
    return np.concatenate(plot.contour(*field, levels=[level]).allsegs[0])


def _numbers(named, away):
    """Write each height where its line is far from the numbers already there."""
    taken = list(away)
    low = np.array([EDGE, TOP_EDGE]) + MARGIN
    for points, text in named:
        inside = points[((points > low) & (points < low + SIDE - 2 * MARGIN)).all(axis=1)]
        if not text or not len(inside):
            continue
        spot = inside[_distances(inside, taken).argmax()]
        if _distances(spot[None], taken)[0] < 1:
            continue
        taken.append(spot)
        yield label(text, *(spot + [0, 4]), class_="ce-tick", text_anchor="middle")


def _distances(points, taken):
    """Return how far each point is from the nearest number, in sizes of a number."""
    # The first number stands in the upper right, where no axis is.
    anchors = taken or [np.array([-1e3, 1e3])]
    apart = np.abs(points[:, None] - np.array(anchors)) / [WIDE, HIGH]
    return np.minimum(apart.max(axis=2).min(axis=1).round(3), 3.0 if taken else math.inf)
