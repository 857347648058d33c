"""The pad in a real browser: drawn on by mouse, finger and keys; its numbers against NumPy."""

import re
from base64 import b64encode
from urllib.parse import parse_qs, urlsplit

import numpy as np
import pytest

from ce_utils.data import load_mnist
from ce_utils.interactive import DrawADigit
from ce_utils.interactive.digit_record import COSTS, load_digits
from ce_utils.interactive.draw_digit_still import NAMES, answers_of, readout_lines
from ce_utils.links import sigmoid
from tests.interactive.in_node import HERE
from tests.interactive.test_draw_digit import places
from tests.site.moving import assert_readable, picture, press, readout, slide

SEVEN = [[(0.3, 0.25), (0.7, 0.25), (0.55, 0.85)], [(0.42, 0.52), (0.72, 0.5)]]
ONE = [[(0.5, 0.15), (0.5, 0.85)]]
# The page's own functions, where a test can call them.
FUNCTIONS = "inkOf, prepared, unpackStrokes, unpackNetwork, bytesOf, logitsOf, digitOf, laid"


@pytest.fixture
def opened(alone):
    """Return a page with the figure, and the figure."""
    page, complaints = alone(DrawADigit())
    yield page, page.locator(".ce-figure")
    assert complaints == []


def expose(page):
    """Put the functions of the figure's own script at the page's `digit`."""
    script = page.locator(".ce-figure script[type=module]").text_content()
    laid = (HERE / "laid.mjs").read_text(encoding="utf-8").replace("export ", "")
    page.add_script_tag(content=f"{script}\n{laid}\nwindow.digit = {{{FUNCTIONS}}};", type="module")
    page.wait_for_function("window.digit")


def by_mouse(page, figure, strokes):
    place = where(figure)
    for first, *others in strokes:
        page.mouse.move(*place(first))
        page.mouse.down()
        for point in others:
            page.mouse.move(*place(point), steps=12)
        page.mouse.up()


def where(figure):
    """Return the function from parts of the pad to places in the window."""
    figure.locator("[data-part=pad]").scroll_into_view_if_needed()
    box = figure.locator("[data-part=pad]").bounding_box()
    return lambda at: (box["x"] + at[0] * box["width"], box["y"] + at[1] * box["height"])


def link_of(page, figure):
    """Return the link that the button shows where there is no clipboard."""
    page.evaluate("void (navigator.clipboard.writeText = () => Promise.reject(new Error('no')))")
    figure.locator(".ce-copy").click()
    figure.locator(".ce-link").wait_for()
    return figure.locator(".ce-link").input_value()


def values_in(link):
    (text,) = parse_qs(urlsplit(link).query)["digit"]
    return dict(pair.split(":") for pair in text.split(","))


def assert_reads(page, figure, said="none"):
    """Compare all that is shown of a drawing with NumPy's answers to the pixels it becomes."""
    expose(page)
    values = values_in(link_of(page, figure))
    assert (values["image"], values["label"]) == ("0", said)
    numbers = [int(values[f"p{k}"]) for k in range(1, 33)]
    code = "n => Array.from(digit.prepared(digit.inkOf(digit.unpackStrokes(n))))"
    pixels = np.array(page.evaluate(code, numbers))
    assert 2000 < pixels.sum() < 100_000  # ink, a tenth to half of what is there
    logits = answers_of(load_digits().networks, pixels)
    assert readout(figure) == readout_lines("Your drawing", logits, said)
    for cost, z in logits.items():
        assert (
            figure.locator(f"[data-part=says-{NAMES[cost]}]").inner_html().count(f">{z.argmax()}<")
        )
        for digit, output in enumerate(sigmoid(z)):
            bar = figure.locator(f"[data-part=bar-{NAMES[cost]}-{digit}]")
            # 178 units are 1.05; rounded to a tenth.
            height = float(bar.get_attribute("height"))
            assert height == pytest.approx(178 / 1.05 * output, abs=0.051)
    return {NAMES[cost]: int(z.argmax()) for cost, z in logits.items()}


def test_a_seven_drawn_by_the_mouse_is_read_as_numpy_reads_it(opened):
    page, figure = opened
    by_mouse(page, figure, SEVEN)
    assert assert_reads(page, figure) == {"quadratic": 7, "cross-entropy": 7}
    figure.get_by_role("radio", name="7", exact=True).check()
    assert_reads(page, figure, said="7")
    figure.get_by_role("radio", name="3", exact=True).check()
    assert_reads(page, figure, said="3")


