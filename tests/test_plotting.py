"""The book's figures keep their colours, and say what was wrong with their input."""

import matplotlib.pyplot as plt
import numpy as np
import pytest

from ce_utils import plotting
from ce_utils.losses import LOSSES
from ce_utils.plotting.style import NEUTRAL_STYLE


@pytest.fixture
def ax():
    figure, ax = plt.subplots()
    yield ax
    plt.close(figure)


def contrast_with_white(color: str) -> float:
    """Return the contrast ratio of WCAG 2.1 (relative luminance) against white."""
    channels = np.array([int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    return 1.05 / (linear @ [0.2126, 0.7152, 0.0722] + 0.05)


def test_every_loss_has_a_style_of_its_own():
    assert set(LOSSES) <= set(plotting.LOSS_STYLES)
    assert len({tuple(style.items()) for style in plotting.LOSS_STYLES.values()}) == len(
        plotting.LOSS_STYLES
    )
    assert len({style["linestyle"] for style in plotting.LOSS_STYLES.values()}) == len(
        plotting.LOSS_STYLES
    )


STYLES = {**plotting.LOSS_STYLES, **plotting.DISTRIBUTION_STYLES, "neutral": NEUTRAL_STYLE}


@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)
def test_lines_are_seen_on_white(style):
    # WCAG 2.1, success criterion 1.4.11: at least 3 : 1 for a graphical object.
    assert contrast_with_white(style["color"]) >= 3


def test_learning_curves_draw_each_run_and_their_mean(ax):
    runs = np.array([[0.1, 0.5, 0.9], [0.3, 0.7, 0.7]])
    assert plotting.learning_curves(runs, loss="quadratic", ax=ax) is ax
    drawn = [line.get_ydata().tolist() for line in ax.lines]
    # The mean of the two runs, by hand: 0.2, 0.6, 0.8.
    np.testing.assert_allclose(drawn, [*runs.tolist(), [0.2, 0.6, 0.8]], rtol=1e-15)
    assert ax.get_legend_handles_labels()[1] == ["quadratic"]
    assert ax.get_xlabel() == "epoch"


def test_an_unknown_loss_is_refused_by_name(ax):
    with pytest.raises(ValueError, match=r"'no such loss'; expected one of quadratic"):
        plotting.learning_curves([[1.0]], loss="no such loss", ax=ax)


def test_a_single_run_is_told_how_to_pass(ax):
    with pytest.raises(ValueError, match=r"shape \(3,\).*values\[None, :\]"):
        plotting.learning_curves([1.0, 2.0, 3.0], loss="quadratic", ax=ax)


def test_the_style_is_set():
    with plt.rc_context():
        plotting.use_style()
        assert plt.rcParams["svg.hashsalt"] == "ce_utils"
