"""Interactive figures in a real browser: alone in a page, and on the pages of the chapters."""

import json
import re

import numpy as np
import pytest

from ce_utils.interactive import LogisticRegressionAnimation
from ce_utils.interactive.svg import significant
from tools.paths import chapters

PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Figures</title>
<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,"></head>
<body style="margin: 8px"><main><h1>Figures</h1>{}</main></body></html>"""
SMALLEST_TARGET = 24  # CSS pixels, WCAG 2.2, 2.5.8
LEAST_CONTRAST = {"text": 4.5, "line": 3.0}  # WCAG 2.2, 1.4.3 and 1.4.11


@pytest.fixture(scope="module")
def figures():
    """Return a figure of one feature, one of two, and the first one again."""
    rng = np.random.default_rng(3)
    labels = np.tile([0, 1], 15)
    points = rng.normal(size=(30, 2)) + labels[:, None]
    first = LogisticRegressionAnimation(points[:, :1], labels, feature_names=["length"])
    second = LogisticRegressionAnimation(points, labels, feature_names=["length", "width"])
    return [first, second, first]


def is_fault(message):
    """Tell whether the console reports a fault; that a site has no icon is none."""
    return message.type == "error" and not message.location["url"].endswith("/favicon.ico")


@pytest.fixture
def visit(chromium):
    """Return a function that opens an address, and what the page asked for and complained of."""
    contexts = []

    def open_page(address, *, theme="light", width=1000, **options):
        context = chromium.new_context(
            viewport={"width": width, "height": 900}, color_scheme=theme, **options
        )
        contexts.append(context)
        page, complaints = context.new_page(), []
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda m: is_fault(m) and complaints.append(m.text))
        page.on("request", lambda r: r.url.startswith(address[:12]) or complaints.append(r.url))
        page.goto(address, wait_until="networkidle")
        return page, complaints

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def alone(visit, figures, tmp_path):
    """Return a function that opens a page with nothing but the figures, from a file."""
    file = tmp_path / "figures.html"
    file.write_text(PAGE.format("\n".join(f._repr_html_() for f in figures)), encoding="utf-8")
    return lambda **options: visit(file.as_uri(), **options)


def data_of(figure):
    return json.loads(figure.locator(".ce-data").text_content())


def readout(figure):
    return figure.locator(".ce-line").all_inner_texts()


def picture(figure):
    """Return all that moves in a figure."""
    moving = "all => all.map(e => e.outerHTML)"
    return figure.locator("[data-part]").evaluate_all(moving), readout(figure)


def last_of(figure):
    return len(data_of(figure)["steps"]) - 1


def test_each_figure_opens_on_its_end_which_is_the_still_picture(alone, figures):
    page, complaints = alone()
    quiet, _ = alone(java_script_enabled=False)
    assert complaints == []
    assert page.locator(".ce-figure").count() == 3
    for k, python in enumerate(figures):
        figure, still = (each.locator(".ce-figure").nth(k) for each in (page, quiet))
        assert readout(figure) == python.readout()
        assert figure.get_attribute("data-frame") == str(len(python.frames) - 1)
        assert picture(figure) == picture(still)
        assert figure.locator(".ce-controls").is_visible()
        assert not still.locator(".ce-controls").is_visible()


def test_the_numbers_at_each_end_are_those_of_python(alone, figures):
    page, _ = alone()
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


def test_play_runs_from_the_start_to_the_end_and_can_pause(alone):
    page, complaints = alone()
    figure, other = (page.locator(".ce-figure").nth(k) for k in (0, 2))
    play = figure.locator("button").first
    assert play.inner_text() == "Play"
    play.click()
    assert play.inner_text() == "Pause"
    assert figure.locator(".ce-readout").get_attribute("aria-live") == "off"
    page.wait_for_function("e => Number(e.dataset.frame) >= 3", arg=figure.element_handle())
    play.click()
    assert play.inner_text() == "Play"
    assert figure.locator(".ce-readout").get_attribute("aria-live") == "polite"
    paused = picture(figure)
    page.wait_for_timeout(400)  # more than two frames
    assert picture(figure) == paused
    # The same figure elsewhere in the page has a life of its own.
    assert other.get_attribute("data-frame") == str(last_of(other))

    figure.locator("input").fill(str(last_of(figure) - 2))
    play.click()
    page.wait_for_function("e => e.innerText === 'Play'", arg=play.element_handle())
    assert figure.get_attribute("data-frame") == str(last_of(figure))
    assert complaints == []


def test_everything_works_from_the_keyboard(alone):
    page, _ = alone()
    figure = page.locator(".ce-figure").nth(1)
    play, back, forward = figure.locator("button").all()
    slider = figure.locator("input")
    slider.focus()
    page.keyboard.press("Home")
    assert figure.get_attribute("data-frame") == "0"
    assert slider.get_attribute("aria-valuetext") == "Step 0"
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
    # Focus is seen: the outline of what has it.
    assert play.evaluate("e => parseFloat(getComputedStyle(e).outlineWidth)") >= 2


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_nothing_moves_unasked_and_steps_are_there(alone, motion):
    page, _ = alone(reduced_motion=motion)
    figure = page.locator(".ce-figure").first
    before = picture(figure)
    page.wait_for_timeout(400)  # more than two frames
    assert picture(figure) == before
    figure.locator("button").nth(1).click()
    assert figure.get_attribute("data-frame") == str(last_of(figure) - 1)


def test_controls_are_named_and_large_enough(alone):
    page, _ = alone(width=375)
    for control in page.locator(".ce-controls :is(button, input)").all():
        box = control.bounding_box()
        assert min(box["width"], box["height"]) >= SMALLEST_TARGET
        assert control.evaluate("e => e.textContent || e.getAttribute('aria-label')")


def test_paper_shows_the_end(alone):
    page, _ = alone()
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


def sticking_out(page, width):
    """Return what lies beyond the window, or beyond its figure's card."""
    code = """width => [...document.querySelectorAll('.ce-figure')].flatMap(figure => {
      const card = figure.getBoundingClientRect();
      return [...figure.querySelectorAll('svg, svg text, button, input, p')].filter(e => {
        const box = e.getBoundingClientRect();
        return box.width && (box.right > Math.min(card.right, width) || box.left < card.left);
      }).map(e => e.outerHTML.slice(0, 80));
    })"""
    return page.evaluate(code, width)


