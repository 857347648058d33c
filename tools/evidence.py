"""The list of what the book settles, and the cells that settle it.

The list is `appendix/evidence.yml`; a cell names the entries that it settles in its metadata,
`"evidence": ["C01"]`. The tests hold the two together.
"""

import json
from collections.abc import Hashable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from tools import paths, plan

EVIDENCE = paths.ROOT / "appendix" / "evidence.yml"

# The closed vocabulary, here and nowhere else.
LATER = "part-v"
CHAPTERS = (*plan.CHAPTERS, LATER)
VERDICTS = {
    "A": ("runs", "cited", "clone only (MATLAB)", "not run"),
    "B": ("reproduced", "reproduced with an input left out by the source", "not reproducible"),
    "C": ("true", "true only if", "false", "wrong as written", "not checkable"),
    "D": ("answered",),
}
STATES = ("open", "settled", "cited only", "dropped")
STATES_WITH_REASON = ("cited only", "dropped")


class TaggedCell(NamedTuple):
    """One entry named by one cell; a cell that names two entries makes two of these."""

    entry: str
    chapter: str  # the notebook's name without its ending
    index: int  # the cell's place in the notebook, from 0
    cell_id: str  # the cell's own id, empty in notebooks older than nbformat 4.5


class _StrictLoader(yaml.SafeLoader):
    """PyYAML's safe loader, which by itself lets a repeated key silently win."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        repeated = sorted({str(key) for key in keys if keys.count(key) > 1})
        if repeated:
            place = f"{node.start_mark.name}, in the mapping at line {node.start_mark.line + 1}"
            raise ValueError(f"{place}: repeated key {', '.join(repeated)}; keep one of them.")
        return super().construct_mapping(node, deep)


def load_evidence(path: Path = EVIDENCE) -> dict[str, dict[str, str]]:
    """Read the list of what the book settles.

    Parameters
    ----------
    path : pathlib.Path
        The YAML file.

    Returns
    -------
    dict of str to dict
        The entries by id, in the order of the file.

    Raises
    ------
    ValueError
        If a key occurs twice in one mapping: plain YAML would silently keep the last.
    """
    with path.open(encoding="utf-8") as file:
        return yaml.load(file, _StrictLoader)


def tagged_cells(notebooks: Iterable[Path] | None = None) -> Iterator[TaggedCell]:
    """Yield every entry that a cell names, in reading order.

    Parameters
    ----------
    notebooks : iterable of pathlib.Path, optional
        The notebooks in reading order; by default the book's chapters.

    Yields
    ------
    TaggedCell
        One for each id in the `evidence` metadata of a cell.

    Raises
    ------
    ValueError
        If the metadata is not a list of ids.
    """
    for notebook in paths.chapters() if notebooks is None else notebooks:
        cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
        for index, cell in enumerate(cells):
            for entry in _ids(cell, f"{notebook.name}, cell {index}"):
                yield TaggedCell(entry, notebook.stem, index, cell.get("id", ""))


def _ids(cell: Mapping[str, Any], place: str) -> list[str]:
    ids = cell["metadata"].get("evidence", [])
    if isinstance(ids, list) and all(isinstance(entry, str) for entry in ids):
        return ids
    raise ValueError(f'{place}: "evidence" must be a list of ids like ["C01"], got {ids!r}.')


def settling_cells(cells: Iterable[TaggedCell]) -> dict[str, TaggedCell]:
    """Return the cell that settles each entry: the first in reading order that names it.

    Parameters
    ----------
    cells : iterable of TaggedCell
        The tagged cells in reading order.

    Returns
    -------
    dict of str to TaggedCell
        The settling cell by entry.
    """
    first: dict[str, TaggedCell] = {}
    for cell in cells:
        first.setdefault(cell.entry, cell)
    return first


def broken_ties(entries: Mapping[str, Mapping[str, str]], cells: Iterable[TaggedCell]) -> list[str]:
    """Say where the list and the tags of the notebooks contradict each other.

    Parameters
    ----------
    entries : mapping of str to mapping
        The list, as `load_evidence` returns it.
    cells : iterable of TaggedCell
        The tagged cells in reading order.

    Returns
    -------
    list of str
        One sentence for each contradiction, with its mend; empty if there is none.
    """
    first = settling_cells(cells)
    unknown = [f"{_where(first[entry])}: no such entry." for entry in first.keys() - entries.keys()]
    known = (_broken_tie(entry, row, first.get(entry)) for entry, row in entries.items())
    return sorted(unknown) + [sentence for sentence in known if sentence]


def _broken_tie(entry: str, row: Mapping[str, str], cell: TaggedCell | None) -> str:
    state = row["state"]
    if cell is None:
        return f"{entry} is settled, but no cell names it." if state == "settled" else ""
    if state == "dropped":
        return f"{_where(cell)}: it is dropped; remove the tag or change its state."
    if state == "open":
        return f"{_where(cell)}: it is open; set its state to settled."
    if state == "settled" and cell.chapter != row["chapter"]:
        return f"{_where(cell)}: settled there first, but its chapter says {row['chapter']}."
    return ""


def _where(cell: TaggedCell) -> str:
    return f"{cell.entry} is named by {cell.chapter}, cell {cell.index}"
