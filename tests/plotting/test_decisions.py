"""Decision lines pass where the logit is zero."""

import matplotlib.pyplot as plt
import numpy as np
import pytest

from ce_utils import plotting

POINTS, LABELS = np.array([[0.0, 0.0], [0.0, 1.0], [2.0, 0.0]]), np.array([0, 0, 1])


@pytest.fixture
def ax():
    figure, ax = plt.subplots()
    yield ax
    plt.close(figure)


@pytest.mark.parametrize("weights", [[-1, 1, 0], [2, -1, 3], [0, 0, 5]])
def test_the_logit_is_zero_all_along_the_line(ax, weights):
    assert plotting.decision_lines(POINTS, LABELS, {"least squares": weights}, ax=ax) is ax
    (line,) = ax.lines
    ends = np.array([line.get_xy1(), line.get_xy2()])
    # w0 + w1 x1 + w2 x2 at both ends, up to the rounding of numbers of size 5.
    np.testing.assert_allclose(weights[0] + ends @ weights[1:], 0, atol=1e-14)
    assert np.linalg.norm(ends[1] - ends[0]) > 0.5


def test_each_class_has_a_mark_of_its_own(ax):
    plotting.decision_lines(POINTS, LABELS, {}, ax=ax)
    circles, crosses = ax.collections
    assert circles.get_offsets().tolist() == [[0, 0], [0, 1]]
    assert crosses.get_offsets().tolist() == [[2, 0]]
    assert ax.get_legend_handles_labels()[1] == ["class 0", "class 1"]


def test_a_classifier_without_a_style_is_refused(ax):
    with pytest.raises(ValueError, match="'oracle'; expected quadratic"):
        plotting.decision_lines(POINTS, LABELS, {"oracle": [0, 1, 0]}, ax=ax)


def test_a_label_for_each_point_is_needed(ax):
    with pytest.raises(ValueError, match=r"\(3, 2\) and labels \(2,\)"):
        plotting.decision_lines(POINTS, LABELS[:2], {}, ax=ax)