def test_where_and_how_large_it_is_drawn_makes_no_difference(opened):
    """The same strokes, a third smaller and in a corner: nearly the same pixels."""
    page, figure = opened
    expose(page)
    images = []
    for size, corner in ((1.0, 0.0), (0.6, 0.05)):
        figure.get_by_role("button", name="Clear").click()
        strokes = [[tuple(corner + size * x for x in point) for point in s] for s in SEVEN]
        by_mouse(page, figure, strokes)
        values = values_in(link_of(page, figure))
        code = "n => Array.from(digit.prepared(digit.inkOf(digit.unpackStrokes(n))))"
        images.append(page.evaluate(code, [int(values[f"p{k}"]) for k in range(1, 33)]))
    first, second = (np.array(image) / 255 for image in images)
    # The pen is as thick as before, so that the small digit is bolder; the places agree.
    for image in (first, second):
        x, y = ((image.reshape(28, 28).sum(axis=axis) @ (np.arange(28) + 0.5)) for axis in (0, 1))
        assert (x / image.sum(), y / image.sum()) == pytest.approx((14.5, 14.5), abs=0.02)
    assert np.corrcoef(first, second)[0, 1] > 0.85


def test_a_one_drawn_with_the_keys(opened):
    page, figure = opened
    press(page, "Tab")
    pad = figure.locator("[data-part=pad]")
    assert pad.evaluate("e => e === document.activeElement")
    pen = figure.locator("[data-part=pen]")
    assert pen.evaluate("e => getComputedStyle(e).visibility") == "visible"
    before = pen.get_attribute("cy")
    press(page, "Shift+ArrowUp", times=3)
    assert float(before) - float(pen.get_attribute("cy")) == pytest.approx(3 * 16 / 128 * 252, 0.01)
    assert readout(figure)[0] == "Test image 4 of 16, label 3"  # nothing is drawn yet
    said(page, figure, "Pen up, column 16, row 4 of 32")
    press(page, "Space")
    press(page, "ArrowDown", times=24)
    shown = readout(figure)
    said(page, figure, "; ".join(["Pen down, column 16, row 28 of 32", *shown]))
    press(page, "Space")
    assert assert_reads(page, figure) == {"quadratic": 1, "cross-entropy": 1}
    pad.focus()
    press(page, "Backspace")
    assert readout(figure)[0].startswith("The pad is empty")


def said(page, figure, words):
    status = figure.locator(".ce-status").element_handle()
    page.wait_for_function("([e, words]) => e.textContent === words", arg=[status, words])


def test_leaving_the_pad_lifts_the_pen_and_other_keys_do_nothing(opened):
    page, figure = opened
    press(page, "Tab")
    press(page, "a")
    assert readout(figure)[0] == "Test image 4 of 16, label 3"
    press(page, "Enter")
    press(page, "ArrowDown", times=5)
    press(page, "Tab")
    drawn = figure.locator("[data-part=strokes]").get_attribute("d")
    press(page, "Shift+Tab")
    press(page, "ArrowRight", times=5)
    assert figure.locator("[data-part=strokes]").get_attribute("d") == drawn
    assert figure.locator("[data-part=pen]").get_attribute("fill-opacity") == "0"


def test_a_finger_draws_and_does_not_scroll(alone):
    page, complaints = alone(DrawADigit(), width=375, has_touch=True, is_mobile=True)
    figure = page.locator(".ce-figure")
    place = where(figure)
    session = page.context.new_cdp_session(page)

    def touch(kind, *points):
        at = [dict(zip("xy", place(point), strict=True)) for point in points]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": at})

    scrolled = page.evaluate("scrollY")
    touch("touchStart", ONE[0][0])
    for y in np.linspace(0.15, 0.85, 20):
        touch("touchMove", (0.5, y))
    touch("touchEnd")
    assert page.evaluate("scrollY") == scrolled
    assert assert_reads(page, figure) == {"quadratic": 1, "cross-entropy": 1}
    assert_readable(page, 375)
    assert complaints == []


