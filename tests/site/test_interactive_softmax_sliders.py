"""The softmax sliders in a real browser, by mouse, keyboard and touch, against NumPy."""

import re

import numpy as np
import pytest

from ce_utils.interactive import SoftmaxSliders
from ce_utils.links import softmax
from ce_utils.losses import SoftmaxCrossEntropy
from tests.site.moving import picture, press, readout, slide

NAMES = ("cat", "dog", "owl", "fox")
NUMBER = r"−?\d[\d.]*(?:e−?\d+)?"


def numbers(line):
    return [float(text.replace("−", "-")) for text in re.findall(NUMBER, line.partition(": ")[2])]


def assert_shows(figure, logits, right, temperature=1.0):
    """Compare the readout, and the heights of the bars, with `ce_utils`."""
    scaled, loss = np.array(logits) / temperature, SoftmaxCrossEntropy()
    outputs, slopes = softmax(scaled), loss.gradient(scaled, right)
    lines = readout(figure)
    close = {"rtol": 5.1e-4, "atol": 1e-12}  # four significant digits are shown
    np.testing.assert_allclose(numbers(lines[0]), [*outputs, 1], **close)
    assert lines[1].startswith(f"Loss for {NAMES[right]}: ")
    missed = -slopes[right]
    said = [outputs[right]] if missed >= 0.01 else [1, missed]  # -ln(1 - missed)
    np.testing.assert_allclose(numbers(lines[1]), [*said, loss.value(scaled, right)], **close)
    np.testing.assert_allclose(numbers(lines[2]), [*slopes, 0], **close)
    if temperature != 1:
        np.testing.assert_allclose(numbers(lines[3])[:4], slopes / temperature, **close)
    for kind, values, unit in (("output", outputs, 178), ("slope", slopes, 178 / 2.4)):
        for k, value in enumerate(values):
            _, ground, _, end, *_ = numbers(f": {bar(figure, f'{kind}-{k}')}")
            # Coordinates are rounded to a tenth at both ends.
            assert (ground - end) / unit == pytest.approx(value, abs=0.11 / unit)


def bar(figure, name):
    return figure.locator(f"[data-part={name}]").get_attribute("d")


def made(**options):
    return SoftmaxSliders((2, 1, 0, 0.5), names=NAMES, label=2, **options)


@pytest.fixture
def opened(alone):
    """Return a page with the figure of chapter 4, and the figure."""
    page, complaints = alone(made())
    yield page, page.locator(".ce-figure")
    assert complaints == []


def test_by_the_mouse(opened):
    page, figure = opened
    assert_shows(figure, (2, 1, 0, 0.5), 2)
    slide(figure, "logit z of fox", -6)
    assert_shows(figure, (2, 1, 0, -6), 2)
    figure.get_by_role("radio", name="cat").click()
    assert_shows(figure, (2, 1, 0, -6), 0)
    box = figure.get_by_role("slider", name="temperature T").bounding_box()
    page.mouse.click(box["x"] + box["width"] - 3, box["y"] + box["height"] / 2)
    assert_shows(figure, (2, 1, 0, -6), 0, temperature=20)


def test_by_the_keyboard(opened):
    page, figure = opened
    figure.get_by_role("slider", name="logit z of cat").focus()
    press(page, "ArrowLeft", times=5)  # 0.1 each
    assert_shows(figure, (1.5, 1, 0, 0.5), 2)
    press(page, "End")
    assert_shows(figure, (8, 1, 0, 0.5), 2)
    figure.get_by_role("slider", name="temperature T").focus()
    press(page, "ArrowRight", times=2)  # from 1 to 2 to 4
    assert_shows(figure, (8, 1, 0, 0.5), 2, temperature=4)
    press(page, "Tab")  # to the radio button of the owl
    press(page, "ArrowRight")
    assert_shows(figure, (8, 1, 0, 0.5), 3, temperature=4)


def test_a_shift_of_all_logits_changes_nothing_but_them(opened):
    page, figure = opened
    slide(figure, "temperature T", 4)  # the fifth: 2
    lines = readout(figure)
    bars = [bar(figure, f"{kind}-{k}") for kind in ("output", "slope") for k in range(4)]
    up, down = (figure.get_by_role("button", name=f"All logits {sign}1") for sign in "+−")
    for button, total in ((up, 6), (down, -10)):  # as far as all stay within -8 and 8
        start = logits(figure)
        for _ in range(abs(total)):
            assert button.get_attribute("aria-disabled") == "false"
            button.click()
        moved = np.subtract(logits(figure), start)
        np.testing.assert_allclose(moved, total, atol=1e-9)
        assert readout(figure) == lines
        now = [bar(figure, f"{kind}-{k}") for kind in ("output", "slope") for k in range(4)]
        assert now == bars
    slide(figure, "logit z of owl", 8)
    assert up.get_attribute("aria-disabled") == "true"
    before = picture(figure)
    up.click(force=True)  # it is marked, not dead
    assert picture(figure) == before
    down.focus()
    press(page, "Enter")
    said = figure.locator(".ce-status")
    words = "All logits −1: outputs, loss and gradient stay the same."
    said_so = "([e, words]) => e.textContent === words"  # once what was said before is over
    page.wait_for_function(said_so, arg=[said.element_handle(), words])


def logits(figure):
    texts = [figure.locator(f"[data-part=logit-{k}]").text_content() for k in range(4)]
    sliders = figure.locator("input[type=range]").all()[:4]
    assert [float(each.input_value()) for each in sliders] == [numbers(f": {t}")[0] for t in texts]
    return [numbers(f": {text}")[0] for text in texts]


def test_by_touch(alone):
    page, complaints = alone(made(), has_touch=True, width=375)
    figure = page.locator(".ce-figure")
    figure.get_by_text("fox", exact=True).and_(page.locator("label")).tap()
    assert_shows(figure, (2, 1, 0, 0.5), 3)
    slider = figure.get_by_role("slider", name="logit z of owl")
    box = slider.bounding_box()
    slider.tap(position={"x": box["width"] - 4, "y": box["height"] / 2})
    assert_shows(figure, (2, 1, 8, 0.5), 3)
    figure.get_by_role("button", name="All logits −1").tap()
    assert_shows(figure, (1, 0, 7, -0.5), 3)
    assert complaints == []


def test_a_link_opens_on_its_setting(alone):
    query = "?softmax=z0:-1,z1:1.5,z2:0,z3:3,temp:0.25,label:1"
    page, complaints = alone(made(), query=query)
    figure = page.locator(".ce-figure")
    assert_shows(figure, (-1, 1.5, 0, 3), 1, temperature=0.25)
    assert figure.get_by_role("radio", name="dog").is_checked()
    assert complaints == []
