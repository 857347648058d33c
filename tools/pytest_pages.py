"""Pytest plugin: with `--dist loadfile`, all tests of one page of the site go to one worker.

That worker opens the page once; the others meanwhile look at other pages. A test belongs to a page
if its parameter is the page's address; every other test goes with its file, as xdist has it.
"""

import re

import pytest
from xdist.scheduler import LoadFileScheduling

OF_PAGE = re.compile(r"tests/site/.*\[(?P<page>[^\[\]]+\.html)\]")


def unit_of(nodeid: str) -> str:
    """Return the page that a test belongs to, or else its file.

    Parameters
    ----------
    nodeid : str
        As pytest names the test.
    """
    of_page = OF_PAGE.fullmatch(nodeid)
    return of_page["page"] if of_page else nodeid.partition("::")[0]


class LoadPageScheduling(LoadFileScheduling):
    """What distributes the tests."""

    def _split_scope(self, nodeid: str) -> str:
        return unit_of(nodeid)


def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> LoadPageScheduling | None:
    """Return it where tests go with their file."""
    return LoadPageScheduling(config, log) if config.getoption("dist") == "loadfile" else None
