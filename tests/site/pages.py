"""The pages of the built site, and how they are looked at."""

from tools.paths import ROOT, chapters

THEMES = ("light", "dark")
WIDTHS = (1280, 375)


def page_of(chapter):
    """Return the address of a chapter's page within the site."""
    return f"chapters/{chapter.stem}.html"


# The chapters first: pytest opens a page once for all tests that have it at the same place of
# their lists. What is under `appendix/` is Markdown.
CHAPTER_PAGES = [page_of(path) for path in chapters()]
PAGES = [
    *CHAPTER_PAGES,
    *(f"appendix/{path.stem}.html" for path in sorted((ROOT / "appendix").glob("*.md"))),
    "intro.html",
    "search.html",
]
