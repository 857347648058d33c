"""The fragment of HTML: self-contained, small, the same in every process."""

import gzip
import html
import json
import re
import subprocess
import sys
from html.parser import HTMLParser
from importlib.resources import files
from itertools import product

import numpy as np
import pytest

from ce_utils.interactive import InteractiveFigure, LogisticRegressionAnimation
from ce_utils.interactive.base import bundle
from ce_utils.interactive.logistic_still import LEVELS, boundary_ends, label_spot, still_frames
from ce_utils.plotting import DISTRIBUTION_STYLES, LOSS_STYLES

MOST_BYTES = 100_000  # gzipped; the book promises it
AIM_BYTES = 15_000  # far above what this figure needs, and a warning that something was added
VOID = {"br", "img", "input", "meta", "link", "hr"}


class _Elements(HTMLParser):
    """Collects elements as (name, attributes), and checks that each is closed."""

    def __init__(self):
        super().__init__()
        self.found, self.open = [], []

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def elements(text):
    parser = _Elements()
    parser.feed(text)
    parser.close()
    assert parser.open == []
    return parser.found


def payload(text):
    return re.search(r'<script type="application/json" class="ce-data">(.*?)</script>', text)[1]


def test_the_fragment_is_small(figure):
    size = len(gzip.compress(figure._repr_html_().encode(), mtime=0))
    assert size <= AIM_BYTES <= MOST_BYTES


def test_the_fragment_asks_for_nothing_and_has_no_ids(figure):
    text = figure._repr_html_()
    found = elements(text)
    asking = {"src", "href", "xlink:href", "id", "onclick", "onload"}
    assert not [(tag, keys) for tag, keys in found if asking & set(keys)]
    assert {tag for tag, _ in found} & {"link", "img", "iframe", "object", "use"} == set()
    for word in ("http://", "https://", "url(", "@import", "eval(", "fetch(", "import("):
        assert word not in text


def test_a_second_process_writes_the_same_text(tmp_path):
    code = (
        "from ce_utils.interactive import LogisticRegressionAnimation as A\n"
        "figure = A([[0.5], [1.0], [1.5], [2.0], [2.5], [3.0]], [0, 0, 1, 0, 1, 1])\n"
        "print(repr(figure), figure._repr_html_())\n"
    )
    texts = set()
    for seed in ("1", "2"):  # of hashes: sets must not decide the order of anything
        done = subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed, "PYTHONUTF8": "1"},
            cwd=tmp_path,
            capture_output=True,
            check=True,
        )
        texts.add(done.stdout)
    assert len(texts) == 1
    assert len(texts.pop()) > 10_000


def test_numbers_that_differ_in_their_last_bits_give_the_same_text(clouds):
    """As on another machine: everything that the arithmetic touches moves by 1e-13."""
    features, labels = clouds
    moved = features * (1 + 1e-13 * np.resize([1, -1, 0.5], features.shape))
    plain = LogisticRegressionAnimation(features, labels)._repr_html_()
    other = LogisticRegressionAnimation(moved, labels)._repr_html_()
    exact = re.compile(r'"domain":\[[^]]*\]')  # of the data: the same wherever the data are
    assert exact.sub("", plain) == exact.sub("", other)


def test_the_data_are_finite_numbers(figure):
    data = json.loads(payload(figure._repr_html_()), parse_constant=pytest.fail)
    assert data["steps"] == figure.frames.tolist()
    # Rounded to seven places per standard deviation of the features, which are above 1 here.
    np.testing.assert_allclose(data["weights"], figure.weights, atol=1e-7)
    np.testing.assert_allclose(data["losses"], figure.losses, atol=1e-7)


def test_the_still_picture_tells_the_story(figure):
    texts = html.unescape(figure.still())
    assert texts.count("<svg") == 2
    for word in ("step of gradient descent", "mean cross-entropy (nats)", *figure.feature_names):
        assert word in texts
    assert f"minimum {figure.losses[-1]:.4f}" in texts
    assert "ln 2 = 0.6931" in texts
    zeros, ones = (sum(figure.labels == kind) for kind in (0, 1))
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
    found = SAMPLE.findall(figure.still())
    for height, _, baseline, _ in found:
        assert float(baseline) == pytest.approx(float(height) + 4)  # on one line with its name
    return [(name, height, look) for height, look, _, name in found]


