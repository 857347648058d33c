"""The rhythm of a chapter: short cells, more text than code, a result early, one set-up cell."""

from statistics import median

from nbformat import NotebookNode

from tools.notebooks import Notebook
from tools.setup_cell import is_setup, new_cell

LONGEST_CELL = 30
MEDIAN_CELL = 6
FIRST_RESULT = 5


def setup_problems(chapter: Notebook) -> list[str]:
    """Return how the chapter's set-up cell differs from the book's."""
    expected = new_cell()
    found = [cell for cell in chapter.code_cells if is_setup(cell)]
    if not found or chapter.code_cells[:1] != found:
        return [f"the first code cell, and no other, is the set-up cell; found {len(found)}"]
    wrong = [key for key in ("source", "metadata", "outputs") if found[0][key] != expected[key]]
    return [f"the set-up cell has another {key}: python -m tools.setup_cell" for key in wrong]


def assignment_setup_problems(assignment: Notebook) -> list[str]:
    """Return the same for an assignment, which has a set-up cell only if it needs the package."""
    has_one = any(is_setup(cell) for cell in assignment.code_cells)
    return setup_problems(assignment) if has_one else []


def taught_cells(chapter: Notebook) -> list[NotebookNode]:
    """Return the chapter's cells without the set-up cell, which readers of the site do not see."""
    return [cell for cell in chapter.cells if not is_setup(cell)]


def rhythm_problems(chapter: Notebook) -> list[str]:
    """Return where the chapter's cells are too long, too many or too late."""
    cells = taught_cells(chapter)
    code = [cell for cell in cells if cell.cell_type == "code"]
    lengths = [len(cell.source.splitlines()) for cell in code]
    problems = [
        f"{chapter.where(cell)}: {length} lines of code, at most {LONGEST_CELL}"
        for cell, length in zip(code, lengths, strict=True)
        if length > LONGEST_CELL
    ]
    if lengths and median(lengths) > MEDIAN_CELL:
        problems.append(f"the median code cell has {median(lengths)} lines, at most {MEDIAN_CELL}")
    if len(code) > len(chapter.markdown_cells):
        problems.append(f"{len(code)} code cells, but {len(chapter.markdown_cells)} of Markdown")
    if not any(cell.get("outputs") for cell in cells[:FIRST_RESULT]):
        problems.append(f"no result within the first {FIRST_RESULT} cells")
    return problems
