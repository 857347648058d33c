"""The two loss surfaces: walks and maps by a second route, and the script's are Python's."""

import re

import numpy as np
import pytest
from scipy.interpolate import RegularGridInterpolator

from ce_utils.interactive import LossSurface
from ce_utils.interactive.loss_surface import RATES
from ce_utils.interactive.loss_surface_map import (
    EDGE,
    GRID,
    HAIR,
    SIDE,
    TOP_EDGE,
    _thinned,
    heights_on,
    levels_of,
    map_of,
    map_scales,
)
from ce_utils.interactive.loss_surface_still import NAMES, descend, points_of, readout_lines
from ce_utils.interactive.svg import path
from ce_utils.optimize import RegressionCost, gradient_descent
from tests.interactive.in_node import compare

LOSSES = list(NAMES)


@pytest.fixture
def costs(study):
    """Return both costs of the hours of study."""
    hours, passed = study
    design = np.column_stack([np.ones(len(hours)), hours])
    return {name: RegressionCost(design, passed, name) for name in NAMES}


@pytest.mark.parametrize("loss", LOSSES)
def test_it_walks_down_the_gradient_of_the_definition(study, loss):
    """A second route: the formulas of the two costs, with NumPy alone."""
    figure = LossSurface(*study, start=(-2, 1.5), learning_rate=0.5, steps=200)
    x, y = study[0][:, 0], study[1]
    b, w = -2.0, 1.5
    for weights, value in zip(*(figure.walks[loss][k] for k in ("weights", "values")), strict=True):
        np.testing.assert_allclose(weights, [b, w], rtol=1e-11, atol=1e-12)  # 200 steps of rounding
        a = 1 / (1 + np.exp(-b - w * x))
        if loss == "quadratic":
            cost, slope = (a - y) ** 2 / 2, (a - y) * a * (1 - a)
        else:
            cost, slope = -np.log(np.where(y == 1, a, 1 - a)), a - y
        np.testing.assert_allclose(value, cost.mean(), rtol=1e-11)
        b, w = b - 0.5 * slope.mean(), w - 0.5 * (slope * x).mean()


@pytest.mark.parametrize("loss", LOSSES)
def test_the_map_has_the_heights_of_the_cost(costs, loss):
    heights = heights_on(costs[loss], 8.0)
    ends = np.linspace(-8, 8, GRID)
    for i, j in ((0, 0), (5, 60), (GRID - 1, 0), (32, 32)):
        # The mean of 20 numbers, summed in another order.
        expected = costs[loss].value([ends[j], ends[i]])
        np.testing.assert_allclose(heights[i, j], expected, rtol=1e-13)


@pytest.mark.parametrize("loss", LOSSES)
def test_the_level_lines_lie_on_their_levels(costs, loss):
    """Each corner of an area above a level is on the edge of the map, or the level is reached."""
    heights, ends = heights_on(costs[loss], 8.0), np.linspace(-8, 8, GRID)
    height_at = RegularGridInterpolator((ends, ends), heights)
    ground, _ = map_of(heights, 8.0)
    unit, steepest, turns = 16 / SIDE, np.abs(np.gradient(heights, 0.25)).max(), 0
    for (level, _), area in zip(levels_of(heights), ground[1:], strict=True):
        corners = np.array(re.findall(r"([\d.]+) ([\d.]+)", area), dtype=float)
        x, y = (corners - [EDGE, TOP_EDGE]).T
        found = height_at(np.clip(np.column_stack([8 - y * unit, -8 + x * unit]), -8, 8))
        inner = (np.minimum(x, y) > 0.1) & (np.maximum(x, y) < SIDE - 0.1)
        turns += inner.sum()
        # The corners lie on the lines of the grid, but for the rounding to a tenth.
        slack = steepest * unit * 0.1
        np.testing.assert_allclose(found[inner], level, rtol=0, atol=slack)
        assert (found[~inner] > level - slack).all()
    assert turns > 30


def test_thinned_lines_keep_within_a_hair():
    angles = np.linspace(0, 2 * np.pi, 400)
    circle = 50 * np.column_stack([np.cos(angles), np.sin(angles)])
    thin = _thinned(circle)
    # An arc of 10.3 degrees rises 0.2 above its chord: 36 points at least, twice as many by halves.
    assert 36 <= len(thin) <= 72
    middles = (thin[1:] + thin[:-1]) / 2  # of the chords: where they are farthest from the circle
    assert 50 - np.linalg.norm(middles, axis=1).min() <= HAIR


@pytest.mark.parametrize("loss", LOSSES)
def test_the_numbers_stand_on_their_lines_and_apart(costs, loss):
    heights = heights_on(costs[loss], 8.0)
    away = [(194.0, 196.0), (100.0, 300.0)]
    _, numbers = map_of(heights, 8.0, away)
    spots = [(x, y + 4) for x, y in away]  # numbers hang 4 below the middle of their place
    for text in numbers:
        x, y, words = re.search(r'x="([\d.]+)" y="([\d.]+)".*>([\d.]+)</text>', text).groups()
        spots.append((float(x), float(y)))
        b, w = -8 + (float(x) - EDGE) * 16 / SIDE, 8 - (float(y) - 4 - TOP_EDGE) * 16 / SIDE
        slack = np.abs(np.gradient(heights, 0.25)).max() * 0.05
        assert costs[loss].value([b, w]) == pytest.approx(float(words), abs=slack)
    assert len(spots) >= 4
    for k, (x, y) in enumerate(spots):
        assert all(abs(x - u) >= 47.9 or abs(y - v) >= 19.9 for u, v in spots[:k])


