"""Read, write and normalise the book's notebooks."""

import hashlib
import json
import subprocess
import sys
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from tools.paths import ROOT, assignment_sources, chapters

KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}
LANGUAGE = {"name": "python"}
# Written by editors and by Colab; they change with every opening and say nothing to a reader.
EDITOR_METADATA = {
    "ExecuteTime",
    "collapsed",
    "colab",
    "colab_type",
    "execution",
    "executionInfo",
    "id",
    "jupyter",
    "outputId",
    "pycharm",
    "scrolled",
    "trusted",
    "vscode",
}
COURSE = "course"  # what grading has to know of an assignment, in its notebook's metadata
VARYING_TAG = "nbval-ignore-output"  # nbval runs the cell and does not compare its output
VARYING_REASON = "output_varies"


@dataclass(frozen=True)
class Notebook:
    """A notebook of the book and where it stands."""

    path: Path
    node: NotebookNode

    @property
    def name(self) -> str:
        """The file's name without its ending."""
        return self.path.stem

    @property
    def cells(self) -> list[NotebookNode]:
        """All cells."""
        return self.node.cells

    @cached_property
    def code_cells(self) -> list[NotebookNode]:
        """The code cells, in order."""
        return [cell for cell in self.cells if cell.cell_type == "code"]

    @cached_property
    def markdown_cells(self) -> list[NotebookNode]:
        """The Markdown cells, in order."""
        return [cell for cell in self.cells if cell.cell_type == "markdown"]

    def where(self, cell: NotebookNode) -> str:
        """Say which cell this is, for a message: its position from 0, and its id."""
        (index,) = [index for index, other in enumerate(self.cells) if other is cell]
        return f"cell {index} (id {cell.get('id')})"


def read(path: Path) -> Notebook:
    """Read a notebook."""
    return Notebook(path, nbformat.read(path, as_version=4))


def read_chapters() -> list[Notebook]:
    """Read all chapters, in reading order."""
    return [read(path) for path in chapters()]


def write(path: Path, node: NotebookNode) -> bool:
    """Write a notebook where its bytes differ from what stands there; say whether they did."""
    data = text_of(node).encode()
    if path.exists() and path.read_bytes() == data:
        return False
    path.write_bytes(data)
    return True


def text_of(node: NotebookNode) -> str:
    """Return the notebook's file, which ends in one newline."""
    return nbformat.writes(node, version=nbformat.NO_CONVERT).rstrip("\n") + "\n"


def select(names: list[str]) -> list[Path]:
    """Return the notebooks that the names mean: a number, the start of a file's name, or a path.

    Parameters
    ----------
    names : list of str
        ``["10", "07-floating", "chapters/04-x.ipynb", "1-information"]``; where it is empty, all
        chapters and all sources of assignments.

    Raises
    ------
    SystemExit
        If a name means no notebook.
    """
    wanted = {name: matching(name) for name in names}
    for name, found in wanted.items():
        if not found:
            raise SystemExit(f"no notebook is called {name!r}; there are:\n" + name_list())
    return [path for path in written() if not names or any(path in f for f in wanted.values())]


def written() -> list[Path]:
    """Return the notebooks that are written by hand: the chapters, the sources of assignments."""
    return [*chapters(), *assignment_sources()]


def matching(name: str) -> list[Path]:
    """Return the notebooks whose file's name starts with ``name``."""
    return [path for path in written() if path.name.startswith(Path(name).name)]


def name_list() -> str:
    """Return the notebooks' names, one a line."""
    return "\n".join(f"  {path.stem}" for path in written())


def label(path: Path) -> str:
    """Return a path as a message shows it: from the repository's root."""
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else path.name


def varying_cells(notebook: Notebook) -> list[tuple[NotebookNode, str]]:
    """Return the cells whose output may differ between machines, each with its reason."""
    return [
        (cell, cell.metadata.get(VARYING_REASON, "no reason given"))
        for cell in notebook.code_cells
        if VARYING_TAG in cell.metadata.get("tags", [])
    ]


def normalise(node: NotebookNode) -> NotebookNode:
    """Return the notebook in the one form that is committed.

    Minimal metadata, no timings, no widget state, streams in one piece, ids kept (a missing one
    follows from the cell's text), code as ``ruff format`` leaves it.
    """
    node = ruff_formatted(node)
    course = {COURSE: node.metadata[COURSE]} if COURSE in node.metadata else {}
    node.metadata = nbformat.from_dict({**course, "kernelspec": KERNEL, "language_info": LANGUAGE})
    node.nbformat, node.nbformat_minor = 4, 5
    seen: set[str] = set()
    for cell in node.cells:
        normalise_cell(cell, seen)
    return node


def normalise_cell(cell: NotebookNode, seen: set[str]) -> None:
    """Normalise one cell in place; ``seen`` holds the ids of the cells before it."""
    for key in EDITOR_METADATA & set(cell.metadata):
        del cell.metadata[key]
    if not cell.metadata.get("tags", True):
        del cell.metadata["tags"]
    cell.id = cell.get("id") or new_id(cell.source, seen)
    seen.add(cell.id)
    if cell.cell_type == "code":
        cell.outputs = joined_streams(cell.outputs)


def new_id(source: str, seen: set[str]) -> str:
    """Return an id that follows from the cell's text, so that it is the same on every machine."""
    digest = hashlib.sha256(source.encode()).hexdigest()
    candidates = (digest[start : start + 8] for start in range(len(digest) - 8))
    return next(candidate for candidate in candidates if candidate not in seen)


def joined_streams(outputs: list[NotebookNode]) -> list[NotebookNode]:
    """Join pieces of the same stream that follow each other: where they break is chance."""
    joined: list[NotebookNode] = []
    for output in outputs:
        same = joined and output.output_type == "stream" == joined[-1].output_type
        if same and joined[-1].name == output.name:
            joined[-1].text += output.text
        else:
            joined.append(output)
    return joined


def ruff_formatted(node: NotebookNode) -> NotebookNode:
    """Return the notebook with its code cells formatted by ruff, with the book's settings."""
    for cell in node.cells:
        cell.source = cell.source.rstrip()
    file = str(ROOT / "chapters" / "notebook.ipynb")
    command = [sys.executable, "-m", "ruff", "format", "--quiet", "--stdin-filename", file, "-"]
    done = subprocess.run(
        command, input=json.dumps(node), text=True, capture_output=True, cwd=ROOT, check=False
    )
    if done.returncode != 0:
        raise ValueError(f"ruff cannot format the notebook:\n{done.stderr}")
    return nbformat.reads(done.stdout, as_version=4)
