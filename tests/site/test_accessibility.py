"""Every page for every reader: axe-core finds nothing, the keyboard reaches everything.

Screenshots of every page in both themes and at both widths are left in `_build/screenshots`.
"""

from pathlib import PurePosixPath

import pytest

from tests.site.pages import THEMES, WIDTHS
from tools.paths import BUILD, WEB, chapters
from tools.sphinx_ext.figure_images import is_no_alt

AXE = WEB / "node_modules" / "axe-core" / "axe.min.js"
# KaTeX draws a formula as thousands of elements, which it hides from screen readers; beside them
# stands MathML. Axe has no rule for either but contrast, which is checked below, and would take
# minutes. So they are emptied before it looks, their boxes kept, that what scrolls still scrolls.
# The words of code have their colour by their class: of each class, the first stays marked.
EMPTY_FORMULAS_AND_CODE = """() => {
  const drawn = [...document.querySelectorAll('.katex-html')];
  const boxes = drawn.map(e => e.getBoundingClientRect());
  drawn.forEach((e, k) => {
    e.style.cssText = `display: inline-block; width: ${boxes[k].width}px; height: 1em`;
    e.replaceChildren();
  });
  document.querySelectorAll('.katex-mathml semantics').forEach(e => e.replaceChildren());
  const seen = new Set();
  for (const word of document.querySelectorAll('.highlight pre span[class]')) {
    const look = `${word.className} ${word.closest('.cell_input') !== null}`;
    if (seen.has(look)) word.replaceWith(word.textContent);
    seen.add(look);
  }
}"""
# The dark theme changes colours: there only the rules that look at them are asked.
RULES = {"light": {}, "dark": {"runOnly": ["color-contrast", "link-in-text-block"]}}
SCAN = """rules => axe.run({resultTypes: ['violations'], ...rules}).then(found => found.violations
  .flatMap(
  ({id, nodes}) => nodes.map(({any, all, none, html, target}) => [
    id, target.join(' '), html.slice(0, 200), [...any, ...all, ...none].map(c => c.message).join(),
  ])
))"""
COLOURS = """() => [...document.querySelectorAll('.katex')].filter(
  e => getComputedStyle(e).color !== getComputedStyle(e.parentElement).color).length"""
SCROLLING = """() => [...document.querySelectorAll('.bd-article *')].filter(e => {
  const {overflowX} = getComputedStyle(e);
  return ['auto', 'scroll'].includes(overflowX) && e.scrollWidth > e.clientWidth + 1
    && e.checkVisibility() && e.tabIndex < 0 && !e.querySelector('a, button, input');
}).map(e => e.outerHTML.slice(0, 120))"""


def settle(page, *, theme, width):
    """Show a page that is open in another theme or at another width."""
    page.emulate_media(color_scheme=theme, reduced_motion="reduce")
    page.set_viewport_size({"width": width, "height": 900})
    page.wait_for_function(f"document.documentElement.dataset.theme === '{theme}'")
    # What follows a change of size is done in the frame after it.
    page.evaluate("new Promise(go => requestAnimationFrame(() => requestAnimationFrame(go)))")


def screenshot(page, name, *, theme, width):
    stem = PurePosixPath(name).stem
    page.screenshot(path=BUILD / "screenshots" / f"{stem}-{width}-{theme}.png")


def test_axe_finds_nothing(visit, name):
    page, _, _ = visit(name)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = []
    for width in WIDTHS:
        settle(page, theme="light", width=width)
        assert page.evaluate(SCROLLING) == []
        for theme in THEMES:
            settle(page, theme=theme, width=width)
            screenshot(page, name, theme=theme, width=width)
            assert page.evaluate(COLOURS) == 0
    page.evaluate(EMPTY_FORMULAS_AND_CODE)
    for width in WIDTHS:
        for theme in THEMES:
            settle(page, theme=theme, width=width)
            found += [(theme, width, *finding) for finding in page.evaluate(SCAN, RULES[theme])]
    assert found == []


def test_axe_would_find_something(visit):
    page, _, _ = visit("intro.html")
    page.evaluate("document.querySelector('article').insertAdjacentHTML('beforeend', '<img>')")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    assert "image-alt" in [finding[0] for finding in page.evaluate(SCAN, {})]


@pytest.mark.parametrize("alt", ["", " ", "a.png", "../_images/0f3e.webp", "Figure.SVG"])
def test_a_file_name_is_no_alt_text(alt):
    assert is_no_alt(alt)


def test_a_sentence_is_alt_text():
    assert not is_no_alt("Two curves cross at one half, as figure.png would show.")


def has_focus(locator):
    return locator.evaluate("e => e === document.activeElement")


def test_the_first_stop_leads_to_the_text(visit):
    page, _, _ = visit("intro.html")
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
    """Each has a ring, an outline or a shadow, and lies in the page."""
    page, _, _ = visit(f"chapters/{chapters()[-1].stem}.html", width=width)
    looks = """() => {
      const e = document.activeElement, style = getComputedStyle(e);
      const box = e.getBoundingClientRect();
      const ring = parseFloat(style.outlineWidth) > 0 && style.outlineStyle !== 'none';
      return [e === document.body, ring || style.boxShadow !== 'none', box.width * box.height > 0,
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
    page, _, _ = visit("intro.html", width=375)
    link = page.locator(".bd-sidebar-primary nav a").first
    right = link.evaluate("e => e.getBoundingClientRect().right")
    page.locator("button.primary-toggle").focus()
    page.keyboard.press("Enter")
    page.wait_for_timeout(500)  # it slides in
    assert right <= 0 < link.evaluate("e => e.getBoundingClientRect().right")
