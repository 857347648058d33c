"""Figures of agreement draw what they are given, and refuse what they cannot draw."""

import matplotlib.pyplot as plt
import numpy as np
import pytest

from ce_utils import plotting


@pytest.fixture
def ax():
    figure, ax = plt.subplots()
    yield ax
    plt.close(figure)


def test_each_curve_is_narrower_than_the_one_below(ax):
    curves = {name: [2.0, 1.0, 0.5] for name in ("NumPy", "PyTorch", "Keras")}
    assert plotting.curves_on_each_other(curves, ax=ax) is ax
    widths = [line.get_linewidth() for line in ax.lines]
    assert widths == sorted(widths, reverse=True)
    assert len(set(widths)) == len({line.get_color() for line in ax.lines}) == 3
    assert [line.get_ydata().tolist() for line in ax.lines] == [[2.0, 1.0, 0.5]] * 3
    assert [text.get_text() for text in ax.get_legend().get_texts()] == list(curves)


@pytest.mark.parametrize("count", [0, 4])
def test_more_curves_than_layers_are_refused(ax, count):
    with pytest.raises(ValueError, match=f"{count} curves came; expected 1 to 3"):
        plotting.curves_on_each_other({str(k): [1.0] for k in range(count)}, ax=ax)


def test_the_largest_difference_never_falls(ax):
    runs = {"a": [0.0, -4.0, 1.0], "b": [0.5, 0.25, 8.0]}
    assert plotting.difference_growth(runs, floor=0.125, ax=ax) is ax
    assert ax.lines[0].get_ydata().tolist() == [0.125, 4.0, 4.0]
    assert ax.lines[1].get_ydata().tolist() == [0.5, 0.5, 8.0]
    assert ax.get_yscale() == "log"
    assert ax.lines[0].get_linestyle() != ax.lines[1].get_linestyle()


@pytest.mark.parametrize("floor", [0.0, -1.0, np.nan])
def test_a_floor_that_has_no_logarithm_is_refused(ax, floor):
    with pytest.raises(ValueError, match="expected a positive number"):
        plotting.difference_growth({"a": [1.0]}, floor=floor, ax=ax)


@pytest.mark.parametrize("count", [0, 5])
def test_more_runs_than_styles_are_refused(ax, count):
    with pytest.raises(ValueError, match=f"{count} runs came; expected 1 to 4"):
        plotting.difference_growth({str(k): [1.0] for k in range(count)}, floor=0.1, ax=ax)


def test_gradient_shares_stand_over_the_logit(ax):
    shares = {"label 1": [1.0, 0.5], "label 0": [1.0, 0.0]}
    assert plotting.gradient_shares([0.0, 30.0], shares, ax=ax) is ax
    assert [line.get_xdata().tolist() for line in ax.lines] == [[0.0, 30.0]] * 2
    assert [line.get_ydata().tolist() for line in ax.lines] == list(shares.values())
    assert ax.lines[0].get_linewidth() > ax.lines[1].get_linewidth()
    assert [text.get_text() for text in ax.get_legend().get_texts()] == list(shares)


@pytest.mark.parametrize("count", [0, 4])
def test_more_shares_than_layers_are_refused(ax, count):
    with pytest.raises(ValueError, match=f"{count} curves came; expected 1 to 3"):
        plotting.gradient_shares([0.0], {str(k): [1.0] for k in range(count)}, ax=ax)
