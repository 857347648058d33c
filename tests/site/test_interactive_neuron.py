"""The learning neuron in a real browser, driven by mouse and keyboard, against NumPy."""

import re

import numpy as np
import pytest

from ce_utils.interactive import LearningNeuron
from ce_utils.links import sigmoid
from ce_utils.losses import Quadratic, SigmoidCrossEntropy
from tests.site.moving import picture, press, readout, slide

W, B, RATE = "weight w at the start", "bias b at the start", "learning rate η"


def expected(loss, start, rate, epochs):
    """Return weight, bias, output and cost by the gradient of `ce_utils.losses`."""
    design, parameters = np.array([[1.0, 1.0]]), np.array(start, dtype=float)[:, None]
    for _ in range(epochs):
        parameters = parameters - rate * design.T @ loss.gradient(design @ parameters, [[0.0]])
    z = design @ parameters
    return [*parameters[:, 0], sigmoid(z).item(), loss.value(z, [[0.0]])]


def assert_shows(figure, start, rate, epochs):
    first, *lines = readout(figure)
    assert first == f"Epoch {epochs}"
    for loss, line in zip((Quadratic(), SigmoidCrossEntropy()), lines, strict=True):
        shown = [
            float(text) for text in re.findall(r"-?\d[\d.]*(?:e-\d+)?", line.replace("−", "-"))
        ]
        # Weights are shown to three decimal places, the rest to four significant digits.
        np.testing.assert_allclose(
            shown, expected(loss, start, rate, epochs), rtol=5.1e-4, atol=5.1e-4
        )


@pytest.fixture
def opened(alone):
    """Return a page with the figure, and the figure."""
    page, complaints = alone(LearningNeuron())
    yield page, page.locator(".ce-figure")
    assert complaints == []


def test_sliders_move_by_the_mouse_and_the_numbers_are_those_of_numpy(opened):
    page, figure = opened
    assert_shows(figure, (0.6, 0.9), 0.15, 300)
    slide(figure, W, 2)
    slide(figure, B, 2)
    assert_shows(figure, (2, 2), 0.15, 300)
    box = figure.get_by_role("slider", name=RATE, exact=True).bounding_box()
    page.mouse.click(box["x"] + box["width"] - 3, box["y"] + box["height"] / 2)
    assert_shows(figure, (2, 2), 5.0, 300)


def test_run_pause_step_and_reset_by_the_keyboard(opened):
    page, figure = opened
    run, step, reset = (figure.get_by_role("button", name=n) for n in ("Run", "Step", "Reset"))
    reset.focus()
    page.keyboard.press("Enter")
    assert_shows(figure, (0.6, 0.9), 0.15, 0)
    assert reset.get_attribute("aria-disabled") == "true"
    press(page, "Shift+Tab")
    assert step.evaluate("e => e === document.activeElement")
    press(page, "Space", times=3)
    assert_shows(figure, (0.6, 0.9), 0.15, 3)
    figure.get_by_role("slider", name=W, exact=True).focus()
    press(page, "ArrowRight", times=4)  # 0.1 each; the epoch stays
    assert_shows(figure, (1.0, 0.9), 0.15, 3)
    run.focus()
    press(page, "Space")
    page.wait_for_function("e => Number(e.dataset.frame) > 20", arg=figure.element_handle())
    press(page, "Space")
    paused = int(figure.get_attribute("data-frame"))
    assert 20 < paused < 300
    assert_shows(figure, (1.0, 0.9), 0.15, paused)
    before = picture(figure)
    page.wait_for_timeout(200)  # several frames
    assert picture(figure) == before


def test_it_runs_to_the_last_epoch_and_stops(opened):
    page, figure = opened
    end = picture(figure)
    slide(figure, "epoch", 290)
    assert picture(figure) != end
    run = figure.locator(".ce-play")
    run.click()
    page.wait_for_function("e => e.innerText === 'Run'", arg=run.element_handle())
    assert picture(figure) == end


def test_the_line_ends_where_the_mark_is(opened):
    _, figure = opened
    slide(figure, "epoch", 40)
    for name in ("output-quadratic", "cost-quadratic", "output-cross-entropy"):
        line = figure.locator(f"[data-part={name}]").get_attribute("d")
        spot = figure.locator(f"[data-part=spot-{name}]").get_attribute("transform")
        assert spot == f"translate({line.rpartition('L')[2]})"


def test_a_link_opens_on_the_bad_start_after_100_epochs(alone):
    query = "?neuron=w:2,b:2,rate:0.15,epoch:100"
    page, complaints = alone(LearningNeuron(), query=query)
    figure = page.locator(".ce-figure")
    assert_shows(figure, (2, 2), 0.15, 100)
    assert figure.get_by_role("slider", name=W, exact=True).input_value() == "2"
    assert complaints == []
