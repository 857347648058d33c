"""The fragment of HTML: self-contained, small, the same in every process."""

import gzip
import html
import json
import re
import subprocess
import sys
from importlib.resources import files
from xml.etree import ElementTree

import pytest

from ce_utils import interactive
from ce_utils.interactive import InteractiveFigure, LogisticRegressionAnimation
from ce_utils.interactive.base import LEFT_OUT, bundle, needed
from ce_utils.interactive.looks import look
from ce_utils.interactive.svg_axes import panel
from ce_utils.plotting import DISTRIBUTION_STYLES, LOSS_STYLES
from tests.interactive import every
from tests.interactive.fragments import elements, markup, payload, pictured
from tools.paths import ROOT

SVG = "http://www.w3.org/2000/svg"  # a name; nobody asks for it
MOST_BYTES = 100_000  # gzipped; the book promises it
AIM_BYTES = 15_000  # what a figure without data of its own needs, and some room


def test_every_kind_of_figure_is_tested():
    kinds = {type(make()).__name__ for make in every.FIGURES.values()}
    assert kinds == set(interactive.__all__) - {"InteractiveFigure"}


def test_the_fragment_is_small(figure):
    size = len(gzip.compress(figure._repr_html_().encode(), mtime=0))
    assert size <= every.LARGER.get(figure.name, AIM_BYTES) <= MOST_BYTES


def test_the_fragment_asks_for_nothing_and_has_no_ids(figure):
    text = figure._repr_html_()
    images = pictured(text)
    found = elements("".join([text, *images]))
    asking = {"src", "href", "xlink:href", "id", "onclick", "onload"}
    asks = [(tag, keys) for tag, keys in found if asking & set(keys)]
    assert [tag for tag, _ in asks] == ["img"] * len(images)  # each holds what it shows
    assert {tag for tag, _ in found} & {"link", "iframe", "object", "use"} == set()
    told = text.replace(SVG, "") + "".join(images).replace(SVG, "")
    for word in ("http://", "https://", "url(", "@import", "eval(", "fetch(", "import("):
        assert word not in told


def test_each_panel_is_an_image_with_its_look(figure):
    """As XML: an image with a fault would not be shown."""
    images = [ElementTree.fromstring(text) for text in pictured(figure._repr_html_())]
    for whole, still in zip(images, figure.still(), strict=True):
        style, group = whole
        assert "--ce-paper: #" in style.text
        paper, drawing = group
        alone = ElementTree.fromstring(still.replace("<svg", f'<svg xmlns="{SVG}"', 1))
        assert ElementTree.tostring(drawing) == ElementTree.tostring(alone)
        assert [whole.get(key) for key in ("width", "height")] == drawing.get("viewBox").split()[2:]
        assert [paper.get(key) for key in ("width", "height")] == drawing.get("viewBox").split()[2:]


def test_a_second_process_writes_the_same_text(tmp_path):
    code = (
        "from tests.interactive.every import FIGURES\n"
        "for make in FIGURES.values():\n"
        "    figure = make()\n"
        "    print(repr(figure), figure._repr_html_())\n"
    )
    texts = set()
    for seed in ("1", "2"):  # of hashes: sets must not decide the order of anything
        done = subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed, "PYTHONUTF8": "1", "PYTHONPATH": str(ROOT)},
            cwd=tmp_path,
            capture_output=True,
            check=True,
        )
        texts.add(done.stdout)
    assert len(texts) == 1
    assert len(texts.pop()) > 10_000 * len(every.FIGURES)


def test_a_reader_without_the_picture_is_told(figure):
    text = figure._repr_html_()
    (panels,) = (keys for _, keys in elements(text) if keys.get("role") == "img")
    assert panels["aria-label"] == f"As it opens: {figure.alt}"
    assert figure.alt.endswith(".")
    assert len(figure.alt) >= 40
    first, *others = (keys["alt"] for tag, keys in elements(text) if tag == "img")
    assert first == panels["aria-label"]
    assert set(others) == {""}
    drawings = [keys for tag, keys in elements(markup(figure)) if tag == "svg"]
    assert all(keys["aria-hidden"] == "true" for keys in drawings)
    for words in (figure.title, figure.summary(), LEFT_OUT, *figure.readout()):
        assert html.escape(words) in text


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


