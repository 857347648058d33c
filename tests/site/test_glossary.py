"""The built chapters lead to the glossary, each term once, quietly."""

import re

import pytest

from tests.site.pages import CHAPTER_PAGES, THEMES
from tools import glossary

TERMS = glossary.entries(glossary.PAGE.read_text(encoding="utf-8"))
LINKS = "article a.term"
CHAPTERS = pytest.mark.parametrize("name", CHAPTER_PAGES, indirect=True)


def test_every_name_of_the_glossary_has_its_anchor(site):
    """They are linked from outside: `glossary.html#term-logit`."""
    page = (site / "appendix" / "glossary.html").read_text(encoding="utf-8")
    anchors = re.findall(r'<dt id="(term-[^"]+)"', page)
    names = [name for entry in TERMS for name in entry.names]
    assert anchors == [f"term-{re.sub(r'[^A-Za-z0-9]+', '-', plain(name))}" for name in names]
    assert {"term-logit", "term-cross-entropy", "term-KL-divergence"} <= set(anchors)


def plain(name):
    """Return a name as anchors have it: without accents and dashes, no percent sign."""
    return name.replace("–", "").replace("%", "")


@CHAPTERS
def test_each_term_is_linked_once_where_it_is_first_used(opened):
    page, _ = opened
    links = page.locator(LINKS).evaluate_all(
        "all => all.map(a => [a.getAttribute('href'), a.textContent])"
    )
    targets = [target for target, _ in links]
    assert len(targets) == len(set(targets)) >= 15
    known = {word.lower() for entry in TERMS for word in entry.found_as}
    words = [" ".join(word.replace("’", "'").lower().split()) for _, word in links]
    assert set(words) <= known


@CHAPTERS
def test_no_term_is_linked_in_a_heading_code_a_formula_or_a_fold(opened):
    page, _ = opened
    places = "h1, h2, h3, h4, code, pre, .katex, table, figure, figcaption, details, .cell"
    forbidden = f":is({places}, section#sources) a.term"
    assert page.locator(forbidden).count() == 0
    assert page.locator(places).count() > 0


@pytest.mark.parametrize("theme", THEMES)
def test_a_link_to_a_term_has_the_colour_of_its_text_and_a_line(visit, theme):
    page, _ = visit(CHAPTER_PAGES[-1], theme=theme)
    link = page.locator(LINKS).first
    look = "e => { const s = getComputedStyle(e); return [s.color, s.textDecorationLine,"
    look += " s.textDecorationStyle, getComputedStyle(e.parentElement).color]; }"
    colour, line, style, around = link.evaluate(look)
    assert (colour, line, style) == (around, "underline", "dotted")
    page.emulate_media(media="print")
    assert link.evaluate(look)[1] == "none"


def test_a_link_to_a_term_lands_on_it(visit):
    page, complaints = visit(CHAPTER_PAGES[3])
    page.locator("article a.term", has_text="logit").first.click()
    page.wait_for_url("**/appendix/glossary.html#term-logit")
    assert page.locator("dt:target").inner_text().startswith("logit")
    assert complaints == []


def test_search_finds_a_term_first(visit):
    page, _ = visit("search.html?q=softplus")
    first = page.wait_for_selector("#search-results li a")
    assert first.get_attribute("href").endswith("appendix/glossary.html#term-softplus")
