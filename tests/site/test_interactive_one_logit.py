"""One logit in a real browser, driven by mouse, finger and keyboard, against NumPy."""

import re

import numpy as np
import pytest

from ce_utils.interactive import OneLogit
from ce_utils.links import sigmoid
from ce_utils.losses import Focal, Hinge, Quadratic, SigmoidCrossEntropy
from tests.site.moving import picture, press, readout, slide

LEFT, RIGHT, PANEL = 42, 346, 360  # the axis of logits within a panel, and the panel's width
NUMBER = r"−?\d[\d.]*(?:e−?\d+)?"


def value(text):
    """Return a number that has true minus signs."""
    return float(text.replace("−", "-"))


def numbers(line):
    """Return the loss and the gradient in a line."""
    return [value(text) for text in re.findall(NUMBER, line.partition(": loss")[2])]


def assert_shows(figure, z, target, gamma):
    first, *lines = readout(figure)
    shown, output = re.fullmatch(
        rf"z = ({NUMBER}), target {target}, output σ\(z\) = ({NUMBER})", first
    ).groups()
    assert value(shown) == z
    # Four significant digits are shown.
    np.testing.assert_allclose(value(output), sigmoid(z), rtol=5.1e-4)
    losses = (Quadratic(), SigmoidCrossEntropy(), Hinge(), Focal(gamma=gamma))
    for loss, line in zip(losses, lines, strict=False):
        one, goal = np.array([[z]]), np.array([[float(target)]])
        expected = [loss.value(one, goal), loss.gradient(one, goal).item()]
        np.testing.assert_allclose(numbers(line), expected, rtol=5.1e-4)


def assert_naive(figure, loss, gradient):
    """Check what is said of the naive formula, up to what is true."""
    line = readout(figure)[5]
    assert re.search(r": loss (\S+) ", line)[1] == loss
    assert re.search(r", gradient (\S+) ", line)[1] == gradient


@pytest.fixture
def opened(alone):
    """Return a page with the figure, and the figure."""
    page, complaints = alone(OneLogit(logit=20, target=0))
    yield page, page.locator(".ce-figure")
    assert complaints == []


def pin(figure):
    return figure.get_by_role("slider", name="logit z, pin", exact=True)


def control(figure):
    return figure.get_by_role("slider", name="logit z", exact=True)


def view(figure):
    return figure.get_by_role("group", name="logits shown").locator("input:checked").input_value()


def drag(page, figure, z, width):
    """Take the pin by the mouse and let it go above a logit of a view."""
    box = pin(figure).bounding_box()
    panel = figure.locator("svg").first.bounding_box()
    unit = panel["width"] / PANEL
    x = panel["x"] + unit * (LEFT + (z + width) / (2 * width) * (RIGHT - LEFT))
    y = box["y"] + 12
    page.mouse.move(box["x"] + box["width"] / 2, y)
    page.mouse.down()
    page.mouse.move(x, y + 40, steps=4)
    page.mouse.up()


def shown_logit(figure):
    return float(pin(figure).get_attribute("aria-valuenow"))


def test_the_pin_is_dragged_by_the_mouse(opened):
    page, figure = opened
    assert_shows(figure, 20.0, 0, 2)
    assert_naive(figure, "inf", "NaN")
    drag(page, figure, -20, 24)
    z = shown_logit(figure)
    assert abs(z + 20) < 0.3  # two pixels
    assert_shows(figure, z, 0, 2)
    assert_naive(figure, "0", f"{sigmoid(z):.3e}".replace("e-0", "e−"))
    assert float(control(figure).input_value()) == z
    drag(page, figure, 100, 24)  # beyond the picture
    assert shown_logit(figure) == 24
    assert view(figure) == "24"


def test_pin_and_slider_move_by_the_keys(opened):
    page, figure = opened
    pin(figure).focus()
    press(page, "ArrowLeft", times=5)
    press(page, "PageDown", times=3)
    assert_shows(figure, 16.5, 0, 2)
    assert float(control(figure).input_value()) == 16.5
    assert "true: 16.50" in readout(figure)[5]
    press(page, "Home")
    assert_shows(figure, -24.0, 0, 2)
    assert_naive(figure, "0", "3.775e−11")  # exp(-24)
    control(figure).focus()
    press(page, "ArrowLeft")
    assert_shows(figure, -24.1, 0, 2)
    assert view(figure) == "120"  # it grows with the logit
    assert shown_logit(figure) == -24.1
    pin(figure).focus()
    press(page, "Home")  # and so does the pin's way
    assert_shows(figure, -120.0, 0, 2)


