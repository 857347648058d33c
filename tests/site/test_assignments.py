"""The assignments in the site: runnable, not executed, and without a trace of a solution."""

import gzip
import html
import io
import re
import zipfile
import zlib
from pathlib import PurePath, PurePosixPath
from urllib.parse import urljoin

import nbformat
import pytest
import yaml

from tests.site.pages import ASSIGNMENT_PAGES
from tools.notebooks import read, read_chapters
from tools.paths import ROOT, assignment_releases, assignment_sources
from tools.repository import current

RELEASES = pytest.mark.parametrize("name", ASSIGNMENT_PAGES, indirect=True)
SECRET = re.compile(r"### BEGIN (SOLUTION|HIDDEN TESTS)\n(.*?)### END \1", re.DOTALL)
SPECIFIC = 20  # letters and digits; a shorter line says too little to be a trace
OTHERS = bytes(k for k in range(128) if not chr(k).isalnum())


def letters(text):
    """Return a text's letters and digits: what is left of it however it is set or highlighted."""
    return text.lower().encode("ascii", "ignore").translate(None, OTHERS).decode()


def sources_of(notebooks):
    return letters("\n".join(cell.source for notebook in notebooks for cell in notebook.cells))


def secret_lines(notebook, public):
    """Return the lines of solutions and hidden checks that ``public`` does not hold."""
    lines = [line for cell in notebook.cells for line in secret_part(cell).splitlines()]
    squeezed = {letters(line) for line in lines}
    return {line for line in squeezed if len(line) >= SPECIFIC and line not in public}


def secret_part(cell):
    """Return what a release leaves out of a cell."""
    if cell.cell_type == "markdown":
        return cell.source if cell.metadata.get("nbgrader", {}).get("solution") else ""
    return "\n".join(match[2] for match in SECRET.finditer(cell.source))


@pytest.fixture(scope="module")
def secrets():
    """Return the lines by assignment. What a chapter teaches anyway is no secret."""
    releases = [read(path) for path in assignment_releases()]
    public = sources_of([*releases, *read_chapters()])
    return {path.stem: secret_lines(read(path), public) for path in assignment_sources()}


def readings(name, data):
    """Return the letters of a file: as it stands, without tags, with JSON's escapes undone."""
    if name.endswith(".zip"):
        with zipfile.ZipFile(io.BytesIO(data)) as inner:
            return set().union(*(readings(n, inner.read(n)) for n in inner.namelist()))
    if name.endswith(".gz"):
        return readings(name.removesuffix(".gz"), gzip.decompress(data))
    if name.endswith(".inv"):  # Sphinx's inventory: four lines, then compressed text
        return readings("inventory.txt", zlib.decompress(data.split(b"\n", 4)[4]))
    text = data.decode("utf-8", errors="replace")
    plain = html.unescape(re.sub(r"<[^>]*>", "", text))
    return {letters(text), letters(plain), letters(re.sub(r"\\[nrt]", " ", text))}


def traces(folder, lines):
    """Return in which files of a folder which of the lines stand."""
    found = []
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        for text in readings(path.name, path.read_bytes()):
            found += [(path.relative_to(folder).as_posix(), line) for line in lines if line in text]
    return found


def test_no_file_of_the_site_holds_a_line_of_a_solution_or_a_hidden_check(site, secrets):
    assert set(secrets) == {PurePosixPath(page).stem for page in ASSIGNMENT_PAGES}
    for name, lines in secrets.items():
        assert len(lines) >= 10, f"{name}: too few lines to look for"
    assert traces(site, set().union(*secrets.values())) == []


@pytest.mark.parametrize("path", assignment_releases(), ids=lambda path: path.stem)
def test_lines_of_a_release_are_found_in_its_page_and_its_notebook(site, path):
    """What the search finds of the public part, it would find of the rest."""
    cells = [cell for cell in read(path).code_cells if "assert" in cell.source]
    lines = {letters(max(cell.source.splitlines(), key=len)) for cell in cells}
    folder = path.parent.relative_to(ROOT)
    for place in (site / folder, site / "_sources" / folder):
        assert {line for _, line in traces(place, lines)} == lines


