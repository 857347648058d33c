"""Build the wheel of ``ce_utils`` and install it into a folder, without a network."""

import subprocess
import sys
from pathlib import Path

from tools.paths import ROOT


def build_wheel(folder: Path, root: Path = ROOT) -> Path:
    """Build the repository's wheel and return its path.

    Parameters
    ----------
    folder : Path
        Where the wheel is written.
    root : Path
        The repository; the working tree is built, not the last commit.

    Returns
    -------
    Path
        The wheel.

    Raises
    ------
    RuntimeError
        If the build fails; the message holds what the build said.
    """
    command = ["-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(root)]
    run_python(sys.executable, command, "building the wheel of ce_utils")
    (wheel,) = folder.glob("*.whl")
    return wheel


def install_wheel(wheel: Path, target: Path) -> None:
    """Install ``wheel`` alone, without its dependencies, into the folder ``target``.

    Raises
    ------
    RuntimeError
        If the installation fails; the message holds what pip said.
    """
    options = ["--quiet", "--no-deps", "--no-index", "--target", str(target)]
    run_python(
        sys.executable, ["-m", "pip", "install", *options, str(wheel)], f"installing {wheel.name}"
    )


def run_python(python: str | Path, arguments: list[str], doing: str) -> None:
    """Run an interpreter quietly; show what it said only when it fails."""
    done = subprocess.run(
        [str(python), *arguments],
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    if done.returncode != 0:
        raise RuntimeError(f"{doing} failed (exit status {done.returncode}):\n{done.stdout}")
