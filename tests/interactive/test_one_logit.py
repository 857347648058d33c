"""One logit: the losses are the book's, the naive numbers those of NumPy's float32."""

import itertools
import math

import numpy as np
import pytest

from ce_utils.interactive import OneLogit
from ce_utils.interactive.one_logit_naive import BRIDGE, FAR, judge, naive, stretches, true_pair
from ce_utils.interactive.one_logit_still import (
    PANELS,
    VIEWS,
    curves,
    faults_in_view,
    measures,
    scales_of,
)
from ce_utils.interactive.one_logit_words import describe, readout_lines
from ce_utils.interactive.svg import path
from ce_utils.links import sigmoid, softplus
from ce_utils.losses import SigmoidCrossEntropy
from tests.interactive.fragments import markup
from tests.interactive.in_node import compare

LOGITS = np.round(np.arange(-1200, 1201) / 10, 1)  # all that the slider reaches
LN2 = math.log(2)
# NumPy's vectorised float32 functions: at most 2.52 ulp for exp and 3.83 for log, says the
# comment in its loops_exponent_log.dispatch.c.src.
NUMPY_ULP = 4


def in_float32(z, target, exp):
    """Return loss and gradient as a NumPy user would write them, with this exponential."""
    a = 1 / (1 + exp(-z))
    chosen = a if target else 1 - a
    outer = -(1 / chosen) if target else 1 / chosen
    found = -np.log(chosen), outer * (a * (1 - a))
    assert all(each.dtype == np.float32 for each in found)
    return found


def rounded_exp(x):
    return np.exp(x.astype(float)).astype(np.float32)


@pytest.mark.parametrize("target", [0, 1])
def test_the_naive_numbers_are_those_of_numpy_in_float32(target):
    """Bit for bit, given the exponential rounded right; the logarithm is NumPy's own."""
    z = LOGITS.astype(np.float32)
    ours = np.array([naive(each, target) for each in LOGITS])
    with np.errstate(all="ignore"):
        own, right = np.exp(-z), rounded_exp(-z)
        loss, gradient = in_float32(z, target, rounded_exp)
        plain = in_float32(z, target, np.exp)
    np.testing.assert_array_max_ulp(own, right, NUMPY_ULP)
    np.testing.assert_array_equal(ours[:, 1], gradient)
    np.testing.assert_array_max_ulp(ours[:, 0].astype(np.float32), loss, NUMPY_ULP)
    # Where NumPy's own exponential is another, 1 - a may be twice as large: no comparison there.
    same = own == right
    assert same.mean() > 0.5
    np.testing.assert_array_equal(ours[same, 1], plain[1][same])
    for kind in (np.isnan, np.isinf, lambda each: each == 0):  # its faults are the same everywhere
        for found, numpys in zip(ours.T, plain, strict=True):
            np.testing.assert_array_equal(kind(found), kind(numpys))


@pytest.mark.parametrize("target", [0, 1])
def test_what_is_true_is_the_books_cross_entropy(target):
    loss, column = SigmoidCrossEntropy(), LOGITS[:, None]
    targets = np.full_like(column, target)
    true = np.array([true_pair(z, target) for z in LOGITS])
    # Two functions of 2 ulp each.
    np.testing.assert_allclose(true[:, 0], loss.value(column, targets, reduction="none"), 1e-15)
    np.testing.assert_allclose(
        true[:, 1], loss.gradient(column, targets, reduction="sum")[:, 0], 1e-15
    )


def test_the_faults_begin_at_the_cliffs_of_float32():
    """Chapter 7: 24 bits, largest exponent 127. On the grid, the first logit beyond each."""

    def beyond(cliff):
        return math.ceil(10 * cliff) / 10

    middle, over, under = beyond(24 * LN2), beyond(128 * LN2), beyond(150 * LN2) - 0.1
    # Below 1 float32 numbers lie half as far apart: 1 - a is 1 only ln 2 later.
    later = beyond(25 * LN2)
    runs = {y: {k: {f: (a, b) for f, a, b in v} for k, v in stretches(y).items()} for y in (0, 1)}
    for kind in PANELS:
        fault = {"loss": "inf", "gradient": "NaN"}[kind]
        assert runs[0][kind][fault] == (middle, FAR)
        assert runs[1][kind][fault] == (-FAR, -over)
        assert runs[1][kind]["0"] == pytest.approx((middle, under))  # beyond: 0 is right
    assert runs[0]["loss"]["0"] == pytest.approx((-under, -later))
    assert runs[0]["gradient"]["0"] == pytest.approx((-under, -over))


