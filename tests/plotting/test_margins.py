"""The losses over the margin are those of their names."""

import matplotlib.pyplot as plt
import numpy as np
import pytest

from ce_utils import plotting


@pytest.fixture
def ax():
    figure, ax = plt.subplots()
    yield ax
    plt.close(figure)


def test_three_losses_by_hand(ax):
    assert plotting.margin_losses([-2.0, 0.0, 0.5, 3.0], ax=ax) is ax
    perceptron, hinge, cross_entropy = (line.get_ydata() for line in ax.lines[:3])
    assert perceptron.tolist() == [2, 0, 0, 0]
    assert hinge.tolist() == [3, 1, 0.5, 0]
    by_hand = np.log(1 + np.exp([2.0, 0.0, -0.5, -3.0]))
    np.testing.assert_allclose(cross_entropy, by_hand, rtol=1e-14)


def test_each_loss_is_drawn_in_its_own_style_and_named(ax):
    plotting.margin_losses([0.0, 1.0], ax=ax)
    assert ax.get_legend_handles_labels()[1] == ["perceptron", "hinge", "cross-entropy"]
    colors = [line.get_color() for line in ax.lines[:3]]
    names = ("perceptron", "hinge", "sigmoid cross-entropy")
    assert colors == [plotting.LOSS_STYLES[name]["color"] for name in names]


def test_dots_mark_the_kinks(ax):
    plotting.margin_losses([0.0, 1.0], ax=ax)
    dots = [line.get_xydata().tolist() for line in ax.lines if line.get_marker() == "o"]
    assert dots == [[[0, 0]], [[1, 0]]]
