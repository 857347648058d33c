"""Print the built site into one PDF: `python -m tools.pdf` (`make pdf` builds the site first).

The articles of all pages are put into one page of HTML, ids and links between pages made to fit,
and Chromium prints it: numbered pages, links that work, text that screen readers can follow. It is
printed twice: the first time tells on which pages things are, so that the contents can name them.
In the end it gets bookmarks of all chapters and sections.
"""

import argparse
import logging
import re
from dataclasses import dataclass
from html import escape, unescape
from pathlib import Path, PurePosixPath
from posixpath import normpath

import yaml
from playwright.sync_api import sync_playwright
from pypdf import PdfReader, PdfWriter
from pypdf.generic import Fit

from tools import browser
from tools.paths import BUILD, ROOT

ID_OR_REFERENCE = re.compile(r'(\s(?:id|for|aria-labelledby|aria-describedby)=")([^"]+)"')
LINK = re.compile(r'(<a\b[^>]*?\shref=")([^"]+)"')
ASSET = re.compile(r'(<(?:img|link)\b[^>]*?\s(?:src|href)=")([^"]+)"')
HEADING = re.compile(r'<section [^>]*?id="([^"]+)">\s*<h([12])>(.*?)</h\2>', re.DOTALL)
FOOTER = """<div style="font: 8pt sans-serif; text-align: center; width: 100%">
<span class="pageNumber"></span></div>"""
STYLE = """
html body { font-size: 10.5pt; }
html .bd-article-container { max-width: none; padding: 0; width: 100%; }
article + article { break-before: page; }
article h1 { display: block !important; }
h1, h2, h3 { break-after: avoid; }
.contents { columns: auto; list-style: none; padding: 0; }
.contents li { display: flex; gap: 1em; justify-content: space-between; margin: 0.2em 0; }
.contents .level-1 { font-weight: bold; margin-top: 1em; }
.contents .level-2 { padding-left: 1.5em; }
.toctree-wrapper, .tableofcontents-wrapper, .ce-controls { display: none !important; }
"""


@dataclass(frozen=True)
class Entry:
    """A line of the contents: a chapter (level 1) or a section (level 2)."""

    anchor: str
    level: int
    title: str


def pages_in_order(contents: Path = ROOT / "_toc.yml") -> list[str]:
    """Return the addresses of the book's pages within the site, in the order of the contents.

    The API reference is left out: on paper it would be half of the book, and code is not there.
    """
    book = yaml.safe_load(contents.read_text(encoding="utf-8"))
    files = [entry["file"] for part in book["parts"] for entry in part["chapters"]]
    kept = [file for file in files if not file.startswith("appendix/api/")]
    return [f"{file}.html" for file in [book["root"], *kept]]


def prefix_of(page: str) -> str:
    """Return what stands before the ids of a page: its name."""
    return f"{PurePosixPath(page).stem}--"


def article_of(site: Path, page: str, pages: list[str]) -> str:
    """Return the article of a page with ids, links and images that fit into one file.

    Parameters
    ----------
    site : pathlib.Path
        The folder of the built site.
    page : str
        The page's address within it.
    pages : list of str
        The pages that the file will hold; links to them become links within it.
    """
    text = (site / page).read_text(encoding="utf-8")
    article = text[text.index("<article") : text.index("</article>") + len("</article>")]
    article = re.sub(r"<script\b.*?</script>", "", article, flags=re.DOTALL)
    article = re.sub(r'<a class="headerlink".*?</a>', "", article, flags=re.DOTALL)
    article = re.sub(r"<details(?! open)", "<details open", article)
    own = prefix_of(page)
    article = ID_OR_REFERENCE.sub(
        lambda m: m[1] + " ".join(own + name for name in m[2].split()) + '"', article
    )
    article = re.sub(r"url\(#", f"url(#{own}", article)
    article = LINK.sub(lambda m: f'{m[1]}{link_within(m[2], page, pages)}"', article)
    article = ASSET.sub(lambda m: f'{m[1]}{absolute(m[2], site, page)}"', article)
    return article.replace("<article", f'<article id="{own}"', 1)


def link_within(target: str, page: str, pages: list[str]) -> str:
    """Return where a link of a page leads in the one file; one that leaves the book stays."""
    if re.match(r"[a-z]+:", target):
        return target
    path, _, anchor = target.partition("#")
    aim = normpath(str(PurePosixPath(page).parent / path)) if path else page
    return f"#{prefix_of(aim)}{anchor}" if aim in pages else target


def absolute(target: str, site: Path, page: str) -> str:
    """Return the address of a file of the site, whatever folder the one file lies in."""
    if re.match(r"[a-z]+:", target):
        return target
    return (site / page).parent.joinpath(target.partition("?")[0]).resolve().as_uri()


def entries_of(articles: list[str]) -> list[Entry]:
    """Return the chapters and sections of the articles."""
    return [
        Entry(anchor, int(level), unescape(re.sub(r"<[^>]+>", "", plain_maths(title))).strip())
        for article in articles
        for anchor, level, title in HEADING.findall(article)
    ]


