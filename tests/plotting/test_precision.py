"""Curves of relative error and of slopes draw what they are given, also where it is no number."""

import matplotlib.pyplot as plt
import numpy as np
import pytest

from ce_utils import plotting


@pytest.fixture
def ax():
    figure, ax = plt.subplots()
    yield ax
    plt.close(figure)


def test_errors_are_drawn_between_a_quarter_of_the_roundoff_and_four(ax):
    errors = {"naive": [0.0, np.inf, np.nan, 9.0], "stable": [0.125, 0.25, 0.5, 1.0]}
    drawn = plotting.relative_error_curves([-9, 0, 1, 9], errors, unit_roundoff=0.125, ax=ax)
    assert drawn is ax
    unit, naive, stable = ax.lines
    assert unit.get_ydata() == [0.125, 0.125]
    assert naive.get_ydata().tolist() == [0.125 / 4, 4.0, 4.0, 4.0]
    assert stable.get_ydata().tolist() == [0.125, 0.25, 0.5, 1.0]


def test_the_last_route_has_the_solid_line(ax):
    errors = {name: [0.1, 0.1] for name in ("a", "b", "c", "d", "stable")}
    plotting.relative_error_curves([0, 1], errors, unit_roundoff=1e-3, ax=ax)
    lines = [line.get_linestyle() for line in ax.lines[1:]]
    assert [style == "-" for style in lines] == [False, False, False, False, True]
    assert len({line.get_color() for line in ax.lines[1:]}) == 5
    assert (ax.get_xscale(), ax.get_yscale()) == ("symlog", "log")


@pytest.mark.parametrize("unit", [0.0, 0.5, -1.0])
def test_a_unit_roundoff_out_of_range_is_refused(ax, unit):
    with pytest.raises(ValueError, match=r"expected a number in \(0, 0.5\)"):
        plotting.relative_error_curves([0], {"a": [0.1]}, unit_roundoff=unit, ax=ax)


@pytest.mark.parametrize("count", [0, 6])
def test_more_routes_than_styles_are_refused(ax, count):
    routes = {str(k): [0.1] for k in range(count)}
    with pytest.raises(ValueError, match=f"{count} routes came; expected 1 to 5"):
        plotting.relative_error_curves([0], routes, unit_roundoff=0.1, ax=ax)


@pytest.mark.parametrize(("label", "heights"), [(1, (0.1, 0.2)), (0, (1.1, 1.2))])
def test_holes_are_crosses_outside_the_range_of_the_slope(ax, label, heights):
    slopes = {"nan": [np.nan, 0.5], "inf": [-np.inf, 0.5], "whole": [0.25, 0.5]}
    assert plotting.slopes_with_holes([-9, 0], slopes, label=label, ax=ax) is ax
    crosses = [marks.get_offsets().tolist() for marks in ax.collections]
    # A row lies 0.1 outside [-y, 1 - y], the next one 0.1 further; compared to rounding.
    assert np.allclose(crosses, [[[-9, height]] for height in heights], rtol=1e-12)
    assert [np.isnan(line.get_ydata()).tolist() for line in ax.lines] == [
        [True, False],
        [True, False],
        [False, False],
    ]
    assert ax.lines[-1].get_linestyle() == "-"


def test_a_soft_label_is_refused(ax):
    with pytest.raises(ValueError, match=r"label is 0\.3; expected 0 or 1"):
        plotting.slopes_with_holes([0], {"a": [0.1]}, label=0.3, ax=ax)


def test_a_long_hole_has_at_most_fifteen_crosses(ax):
    places = np.arange(100.0)
    plotting.slopes_with_holes(places, {"nan": np.full(100, np.nan)}, label=1, ax=ax)
    # Every ceil(100 / 15) = 7th place, from the first on.
    assert ax.collections[0].get_offsets()[:, 0].tolist() == places[::7].tolist()
