"""On the site, an assignment's links to chapters stay on the site."""

import re
import subprocess
import sys

from tools.paths import ROOT
from tools.repository import current

SETTINGS = "extensions = ['myst_parser', 'tools.sphinx_ext.release_links']\n"


def test_links_to_chapters_lead_to_their_pages_and_others_out(tmp_path):
    start = f"{current().url}/blob/main"
    pages = {
        "index": "# Book\n\n```{toctree}\nchapters/01-a\nassignments/release/1-x/1-x\n```\n",
        "chapters/01-a": f"# A\n\n[out]({start}/chapters/01-a.ipynb)\n",
        "assignments/release/1-x/1-x": (
            f"# X\n\n[a]({start}/chapters/01-a.ipynb), [b]({start}/chapters/01-a.ipynb#c), "
            f"[c]({start}/README.md), [d](https://example.org/chapters/01-a.ipynb)\n"
        ),
    }
    for name, text in pages.items():
        path = tmp_path / "in" / f"{name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    (tmp_path / "in" / "conf.py").write_text(SETTINGS)
    command = [
        sys.executable,
        "-m",
        "sphinx",
        "-q",
        "-W",
        str(tmp_path / "in"),
        str(tmp_path / "out"),
    ]
    subprocess.run(command, cwd=ROOT, check=True)
    made = (tmp_path / "out" / "assignments/release/1-x/1-x.html").read_text()
    addresses = [re.search(f'href="([^"]+)">{name}</a>', made)[1] for name in "abcd"]
    here = "../../../chapters/01-a.html"
    outside = [f"{start}/README.md", "https://example.org/chapters/01-a.ipynb"]
    assert addresses == [here, f"{here}#c", *outside]
    chapter = (tmp_path / "out" / "chapters/01-a.html").read_text()
    assert f'href="{start}/chapters/01-a.ipynb"' in chapter
