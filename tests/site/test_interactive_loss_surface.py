"""The two loss surfaces in a real browser, by mouse, keyboard and touch, against NumPy."""

import re

import numpy as np
import pytest

from ce_utils.interactive import LossSurface
from ce_utils.optimize import RegressionCost, gradient_descent
from tests.interactive import every
from tests.site.moving import picture, press, readout, slide

NAMES = {"cross-entropy": "sigmoid cross-entropy", "quadratic cost": "quadratic"}
CROSS = "[data-part=start-cross-entropy]"


def expected(name, start, rate, step):
    """Return bias, weight, cost and size of the gradient by `ce_utils.optimize`."""
    hours, passed = every.study()
    design = np.column_stack([np.ones(len(hours)), hours])
    cost = RegressionCost(design, passed, NAMES[name])
    options = {"learning_rate": rate, "steps": step, "tolerance": 0}
    walk = gradient_descent(cost, start, **options)
    return [*walk.final, walk.values[-1], walk.gradient_norms[-1]]


def assert_shows(figure, start, step, rate=0.5):
    first, *lines = readout(figure)
    words = ", ".join(f"{name} = {value:.1f}" for name, value in zip("bw", start, strict=True))
    assert first == f"Step {step:,} from {words}, learning rate {rate}".replace("-", "−")
    for name, line in zip(NAMES, lines, strict=True):
        assert line.startswith(f"{name}: b = ")
        shown = re.findall(r"[−]?\d[\d.]*(?:e−\d+)?", line)
        b, w, cost, norm = (float(text.replace("−", "-")) for text in shown)
        *weights, value, size = expected(name, start, rate, step)
        np.testing.assert_allclose([b, w], weights, rtol=0, atol=5.1e-4)  # three decimal places
        np.testing.assert_allclose(cost, value, rtol=5.1e-4)  # four significant digits
        if "below" in line:
            assert size < 1e-8
        else:
            np.testing.assert_allclose(norm, size, rtol=5.1e-3)  # three
    for part in ("cross-entropy", "quadratic"):
        way = figure.locator(f"[data-part=way-{part}]").get_attribute("d")
        spot = figure.locator(f"[data-part=spot-{part}]").get_attribute("transform")
        assert spot == f"translate({re.split('[ML]', way)[-1]})"
        assert way.count("L") == step


def spot_of(figure, map_, b, w):
    """Return where on the screen a bias and a weight lie in one of the maps."""
    box = figure.locator("[data-map]").nth(map_).locator(".ce-touch").first.bounding_box()
    return box["x"] + (b + 8) / 16 * box["width"], box["y"] + (8 - w) / 16 * box["height"]


def made():
    return LossSurface(*every.study(), start=(-2, -1), learning_rate=0.5, steps=200)


@pytest.fixture
def opened(alone):
    """Return a page with the figure, and the figure."""
    page, complaints = alone(made())
    yield page, page.locator(".ce-figure")
    assert complaints == []


def test_a_click_on_either_map_sets_both_walks_off(opened):
    page, figure = opened
    assert_shows(figure, (-2, -1), 200)
    for map_, start in ((0, (3, 1.5)), (1, (-6.5, -4))):
        page.mouse.click(*spot_of(figure, map_, *start))
        assert_shows(figure, start, 200)
        for label, value in zip(("bias b", "weight w"), start, strict=True):
            control = figure.get_by_role("slider", name=f"{label} at the start", exact=True)
            assert float(control.input_value()) == value
    slide(figure, "learning rate η", 1)  # the second: 0.2
    assert_shows(figure, (-6.5, -4), 200, rate=0.2)


def test_the_start_is_dragged_across_a_map(opened):
    page, figure = opened
    page.mouse.move(*spot_of(figure, 0, -2, -1))
    page.mouse.down()
    page.mouse.move(*spot_of(figure, 0, 1, 1), steps=4)
    page.mouse.move(*spot_of(figure, 0, 2, -3), steps=4)
    assert_shows(figure, (2, -3), 200)
    page.mouse.up()
    page.mouse.move(*spot_of(figure, 0, 5, 5))
    assert_shows(figure, (2, -3), 200)
    page.mouse.move(*spot_of(figure, 0, 2, -3))
    page.mouse.down()
    page.mouse.move(0, 0, steps=4)  # beyond the map: held at its corner
    page.mouse.up()
    assert_shows(figure, (-8, 8), 200)