def test_each_step_is_named_beside_a_sample_of_its_line(figure):
    names = [name for name, _, _ in steps_listed(figure)]
    shown = still_frames(figure.data()["losses"], figure.features.shape[1])
    assert names == [*(f"{figure.frames[k]:,}" for k in shown[:-1]), "end"]
    heights = sorted(float(height) for _, height, _ in steps_listed(figure))
    # A line of text is 13 high; heights are rounded to a tenth.
    assert np.diff(heights).min() > 13
    assert ">step<" in figure.still()


@pytest.mark.parametrize("sign", [1, -1])
def test_each_sample_is_led_to_from_where_its_curve_ends(study, sign):
    hours, passed = study
    figure = LogisticRegressionAnimation(sign * hours, passed)
    model = figure.still().partition("</svg>")[0]
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


def test_classes_and_steps_differ_by_more_than_colour(figure):
    texts = figure.still()
    assert {tag for tag, k in elements(texts) if k.get("class") in ("ce-zero", "ce-one")} == {
        "circle",
        "rect",
    }
    dashes = set(re.findall(r'stroke-dasharray="([^"]*)"', texts))
    assert len(dashes) >= 4


def test_a_reader_without_the_picture_is_told(figure):
    text = figure._repr_html_()
    (panels,) = (keys for _, keys in elements(text) if keys.get("role") == "img")
    assert panels["aria-label"] == figure.alt
    assert figure.alt.endswith(".")
    assert f"{figure.losses[-1]:.4f} nats" in figure.alt
    assert all(keys["aria-hidden"] == "true" for tag, keys in elements(text) if tag == "svg")
    for words in (figure.title, figure.summary(), *figure.readout()):
        assert html.escape(words) in text


def test_the_alt_text_names_where_the_curve_ends(one):
    intercept, slope = one.weights[-1]
    assert f"crossing 0.5 at hours of study = {-intercept / slope:.3g}." in one.alt


def test_the_alt_text_names_the_dashed_lines_that_are_drawn(two, clouds):
    assert " is 0, with dashed lines at 0.1 and 0.9." in two.alt
    features, labels = clouds
    mixed = np.where(np.arange(len(labels)) % 3 == 0, 1 - labels, labels)
    unsure = LogisticRegressionAnimation(features, mixed)
    for level in ("0.1", "0.9"):
        drawn = re.search(rf'd="([^"]*)"[^>]*data-part="line-{level}"', unsure.still())[1]
        assert (drawn != "") == (level in unsure.alt.partition(" is 0")[2].partition("Right")[0])


def test_words_of_the_reader_cannot_break_out(study):
    nasty = "</script><b id='x'>&"
    figure = LogisticRegressionAnimation(
        *study, feature_names=[nasty], label_names=(nasty, "b"), title=nasty, alt=nasty
    )
    text = figure._repr_html_()
    assert "<b " not in text
    assert text.count("</script>") == 2
    assert json.loads(payload(text))["features"] == [nasty]
    elements(text)


def test_the_scripts_and_the_style_are_in_the_package():
    folder = files("ce_utils.interactive")
    for name in ("shared.js", "logistic_regression.js", "figure.css"):
        assert folder.joinpath(name).is_file()


def test_the_bundle_is_one_module_without_comments():
    text = bundle(LogisticRegressionAnimation.script, LogisticRegressionAnimation.name)
    assert not re.search(r"^\s*(import|export|//|/\*|\*)", text, re.MULTILINE)
    assert text.count("function playback(") == 1
    assert text.endswith('launch("logistic-regression", start);')


def test_every_script_in_the_folder_can_be_bundled():
    folder = files("ce_utils.interactive")
    names = [path.name for path in folder.iterdir() if path.name.endswith(".js")]
    for name in set(names) - {"shared.js"}:
        assert "function start(" in bundle(name, "some-figure")


def test_colours_are_the_books():
    style = files("ce_utils.interactive").joinpath("figure.css").read_text(encoding="utf-8")
    assert f"--ce-model: {LOSS_STYLES['sigmoid cross-entropy']['color']};" in style
    assert f"--ce-data: {DISTRIBUTION_STYLES['p']['color']};" in style  # labels are the truth


class _Mute(InteractiveFigure):
    name = "mute"
    script = "logistic_regression.js"

    def data(self):
        return {"value": float("nan")}

    def still(self):
        return "<svg></svg>"

    def summary(self):
        return "Nothing."

    def readout(self):
        return ["Nothing."]


def test_data_that_json_cannot_hold_are_refused():
    with pytest.raises(ValueError, match="JSON compliant"):
        _Mute(title="Mute", alt="Nothing.")._repr_html_()


def test_a_figure_must_draw():
    with pytest.raises(TypeError, match="abstract"):
        InteractiveFigure(title="A", alt="B")
