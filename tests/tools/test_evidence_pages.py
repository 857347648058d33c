"""The pages of what the book settles: they show the list and the tags, all of them, as they are."""

import re
from collections import Counter

import nbformat
import pytest
import yaml
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from sphinx.testing.util import SphinxTestApp

from tools import evidence_pages
from tools.evidence import VERDICTS
from tools.evidence_pages import PAGES, Book, Place, chosen, groups, outcome_of, row_of
from tools.paths import ROOT
from tools.sphinx_ext import evidence_pages as extension

LEDGER = """\
# Ledger

{evidence-count}`C` in all, {evidence-count}`C open`: {evidence-rows}`C open`.

```{evidence} C
```
"""
SHOWN_ELSEWHERE = {"answered"}  # every settled question is: its page has no list of them


def entry(state, verdict="true", chapter="01-one", **other):
    return {
        "statement": "The loss $-\\ln q$ falls.",
        "verdict": verdict,
        "correction": "It falls with `q`.",
        "chapter": chapter,
        "state": state,
        **other,
    }


def write_chapter(path, title, *cells):
    """Write a chapter: a text is a heading, a list the evidence that a cell of code names."""
    made = [new_markdown_cell(f"# {title}\n\nWords.")]
    for cell in cells:
        code = isinstance(cell, list)
        made.append(new_code_cell("1") if code else new_markdown_cell(f"{cell}\n\nWords."))
        made[-1].metadata = {"evidence": cell} if code else {}
    for number, cell in enumerate(made):
        cell["id"] = f"cell-{number}"
    path.parent.mkdir(exist_ok=True)
    language = {"language_info": {"name": "python", "pygments_lexer": "ipython3"}}
    nbformat.write(new_notebook(cells=made, metadata=language), path)
    return path


@pytest.fixture
def chapters(tmp_path):
    folder = tmp_path / "chapters"
    return [
        write_chapter(folder / "01-one.ipynb", "1. One", ["C01"], "## A slope", ["C01", "C02"]),
        write_chapter(
            folder / "02-two.ipynb", "2. Two", "## Why $x$", "### Here", ["C01"], ["C01"]
        ),
    ]


@pytest.fixture
def read_small(tmp_path, chapters):
    """Return a function that reads the small book with a list of its own."""

    def read(**entries):
        path = tmp_path / "evidence.yml"
        path.write_text(yaml.safe_dump(entries, sort_keys=False), encoding="utf-8")
        return evidence_pages.read_book(path, chapters)

    return read


@pytest.fixture(scope="module")
def book():
    return evidence_pages.read_book()


# The rows, as text


def test_a_row_names_every_cell_where_it_stands(read_small):
    book = read_small(C01=entry("settled"))
    assert row_of("C01", book).place == (
        "Settled in [Chapter 1: One](#01-one--evidence-c01),"
        " [A slope](#01-one--evidence-c01-2);"
        " also in [Chapter 2: Here](#02-two--evidence-c01), [Here (2)](#02-two--evidence-c01-2)."
    )


@pytest.mark.parametrize(
    ("row", "verdict", "text"),
    [
        (entry("settled"), "✓ true", "It falls with `q`."),
        (entry("settled", "false"), "✗ false", "It falls with `q`."),
        (
            entry("open", "false", "part-v"),
            "○ open",
            "Its chapter is not written yet. What we expect: *false*. It falls with `q`.",
        ),
        (
            entry("open", "true", "02-two"),
            "○ open",
            "To be settled in Chapter 2: Two. What we expect: *true*. It falls with `q`.",
        ),
        (
            entry("cited only", "not checkable", reason="It needs a telescope."),
            "§ not checkable: cited only",
            "It falls with `q`. It needs a telescope.",
        ),
        (
            entry("dropped", "not checkable", correction="", reason="It says nothing."),
            "– not checkable: dropped",
            "It says nothing.",
        ),
    ],
)
def test_a_row_says_what_became_of_it(read_small, row, verdict, text):
    shown = row_of("C03", read_small(C03=row))
    assert (shown.verdict, shown.text, shown.place) == (verdict, text, "")


def test_an_answer_needs_no_mark_but_an_open_question_has_one(read_small):
    book = read_small(D01=entry("settled", "answered"), D02=entry("open", "answered", "part-v"))
    assert row_of("D01", book).verdict == ""
    assert row_of("D02", book).verdict == "○ open"
    assert "What we expect: It falls" in row_of("D02", book).text


def test_rows_stand_by_chapter_and_what_is_not_settled_at_the_end(read_small):
    book = read_small(
        C01=entry("open", chapter="part-v"),
        C02=entry("settled", chapter="02-two"),
        C03=entry("dropped", reason="It says nothing."),
        C04=entry("settled"),
        C05=entry("cited only", reason="It needs a telescope."),
        C06=entry("settled", chapter="02-two"),
        D01=entry("settled", "answered"),
    )
    found = [(title, [row.entry for row in rows]) for title, rows in groups("C", book)]
    assert found == [
        ("Chapter 1: One", ["C04"]),
        ("Chapter 2: Two", ["C02", "C06"]),
        ("Open", ["C01"]),
        ("Cited only, or dropped", ["C03", "C05"]),
    ]


@pytest.mark.parametrize(
    ("query", "means"),
    [
        ("C", ["C01", "C02", "C03", "C04"]),
        ("C settled", ["C01", "C03"]),
        ("C true", ["C01"]),  # not what is only expected to be
        ("C false", ["C03"]),
        ("C not checkable", []),
        ("C open", ["C02"]),
        ("C dropped", ["C04"]),
        ("D", []),
    ],
)
def test_a_query_means_rows(read_small, query, means):
    book = read_small(
        C01=entry("settled"),
        C02=entry("open"),
        C03=entry("settled", "false"),
        C04=entry("dropped", "not checkable", reason="It says nothing."),
    )
    assert chosen(query, book) == means


