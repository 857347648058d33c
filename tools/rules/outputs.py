"""Stored outputs: all cells run in order, no errors, nothing that belongs to one machine only."""

import re

from nbformat import NotebookNode

from tools.notebooks import VARYING_REASON, VARYING_TAG, Notebook

NEVER = {
    "an address": r"\b0x[0-9a-f]{6,}",
    "an absolute path": r"(?<![\w.:/])/(?:home|root|tmp|usr|var|Users|opt|work|private|content)/\w",
    "a path of Windows": r"\b[A-Z]:\\\w",
    "a widget": r"application/vnd\.jupyter\.widget",
}
NOT_WHERE_COMPARED = {
    "a timing": r"\d ?(?:[mµun]?s|min) (?:per loop|±)|\bWall time\b|\b(?:it|s)/(?:s|it)\b",
    "a raw float repr (print at most 4 significant digits)": r"\d\.\d{8,}|\bnp\.float\d+\(",
}


def output_problems(chapter: Notebook) -> list[str]:
    """Return what the chapter's stored outputs must not hold."""
    return [
        f"{chapter.where(cell)}: {problem}"
        for number, cell in enumerate(chapter.code_cells, 1)
        for problem in cell_problems(cell, number)
    ]


def cell_problems(cell: NotebookNode, number: int) -> list[str]:
    """Return what is wrong with the outputs of the chapter's code cell number ``number``."""
    problems = text_problems(shown_text(cell), varies=VARYING_TAG in cell.metadata.get("tags", []))
    if cell.execution_count != number:
        problems.append(f"its number is {cell.execution_count}, expected {number}: `make outputs`")
    for output in cell.outputs:
        if output.output_type == "error":
            problems.append(f"a stored error: {output.ename}")
        if output.get("name") == "stderr":
            problems.append("stored stderr")
    return problems


def text_problems(text: str, varies: bool) -> list[str]:
    """Return what of one machine a text holds; a cell that is not compared may show timings."""
    patterns = NEVER if varies else NEVER | NOT_WHERE_COMPARED
    return [
        f"the stored output holds {what}: {match[0]!r}"
        for what, pattern in patterns.items()
        if (match := re.search(pattern, text))
    ]


def shown_text(cell: NotebookNode) -> str:
    """Return a cell's outputs as text: streams, plain text, and the names of the other kinds."""
    parts = []
    for output in cell.outputs:
        data = output.get("data", {})
        parts += [output.get("text", ""), data.get("text/plain", ""), *data]
    return "\n".join(parts)


def varying_problems(chapter: Notebook) -> list[str]:
    """Return the cells that are not compared and say no reason, or the other way round."""
    return [
        f"{chapter.where(cell)}: the tag {VARYING_TAG} and the metadata {VARYING_REASON!r} "
        "(a sentence) come together or not at all"
        for cell in chapter.cells
        if (VARYING_TAG in cell.metadata.get("tags", []))
        != (len(cell.metadata.get(VARYING_REASON, "").split()) >= 3)
    ]
