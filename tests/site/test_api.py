"""In the built site, the API reference has an entry for every public name, and no other."""

import gzip
import re

import pytest

from tools import api
from tools.floors import FLOORS

LIMIT = 600_000  # bytes of a page, compressed, as for the chapters
# Markup that was not understood. Code, formulas and the theme's scripts may hold anything.
RAW = re.compile(r"`|:math:|:py:|\.\. \w+::")
APART = re.compile(r"<(pre|script|code|annotation)\b.*?</\1>", re.DOTALL)


@pytest.fixture(scope="module")
def articles(site):
    """Return the HTML of the article of each page of the reference."""
    texts = {
        name: (site / "appendix" / "api" / f"{name}.html").read_text(encoding="utf-8")
        for name in ("index", *FLOORS)
    }
    return {
        name: text.partition("<article")[2].partition("</article>")[0]
        for name, text in texts.items()
    }


def test_every_public_name_has_an_entry_and_every_entry_a_public_name(articles):
    for room in FLOORS:
        shown = re.findall(r'<dt class="sig [^>]*id="([^"]+)"', articles[room])
        expected = [full for full in api.entries() if full.split(".")[1] == room]
        assert sorted(shown) == sorted(expected)


def test_the_index_leads_to_every_name(articles):
    links = re.findall(r'href="(\w+)\.html#(ce_utils\.[^"]+)"', articles["index"])
    expected = {(full.split(".")[1], full) for full in api.things()}
    assert set(links) >= expected
    assert {full for _, full in links} <= {*api.entries(), *(f"ce_utils.{r}" for r in FLOORS)}


def test_every_entry_but_a_constant_leads_to_its_source(articles):
    constants = [f for f, thing in api.things().items() if not callable(thing)]
    for room in FLOORS:
        entries = [full for full in api.entries() if full.split(".")[1] == room]
        sources = re.findall(r'href="https://github\.com/[^"]+/blob/main/(ce_utils/[^"#]+)#L\d+-L\d+"',
                             articles[room])  # fmt: skip
        assert len(sources) == len(set(entries) - set(constants))


def test_no_markup_is_left_over_and_every_section_is_shown(articles):
    for name, article in articles.items():
        text = re.sub(r"<[^>]+>", "", APART.sub("", article))
        assert RAW.findall(text) == [], name
    losses = articles["losses"]
    for word in ("Parameters", "Returns", "Raises", "Notes", "References", "Examples"):
        assert re.search(rf">{word}(<span class=\"colon\">:</span>)?<", losses), word
    assert losses.count('class="katex-display"') >= 8  # a formula for each of the losses


def test_a_page_weighs_little(site):
    for page in (site / "appendix" / "api").glob("*.html"):
        assert len(gzip.compress(page.read_bytes())) < LIMIT


def test_an_entry_has_an_address_that_can_be_copied(visit):
    page, complaints = visit("appendix/api/losses.html#ce_utils.losses.Focal", width=375)
    entry = page.locator("dt[id='ce_utils.losses.Focal']")
    assert 0 <= entry.bounding_box()["y"] < 150
    link = entry.locator("a.headerlink")
    link.focus()
    assert link.evaluate("e => e.href") == page.url
    assert entry.get_by_role("link", name="source").is_visible()
    base = page.locator("dd").get_by_role("link", name="SigmoidLoss").first
    base.click()
    assert page.url.endswith("#ce_utils.losses.SigmoidLoss")
    assert complaints == []
