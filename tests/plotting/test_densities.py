"""The figures of densities draw what they were given, and name the area they shade."""

import matplotlib.pyplot as plt
import numpy as np
import pytest
from scipy.stats import norm

from ce_utils import plotting


@pytest.fixture
def ax():
    figure, ax = plt.subplots()
    yield ax
    plt.close(figure)


def test_the_shaded_area_is_the_cross_entropy(ax):
    x = np.linspace(-10, 10, 2001)
    assert plotting.cross_entropy_area(x, norm(0, 1).pdf(x), norm(1, 1.5).pdf(x), ax=ax) is ax
    # ln(2 pi 1.5**2) / 2 + (1 + 1) / (2 1.5**2) = 1.7688..., the closed form for two Gaussians.
    assert ax.get_legend().get_texts()[0].get_text() == "area: 1.769 nats"


def test_a_density_without_logarithm_is_refused(ax):
    with pytest.raises(ValueError, match="q is not positive everywhere"):
        plotting.cross_entropy_area([0, 1], [1, 1], [1, 0], ax=ax)


def test_both_densities_are_drawn(ax):
    assert plotting.densities([0, 1, 2], [0, 1, 0], [0.2, 0.3, 0.4], ax=ax) is ax
    drawn = [line.get_ydata().tolist() for line in ax.lines]
    assert drawn == [[0, 1, 0], [0.2, 0.3, 0.4]]
    assert ax.get_legend_handles_labels()[1] == ["$p$", "$q$"]


def test_densities_must_match_the_places(ax):
    with pytest.raises(
        ValueError, match=r"q has shape \(2,\); expected \(3,\), one per point of x"
    ):
        plotting.densities([0, 1, 2], [0, 1, 0], [0.5, 0.5], ax=ax)
