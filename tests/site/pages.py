"""The pages of the built site, and how they are looked at."""

from tools.floors import FLOORS
from tools.paths import ROOT, assignment_releases, chapters

THEMES = ("light", "dark")
WIDTHS = (1280, 375)
# Each differs from the one before in one thing only: to lay a long page out anew takes its time.
STATES = (("light", 1280), ("dark", 1280), ("dark", 375), ("light", 375))


def page_of(chapter):
    """Return the address of a chapter's page within the site."""
    return f"chapters/{chapter.stem}.html"


# The chapters first: pytest opens a page once for all tests that have it at the same place of
# their lists. What is under `appendix/` is Markdown.
CHAPTER_PAGES = [page_of(path) for path in chapters()]
ASSIGNMENT_PAGES = [
    path.relative_to(ROOT).with_suffix(".html").as_posix() for path in assignment_releases()
]
API_PAGES = [f"appendix/api/{name}.html" for name in ("index", *FLOORS)]
PAGES = [
    *CHAPTER_PAGES,
    *ASSIGNMENT_PAGES,
    "assignments/guide.html",
    *(f"appendix/{path.stem}.html" for path in sorted((ROOT / "appendix").glob("*.md"))),
    *API_PAGES,
    "intro.html",
    "search.html",
]
