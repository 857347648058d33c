"""The pages of the built site, and how they are looked at."""

from tools.paths import ROOT, chapters

THEMES = ("light", "dark")
WIDTHS = (1280, 375)


def page_of(chapter):
    """Return the address of a chapter's page within the site."""
    return f"chapters/{chapter.stem}.html"


# What is under `appendix/` is Markdown.
PAGES = [
    "intro.html",
    "search.html",
    "genindex.html",
    *(f"appendix/{path.stem}.html" for path in sorted((ROOT / "appendix").glob("*.md"))),
    *map(page_of, chapters()),
]
