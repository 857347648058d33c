"""The front page shows the whole book in one screen, and its map leads to the chapters."""

import pytest

from tests.site.pages import CHAPTER_PAGES, THEMES
from tools.front.openings import read_openings

ROWS = """() => [...document.querySelectorAll('.front-map tbody tr')].map(
  row => [row.querySelector('a').href, ...[...row.cells].map(cell => cell.innerText.trim())])"""


def test_a_screen_holds_the_front_page(visit):
    page, _ = visit("intro.html")  # 1280 by 900
    ends = page.locator("article").evaluate("e => e.getBoundingClientRect().bottom")
    assert ends <= 900
    right = page.locator(".front").evaluate("e => e.getBoundingClientRect().right")
    assert right <= 1280


def test_the_map_says_what_the_openings_say_and_leads_there(visit, address):
    page, _ = visit("intro.html")
    rows = page.evaluate(ROWS)
    chapters = read_openings()
    assert [href for href, *_ in rows] == [f"{address}/{name}" for name in CHAPTER_PAGES]
    for (_, _, title, minutes, builds_on), chapter in zip(rows, chapters, strict=True):
        assert title == f"{chapter.number}. {chapter.title}"
        assert int(minutes) == chapter.minutes
        assert builds_on == (", ".join(map(str, chapter.builds_on)) or "–")


@pytest.mark.parametrize("width", [1280, 375])
def test_the_lines_of_the_map_fill_their_rows(visit, width):
    """A row is as high as its title needs, and its piece of the lines with it."""
    page, _ = visit("intro.html", width=width)
    gaps = page.evaluate("""() => {
      const boxes = [...document.querySelectorAll('.front-map svg')].map(
        e => e.getBoundingClientRect());
      return boxes.slice(1).map((box, k) => Math.abs(box.top - boxes[k].bottom));
    }""")
    assert len(gaps) == len(CHAPTER_PAGES) - 1
    assert max(gaps) <= 1  # what is drawn sticks out by 3% of a row at either end


@pytest.mark.parametrize("theme", THEMES)
def test_the_figure_has_the_theme_s_ink(visit, theme):
    page, _ = visit("intro.html", theme=theme)
    ink = page.evaluate("""() => {
      const text = [...document.querySelectorAll('.front-runs text')].at(-1);
      return getComputedStyle(text).fill.match(/\\d+/g).slice(0, 3).map(Number);
    }""")
    dark_ink = max(ink) < 60
    assert dark_ink if theme == "light" else min(ink) > 180


def test_a_phone_shows_one_part_after_the_other(visit):
    page, _ = visit("intro.html", width=375)
    tops = page.evaluate("""() => [...document.querySelector('.front').children].map(
      e => e.getBoundingClientRect()).map(box => [box.top, box.left, box.right])""")
    assert [top for top, *_ in tops] == sorted(top for top, *_ in tops)
    assert all(left >= 0 and right <= 375 for _, left, right in tops)
    size = page.locator(".front-runs text").first.evaluate("""e => {
      const svg = e.ownerSVGElement;
      const scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
      return parseFloat(getComputedStyle(e).fontSize) * scale;
    }""")
    assert size >= 10  # pixels
