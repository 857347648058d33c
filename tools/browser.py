"""The Chromium that the tests of the site drive.

`python -m tools.browser` (part of `make test`) installs it where it runs as root on Debian or
Ubuntu, and says in one line what to do elsewhere.
"""

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
ADVICE = (
    "No Chromium found: the tests of the built site need one. Install it (for example "
    "'sudo apt-get install chromium', 'brew install --cask chromium') or set the environment "
    "variable CHROMIUM to its program."
)


def find_chromium() -> str | None:
    """Return the path of a Chromium or Chrome, or None if there is none.

    The environment variable `CHROMIUM` comes first, then the usual names on the PATH.
    """
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


def _can_install() -> bool:
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return is_root and shutil.which("apt-get") is not None


def _install() -> None:
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for words in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends"]):
        packages = ["chromium"] if "install" in words else []
        command = ["apt-get", *words, *packages]
        subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL)


def main() -> None:
    """Install Chromium where that can be done, or print how to get it."""
    if find_chromium() is None and _can_install():
        print("Installing Chromium (apt-get) for the tests of the site ...", flush=True)
        _install()
    print(find_chromium() or ADVICE)


if __name__ == "__main__":
    sys.exit(main())
