"""Assignments, appendix and the pages at both ends of the book for every reader."""

import pytest

from tests.site.axe import assert_fine_for_every_reader
from tests.site.pages import CHAPTER_PAGES, PAGES


@pytest.mark.parametrize("name", [p for p in PAGES if p not in CHAPTER_PAGES], indirect=True)
def test_a_page_is_fine_for_every_reader(visit, name):
    assert_fine_for_every_reader(visit, name)
