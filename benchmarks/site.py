"""Weigh and time the chapters of the site against a stock build of the same book.

The stock build has Jupyter Book's own settings and MathJax 3, served locally from its npm package
(`tools/web/package.json`), so that neither side waits for another host. Both are served from
127.0.0.1, compressed with gzip where that helps, and opened in turn in a headless Chromium whose
cache is empty. Per chapter:

- requests and kB, as the server sent them for a first load, figures included (none is lazy);
- ready: the load event, then the formulas set (`MathJax.startup.promise`; ours are in the page),
  then every font of the page; the median of seven loads, after one that is not counted;
- shift: the cumulative layout shift until half a second after that.

    python benchmarks/site.py
    python benchmarks/site.py --check               # exit status 1 if a goal is missed
    python benchmarks/site.py --chapters 04 06      # some chapters only
"""

import argparse
import gzip
import mimetypes
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

sys.path.insert(0, str(Path(__file__).parents[1]))  # the checkout, whether installed or not

import yaml
from playwright.sync_api import sync_playwright

from tools import browser, build_book, web_packages
from tools.paths import ROOT, WEB, chapters

GOALS = {"kB": 600, "ready": 0.6, "shift": 0.01}
COPIED = ["chapters", "appendix", "intro.md", "_toc.yml"]
WATCH = """
window.bookShift = 0;
new PerformanceObserver(list => {
  for (const entry of list.getEntries()) window.bookShift += entry.hadRecentInput ? 0 : entry.value;
}).observe({type: 'layout-shift', buffered: true});
window.bookReady = new Promise(done => addEventListener('load', async () => {
  await window.MathJax?.startup?.promise;
  await document.fonts.ready;
  done(performance.now());
}));
"""


def main() -> int:
    arguments = parse_arguments()
    with tempfile.TemporaryDirectory(prefix="ce-site-") as scratch:
        sides = {
            "stock": arguments.stock or build_stock(Path(scratch, "stock")),
            "ours": arguments.ours or build_ours(Path(scratch, "ours")),
        }
        names = [p.stem for p in chapters() if p.stem.startswith(tuple(arguments.chapters))]
        table = measure(sides, names, arguments.loads)
    report(table, arguments.loads)
    missed = goals_missed(table)
    print("\n".join(missed) or "every goal is met")
    return int(arguments.check and bool(missed))


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--stock", type=Path, help="a folder with a stock build, made before")
    parser.add_argument("--ours", type=Path, help="a folder with our build, made before")
    parser.add_argument("--chapters", nargs="*", default=[""], help="their numbers: 04 06 …")
    parser.add_argument("--loads", type=int, default=7, help="of each page, after one to warm up")
    parser.add_argument("--check", action="store_true", help="fail if a goal is missed")
    return parser.parse_args()


def build_ours(folder: Path) -> Path:
    """Build the site as it is published, from the stored outputs."""
    build_book.build(folder, outputs="committed")
    return folder / "_build" / "html"


def build_stock(folder: Path) -> Path:
    """Build the same book with stock settings: only what it cannot do without is named."""
    web_packages.fetch()
    folder.mkdir(parents=True)
    for name in COPIED:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, folder / name)
    mathjax = WEB / "node_modules" / "mathjax" / "es5"
    shutil.copytree(mathjax, folder / "extra" / "mathjax")
    (folder / "_config.yml").write_text(yaml.safe_dump(stock_settings()), encoding="utf-8")
    command = [*build_book.JUPYTER_BOOK, "build", str(folder), "--quiet"]
    subprocess.run(command, check=True)
    return folder / "_build" / "html"


def stock_settings() -> dict:
    ours = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))
    kept = {key: ours[key] for key in ("title", "author", "copyright", "repository", "parse")}
    local = {"html_extra_path": ["extra"], "mathjax_path": "../mathjax/tex-mml-chtml.js"}
    own = {"execute": {"execute_notebooks": "off"}, "sphinx": {"config": local}}
    return {**kept, **own, "only_build_toc_files": True}