LINE = "return -np.sum(probs[probs > 0] * np.log2(probs[probs > 0]))"
HIGHLIGHTED = re.sub(r"(\w+|>)", r'<span class="n">\1</span>', LINE.replace(">", "&gt;"))
PLANTED = {
    "a.txt": LINE.encode(),
    "a.html": f"<pre>{HIGHLIGHTED}</pre>".encode(),
    "a.ipynb": nbformat.writes(
        nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(f'"""A."""\n{LINE}\nx = "1"')])
    ).encode(),
    "searchindex.js": f'Search.setIndex({{"a": "1\\n{LINE}\\n2"}})'.encode(),
    "objects.inv": b"# 1\n# 2\n# 3\n# 4\n" + zlib.compress(LINE.encode()),
    "a.js.gz": gzip.compress(LINE.encode()),
}


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_line_is_found(tmp_path, name):
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / name).write_bytes(PLANTED[name])
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr(name, PLANTED[name])
    found = {place for place, _ in traces(tmp_path, {letters(LINE)})}
    assert found == {f"deep/{name}", "all.zip"}
    assert traces(tmp_path, {letters(LINE) + "unlike"}) == []


def test_what_is_secret_of_a_source():
    code = nbformat.v4.new_code_cell(
        "def f():\n    ### BEGIN SOLUTION\n    return the_answer_that_is_asked_for\n"
        "    ### END SOLUTION\n    ### BEGIN HIDDEN TESTS\n    x\n    ### END HIDDEN TESTS"
    )
    answer = nbformat.v4.new_markdown_cell(
        "A model answer of one line.", metadata={"nbgrader": {"solution": True}}
    )
    node = nbformat.v4.new_notebook(cells=[code, answer, nbformat.v4.new_markdown_cell("Open.")])
    lines = {letters("return the_answer_that_is_asked_for"), letters("A model answer of one line.")}
    assert secret_lines(node, "") == lines
    assert secret_lines(node, letters("A model answer of one line.")) < lines


def test_releases_are_not_executed_when_the_book_is():
    """The pattern is matched as myst-nb matches it: from the right of a page's path."""
    settings = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))["execute"]
    assert settings["execute_notebooks"] == "cache"
    for path in assignment_releases():
        patterns = settings["exclude_patterns"]
        assert any(PurePosixPath(path.as_posix()).match(pattern) for pattern in patterns)


@RELEASES
def test_a_released_assignment_can_be_run_and_taken_and_shows_no_output(opened, name):
    page, _ = opened
    here, file = current(), str(PurePath(name).with_suffix(".ipynb"))
    links = page.locator(".article-header-buttons a").evaluate_all("all => all.map(a => a.href)")
    owner = f"{here.owner}/{here.name}"
    source = urljoin(page.url, f"../../../_sources/{file}")
    assert {
        f"https://colab.research.google.com/github/{owner}/blob/main/{file}",
        f"https://mybinder.org/v2/gh/{owner}/main?urlpath=lab/tree/{file}",
        source,
    } <= set(links)
    taken = nbformat.reads(page.request.get(source).text(), as_version=4)
    assert taken == nbformat.read(ROOT / file, as_version=4)
    assert page.locator(".cell_input").count() > 5
    assert page.locator(".cell_output").count() == 0


def test_the_front_page_leads_to_the_guide_and_the_guide_to_each_assignment(visit):
    ways = {"intro.html": ["assignments/guide.html"], "assignments/guide.html": ASSIGNMENT_PAGES}
    for start, targets in ways.items():
        page, _ = visit(start)
        links = page.locator("article a").evaluate_all("all => all.map(a => a.href)")
        for target in targets:
            assert any(link.endswith(f"/{target}") for link in links), target