def test_target_and_gamma(opened):
    page, figure = opened
    figure.get_by_role("radio", name="1", exact=True).check()
    assert_shows(figure, 20.0, 1, 2)
    assert_naive(figure, "0", "0")
    slide(figure, "focal loss, γ", 0.5)
    slide(figure, "logit z", -3)
    assert_shows(figure, -3.0, 1, 0.5)
    figure.get_by_role("slider", name="focal loss, γ", exact=True).focus()
    press(page, "End")
    assert_shows(figure, -3.0, 1, 5)
    assert readout(figure)[6].startswith("naive faults over all logits, target 1: loss inf up to")


def test_a_narrower_view_takes_the_logit_along_and_the_pin_goes_on_working(opened):
    page, figure = opened
    figure.get_by_role("radio", name="−6 to 6").check()
    assert_shows(figure, 6.0, 0, 2)
    assert figure.locator('[display="inline"]').count() == 2
    for name in ("loss", "gradient"):
        assert figure.locator(f"[data-part={name}-ground-6-0]").is_visible()
    drag(page, figure, 0, 6)
    assert_shows(figure, shown_logit(figure), 0, 2)
    assert abs(shown_logit(figure)) <= 0.1  # two pixels
    pin(figure).focus()
    press(page, "End")
    assert_shows(figure, 6.0, 0, 2)
    figure.get_by_role("radio", name="−120 to 120").check()
    drag(page, figure, 60, 120)
    assert abs(shown_logit(figure) - 60) <= 1.5
    assert_naive(figure, "inf", "NaN")


def test_marks_stand_on_their_lines(opened):
    _, figure = opened
    slide(figure, "logit z", -18)  # 15 of 120 steps
    for name in ("quadratic", "cross-entropy", "hinge", "focal"):
        for kind in ("loss", "gradient"):
            line = figure.locator(f"[data-part={kind}-{name}]").get_attribute("d")
            mark = figure.locator(f"[data-part=spot-{kind}-{name}]").get_attribute("transform")
            assert mark == f"translate({line[1:].split('L')[15]})"


def test_the_grey_band_ends_where_the_naive_loss_is_infinite(opened):
    _, figure = opened
    band = figure.locator("[data-part=loss-naive]").get_attribute("d")
    last = float(band.rpartition("L")[2].split()[0])
    z = (last - LEFT) / (RIGHT - LEFT) * 48 - 24
    # 24 ln 2 is 16.6; the line has a point at each 0.4.
    assert 16.2 < z < 24 * np.log(2)


def test_the_pin_is_dragged_by_a_finger(alone):
    page, complaints = alone(OneLogit(), width=375, has_touch=True)
    figure = page.locator(".ce-figure")
    box = pin(figure).bounding_box()
    session = page.context.new_cdp_session(page)
    x, y = box["x"] + box["width"] / 2, box["y"] + 12
    for kind, by in (("touchStart", 0), ("touchMove", 30), ("touchMove", 60), ("touchEnd", None)):
        points = [] if by is None else [{"x": x + by, "y": y}]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    unit = figure.locator("svg").first.bounding_box()["width"] / PANEL
    moved = 60 / unit / (RIGHT - LEFT) * 12
    assert abs(shown_logit(figure) - (moved - 5)) <= 0.1
    assert_shows(figure, shown_logit(figure), 1, 2)
    assert page.evaluate("scrollY") == 0
    assert complaints == []


def test_a_link_opens_on_a_setting_and_its_view_holds_the_logit(alone):
    page, complaints = alone(OneLogit(), query="?logit=z:-100,gamma:3.5,target:1,view:6")
    figure = page.locator(".ce-figure")
    assert_shows(figure, -100.0, 1, 3.5)
    assert_naive(figure, "inf", "NaN")
    assert view(figure) == "120"
    before = picture(figure)
    slide(figure, "logit z", -99)
    slide(figure, "logit z", -100)
    assert picture(figure) == before
    assert complaints == []
