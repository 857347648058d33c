"""What students do to a released notebook, as functions that change and write one."""

import copy
import json
from pathlib import Path

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_output

from tools.course.assignments import grade_id
from tools.notebooks import read

DEMO_SOURCES = Path(__file__).parent / "demo"
DEMO = "demo"


class Handed:
    """A notebook about to be handed in, on the way from a source or a release."""

    def __init__(self, node: NotebookNode) -> None:
        self.node = copy.deepcopy(node)

    @classmethod
    def of(cls, path: Path) -> "Handed":
        """Start from a file."""
        return cls(read(path).node)

    def cell(self, name: str) -> NotebookNode:
        """Return the cell with this grade id."""
        (found,) = [cell for cell in self.node.cells if grade_id(cell) == name]
        return found

    def answer(self, task: str, code: str) -> "Handed":
        """Write the solution cell of a task."""
        return self.edit(f"solve-{task}", code)

    def edit(self, name: str, text: str) -> "Handed":
        """Write any cell that has a grade id."""
        self.cell(name).source = text
        return self

    def insert(self, code: str, before: str) -> "Handed":
        """Add a cell of one's own."""
        self.node.cells.insert(self.node.cells.index(self.cell(before)), new_code_cell(code))
        return self

    def first(self, code: str) -> "Handed":
        """Add a cell at the very beginning."""
        self.node.cells.insert(0, new_code_cell(code))
        return self

    def delete(self, name: str) -> "Handed":
        """Delete a cell."""
        self.node.cells.remove(self.cell(name))
        return self

    def rename(self, name: str, other: str) -> "Handed":
        """Give a cell another grade id."""
        self.cell(name).metadata["nbgrader"]["grade_id"] = other
        return self

    def twice(self, name: str) -> "Handed":
        """Copy a cell, metadata and all."""
        at = self.node.cells.index(self.cell(name))
        self.node.cells.insert(at, copy.deepcopy(self.node.cells[at]))
        return self

    def without_metadata(self, *names: str) -> "Handed":
        """Take nbgrader's metadata from some cells, or from all."""
        for cell in self.node.cells:
            if not names or grade_id(cell) in names:
                cell.metadata.pop("nbgrader", None)
        return self

    def with_outputs(self, text: str) -> "Handed":
        """Paste an output under every code cell."""
        for cell in self.node.cells:
            if cell.cell_type == "code":
                cell.outputs = [new_output("stream", name="stdout", text=text)]
                cell.execution_count = 1
        return self

    def write(self, path: Path) -> Path:
        """Write the file as it stands, valid or not."""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(self.node), encoding="utf-8")
        return path


def from_colab(node: NotebookNode, *, same_ids: bool = False) -> Handed:
    """Return a notebook as Colab saves it: its own metadata, widget state, no ids or equal ones."""
    handed = Handed(node)
    handed.first("!pip list --quiet > /dev/null")
    for number, cell in enumerate(handed.node.cells):
        cell.pop("id", None)
        cell.metadata["id"] = f"Xy{number}"
        if same_ids:
            cell["id"] = "same"
        if cell.cell_type == "code":
            cell.metadata["outputId"] = "b0c9c1c8-7f3a-4d3e-a5a1-1c1c1c1c1c1c"
            cell.outputs = [{"output_type": "display_data", "metadata": {}, "data": WIDGET}]
    handed.node.nbformat_minor = 5 if same_ids else 0
    handed.node.metadata = COLAB | {"course": handed.node.metadata.get("course", {})}
    return handed


WIDGET = {"application/vnd.jupyter.widget-view+json": {"model_id": "abc"}}
COLAB = {
    "colab": {"provenance": [], "toc_visible": True},
    "kernelspec": {"name": "python3", "display_name": "Python 3"},
    "language_info": {"name": "python"},
    # Without "state": what makes nbconvert fail on notebooks from Colab.
    "widgets": {"application/vnd.jupyter.widget-state+json": {"abc": {"model_name": "X"}}},
}