def test_the_cross_moves_by_the_arrow_keys_and_enter_runs(opened):
    page, figure = opened
    cross = figure.locator(CROSS)
    cross.focus()
    press(page, "ArrowRight", times=5)  # 0.1 each
    press(page, "ArrowUp", times=3)
    assert_shows(figure, (-1.5, -0.7), 200)
    press(page, "PageUp", times=2)
    press(page, "ArrowDown")
    press(page, "ArrowLeft")
    assert_shows(figure, (-1.6, 1.2), 200)
    assert cross.get_attribute("aria-valuetext") == "bias −1.6, weight 1.2"
    press(page, "PageDown", times=12)
    press(page, "End")
    assert_shows(figure, (8, -8), 200)  # held at the edges
    press(page, "Enter")
    page.wait_for_function("e => Number(e.dataset.frame) > 5", arg=figure.element_handle())
    press(page, "Enter")
    paused = int(figure.get_attribute("data-frame"))
    assert 5 < paused < 200
    assert_shows(figure, (8, -8), paused)
    assert cross.evaluate("e => e === document.activeElement")


def test_run_step_and_reset(opened):
    page, figure = opened
    end = picture(figure)
    step, reset = (figure.get_by_role("button", name=name) for name in ("Step", "Reset"))
    reset.click()
    assert_shows(figure, (-2, -1), 0)
    step.focus()
    press(page, "Space", times=3)
    assert_shows(figure, (-2, -1), 3)
    page.mouse.click(*spot_of(figure, 1, 0, 4))  # the step stays
    assert_shows(figure, (0, 4), 3)
    slide(figure, "bias b at the start", -2)
    slide(figure, "weight w at the start", -1)
    slide(figure, "step", 195)
    run = figure.locator(".ce-play")
    run.click()
    page.wait_for_function("e => e.innerText === 'Run'", arg=run.element_handle())
    assert picture(figure) == end


def test_what_leaves_the_map_is_cut_off(opened):
    page, figure = opened
    page.mouse.click(*spot_of(figure, 0, 0, -7.9))
    slide(figure, "learning rate η", 7)  # the last: 20, far too long for these features
    top = spot_of(figure, 0, 0, 8)[1]
    code = """(way, top) => {
      const {a, d, e, f} = way.getScreenCTM(), points = way.getAttribute('d').slice(1).split('L');
      const places = points.map(p => p.split(' ').map(Number));
      const seen = places.map(([x, y]) => [a * x + e, d * y + f]);
      const within = ([x, y]) => document.elementsFromPoint(x, y).includes(way);
      return [seen.filter(([, y]) => y < top - 2 && y > 0).map(within),
        seen.filter(([, y]) => y > top + 2).map(within)];
    }"""
    lines = figure.locator("[data-part=way-cross-entropy]")
    lines.evaluate("way => { way.style.pointerEvents = 'all'; }")
    beyond, inside = lines.evaluate(code, top)
    assert len(beyond) > 0
    assert not any(beyond)
    assert any(inside)
    style = "e => getComputedStyle(e).height"
    assert figure.locator("[data-map]").first.evaluate(style) == "300px"


def test_by_touch(alone):
    page, complaints = alone(made(), has_touch=True, width=375)
    figure = page.locator(".ce-figure")
    figure.locator("[data-map]").nth(1).scroll_into_view_if_needed()
    page.touchscreen.tap(*spot_of(figure, 1, 4, 2))
    first = readout(figure)[0]
    b, w = (float(text.replace("−", "-")) for text in re.findall(r"= (−?[\d.]+)", first))
    assert abs(b - 4) <= 0.1  # a pixel is 0.06 wide
    assert abs(w - 2) <= 0.1
    assert_shows(figure, (b, w), 200)
    assert complaints == []


def test_a_link_opens_on_its_setting(alone):
    page, complaints = alone(made(), query="?surface=b:3,w:-2.5,rate:0.2,step:40")
    assert_shows(page.locator(".ce-figure"), (3, -2.5), 40, rate=0.2)
    assert complaints == []
