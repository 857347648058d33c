"""A figure that says nothing to who cannot see it ends the build, and is named."""

import os
import re
import subprocess
import sys
from base64 import b64encode

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from PIL import Image

from tools.paths import ROOT

SETTINGS = """extensions = ["myst_nb", "tools.sphinx_ext.figure_images"]
nb_execution_mode = "off"
"""
NO_ALT = "has no alt text that says what it shows"
SAYS = "Two lines cross in the middle of a white square."


@pytest.fixture
def book(tmp_path):
    """Return a folder with the settings of a small book and an image."""
    (tmp_path / "conf.py").write_text(SETTINGS)
    Image.new("RGB", (4, 3), "white").save(tmp_path / "square.png")
    return tmp_path


def build(book):
    command = [sys.executable, "-m", "sphinx", "-q", "-N", "-W", "--keep-going", str(book), "built"]
    return subprocess.run(
        command,
        check=False,
        cwd=book,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
    )


def write_chapter(book, **metadata):
    """Write a chapter with one figure as a cell's output, and what its cell says of it."""
    picture = b64encode((book / "square.png").read_bytes()).decode()
    output = new_output("display_data", {"image/png": picture, "text/plain": "<Figure>"})
    cell = new_code_cell("plot()", outputs=[output], metadata={"mystnb": metadata})
    metadata = {
        "kernelspec": {"name": "python3", "display_name": "Python 3"},
        "language_info": {"name": "python", "pygments_lexer": "python3"},
    }
    chapter = new_notebook(cells=[new_markdown_cell("# One"), cell], metadata=metadata)
    nbformat.write(chapter, book / "index.ipynb")


def test_a_figure_that_says_what_it_shows_is_built(book):
    write_chapter(book, image={"alt": SAYS})
    done = build(book)
    assert (done.returncode, done.stderr) == (0, "")
    page = (book / "built" / "index.html").read_text(encoding="utf-8")
    assert f'alt="{SAYS}"' in page
    assert 'width="4" height="3"' in page
    assert ".webp" in page


def test_a_figure_without_alt_text_ends_the_build(book):
    """One of a cell, which in the page would have the name of its file; two in the text."""
    write_chapter(book)
    images = [f"![{alt}](square.png)" for alt in ("", "Square.PNG", SAYS)]
    (book / "text.md").write_text("\n\n".join(["---\norphan: true\n---\n# Two", *images]))
    done = build(book)
    assert done.returncode != 0
    told = done.stderr.splitlines()
    for page, image, alt in (
        ("index.ipynb", r"\w+", ""),
        ("text.md", "square", ""),
        ("text.md", "square", "Square.PNG"),
    ):
        line = rf"{page}:.* WARNING: the image {image}\.png {NO_ALT}: '{alt}'$"
        assert [bool(re.search(line, one)) for one in told].count(True) == 1
    assert len(told) == 3
