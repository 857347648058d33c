"""The curves of one neuron show what they are given, against values written by hand."""

import matplotlib.pyplot as plt
import numpy as np
import pytest

from ce_utils import plotting


@pytest.fixture
def ax():
    figure, ax = plt.subplots()
    yield ax
    plt.close(figure)


def test_outputs_start_at_epoch_zero_with_a_dot(ax):
    assert plotting.neuron_outputs([0.98, 0.6, 0.1], loss="quadratic", ax=ax) is ax
    curve, dot = ax.lines
    assert curve.get_xydata().tolist() == [[0, 0.98], [1, 0.6], [2, 0.1]]
    assert dot.get_xydata().tolist() == [[0, 0.98]]
    assert curve.get_color() == plotting.LOSS_STYLES["quadratic"]["color"]
    assert ax.get_legend_handles_labels()[1] == ["quadratic"]


def test_several_neurons_in_one_call_are_refused(ax):
    with pytest.raises(ValueError, match=r"shape \(2, 3\); expected \(n_epochs \+ 1,\)"):
        plotting.neuron_outputs(np.ones((2, 3)), loss="quadratic", ax=ax)


def test_counts_are_dots_and_the_formula_a_line(ax):
    plotting.waiting_times([0, 4], [5, 480], np.exp, loss="sigmoid cross-entropy", ax=ax)
    line, dots = ax.lines
    assert dots.get_xydata().tolist() == [[0, 5], [4, 480]]
    # The formula's own values at both ends and in the middle: e^0, e^2, e^4.
    assert line.get_xydata()[[0, 100, 200]].tolist() == [[x, np.exp(x)] for x in (0.0, 2.0, 4.0)]
    assert (line.get_marker(), dots.get_marker()) == ("None", "o")
    assert ax.get_yscale() == "log"


def test_a_start_without_a_count_is_refused(ax):
    with pytest.raises(ValueError, match=r"shape \(2,\) and counted \(1,\); expected the same"):
        plotting.waiting_times([0, 4], [5], np.exp, loss="quadratic", ax=ax)


@pytest.mark.parametrize(
    ("draw", "data"),
    [("neuron_outputs", ([1.0],)), ("waiting_times", ([1.0], [1.0], np.exp))],
)
def test_a_loss_without_a_style_is_refused(ax, draw, data):
    with pytest.raises(ValueError, match="'no such loss'; expected one of quadratic"):
        getattr(plotting, draw)(*data, loss="no such loss", ax=ax)