def test_what_can_be_set_has_words_and_limits(figure):
    data = json.loads(payload(figure._repr_html_()), parse_constant=pytest.fail)
    for name, field in data["fields"].items():
        assert re.fullmatch("[a-z][a-z0-9]*", name)  # stands in links
        assert field["label"]
        if "options" in field:
            words = [word for word, _ in field["options"]]
            assert all(re.fullmatch("[a-z0-9-]+", word) for word in words)
            assert field["value"] in words
        elif "values" in field:
            assert field["value"] in field["values"] == sorted(field["values"])
        else:
            assert field["min"] <= field["value"] <= field["max"]


def test_each_name_and_each_moving_part_is_there_once(figure):
    parts = [keys["data-part"] for _, keys in elements(markup(figure)) if "data-part" in keys]
    assert len(parts) == len(set(parts)) > 0
    assert re.fullmatch("[a-z-]+", figure.name)  # stands in links


def test_the_scripts_and_the_styles_are_in_the_package(figure):
    folder = files("ce_utils.interactive")
    styles = ["figure.css", "drawing.css", *filter(None, [figure.style])]
    for name in [*styles, *needed(figure.script)]:
        assert folder.joinpath(name).is_file()


def test_the_bundle_is_one_module_without_comments(figure):
    text = bundle(figure.script, figure.name)
    assert not re.search(r"^\s*(import|export|//|/\*|\*)", text, re.MULTILINE)
    assert text.endswith(f'launch("{figure.name}", start);')


def test_a_bundle_holds_what_is_needed_once_and_nothing_else():
    assert needed("drawing.js") == ["drawing.js"]
    listed = needed("neuron.js")
    assert listed[-1] == "neuron.js"
    assert listed.index("state.js") < listed.index("controls.js")  # which imports it
    assert "pointer.js" not in listed
    text = bundle("neuron.js", "neuron")
    for name in ("sigmoid", "openState", "addSlider", "playback", "launch"):
        assert text.count(f"function {name}(") == 1
    assert "function addHandle(" not in text


def test_colours_are_the_books():
    style = files("ce_utils.interactive").joinpath("drawing.css").read_text(encoding="utf-8")
    assert f"--ce-model: {LOSS_STYLES['sigmoid cross-entropy']['color']};" in style
    assert f"--ce-data: {DISTRIBUTION_STYLES['p']['color']};" in style  # labels are the truth
    named = dict(re.findall(r"--ce-([a-z-]+): (#[0-9A-Fa-f]{6});", style))
    for name, book in {**LOSS_STYLES, **DISTRIBUTION_STYLES}.items():
        variable = name.replace(" ", "-")
        assert named.get(variable, book["color"]) == book["color"]
        assert look(name)["style"] == f"--ce-colour: var(--ce-{variable})"


def test_the_dark_theme_gives_each_colour_another():
    style = files("ce_utils.interactive").joinpath("drawing.css").read_text(encoding="utf-8")
    book = (ROOT / "_static" / "book.css").read_text(encoding="utf-8")
    names = set(re.findall(r"(--ce-[a-z-]+):", style)) - {"--ce-colour"}
    assert names <= set(re.findall(r"(--ce-[a-z-]+):", book))


class _Mute(InteractiveFigure):
    name = "mute"
    script = "logistic_regression.js"

    def data(self):
        return {"value": float("nan")}

    def still(self):
        return ["<svg></svg>"]

    def summary(self):
        return "Nothing."

    def readout(self):
        return ["Nothing."]


def test_a_panel_without_a_size_is_refused():
    with pytest.raises(ValueError, match=r"begins with '<svg></svg>': expected .* viewBox"):
        _Mute(title="Mute", alt="Nothing.")._repr_html_()


def test_data_that_json_cannot_hold_are_refused(monkeypatch):
    monkeypatch.setattr(_Mute, "still", lambda self: [panel()])
    with pytest.raises(ValueError, match="JSON compliant"):
        _Mute(title="Mute", alt="Nothing.")._repr_html_()


def test_a_figure_must_draw():
    with pytest.raises(TypeError, match="abstract"):
        InteractiveFigure(title="A", alt="B")
