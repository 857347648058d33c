"""Distances to the minimum are drawn against steps that count from 0, the start."""

import matplotlib.pyplot as plt
import pytest

from ce_utils import plotting


@pytest.fixture
def ax():
    figure, ax = plt.subplots()
    yield ax
    plt.close(figure)


def test_what_is_rounding_is_left_out(ax):
    walks = {"slow": [4, 2, 1], "fast": [4, 0.1, 1e-20]}
    assert plotting.distances_by_step(walks, floor=1e-14, ax=ax) is ax
    slow, fast = ax.lines
    assert slow.get_xydata().tolist() == [[0, 4], [1, 2], [2, 1]]
    assert fast.get_xydata().tolist() == [[0, 4], [1, 0.1]]
    assert ax.get_legend_handles_labels()[1] == ["slow", "fast"]
    assert (ax.get_xscale(), ax.get_yscale()) == ("linear", "log")


def test_more_walks_than_styles_are_refused(ax):
    walks = {name: [1.0, 0.5] for name in "abcd"}
    with pytest.raises(ValueError, match="4 optimisers came; expected at most 3"):
        plotting.distances_by_step(walks, floor=0, ax=ax)
