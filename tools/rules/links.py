"""Links of a notebook: to chapters that exist, to headings that exist, or to full addresses."""

import re
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

from tools.notebooks import Notebook, read
from tools.paths import assignment_sources
from tools.rules.markdown import tokens_of

# An assignment's source and its release lie equally deep, so that one link leads out of both.
TO_CHAPTERS = "../../../chapters/"
ONLY = "only chapters ({}NN-….ipynb) and full addresses (https://…) are linked to"


def link_problems(chapter: Notebook) -> list[str]:
    """Return the links of a chapter that lead nowhere, or not from everywhere."""
    return [
        f"{chapter.where(cell)}: {problem}"
        for cell in chapter.markdown_cells
        for target in targets(cell.source)
        if (problem := target_problem(chapter, target))
    ]


def targets(text: str) -> list[str]:
    """Return where the links of a Markdown cell lead."""
    return [str(t.attrGet("href")) for t in tokens_of(text) if t.type == "link_open"]


def target_problem(chapter: Notebook, target: str) -> str | None:
    """Say what is wrong with one link, or nothing."""
    if target.startswith(("https://", "http://", "mailto:")):
        return address_problem(target)
    name, _, anchor = target.partition("#")
    before = TO_CHAPTERS if chapter.path in assignment_sources() else ""
    if name and not re.fullmatch(re.escape(before) + r"\d\d-[\w-]+\.ipynb", name):
        return f"a link to {target}: {ONLY.format(before)}"
    path = chapter.path.parent / name if name else chapter.path
    if not path.is_file():
        return f"a link to {target}: there is no such chapter"
    if anchor and anchor not in anchors(chapter if not name else read(path)):
        return f"a link to {target}: {Path(path).name} has no heading of that name"
    return None


def address_problem(target: str) -> str | None:
    """Say what is wrong with the form of a full address, or nothing; nobody is asked."""
    parts = urlsplit(target)
    if parts.scheme == "mailto":
        return None if re.fullmatch(r"[^@\s]+@[^@\s]+\.\w+", parts.path) else f"no mail: {target}"
    if not re.fullmatch(r"[\w-]+(\.[\w-]+)+", parts.netloc):
        return f"a link to {target}: {parts.netloc!r} is no host"
    if re.search(r"\s|[.,;]$", target):
        return f"a link to {target}: a space, or a full stop at its end"
    return None


def anchors(chapter: Notebook) -> set[str]:
    """Return the anchors of a chapter's headings."""
    return {slug(title) for level, title in headings(chapter)}


def headings(chapter: Notebook) -> list[tuple[int, str]]:
    """Return the chapter's headings in order, each with its level."""
    found = []
    for cell in chapter.markdown_cells:
        tokens = tokens_of(cell.source)
        for token, following in pairwise(tokens):
            if token.type == "heading_open":
                found.append((int(token.tag[1]), following.content))
    return found


def slug(title: str) -> str:
    """Return a heading's anchor as GitHub and the site make it: lower case, hyphens for spaces."""
    return re.sub(r"[^\w\- ]", "", title.strip().lower()).replace(" ", "-")
