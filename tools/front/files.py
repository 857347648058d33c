"""The files that are made: pieces of HTML for the front page, pictures and pieces of the README."""

import re
from collections.abc import Mapping
from html import escape
from pathlib import Path

from tools.front.contents import html_table, markdown_table
from tools.front.openings import Chapter, read_openings
from tools.front.picture import alt_of, caption_of, draw, read_runs
from tools.paths import ROOT

__all__ = ["README", "filled", "made"]

FOLDER = ROOT / "_static" / "front"
README = ROOT / "README.md"
WHY = 11  # the chapter that looks for the reason
PICTURE = """\
<picture>
  <source media="(prefers-color-scheme: dark)" srcset="_static/front/runs-dark.svg">
  <img src="_static/front/runs-light.svg" width="560" alt="{alt}">
</picture>

{caption}
"""
FIGURE = """\
<figure class="front-figure">
{drawing}
<figcaption><p>{caption}</p></figcaption>
</figure>
"""


def made() -> dict[Path, str]:
    """Return each file that is made and the text it should have.

    Raises
    ------
    ValueError
        If an opening of a chapter or the README lacks what is looked for.
    """
    runs, chapters = read_runs(), read_openings()
    (why,) = (chapter for chapter in chapters if chapter.number == WHY)
    figure = FIGURE.format(drawing=draw(runs, "site"), caption=_caption(runs, why, "html"))
    picture = PICTURE.format(alt=escape(alt_of(runs)), caption=_caption(runs, why, "markdown"))
    pieces = {"figure": picture, "chapters": markdown_table(chapters)}
    return {
        FOLDER / "figure.html": figure,
        FOLDER / "chapters.html": html_table(chapters),
        FOLDER / "runs-light.svg": draw(runs, "light") + "\n",
        FOLDER / "runs-dark.svg": draw(runs, "dark") + "\n",
        README: filled(README.read_text(encoding="utf-8"), pieces),
    }


def _caption(runs: Mapping, why: Chapter, form: str) -> str:
    words = f"Chapter {why.number}"
    link = f'<a href="chapters/{why.name}.html">{words}</a>'
    if form == "markdown":
        link = f"[{words}](chapters/{why.name}.ipynb)"
    return f"{caption_of(runs)} Why? {link} looks."


def filled(text: str, pieces: Mapping[str, str]) -> str:
    """Return a text with its made pieces replaced.

    Parameters
    ----------
    text : str
        Markdown in which each piece stands between `<!-- NAME: … -->` and `<!-- end of NAME -->`.
    pieces : mapping of str to str
        Name to text.

    Raises
    ------
    ValueError
        If a piece has no such place, or several.
    """
    for name, piece in pieces.items():
        place = re.compile(rf"(<!-- {name}: .*? -->\n).*?(<!-- end of {name} -->)", re.DOTALL)
        text, count = place.subn(lambda m, new=piece: f"{m[1]}\n{new}\n{m[2]}", text)
        if count != 1:
            raise ValueError(f"{count} places for {name!r}: expected one, between two comments")
    return text
