"""What every interactive figure does in a real browser: alone in a page, and in the chapters."""

import re

import pytest

from tests.interactive import every
from tests.site.moving import CONTROLS, assert_readable, picture, press, readout, still_picture
from tools.paths import chapters

SMALLEST_TARGET = 24  # CSS pixels, WCAG 2.2, 2.5.8
A_WHILE = 1000  # milliseconds: longer than a change must rest before it is read out


@pytest.fixture(params=list(every.FIGURES))
def python(request):
    """Return each figure in turn, as Python has it."""
    return every.made(request.param)


@pytest.fixture
def together(alone):
    """Return a function that opens all figures in one page, and what it complained of."""
    return lambda **options: alone(*map(every.made, every.FIGURES), **options)


def pictures(page):
    """Return what moves in each figure of a page, by its place and name."""
    figures = page.locator(".ce-figure").all()
    return {(k, f.get_attribute("data-ce")): picture(f) for k, f in enumerate(figures)}


def test_it_opens_on_the_still_picture_twice_in_a_page(alone, python):
    page, complaints = alone(python, python)
    quiet, _ = alone(python, python, java_script_enabled=False)
    assert complaints == []
    assert page.locator(".ce-figure").count() == 2
    for k in range(2):
        figure, still = (each.locator(".ce-figure").nth(k) for each in (page, quiet))
        assert readout(figure) == python.readout()
        assert picture(figure) == still_picture(still, python)
        assert figure.locator(".ce-controls").is_visible()
        assert not still.locator(".ce-controls").is_visible()
        assert figure.locator(".ce-status").text_content() == ""  # says nothing unasked


def test_no_part_leaves_its_panel(together):
    """An image would cut it off."""
    page, _ = together()
    outside = """all => all.flatMap(panel => {
      const whole = panel.getBoundingClientRect();
      return [...panel.querySelectorAll(':not(.ce-map *, [display=none] *)')].filter(e => {
        const box = e.getBoundingClientRect();
        return box.width + box.height > 0 && (box.left < whole.left || box.right > whole.right
          || box.top < whole.top || box.bottom > whole.bottom);
      }).map(e => e.outerHTML.slice(0, 80));
    })"""
    panels = page.locator(".ce-panels > svg")
    assert panels.count() == 2 * len(every.FIGURES)
    assert panels.evaluate_all(outside) == []


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_nothing_moves_unasked(together, motion):
    page, complaints = together(reduced_motion=motion)
    before = pictures(page)
    page.wait_for_timeout(400)  # more than two frames
    assert pictures(page) == before
    assert page.evaluate("document.getAnimations().length") == 0
    assert complaints == []


def test_controls_are_named_and_large_enough(together):
    page, _ = together(width=375)
    for control in page.locator(CONTROLS).all():
        box = control.bounding_box()
        assert min(box["width"], box["height"]) >= SMALLEST_TARGET
        name = "e => e.textContent || e.getAttribute('aria-label') || e.labels[0].innerText"
        assert control.evaluate(name).strip()


def test_every_control_is_reached_by_the_keyboard_and_its_focus_is_seen(alone, python):
    page, _ = alone(python)
    # Of a group of radio buttons Tab reaches the one that is chosen.
    reachable = page.locator(CONTROLS.replace("input", "input:not([type=radio]:not(:checked))"))
    for control in reachable.all():
        page.keyboard.press("Tab")
        while page.evaluate("document.activeElement.tagName") == "SUMMARY":
            page.keyboard.press("Tab")
        active = page.evaluate_handle("document.activeElement")
        look = """e => Math.max(parseFloat(getComputedStyle(e).outlineWidth),
          ...[...e.querySelectorAll('.ce-touch')].map(t =>
            getComputedStyle(t).stroke === 'none' ? 0 : 2))"""
        assert active.evaluate(look) >= 2
        assert control.evaluate("e => e.closest('.ce-figure') !== null")
    reached = page.evaluate("document.activeElement.textContent")
    assert reached == "Copy link"  # the last of them


def rest(page):
    """Let pass the time after which a change is read out."""
    page.clock.fast_forward(A_WHILE)


def status(figure):
    return figure.locator(".ce-status").text_content()


