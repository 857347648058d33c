"""Run the notebooks with the package versions of Google Colab: ``python -m tools.colab [names…]``.

On demand, because it installs those versions into ``_build/colab-venv``. The assertions of the
chapters, and the checks of the assignments' sources, must hold; their outputs are not compared,
because other versions print other last digits.
"""

import hashlib
import sys
import tempfile
import time
import venv
from pathlib import Path

from tools.execution import NotebookError, execute
from tools.notebooks import label, read, select
from tools.paths import BUILD, ROOT
from tools.wheels import build_wheel, install_wheel, run_python

VERSIONS = ROOT / "tools" / "colab.txt"
FOLDER = BUILD / "colab-venv"


def colab_python() -> Path:
    """Return the interpreter that has Colab's versions; install them where they changed."""
    python = FOLDER / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    stamp = FOLDER / "versions.sha256"
    wanted = hashlib.sha256(VERSIONS.read_bytes()).hexdigest()
    if not stamp.exists() or stamp.read_text() != wanted:
        print(f"installing {label(VERSIONS)} into {label(FOLDER)} (minutes)", flush=True)
        venv.create(FOLDER, with_pip=True, clear=True)
        run_python(python, ["-m", "pip", "install", "-r", str(VERSIONS)], "installing the versions")
        stamp.write_text(wanted)
    return python


def run_notebook(path: Path, package_folder: Path, python: Path) -> bool:
    """Execute one notebook, print one line, and say whether it passed."""
    start = time.perf_counter()
    try:
        execute(read(path).node, label(path), package_folder, python)
        outcome = "passed"
    except NotebookError as error:
        outcome = f"FAILED\n{error}"
    print(f"{label(path)} ({time.perf_counter() - start:.0f} s): {outcome}", flush=True)
    return outcome == "passed"


def main(names: list[str]) -> int:
    """Run the notebooks named, or all, with Colab's versions against the built wheel."""
    paths, python = select(names), colab_python()
    with tempfile.TemporaryDirectory(prefix="ce-colab-") as folder:
        installed = Path(folder, "installed")
        install_wheel(build_wheel(Path(folder, "wheel")), installed)
        passed = [run_notebook(path, installed, python) for path in paths]
    return int(not all(passed))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
