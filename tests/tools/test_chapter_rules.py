"""The rules on a chapter's cells complain where they should, and only there."""

from pathlib import Path

import pytest
from nbformat import v4

from tools.notebooks import Notebook
from tools.rules import links
from tools.rules.cells import assignment_setup_problems, rhythm_problems, setup_problems
from tools.rules.figures import figure_problems, repeated_names
from tools.rules.links import link_problems
from tools.rules.outputs import output_problems, varying_problems
from tools.rules.prose import word_problems
from tools.rules.structure import files_of, next_problems, number_problems, structure_problems
from tools.rules.time import minutes_stated, time_problems
from tools.setup_cell import new_cell

ALT = "The loss falls faster for cross-entropy than for the quadratic cost."
CAPTION = "Cross-entropy learns at once, the quadratic cost waits."
END = "## Summary\n\nS.\n\n## Exercises\n\n<details>\n\nx\n\n</details>\n\n## Sources\n\nS."


def code(source="x", outputs=(), number=1, **metadata):
    cell = v4.new_code_cell(source, execution_count=number, metadata=metadata)
    cell.outputs = list(outputs)
    return cell


def text(source):
    return v4.new_markdown_cell(source)


def chapter(*cells, path="chapters/05-the-learning-slowdown.ipynb"):
    return Notebook(Path(path), v4.new_notebook(cells=list(cells)))


def printed(words):
    return v4.new_output("stream", name="stdout", text=words)


def figure(caption=CAPTION, alt=ALT, name="fig-a"):
    metadata = {"image": {"alt": alt}, "figure": {"caption": caption, "name": name}}
    output = v4.new_output("display_data", {"image/png": "AAAA"})
    return code(outputs=[output], mystnb=metadata)


def moving_figure(label):
    html = f'<div role="img" aria-label="{label}"><svg></svg></div>'
    metadata = {"image": {"alt": ALT}, "figure": {"caption": CAPTION, "name": "fig-b"}}
    output = v4.new_output("display_data", {"text/html": html})
    return code(outputs=[output], mystnb=metadata)


def test_a_figure_with_all_it_needs():
    assert figure_problems(chapter(figure())) == []
    assert figure_problems(chapter(moving_figure(ALT))) == []


def test_a_figure_in_html_has_its_alt_text_within():
    (problem,) = figure_problems(chapter(moving_figure("")))
    assert "alt text shorter" in problem


@pytest.mark.parametrize(
    "cell",
    [
        figure(caption="Short."),
        figure(alt="A plot."),
        figure(alt="05-the-learning-slowdown_output_three_of_this_chapter.png"),
        figure(name=""),
        code(outputs=[v4.new_output("display_data", {"text/html": "<svg></svg>"})]),
        code(outputs=figure().outputs * 2, **figure().metadata),
    ],
    ids=["caption", "alt", "file name", "name", "html", "two in one cell"],
)
def test_a_figure_that_lacks_something(cell):
    assert figure_problems(chapter(cell))


def test_a_repeated_figure_name():
    assert repeated_names([chapter(figure()), chapter(figure())]) == ["fig-a"]


def test_the_set_up_cell_is_first_and_verbatim():
    assert setup_problems(chapter(text("# T"), new_cell(), code())) == []
    changed = new_cell()
    changed.source += "\n"
    assert setup_problems(chapter(text("# T"), changed))
    assert setup_problems(chapter(text("# T"), code(), new_cell()))
    assert setup_problems(chapter(text("# T")))


def test_an_assignment_may_have_a_set_up_cell():
    assert assignment_setup_problems(chapter(text("# T"), code())) == []
    assert assignment_setup_problems(chapter(text("# T"), new_cell(), code())) == []
    assert assignment_setup_problems(chapter(text("# T"), code(), new_cell()))


def test_the_rhythm_of_a_good_chapter():
    good = chapter(text("# T"), new_cell(), code(outputs=[printed("1")]), text("So."), code())
    assert rhythm_problems(good) == []


@pytest.mark.parametrize(
    ("cells", "complaint"),
    [
        ([text("a"), code("x\n" * 31, [printed("1")])], "31 lines"),
        ([text("a"), code("x\n" * 7, [printed("1")])], "median"),
        ([text("a"), code(outputs=[printed("1")]), code()], "2 code cells"),
        ([text("a") for _ in range(5)] + [code(outputs=[printed("1")])], "no result"),
    ],
)
def test_a_rhythm_that_is_broken(cells, complaint):
    assert any(complaint in problem for problem in rhythm_problems(chapter(*cells)))


@pytest.mark.parametrize(
    "words",
    [
        "<object at 0x7f00aa11bb22>",
        "saved to /tmp/figure.png",
        "12.3 ms ± 4 µs per loop",
        "Wall time: 3 s",
        "0.30000000000000004",
    ],
)
def test_outputs_that_belong_to_one_machine(words):
    assert output_problems(chapter(code(outputs=[printed(words)])))


