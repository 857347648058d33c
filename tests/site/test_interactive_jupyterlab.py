"""Stored figures in a real JupyterLab: in a trusted notebook they move, in a strange one they tell.

No cell is run: a trusted figure needs no kernel.
"""

import contextlib
import os
import subprocess
import sys
import time

import nbformat
import pytest
from jupyter_server.serverapp import list_running_servers
from nbformat.sign import NotebookNotary

from ce_utils.interactive.base import LEFT_OUT, OPENS
from tests.interactive import every
from tests.site.moving import assert_moves, readout

SECONDS = 60  # at most, until the server or a notebook is there
OPTIONS = [
    "--no-browser",
    "--allow-root",  # the tests may run as root
    "--port=0",
    "--IdentityProvider.token=",
    "--LabApp.news_url=",
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
]
HANDLED = {"logit", "distributions"}  # those with handles in the picture
EACH = pytest.mark.parametrize("k", range(len(every.FIGURES)), ids=list(every.FIGURES))
# Insert a cell, cut one, choose another, edit it.
KEYS_OF_JUPYTERLAB = ("b", "x", "j", "ArrowDown", "Enter")


@pytest.fixture(scope="module")
def figures():
    """Return every figure, as Python has it."""
    return [every.made(name) for name in every.FIGURES]


def write_notebook(path, figures):
    """Write a notebook that holds figures as a chapter stores them: one output a cell."""
    node = nbformat.v4.new_notebook(metadata={"title": path.stem})
    for figure in figures:
        data = {"text/html": figure._repr_html_(), "text/plain": repr(figure)}
        output = nbformat.v4.new_output("execute_result", data=data, execution_count=1)
        cell = nbformat.v4.new_code_cell(figure.name, outputs=[output], execution_count=1)
        node.cells.append(cell)
    nbformat.write(node, path)
    return nbformat.read(path, as_version=4)


@pytest.fixture(scope="module")
def lab(tmp_path_factory, figures):
    """Return the address of a JupyterLab with nobody's settings, which serves two notebooks.

    `trusted.ipynb` is signed, as it is by `jupyter trust` or by running it; `strange.ipynb` is
    not, like every notebook of a fresh clone.
    """
    home = tmp_path_factory.mktemp("lab")
    work, runtime, data, config = (home / name for name in ("work", "runtime", "data", "config"))
    for folder in (work, data):
        folder.mkdir()
    write_notebook(work / "strange.ipynb", figures)
    NotebookNotary(data_dir=str(data)).sign(write_notebook(work / "trusted.ipynb", figures))
    places = {"DATA": data, "CONFIG": config, "RUNTIME": runtime}
    server = subprocess.Popen(
        [sys.executable, "-m", "jupyterlab", *OPTIONS, f"--ServerApp.root_dir={work}"],
        env=os.environ | {f"JUPYTER_{name}_DIR": str(path) for name, path in places.items()},
        stderr=subprocess.DEVNULL,
    )
    yield address_of(server, runtime)
    server.terminate()
    server.wait()


def address_of(server, runtime):
    """Return the address of a server once it tells it."""
    end = time.monotonic() + SECONDS
    while time.monotonic() < end and server.poll() is None:
        for running in list_running_servers(str(runtime)):
            return running["url"]
        time.sleep(0.1)
    server.kill()
    pytest.fail("JupyterLab did not start.")


@pytest.fixture(scope="module")
def notebooks(watching, lab):
    """Return both notebooks, open, by name, and what each complained of.

    JupyterLab asks for the kernel of a notebook: it gets none.
    """
    with contextlib.ExitStack() as stack:
        opened = {}
        for name in ("trusted", "strange"):
            address = f"{lab}lab/tree/{name}.ipynb?reset"
            page, complaints = stack.enter_context(watching(address, width=1280))
            refusal = page.locator(".jp-Dialog").get_by_role("button", name="No Kernel")
            refusal.click(timeout=SECONDS * 1000)
            opened[name] = page, complaints
        yield opened


def cell_of(page, k):
    """Return a cell, scrolled to: JupyterLab draws no others."""
    cell = page.locator(f".jp-Notebook .jp-Cell[data-windowed-list-index='{k}']")
    cell.scroll_into_view_if_needed()
    return cell


def drag(page, handle):
    """Drag a handle to the left and down: whichever axis it moves along, it moves."""
    box = handle.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 25, y + 25, steps=3)
    page.mouse.up()


@EACH
def test_in_a_trusted_notebook_it_moves(notebooks, figures, k):
    """JupyterLab has a use of its own for keys, and for what is dragged."""
    page, complaints = notebooks["trusted"]
    cell, python, address = cell_of(page, k), figures[k], page.url
    figure = cell.locator(".ce-figure")
    assert readout(figure) == python.readout()
    assert_moves(page, figure)
    for key in KEYS_OF_JUPYTERLAB:
        page.keyboard.press(key)
    assert figure.evaluate("e => e.contains(document.activeElement)")
    assert page.locator(".jp-Notebook .jp-Cell").count() == len(figures)
    handles = figure.locator("svg [role=slider]")
    assert handles.count() > 0 or python.name not in HANDLED
    for handle in handles.all()[:1]:
        drag(page, handle)
        assert readout(figure) != python.readout()
    assert not figure.locator(".ce-left-out").is_visible()
    # A link to JupyterLab would be no link to the figure.
    assert figure.get_by_role("button", name="Copy link").count() == 0
    assert page.url == address
    assert complaints == []


@EACH
def test_in_a_strange_notebook_it_says_how_it_is_seen(notebooks, figures, k):
    """JupyterLab takes styles and scripts out of it, and keeps its images."""
    page, complaints = notebooks["strange"]
    cell, python = cell_of(page, k), figures[k]
    assert cell.locator(".ce-figure svg").count() == 0
    shown = "all => all.map(e => [e.alt, e.width, e.naturalWidth])"
    alts, widths, natural = zip(*cell.locator("img").evaluate_all(shown), strict=True)
    assert len(alts) == len(python.still())
    assert alts[0] == OPENS + python.alt  # the others have no words; JupyterLab calls them "Image"
    assert widths == natural
    assert min(widths) > 300
    told = cell.locator(".ce-left-out")
    assert told.is_visible()
    assert told.inner_text() == LEFT_OUT
    assert readout(cell) == python.readout()
    assert complaints == []
