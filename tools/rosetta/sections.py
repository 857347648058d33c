"""Sections of chapters, and links to them that land."""

from collections.abc import Iterable
from functools import cache
from itertools import groupby
from pathlib import Path

from docutils.nodes import make_id

from tools.notebooks import read
from tools.paths import chapters
from tools.rules.links import headings

__all__ = ["headings_of", "link_here", "links_to_sections"]


@cache
def headings_of(number: int) -> tuple[str, ...]:
    """Return the headings of a chapter, without Markdown's backquotes.

    Parameters
    ----------
    number : int
        The chapter's.
    """
    return tuple(title.replace("`", "") for _, title in headings(read(_chapter(number))))


def _chapter(number: int) -> Path:
    return next(path for path in chapters() if path.name.startswith(f"{number:02d}-"))


def link_here(heading: str) -> str:
    """Return a link to a section of the same page; it lands on the site and on GitHub."""
    return f'<a href="#{make_id(heading)}">{heading}</a>'


def links_to_sections(sections: Iterable[tuple[int, str]]) -> str:
    """Return links to sections, those of one chapter behind a link to the chapter.

    The chapter's lands on GitHub, too. The section's is HTML: Markdown can link to a heading of
    another page only by a name that the whole book knows.

    Parameters
    ----------
    sections : iterable of (int, str)
        The chapter's number and the section's heading, without Markdown's backquotes.

    Raises
    ------
    ValueError
        If the chapter has no such section.
    """
    groups = groupby(sections, key=lambda section: section[0])
    return "; ".join(_links(number, [heading for _, heading in group]) for number, group in groups)


def _links(number: int, names: list[str]) -> str:
    if missing := [name for name in names if name not in headings_of(number)]:
        raise ValueError(f"chapter {number} has no section {missing}: see its headings")
    path = _chapter(number)
    page = f"../chapters/{path.stem}.html"
    links = ", ".join(f'<a href="{page}#{make_id(name)}">{name}</a>' for name in names)
    return f"[Chapter {number}](../chapters/{path.name}): {links}"
