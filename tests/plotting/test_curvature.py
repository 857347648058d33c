"""The figures of curvature mark what bends down, by more than colour."""

import matplotlib.pyplot as plt
import numpy as np
import pytest

from ce_utils import plotting


@pytest.fixture
def axes():
    figure, axes = plt.subplots(2)
    yield axes
    plt.close(figure)


def test_the_slice_marks_the_part_that_bends_down(axes):
    z = np.array([0.0, 1.0, 2.0])
    drawn = plotting.curvature_slice(z, [0, 3, 4], [1, 0, -2], loss="quadratic", axes=tuple(axes))
    upper, lower = drawn
    assert upper.lines[0].get_ydata().tolist() == [0, 3, 4]
    # Only the last bend is below 0.
    np.testing.assert_array_equal(upper.lines[1].get_ydata(), [np.nan, np.nan, 4])
    assert lower.lines[1].get_ydata().tolist() == [1, 0, -2]
    shaded = lower.collections[0].get_paths()[0].vertices
    assert shaded[:, 1].min() == -2
    assert shaded[:, 1].max() == 0


def test_a_slice_of_unequal_lengths_is_refused(axes):
    with pytest.raises(ValueError, match=r"\(2,\), \(2,\) and \(3,\)"):
        plotting.curvature_slice([0, 1], [0, 1], [0, 1, 2], loss="quadratic", axes=tuple(axes))


def test_a_slice_of_an_unknown_loss_is_refused_by_name(axes):
    with pytest.raises(ValueError, match="loss is 'cubic'; expected one of quadratic"):
        plotting.curvature_slice([0, 1], [0, 1], [0, 1], loss="cubic", axes=tuple(axes))


def test_the_map_draws_a_line_where_the_sign_changes(axes):
    x, y = np.linspace(-1, 1, 5), np.array([0.0, 1.0])
    lowest = np.broadcast_to(x, (2, 5))  # negative on the left, 0 at x = 0
    drawn = plotting.eigenvalue_map(x, y, lowest, limit=1, ax=axes[0])
    assert drawn.get_clim() == (-1, 1)
    border = axes[0].collections[-1].get_paths()[0].vertices
    np.testing.assert_allclose(border[:, 0], 0, atol=1e-15)
    assert axes[0].collections[1].hatches == ["//", None]


def test_a_map_without_a_negative_value_has_no_line_and_no_hatching(axes):
    plotting.eigenvalue_map([0, 1], [0, 1], [[1e-9, 1], [1, 1]], ax=axes[0])
    assert len(axes[0].collections) == 1


def test_a_map_the_wrong_way_round_is_refused(axes):
    with pytest.raises(ValueError, match=r"shape \(2, 3\): expected \(3, 2\)"):
        plotting.eigenvalue_map([0, 1], [0, 1, 2], np.zeros((2, 3)), ax=axes[0])
