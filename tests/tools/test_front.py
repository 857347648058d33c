"""What the front page and the README show is made from the chapters and a record, and is true."""

import re
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import nbformat
import numpy as np
import pytest

from ce_utils.experiments import load_record
from tools.front import files, lanes, picture
from tools.front.contents import html_table, markdown_table
from tools.front.openings import Chapter, read_openings
from tools.paths import ROOT
from tools.plan import CHAPTERS
from tools.rules.figures import alt_problems

README = (ROOT / "README.md").read_text(encoding="utf-8")
# 1 to 3 in a row; 4 builds on 1 and 3, 5 on 1 only.
FIVE = [
    Chapter(number, f"0{number}-x", f"Title {number}", 10 * number, builds_on)
    for number, builds_on in enumerate([(), (1,), (2,), (1, 3), (1,)], start=1)
]


@pytest.fixture(scope="module")
def runs():
    return picture.read_runs()


def test_what_is_committed_is_what_is_made():
    for path, text in files.made().items():
        assert path.read_text(encoding="utf-8") == text, f"{path.name}: run python -m tools.front"


@pytest.fixture
def opening(tmp_path):
    """Return a function that writes a chapter with these last lines of its opening."""

    def write(lines, title="# 3. A title"):
        path = tmp_path / "03-a-title.ipynb"
        cell = nbformat.v4.new_markdown_cell(f"{title}\n\nA question.\n\n{lines}")
        nbformat.write(nbformat.v4.new_notebook(cells=[cell]), path)
        return path

    return write


def test_an_opening_is_read(opening):
    path = opening(
        "**Time:** an hour to read, a minute to run. **Builds on:** sums, [Chapter 2](02-b.ipynb), "
        "and the end of Chapter 1.\n\n| like Chapter 9 |\n|---|"
    )
    assert read_openings([path]) == [Chapter(3, "03-a-title", "A title", 60, (1, 2))]


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ("**Builds on:** sums.", "lacks"),
        ("**Time:** 20 minutes to read.", "lacks"),
        ("**Time:** 20 minutes to read. **Builds on:** Chapter 3.", "not all before it"),
    ],
)
def test_an_opening_that_says_too_little_is_refused(opening, lines, message):
    with pytest.raises(ValueError, match=message):
        read_openings([opening(lines)])


def test_every_chapter_of_the_plan_is_shown():
    assert [chapter.name for chapter in read_openings()] == list(CHAPTERS)


def test_lanes_hold_what_does_not_follow_directly():
    assert lanes.lanes_of(FIVE) == [(1, [4, 5])]
    assert lanes.width_of(FIVE) == 2 * lanes.MARGIN + lanes.STEP


def classes_in(row):
    return re.findall(r'class="([\w-]+)"', lanes.row_drawing(FIVE, row))


def test_each_row_draws_its_piece():
    lane = "front-lane-0"
    assert classes_in(0) == ["front-next", lane, "front-dot"]
    assert classes_in(1) == classes_in(2) == classes_in(3) == ["front-next", lane, "front-dot"]
    assert classes_in(4) == [lane, "front-dot"]  # 5 does not build on 4
    pieces = [re.search(rf'd="([^"]+)" class="{lane}"', lanes.row_drawing(FIVE, k)) for k in (0, 2)]
    # From the dot at 20 of 28 to the lane at 8, and down; in the third row past it.
    assert [piece[1] for piece in pieces] == ["M20 10H8V20.6", "M8 -0.6V20.6"]


def test_every_line_of_the_map_is_one_that_an_opening_names():
    chapters = read_openings()
    drawn = {(d, start) for start, others in lanes.lanes_of(chapters) for d in others}
    follows = {
        (after.number, before.number)
        for before, after in pairwise(chapters)
        if before.number in after.builds_on
    }
    assert drawn | follows == {(c.number, other) for c in chapters for other in c.builds_on}
    assert not drawn & follows