@cache
def body_of(path: Path) -> tuple[bytes, bool]:
    """Return what the server sends for a file, and whether that is compressed."""
    plain = path.read_bytes()
    packed = gzip.compress(plain, 6)
    smaller = len(packed) < 0.95 * len(plain)
    return (packed, True) if smaller else (plain, False)


class Server(ThreadingHTTPServer):
    """Serves one folder and remembers what it sent."""

    def __init__(self, folder: Path) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.folder, self.sent = folder.resolve(), []
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    """Answers a request from memory."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Send a file of the folder."""
        path = (self.server.folder / unquote(urlsplit(self.path).path).lstrip("/")).resolve()
        if not path.is_relative_to(self.server.folder) or not path.is_file():
            self.send_error(404)
            return
        body, packed = body_of(path)
        self.send_response(200)
        self.send_header("Content-Type", mimetypes.guess_type(path)[0] or "text/plain")
        self.send_header("Content-Length", str(len(body)))
        if packed:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(body)
        self.server.sent.append(len(body))

    def log_message(self, *args: object) -> None:
        """Say nothing of each request."""


def measure(sides: dict[str, Path], names: list[str], loads: int) -> dict:
    """Return, per chapter and side, requests, kB, seconds until ready, and layout shift."""
    servers = {side: Server(folder) for side, folder in sides.items()}
    program = browser.find_chromium() or sys.exit(browser.ADVICE)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=program, args=["--no-sandbox", "--disable-background-networking"]
        )
        table = {}
        for name in names:
            turns = [
                {side: load(chromium, server, name) for side, server in servers.items()}
                for _ in range(loads + 1)
            ][1:]
            table[name] = {side: middle([turn[side] for turn in turns]) for side in servers}
        chromium.close()
    return table


def load(chromium: object, server: Server, name: str) -> dict[str, float]:
    """Open a chapter with an empty cache."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    context.route(lambda url: not url.startswith(server.address), lambda route: route.abort())
    context.add_init_script(WATCH)
    page = context.new_page()
    server.sent.clear()
    page.goto(f"{server.address}/chapters/{name}.html")
    ready = page.evaluate("window.bookReady")
    page.wait_for_timeout(500)
    shift = page.evaluate("window.bookShift")
    kilobytes = sum(server.sent) / 1000
    found = {"requests": len(server.sent), "kB": kilobytes, "ready": ready / 1000, "shift": shift}
    context.close()
    return found


def middle(turns: list[dict[str, float]]) -> dict[str, float]:
    return {key: statistics.median(turn[key] for turn in turns) for key in turns[0]}


def report(table: dict, loads: int) -> None:
    """Print stock build / ours, and the ratio of the times."""
    print(f"stock build / ours, first loads; ready: median of {loads}; on this machine")
    print(f"{'chapter':38}{'requests':>10}{'kB':>15}{'ready, s':>15}{'ratio':>8}{'shift':>16}")
    for name, sides in table.items():
        stock, ours = sides["stock"], sides["ours"]
        print(
            f"{name:38}{stock['requests']:6.0f} /{ours['requests']:3.0f}"
            f"{stock['kB']:8.0f} /{ours['kB']:5.0f}{stock['ready']:8.2f} /{ours['ready']:5.2f}"
            f"{ratio(sides):8.2f}{stock['shift']:8.4f} /{ours['shift']:7.4f}"
        )


def ratio(sides: dict) -> float:
    return sides["ours"]["ready"] / sides["stock"]["ready"]


def goals_missed(table: dict) -> list[str]:
    """Return a sentence for each goal that a chapter misses."""
    missed = []
    for name, sides in table.items():
        values = sides["ours"] | {"ready": ratio(sides)}
        missed += [
            f"{name}: {key} is {values[key]:.3g}, the goal at most {goal}"
            for key, goal in GOALS.items()
            if values[key] > goal
        ]
    return missed


if __name__ == "__main__":
    sys.exit(main())
