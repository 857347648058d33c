"""Landscapes and maps of a cost show the cost that they are given, and the paths on it."""

import matplotlib.pyplot as plt
import numpy as np
import pytest

from ce_utils import plotting

X, Y = np.array([0.0, 1.0]), np.array([0.0, 1.0, 2.0])
HEIGHTS = X + 10 * Y[:, None]  # by hand: 0 and 1 in the first row, 20 and 21 in the last


@pytest.fixture
def ax():
    figure, ax = plt.subplots()
    yield ax
    plt.close(figure)


@pytest.fixture
def solid():
    figure = plt.figure()
    yield figure.add_subplot(projection="3d")
    plt.close(figure)


def test_the_landscape_reaches_from_the_lowest_point_to_the_highest(solid):
    assert plotting.loss_surface(X, Y, HEIGHTS, ax=solid) is solid
    assert solid.xy_dataLim.intervalx.tolist() == [0, 1]
    assert solid.xy_dataLim.intervaly.tolist() == [0, 2]
    assert solid.zz_dataLim.intervalx.tolist() == [0, 21]


def test_the_map_draws_each_level_where_the_cost_has_it(ax):
    assert plotting.loss_contours(X, Y, HEIGHTS, levels=[5, 15], ax=ax) is ax
    lines = ax.collections[-1].get_paths()
    # By hand: the cost x + 10 y is 5 at y = 0.5 - x/10, and 15 at y = 1.5 - x/10.
    for line, level in zip(lines, (5, 15), strict=True):
        x, y = line.vertices.T
        np.testing.assert_allclose(x + 10 * y, level, rtol=1e-12)
        assert len(x) > 1


def test_every_path_has_its_mark_at_the_start_and_a_star_at_the_end(ax):
    paths = [[[0, 2], [0.5, 1], [0, 0]], [[1, 2], [1, 1]]]
    plotting.loss_contours(X, Y, HEIGHTS, paths=paths, ax=ax)
    first, start, end, second, other, _ = ax.lines
    assert first.get_xydata().tolist() == paths[0]
    assert start.get_xydata().tolist() == [[0, 2]]
    assert end.get_xydata().tolist() == [[0, 0]]
    assert end.get_marker() == "*"
    assert second.get_xydata().tolist() == paths[1]
    assert other.get_marker() != start.get_marker()


def test_heights_the_wrong_way_round_are_refused(ax, solid):
    with pytest.raises(ValueError, match=r"shape \(2, 3\): expected \(3, 2\).*transpose"):
        plotting.loss_contours(X, Y, HEIGHTS.T, ax=ax)
    with pytest.raises(ValueError, match=r"shape \(2, 3\)"):
        plotting.loss_surface(X, Y, HEIGHTS.T, ax=solid)


def test_more_paths_than_marks_are_refused(ax):
    with pytest.raises(ValueError, match="5 paths came; expected at most 4"):
        plotting.loss_contours(X, Y, HEIGHTS, paths=[[[0, 0]]] * 5, ax=ax)
