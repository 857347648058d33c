"""Every figure has a caption that states the message and alt text that states the finding."""

import re
from collections import Counter
from html import unescape

from nbformat import NotebookNode

from tools.notebooks import Notebook

IMAGES = {"image/png", "image/svg+xml", "image/jpeg"}
FIGURE_TAG = re.compile(r"<(figure|svg|canvas|img|video)\b", re.IGNORECASE)
# myst-nb drops the alt text of a cell's metadata where the figure is HTML: it must be in there.
LABEL = re.compile(r'role="img" aria-label="([^"]*)"')
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
    figure = cell.metadata.get("mystnb", {}).get("figure", {})
    problems = alt_problems(alt_of(cell))
    if len(figure.get("caption", "")) < SHORTEST_CAPTION:
        problems.append(f"mystnb.figure.caption shorter than {SHORTEST_CAPTION} characters")
    if not figure.get("name"):
        problems.append("no mystnb.figure.name, which a link to the figure needs")
    if figure_count(cell) > 1:
        problems.append("two figures in one cell would share caption and alt text: split it")
    return problems


def alt_of(cell: NotebookNode) -> str:
    """Return a figure's alt text: from the cell's metadata, or for HTML from its own label."""
    html = "".join(output.get("data", {}).get("text/html", "") for output in cell.outputs)
    if FIGURE_TAG.search(html):
        label = LABEL.search(html)
        return unescape(label[1]) if label else ""
    return cell.metadata.get("mystnb", {}).get("image", {}).get("alt", "")


def alt_problems(alt: str) -> list[str]:
    """Return why a text is no alt text: it is a sentence that states what the figure shows."""
    if len(alt) < SHORTEST_ALT:
        return [f"alt text shorter than {SHORTEST_ALT} characters: {alt!r}"]
    if not alt.endswith(".") or " " not in alt or not (alt[0].isupper() or alt[0].isdigit()):
        return [f"alt text that is not a sentence: {alt!r}"]
    return []


def repeated_names(chapters: list[Notebook]) -> list[str]:
    """Return the figure names that the book uses more than once."""
    names = Counter(
        cell.metadata.get("mystnb", {}).get("figure", {}).get("name")
        for chapter in chapters
        for cell in chapter.code_cells
    )
    return [name for name, times in names.items() if name and times > 1]