def test_undo_and_clear(opened):
    page, figure = opened
    strokes = figure.locator("[data-part=strokes]")
    undo, clear = (figure.get_by_role("button", name=name) for name in ("Undo", "Clear"))
    by_mouse(page, figure, SEVEN[:1])
    one = picture(figure)
    by_mouse(page, figure, SEVEN[1:])
    assert strokes.get_attribute("d").count("M") == 2
    undo.click()
    assert picture(figure) == one
    slide(figure, "test image", 9)
    assert readout(figure) == DrawADigit(image=9).readout()
    undo.click()  # of showing the image: back to the drawing
    assert picture(figure) == one
    clear.click()
    empty = picture(figure)
    assert strokes.get_attribute("d") == ""
    assert readout(figure) == DrawADigit(image=0).readout()
    undo.click()
    assert picture(figure) == empty


def test_a_stroke_on_a_test_image_begins_a_new_drawing(opened):
    page, figure = opened
    figure.get_by_role("button", name="Next test image").click()
    assert readout(figure) == DrawADigit(image=5).readout()
    by_mouse(page, figure, ONE)
    assert assert_reads(page, figure) == {"quadratic": 1, "cross-entropy": 1}
    assert figure.locator("[data-part^=pad-level]").evaluate_all(
        "all => all.every(e => e.getAttribute('d') === '')"
    )


def test_every_test_image_is_shown_as_in_python(opened):
    _, figure = opened
    for image in range(17):
        slide(figure, "test image", image)
        python = DrawADigit(image=image)
        still = "".join(python.still())
        assert readout(figure) == python.readout()
        drawn = "all => all.map(e => e.outerHTML)"
        parts = figure.locator("[data-part^=bar], [data-part^=seen], [data-part=label]")
        assert all(part in still or 'label"' in part for part in parts.evaluate_all(drawn))
        label = load_digits().labels[image - 1] if image else "unknown"
        assert figure.get_by_role("radio", name=str(label), exact=True).is_checked()


def test_a_drawing_is_in_the_link(opened, alone):
    page, figure = opened
    by_mouse(page, figure, SEVEN)
    figure.get_by_role("radio", name="7", exact=True).check()
    drawn = picture(figure)
    link = link_of(page, figure)
    assert len(link) < 1000
    page.goto(link)
    assert picture(figure) == drawn
    assert figure.get_by_role("radio", name="7", exact=True).is_checked()
    assert assert_reads(page, figure, said="7") == {"quadratic": 7, "cross-entropy": 7}


def test_a_pad_that_is_full_says_so(opened):
    page, figure = opened
    place = where(figure)
    for k in range(97):  # 96 points go into a link
        page.mouse.click(*place((0.05 + 0.09 * (k % 11), 0.05 + 0.09 * (k // 11))))
    assert figure.locator("[data-part=strokes]").get_attribute("d").count("M") == 96
    said(page, figure, "The pad is full: undo or clear.")


def test_a_thousand_images_laid_onto_the_pad_lose_at_most_two_points(opened):
    page, _ = opened
    expose(page)
    test = load_mnist().test
    images = [b64encode(row.tobytes()).decode() for row in pixels_of(test.images[:1000])]
    code = """([images, places]) => {
      const data = JSON.parse(document.querySelector('.ce-data').textContent);
      const networks = Object.values(data.networks).map(n => digit.unpackNetwork(n));
      const reads = pixels => networks.map(n => digit.digitOf(digit.logitsOf(n, pixels)));
      return images.map((text, k) => {
        const pixels = digit.bytesOf(text);
        return [reads(pixels), reads(digit.prepared(digit.laid(pixels, places[k], 140)))];
      });
    }"""
    direct, drawn = np.moveaxis(page.evaluate(code, [images, places(1000)]), 1, 0)
    for place, cost in enumerate(COSTS):
        answers = answers_for(cost, test.images[:1000])
        assert (direct[:, place] == answers).sum() >= 999
        shares = [np.mean(a[:, place] == test.labels[:1000]) for a in (direct, drawn)]
        assert shares[1] >= shares[0] - 0.02


def pixels_of(images):
    return np.rint(images * 255).astype(np.uint8)


def answers_for(cost, images):
    network = load_digits().networks[cost]
    hidden = sigmoid(pixels_of(images) / 255 @ network.weights[0] + network.biases[0])
    return (hidden @ network.weights[1] + network.biases[1]).argmax(axis=1)


def test_nothing_in_the_page_names_another_host(opened):
    page, _ = opened
    assert not re.search(r"https?://", page.locator(".ce-figure").evaluate("e => e.outerHTML"))
