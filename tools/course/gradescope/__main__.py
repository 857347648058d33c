"""Write the zips: ``python -m tools.course.gradescope [names…] [--into FOLDER]``."""

import argparse
import sys
from pathlib import Path

from tools.course import assignments
from tools.course.gradescope.bundle import write_bundle
from tools.notebooks import label
from tools.paths import BUILD


def main(arguments: list[str]) -> int:
    """Write one zip for each assignment named, or for all; say what to set on Gradescope."""
    parser = argparse.ArgumentParser(prog="tools.course.gradescope", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--into", type=Path, default=BUILD / "gradescope", metavar="FOLDER")
    options = parser.parse_args(arguments)
    if unknown := set(options.names) - set(assignments.NAMES):
        parser.error(f"no assignment is called {', '.join(sorted(unknown))}")
    for name in options.names or assignments.NAMES:
        print(
            f"{label(write_bundle(name, options.into))}: {settings(assignments.source(name))}",
            flush=True,
        )
    return 0


def settings(source: Path) -> str:
    """Return the points that the lecturer enters on Gradescope."""
    cells = assignments.graded_cells(source)
    points = sum(cell.points for cell in cells if cell.kind != "written")
    by_hand = [f"{cell.points:g} ({cell.name})" for cell in cells if cell.kind == "written"]
    questions = f", questions marked by hand: {', '.join(by_hand)}" if by_hand else ""
    return f"autograder points {points:g}{questions}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
