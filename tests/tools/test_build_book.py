"""A second build executes only what changed; a change under the chapters executes them anew."""

import shutil
import subprocess
import sys

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from tools.paths import ROOT, WEB

# The chapter of the small book leaves a mark each time that it is executed.
MARK = "with open('executions', 'a') as file:\n    print('executed', file=file)"


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    """Return a repository with the real build and one small chapter."""
    book = tmp_path_factory.mktemp("book")
    for name in ("tools", "_static"):
        shutil.copytree(ROOT / name, book / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "_config.yml", book)
    (book / "_build").mkdir()
    (book / "_build" / "web").symlink_to(WEB)
    (book / "_toc.yml").write_text("{format: jb-book, root: intro, chapters: [{file: small}]}")
    (book / "intro.md").write_text("# A small book\n")
    (book / "ce_utils").mkdir()
    write_chapter(book, prose="as it was")
    return book


def write_chapter(book, *, prose, code=MARK):
    cells = [new_markdown_cell(f"# Small\n\nProse {prose}."), new_code_cell(code)]
    cells[0]["id"], cells[1]["id"] = "prose", "code"
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
    nbformat.write(new_notebook(cells=cells, metadata=kernel), book / "small.ipynb")


def build(book, *options):
    command = [sys.executable, "-m", "tools.build_book", *options]
    return subprocess.run(command, cwd=book, capture_output=True, text=True, check=False)


def executions(book):
    return len((book / "executions").read_text().splitlines())


def test_only_what_changed_is_executed(book):
    first = build(book)
    assert first.returncode == 0, first.stderr
    assert (book / "_build/html/index.html").as_uri() in first.stdout
    assert executions(book) == 1

    write_chapter(book, prose="changed")
    assert build(book).returncode == 0
    assert executions(book) == 1
    assert "Prose changed" in (book / "_build/html/small.html").read_text()

    (book / "_static" / "book.css").write_text("/* changed */")
    assert build(book).returncode == 0
    assert executions(book) == 1
    assert (book / "_build/html/_static/book.css").read_text() == "/* changed */"

    (book / "ce_utils" / "links.py").write_text("'''A change of the package.'''")
    assert build(book).returncode == 0
    assert executions(book) == 2


@pytest.mark.parametrize(
    ("prose", "code", "complaint"),
    [
        ("good", "1 / 0", "ZeroDivisionError"),
        ("good", "import sys\nprint('noise', file=sys.stderr)", "stderr"),
        ("with a bad formula $\\frac{1$", "1 + 1", "KaTeX parse error"),
        ("with a [dead link](nowhere.md)", "1 + 1", "nowhere.md"),
    ],
    ids=["error", "stderr", "formula", "link"],
)
def test_a_fault_ends_the_build(book, prose, code, complaint):
    write_chapter(book, prose=prose, code=code)
    result = build(book)
    assert result.returncode != 0
    assert complaint in result.stdout + result.stderr
