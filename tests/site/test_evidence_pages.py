"""In the built site, rows lead to the cells that settle them, and the cells back to their rows."""

import re
from posixpath import basename

import pytest

from tools.evidence import load_evidence, tagged_cells
from tools.evidence_pages import PAGES
from tools.paths import chapters

CELL = '<div class="cell docutils container'


@pytest.fixture(scope="module")
def rows(site):
    """Return the HTML of every row by its id, split off the four pages."""
    found = {}
    for letter, page in PAGES.items():
        text = (site / f"{page.document}.html").read_text(encoding="utf-8")
        for row in text.partition("<article")[2].partition("</article>")[0].split("<dt id=")[1:]:
            entry = row[1:].partition('"')[0]
            assert entry not in found
            assert entry.startswith(letter)
            found[entry] = row.partition("</dl>")[0]
    return found


@pytest.fixture(scope="module")
def cells(site):
    """Return for each chapter's page the HTML of each cell that has anchors, by these anchors."""
    found = {}
    for path in chapters():
        text = (site / "chapters" / f"{path.stem}.html").read_text(encoding="utf-8")
        for cell in text.split(CELL)[1:]:
            for anchor in re.findall(r'id="(evidence-[^"]+)"', cell):
                assert (path.stem, anchor) not in found
                found[path.stem, anchor] = cell
    return found


def places(row):
    """Return the chapter and the anchor of each cell that a row leads to."""
    return re.findall(r'href="\.\./chapters/([^"#]+)\.html#(evidence-[^"]+)"', row)


def test_every_entry_is_a_row_of_its_page(rows):
    assert sorted(rows) == sorted(load_evidence())


def test_a_row_leads_to_all_its_cells_and_they_lead_back(rows, cells):
    led = {(entry, *place) for entry, row in rows.items() for place in places(row)}
    assert {(chapter, anchor) for _, chapter, anchor in led} == set(cells)
    assert len(led) == len(cells) == len(list(tagged_cells()))
    for entry, chapter, anchor in led:
        page = basename(PAGES[entry[0]].document)
        assert f'href="../appendix/{page}.html#{entry}"' in cells[chapter, anchor], (entry, anchor)


def test_a_row_shows_its_state(rows):
    """Settled rows lead to a cell of their chapter first; the others say that they are not."""
    for entry, row in load_evidence().items():
        if row["state"] == "settled":
            assert places(rows[entry])[0] == (row["chapter"], f"evidence-{entry}")
        else:
            assert re.search(rf'evidence-aside">. [^<]*{row["state"]}</span>', rows[entry]), entry


def test_a_row_and_a_cell_are_found_by_their_addresses(visit):
    page, complaints = visit("appendix/claims-ledger.html#C19", width=375)
    row = page.locator("#C19")
    assert 0 <= row.bounding_box()["y"] < 150
    assert row.locator("a").first.evaluate("a => a.href") == page.url
    page.locator("#C19 + dd .evidence-place a").first.click()
    page.wait_for_load_state()
    assert page.url.endswith(".html#evidence-C19")
    cell = page.locator(".cell:has(#evidence-C19)")
    assert 0 <= cell.bounding_box()["y"] < 150
    cell.get_by_role("link", name="Claim C19 in the claims ledger").click()
    page.wait_for_load_state()
    assert page.url.endswith("/appendix/claims-ledger.html#C19")
    assert complaints == []
