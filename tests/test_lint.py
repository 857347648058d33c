"""The repository's code, notebooks and text pass the linters, with the settings of pyproject."""

import subprocess
import sys

import pytest

from tools.paths import ROOT
from tools.repository import text_files

CHECKS = {
    "ruff check": ["ruff", "check", "--output-format=concise", "."],
    "ruff format": ["ruff", "format", "--check", "--diff", "."],
}


def complaints(arguments):
    """Run a module of this environment in the repository; return what it said if it failed."""
    done = subprocess.run(
        [sys.executable, "-m", *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return f"\n{done.stdout}{done.stderr}" if done.returncode else ""


@pytest.mark.parametrize("command", CHECKS.values(), ids=CHECKS.keys())
def test_ruff(command):
    assert not (said := complaints(command)), said


def test_spelling():
    names = [str(path.relative_to(ROOT)) for path in text_files()]
    assert not (said := complaints(["codespell_lib", *names])), said
