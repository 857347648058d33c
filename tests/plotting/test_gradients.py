"""The figures of slopes draw what they were given, in the style of each loss."""

import matplotlib.pyplot as plt
import pytest

from ce_utils import plotting


@pytest.fixture
def ax():
    figure, ax = plt.subplots()
    yield ax
    plt.close(figure)


def test_each_slope_has_the_colour_of_its_loss(ax):
    slopes = {"quadratic": [0.1, 0.2], "sigmoid cross-entropy": [[0.5], [0.6]]}
    assert plotting.slopes_over_logit([0, 1], slopes, ax=ax) is ax
    assert [line.get_ydata().tolist() for line in ax.lines] == [[0.1, 0.2], [0.5, 0.6]]
    colours = [plotting.LOSS_STYLES[name]["color"] for name in slopes]
    assert [line.get_color() for line in ax.lines] == colours
    assert "z" in ax.get_xlabel()
    assert "slope" in ax.get_ylabel()


def test_factors_of_the_matching_pair_look_like_the_cross_entropy(ax):
    plotting.error_factors([0, 1], {"sigmoid, cross-entropy": [1, 1]}, ax=ax)
    assert ax.lines[0].get_color() == plotting.LOSS_STYLES["sigmoid cross-entropy"]["color"]
    assert ax.get_ylim()[0] == 0


def test_an_unknown_name_is_refused_with_the_known_ones(ax):
    with pytest.raises(ValueError, match=r"slopes has 'cubic'; expected one of: quadratic;"):
        plotting.slopes_over_logit([0], {"cubic": [1]}, ax=ax)
    with pytest.raises(ValueError, match=r"factors has 'tanh'; expected one of: sigmoid, cross"):
        plotting.error_factors([0], {"tanh": [1]}, ax=ax)


def test_one_number_per_logit(ax):
    with pytest.raises(ValueError, match=r"slopes\['quadratic'\] has 3 numbers; expected 2"):
        plotting.slopes_over_logit([0, 1], {"quadratic": [1, 2, 3]}, ax=ax)
