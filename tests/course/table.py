"""Print what every planted submission earns: `python -m tests.course.table [names…]`."""

import sys
import tempfile
import time
from pathlib import Path

from tests.course.cases import WRONG, cases
from tools.course import assignments
from tools.course.grading import Grader


def main(names: list[str]) -> int:
    """Grade every case of the assignments and print points and seconds; 1 where one is wrong."""
    wrong = 0
    for name in names or assignments.NAMES:
        with tempfile.TemporaryDirectory(prefix="ce-table-") as folder:
            wrong += print_table(name, Path(folder))
    return int(wrong > 0)


def print_table(name: str, folder: Path) -> int:
    """Print the table of one assignment; return how many cases earned what they should not."""
    start = time.perf_counter()
    grader = Grader(folder / "course", (name,))
    seconds = time.perf_counter() - start
    print(f"\n{name} ({seconds:.0f} s for reference and untouched release)")
    for result in grader.proofs[name]:
        print(f"  {result.student:<34} {result.score:5g} of {result.max_score:g}")
    missed = 0
    for case in cases(name):
        start = time.perf_counter()
        result = grader.grade("ada", case.handed.write(folder / "x.ipynb"))
        seconds = time.perf_counter() - start
        right = (result.scores if result.status == "graded" else None) == case.expected
        missed += not right
        points = (
            f"{result.score:5g} of {result.max_score:g}"
            if result.cells and result.score is not None
            else "not graded"
        )
        print(
            f"  {case.label:<34} {points:<12} {seconds:5.1f} s  {'' if right else 'WRONG'}",
            flush=True,
        )
    print_wrong(name)
    return missed


def print_wrong(name: str) -> None:
    """Print what each wrong solution is, and what it costs."""
    for task, solutions in WRONG[name].items():
        for number, one in enumerate(solutions, 1):
            lost = ", ".join(f"{cell} {points:g}" for cell, points in one.lost.items())
            print(f"    wrong {number}, {task}: {one.name}: loses {lost}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
