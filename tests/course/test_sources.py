"""Which folders among the sources are assignments."""

from tests.course.submitting import DEMO, DEMO_SOURCES
from tools.course import assignments


def test_the_book_names_all_assignments_that_it_has():
    assert assignments.names_in() == list(assignments.NAMES)


def test_what_else_lies_among_the_sources_is_no_assignment(tmp_path):
    """A linter's cache and notes once stopped the grading of everybody."""
    source = assignments.source(DEMO, DEMO_SOURCES)
    copy = assignments.source(DEMO, tmp_path)
    copy.parent.mkdir()
    copy.write_bytes(source.read_bytes())
    (tmp_path / ".ruff_cache").mkdir()
    (tmp_path / "ruff.toml").write_text("")
    assert assignments.names_in(tmp_path) == [DEMO]
