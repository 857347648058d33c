"""How a chapter opens and closes, and where it stands among the others."""

import re
from pathlib import Path

import yaml

from tools import plan
from tools.notebooks import Notebook
from tools.paths import ROOT, chapters
from tools.rules.links import headings, targets

CLOSING = ["Summary", "Exercises", "Sources"]
NEXT = re.compile(r"^\W*Next\b", re.MULTILINE)


def structure_problems(chapter: Notebook) -> list[str]:
    """Return what is missing at the chapter's beginning and end."""
    titles = headings(chapter)
    problems = []
    if not chapter.cells[0].source.startswith("# ") or [n for n, _ in titles].count(1) != 1:
        problems.append("the first cell opens with the chapter's one '# ' title")
    if [title for level, title in titles if level == 2][-len(CLOSING) :] != CLOSING:
        problems.append(f"the last sections ('## ') are {', '.join(CLOSING)}")
    if "<details>" not in section(chapter, "Exercises"):
        problems.append("the exercises have no solution folded in <details>")
    return problems + next_problems(chapter, chapters())


def section(chapter: Notebook, title: str) -> str:
    """Return the Markdown of a section, without that of the sections after it."""
    text = "\n\n".join(cell.source for cell in chapter.markdown_cells)
    parts = re.split(r"^## +", text, flags=re.MULTILINE)
    return next((part for part in parts if part.startswith(title)), "")


def next_problems(chapter: Notebook, order: list[Path]) -> list[str]:
    """Return whether the last cell fails to lead to the next chapter; the last has none."""
    following = order[order.index(chapter.path) + 1 :] if chapter.path in order else []
    last = chapter.markdown_cells[-1].source
    if not following or (NEXT.search(last) and following[0].name in targets(last)):
        return []
    return [f"the last cell has no line 'Next: …' with a link to {following[0].name}"]


def number_problems(chapter: Notebook) -> list[str]:
    """Return whether the chapter is not one of the plan's, or has another's number."""
    if chapter.name in plan.CHAPTERS:
        return []
    number = chapter.name.partition("-")[0]
    owner = next((name for name in plan.CHAPTERS if name.startswith(f"{number}-")), "no chapter")
    return [f"number {number} belongs to {owner!r} in the plan of the book: see tools/plan.py"]


def chapters_in_contents(contents: Path = ROOT / "_toc.yml") -> list[str]:
    """Return the names of the chapters in the site's table of contents, in order."""
    return [Path(file).stem for file in files_of(yaml.safe_load(contents.read_text("utf-8")))]


def files_of(entry: object) -> list[str]:
    """Return the chapters' files in a part of the table of contents, depth first."""
    if isinstance(entry, list):
        return [file for part in entry for file in files_of(part)]
    if not isinstance(entry, dict):
        return []
    own = [entry["file"]] if str(entry.get("file", "")).startswith("chapters/") else []
    return own + [file for part in entry.values() for file in files_of(part)]
