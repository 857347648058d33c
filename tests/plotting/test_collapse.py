"""Runs, logits, slopes and pairs of the collapse are drawn as they are."""

import matplotlib.pyplot as plt
import numpy as np
import pytest

from ce_utils import plotting


@pytest.fixture
def ax():
    figure, ax = plt.subplots()
    yield ax
    plt.close(figure)


def test_every_run_is_a_line_and_no_mean_is_added(ax):
    runs = [[10, 50, 96], [10, 40, 86]]
    assert plotting.run_lines(runs, loss="quadratic", ax=ax, first_epoch=1) is ax
    assert [line.get_ydata().tolist() for line in ax.lines] == runs
    assert ax.lines[0].get_xdata().tolist() == [1, 2, 3]
    assert ax.lines[0].get_color() == plotting.LOSS_STYLES["quadratic"]["color"]


def test_runs_need_two_dimensions(ax):
    with pytest.raises(ValueError, match=r"values has shape \(2,\); expected \(n_runs, n_points"):
        plotting.run_lines([1, 2], loss="quadratic", ax=ax)


def test_each_group_of_logits_has_area_one_and_holds_its_ends(ax):
    rng = np.random.default_rng(0)
    own, others = rng.normal(-9, 2, 50), np.append(rng.normal(0, 5, 900), 7.0)
    plotting.logit_histogram(own, others, ax=ax, width=0.5)
    for bars, logits in zip(ax.containers, (others, own), strict=True):
        # Density times width adds up to 1 by definition; a few float64 roundings.
        assert sum(bar.get_height() * bar.get_width() for bar in bars) == pytest.approx(1)
        assert bars[0].get_x() <= logits.min()
        assert bars[-1].get_x() + 0.5 >= logits.max()
    assert ax.lines[0].get_xdata() == [0, 0]


@pytest.mark.parametrize(("own", "width"), [([], 1.0), ([1.0], 0.0)])
def test_an_empty_group_or_a_bar_without_width_is_refused(ax, own, width):
    with pytest.raises(ValueError, match="expected at least one logit in each group"):
        plotting.logit_histogram(own, [1.0], ax=ax, width=width)


def test_slopes_stand_over_their_logits(ax):
    plotting.unit_slopes([-4, -9], [2e-2, 1e-4], loss="sigmoid cross-entropy", ax=ax)
    assert ax.lines[0].get_xydata().tolist() == [[-4, 2e-2], [-9, 1e-4]]
    assert ax.get_legend_handles_labels()[1] == ["sigmoid cross-entropy"]
    assert ax.get_yscale() == "log"


@pytest.mark.parametrize("slopes", [[0.1], [0.1, 0.0]])
def test_a_slope_for_every_logit_and_none_of_zero(ax, slopes):
    with pytest.raises(ValueError, match="expected one slope above 0 for every logit"):
        plotting.unit_slopes([1, 2], slopes, loss="quadratic", ax=ax)


def test_pairs_their_mean_and_the_interval(ax):
    plotting.paired_differences([0.1, -0.1, 0.3], (-0.2, 0.4), row=2, ax=ax)
    dots, line, mean, zero = ax.lines
    assert dots.get_xdata().tolist() == [0.1, -0.1, 0.3]
    assert line.get_xdata().tolist() == [-0.2, 0.4]
    # (0.1 - 0.1 + 0.3) / 3, by hand; a rounding or two.
    assert mean.get_xdata()[0] == pytest.approx(0.1)
    assert zero.get_xdata() == [0, 0]


@pytest.mark.parametrize(("pairs", "interval"), [([], (0, 1)), ([1], (1, 0))])
def test_no_pairs_or_a_reversed_interval_is_refused(ax, pairs, interval):
    with pytest.raises(ValueError, match="at least one difference and the lower end first"):
        plotting.paired_differences(pairs, interval, row=0, ax=ax)


@pytest.mark.parametrize("draw", [plotting.run_lines, plotting.unit_slopes])
def test_a_loss_without_a_style_is_refused(ax, draw):
    values = ([[1.0]],) if draw is plotting.run_lines else ([1.0], [1.0])
    with pytest.raises(ValueError, match="'hope'; expected one of quadratic"):
        draw(*values, loss="hope", ax=ax)
