"""The animated logistic regression in a real browser."""

import re

import numpy as np
import pytest

from ce_utils.interactive import LogisticRegressionAnimation
from ce_utils.interactive.svg import significant
from tests.site.moving import data_of, picture, readout


@pytest.fixture(scope="module")
def figures():
    """Return a figure of one feature, one of two, and the first one again."""
    rng = np.random.default_rng(3)
    labels = np.tile([0, 1], 15)
    points = rng.normal(size=(30, 2)) + labels[:, None]
    first = LogisticRegressionAnimation(points[:, :1], labels, feature_names=["length"])
    second = LogisticRegressionAnimation(points, labels, feature_names=["length", "width"])
    return [first, second, first]


def last_of(figure):
    return len(data_of(figure)["steps"]) - 1


def test_the_numbers_at_each_end_are_those_of_python(alone, figures):
    page, _ = alone(*figures)
    for k, python in enumerate(figures):
        figure = page.locator(".ce-figure").nth(k)
        for frame in (0, len(python.frames) - 1):
            figure.locator("input").fill(str(frame))
            loss, logit = readout(figure)
            assert loss == (
                f"Step {python.frames[frame]:,}: loss {significant(python.losses[frame])} nats"
            )
            shown = re.findall(r"[−-]? ?\d[\d.]*(?:e−?\d+)?", logit)
            values = [float(text.replace("−", "-").replace(" ", "")) for text in shown]
            # Four significant digits are shown.
            np.testing.assert_allclose(values, python.weights[frame], rtol=5e-4)


def test_play_runs_from_the_start_to_the_end_and_can_pause(alone, figures):
    page, complaints = alone(*figures)
    figure, other = (page.locator(".ce-figure").nth(k) for k in (0, 2))
    play = figure.locator("button").first
    said = figure.locator(".ce-status")
    assert play.inner_text() == "Play"
    play.click()
    assert play.inner_text() == "Pause"
    page.wait_for_function("e => Number(e.dataset.frame) >= 8", arg=figure.element_handle())
    assert said.text_content() == ""  # frames that fly past are not read out
    play.click()
    assert play.inner_text() == "Play"
    paused = picture(figure)
    page.wait_for_function("e => e.textContent", arg=said.element_handle())
    assert picture(figure) == paused
    assert said.text_content() == "; ".join(readout(figure))
    # The same figure elsewhere in the page has a life of its own.
    assert other.get_attribute("data-frame") == str(last_of(other))

    figure.locator("input").fill(str(last_of(figure) - 2))
    play.click()
    page.wait_for_function("e => e.innerText === 'Play'", arg=play.element_handle())
    assert figure.get_attribute("data-frame") == str(last_of(figure))
    assert complaints == []


def test_everything_works_from_the_keyboard(alone, figures):
    page, _ = alone(*figures)
    figure = page.locator(".ce-figure").nth(1)
    play, back, forward, _ = figure.locator("button").all()
    slider = figure.locator("input")
    slider.focus()
    page.keyboard.press("Home")
    assert figure.get_attribute("data-frame") == "0"
    assert slider.get_attribute("aria-valuetext") == "0"
    assert figure.locator("[data-part='line-0.5']").get_attribute("d") == ""  # no line exists yet
    page.keyboard.press("ArrowRight")
    assert figure.get_attribute("data-frame") == "1"
    assert figure.locator("[data-part='line-0.5']").get_attribute("d").startswith("M")

    page.keyboard.press("Shift+Tab")
    assert forward.evaluate("e => e === document.activeElement")
    page.keyboard.press("Enter")
    assert figure.get_attribute("data-frame") == "2"
    page.keyboard.press("Shift+Tab")
    for _ in range(3):
        page.keyboard.press("Space")
    assert figure.get_attribute("data-frame") == "0"
    # At the end of its way a button is marked, but keeps the focus.
    assert back.get_attribute("aria-disabled") == "true"
    assert back.evaluate("e => e === document.activeElement")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Space")
    assert play.inner_text() == "Pause"


def test_paper_shows_the_end(alone, figures):
    page, _ = alone(*figures)
    figure = page.locator(".ce-figure").first
    end = picture(figure)
    figure.locator("input").fill("2")
    left = picture(figure)
    page.emulate_media(media="print")
    page.wait_for_function("e => e.dataset.frame !== '2'", arg=figure.element_handle())
    assert picture(figure) == end
    assert not figure.locator(".ce-controls").is_visible()
    page.emulate_media(media="screen")
    page.wait_for_function("e => e.dataset.frame === '2'", arg=figure.element_handle())
    assert picture(figure) == left
