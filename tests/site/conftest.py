"""The site, built once for all tests from the outputs that the notebooks store, and a browser."""

import contextlib
import functools
import http.server
import os
import threading
from urllib.parse import urlsplit

import pytest
from filelock import FileLock
from playwright.sync_api import sync_playwright

from tests.site.moving import write_page
from tests.site.pages import PAGES
from tools import browser, build_book

CHROMIUM_FLAGS = [
    "--no-sandbox",  # the tests may run as root; the pages are the project's own
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # The network is cut off: what the tests serve is all there is.
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost",
    # Chromium loads two pages of its own for every window, the lists under its address field,
    # which take longer than most pages here. The list replaces Playwright's, so the rest of it is
    # what Playwright would turn off and a page without a network could notice.
    "--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup,"
    "HttpsUpgrades,MediaRouter,OptimizationHints,PaintHolding,PreconnectToSearch",
]


@pytest.fixture(scope="session", params=PAGES)
def name(request):
    """Return one page after another."""
    return request.param


@pytest.fixture(scope="session")
def site(tmp_path_factory, testrun_uid):
    """Return the folder of the built site; the first worker that asks for it builds it."""
    folder = tmp_path_factory.getbasetemp().parent / f"site-{testrun_uid}"
    with FileLock(f"{folder}.lock"):
        if not folder.exists():
            build_book.build(folder, outputs="committed")
    return folder / "_build" / "html"


class _QuietHandler(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *args):
        """Say nothing of each request."""


@pytest.fixture(scope="session")
def address(site):
    """Return the address at which the site is served on this machine."""
    handler = functools.partial(_QuietHandler, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture
def visit(open_page):
    """Return a function that opens a page of its own, and what it complained of."""
    with contextlib.ExitStack() as stack:
        yield lambda *args, **options: stack.enter_context(open_page(*args, **options))


@pytest.fixture(scope="session")
def opened(open_page, name):
    """Return a page, opened once for all tests that leave it as it was, and its complaints."""
    with open_page(name) as page:
        yield page


@pytest.fixture(scope="session")
def open_page(watching, address):
    """Return a context manager: a page of the site, and its complaints."""

    @contextlib.contextmanager
    def opening(name, *, width=1280, **options):
        with watching(f"{address}/{name}", width=width, reduced_motion="reduce", **options) as got:
            yield got

    return opening


@pytest.fixture(scope="session")
def chromium():
    """Return a running headless Chromium; without one the tests are skipped, but never in CI."""
    program = browser.find_chromium()
    if program is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(browser.ADVICE)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=program, args=CHROMIUM_FLAGS)
        yield running
        running.close()


@pytest.fixture
def watch(watching):
    """Return a function that opens an address, and what the page complained of."""
    with contextlib.ExitStack() as stack:
        yield lambda *args, **options: stack.enter_context(watching(*args, **options))


@pytest.fixture(scope="session")
def watching(chromium):
    """Return a context manager: a page of any address, and its complaints.

    It complains of errors, of what it did not get, and of every request to another host.
    """

    @contextlib.contextmanager
    def opening(address, *, theme="light", width=1000, **options):
        context = chromium.new_context(
            viewport={"width": width, "height": 900}, color_scheme=theme, **options
        )
        page, complaints = context.new_page(), []
        host = urlsplit(address)[:2]
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda m: m.type == "error" and complaints.append(m.text))
        page.on("request", lambda r: urlsplit(r.url)[:2] == host or complaints.append(r.url))
        page.on("requestfailed", lambda request: complaints.append(f"failed: {request.url}"))
        page.goto(address, wait_until="load")
        page.evaluate("document.fonts.ready.then(() => true)")
        yield page, complaints
        context.close()

    return opening


@pytest.fixture
def alone(watch, tmp_path):
    """Return a function that opens interactive figures in a page of their own, from a file."""

    def open_figures(*figures, query="", **options):
        return watch(write_page(figures, tmp_path / "figures.html") + query, **options)

    return open_figures
