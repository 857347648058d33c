"""The still picture of a logistic regression and its words."""

import html
import json
import re
from itertools import product

import numpy as np
import pytest

from ce_utils.interactive import LogisticRegressionAnimation
from ce_utils.interactive.logistic_still import (
    LEVELS,
    boundary_ends,
    curve_points,
    label_spot,
    loss_points,
    still_frames,
)
from ce_utils.interactive.logistic_words import readout_lines
from ce_utils.interactive.svg import path
from tests.interactive.fragments import elements, markup, payload
from tests.interactive.in_node import compare


def test_numbers_that_differ_in_their_last_bits_give_the_same_text(clouds):
    """As on another machine: everything that the arithmetic touches moves by 1e-13."""
    features, labels = clouds
    moved = features * (1 + 1e-13 * np.resize([1, -1, 0.5], features.shape))
    plain = LogisticRegressionAnimation(features, labels)._repr_html_()
    other = LogisticRegressionAnimation(moved, labels)._repr_html_()
    exact = re.compile(r'"domain":\[[^]]*\]')  # of the data: the same wherever the data are
    assert exact.sub("", plain) == exact.sub("", other)


def test_the_data_are_finite_numbers(logistic):
    data = json.loads(payload(logistic._repr_html_()), parse_constant=pytest.fail)
    assert data["steps"] == logistic.frames.tolist()
    # Rounded to seven places per standard deviation of the features, which are above 1 here.
    np.testing.assert_allclose(data["weights"], logistic.weights, atol=1e-7)
    np.testing.assert_allclose(data["losses"], logistic.losses, atol=1e-7)


def test_the_still_picture_tells_the_story(logistic):
    texts = html.unescape(markup(logistic))
    assert texts.count("<svg") == 2
    for word in ("step of gradient descent", "mean cross-entropy (nats)", *logistic.feature_names):
        assert word in texts
    assert f"minimum {logistic.losses[-1]:.4f}" in texts
    assert "ln 2 = 0.6931" in texts
    zeros, ones = (sum(logistic.labels == kind) for kind in (0, 1))
    assert texts.count('class="ce-zero"') == zeros + 1  # and one in the row of keys
    assert texts.count('class="ce-one"') == ones + 1


SAMPLE = re.compile(
    r'<path d="M300 ([\d.]+)L324 \1"([^>]*)></path>\n'
    r'<text x="330" y="([\d.]+)">([^<]*)</text>'
)
ENDS = re.compile(r'<path class="ce-axis" fill="none" d="M292 ([\d.]+)L300 ([\d.]+)"')
CURVE = re.compile(r'<path d="M42 [^"]*L292 ([\d.]+)"( class="ce-model"[^>]*)></path>')


def steps_listed(figure):
    """Return name, height and look of each sample in the list of steps."""
    found = SAMPLE.findall(markup(figure))
    for height, _, baseline, _ in found:
        assert float(baseline) == pytest.approx(float(height) + 4)  # on one line with its name
    return [(name, height, look) for height, look, _, name in found]


def test_each_step_is_named_beside_a_sample_of_its_line(logistic):
    names = [name for name, _, _ in steps_listed(logistic)]
    shown = still_frames(logistic.data()["losses"], logistic.features.shape[1])
    assert names == [*(f"{logistic.frames[k]:,}" for k in shown[:-1]), "end"]
    heights = sorted(float(height) for _, height, _ in steps_listed(logistic))
    # A line of text is 13 high; heights are rounded to a tenth.
    assert np.diff(heights).min() > 13
    assert ">step<" in markup(logistic)


@pytest.mark.parametrize("sign", [1, -1])
def test_each_sample_is_led_to_from_where_its_curve_ends(study, sign):
    hours, passed = study
    figure = LogisticRegressionAnimation(sign * hours, passed)
    model = markup(figure).partition("</svg>")[0]
    led_from = {spot: end for end, spot in ENDS.findall(model)}
    # The curve that moves carries a data-part, and is none of the list's.
    curves = [pair for pair in CURVE.findall(model) if "data-part" not in pair[1]]
    assert len(curves) == len(led_from) == 5
    assert {(led_from[height], look) for _, height, look in steps_listed(figure)} == set(curves)
    # In the order of the curves' ends: no leader crosses another.
    spots = sorted(led_from, key=float)
    assert [led_from[spot] for spot in spots] == sorted(led_from.values(), key=float)


def test_no_level_is_named_in_the_list_of_steps(clouds):
    """Turned and mirrored, so that lines leave the plot on each of its sides."""
    features, labels = clouds
    sides = set()
    for turned in (features, features * [-1, 1], features * [3, 0.01], features[:, ::-1]):
        figure = LogisticRegressionAnimation(turned, labels)
        scales = figure._scales()
        for weights, logit in product(figure.data()["weights"], LEVELS.values()):
            ends = boundary_ends(weights, logit, scales["x"], scales["y"])
            if not ends:
                continue
            x, y, anchor = label_spot(ends[0])
            sides.add(anchor)
            width = {"start": 24, "middle": 12, "end": 0}[anchor]  # "0.5" is about 24 wide
            assert x + width < 300 + 8 * (y < 58)  # the list begins at 300, 58 down
    assert sides == {"start", "middle", "end"}


def test_classes_and_steps_differ_by_more_than_colour(logistic):
    texts = markup(logistic)
    assert {tag for tag, k in elements(texts) if k.get("class") in ("ce-zero", "ce-one")} == {
        "circle",
        "rect",
    }
    dashes = set(re.findall(r'stroke-dasharray="([^"]*)"', texts))
    assert len(dashes) >= 4


def test_the_alt_text_names_where_the_curve_ends(one):
    intercept, slope = one.weights[-1]
    assert f"crossing 0.5 at hours of study = {-intercept / slope:.3g}." in one.alt


def test_the_alt_text_names_the_dashed_lines_that_are_drawn(two, clouds):
    assert " is 0, with dashed lines at 0.1 and 0.9." in two.alt
    features, labels = clouds
    mixed = np.where(np.arange(len(labels)) % 3 == 0, 1 - labels, labels)
    unsure = LogisticRegressionAnimation(features, mixed)
    for level in ("0.1", "0.9"):
        drawn = re.search(rf'd="([^"]*)"[^>]*data-part="line-{level}"', markup(unsure))[1]
        assert (drawn != "") == (level in unsure.alt.partition(" is 0")[2].partition("Right")[0])


def figure_samples(figure):
    """Everything that the script draws and writes, frame by frame, as Python would draw it."""
    data, scales = figure.data(), figure._scales()
    x, y = scales["x"], scales["y"]
    frames = range(len(data["steps"]))
    one = len(data["features"]) == 1
    models = [
        path(curve_points(weights, x, y))
        if one
        else [path(boundary_ends(weights, logit, x, y)) for logit in LEVELS.values()]
        for weights in data["weights"]
    ]
    ends = [boundary_ends(w, z, x, y) for w in data["weights"] for z in LEVELS.values() if not one]
    return {
        "spots": [[line[0], label_spot(line[0])] for line in ends if line],
        "data": data,
        "levels": list(LEVELS.values()),
        "models": models,
        "losses": [path(loss_points(data, scales, frame)) for frame in frames],
        "readouts": [readout_lines(data, frame) for frame in frames],
    }


def test_the_script_draws_every_frame_as_python_does(one, two, tmp_path):
    samples = {"figures": [figure_samples(figure) for figure in (one, two)]}
    compare("logistic_regression.test.mjs", samples, tmp_path)