@pytest.mark.parametrize("query", ["E", "", "C maybe", "C answered", "settled"])
def test_a_query_in_other_words_is_refused(read_small, query):
    with pytest.raises(ValueError, match=f"^{query!r} means no entries: write a letter"):
        chosen(query, read_small(C01=entry("settled")))


# The real list


def test_every_entry_has_exactly_one_row_on_the_page_of_its_letter(book):
    shown = Counter(
        (letter, row.entry) for letter in PAGES for _, rows in groups(letter, book) for row in rows
    )
    assert shown == Counter((entry[0], entry) for entry in book.entries)


def test_every_tagged_cell_is_named_by_a_row(book):
    named = [
        label
        for letter in PAGES
        for _, rows in groups(letter, book)
        for row in rows
        for label in re.findall(r"\(#([^)]+)\)", row.place)
    ]
    placed = [place.label for places in book.places.values() for place in places]
    assert len(placed) > 300
    assert sorted(named) == sorted(placed)


@pytest.mark.parametrize("letter", PAGES)
def test_a_page_lists_every_outcome_with_its_mark(book, letter):
    text = (ROOT / f"{PAGES[letter].document}.md").read_text(encoding="utf-8")
    assert f"```{{evidence}} {letter}\n```" in text
    terms = re.findall(rf"^(\S) (.+): {{evidence-count}}`{letter} (.+)`$", text, re.MULTILINE)
    assert all(words == query for _, words, query in terms)
    marks = {words: mark for mark, words, _ in terms}
    outcomes = {outcome_of(book.entries[name]) for name in chosen(letter, book)}
    assert marks.keys() == outcomes - SHOWN_ELSEWHERE
    assert marks.items() <= evidence_pages.MARKS.items()
    assert re.findall(rf"{{evidence-rows}}`{letter} (.+)`", text) == list(marks)


def test_every_verdict_that_a_cell_can_give_has_a_mark():
    without = {"cited", "not run", "not checkable"}  # the state says why no cell gives them
    for verdicts in VERDICTS.values():
        assert set(verdicts) - without <= evidence_pages.MARKS.keys()


# In a page


@pytest.fixture
def build(tmp_path, chapters, monkeypatch):
    """Return a function that builds a site of the small book: the ledger's HTML, the warnings."""
    (tmp_path / "appendix").mkdir()
    (tmp_path / "appendix" / "claims-ledger.md").write_text(LEDGER)
    (tmp_path / "index.md").write_text(
        "# Book\n\n```{toctree}\n:glob:\nchapters/*\nappendix/*\n```"
    )
    (tmp_path / "conf.py").write_text(
        "extensions = ['myst_nb', 'tools.sphinx_ext.evidence_pages']\n"
        "nb_execution_mode = 'off'\n"
        "myst_enable_extensions = ['dollarmath']\n"
    )
    monkeypatch.setattr(extension, "chapters", lambda: chapters)

    def building(book):
        monkeypatch.setattr(extension, "_book", lambda: book)
        app = SphinxTestApp("html", tmp_path, freshenv=True, confoverrides={"nitpicky": True})
        app.build()
        warnings = app.warning.getvalue()
        app.cleanup()
        return app.outdir, warnings

    return building


def article(folder):
    page = (folder / "appendix/claims-ledger.html").read_text(encoding="utf-8")
    return page[page.index("<h1>") : page.rindex("</section>")]


def test_rows_and_cells_lead_to_each_other(build, read_small):
    folder, warnings = build(
        read_small(C01=entry("settled"), C02=entry("settled"), C03=entry("open", chapter="part-v"))
    )
    assert warnings == ""
    ledger = article(folder)
    assert "<p>3 in all, 1: " in ledger
    assert re.search(r'3 in all, 1: <a [^>]*href="#C03"', ledger)
    assert ledger.count('<dt id="C03"') == 1
    assert '<span class="evidence-verdict evidence-aside">○ open</span>' in ledger
    assert "-\\ln q" in ledger
    assert '<code class="docutils literal notranslate">' in ledger
    assert 'href="../chapters/02-two.html#evidence-C01-2"' in ledger
    one = (folder / "chapters/01-one.html").read_text(encoding="utf-8")
    cell = one[one.index('id="evidence-C01-2"') :]
    assert cell.index('id="evidence-C02"') < cell.index("cell_input")
    leads = 'href="../appendix/claims-ledger.html#C02" aria-label="Claim C02 in the claims ledger"'
    assert cell.index("cell_input") < cell.index(leads)


def test_a_changed_verdict_changes_the_page(build, read_small):
    folder, _ = build(read_small(C01=entry("settled")))
    before = article(folder)
    folder, _ = build(read_small(C01=entry("settled", "false")))
    assert '<span class="evidence-verdict evidence-yes">✓ true</span>' in before
    changed = before.replace("evidence-yes", "evidence-no").replace("✓ true", "✗ false")
    assert article(folder) == changed


def test_a_row_whose_cell_is_not_in_the_book_ends_the_build(build, read_small):
    book = read_small(C01=entry("settled"), C09=entry("settled"))
    nowhere = Place("01-one", "1. One", "A slope", "evidence-C09")
    _, warnings = build(Book(book.entries, {**book.places, "C09": [nowhere]}, book.titles))
    assert "cross-reference target not found: '01-one--evidence-c09'" in warnings