def plain_maths(title: str) -> str:
    """Return a title whose formulas are left as TeX, once."""
    maths = r'<span class="katex">.*?<annotation[^>]*>(.*?)</annotation>.*?</math>.*?</span></span>'
    return re.sub(maths, r"\1", title, flags=re.DOTALL)


def contents_of(entries: list[Entry], numbers: dict[str, int]) -> str:
    """Return the contents as HTML; a page that is not known yet is 000."""
    lines = [
        f'<li class="level-{e.level}"><a href="#{e.anchor}">{escape(e.title)}</a>'
        f"<span>{numbers.get(e.anchor, '000')}</span></li>"
        for e in entries
    ]
    listed = f'<ul class="contents">{"".join(lines)}</ul>'
    return f"<article><p><strong>Contents</strong></p>{listed}</article>"


def document(site: Path, articles: list[str], pages: list[str], numbers: dict[str, int]) -> str:
    """Return the one page of HTML that holds the book."""
    first = (site / pages[-1]).read_text(encoding="utf-8")
    sheets = re.findall(r'<link[^>]*rel="stylesheet"[^>]*>', first)
    styles = [ASSET.sub(lambda m: f'{m[1]}{absolute(m[2], site, pages[-1])}"', s) for s in sheets]
    title = escape(yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))["title"])
    contents = contents_of(entries_of(articles), numbers)
    return (
        f'<!doctype html><html lang="en" data-theme="light" data-mode="light"><head>'
        f'<meta charset="utf-8"><title>{title}</title>{"".join(styles)}<style>{STYLE}</style>'
        f'</head><body><div class="bd-main"><div class="bd-content">'
        f'<div class="bd-article-container">{"".join([articles[0], contents, *articles[1:]])}'
        f"</div></div></div></body></html>"
    )


def print_pages(site: Path, target: Path, pages: list[str]) -> Path:
    """Print pages of the site into one PDF.

    Parameters
    ----------
    site : pathlib.Path
        The folder of the built site.
    target : pathlib.Path
        The PDF; the HTML it is printed from is left beside it.
    pages : list of str
        Addresses within the site, in order.

    Returns
    -------
    pathlib.Path
        The target.

    Raises
    ------
    RuntimeError
        If there is no Chromium.
    """
    program = browser.find_chromium()
    if program is None:
        raise RuntimeError(browser.ADVICE)
    articles = [article_of(site, page, pages) for page in pages]
    target.parent.mkdir(parents=True, exist_ok=True)
    source, numbers = target.with_suffix(".html"), {}
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        for _ in ("to learn the numbers", "with the numbers"):
            source.write_text(document(site, articles, pages, numbers), encoding="utf-8")
            print_file(chromium, source, target)
            numbers = page_numbers(target)
        chromium.close()
    add_bookmarks(target, entries_of(articles))
    return target


def add_bookmarks(pdf: Path, entries: list[Entry]) -> None:
    """Give a PDF an outline: chapters, and under each its sections."""
    writer, chapter = PdfWriter(clone_from=pdf), None
    aims, numbers = PdfReader(pdf).named_destinations, page_numbers(pdf)
    for entry in entries:
        aim = aims[f"/{entry.anchor}"]
        place = Fit.xyz(left=0, top=float(aim.top))
        parent = chapter if entry.level > 1 else None
        item = writer.add_outline_item(
            title=entry.title, page_number=numbers[entry.anchor] - 1, parent=parent, fit=place
        )
        chapter = item if entry.level == 1 else chapter
    writer.page_mode = "/UseOutlines"
    writer.write(pdf)


def print_file(chromium: object, source: Path, target: Path) -> None:
    """Print one file of HTML on A4 paper."""
    page = chromium.new_page(java_script_enabled=False)
    page.set_default_timeout(0)
    page.goto(source.as_uri(), wait_until="load")
    margin = {"top": "18mm", "bottom": "18mm", "left": "17mm", "right": "17mm"}
    page.pdf(
        path=target, format="A4", margin=margin, display_header_footer=True,
        header_template="<span></span>", footer_template=FOOTER, tagged=True,
        print_background=True,
    )  # fmt: skip
    page.close()


def page_numbers(pdf: Path) -> dict[str, int]:
    """Return on which page, counted from 1, each anchor of a PDF stands."""
    reader = PdfReader(pdf)
    return {
        name.removeprefix("/"): reader.get_destination_page_number(aim) + 1
        for name, aim in reader.named_destinations.items()
    }


def main() -> None:
    """Print the site in `_build/html` into `_build/pdf/book.pdf`."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--site", type=Path, default=BUILD / "html")
    parser.add_argument("--into", type=Path, default=BUILD / "pdf" / "book.pdf")
    options = parser.parse_args()
    # Chromium's PDF states fewer objects than it holds; pypdf says so, and reads them all.
    logging.getLogger("pypdf").setLevel(logging.ERROR)
    pdf = print_pages(options.site.resolve(), options.into.resolve(), pages_in_order())
    print(f"The book is printed: {pdf}, {len(PdfReader(pdf).pages)} pages")


if __name__ == "__main__":
    main()
