"""The figures on disagreeing numbers show what they are given, against values written by hand."""

import matplotlib.pyplot as plt
import numpy as np
import pytest

from ce_utils import plotting

GREEN = plotting.LOSS_STYLES["softmax cross-entropy"]["color"]


@pytest.fixture
def ax():
    figure, ax = plt.subplots()
    yield ax
    plt.close(figure)


def test_floors_are_lines_and_what_training_reached_are_dots(ax):
    curves = {"0.2": [0.33, 0.49, 0.59], "0.1": [0.2, 0.29, 0.35]}
    assert plotting.loss_floors([2, 3, 4], curves, reached={2: 0.4, 4: 0.7}, ax=ax) is ax
    first, second, dots = ax.lines
    assert first.get_xydata().tolist() == [[2, 0.33], [3, 0.49], [4, 0.59]]
    assert dots.get_xydata().tolist() == [[2, 0.4], [4, 0.7]]
    assert (dots.get_marker(), dots.get_linestyle()) == ("o", "None")
    assert first.get_color() == dots.get_color() == GREEN != second.get_color()
    assert first.get_linestyle() != second.get_linestyle()
    assert (ax.get_xscale(), ax.get_ylim()[0]) == ("log", 0)
    assert ax.get_xlabel() == "number of classes $K$"  # the letter of chapters 8 and 9


def test_a_floor_without_a_number_of_classes_is_refused(ax):
    with pytest.raises(ValueError, match=r"floors\['a'\] has shape \(1,\); expected \(2,\)"):
        plotting.loss_floors([2, 3], {"a": [0.1]}, reached={}, ax=ax)


def test_the_running_average_is_that_of_the_batches_so_far(ax):
    assert plotting.epoch_averages([4.0, 2.0, 0.0], [3.0, 1.0, 0.5], ax=ax) is ax
    dots, average, fresh = ax.lines
    assert dots.get_xydata().tolist() == [[1, 4], [2, 2], [3, 0]]
    assert average.get_ydata().tolist() == [4, 3, 2]  # 4, (4 + 2)/2, (4 + 2 + 0)/3
    assert fresh.get_ydata().tolist() == [3, 1, 0.5]
    assert fresh.get_color() == GREEN


@pytest.mark.parametrize("fresh", [[1.0], np.ones((2, 2))])
def test_an_epoch_of_unequal_lengths_is_refused(ax, fresh):
    with pytest.raises(ValueError, match=r"batch_losses has shape \(2,\) and fresh"):
        plotting.epoch_averages([1.0, 2.0], fresh, ax=ax)


def test_each_program_has_its_row_from_top_to_bottom(ax):
    names = ["right", "summed"]
    assert plotting.start_and_end(names, [2.3, 150], [0.1, 6.5], expected=2.3, ax=ax) is ax
    line, open_dots, full_dots = ax.lines
    assert list(line.get_xdata()) == [2.3, 2.3]
    assert open_dots.get_xydata().tolist() == [[2.3, 0], [150, 1]]
    assert full_dots.get_xydata().tolist() == [[0.1, 0], [6.5, 1]]
    assert open_dots.get_markerfacecolor() == "white" != full_dots.get_markerfacecolor()
    assert [label.get_text() for label in ax.get_yticklabels()] == names
    assert ax.yaxis_inverted()
    assert ax.get_xscale() == "log"


@pytest.mark.parametrize(("starts", "ends"), [([1.0, 1.0], [1.0]), ([1.0, 1.0], [1.0, 0.0])])
def test_a_missing_or_zero_loss_is_refused(ax, starts, ends):
    with pytest.raises(ValueError, match=r"expected \(2,\), one for each name, all above 0"):
        plotting.start_and_end(["a", "b"], starts, ends, expected=1.0, ax=ax)
