"""What looks at the pages for every reader would find a fault; the keyboard reaches everything."""

import pytest

from tests.site.axe import (
    AXE,
    COLOURS,
    COVERED,
    EMPTY_FORMULAS_AND_CODE,
    SCAN,
    SCROLLING,
    STICKING_OUT,
)
from tests.site.pages import CHAPTER_PAGES, WIDTHS
from tools.paths import chapters
from tools.sphinx_ext.figure_images import is_no_alt


@pytest.fixture(scope="module")
def chapter(open_page):
    """Return a chapter's page, for faults that are taken back."""
    with open_page(CHAPTER_PAGES[0]) as (page, _):
        yield page


def test_axe_would_find_something(visit):
    page, _ = visit(CHAPTER_PAGES[0])
    page.evaluate(AXE.read_text(encoding="utf-8"))
    page.evaluate("document.querySelector('article').insertAdjacentHTML('beforeend', '<img>')")
    page.add_style_tag(content=".highlight .kn { color: #bbbbbb !important }")
    page.evaluate(EMPTY_FORMULAS_AND_CODE)
    assert {finding[0] for finding in page.evaluate(SCAN, {})} == {"color-contrast", "image-alt"}


@pytest.mark.parametrize(
    ("look", "arguments", "fault"),
    [
        (COLOURS, None, ".katex { color: #bbbbbb }"),
        (SCROLLING, None, ".bd-article p { overflow-x: scroll; width: 1em; white-space: nowrap }"),
        (STICKING_OUT, 1280, "img { max-width: none !important; width: 2000px !important }"),
        (STICKING_OUT, 1280, "p { width: 2000px }"),
        (COVERED, None, ".katex-html > .katex-tag { right: 50% !important }"),
    ],
)
def test_each_look_at_a_page_would_find_its_fault(chapter, look, arguments, fault):
    assert not chapter.evaluate(look, arguments)
    style = chapter.add_style_tag(content=fault)
    assert chapter.evaluate(look, arguments)
    style.evaluate("e => e.remove()")


@pytest.mark.parametrize("alt", ["", " ", "a.png", "../_images/0f3e.webp", "Figure.SVG"])
def test_a_file_name_is_no_alt_text(alt):
    assert is_no_alt(alt)


def test_a_sentence_is_alt_text():
    assert not is_no_alt("Two curves cross at one half, as figure.png would show.")


def has_focus(locator):
    return locator.evaluate("e => e === document.activeElement")


def test_the_first_stop_leads_to_the_text(visit):
    page, _ = visit("intro.html")
    page.keyboard.press("Tab")
    skip = page.locator("#pst-skip-link a")
    assert has_focus(skip)
    page.wait_for_timeout(300)  # it slides in
    box = skip.bounding_box()
    assert box["y"] >= 0
    page.keyboard.press("Enter")
    assert page.url.endswith("#main-content")


@pytest.mark.parametrize("width", WIDTHS)
def test_every_stop_of_the_tab_key_is_seen(visit, width):
    """Each, or the mark in it, has a ring, an outline or a shadow, and lies in the page."""
    page, _ = visit(f"chapters/{chapters()[-1].stem}.html", width=width)
    looks = """() => {
      const e = document.activeElement;
      const marked = [e, ...e.children].find(part => {
        const {outlineStyle, outlineWidth, boxShadow} = getComputedStyle(part);
        return parseFloat(outlineWidth) > 0 && outlineStyle !== 'none' || boxShadow !== 'none';
      });
      const {width, height} = (marked ?? e).getBoundingClientRect();
      return [e === document.body, marked !== undefined, width * height > 0,
              e.outerHTML.slice(0, 120)];
    }"""
    stops = []
    for _ in range(1000):
        page.keyboard.press("Tab")
        out, ring, extent, html = page.evaluate(looks)
        if out or html in stops[:1]:
            break
        assert ring, html
        assert extent, html
        stops.append(html)
    assert any("headerlink" in html for html in stops)
    assert any("right-next" in html or "left-prev" in html for html in stops)


def test_the_sidebar_opens_and_closes_from_the_keyboard_on_a_phone(visit):
    page, _ = visit("intro.html", width=375)
    link = page.locator(".bd-sidebar-primary nav a").first
    right = link.evaluate("e => e.getBoundingClientRect().right")
    page.locator("button.primary-toggle").focus()
    page.keyboard.press("Enter")
    page.wait_for_timeout(500)  # it slides in
    assert right <= 0 < link.evaluate("e => e.getBoundingClientRect().right")
