"""Runs in a row, their band, confusions and terms of a loss are drawn as they are."""

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.colors import to_hex

from ce_utils import plotting


@pytest.fixture
def ax():
    figure, ax = plt.subplots()
    yield ax
    plt.close(figure)


def test_every_run_is_a_dot_and_the_mean_lies_in_its_interval(ax):
    assert plotting.run_strip([3, 4, 8], (2, 6), loss="quadratic", row=2, ax=ax) is ax
    dots, bar, mean = ax.lines
    assert dots.get_xydata().tolist() == [[3, 2], [4, 2], [8, 2]]
    assert bar.get_xdata().tolist() == [2, 6]
    assert mean.get_xdata() == [5]  # (3 + 4 + 8) / 3
    assert bar.get_ydata()[0] == mean.get_ydata()[0] < 2
    assert dots.get_color() == plotting.LOSS_STYLES["quadratic"]["color"]


def test_a_strip_needs_a_run_and_an_interval_in_order(ax):
    with pytest.raises(ValueError, match="0 results"):
        plotting.run_strip([], (0, 1), loss="quadratic", row=0, ax=ax)
    with pytest.raises(ValueError, match="expected at least one result and the lower end first"):
        plotting.run_strip([1], (1, 0), loss="quadratic", row=0, ax=ax)


def test_the_band_holds_the_middle_half_around_the_median(ax):
    runs = np.array([[0, 10, 20, 30, 400], [5, 5, 5, 5, 5]]).T  # five runs, two epochs
    plotting.quantile_band(runs, loss="softmax cross-entropy", ax=ax, first_epoch=1)
    (line,), (band,) = ax.lines, ax.collections
    assert line.get_xydata().tolist() == [[1, 20], [2, 5]]
    corners = band.get_paths()[0].vertices
    # The quartiles of five sorted numbers are the second and the fourth.
    assert corners[corners[:, 0] == 1, 1].min() == 10
    assert corners[corners[:, 0] == 1, 1].max() == 30
    assert ax.get_legend_handles_labels()[1] == ["softmax cross-entropy"]


def test_a_single_run_is_refused_with_the_cure(ax):
    with pytest.raises(ValueError, match=r"values has shape \(2,\); expected .*values\[None, :\]"):
        plotting.quantile_band([1, 2], loss="quadratic", ax=ax)


def test_confusions_are_shares_of_their_row(ax):
    plotting.confusion_shares([[3, 1], [10, 10]], ax=ax)
    assert ax.images[0].get_array().tolist() == [[0.75, 0.25], [0.5, 0.5]]
    # A share of 1/100 is as grey as 1/10 would be without the root.
    assert ax.images[0].norm(0.01) == pytest.approx(0.1)  # float64 rounding
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("answer", "digit")


@pytest.mark.parametrize("counts", [[1, 2], [[1, 2]], [[1, -1], [1, 1]], [[0, 0], [1, 1]]])
def test_a_table_that_is_no_confusion_is_refused(ax, counts):
    with pytest.raises(ValueError, match="expected a square table of counts"):
        plotting.confusion_shares(counts, ax=ax)


def test_each_term_is_a_bar_and_the_true_class_is_framed(ax):
    plotting.loss_terms([0.5, 2.0, 0.0], 1, loss="quadratic", ax=ax)
    assert [bar.get_height() for bar in ax.patches] == [0.5, 2.0, 0.0]
    assert [bar.get_alpha() == 1 for bar in ax.patches] == [False, True, False]
    assert to_hex(ax.patches[1].get_edgecolor()) == "#000000"


@pytest.mark.parametrize(("terms", "label"), [([1.0], 1), ([1.0, -0.1], 0), ([1.0], -1)])
def test_a_label_outside_or_a_negative_term_is_refused(ax, terms, label):
    with pytest.raises(ValueError, match="expected a class from 0 to"):
        plotting.loss_terms(terms, label, loss="quadratic", ax=ax)