@pytest.mark.parametrize("target", [0, 1])
@pytest.mark.parametrize("index", [0, 1])
def test_the_stretches_hold_all_that_is_wrong_and_hardly_anything_else(target, index):
    kind = ("loss", "gradient")[index]
    faults = {z: judge(naive(z, target)[index], true_pair(z, target)[index]) for z in LOGITS}
    runs = stretches(target)[kind]
    for z, fault in faults.items():
        inside = [run[0] for run in runs if run[1] <= z <= run[2]]
        assert inside in ([fault], ["off"]) if fault or inside else True
        assert not fault or inside == [fault]
    for fault, first, last in runs:
        assert faults[first] == faults[last] == fault
        wrong = [z for z in LOGITS if first <= z <= last and faults[z]]
        longest = max(np.diff(wrong), default=0)
        assert longest <= (BRIDGE if fault == "off" else 0.1) + 1e-9  # of tenths in float64


def test_right_is_within_one_per_cent_of_the_nearest_float32():
    assert [judge(value, 2.0) for value in (2.019, 1.981, 2.021, 1.979)] == ["", "", "off", "off"]
    assert [judge(value, 2.0) for value in (0.0, math.inf, -math.inf, math.nan)] == [
        "0",
        "inf",
        "inf",
        "NaN",
    ]
    smallest = 2.0**-149
    assert [judge(0.0, share * smallest) for share in (0.49, 0.51)] == ["", "0"]


def test_nothing_that_a_reader_can_set_leaves_the_picture():
    for target, view, gamma in itertools.product((0, 1), VIEWS, np.linspace(0, 5, 51)):
        width, scales = VIEWS[view], scales_of(view, target)
        found = measures(np.linspace(-width, width, 2001), target, gamma)
        for losses, gradients in found.values():
            for name, numbers in (("loss", losses), ("gradient", gradients)):
                low, high = scales[name].domain
                assert low <= numbers.min() <= numbers.max() <= high


@pytest.mark.parametrize("target", [0, 1])
def test_four_losses_as_their_formulas_say(target):
    """A second route, with p the probability of what is true; 1e-12 for its logarithm near 1."""
    z = np.linspace(-8, 8, 33)
    side = 1 if target else -1
    p, q = sigmoid(side * z), sigmoid(-side * z)
    found = measures(z, target, 1.5)
    expected = {
        "quadratic": q**2 / 2,
        "cross-entropy": -np.log(p),
        "hinge": np.maximum(0, 1 - side * z),
        "focal": -(q**1.5) * np.log(p),
    }
    for name, (loss, gradient) in found.items():
        np.testing.assert_allclose(loss, expected[name], rtol=1e-12)
        upper, lower = (measures(z + h, target, 1.5)[name][0] for h in (1e-5, -1e-5))
        smooth = np.abs(side * z - 1) > 0.01  # not at the kink of the hinge
        np.testing.assert_allclose(
            gradient[smooth], ((upper - lower) / 2e-5)[smooth], rtol=1e-5, atol=1e-9
        )


def test_the_words_of_the_faults_fit_into_their_boxes():
    shown = 0
    for target, view, kind in itertools.product((0, 1), VIEWS, PANELS):
        for fault, left, right in faults_in_view(kind, view, target):
            assert right > left
            if fault != "off":
                assert right - left >= 8 * len(fault) + 6  # 13 px letters
                shown += 1
    # Within ±24 the middle cliff: 0, inf, NaN for the target 0, twice 0 for the target 1. Within
    # ±120 four each: two in each panel.
    assert shown == 3 + 2 + 4 + 4


