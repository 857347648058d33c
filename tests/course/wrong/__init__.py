"""Planted wrong solutions: what a mistaken student hands in, and exactly which points it costs."""

from typing import NamedTuple


class Wrong(NamedTuple):
    """A wrong solution of one task."""

    name: str  # the mistake, in words
    code: str  # the source of the solution cell
    lost: dict[str, float]  # points by check cell; every other cell keeps its points
