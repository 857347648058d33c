"""A chapter says how long it takes to read, and that agrees with its length."""

import re

from tools.notebooks import Notebook
from tools.rules.markdown import prose_of

STATED = re.compile(r"\*\*Time:\*\*\s+(.+?) to read")
HOURS = {"half an hour": 30, "an hour": 60, "an hour and a quarter": 75, "an hour and a half": 90}
# Words a minute, silent reading of English without formulas and code; with a derivation to follow
# and a prediction to make, up to four times as long. Brysbaert (2019), J. Mem. Lang. 109, 104047.
FASTEST, SLOWEST = 238, 238 / 4


def minutes_stated(chapter: Notebook) -> int | None:
    """Return the minutes to read that the opening states, or None.

    Parameters
    ----------
    chapter : Notebook
        Its first cell is the opening.
    """
    stated = STATED.search(chapter.cells[0].source) if chapter.cells else None
    if not stated:
        return None
    number = re.fullmatch(r"(\d+) minutes", stated[1])
    return int(number[1]) if number else HOURS.get(stated[1])


def time_problems(chapter: Notebook) -> list[str]:
    """Return whether the time is not stated, or cannot be right."""
    minutes = minutes_stated(chapter)
    if minutes is None:
        return ["the opening does not say '**Time:** NN minutes to read'"]
    prose = " ".join(prose_of(cell.source) for cell in chapter.markdown_cells)
    words = len(re.findall(r"[^\W\d_]{2,}", prose))
    least, most = words / FASTEST, words / SLOWEST
    if least <= minutes <= most:
        return []
    return [f"{minutes} minutes for {words} words; {least:.0f} to {most:.0f} can be right"]
