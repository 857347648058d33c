"""The book as one PDF: of three pages of the site, to be quick; contents, numbers, links."""

import re
from multiprocessing import get_context
from pathlib import PurePosixPath

import pytest
from pypdf import PdfReader

from tests.site.pages import page_of
from tools import pdf
from tools.paths import chapters

PAGES = ["intro.html", page_of(chapters()[-2]), page_of(chapters()[-1])]


@pytest.fixture(scope="module")
def entries(site):
    return pdf.entries_of([pdf.article_of(site, page, PAGES) for page in PAGES])


@pytest.fixture(scope="module")
def book(site, chromium, tmp_path_factory):
    """Return the PDF; `chromium` is asked for only to skip where there is none."""
    target = tmp_path_factory.mktemp("pdf") / "book.pdf"
    # Playwright runs once in a process, and the fixture `chromium` holds it here.
    with get_context("spawn").Pool(1) as pool:
        pool.apply(pdf.print_pages, (site, target, PAGES))
    return PdfReader(target)


@pytest.fixture(scope="module")
def texts(book):
    """Return the text of each page."""
    return [page.extract_text() for page in book.pages]


def test_the_pages_are_those_of_the_contents_in_their_order():
    pages = pdf.pages_in_order()
    assert pages[0] == "intro.html"
    assert [page for page in pages if page.startswith("chapters/")] == list(
        map(page_of, chapters())
    )


def test_the_outline_has_every_chapter_and_section(book, entries):
    titles = []

    def collect(outline, level):
        for item in outline:
            if isinstance(item, list):
                collect(item, level + 1)
            else:
                titles.append((level, item.title))

    collect(book.outline, 1)
    assert titles == [(entry.level, entry.title) for entry in entries]
    assert [level for level, _ in titles].count(1) == len(PAGES)


def test_every_page_has_its_number(texts):
    for number, text in enumerate(texts, start=1):
        assert text.split()[-1] == str(number)


def test_the_contents_name_the_page_on_which_a_chapter_begins(book, entries, texts):
    numbers = pdf.page_numbers(book.stream)
    words = "".join("".join(texts[:4]).split())
    for entry in entries:
        if entry.level == 1 and entry.title[0].isdigit():
            place = numbers[entry.anchor]
            title = "".join(entry.title.split())
            assert f"{title}{place}" in words
            assert "".join(texts[place - 1].split()).startswith(title)


def test_links_within_the_book_land_and_those_of_others_leave_it(book):
    named, aims, left = set(book.named_destinations), [], []
    for page in book.pages:
        for reference in page.get("/Annots", []):
            link = reference.get_object()
            action = link.get("/A", {})
            aims += [link["/Dest"]] if "/Dest" in link else []
            aims += [action["/D"]] if action.get("/S") == "/GoTo" else []
            left += [action["/URI"]] if "/URI" in action else []
    assert len(aims) > 20
    assert {aim for aim in aims if isinstance(aim, str)} <= named
    # Only what is not printed here is left outside.
    printed = {PurePosixPath(page).name for page in PAGES}
    outside = [link.rpartition("/")[2].partition("#")[0] for link in left if link[:5] == "file:"]
    assert not printed & set(outside)


def test_every_fold_is_open_and_every_formula_is_there(site):
    article = pdf.article_of(site, PAGES[-1], PAGES)
    assert "<details open" in article
    assert not re.search(r"<details(?! open)", article)
    assert "<script" not in article


@pytest.mark.parametrize(
    ("target", "leads"),
    [
        ("#summary", "#10-a--summary"),
        ("11-b.html", "#11-b--"),
        ("11-b.html#fall", "#11-b--fall"),
        ("../intro.html", "#intro--"),
        ("https://doi.org/10.1", "https://doi.org/10.1"),
    ],
)
def test_links_between_pages_become_links_within_the_file(target, leads):
    pages = ["intro.html", "chapters/10-a.html", "chapters/11-b.html"]
    assert pdf.link_within(target, "chapters/10-a.html", pages) == leads