def test_a_walk_at_rest_stays_where_it_is():
    """Two examples that cancel: the gradient of the bias is exactly 0 at the start."""
    design = np.array([[1.0, 0.0], [1.0, 0.0]])
    cost = RegressionCost(design, [0, 1])
    walk = descend(cost, [0.0, 2.0], 1.0, 5)
    assert walk["weights"].tolist() == [[0.0, 2.0]] * 6
    assert walk["norms"].tolist() == [0.0] * 6


def test_a_resting_gradient_is_not_spelled_out(study):
    figure = LossSurface(*study, start=(-4, 1.5), steps=1000, learning_rate=0.5)
    lines = readout_lines(figure.walks, 1000, 0.5, 8.0)
    assert lines[0] == "Step 1,000 from b = −4.0, w = 1.5, learning rate 0.5"
    norm = figure.walks["sigmoid cross-entropy"]["norms"][1000]
    assert norm > 1e-8
    figure.walks["sigmoid cross-entropy"]["norms"][1000] = 3e-17
    assert "gradient norm below 1e−8" in readout_lines(figure.walks, 1000, 0.5, 8.0)[1]


def test_a_walk_that_has_left_the_map_is_said_to_be_outside(study):
    """In a corner: the quadratic cost's walk is pushed out, cross-entropy's comes to the middle."""
    hours, passed = study
    figure = LossSurface(hours - hours.mean(), passed, start=(-8, -8), learning_rate=5)
    assert np.abs(figure.walks["quadratic"]["weights"][-1]).max() > 8
    assert np.abs(figure.walks["sigmoid cross-entropy"]["weights"][-1]).max() < 8
    _, inside, outside = figure.readout()
    assert "outside" not in inside
    assert outside.endswith(", outside the map")
    begun = readout_lines(figure.walks, 0, 5, 8.0)  # on its corner
    assert not any("outside" in line for line in begun)


def sample(study, start, rate, steps=100, reach=8.0):
    figure = LossSurface(*study, start=start, learning_rate=rate, steps=steps, reach=reach)
    scales = map_scales(reach)
    design = np.column_stack([np.ones(len(study[0])), study[0]])
    walks = {
        name: gradient_descent(
            RegressionCost(design, study[1], loss),
            start,
            learning_rate=rate,
            steps=steps,
            tolerance=0,
        ).weights.tolist()
        for loss, name in NAMES.items()
    }
    return {
        "data": {key: value for key, value in figure.payload().items() if key != "fields"},
        "start": {"b": start[0], "w": start[1], "rate": rate},
        "walks": walks,
        "drawn": [
            {
                "step": step,
                "ways": {
                    NAMES[loss]: path(points_of(walk, scales, step))
                    for loss, walk in figure.walks.items()
                },
                "readout": readout_lines(figure.walks, step, rate, reach),
            }
            for step in sorted({0, 1, steps // 2, steps})
        ],
    }


def test_the_script_walks_and_draws_as_python_does(study, tmp_path):
    """With steps that are not too long: beyond 2 / curvature rounding grows from step to step."""
    starts = [(-2.0, -1.0), (3.0, 7.0), (-8.0, -8.0), (8.0, 0.3), (-8.0, 8.0)]
    runs = [sample(study, start, rate) for start in starts for rate in RATES[:3]]
    assert any("outside" in str(run["drawn"]) for run in runs)
    runs += [sample(study, (0.0, 0.0), 0.1, steps=7, reach=3.0)]
    compare("loss_surface.test.mjs", {"runs": runs}, tmp_path)


def test_values_are_rounded_to_one_place(study):
    figure = LossSurface(*study, start=np.array([1 / 3, -2]), steps=3, learning_rate=3)
    assert repr(figure) == "LossSurface(20 examples, start=(0.3, -2), learning_rate=3, steps=3)"
    assert figure.walks["quadratic"]["weights"][0].tolist() == [0.3, -2.0]
    assert figure.fields()["rate"]["values"] == sorted([*RATES, 3.0])


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"features": [1.0, 2.0]}, r"features has shape \(2,\): expected \(n_examples, 1\)"),
        ({"features": np.zeros((201, 1))}, "with at most 200 examples"),
        ({"features": [[1.0], [101.0]]}, "features reaches 101: expected numbers from -100 to 100"),
        ({"features": [[1.0], [np.inf]]}, "features"),
        ({"labels": [0, 1, 1]}, r"labels has shape \(3,\): expected \(2,\)"),
        ({"labels": [0, 2]}, "labels"),
        ({"start": 3}, "start is 3: expected a bias and a weight"),
        ({"start": (9, 0)}, "bias of start is 9: expected a number from -8.0 to 8.0"),
        ({"learning_rate": 21}, "learning_rate is 21: expected a number from 0.1 to 20.0"),
        ({"steps": 1001}, "steps is 1001"),
        ({"reach": 0.5}, "reach is 0.5: expected a number from 1.0 to 100.0"),
        ({"alt": ""}, "alt is '': expected words"),
    ],
)
def test_what_is_refused(options, message):
    with pytest.raises(ValueError, match=message):
        LossSurface(**{"features": [[0.0], [1.0]], "labels": [0, 1], **options})
