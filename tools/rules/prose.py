"""Words that make a reader who does not follow feel alone."""

import re

from tools.notebooks import Notebook
from tools.rules.markdown import markdown_problems, prose_of

FORBIDDEN = re.compile(
    r"\b(simply|obvious(?:ly)?|clearly|trivial(?:ly)?|it can be shown)\b", re.IGNORECASE
)


def word_problems(chapter: Notebook) -> list[str]:
    """Return the forbidden words in a chapter's prose."""
    return [
        f"{chapter.where(cell)}: the word {match[0]!r}: say why instead"
        for cell in chapter.markdown_cells
        for match in FORBIDDEN.finditer(prose_of(cell.source))
    ]


def rendering_problems(chapter: Notebook) -> list[str]:
    """Return what in the chapter's Markdown is not rendered everywhere."""
    return [
        f"{chapter.where(cell)}: {problem}"
        for cell in chapter.markdown_cells
        for problem in markdown_problems(cell.source)
    ]
