"""Where things are in the repository."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CHAPTERS = ROOT / "chapters"
BUILD = ROOT / "_build"
WEB = BUILD / "web"  # what `make` fetches with npm for the pages


def chapters() -> list[Path]:
    """Return the chapters' notebooks, in reading order."""
    return sorted(CHAPTERS.glob("[0-9][0-9]-*.ipynb"))
