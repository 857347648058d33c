"""Every figure has a caption that states the message and alt text that states the finding."""

import re
from collections import Counter

from nbformat import NotebookNode

from tools.notebooks import Notebook

IMAGES = {"image/png", "image/svg+xml", "image/jpeg"}
FIGURE_TAG = re.compile(r"<(figure|svg|canvas|img|video)\b", re.IGNORECASE)
SHORTEST_ALT = 40
SHORTEST_CAPTION = 30


def figure_problems(chapter: Notebook) -> list[str]:
    """Return which figures of a chapter lack a caption, alt text or name."""
    return [
        f"{chapter.where(cell)}: {problem}"
        for cell in chapter.code_cells
        if figure_count(cell)
        for problem in cell_problems(cell)
    ]


def figure_count(cell: NotebookNode) -> int:
    """Return how many of a cell's stored outputs are figures."""
    return sum(is_figure(output.get("data", {})) for output in cell.get("outputs", []))


def is_figure(data: dict[str, str]) -> bool:
    """Say whether one output is an image, or HTML that holds one."""
    return bool(IMAGES & set(data)) or bool(FIGURE_TAG.search(data.get("text/html", "")))


def cell_problems(cell: NotebookNode) -> list[str]:
    """Return what the metadata of a cell with a figure lack."""
    site = cell.metadata.get("mystnb", {})
    figure = site.get("figure", {})
    problems = alt_problems(site.get("image", {}).get("alt") or figure.get("alt") or "")
    if len(figure.get("caption", "")) < SHORTEST_CAPTION:
        problems.append(f"mystnb.figure.caption shorter than {SHORTEST_CAPTION} characters")
    if not figure.get("name"):
        problems.append("no mystnb.figure.name, which a link to the figure needs")
    if figure_count(cell) > 1:
        problems.append("two figures in one cell would share caption and alt text: split it")
    return problems


def alt_problems(alt: str) -> list[str]:
    """Return why a text is no alt text: it is a sentence that states what the figure shows."""
    if len(alt) < SHORTEST_ALT:
        return [f"mystnb.image.alt shorter than {SHORTEST_ALT} characters: {alt!r}"]
    if not alt.endswith(".") or " " not in alt or not (alt[0].isupper() or alt[0].isdigit()):
        return [f"mystnb.image.alt is not a sentence: {alt!r}"]
    return []


def repeated_names(chapters: list[Notebook]) -> list[str]:
    """Return the figure names that the book uses more than once."""
    names = Counter(
        cell.metadata.get("mystnb", {}).get("figure", {}).get("name")
        for chapter in chapters
        for cell in chapter.code_cells
    )
    return [name for name, times in names.items() if name and times > 1]
