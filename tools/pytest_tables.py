"""Pytest plugin: a test may show a table, which is printed at the end of the run.

A report carries the table from a worker of xdist to the terminal, where a print would be lost.
"""

from collections.abc import Callable

import pytest

TABLE = "table"


@pytest.fixture
def record_table(record_property: Callable) -> Callable[[str, list[str]], None]:
    """Return a function that takes a title and the lines of a table."""

    def record(title: str, lines: list[str]) -> None:
        record_property(TABLE, "\n".join([title, *lines]))

    return record


def pytest_terminal_summary(terminalreporter: object) -> None:
    """Print the tables of all tests, passed or failed."""
    outcomes = ("passed", "failed")
    reports = [report for key in outcomes for report in terminalreporter.stats.get(key, [])]
    properties = [pair for report in reports for pair in getattr(report, "user_properties", [])]
    tables = sorted(text for key, text in properties if key == TABLE)
    if tables:
        terminalreporter.section("tables")
        terminalreporter.write("\n".join(tables) + "\n")
