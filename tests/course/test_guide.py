"""The instructor's guide says of the assignments what is so."""

import re
from collections import Counter

import pytest

from tools.course.assignments import graded_cells
from tools.notebooks import read
from tools.paths import ASSIGNMENTS, ROOT, assignment_sources

GUIDE = (ASSIGNMENTS / "guide.md").read_text(encoding="utf-8")
KINDS = ("visible", "hidden", "written")
SOURCES = pytest.mark.parametrize("path", assignment_sources(), ids=lambda path: path.stem)


def sections():
    """Return the text under each heading of the guide, of whatever level."""
    parts = re.split(r"^#+ (.*)$", GUIDE, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def rows(text):
    """Return the rows of the table in a text, without its head."""
    lines = [line for line in text.splitlines() if line.startswith("|")][2:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def opening_of(path):
    title, text = read(path).cells[0].source.split("\n", 1)
    return re.fullmatch(r"# Assignment (\d: .*)", title)[1].replace(":", "."), text


def points_by_task(path):
    """Return the points of each task by kind, in the order of the notebook."""
    points: dict[str, Counter] = {}
    for cell in graded_cells(path):
        points.setdefault(cell.task, Counter())[cell.kind] += cell.points
    return {task: tuple(by_kind[kind] for kind in KINDS) for task, by_kind in points.items()}


@SOURCES
def test_points_are_those_of_the_notebook(path):
    title, _ = opening_of(path)
    stated = {
        name: tuple(float(number or 0) for number in [*numbers, ""][:3])
        for _, name, *numbers in rows(sections()[title])
    }
    assert list(stated.items()) == list(points_by_task(path).items())


@SOURCES
def test_tasks_are_called_as_in_the_notebook(path):
    title, _ = opening_of(path)
    text = "\n".join(cell.source for cell in read(path).markdown_cells)
    headings = re.findall(r"^##+ (.*)$", text, re.MULTILINE)
    for task, *_ in rows(sections()[title]):
        assert any(task in heading for heading in headings), task


@SOURCES
def test_minutes_and_points_are_those_of_the_notebook(path):
    title, text = opening_of(path)
    (row,) = [row for row in rows(sections()["The instructor's guide"]) if title in row[0]]
    assert f"release/{path.stem}/{path.name}" in row[0]
    assert re.search(r"\*\*Time:\*\* (\d+) minutes", text)[1] == row[2]
    assert "twenty points each" in GUIDE
    assert re.search(r"\*\*Points:\*\* (\d+)", text)[1] == "20"
    assert sum(cell.points for cell in graded_cells(path)) == 20
    chapters = sorted(set(re.findall(r"\[Chapter (\d+)\]", text)), key=int)
    assert row[1].endswith(f"(after chapters {', '.join(chapters)})")


def test_the_reasons_are_those_that_the_grader_gives():
    code = "".join(path.read_text("utf-8") for path in (ROOT / "tools/course").glob("*.py"))
    said = [row[0] for row in rows(sections()['When the status is "not graded"'])]
    reasons = [reason for cell in said for reason in re.findall(r'"(.*?)"', cell)]
    assert len(reasons) >= len(said) >= 10
    assert [reason for reason in reasons if reason not in code] == []


def test_commands_and_files_that_it_names_exist():
    targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert set(re.findall(r"(?m)(?:^|`)make ([a-z]+)", GUIDE)) <= set(targets)
    for module in re.findall(r"python -m (tools[\w.]*)", GUIDE):
        path = ROOT.joinpath(*module.split("."))
        assert path.with_suffix(".py").exists() or (path / "__main__.py").exists(), module
    for path in re.findall(r"(?:tests|assignments)/[\w/.-]*\w", GUIDE):
        assert (ROOT / path.replace("NAME", "1-information")).exists(), path
