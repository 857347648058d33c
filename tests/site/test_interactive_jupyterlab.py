"""Stored figures in a real JupyterLab: in a trusted notebook they move, in a strange one they tell.

No cell is run: a trusted figure needs no kernel.
"""

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
# Insert a cell, cut one, choose another, edit it.
KEYS_OF_JUPYTERLAB = ("b", "x", "j", "ArrowDown", "Enter")


@pytest.fixture(scope="module")
def figures():
    """Return every figure, as Python has it."""
    return [make() for make in every.FIGURES.values()]


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


@pytest.fixture
def notebook(watch, lab):
    """Return a function that opens a notebook; JupyterLab asks for its kernel: it gets none."""

    def open_notebook(name, **options):
        page, complaints = watch(f"{lab}lab/tree/{name}.ipynb?reset", wait="load", **options)
        page.locator(".jp-Dialog").get_by_role("button", name="No Kernel").click(
            timeout=SECONDS * 1000
        )
        return page, complaints

    return open_notebook


def in_turn(page, figures):
    """Return the cell of each figure, scrolled to (JupyterLab draws no others), and the figure."""
    for k, python in enumerate(figures):
        cell = page.locator(f".jp-Notebook .jp-Cell[data-windowed-list-index='{k}']")
        cell.scroll_into_view_if_needed()
        yield cell, python


def drag(page, handle):
    """Drag a handle to the left and down: whichever axis it moves along, it moves."""
    box = handle.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 25, y + 25, steps=3)
    page.mouse.up()


def test_in_a_trusted_notebook_every_figure_moves(notebook, figures):
    """JupyterLab has a use of its own for keys, and for what is dragged."""
    page, complaints = notebook("trusted", width=1280)
    address, dragged = page.url, []
    for cell, python in in_turn(page, figures):
        figure = cell.locator(".ce-figure")
        assert readout(figure) == python.readout()
        assert_moves(page, figure)
        for key in KEYS_OF_JUPYTERLAB:
            page.keyboard.press(key)
        assert figure.evaluate("e => e.contains(document.activeElement)"), python.name
        for handle in figure.locator("svg [role=slider]").all()[:1]:
            drag(page, handle)
            assert readout(figure) != python.readout()
            dragged.append(python.name)
        assert not figure.locator(".ce-left-out").is_visible()
        # A link to JupyterLab would be no link to the figure.
        assert figure.get_by_role("button", name="Copy link").count() == 0
    assert page.locator(".jp-Notebook .jp-Cell").count() == len(figures)
    assert {"logit", "distributions"} <= set(dragged)
    assert page.url == address
    assert complaints == []


def test_in_a_strange_notebook_a_figure_says_how_to_see_it(notebook, figures):
    """JupyterLab takes drawings, styles and scripts out of it."""
    page, complaints = notebook("strange", width=1280)
    for cell, python in in_turn(page, figures):
        assert cell.locator(".ce-figure svg").count() == 0
        told = cell.locator(".ce-left-out")
        assert told.is_visible()
        assert told.inner_text() == LEFT_OUT + OPENS + python.alt
        assert readout(cell) == python.readout()
    assert complaints == []