@pytest.mark.parametrize("words", ["0.3679 nats", "a/b", "3 × 10⁻⁴", "https://doi.org/10.1/tmp/x"])
def test_outputs_that_hold_everywhere(words):
    assert output_problems(chapter(code(outputs=[printed(words)]))) == []


def test_errors_stderr_and_cells_out_of_order():
    error = v4.new_output("error", ename="ValueError", evalue="", traceback=[])
    warning = v4.new_output("stream", name="stderr", text="careful")
    assert output_problems(chapter(code(outputs=[error])))
    assert output_problems(chapter(code(outputs=[warning])))
    assert output_problems(chapter(code(number=2)))
    assert output_problems(chapter(code(number=None)))


def test_a_cell_that_is_not_compared_says_why():
    tag, reason = ["nbval-ignore-output"], "the time of this machine"
    assert varying_problems(chapter(code(tags=tag, output_varies=reason))) == []
    assert varying_problems(chapter(code(tags=tag)))
    assert varying_problems(chapter(code(output_varies=reason)))


@pytest.mark.parametrize("word", ["Simply", "obviously", "it can be shown", "clearly", "trivial"])
def test_forbidden_words(word):
    assert word_problems(chapter(text(f"{word}, we win.")))
    assert word_problems(chapter(text(f"`{word}` and nontrivially"))) == []


def test_links_lead_somewhere(tmp_path):
    here = tmp_path / "01-here.ipynb"
    here.write_text("{}")
    good = text("## A title\n\n[a](#a-title) [b](01-here.ipynb) [c](https://example.org)")
    assert link_problems(chapter(good, path=here)) == []
    for target in ("02-gone.ipynb", "../appendix/notation.md", "#no-title", "/x"):
        assert link_problems(chapter(text(f"[a]({target})"), path=here))


def test_links_of_an_assignment_lead_to_chapters(tmp_path, monkeypatch):
    here, there = tmp_path / "assignments/source/1-a/1-a.ipynb", tmp_path / "chapters/01-b.ipynb"
    for path in (here, there):
        path.parent.mkdir(parents=True)
        path.write_text("{}")
    monkeypatch.setattr(links, "assignment_sources", lambda: [here])
    assert link_problems(chapter(text("[a](../../../chapters/01-b.ipynb)"), path=here)) == []
    for target in ("01-b.ipynb", "../../../chapters/02-gone.ipynb", "../2-b/2-b.ipynb"):
        assert link_problems(chapter(text(f"[a]({target})"), path=here))


def test_how_a_chapter_opens_and_closes():
    assert structure_problems(chapter(text("# T"), text(END))) == []
    assert structure_problems(chapter(text("T"), text(END)))
    assert structure_problems(chapter(text("# T"), text(END.replace("## Sources", "## More"))))
    assert structure_problems(chapter(text("# T"), text(END.replace("<details>", ""))))


def test_a_chapter_leads_to_the_next():
    order = [Path("chapters/05-a.ipynb"), Path("chapters/06-b.ipynb")]
    leads = text("**Next:** [Chapter 6](06-b.ipynb)")
    assert next_problems(chapter(leads, path=order[0]), order) == []
    assert next_problems(chapter(text("The end."), path=order[0]), order)
    assert next_problems(chapter(text("The end."), path=order[1]), order) == []


@pytest.mark.parametrize(
    ("name", "known"),
    [("11-the-collapse", True), ("11-x", False), ("00-x", False), ("12-x", False)],
)
def test_chapters_are_those_of_the_plan(name, known):
    assert (number_problems(chapter(path=f"chapters/{name}.ipynb")) == []) is known


def test_the_chapters_of_a_table_of_contents():
    inner = {"file": "chapters/01-a", "sections": [{"file": "chapters/02-b"}]}
    contents = {"root": "intro", "parts": [{"chapters": [inner, {"file": "appendix/notation"}]}]}
    assert files_of(contents) == ["chapters/01-a", "chapters/02-b"]


@pytest.mark.parametrize(
    ("stated", "minutes"),
    [
        ("35 minutes", 35),
        ("an hour", 60),
        ("an hour and a quarter", 75),
        ("a while", None),
    ],
)
def test_minutes_to_read_are_understood(stated, minutes):
    opening = text(f"# A\n\n**Time:** {stated} to read, under a minute to run.")
    assert minutes_stated(chapter(opening)) == minutes


@pytest.mark.parametrize(
    ("minutes", "wrong"), [(4, True), (5, False), (14, False), (18, True), (None, True)]
)
def test_minutes_to_read_agree_with_the_number_of_words(minutes, wrong):
    """1,000 words take four minutes at 238 a minute, and at most four times that."""
    opening = f"**Time:** {minutes} minutes to read" if minutes else "**Question:** why?"
    cells = [text(f"# A\n\n{opening}"), text("word " * 1000)]
    assert bool(time_problems(chapter(*cells))) is wrong
