"""The site's one style sheet and one script: what is in them, and that pages do with them."""

import re

import pytest
from sphinx.errors import ExtensionError

from tests.site.pages import PAGES
from tools.sphinx_ext.bundles import SCRIPT, SCRIPTS, SHEET, SHEETS, bundle, files_of, write_sheet

OF_THE_SEARCH = ["_static/searchtools.js", "_static/language_data.js", "searchindex.js"]


@pytest.fixture
def small(tmp_path):
    """Return a site of two pages, one of which has a script more, and the theme's template."""
    files = {
        "_static/deep/a.css": '@import "../b.css"; p { background: url("dot.png"); color: red; }',
        "_static/deep/dot.png": "",
        "_static/b.css": "p { color: blue; }",
        "_static/c.css": "p { margin: 0; }",
        "_static/one.js": "const first = Date.now();",
        "_static/two.js": "const second = first + 1;",
        "_static/own.js": "document.title = second;",
        "_static/template.html": '<link rel="stylesheet" href="x.css" />',
        "index.html": '<link rel="next" href="sub/page.html" />',
        "search.html": page_with("", '<script src="_static/own.js"></script>\n'),
        "sub/page.html": page_with("../", ""),
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


def page_with(up, more):
    return f"""<head><script>inline()</script>
<link href="{up}_static/deep/a.css?digest=1" rel="stylesheet" />
<link rel="stylesheet" type="text/css" href="{up}_static/c.css?v=2" />
<link rel="preload" as="script" href="{up}_static/two.js" />
<script src="{up}_static/one.js?v=1"></script>
<script>DOCUMENTATION_OPTIONS.pagename = 'page';</script>
{more}</head><body>
<script src="{up}_static/two.js"></script>
</body>"""


def test_each_page_loads_the_bundles_and_then_what_it_has_alone(small):
    bundle(small)
    pages = [(small / name).read_text() for name in ("sub/page.html", "search.html")]
    state = re.search(r"site\.css\?v=(\w{8})", pages[0])[1]
    expected = """<head><script>inline()</script>
<link rel="stylesheet" href="{up}_static/site.css?v={state}" />
<script defer src="{up}_static/site.js?v={state}"></script>
{more}</head><body>
</body>"""
    own = '<script defer src="_static/own.js"></script>\n'
    assert pages[0] == expected.format(up="../", state=state, more="")
    assert pages[1] == expected.format(up="", state=state, more=own)


def test_the_bundles_keep_the_order_and_what_the_files_name(small):
    bundle(small)
    sheet = (small / SHEET).read_text()
    places = [sheet.index(word) for word in ("#00f", "deep/dot.png", "red", "margin")]  # #00f: blue
    assert places == sorted(places)
    assert re.search(r'url\("?\./deep/dot\.png', sheet)
    script = (small / SCRIPT).read_text()
    assert script.index("first=Date.now()") < script.index("second=first+1")


def test_a_second_build_leaves_pages_that_have_the_bundles(small):
    bundle(small)
    before = {path: path.read_text() for path in small.rglob("*.html")}
    bundle(small)
    assert {path: path.read_text() for path in small.rglob("*.html")} == before


def test_what_cannot_be_read_ends_the_build(tmp_path):
    with pytest.raises(ExtensionError, match=r"missing\.css"):
        write_sheet(tmp_path, ["_static/missing.css"])


@pytest.mark.parametrize("page", PAGES)
def test_a_page_of_the_site_loads_two_files(site, page):
    text = (site / page).read_text(encoding="utf-8")
    assert files_of(text, page, SHEETS) == [SHEET]
    scripts = re.findall(r'<script( defer)? src="([^"?]*)', text)
    up = "../" * page.count("/")
    own = OF_THE_SEARCH if page == "search.html" else []
    assert scripts == [(" defer", up + name) for name in [SCRIPT, *own]]
    assert files_of(text, page, SCRIPTS) == []  # none that holds the page up


def test_the_style_sheet_has_all_that_the_theme_writes_at_the_end(site):
    """And every file that it names is there."""
    sheet = (site / SHEET).read_text(encoding="utf-8")
    named = set(re.findall(r'url\("?(?!data:|#)([^")]+)', sheet))
    assert len(named) >= 16  # KaTeX's fonts that are not in it
    assert all((site / SHEET).parent.joinpath(name).is_file() for name in named)
    code = (site / "_static" / "pygments.css").read_text(encoding="utf-8")
    colours = re.findall(
        r'(?m)^html\[data-theme="(\w+)"\] (\.highlight \.k) \{ color: (#\w+)', code
    )
    assert [theme for theme, _, _ in colours] == ["light", "dark"]
    for theme, place, colour in colours:
        assert re.search(
            rf"html\[data-theme=\"?{theme}\"?\] {re.escape(place)}\{{color:{colour}", sheet, re.I
        )


@pytest.mark.parametrize(
    ("system", "chosen", "shown"),
    [("dark", None, "dark"), ("light", None, "light"), ("dark", "light", "light"),
     ("light", "dark", "dark"), ("dark", "auto", "dark")],
)  # fmt: skip
def test_the_theme_is_known_before_any_script_has_come(chromium, address, system, chosen, shown):
    """So that no page is light first; and the script agrees when it has come."""
    context = chromium.new_context(color_scheme=system)
    if chosen:
        context.add_init_script(f"localStorage.setItem('mode', '{chosen}')")
    theme = "document.documentElement.dataset.theme"
    page = context.new_page()
    page.route("**/site.js*", lambda route: route.abort())
    page.goto(f"{address}/intro.html")
    assert page.evaluate(theme) == shown
    page.unroute_all()
    page.reload()
    assert page.evaluate("localStorage.getItem('theme')") == shown  # the theme's script ran
    assert page.evaluate(theme) == shown
    context.close()
