"""Every built page, opened in a real browser with nothing but the site itself within reach.

A page is opened once for all its tests: the last of them change it. Screenshots of every page in
both themes and at both widths are left in `_build/screenshots`.
"""

import functools
import re
from urllib.parse import unquote, urljoin, urlsplit

import nbformat
import pytest
import yaml

from tests.site.axe import BACK_TO_TOP, assert_axe_finds_nothing, assert_fine_for_every_reader
from tests.site.moving import assert_moves
from tests.site.pages import CHAPTER_PAGES
from tools.paths import ROOT
from tools.repository import current
from tools.rules.figures import alt_problems
from tools.sphinx_ext.figure_images import is_no_alt

MISSING = "Failed to load resource: the server responded with a status of 404 (File not found)"
CHAPTERS = pytest.mark.parametrize("name", CHAPTER_PAGES, indirect=True)


@pytest.fixture
def shown(opened):
    """Return a function that shows a page at another width or on paper, until the test ends."""
    page, _ = opened

    def show(*, width=1280, **media):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(**media)
        return page

    yield show
    show(media="screen", color_scheme="light")


def test_every_icon_is_drawn(opened):
    """Each has its outline, and no style sheet asks for a letter of the font that is left out."""
    page, _ = opened
    icons = page.locator("[class*='fa-']")
    assert icons.count() > 0
    outlines = icons.evaluate_all("all => all.map(e => getComputedStyle(e).maskImage)")
    assert all(outline.startswith("url(") for outline in outlines)
    letters = page.evaluate("""() => [...document.querySelectorAll('body :not(.katex *)')]
      .flatMap(e => ['::before', '::after'].map(part => getComputedStyle(e, part).content)
        .filter(text => /[\\ue000-\\uf8ff]/.test(text)).map(() => e.outerHTML.slice(0, 80)))""")
    assert letters == []


def test_every_figure_says_what_it_shows(opened):
    page, _ = opened
    images = page.locator("article img")
    for alt in images.evaluate_all("all => all.map(e => e.alt)"):
        assert not is_no_alt(alt)
        assert alt_problems(alt) == []
    figures = page.locator("article figure")
    # An image, or what an interactive figure draws; each in a figure that has a caption.
    assert figures.count() >= images.count()
    for figure in figures.all():
        caption = figure.locator("figcaption")
        assert caption.count() == 1
        assert len(caption.inner_text()) > 30


def test_every_figure_states_its_size(opened):
    page, _ = opened
    images = page.locator("article img").evaluate_all(
        "all => all.map(e => [e.getAttribute('width'), e.naturalWidth, e.getAttribute('height'),"
        " e.naturalHeight, e.src])"
    )
    for width, natural_width, height, natural_height, source in images:
        assert (int(width), int(height)) == (natural_width, natural_height)
        assert source.endswith(".webp")


@CHAPTERS
def test_formulas_are_rendered_in_the_page(opened):
    page, _ = opened
    assert page.locator(".katex").count() > 0
    assert page.locator(".katex-error").count() == 0
    # Some have a number, whose place is looked at in both themes and at both widths (`axe.py`).
    assert page.locator(".katex-html:has(> .katex-base) > .katex-tag").count() > 0
    # The fonts came with the site: KaTeX's main font is loaded, not a substitute.
    loaded = "[...document.fonts].filter(f => f.status === 'loaded').map(f => f.family)"
    assert "KaTeX_Main" in page.evaluate(loaded)
    # A formula within a sentence stays within its line.
    inline = "[...document.querySelectorAll('.katex')].filter(k => !k.closest('.katex-display'))"
    shown = page.evaluate(f"{inline}.map(k => getComputedStyle(k).display)")
    assert set(shown) == {"inline"}
    # No formula was left as TeX: a dollar sign in the running text would be one.
    prose = page.locator("article p, article li, article figcaption")
    assert not [text for text in prose.all_inner_texts() if "$" in text]


def test_the_footer_names_the_year_of_the_settings(visit):
    settings = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))
    page, _ = visit("intro.html")
    assert f"© Copyright {settings['copyright']}" in page.inner_text("body")


def test_the_site_has_an_icon(visit):
    """Without one a browser asks for `/favicon.ico`, and gets an error."""
    page, _ = visit("intro.html")
    (icon,) = page.locator("link[rel~='icon']").evaluate_all("all => all.map(e => e.href)")
    answer = page.request.get(icon)
    assert answer.status == 200
    assert answer.headers["content-type"] == "image/svg+xml"


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("https://example.org/", {"https://example.org/", "failed: https://example.org/"}),
        ("nothing.html", {MISSING}),
    ],
)
def test_what_a_page_may_not_ask_or_does_not_get_would_be_seen(visit, asked, told):
    page, complaints = visit("search.html")
    with page.expect_console_message():
        page.evaluate("asked => fetch(asked).catch(() => null)", asked)
    assert told <= set(complaints)


