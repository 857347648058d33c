"""The terms of `appendix/glossary.md`: their names, the words they are found by, their chapters.

The page is a Sphinx glossary. A comment before an entry may say by which words it is found in the
chapters (`.. found as: logit, logits`; without one, by its names) and in which chapters such a
word means something else (`.. not in: 5`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tools.paths import ROOT

PAGE = ROOT / "appendix" / "glossary.md"
DOCUMENT = "appendix/glossary"


@dataclass(frozen=True)
class Entry:
    """One definition and what leads to it."""

    names: tuple[str, ...]
    found_as: tuple[str, ...]
    not_in: tuple[int, ...]  # chapters
    definition: str

    @property
    def name(self) -> str:
        """The name that stands first, whose anchor the chapters link to."""
        return self.names[0]

    @property
    def chapters(self) -> tuple[int, ...]:
        """The chapters that explain it, in the order of the definition."""
        return tuple(int(number) for number in re.findall(r"\]\[(\d+)\]", self.definition))


def entries(page: str) -> list[Entry]:
    """Return the entries of the glossary in its order.

    Parameters
    ----------
    page : str
        The page's Markdown.

    Raises
    ------
    ValueError
        If an entry has no name or no definition.
    """
    body = re.search(r"^```\{glossary\}\n(.*?)^```", page, flags=re.DOTALL | re.MULTILINE)
    return [_entry(block) for block in body[1].strip("\n").split("\n\n")]


def _entry(block: str) -> Entry:
    lines = block.splitlines()
    notes = dict(line[3:].split(": ", 1) for line in lines if line.startswith(".. "))
    names = [line for line in lines if not line.startswith((" ", ".."))]
    definition = " ".join(line.strip() for line in lines if line.startswith(" "))
    if not (names and definition):
        raise ValueError(f"an entry of the glossary wants a name and a definition: {block!r}")
    found_as = _list(notes["found as"]) if "found as" in notes else tuple(names)
    not_in = tuple(map(int, _list(notes.get("not in", ""))))
    return Entry(tuple(names), found_as, not_in, definition)


def _list(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


class Finder:
    """Finds the first use of each term in the texts of one chapter, given in reading order.

    Parameters
    ----------
    terms : list of Entry
        The glossary.
    chapter : int
        The chapter's number.
    """

    def __init__(self, terms: list[Entry], chapter: int) -> None:
        self._by_word = {word.lower(): entry for entry in terms for word in entry.found_as}
        # What means something else here is matched all the same, so that no part of it is.
        self._done = {entry for entry in terms if chapter in entry.not_in}
        # The longest first: "relative entropy" is no use of "entropy".
        words = sorted(self._by_word, key=len, reverse=True)
        choice = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in words)
        self._pattern = re.compile(rf"(?<![\w-])(?:{choice})(?![\w-])", re.IGNORECASE)

    def first_uses(self, text: str) -> Iterator[tuple[int, int, Entry]]:
        """Yield where the next text uses terms for the first time: start, end, entry."""
        for match in self._pattern.finditer(text.replace("’", "'")):
            entry = self._by_word[" ".join(match[0].lower().split())]
            if entry not in self._done:
                self._done.add(entry)
                yield match.start(), match.end(), entry
