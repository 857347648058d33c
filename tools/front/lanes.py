"""The lines that join each chapter to the chapters it builds on, row by row of a table.

A chapter that builds on the one before it is joined to it straight. Any other line runs in a lane
to the left: it leaves the chapter that is built on, goes down, and turns in to each chapter that
builds on it. The table's rows may have any height: each row holds its own piece, stretched.
"""

from collections.abc import Sequence

from ce_utils.interactive.svg import element, number
from tools.front.openings import Chapter

__all__ = ["lanes_of", "row_drawing", "width_of"]

STEP, MARGIN = 12, 8  # pixels
COLOURS = 3  # the style sheet has so many
HEIGHT = 20.0  # of a row, in units that stretch with it
# The pieces of two rows overlap a little, so that no gap shows where heights are rounded.
TOP, MIDDLE, BOTTOM = -0.6, HEIGHT / 2, HEIGHT + 0.6
APART = 4.0  # two lines that turn in to the same chapter


def lanes_of(chapters: Sequence[Chapter]) -> list[tuple[int, list[int]]]:
    """Return the lanes from the inmost to the outmost.

    Parameters
    ----------
    chapters : sequence of Chapter
        In reading order.

    Returns
    -------
    list of (int, list of int)
        The number of a chapter, and of those that build on it and do not follow it directly. Lines
        that end early are further in, so that few cross.
    """
    order = {chapter.number: row for row, chapter in enumerate(chapters)}
    lanes = [(c.number, [d.number for d in chapters if c.number in d.builds_on]) for c in chapters]
    lanes = [(c, [d for d in others if order[d] > order[c] + 1]) for c, others in lanes]
    return sorted((lane for lane in lanes if lane[1]), key=lambda lane: (lane[1][-1], -lane[0]))


def width_of(chapters: Sequence[Chapter]) -> int:
    """Return how many pixels wide the lines are."""
    return 2 * MARGIN + STEP * len(lanes_of(chapters))


def row_drawing(chapters: Sequence[Chapter], row: int) -> str:
    """Return the piece of the map that stands in one row, as SVG.

    Parameters
    ----------
    chapters : sequence of Chapter
        In reading order.
    row : int
        From 0.
    """
    width, here = width_of(chapters), chapters[row].number
    x = width - MARGIN
    parts = [_straight(chapters, row, x)]
    turning = [c for c, others in lanes_of(chapters) if here in others]
    for lane, (start, others) in enumerate(lanes_of(chapters)):
        place = turning.index(start) if start in turning else 0
        height = MIDDLE + APART * (place - (len(turning) - 1) / 2 if start in turning else 0)
        d = _lane(here, start, others, (x - STEP * (lane + 1), x, height))
        parts.append(_line(d, f"front-lane-{lane % COLOURS}") if d else "")
    parts.append(_line(f"M{number(x)} {number(MIDDLE)}h0", "front-dot"))
    box = f"0 0 {width} {number(HEIGHT)}"
    return element(
        "svg", "".join(parts), viewBox=box, preserveAspectRatio="none", aria_hidden="true",
        focusable="false",
    )  # fmt: skip


def _straight(chapters: Sequence[Chapter], row: int, x: float) -> str:
    """Return the line to the chapter before, and to the one after, where they are joined."""
    after = chapters[row + 1 : row + 2]
    up = row > 0 and chapters[row - 1].number in chapters[row].builds_on
    down = any(chapters[row].number in chapter.builds_on for chapter in after)
    ends = (TOP if up else MIDDLE, BOTTOM if down else MIDDLE)
    if not (up or down):
        return ""
    return _line(f"M{number(x)} {number(ends[0])}V{number(ends[1])}", "front-next")


def _lane(here: int, start: int, others: list[int], place: tuple[float, float, float]) -> str:
    """Return the `d` of a lane's piece in the row of a chapter; empty where it does not run."""
    left, x, height = (number(value) for value in place)
    if here == start:
        return f"M{x} {height}H{left}V{number(BOTTOM)}"
    if not start < here <= others[-1]:
        return ""
    turn = f"M{left} {height}H{x}" if here in others else ""
    end = height if here == others[-1] else number(BOTTOM)
    return f"M{left} {number(TOP)}V{end}{turn}"


def _line(d: str, kind: str) -> str:
    return element("path", d=d, class_=kind, vector_effect="non-scaling-stroke")
