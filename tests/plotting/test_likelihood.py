"""The figures of Chapter 3 draw what their names say, against values worked out by hand."""

import matplotlib.pyplot as plt
import numpy as np
import pytest

from ce_utils import plotting


@pytest.fixture
def ax():
    figure, ax = plt.subplots()
    yield ax
    plt.close(figure)


def test_needles_are_powers_of_one_another(ax):
    loss = [0.5, 0.25, 1.0]
    assert plotting.likelihood_needles([0, 1, 2], loss, sizes=(10, 20), ax=ax) is ax
    ten, twenty = (line.get_ydata() for line in ax.lines)
    # By hand: exp(-10 (0.5 - 0.25)) and exp(-10 (1 - 0.25)); twice the data square it.
    np.testing.assert_allclose(ten, [np.exp(-2.5), 1, np.exp(-7.5)], rtol=1e-14)
    np.testing.assert_allclose(twenty, ten**2, rtol=1e-13)
    assert ax.get_legend_handles_labels()[1] == ["N = 10", "N = 20"]


def test_more_needles_than_styles_are_refused(ax):
    with pytest.raises(ValueError, match="4 sizes came; expected at most 3"):
        plotting.likelihood_needles([0, 1], [0, 1], sizes=(1, 2, 3, 4), ax=ax)


def test_the_chord_joins_two_points_of_the_cost(ax):
    plotting.cost_with_chord(np.log, [1.0, 2.0], ends=(1.0, np.e), ax=ax)
    curve, chord = ax.lines
    np.testing.assert_allclose(curve.get_ydata(), [0, np.log(2)], rtol=1e-15)
    np.testing.assert_allclose(chord.get_ydata(), [0, 1], rtol=1e-15)


def test_the_gap_between_cost_and_chord_is_shaded(ax):
    plotting.cost_with_chord(np.square, [0.0, 1.0, 2.0], ends=(0.0, 2.0), ax=ax)
    (gap,) = ax.collections
    outline = gap.get_paths()[0].vertices
    # By hand: between 0 and 2 the chord is 2x and the cost x squared; each height is one of them.
    x, height = outline.T
    on_chord, on_cost = np.isclose(height, 2 * x), np.isclose(height, x**2)
    assert np.all(on_chord | on_cost)
    assert on_chord.sum() > 100
    assert on_cost.sum() > 100
    assert x.min() == 0
    assert x.max() == 2


def test_a_dot_marks_a_single_minimum_and_none_a_plateau(ax):
    scores = {"log loss": [0.7, 0.6, 0.9], "error rate": [0.3, 0.3, 0.7]}
    plotting.score_curves([0.1, 0.3, 0.9], scores, truth=0.3, ax=ax)
    assert [dots.get_offsets().tolist() for dots in ax.collections] == [[[0.3, 0.6]]]
    assert ax.lines[-1].get_xdata() == [0.3, 0.3]


def test_a_score_without_a_style_is_refused(ax):
    with pytest.raises(ValueError, match="'hinge'; expected log loss, Brier score, error rate"):
        plotting.score_curves([0.1], {"hinge": [1.0]}, truth=0.3, ax=ax)


def test_reliability_has_one_point_for_each_bin_in_use(ax):
    probs, outcomes = [0.05, 0.15, 0.15, 0.95, 1.0], [0, 0, 1, 1, 1]
    plotting.reliability_diagram(probs, outcomes, role="q", label="model", ax=ax)
    points = ax.lines[1].get_xydata()
    # By hand: bins [0, 0.1), [0.1, 0.2) and [0.9, 1]; a stated 1 falls into the last.
    np.testing.assert_allclose(points, [[0.05, 0], [0.15, 0.5], [0.975, 1]], rtol=1e-14)
    bars = ax.collections[0].get_segments()
    half = 1.96 * np.sqrt(0.5 * 0.5 / 2)
    np.testing.assert_allclose(bars[1][:, 1], [0.5 - half, 0.5 + half], rtol=1e-14)


def test_outcomes_of_another_shape_are_refused(ax):
    with pytest.raises(ValueError, match=r"shape \(2,\) and outcomes \(3,\)"):
        plotting.reliability_diagram([0.1, 0.2], [0, 1, 1], role="q", label="", ax=ax)
