"""Two distributions in a real browser, by mouse, keyboard and touch, against NumPy."""

import re

import numpy as np
import pytest

from ce_utils.information import cross_entropy, entropy, kl_divergence
from ce_utils.interactive import TwoDistributions
from ce_utils.interactive.svg_axes import BOTTOM, TOP
from ce_utils.interactive.two_distributions_still import END, LONGEST, OUT, START
from tests.site.moving import assert_readable, picture, press, readout

P, Q, COLOURS = [0.1, 0.4, 0.5], [0.8, 0.15, 0.05], ["red", "green", "blue"]
BASES = {"bits": 2, "nats": np.e}


def moved(probs, place, share):
    """Give one outcome a share, and let the others keep their proportions."""
    rest = np.delete(probs, place)
    shares = rest / rest.sum() if rest.any() else np.full(rest.size, 1 / rest.size)
    return np.insert((1 - share) * shares, place, share)


def numbers(line):
    return [float(text) for text in re.findall(r"\d\.\d+", line)]


def coordinates(figure, name):
    line = figure.locator(f"[data-part={name}]").get_attribute("d")
    return [float(text) for text in re.findall(r"-?[\d.]+", line)]


def assert_shows(figure, p, q, unit="bits"):
    """Compare the bars, the lengths and the readout with NumPy and `ce_utils.information`."""
    lines = readout(figure)
    base = BASES[unit]
    for name, probs, line in zip("pq", (p, q), lines, strict=False):
        # Three decimal places are shown; coordinates are rounded to a tenth at both ends; each of
        # at most ten moves rounds to a millionth.
        np.testing.assert_allclose(numbers(line), probs, rtol=0, atol=5.1e-4)
        for k, share in enumerate(probs, start=1):
            _, foot, _, top, *_ = coordinates(figure, f"bar-{name}{k}")
            assert (foot - top) / (BOTTOM - TOP) == pytest.approx(share, abs=0.11 / (BOTTOM - TOP))
            handle = figure.locator(f"[data-part={name}{k}]")
            assert float(handle.get_attribute("aria-valuenow")) == pytest.approx(share, abs=1e-5)
    pairs = {"p": (p, q), "q": (q, p)}
    for (world, pair), line in zip(pairs.items(), lines[2:], strict=True):
        needed, wasted, paid = (f(base) for f in values(*pair))
        shown = [paid, needed, wasted] if np.isfinite(paid) else [needed]
        np.testing.assert_allclose(numbers(line), shown, rtol=0, atol=5.1e-4)
        assert unit in line
        assert ("are infinite" in line) == np.isinf(paid)
        scale = (END - START) / LONGEST
        x0, _, x1, _ = coordinates(figure, f"needed-{world}")
        assert (x1 - x0) / scale == pytest.approx(entropy(pair[0], base=2), abs=0.11 / scale)
        bits = cross_entropy(*pair, base=2)
        end = OUT if bits > LONGEST else START + scale * bits
        assert max(coordinates(figure, f"paid-{world}")[::2]) == pytest.approx(end, abs=0.06)
        if wasted > 0:
            meets, _, ends, _ = coordinates(figure, f"wasted-{world}")
            assert (meets, ends) == (x1, pytest.approx(end, abs=0.06))


def values(world, belief):
    return (
        lambda base: entropy(world, base=base),
        lambda base: kl_divergence(world, belief, base=base),
        lambda base: cross_entropy(world, belief, base=base),
    )


def handle(figure, name):
    return figure.get_by_role("slider", name=name, exact=True)


def drag(page, figure, name, share):
    """Drag a bar's top to a share, held a little beside its middle."""
    box = handle(figure, name).locator(".ce-touch").bounding_box()
    x, y = box["x"] + box["width"] / 2 + 3, box["y"] + box["height"] / 2
    unit = figure.locator("svg").first.bounding_box()["height"] / 280 * (BOTTOM - TOP)
    now = float(handle(figure, name).get_attribute("aria-valuenow"))
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 40, y - (share - now) * unit, steps=3)
    page.mouse.up()


@pytest.fixture
def opened(alone):
    """Return a page with the figure of chapter 2, and the figure."""
    page, complaints = alone(TwoDistributions(P, Q, labels=COLOURS))
    yield page, page.locator(".ce-figure")
    assert complaints == []


def test_bars_are_dragged_by_the_mouse(opened):
    page, figure = opened
    assert_shows(figure, P, Q)
    drag(page, figure, "p of red", 0.7)
    p = moved(P, 0, 0.7)
    assert_shows(figure, p, Q)
    drag(page, figure, "q of blue", 0.5)
    q = moved(Q, 2, 0.5)
    assert_shows(figure, p, q)
    drag(page, figure, "p of blue", 2)  # far above
    assert_shows(figure, [0, 0, 1], q)
    drag(page, figure, "p of blue", 0.4)
    assert_shows(figure, [0.3, 0.3, 0.4], q)


