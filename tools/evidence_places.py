"""Where the cells stand that settle what the book settles: their chapter, section and anchor."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from nbformat import NotebookNode

from tools.evidence import tagged_cells
from tools.notebooks import Notebook
from tools.rules.links import headings


class Place(NamedTuple):
    """Where a cell stands that names an entry."""

    chapter: str  # the notebook's name without its ending
    title: str  # the chapter's, with its number: "6. Convexity"
    section: str  # the heading above the cell
    anchor: str  # the cell's on its page

    @property
    def label(self) -> str:
        """The anchor's name in the whole book."""
        return label_of(self.chapter, self.anchor)


def places_in(notebook: Notebook) -> Iterator[tuple[str, Place]]:
    """Yield each entry that a cell of a notebook names, with its place."""
    cells = list(tagged_cells([notebook.path]))
    title, sections = title_of(notebook), sections_of(notebook)
    for cell, anchor in zip(cells, anchors_of(cell.entry for cell in cells), strict=True):
        yield cell.entry, Place(cell.chapter, title, sections[cell.index], anchor)


def title_of(notebook: Notebook) -> str:
    """Return a notebook's title."""
    return next(title for level, title in headings(notebook) if level == 1)


def sections_of(notebook: Notebook) -> list[str]:
    """Return for each cell of a notebook the heading above it."""
    sections, current = [], title_of(notebook).partition(". ")[2]
    for cell in notebook.cells:
        titles = headings(Notebook(notebook.path, NotebookNode(cells=[cell])))
        current = [current, *(title for level, title in titles if level > 1)][-1]
        sections.append(current)
    return sections


def anchors_of(entries: Iterable[str]) -> Iterator[str]:
    """Yield the anchors of the entries that the cells of one page name, in order.

    Parameters
    ----------
    entries : iterable of str
        The ids, a cell's one after the other.

    Yields
    ------
    str
        `evidence-C01`, and for the second cell that names it `evidence-C01-2`.
    """
    met: Counter[str] = Counter()
    for entry in entries:
        met[entry] += 1
        yield f"evidence-{entry}" + (f"-{met[entry]}" if met[entry] > 1 else "")


def label_of(chapter: str, anchor: str) -> str:
    """Return the name of a cell's anchor in the whole book, lower case as Sphinx has names."""
    return f"{chapter}--{anchor}".lower()
