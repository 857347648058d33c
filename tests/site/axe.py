"""A page looked at by axe-core, and what is judged beside it, in both themes at both widths."""

from pathlib import PurePosixPath

from tests.site.moving import assert_readable
from tests.site.pages import STATES
from tools.paths import BUILD, WEB

AXE = WEB / "node_modules" / "axe-core" / "axe.min.js"
# KaTeX draws a formula as thousands of elements, which it hides from screen readers; beside them
# stands MathML. Axe has no rule for either but contrast, which is checked below, and would take
# minutes. So of each kind of place the first formula stays, emptied, and the others become boxes
# of their size, that what scrolls still scrolls. The words of code have their colour by
# their class and their parent's: of each, the first stays marked, and the others become one run of
# text.
EMPTY_FORMULAS_AND_CODE = """() => {
  const seen = new Set();
  const isNew = look => seen.size < seen.add(look).size;
  const formulas = [...document.querySelectorAll('.katex')];
  const sizes = formulas.map(e => e.getBoundingClientRect().width);
  const boxed = (e, k) => {
    e.style.cssText = `display: inline-block; width: ${sizes[k]}px; height: 1em`;
    return e;
  };
  formulas.forEach((e, k) => {
    const {className, tagName} = e.parentElement;
    if (isNew(`${tagName} ${className} ${e.closest('.numbered') !== null}`)) {
      boxed(e.querySelector('.katex-html'), k).replaceChildren();
      e.querySelector('.katex-mathml semantics').replaceChildren();
    } else {
      e.replaceWith(boxed(document.createElement('span'), k));
    }
  });
  const code = '.highlight pre, code, .sig';
  for (const word of document.querySelectorAll(`:is(${code}) :is(span, em)[class]:not(:has(a))`)) {
    const inCell = word.closest('.cell_input') !== null;
    if (!isNew(`${word.className} ${word.parentElement.className} ${inCell}`)) {
      word.replaceWith(word.textContent);
    }
  }
  document.querySelectorAll(code).forEach(e => e.normalize());
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
STICKING_OUT = """width => [...document.querySelectorAll('html, .cell_output img')]
  .filter(e => Math.max(e.scrollWidth, e.getBoundingClientRect().right) > width)
  .map(e => e.outerHTML.slice(0, 120))"""

# It comes when a reader scrolls up, and may not lie hidden from the scan.
BACK_TO_TOP = "document.getElementById('pst-back-to-top').style.display = 'block'"
SCHEMES = """() => [...document.querySelectorAll('.ce-figure')].map(
  e => getComputedStyle(e).colorScheme)"""
# The theme's own layout, and a narrow window, would print an equation's number over it.
COVERED = """() => [...document.querySelectorAll('.katex-html:has(> .katex-tag)')].filter(e => {
  const body = [...e.querySelectorAll(':scope > .katex-base')].at(-1);
  const number = e.querySelector(':scope > .katex-tag');
  return number.getBoundingClientRect().left < body.getBoundingClientRect().right;
}).map(e => e.textContent.slice(0, 120))"""


def screenshot(page, name, *, theme, width):
    """Leave a picture of the top of a page."""
    stem = PurePosixPath(name).stem
    page.evaluate("scrollTo({top: 0, behavior: 'instant'})")
    page.screenshot(path=BUILD / "screenshots" / f"{stem}-{width}-{theme}.png")


def settle(page, *, theme, width):
    """Show a page that is open in another theme or at another width."""
    page.emulate_media(color_scheme=theme, reduced_motion="reduce")
    page.set_viewport_size({"width": width, "height": 900})
    page.wait_for_function(f"document.documentElement.dataset.theme === '{theme}'")
    # What follows a change of size is done in the frame after it.
    page.evaluate("new Promise(go => requestAnimationFrame(() => requestAnimationFrame(go)))")


def assert_fine_for_every_reader(page, name):
    """Look at an open page in both themes and at both widths; leave screenshots."""
    for theme, width in STATES:
        settle(page, theme=theme, width=width)
        screenshot(page, name, theme=theme, width=width)
        assert page.evaluate(COLOURS) == 0
        assert page.evaluate(SCROLLING) == []
        assert page.evaluate(STICKING_OUT, width) == []
        assert page.evaluate(COVERED) == []
        assert_readable(page, width)
        assert set(page.evaluate(SCHEMES)) <= {theme}


def assert_axe_finds_nothing(page):
    """Have axe look at an open page, in both themes and at both widths; leave it emptied."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    page.evaluate(EMPTY_FORMULAS_AND_CODE)
    page.evaluate(BACK_TO_TOP)
    found = []
    for theme, width in reversed(STATES):
        settle(page, theme=theme, width=width)
        found += [(theme, width, *finding) for finding in page.evaluate(SCAN, RULES[theme])]
    assert found == []
