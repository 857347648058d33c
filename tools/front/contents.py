"""The chapters as two tables: HTML with the map for the front page, Markdown for the README."""

from collections.abc import Sequence
from html import escape

from tools.front.lanes import row_drawing, width_of
from tools.front.openings import Chapter

__all__ = ["html_table", "markdown_table"]

HEAD = (
    '<tr><th scope="col" colspan="2">Chapter</th><th scope="col">Minutes</th>'
    '<th scope="col">Builds on</th></tr>'
)


def html_table(chapters: Sequence[Chapter]) -> str:
    """Return the chapters as a table of HTML, with the map of which builds on which.

    Parameters
    ----------
    chapters : sequence of Chapter
        In reading order.
    """
    rows = [_row(chapters, row) for row in range(len(chapters))]
    caption = f"<caption>{_caption(chapters)}</caption>"
    head = f'<table class="front-map">\n{caption}\n<thead>{HEAD}</thead>\n<tbody>'
    return "\n".join([head, *rows, "</tbody>\n</table>"]) + "\n"


def _caption(chapters: Sequence[Chapter]) -> str:
    hours, minutes = divmod(sum(chapter.minutes for chapter in chapters), 60)
    return (
        f"{len(chapters)} chapters, {hours} hours {minutes} minutes. A line leads down from a "
        "chapter to those that build on it."
    )


def _row(chapters: Sequence[Chapter], row: int) -> str:
    chapter = chapters[row]
    link = f'<a href="chapters/{chapter.name}.html">{chapter.number}. {escape(chapter.title)}</a>'
    lines = f'<td style="min-width: {width_of(chapters)}px">{row_drawing(chapters, row)}</td>'
    name = f'<th scope="row">{link}</th>'
    return f"<tr>{lines}{name}<td>{chapter.minutes}</td><td>{_numbers(chapter)}</td></tr>"


def markdown_table(chapters: Sequence[Chapter]) -> str:
    """Return the chapters as a table of Markdown, with links to the notebooks.

    Parameters
    ----------
    chapters : sequence of Chapter
        In reading order.
    """
    rows = [
        f"| [{c.number}. {c.title}](chapters/{c.name}.ipynb) | {c.minutes} | {_numbers(c)} |"
        for c in chapters
    ]
    return "\n".join(["| chapter | minutes | builds on |", "| --- | --: | --- |", *rows]) + "\n"


def _numbers(chapter: Chapter) -> str:
    return ", ".join(map(str, chapter.builds_on)) or "–"
