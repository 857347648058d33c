"""Take in a submission: read it, recognise its assignment, and bring it into the form to grade."""

import ast
import json
import re
import warnings
from collections import Counter
from pathlib import Path

import nbformat
from IPython.core.inputtransformer2 import TransformerManager
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_raw_cell

from tools.course.assignments import grade_id, nbgrader_of
from tools.course.execution import NotGradedError
from tools.notebooks import KERNEL

NEW_CELL = {"code": new_code_cell, "markdown": new_markdown_cell, "raw": new_raw_cell}


def read_submission(path: Path) -> NotebookNode:
    """Return a submitted notebook, of whatever version of the format.

    Raises
    ------
    NotGradedError
        If the file is no notebook.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8-sig"))
    except (ValueError, OSError, RecursionError) as error:
        raise NotGradedError(f"the file is not JSON, so no notebook ({error})") from error
    if not isinstance(content, dict) or not {"cells", "worksheets"} & content.keys():
        raise NotGradedError("the file is JSON, but no notebook: it has no cells")
    try:
        return nbformat.convert(nbformat.from_dict(with_text(content)), to_version=4)
    except Exception as error:
        raise NotGradedError(f"the notebook cannot be read ({error!r})") from error


def with_text(content: dict) -> dict:
    """Return the notebook with every cell's source in one piece, and nothing missing."""
    for cell in content.get("cells", []):
        source, cell["metadata"] = cell.get("source", ""), cell.get("metadata") or {}
        cell["source"] = "".join(source) if isinstance(source, list) else str(source)
        if cell.get("cell_type") == "code":  # the grading makes its own
            cell["outputs"], cell["execution_count"] = [], None
    content["metadata"] = content.get("metadata") or {}
    return content


def recognised(node: NotebookNode, file: Path, ids: dict[str, set[str]]) -> str | None:
    """Return the assignment's name: from the metadata, the grade ids or the file's name.

    Parameters
    ----------
    node : NotebookNode
        The submission.
    file : Path
        Where it lies.
    ids : dict
        The grade ids of each assignment.
    """
    course = node.metadata.get("course")
    name = course.get("assignment") if isinstance(course, dict) else None
    if name in ids:
        return name
    found = {grade_id(cell) for cell in node.cells} - {""}
    shared = {name: len(found & own) for name, own in ids.items()}
    best = max(shared, key=shared.get, default=None)
    if best and shared[best] and list(shared.values()).count(shared[best]) == 1:
        return best
    return by_file_name(file, ids)


def assignment_of(file: Path, ids: dict[str, set[str]]) -> str | None:
    """Return the assignment that a file belongs to, as far as one can tell.

    Parameters
    ----------
    file : Path
        A submission, or what should be one.
    ids : dict
        The grade ids of each assignment.
    """
    try:
        return recognised(read_submission(file), file, ids)
    except NotGradedError:
        return by_file_name(file, ids)


def by_file_name(file: Path, names: dict) -> str | None:
    """Return the one assignment whose name stands in the file's name."""
    named = [name for name in names if name in file.stem]
    return named[0] if len(named) == 1 else None


def defects(node: NotebookNode, source: NotebookNode) -> str:
    """Say why a notebook cannot be graded, naming the cells; an empty string where it can.

    Parameters
    ----------
    node : NotebookNode
        The submission.
    source : NotebookNode
        The assignment's source.
    """
    expected = [grade_id(cell) for cell in source.cells if grade_id(cell)]
    found = Counter(name for cell in node.cells if (name := grade_id(cell)))
    if not found:
        return (
            "the metadata of nbgrader is gone from every cell: the notebook was written by a "
            "program that drops it, or its cells were copied into a new one"
        )
    missing = [name for name in expected if name not in found]
    bare = {cell.source.strip() for cell in node.cells if not grade_id(cell)}
    texts = {grade_id(cell): visible_text(cell) for cell in source.cells}
    stripped = [name for name in missing if texts[name] in bare]
    reasons = {
        "stand more than once": [name for name, times in found.items() if times > 1],
        "do not belong to this assignment": [name for name in found if name not in expected],
        "have lost nbgrader's metadata": stripped,
        "are missing (deleted, or pasted without metadata)": [
            name for name in missing if name not in stripped
        ],
    }
    said = [f"these cells {what}: {', '.join(names)}" for what, names in reasons.items() if names]
    return "; ".join(said)


def visible_text(cell: NotebookNode) -> str:
    """Return the text that a locked cell has in the release."""
    return re.sub(r"(?s)\n?### BEGIN HIDDEN TESTS.*?### END HIDDEN TESTS", "", cell.source).strip()


def syntax_remarks(node: NotebookNode) -> list[str]:
    """Return a remark for every answer that does not parse, with the line and Python's words."""
    answers = [cell for cell in node.cells if nbgrader_of(cell).get("solution")]
    remarks = [syntax_remark(cell) for cell in answers if cell.cell_type == "code"]
    return [remark for remark in remarks if remark]


def syntax_remark(cell: NotebookNode) -> str:
    """Return the remark on one cell, an empty string where it parses; ``%magic`` is fine."""
    flags = ast.PyCF_ONLY_AST | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
    try:
        with warnings.catch_warnings(action="ignore"):
            compile(TransformerManager().transform_cell(cell.source), "cell", "exec", flags=flags)
    except SyntaxError as error:
        return f"cell {grade_id(cell)} does not parse: line {error.lineno}: {error.msg}"
    except (ValueError, RecursionError, MemoryError) as error:
        return f"cell {grade_id(cell)} does not parse: {error}"
    return ""


def normalised(node: NotebookNode, source: NotebookNode) -> NotebookNode:
    """Return the submission in the form that is graded.

    nbformat 4.5; ids unique; no outputs, no widget state, none of Colab's metadata; what nbgrader
    has to know of a cell comes from the source, not from the student's file. Cells that a student
    added stay.

    Parameters
    ----------
    node : NotebookNode
        The submission, without defects.
    source : NotebookNode
        The assignment's source.
    """
    known = {grade_id(cell): cell for cell in source.cells if grade_id(cell)}
    cells = [normal_cell(cell, index, known) for index, cell in enumerate(node.cells)]
    made = new_notebook(cells=cells)
    made.metadata = nbformat.from_dict(
        {"kernelspec": KERNEL, "language_info": {"name": "python"}}
        | {"course": source.metadata.get("course", {})}
    )
    return made


def normal_cell(cell: NotebookNode, index: int, known: dict[str, NotebookNode]) -> NotebookNode:
    """Return one cell as it is graded."""
    original = known.get(grade_id(cell))
    kind = original.cell_type if original else cell.cell_type
    # A student's own cells: an id that no cell of ours has.
    made = NEW_CELL.get(kind, new_raw_cell)(cell.source, id=grade_id(cell) or f"student-{index}")
    if original:
        made.metadata = nbformat.from_dict(json.loads(json.dumps(original.metadata)))
    if kind == "markdown" and cell.get("attachments"):
        made.attachments = cell.attachments
    return made
