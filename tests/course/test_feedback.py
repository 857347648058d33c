"""Feedback shows points, comments and messages, and nothing of the hidden checks."""

import re
from html.parser import HTMLParser

import pytest

from tests.course.submitting import DEMO, DEMO_SOURCES
from tools.course import assignments
from tools.course.feedback import safe_html
from tools.course.feedback_cells import HIDDEN, placeless, points
from tools.notebooks import read

# Prints whatever a notebook can get at: its history, the record of sources, the frames' names.
SPY = """
import linecache
seen = []
def mean(values):
    import inspect
    seen.extend(str(frame.code_context) for frame in inspect.stack())
    return -77
"""
LEAK = """
print(In, seen)
print([entry for entry in linecache.cache.values() if '<' in str(entry[-1])])
print(repr(linecache.cache)[:40000])
"""
# A student who has come upon the text of a hidden check shows it in many ways.
LINE = 'assert abs(mean([-1, 1, 3.5, 0.5]) - 1.0) < 1e-12, "four numbers, one negative"'
SHOWN = f"""
import sys
text = {LINE!r}
print(text)
print(repr(text).replace(' ', '   '), file=sys.stderr)
display({{'text/html': text.replace('<', '&lt;'), 'text/plain': 'x'}}, raw=True)
raise ValueError(text)
"""


class Page(HTMLParser):
    """Collects the text, the addresses and the elements of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.words, self.tags, self.links, self.ids = [], [], [], []
        self.feed(text)
        self.text = " ".join(" ".join(self.words).split())

    def handle_starttag(self, tag, attrs):
        """Note the element and where it points."""
        self.tags.append(tag)
        self.links += [value for name, value in attrs if name in ("src", "href", "srcset")]
        self.ids += [value for name, value in attrs if name == "id"]

    def handle_data(self, data):
        """Note the text."""
        self.words.append(data)


@pytest.fixture
def page_of(grade, grader):
    def run(handed, student="ada"):
        result = grade(handed, student)
        assert result.status == "graded", result.reason
        return grader.feedback(student, DEMO).read_text(encoding="utf-8")

    return run


def hidden_lines() -> set[str]:
    """Return every line that stands only in hidden checks."""
    sources = [cell.source for cell in read(assignments.source(DEMO, DEMO_SOURCES)).cells]
    hidden = {
        line.strip() for s in sources for part in HIDDEN.findall(s) for line in part.split("\n")
    }
    visible = {line.strip() for s in sources for line in HIDDEN.sub("", s).split("\n")}
    return {line for line in hidden - visible if len(line) > 8}


def test_hidden_checks_leave_neither_source_nor_message(page_of, blank):
    text = page_of(blank.answer("mean", SPY).insert(LEAK, "check-number"))
    plain = Page(text).text
    assert len(hidden_lines()) >= 8  # the control: there is something to look for
    for line in hidden_lines():
        squeezed = " ".join(line.split())
        assert squeezed not in plain
        assert squeezed not in " ".join(text.split())
    assert "three of six" not in text
    assert "course_check" not in text
    assert "hidden checks (other numbers): 0 of 3 points" in plain
    # Nothing of a hidden check's traceback: its file is named after its cell.
    assert "<hidden-" not in plain


def test_outputs_with_lines_of_hidden_checks_are_replaced(page_of, blank):
    handed = blank.insert(SHOWN, "check-mean")
    text = page_of(handed)
    outputs = re.findall(r'(?s)<pre class="output.*?</pre>', text)
    assert not any("four numbers" in output for output in outputs)
    assert text.count("This output is not shown") == 4


def test_a_failed_visible_check_shows_its_message(page_of, reference):
    text = Page(page_of(reference.answer("mean", "def mean(values): return sum(values)"))).text
    assert "AssertionError: your mean of 1, 2, 6 is 9: (1 + 2 + 6) / 3 = 3" in text
    assert "visible checks: 0 of 1 points" in text
    assert "4 of 10 points , and 2 that a person still gives" in text


def test_the_page_needs_no_other_host_and_runs_nothing(page_of, reference):
    evil = (
        "<script>alert(1)</script> <img src=http://example.org/x.png onerror=alert(1)> "
        "[x](javascript:a)"
    )
    reference.edit("written-words", evil).insert(
        "from IPython.display import HTML, display\nimport matplotlib.pyplot as plt\n"
        "display(HTML('<script src=https://example.org/x.js></script>'))\n"
        "plt.plot([1, 2])\nplt.show()",
        "check-mean",
    )
    text = page_of(reference)
    page = Page(text)
    assert {link.partition(":")[0] for link in page.links if not link.startswith("#")} == {"data"}
    assert not {"script", "link", "iframe", "object"} & set(page.tags)
    assert "default-src 'none'" in text
    assert page.tags.count("h1") == 1
    assert len(set(page.ids)) == len(page.ids)
    assert {link[1:] for link in page.links if link.startswith("#")} <= set(page.ids)
    assert 'alt="A figure drawn by a cell of your own."' in text


def test_a_students_code_and_outputs_are_shown(page_of, reference):
    text = Page(page_of(reference.insert("print('the <b>mean</b>', 6 * 7)", "check-mean"))).text
    assert "the <b>mean</b> 42" in text


def test_markdown_becomes_harmless_html():
    made = safe_html(
        "# T\n\n*a* <b onclick=x>b</b> <script>s</script> [l](http://example.org) [m](../x.ipynb)"
    )
    assert 'href="http://example.org"' in made
    assert "ipynb" not in made
    assert made.startswith("<h2>T</h2>")
    assert "<em>a</em>" in made
    assert "script" not in made
    assert "onclick" not in made


def test_an_odd_alt_text_stays_text(page_of, reference):
    from tools.course.feedback_cells import alt_text

    cell = reference.cell("given-imports")
    cell.metadata["mystnb"] = {"image": {"alt": "Entropy is largest in the middle."}}
    assert alt_text(cell) == "Entropy is largest in the middle."
    assert alt_text(reference.cell("solve-mean")) == "A figure drawn by solve-mean."


def test_half_of_the_points_is_neither_all_nor_none():
    states = [points({"score": score, "points": 3})["state"] for score in (0.0, 1.5, 3.0)]
    assert states == ["lost", "part", "full"]


PLACES = {
    "/tmp/ipykernel_12/345.py:3: RuntimeWarning": "your code:3: RuntimeWarning",
    "/opt/v/lib/python3.12/site-packages/numpy/x.py:3": "numpy/x.py:3",
    "File ~/c/lib/python3.12/json/decoder.py:355": "File json/decoder.py:355",
    "/tmp/ce-grading-ab1_/work/x.csv": "x.csv",
    "1/2/3, http://example.org/a": "1/2/3, http://example.org/a",
}


@pytest.mark.parametrize("text", PLACES)
def test_no_folder_of_the_grading_machine_is_shown(text):
    assert placeless(text) == PLACES[text]


def test_the_assignments_text_is_folded_and_a_students_is_not(page_of, reference):
    reference.node.cells[2].source += "\n\nMy own thought."
    text = page_of(reference)
    assert "<h2>Task 2: a number</h2>" in text
    folded = re.findall(
        r"(?s)<details><summary>text of the assignment</summary>(.*?)</details>", text
    )
    assert any("first ten whole numbers" in part for part in folded)
    assert "My own thought." in text
    assert not any("My own thought." in part for part in folded)
