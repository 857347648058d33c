"""Every built page, opened in a real browser with nothing but the site itself within reach."""

import pytest
import yaml

from tools.paths import ROOT, chapters

THEMES = ("light", "dark")
WIDTHS = (1280, 375)
PAGES = ["intro.html", "search.html", *(f"chapters/{path.stem}.html" for path in chapters())]


@pytest.fixture
def visit(chromium, address):
    """Return a function that opens a page and what it asked for and complained of."""
    contexts = []

    def open_page(name, *, theme="light", width=1280):
        context = chromium.new_context(
            viewport={"width": width, "height": 900}, color_scheme=theme, reduced_motion="reduce"
        )
        contexts.append(context)
        page, foreign, complaints = context.new_page(), [], []

        def only_own(route):
            own = route.request.url.startswith(address)
            return route.continue_() if own else (foreign.append(route.request.url), route.abort())

        context.route("**/*", only_own)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda m: m.type == "error" and complaints.append(m.text))
        page.on("requestfailed", lambda request: complaints.append(f"failed: {request.url}"))
        page.on("response", lambda r: r.status >= 400 and complaints.append(f"{r.status} {r.url}"))
        page.goto(f"{address}/{name}", wait_until="networkidle")
        return page, foreign, complaints

    yield open_page
    for context in contexts:
        context.close()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_asks_no_other_host_and_has_no_error(visit, name):
    _, foreign, complaints = visit(name)
    assert foreign == []
    assert complaints == []


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("name", PAGES)
def test_nothing_sticks_out_of_a_page(visit, name, theme, width):
    page, _, _ = visit(name, theme=theme, width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    images = "document.querySelectorAll('.cell_output img')"
    widths = page.evaluate(f"[...{images}].map(image => image.getBoundingClientRect().right)")
    assert all(right <= width for right in widths)


@pytest.mark.parametrize("path", chapters(), ids=lambda path: path.stem)
def test_formulas_are_rendered_in_the_page(visit, path):
    page, _, _ = visit(f"chapters/{path.stem}.html")
    assert page.locator(".katex").count() > 0
    assert page.locator(".katex-error").count() == 0
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


@pytest.mark.parametrize("width", WIDTHS)
def test_the_number_of_an_equation_stands_beside_it(visit, width):
    """The theme's own layout, and a narrow window, would print the number over the formula."""
    checked = 0
    for path in chapters():
        page, _, _ = visit(f"chapters/{path.stem}.html", width=width)
        for formula in page.locator(".katex-display:has(.katex-tag)").all():
            body = formula.locator(".katex-html > .katex-base").last.bounding_box()
            tag = formula.locator(".katex-html > .katex-tag").bounding_box()
            assert body["x"] + body["width"] <= tag["x"], formula.inner_text()
            checked += 1
    assert checked > 0


def test_the_footer_names_the_year_of_the_settings(visit):
    settings = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))
    page, _, _ = visit("intro.html")
    assert f"© Copyright {settings['copyright']}" in page.inner_text("body")


def test_search_finds_a_chapter(visit):
    page, foreign, _ = visit("search.html?q=MNIST")
    page.wait_for_selector("#search-results li")
    assert "10-mnist" in page.locator("#search-results a").first.get_attribute("href")
    assert foreign == []


@pytest.mark.parametrize("path", chapters(), ids=lambda path: path.stem)
def test_links_within_the_site_land(visit, site, path):
    page, _, _ = visit(f"chapters/{path.stem}.html")
    links = page.evaluate("[...document.querySelectorAll('a[href]')].map(a => a.href)")
    own = {link.partition("#")[0] for link in links if link.startswith(page.url.split("/chap")[0])}
    missing = [link for link in own if page.request.get(link).status != 200]
    assert missing == []
