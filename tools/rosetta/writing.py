"""What the two pages of the tasks write alike: calls, code and paragraphs."""

import subprocess
import sys
import textwrap
from collections.abc import Iterable

from tools.paths import ROOT

__all__ = ["calls_of", "code", "formatted", "prose"]

WIDTH = 100


def prose(words: str) -> str:
    """Return a paragraph in lines of the page's width."""
    return textwrap.fill(words, WIDTH, break_long_words=False, break_on_hyphens=False)


def calls_of(calls: Iterable[tuple[str, str]]) -> list[str]:
    """Return the lines that show calls, each library named once.

    Parameters
    ----------
    calls : iterable of (str, str)
        Library and call.
    """
    lines, last = [], None
    for library, call in calls:
        lines += [f"# {library}"] if library != last else []
        lines.append(call)
        last = library
    return lines


def code(text: str, title: str = "") -> str:
    """Return a block of Python, under a title if it has one."""
    return f"{title}:\n\n```python\n{text}\n```\n" if title else f"```python\n{text}\n```\n"


def formatted(calls: Iterable[tuple[str, str]]) -> str:
    """Return calls with their libraries as ruff formats Python.

    Raises
    ------
    subprocess.CalledProcessError
        If a call is no Python.
    """
    command = [
        sys.executable,
        "-m",
        "ruff",
        "format",
        "--config",
        str(ROOT / "pyproject.toml"),
        "-",
    ]
    text = "\n".join(calls_of(calls))
    done = subprocess.run(command, input=text, text=True, capture_output=True, check=True)
    return done.stdout.strip()
