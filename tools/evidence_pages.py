"""The list of what the book settles, as the rows of its pages: MyST text, made while building.

Four pages in the appendix show `appendix/evidence.yml`, one for each letter. Where a row is settled
is read off the `evidence` tags of the notebooks, so that a page says what the cells say. Everything
here is text; `tools/sphinx_ext/evidence_pages.py` puts it into the pages.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from tools.evidence import EVIDENCE, STATES, VERDICTS, load_evidence
from tools.evidence_places import Place, places_in, title_of
from tools.notebooks import read
from tools.paths import chapters


class Page(NamedTuple):
    """A page of the appendix and the words that it has for its rows."""

    document: str  # as Sphinx names it
    name: str  # in running text
    row: str  # what one row is called
    settled: str  # before the place of the cell


PAGES = {
    "A": Page("appendix/systems", "list of systems", "System", "Run in"),
    "B": Page("appendix/numbers", "list of numbers", "Number", "Computed in"),
    "C": Page("appendix/claims-ledger", "claims ledger", "Claim", "Settled in"),
    "D": Page("appendix/questions", "list of questions", "Question", "Shown in"),
}
# Beside its words, each outcome has a mark, so that nothing depends on a colour.
MARKS = {
    **dict.fromkeys(("true", "runs", "reproduced", "answered"), "✓"),
    **dict.fromkeys(("true only if", "reproduced with an input left out by the source"), "◐"),
    **dict.fromkeys(("false", "not reproducible"), "✗"),
    "wrong as written": "≠",
    "clone only (MATLAB)": "≈",
    "open": "○",
    "cited only": "§",
    "dropped": "–",
}
ASIDE = {
    "open": "Open",
    "cited only": "Cited only, or dropped",
    "dropped": "Cited only, or dropped",
}


@dataclass(frozen=True)
class Book:
    """What the pages are made from."""

    entries: Mapping[str, Mapping[str, str]]  # the list, as `load_evidence` returns it
    places: Mapping[str, list[Place]]  # by entry, in reading order
    titles: Mapping[str, str]  # of the chapters that are written, by their notebook's name


class Row(NamedTuple):
    """One row of a page, in MyST text."""

    entry: str
    statement: str
    verdict: str  # a mark and words; empty where they would say nothing
    text: str
    place: str  # where it is settled, with links; empty if nowhere


def read_book(evidence: Path = EVIDENCE, notebooks: Iterable[Path] | None = None) -> Book:
    """Read the list and the notebooks.

    Parameters
    ----------
    evidence : pathlib.Path
        The list.
    notebooks : iterable of pathlib.Path, optional
        The notebooks in reading order; by default the book's chapters.
    """
    read_ones = [read(path) for path in (chapters() if notebooks is None else notebooks)]
    places: dict[str, list[Place]] = {}
    for notebook in read_ones:
        for entry, place in places_in(notebook):
            places.setdefault(entry, []).append(place)
    titles = {notebook.name: title_of(notebook) for notebook in read_ones}
    return Book(load_evidence(evidence), places, titles)


def outcome_of(row: Mapping[str, str]) -> str:
    """Return what became of an entry: its verdict once it is settled, until then its state."""
    return row["verdict"] if row["state"] == "settled" else row["state"]


def chosen(query: str, book: Book) -> list[str]:
    """Return the ids that a query means.

    Parameters
    ----------
    query : str
        A letter, and perhaps a state or an outcome: `C`, `C settled`, `C true only if`.
    book : Book
        The list.

    Raises
    ------
    ValueError
        If the letter or the words are not those of the list.
    """
    letter, _, words = query.partition(" ")
    known = ("", *STATES, *VERDICTS.get(letter, ()))
    if letter not in VERDICTS or words not in known:
        raise ValueError(f"{query!r} means no entries: write a letter and one of {known[1:]}.")
    return [
        entry
        for entry, row in book.entries.items()
        if entry.startswith(letter) and words in ("", row["state"], outcome_of(row))
    ]


def links_to(entries: Iterable[str]) -> str:
    """Return links to rows, as MyST text."""
    return " ".join(f"[{entry}](#{entry.lower()})" for entry in entries) or "none"


def groups(letter: str, book: Book) -> list[tuple[str, list[Row]]]:
    """Return the rows of a page under their headings: chapter by chapter, at the end the others.

    Parameters
    ----------
    letter : {"A", "B", "C", "D"}
        Which page.
    book : Book
        What it is made from.

    Returns
    -------
    list of (str, list of Row)
        Each heading and its rows, in the order of the list.
    """
    found: dict[str, list[Row]] = {}
    for entry in chosen(letter, book):
        found.setdefault(_heading(book.entries[entry], book), []).append(row_of(entry, book))
    order = [*map(_chapter, book.titles.values()), *ASIDE.values()]
    return sorted(found.items(), key=lambda group: order.index(group[0]))


def _heading(row: Mapping[str, str], book: Book) -> str:
    return ASIDE.get(row["state"]) or _chapter(book.titles[row["chapter"]])


def _chapter(title: str, section: str = "") -> str:
    number, _, words = title.partition(". ")
    return f"Chapter {number}: {section or words}"


def row_of(entry: str, book: Book) -> Row:
    """Return one row of a page."""
    row = book.entries[entry]
    outcome, text = outcome_of(row), row["correction"]
    verdict = row["verdict"]
    if outcome == "open":
        text, verdict = f"{_when(row, book)} {_expected(entry, row)}", outcome
    elif outcome in ASIDE:
        text = f"{text} {row['reason']}".strip()
        verdict = outcome if verdict == "cited" else f"{verdict}: {outcome}"
    verdict = "" if outcome == "answered" else f"{MARKS[outcome]} {verdict}"
    return Row(entry, row["statement"], verdict, text, place_of(entry, book))


def _when(row: Mapping[str, str], book: Book) -> str:
    title = book.titles.get(row["chapter"])
    return f"To be settled in {_chapter(title)}." if title else "Its chapter is not written yet."


def _expected(entry: str, row: Mapping[str, str]) -> str:
    verdict = "" if entry.startswith("D") else f"*{row['verdict']}*. "
    return f"What we expect: {verdict}{row['correction']}"


def place_of(entry: str, book: Book) -> str:
    """Return where an entry is settled, with a link to each cell, as MyST text."""
    runs = groupby(book.places.get(entry, []), key=lambda place: place.chapter)
    told = "; also in ".join(_told(list(places)) for _, places in runs)
    settled = book.entries[entry]["state"] == "settled"
    first = PAGES[entry[0]].settled if settled else "See"
    return f"{first} {told}." if told else ""


def _told(places: list[Place]) -> str:
    """Return links to the cells of one chapter."""
    met: Counter[str] = Counter()
    links = []
    for place in places:
        met[place.section] += 1
        again = f" ({met[place.section]})" if met[place.section] > 1 else ""
        words = place.section if links else _chapter(place.title, place.section)
        links.append(f"[{words}{again}](#{place.label})")
    return ", ".join(links)
