"""Every chapter keeps every rule of the book, every assignment those that are its own too."""

import pytest

from tools.notebooks import read, read_chapters
from tools.paths import assignment_sources, chapters
from tools.rules.figures import repeated_names
from tools.rules.registry import ASSIGNMENT_RULES, RULES
from tools.rules.structure import chapters_in_contents


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("path", chapters(), ids=lambda path: path.stem)
def test_chapter_keeps_the_rule(path, rule):
    problems = RULES[rule](read(path))
    assert not problems, "\n".join(["", *problems])


@pytest.mark.parametrize("rule", ASSIGNMENT_RULES)
@pytest.mark.parametrize("path", assignment_sources(), ids=lambda path: path.stem)
def test_assignment_keeps_the_rule(path, rule):
    problems = ASSIGNMENT_RULES[rule](read(path))
    assert not problems, "\n".join(["", *problems])


def test_the_contents_list_all_chapters_in_order():
    assert chapters_in_contents() == [path.stem for path in chapters()]


def test_a_figure_name_is_used_once_in_the_book():
    assert repeated_names(read_chapters()) == []
