"""The site, built once for all tests from the outputs that the notebooks store, and a browser."""

import functools
import http.server
import os
import threading

import pytest
from filelock import FileLock
from playwright.sync_api import sync_playwright

from tools import browser, build_book

CHROMIUM_FLAGS = [
    "--no-sandbox",  # the tests may run as root; the pages are the project's own
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


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
