"""Build the site: `python -m tools.build_book`.

By default the chapters are executed (those whose code, package, data or pins changed since they
were last executed) and the site lies in `_build/html`. With `--outputs committed` nothing is
executed: the site shows the outputs that are stored in the notebooks, as the tests want it.
"""

import argparse
import os
import subprocess
import sys
from pathlib import Path

from tools import web_packages
from tools.paths import ROOT
from tools.sphinx_ext.execution import MODE_VARIABLE

MODES = {"executed": "cache", "committed": "off"}
JUPYTER_BOOK = [sys.executable, "-c", "from jupyter_book.cli.main import main; main()"]


def build(into: Path = ROOT, *, outputs: str = "executed") -> Path:
    """Build the site with warnings as errors.

    Parameters
    ----------
    into : pathlib.Path
        The folder in which `_build/html` is made.
    outputs : {"executed", "committed"}
        Whether to execute the chapters or to show their stored outputs.

    Returns
    -------
    pathlib.Path
        The front page.

    Raises
    ------
    subprocess.CalledProcessError
        If a chapter fails, or the build gives a warning.
    """
    web_packages.fetch()
    strict = ["-W", "-n", "--keep-going"]
    command = [*JUPYTER_BOOK, "build", str(ROOT), *strict, "--path-output", str(into)]
    subprocess.run(command, check=True, env=os.environ | {MODE_VARIABLE: MODES[outputs]})
    return into / "_build" / "html" / "index.html"


def main() -> None:
    """Read the command line, build, and say where the site is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--outputs", choices=MODES, default="executed")
    parser.add_argument("--into", type=Path, default=ROOT)
    options = parser.parse_args()
    try:
        page = build(options.into.resolve(), outputs=options.outputs)
    except subprocess.CalledProcessError as error:
        sys.exit(f"The book was not built (exit status {error.returncode}); see above for why.")
    print(f"\nThe book is built. Open {page.as_uri()} or run: make serve")


if __name__ == "__main__":
    main()
