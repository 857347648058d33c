"""The figures of wrong models show the areas and heights that they were given."""

import matplotlib.pyplot as plt
import numpy as np
import pytest

from ce_utils import plotting


@pytest.fixture
def ax():
    figure, ax = plt.subplots()
    yield ax
    plt.close(figure)


def areas(ax, name):
    """Return the legend's entry that starts with a name, and the area of the bars behind it."""
    handles, labels = ax.get_legend_handles_labels()
    (index,) = [index for index, label in enumerate(labels) if label.startswith(name)]
    return labels[index], sum(bar.get_width() * bar.get_height() for bar in handles[index])


def test_extra_minus_saved_is_the_relative_entropy(ax):
    # By hand: lengths 1, 2, 3, 3 against 3, 3, 2, 1 at 1/2, 1/4, 1/8, 1/8.
    p = [0.5, 0.25, 0.125, 0.125]
    names = ["sun", "cloud", "rain", "snow"]
    assert plotting.code_length_areas(p, [1, 2, 3, 3], [3, 3, 2, 1], labels=names, ax=ax) is ax
    assert areas(ax, "extra") == ("extra: 1.25 bits", 1.25)
    assert areas(ax, "saved") == ("saved: 0.375 bits", 0.375)
    assert [text.get_text() for text in ax.texts] == names


def test_lengths_must_match_the_outcomes(ax):
    with pytest.raises(ValueError, match=r"wrong has shape \(1,\); expected \(2,\), one per label"):
        plotting.code_length_areas([0.5, 0.5], [1, 1], [1], labels="ab", ax=ax)


def test_bars_must_be_distributions(ax):
    with pytest.raises(ValueError, match=r"q sums to 0\.9"):
        plotting.distribution_bars([0.5, 0.5], [0.5, 0.4], labels="ab", ax=ax)


def test_bars_stand_in_pairs_with_their_values(ax):
    plotting.distribution_bars([0.1, 0.9], [0.75, 0.25], labels=["no", "yes"], ax=ax)
    assert [text.get_text() for text in ax.texts] == ["0.1", "0.9", "0.75", "0.25"]
    assert [label.get_text() for label in ax.get_xticklabels()] == ["no", "yes"]
    middles = [bar.get_x() + bar.get_width() / 2 for bar in ax.patches]
    np.testing.assert_allclose(middles, [-0.2, 0.8, 0.2, 1.2], rtol=1e-12)


def test_risers_span_neighbouring_losses(ax):
    assert plotting.loss_steps([0.25, 0.5, 1.0], ax=ax) is ax
    risers = ax.collections[0].get_segments()
    # From -ln 0.5 to -ln 0.25 at 0.25, and from 0 to -ln 0.5 at 0.5.
    expected = [[[0.25, np.log(2)], [0.25, np.log(4)]], [[0.5, 0], [0.5, np.log(2)]]]
    np.testing.assert_allclose(risers, expected, atol=1e-15)


@pytest.mark.parametrize("probs", [[0.0, 0.5], [0.5, 0.25], [0.5, 1.1], [[0.5]]])
def test_steps_need_increasing_probabilities(ax, probs):
    with pytest.raises(ValueError, match="increasing probabilities above 0"):
        plotting.loss_steps(probs, ax=ax)