def test_the_tables_say_minutes_and_what_a_chapter_builds_on():
    html, markdown = html_table(FIVE), markdown_table(FIVE)
    assert '<a href="chapters/04-x.html">4. Title 4</a></th><td>40</td><td>1, 3</td>' in html
    assert "| [4. Title 4](chapters/04-x.ipynb) | 40 | 1, 3 |" in markdown
    assert "5 chapters, 2 hours 30 minutes." in html  # 10 + 20 + 30 + 40 + 50


def test_the_record_gives_what_the_picture_counts(runs):
    """Twelve of twenty below 90% on the test images, as chapters 10 and 11 print."""
    table = load_record("mnist-headline").tables["runs"]
    kind = (table["hidden"] == "100") & (table["initialisation"] == "unit")
    quadratic = kind & (table["loss"] == "quadratic") & (table["learning_rate"] == 3.0)
    fallen = int(np.sum(table["test_at_last"][quadratic] < 0.9))
    floors = picture.floors_of(runs)
    assert sum(floors.values()) == quadratic.sum() == 20
    assert sum(floors.values()) - floors[0] == fallen == 12
    assert f"{fallen} of 20 end on floors" in picture.caption_of(runs)
    assert runs["sigmoid cross-entropy"][:, -1].min() > 96


def test_the_words_for_the_picture_say_what_it_shows(runs):
    alt = picture.alt_of(runs)
    assert alt_problems(alt) == []
    counts = picture.floors_of(runs)
    assert all(f"{n} about {10 * k} points below" in alt for k, n in counts.items() if k)


@pytest.mark.parametrize("kind", ["site", "light", "dark"])
def test_the_picture_has_a_line_for_each_run_at_the_record_s_heights(runs, kind):
    svg = ElementTree.fromstring(picture.draw(runs, kind))
    lines = [e.get("d") for e in svg.iter() if e.get("stroke-opacity")]
    assert [d.count("M") for d in lines] == [20, 20]
    for d, values in zip(lines, runs.values(), strict=True):
        heights = [float(y) for y in re.findall(r"[ML]\S+ ([\d.]+)", d)]
        # From 258 (35 per cent) to 48 (100 per cent), written to a tenth.
        expected = 258 - (values.ravel() - 35) / 65 * 210
        np.testing.assert_allclose(heights, expected, atol=0.051)
    assert svg.get("aria-label") == picture.alt_of(runs)


def contrast(one, other):
    """Return the contrast of two colours, #rrggbb, as WCAG 2 defines it."""

    def luminance(colour):
        parts = [int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted([luminance(one), luminance(other)])
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("kind", ["light", "dark"])
def test_the_picture_can_be_read_in_either_theme(kind):
    colours = picture.colours_of(kind)
    for name, least in {
        "ink": 4.5,
        "muted": 4.5,
        "quadratic": 3,
        "sigmoid-cross-entropy": 3,
    }.items():
        assert contrast(colours[name], colours["paper"]) >= least, name


def test_a_text_without_a_place_for_a_piece_is_refused():
    text = "<!-- a: made -->\nold\n<!-- end of a -->"
    assert files.filled(text, {"a": "new\n"}) == "<!-- a: made -->\n\nnew\n\n<!-- end of a -->"
    with pytest.raises(ValueError, match="0 places for 'b'"):
        files.filled(text, {"b": "new\n"})


def test_the_links_of_the_readme_lead_somewhere():
    links = re.findall(r"\]\(([^)#\s]+)|(?:src|srcset)=\"([^\"]+)\"", README)
    targets = [target or source for target, source in links]
    assert len(targets) > 20
    local = [target for target in targets if not target.startswith("https://")]
    assert [target for target in local if not Path(ROOT, target).exists()] == []


def test_the_commands_of_the_readme_are_there():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    named = set(re.findall(r"(?:^|`)make ([a-z]+)", README, flags=re.MULTILINE))
    assert {"book", "test"} < named
    assert [name for name in named if not re.search(rf"^{name}:", makefile, re.MULTILINE)] == []


def test_the_first_screen_of_the_readme_has_figure_and_ways_in():
    first = README.partition("## ")[0]
    assert all(part in first for part in ("<picture>", "**Read:**", "**Run:**", "**Teach:**"))
    assert README.index("## The chapters") < README.index("## Two commands")