def test_the_words_under_the_picture():
    assert OneLogit(logit=20, target=0).readout()[5:] == [
        "naive float32, −ln(1 − σ(z)): loss inf (true: 20.00), gradient NaN (true: 1.000)",
        "naive faults over all logits, target 0: loss 0 from −103.9 to −17.4, often over 1% off "
        "from −17.3 to −13.4 and from 15.0 to 16.6, inf from 16.7 on; gradient 0 from −103.9 to "
        "−88.8, NaN from 16.7 on",
    ]
    # exp(-110) is 1.689e-48; the smallest float32 is 1.4e-45.
    assert OneLogit(logit=110).readout()[5] == (
        "naive float32, −ln σ(z): loss 0 (right: 1.689e−48 is too small for float32), "
        "gradient 0 (right: −1.689e−48 is too small for float32)"
    )
    first, *lines = OneLogit(logit=-2, gamma=0).readout()[:5]
    assert first == f"z = −2.0, target 1, output σ(z) = {sigmoid(-2.0):.4f}"
    same = f"loss {softplus(2.0):.3f} nats, gradient −{sigmoid(2.0):.4f}"
    assert lines[1] == f"cross-entropy: {same}"
    assert lines[3] == f"focal, γ = 0.0: {same}"  # gamma 0 is the cross-entropy


@pytest.mark.parametrize(
    ("logit", "view"), [(0, "6"), (-6, "6"), (6.1, "24"), (-24, "24"), (24.5, "120"), (120, "120")]
)
def test_it_opens_on_the_narrowest_view_that_holds_the_logit(logit, view):
    figure = OneLogit(logit=logit)
    assert figure.fields()["view"]["value"] == view
    seen = [part for part in markup(figure).split('data-part="') if 'display="inline"' in part]
    assert [part.partition('"')[0] for part in seen] == [f"{k}-ground-{view}-1" for k in PANELS]


def test_values_are_rounded_to_four_places_and_drawn_so():
    figure = OneLogit(logit=1 / 3, target=0, gamma=0.25)
    assert figure.fields()["z"]["value"] == 0.3333
    assert figure.readout()[0].startswith("z = 0.3333, target 0")
    assert figure.readout()[4].startswith("focal, γ = 0.25: ")
    assert repr(figure) == "OneLogit(logit=0.3333, target=0, gamma=0.25)"


def told(value):
    """Return a number for JSON, which has no NaN and no infinity."""
    return "NaN" if math.isnan(value) else "inf" if math.isinf(value) else value


def sample(z, target, gamma, view):
    figure = OneLogit(logit=z, target=target, gamma=gamma)
    values = {"z": z, "target": str(target), "gamma": gamma, "view": view}
    return {
        "values": values,
        "data": figure.payload(),
        "lines": {name: path(points) for name, points in curves(values).items()},
        "readout": readout_lines(values, figure.fields()),
        "measures": {
            name: [each.item() for each in both]
            for name, both in measures([z], target, gamma).items()
        },
    }


def test_the_script_computes_what_python_computes(tmp_path):
    rng = np.random.default_rng(0)
    settings = [
        (z, target, gamma, view)
        for (view, width), target in itertools.product(VIEWS.items(), (0, 1))
        for z in (-width, 0.0, 1.0, round(rng.uniform(-width, width), 1), width)
        for gamma in (0.0, 2.0, 0.7)
    ]
    numbers = [
        {
            "target": target,
            "z": z,
            "naive": [told(each) for each in naive(z, target)],
            "faults": list(map(judge, naive(z, target), true_pair(z, target))),
        }
        for target, z in itertools.product((0, 1), LOGITS.tolist())
    ]
    views = [
        [z, asked, next(word for word, w in VIEWS.items() if w >= max(abs(z), VIEWS[asked]))]
        for z, asked in itertools.product((0.0, -6.0, 6.1, 24.1, -120.0), VIEWS)
    ]
    samples = {
        "settings": [sample(*each) for each in settings],
        "numbers": numbers,
        "views": views,
        "view": OneLogit().fields()["view"],
    }
    compare("one_logit.test.mjs", samples, tmp_path)


def test_the_script_is_told_the_faults_of_both_targets():
    assert OneLogit().data()["wrong"] == {"0": describe(0), "1": describe(1)}


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"logit": 120.5}, "logit is 120.5: expected a number from -120.0 to 120.0"),
        ({"logit": float("nan")}, "logit is nan: expected a number"),
        ({"target": 0.5}, "target is 0.5: expected a whole number"),
        ({"target": 2}, "target is 2: expected a whole number, from 0 to 1"),
        ({"gamma": -1}, "gamma is -1: expected a number from 0 to 5"),
        ({"gamma": "2"}, "gamma is '2': expected a number"),
        ({"title": " "}, "title is ' ': expected words"),
    ],
)
def test_what_is_refused(options, message):
    with pytest.raises(ValueError, match=message):
        OneLogit(**options)