def test_search_finds_a_chapter(visit):
    page, complaints = visit("search.html?q=MNIST")
    assert page.wait_for_selector("#search-results a[href*='10-mnist']").is_visible()
    assert complaints == []


@functools.cache
def anchors(page_file):
    """Return which anchors a page of the site has."""
    return frozenset(re.findall(r'\bid="([^"]+)"', page_file.read_text(encoding="utf-8")))


def test_links_within_the_site_land_and_so_do_their_anchors(opened, site, address):
    page, _ = opened
    links = page.evaluate("[...document.querySelectorAll('a[href]')].map(a => a.href)")
    missing = []
    for link in sorted({link for link in links if link.startswith(address)}):
        target, _, anchor = link.partition("#")
        file = site / unquote(urlsplit(target).path).lstrip("/")
        if not file.is_file() or (anchor and anchor not in anchors(file)):
            missing.append(link)
    assert missing == []


@CHAPTERS
def test_a_chapter_can_be_run_taken_and_mended(opened, name):
    page, _ = opened
    here, file = current(), name.replace(".html", ".ipynb")
    links = set(
        page.locator(".article-header-buttons a").evaluate_all("all => all.map(a => a.href)")
    )
    owner = f"{here.owner}/{here.name}"
    assert {
        f"https://colab.research.google.com/github/{owner}/blob/main/{file}",
        f"https://mybinder.org/v2/gh/{owner}/main?urlpath=lab/tree/{file}",
        f"https://github.com/{owner}/edit/main/{file}",
        urljoin(page.url, f"../_sources/{file}"),
    } <= links
    taken = page.request.get(urljoin(page.url, f"../_sources/{file}")).text()
    assert nbformat.reads(taken, as_version=4) == nbformat.read(ROOT / file, as_version=4)


@CHAPTERS
def test_every_section_has_a_link_that_can_be_copied(opened):
    page, _ = opened
    headings = page.locator(".bd-article :is(h1, h2, h3)")
    links = page.locator(".bd-article :is(h1, h2, h3) > a.headerlink")
    assert links.count() == headings.count() > 5
    names = links.evaluate_all("all => all.map(e => e.getAttribute('aria-label'))")
    assert set(names) == {"Link to this section"}
    link = links.nth(1)
    assert link.evaluate("e => getComputedStyle(e).opacity") == "0"
    link.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    assert link.evaluate("e => e === document.activeElement")
    assert link.evaluate("e => getComputedStyle(e).opacity") == "1"
    page.keyboard.press("Enter")
    assert page.url.endswith(link.get_attribute("href"))
    page.go_back()


@CHAPTERS
def test_previous_and_next_follow_the_order_of_the_book(opened, name):
    page, _ = opened
    book = ["intro.html", *CHAPTER_PAGES, "assignments/guide.html"]
    here = book.index(name)
    for way, other in (("left-prev", book[here - 1]), ("right-next", book[here + 1])):
        link = page.locator(f".prev-next-area a.{way}")
        assert link.evaluate("a => a.href").endswith(other)


@CHAPTERS
def test_paper_shows_the_text_alone_and_all_of_it(shown):
    page = shown(width=800, color_scheme="dark", media="print")
    page.evaluate(BACK_TO_TOP)
    folds = page.locator("article details")
    closed = folds.evaluate_all("all => all.filter(e => !e.open).length")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert folds.evaluate_all("all => all.every(e => e.open)")
    asides = page.locator(".bd-sidebar-primary, .bd-sidebar-secondary, .copybtn, button")
    assert page.locator("button#pst-back-to-top").count() == 1
    assert not any(asides.evaluate_all("all => all.map(e => e.checkVisibility())"))
    assert page.evaluate("document.documentElement.scrollWidth") <= 800
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert paper in ("rgb(255, 255, 255)", "rgba(0, 0, 0, 0)")
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert folds.evaluate_all("all => all.filter(e => !e.open).length") == closed
    page.locator("#pst-back-to-top").evaluate("e => e.style.removeProperty('display')")


def test_a_page_is_fine_for_every_reader(opened, name):
    page, _ = opened
    assert_fine_for_every_reader(page, name)


def test_its_figures_have_captions_and_move(opened):
    page, _ = opened
    for figure in page.locator(".ce-figure").all():
        assert figure.evaluate("e => e.closest('figure').querySelector('figcaption') !== null")
        assert_moves(page, figure)


def test_a_page_asks_no_other_host_and_has_no_error(opened):
    """In all that the tests above did to it."""
    _, complaints = opened
    assert complaints == []


def test_axe_finds_nothing(opened):
    page, _ = opened
    assert_axe_finds_nothing(page)
