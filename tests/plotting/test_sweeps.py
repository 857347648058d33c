"""A sweep shows each run and joins the medians."""

import matplotlib.pyplot as plt
import pytest

from ce_utils import plotting


@pytest.fixture
def ax():
    figure, ax = plt.subplots()
    yield ax
    plt.close(figure)


def test_each_run_is_a_dot_and_the_line_joins_the_medians(ax):
    results = [[0.1, 0.9, 0.2], [0.5, 0.7, 0.6]]
    assert plotting.runs_over_setting([0.1, 3.0], results, loss="quadratic", ax=ax) is ax
    *runs, line = ax.lines
    # The middle one of each row, by eye: 0.2 and 0.6.
    assert line.get_xydata().tolist() == [[0.1, 0.2], [3.0, 0.6]]
    assert [run.get_ydata().tolist() for run in runs] == [[0.1, 0.5], [0.9, 0.7], [0.2, 0.6]]
    assert ax.get_legend_handles_labels()[1] == ["quadratic"]


@pytest.mark.parametrize("results", [[0.1, 0.2], [[0.1, 0.2]]])
def test_results_need_one_row_a_setting(ax, results):
    with pytest.raises(ValueError, match=r"expected \(n_settings, n_runs\) with 2 settings"):
        plotting.runs_over_setting([1, 10], results, loss="quadratic", ax=ax)


def test_a_loss_without_a_style_is_refused(ax):
    with pytest.raises(ValueError, match="'hope'; expected one of quadratic"):
        plotting.runs_over_setting([1], [[0.5]], loss="hope", ax=ax)