def test_bars_are_moved_by_the_keyboard(opened):
    page, figure = opened
    handle(figure, "p of green").focus()
    press(page, "ArrowUp", times=3)  # 0.01 each
    p = moved(P, 1, 0.43)
    assert_shows(figure, p, Q)
    press(page, "PageDown")
    p = moved(p, 1, 0.33)
    assert_shows(figure, p, Q)
    handle(figure, "q of red").focus()
    press(page, "ArrowLeft", times=2)
    assert handle(figure, "q of red").get_attribute("aria-valuetext") == "0.780"
    assert_shows(figure, p, moved(Q, 0, 0.78))
    figure.get_by_role("radio", name="bits").focus()
    press(page, "ArrowRight")
    assert_shows(figure, p, moved(Q, 0, 0.78), "nats")
    assert figure.locator("[data-part=ruler-bits]").is_hidden()
    assert figure.locator("[data-part=ruler-nats]").is_visible()


def test_what_q_rules_out_makes_it_infinite_and_is_said(opened):
    page, figure = opened
    handle(figure, "q of blue").focus()
    press(page, "Home")
    assert_shows(figure, P, moved(Q, 2, 0))
    line = readout(figure)[2]
    assert "because q rules out blue, possible in p" in line
    told = figure.locator(".ce-status")
    page.wait_for_function("e => e.textContent", arg=told.element_handle())
    assert line in told.text_content()
    assert_readable(page, 1000)
    handle(figure, "p of blue").focus()
    press(page, "Home")  # what does not happen may be ruled out
    assert_shows(figure, moved(P, 2, 0), moved(Q, 2, 0))
    assert "infinite" not in " ".join(readout(figure))


def test_presets(opened):
    page, figure = opened
    before = picture(figure)
    button = {name: figure.get_by_role("button", name=name) for name in ("Reset", "q as p")}
    figure.get_by_role("button", name="q all equal").click()
    assert_shows(figure, P, [1 / 3] * 3)
    handle(figure, "p of red").focus()
    press(page, "ArrowUp", times=7)
    p = moved(P, 0, 0.17)
    assert_shows(figure, p, [1 / 3] * 3)
    button["q as p"].focus()
    press(page, "Enter")
    assert_shows(figure, p, p)
    assert coordinates_are_empty(figure)
    button["Reset"].focus()
    press(page, "Space")
    assert picture(figure) == before
    figure.get_by_role("button", name="Swap p and q").click()
    assert_shows(figure, Q, P)
    figure.get_by_role("button", name="Swap p and q").click()
    assert picture(figure) == before


def coordinates_are_empty(figure):
    drawn = [figure.locator(f"[data-part=wasted-{world}]").get_attribute("d") for world in "pq"]
    return drawn == ["", ""]


def test_a_finger_drags_a_bar(alone):
    page, complaints = alone(TwoDistributions(P, Q, labels=COLOURS), has_touch=True, width=375)
    figure = page.locator(".ce-figure")
    blue = handle(figure, "p of blue")
    blue.scroll_into_view_if_needed()
    box = blue.locator(".ce-touch").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    tell = page.context.new_cdp_session(page)

    def touch(kind, *points):
        places = [{"x": left, "y": top} for left, top in points]
        tell.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": places})

    touch("touchStart", (x, y))
    for k in range(1, 6):
        touch("touchMove", (x, y + 6 * k))
    touch("touchEnd")
    unit = figure.locator("svg").first.bounding_box()["height"] / 280 * (BOTTOM - TOP)
    share = float(blue.get_attribute("aria-valuenow"))
    assert share == pytest.approx(0.5 - 30 / unit, abs=0.02)  # of 0.01, and rounded pixels
    assert_shows(figure, moved(P, 2, round(share, 2)), Q)
    figure.get_by_role("button", name="Swap p and q").tap()
    assert_shows(figure, Q, moved(P, 2, round(share, 2)))
    assert complaints == []


def test_a_link_opens_on_its_setting_and_makes_a_distribution_of_any_numbers(alone):
    query = "?distributions=p1:30,p2:30,p3:60,q1:0,q2:0,q3:0,unit:nats"
    page, complaints = alone(TwoDistributions(P, Q, labels=COLOURS), query=query)
    assert_shows(page.locator(".ce-figure"), [0.25, 0.25, 0.5], [1 / 3] * 3, "nats")
    assert complaints == []
