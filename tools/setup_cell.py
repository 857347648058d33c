"""The set-up cell, the same everywhere: ``python -m tools.setup_cell`` writes it.

In Colab it installs the book's package, and the package alone, because Colab has the rest; where
``ce_utils`` can be imported it installs nothing and prints nothing. The site hides it.
Every chapter has one; of the assignments, those that need the package.
"""

import sys
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from tools.notebooks import label, read, select, write
from tools.paths import CHAPTERS
from tools.repository import current

CELL_ID = "set-up"
METADATA = {"cellView": "form", "tags": ["remove-cell"]}
TEMPLATE = """\
# @title Set-up: run this cell first
import importlib.util
import subprocess
import sys

if importlib.util.find_spec("ce_utils") is None:  # in Colab
    pip = [sys.executable, "-m", "pip", "install", "-q", "--no-deps"]
    book = "git+{url}"
    subprocess.run([*pip, book], check=True)
    importlib.invalidate_caches()
from ce_utils import plotting

plotting.use_style()"""


def source() -> str:
    """Return the cell's code, with the repository's address in it."""
    return TEMPLATE.format(url=current().url)


def new_cell() -> NotebookNode:
    """Return the cell, as a chapter holds it after it was run."""
    cell = nbformat.v4.new_code_cell(source(), id=CELL_ID, metadata=METADATA, execution_count=1)
    cell.outputs = []
    return cell


def is_setup(cell: NotebookNode) -> bool:
    """Say whether a cell is a set-up cell, of whatever version."""
    return cell.cell_type == "code" and cell.source.startswith("# @title Set-up")


def put(node: NotebookNode) -> None:
    """Write the cell over the chapter's set-up cell; where there is none, after the first cell."""
    old = [index for index, cell in enumerate(node.cells) if is_setup(cell)]
    if old:
        node.cells[old[0]] = new_cell()
    else:
        node.cells.insert(1, new_cell())


def put_into(path: Path) -> bool:
    """Write the cell into one notebook, and say whether its bytes changed.

    An assignment without a set-up cell is left without one.
    """
    node = read(path).node
    if path.parent == CHAPTERS or any(is_setup(cell) for cell in node.cells):
        put(node)
    return write(path, node)


def main(names: list[str]) -> int:
    """Write the cell into the notebooks named, or into all; releases are made from their source."""
    changed = [label(path) for path in select(names) if put_into(path)]
    print("\n".join(changed) or "nothing to change")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
