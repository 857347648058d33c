"""Where things are in the repository."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CHAPTERS = ROOT / "chapters"
ASSIGNMENTS = ROOT / "assignments"
BUILD = ROOT / "_build"
WEB = BUILD / "web"  # what `make` fetches with npm for the pages


def chapters() -> list[Path]:
    """Return the chapters' notebooks, in reading order."""
    return sorted(CHAPTERS.glob("[0-9][0-9]-*.ipynb"))


def assignment_sources() -> list[Path]:
    """Return the assignments' source notebooks, with solutions and hidden checks, in order."""
    return sorted(ASSIGNMENTS.glob("source/*/*.ipynb"))


def assignment_releases() -> list[Path]:
    """Return the notebooks that students get, made from the sources, in order."""
    return sorted(ASSIGNMENTS.glob("release/*/*.ipynb"))
