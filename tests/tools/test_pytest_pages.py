"""Which tests go to one worker."""

import pytest

from tools.pytest_pages import unit_of


@pytest.mark.parametrize(
    ("nodeid", "unit"),
    [
        ("tests/site/test_pages.py::test_a[chapters/01-a.html]", "chapters/01-a.html"),
        ("tests/site/test_glossary.py::test_b[chapters/01-a.html]", "chapters/01-a.html"),
        ("tests/site/test_pages.py::test_c", "tests/site/test_pages.py"),
        ("tests/site/test_pages.py::test_e[a.html-dark]", "tests/site/test_pages.py"),
        ("tests/test_x.py::test_f[a.html]", "tests/test_x.py"),
        ("chapters/01-a.ipynb::Cell 3", "chapters/01-a.ipynb"),
    ],
)
def test_tests_of_a_page_go_together_and_the_others_with_their_file(nodeid, unit):
    assert unit_of(nodeid) == unit
