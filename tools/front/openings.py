"""What the opening of each chapter says: its title, the minutes, what it builds on."""

import re
from dataclasses import dataclass
from pathlib import Path

from tools.evidence_places import title_of
from tools.notebooks import Notebook, read
from tools.paths import chapters
from tools.rules.time import minutes_stated

__all__ = ["Chapter", "read_openings"]

BUILDS_ON = re.compile(r"\*\*Builds on:\*\*(.*)")


@dataclass(frozen=True)
class Chapter:
    """A chapter as its opening shows it.

    Attributes
    ----------
    number : int
        Its number.
    name : str
        Its notebook's name without the ending.
    title : str
        Without the number.
    minutes : int
        To read.
    builds_on : tuple of int
        The chapters that it builds on, in order.
    """

    number: int
    name: str
    title: str
    minutes: int
    builds_on: tuple[int, ...]


def read_openings(notebooks: list[Path] | None = None) -> list[Chapter]:
    """Return what the chapters' openings say, in reading order.

    Parameters
    ----------
    notebooks : list of pathlib.Path, optional
        By default the book's chapters.

    Raises
    ------
    ValueError
        If an opening does not state its minutes or what it builds on, or builds on a chapter that
        does not come before it.
    """
    return [opening_of(read(path)) for path in (chapters() if notebooks is None else notebooks)]


def opening_of(notebook: Notebook) -> Chapter:
    """Return what the opening of one chapter says; `read_openings` says when it is refused."""
    number, _, title = title_of(notebook).partition(". ")
    minutes = minutes_stated(notebook)
    line = BUILDS_ON.search(notebook.cells[0].source)
    if minutes is None or line is None:
        raise ValueError(f"{notebook.name}: the opening lacks '**Time:**' or '**Builds on:**'")
    builds_on = tuple(sorted({int(found) for found in re.findall(r"Chapter (\d+)", line[1])}))
    if any(other >= int(number) for other in builds_on):
        raise ValueError(f"{notebook.name}: builds on {builds_on}, which are not all before it")
    return Chapter(int(number), notebook.name, title, minutes, builds_on)