def test_the_copied_link_leads_back_to_what_was_set(alone, python):
    """Changed with the keys, copied, opened: the same picture in the second of two figures."""
    page, _ = alone(python, python, permissions=["clipboard-read", "clipboard-write"])
    page.clock.install()
    figure = page.locator(".ce-figure").nth(1)
    before = picture(figure)
    figure.locator("[role=slider], input[type=range]").first.focus()
    press(page, "ArrowLeft", 3)
    changed = picture(figure)
    assert changed != before
    address = page.url
    figure.get_by_role("button", name="Copy link").click()
    figure.get_by_role("button", name="Link copied").wait_for()
    rest(page)
    assert status(figure) == "Link to these settings copied."
    assert page.url == address  # is never rewritten
    link = page.evaluate("navigator.clipboard.readText()")
    assert link.startswith(f"{address}?{python.name}-2=")
    page.goto(link)
    assert picture(page.locator(".ce-figure").nth(1)) == changed
    assert picture(page.locator(".ce-figure").nth(0)) == before


def test_without_a_clipboard_the_link_is_shown(alone, python):
    page, complaints = alone(python)
    refuse = "() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')); }"
    page.evaluate(refuse)
    figure = page.locator(".ce-figure")
    figure.get_by_role("button", name="Copy link").click()
    field = figure.locator(".ce-link")
    field.wait_for()
    assert field.input_value().startswith(f"{page.url}?{python.name}=")
    assert field.evaluate("e => e.selectionEnd - e.selectionStart === e.value.length")
    assert complaints == []


def test_in_a_notebook_there_is_no_link_to_copy(together, watch, tmp_path):
    page, complaints = together()
    assert page.get_by_role("button", name="Copy link").count() == len(every.FIGURES)
    file = tmp_path / "frame.html"
    file.write_text('<iframe src="figures.html" width="900" height="900"></iframe>')
    outer, _ = watch(file.as_uri())
    framed = outer.frame_locator("iframe")
    assert framed.locator(".ce-controls").count() == len(every.FIGURES)
    assert framed.locator(".ce-controls").last.is_visible()
    assert framed.get_by_role("button", name="Copy link").count() == 0
    assert complaints == []


def test_a_senseless_link_changes_nothing(together):
    page, complaints = together()
    plain, address = pictures(page), page.url
    for text in ("", "=", "=a:b,::,w:NaN", "=%ff%00<b>", "=__proto__:1,constructor:2"):
        names = {name for _, name in plain}
        page.goto(f"{address}?{'&'.join(f'{name}{text}' for name in names)}#x")
        assert pictures(page) == plain
    assert complaints == []


@pytest.mark.parametrize("extreme", ["min", "max"])
def test_a_link_beyond_the_limits_is_held_to_them(alone, python, extreme):
    """Of two figures, one is at its limits and one far beyond them."""
    fields = {name: field for name, field in python.fields().items() if "min" in field}
    limits = ",".join(f"{name}:{field[extreme]}" for name, field in fields.items())
    beyond = {"min": -1e6, "max": 1e6}[extreme]
    far = ",".join(f"{name}:{beyond}" for name in fields)
    query = f"?{python.name}={limits}&{python.name}-2={far}"
    page, complaints = alone(python, python, query=query)
    at_limits, held = (str(seen) for seen in pictures(page).values())
    assert held == at_limits
    assert not re.search('="[^"]*(NaN|Infinity)', held)  # within an attribute
    assert "NaN" not in held or python.name in every.SPEAK_OF_NAN
    assert "Infinity" not in held
    assert complaints == []


def test_a_change_is_read_out_once_it_rests(alone, python):
    page, _ = alone(python)
    page.clock.install()
    figure = page.locator(".ce-figure")
    figure.locator("[role=slider], input[type=range]").first.focus()
    for _ in range(4):
        press(page, "ArrowLeft")
        assert status(figure) == ""
    rest(page)
    assert status(figure) == "; ".join(readout(figure))


@pytest.mark.parametrize("width", [1280, 375])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_alone_in_a_page_they_are_readable(together, theme, width):
    """In a notebook's dark theme, too: the card is light wherever no theme says otherwise."""
    page, _ = together(theme=theme, width=width)
    assert_readable(page, width)
    for figure in page.locator(".ce-figure").all():
        paper = figure.evaluate("e => getComputedStyle(e).backgroundColor")
        assert paper == "rgb(255, 255, 255)"


def test_the_chapters_hold_their_figures(site):
    """They are moved where the whole page is looked at (`axe.py`)."""
    with_figures = {
        path.stem[:2]
        for path in chapters()
        if 'class="ce-figure"' in (site / "chapters" / f"{path.stem}.html").read_text("utf-8")
    }
    assert with_figures == {"02", "04", "05", "06", "07", "10"}