def contrasts(page):
    """Return the least contrast of texts and of lines with the card, over all figures."""
    code = """() => [...document.querySelectorAll('.ce-figure')].map(figure => {
      const canvas = new OffscreenCanvas(1, 1).getContext('2d', {willReadFrequently: true});
      const light = name => {
        canvas.fillStyle = getComputedStyle(figure).getPropertyValue(name);
        canvas.fillRect(0, 0, 1, 1);
        const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].map(v => {
          const c = v / 255;
          return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
        });
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
      };
      const paper = light('--ce-paper');
      const contrast = name => {
        const [low, high] = [light(name), paper].sort((a, b) => a - b);
        return (high + 0.05) / (low + 0.05);
      };
      const least = names => Math.min(...names.map(contrast));
      return [least(['--ce-ink', '--ce-muted']), least(['--ce-model', '--ce-data', '--ce-edge'])];
    })"""
    return page.evaluate(code)


def assert_readable(page, width):
    assert sticking_out(page, width) == []
    for text, line in contrasts(page):
        assert text >= LEAST_CONTRAST["text"]
        assert line >= LEAST_CONTRAST["line"]


@pytest.mark.parametrize("width", [1280, 375])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_alone_in_a_page_it_is_readable(alone, theme, width):
    """In a notebook's dark theme, too: the card is light wherever no theme says otherwise."""
    page, _ = alone(theme=theme, width=width)
    assert_readable(page, width)
    paper = page.locator(".ce-figure").first.evaluate("e => getComputedStyle(e).backgroundColor")
    assert paper == "rgb(255, 255, 255)"


@pytest.fixture(scope="module")
def pages_with_figures(site):
    """Return the chapters whose pages hold interactive figures."""
    return [
        path.stem
        for path in chapters()
        if 'class="ce-figure"' in (site / "chapters" / f"{path.stem}.html").read_text("utf-8")
    ]


def test_the_chapter_on_convexity_has_animations(pages_with_figures):
    written = [path.stem for path in chapters() if path.stem.startswith("06-")]
    assert set(written) <= set(pages_with_figures)


@pytest.mark.parametrize("width", [1280, 375])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_on_the_pages_of_the_chapters_every_figure_works(
    visit, address, pages_with_figures, theme, width
):
    for name in pages_with_figures:
        page, complaints = visit(f"{address}/chapters/{name}.html", theme=theme, width=width)
        assert_readable(page, width)
        for figure in page.locator(".ce-figure").all():
            assert figure.get_attribute("data-ce-started") == ""
            assert figure.evaluate("e => e.closest('figure').querySelector('figcaption') !== null")
            assert figure.evaluate("e => getComputedStyle(e).colorScheme") == theme
        for figure in page.locator('[data-ce="logistic-regression"]').all():
            still = picture(figure)
            figure.locator("input").fill("1")
            assert readout(figure)[0].startswith("Step 1:")
            assert picture(figure) != still
            figure.locator("input").fill(str(last_of(figure)))
            assert picture(figure) == still
        assert complaints == []
