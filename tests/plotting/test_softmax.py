"""The figures of softmax draw shares that sum to 1, and regions with straight borders."""

import matplotlib.pyplot as plt
import numpy as np
import pytest

from ce_utils import plotting
from ce_utils.links import softmax


@pytest.fixture
def ax():
    figure, ax = plt.subplots()
    yield ax
    plt.close(figure)


def test_the_bands_are_stacked_to_one(ax):
    shares = np.array([[0.2, 0.3, 0.5], [0.1, 0.1, 0.8]])
    assert plotting.output_shares([0, 1], shares, labels="abc", ax=ax) is ax
    tops = [band.get_paths()[0].vertices[:, 1].max() for band in ax.collections]
    # Cumulative sums by hand; the higher of the two points.
    np.testing.assert_allclose(tops, [0.2, 0.5, 1.0], rtol=1e-12)
    assert [text.get_text() for text in ax.texts] == ["a", "b", "c"]


def test_a_name_stands_within_its_band(ax):
    logits = np.zeros((50, 3))
    logits[:, 2] = np.linspace(-6, 6, 50)
    plotting.output_shares(logits[:, 2], softmax(logits), labels="abc", ax=ax)
    for k, text in enumerate(ax.texts):
        x, y = text.get_position()
        edges = np.cumsum(softmax([0.0, 0.0, x]))
        assert edges[k] - softmax([0.0, 0.0, x])[k] < y < edges[k]


def test_bars_of_each_temperature(ax):
    rows = [[0.9, 0.1], [0.6, 0.4]]
    plotting.temperature_bars(rows, (0.5, 2), labels="ab", ax=ax)
    assert [bar.get_height() for bar in ax.patches] == [0.9, 0.6, 0.1, 0.4]
    assert [tick.get_text() for tick in ax.get_xticklabels()] == ["0.5", "2"]


def test_a_border_lies_where_two_scores_are_equal(ax):
    # z_a - z_b = 2 x - 1, so the border is the vertical line x = 1/2.
    plotting.class_regions([[1, 0], [-1, 0]], [-0.5, 0.5], labels="ab", ax=ax)
    border = np.vstack([path.vertices for path in ax.collections[1].get_paths()])
    np.testing.assert_allclose(border[:, 0], 0.5, atol=1e-6)  # contour's linear interpolation


@pytest.mark.parametrize(
    ("draw", "message"),
    [
        (lambda ax: plotting.output_shares([0], [[0.5, 0.6]], labels="ab", ax=ax), "sums to 1.1"),
        (lambda ax: plotting.output_shares([0], [[0.5, 0.5]], labels="abc", ax=ax), r"\(1, 3\)"),
        (lambda ax: plotting.temperature_bars([[1.0]], (1, 2), labels="a", ax=ax), r"\(2, 1\)"),
        (lambda ax: plotting.output_shares([0], [[0.2] * 5], labels="abcde", ax=ax), "at most 4"),
        (lambda ax: plotting.class_regions([[1, 0]], [0, 0], labels="ab", ax=ax), r"\(2, 2\)"),
    ],
)
def test_what_does_not_fit_is_refused(ax, draw, message):
    with pytest.raises(ValueError, match=message):
        draw(ax)
