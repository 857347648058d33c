"""Change the package in small ways, and see whether a test notices: `make mutants`.

On demand, because it takes minutes: ``python -m tools.mutants [links information losses]``.
mutmut makes the changes (mutants): another operator, number, argument, word. It does so on a copy
under ``_build/mutants``; the checkout is never touched. It runs, for each mutant, the tests that
reach the changed function, the quickest first, until one fails.

What it leaves out: constants of a module, and functions with a decorator (properties).

Of each room `ENOUGH` of the mutants must be killed, or the exit status is 1. What survives is
listed with its change, and with the reason in ``tools/mutants_accepted.toml`` if there is one.
"""

import os
import shutil
import subprocess
import sys
import tomllib
from collections import Counter
from importlib.util import find_spec
from pathlib import Path

from tools.paths import BUILD, ROOT

WORKPLACE = BUILD / "mutants"
ACCEPTED = Path(__file__).with_name("mutants_accepted.toml")
ENOUGH = 0.95
# A mutant that never ends, or ends the process, is noticed, too.
KILLED = {"killed", "timeout", "segfault"}

# The tests of each room. What compares with PyTorch is left out: its import alone takes seconds.
TESTS = {
    "links": ["tests/test_links.py", "tests/bad_input/test_links.py"],
    "information": ["tests/test_information.py", "tests/bad_input/test_information.py"],
    "losses": ["tests/losses", "tests/bad_input/test_losses.py"],
}
LEFT_OUT = ["tests/losses/test_against_torch.py", "tests/losses/test_accuracy_of_peers.py"]

PYPROJECT = """
[tool.pytest.ini_options]
pythonpath = ["."]
addopts = ["--import-mode=importlib", "--strict-markers", "-p", "no:cacheprovider"]
filterwarnings = ["error"]

[tool.mutmut]
source_paths = ["ce_utils"]
only_mutate = ["ce_utils/{room}/*"]
also_copy = ["tools", "conftest.py"]
pytest_add_cli_args = {left_out}
pytest_add_cli_args_test_selection = {tests}
use_git_change_detection = false
"""
CONFTEST = '''
"""The same examples for every mutant."""

from hypothesis import settings

pytest_plugins = ["tools.pytest_tables"]
settings.register_profile("mutants", derandomize=True, database=None, deadline=None)
settings.load_profile("mutants")
'''


def _prepare(room: str) -> Path:
    """Copy what the tests of a room need to an empty folder, and return it."""
    folder = WORKPLACE / room
    shutil.rmtree(folder, ignore_errors=True)
    skipped = shutil.ignore_patterns("__pycache__", "datasets", "*.ipynb", "node_modules")
    for part in ("ce_utils", "tests", "tools"):
        shutil.copytree(ROOT / part, folder / part, ignore=skipped)
    left_out = [f"--ignore={path}" for path in LEFT_OUT]
    text = PYPROJECT.format(room=room, tests=TESTS[room], left_out=left_out)
    (folder / "pyproject.toml").write_text(text, encoding="utf-8")
    (folder / "conftest.py").write_text(CONFTEST, encoding="utf-8")
    return folder


def _mutmut(folder: Path, *words: str) -> str:
    """Run mutmut and return what it printed; on trouble print it, and end."""
    # One thread each, and no files of bytecode that could outlive a mutant.
    extra = {"OMP_NUM_THREADS": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "mutmut", *words],
        cwd=folder,
        env=os.environ | extra,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.exit(f"{done.stdout.split(chr(13))[-1]}\nmutmut {words[0]} failed in {folder}.")
    return done.stdout


def _statuses(folder: Path) -> dict[str, str]:
    """Return mutant -> "killed", "survived", …."""
    lines = _mutmut(folder, "results", "--all", "true").splitlines()
    pairs = [line.strip().rsplit(": ", 1) for line in lines if "__mutmut_" in line]
    return dict(pairs)


def _change(folder: Path, mutant: str) -> tuple[str, str]:
    """Return the lines that a mutant takes out, and those that it puts in."""
    lines = _mutmut(folder, "show", mutant).splitlines()
    body = [line for line in lines if not line.startswith(("---", "+++"))]
    return tuple(
        "\n".join(line[1:].strip() for line in body if line.startswith(sign)) for sign in "-+"
    )


def function_of(mutant: str) -> str:
    """Return the function that a mutant changes.

    Examples
    --------
    >>> function_of("ce_utils.links.rowwise.x__accurate_sum__mutmut_3")
    'links.rowwise._accurate_sum'
    >>> function_of("ce_utils.losses.loss.xǁLossǁvalue__mutmut_1")
    'losses.loss.Loss.value'
    """
    module, _, name = mutant.rsplit("__mutmut_", 1)[0].rpartition(".")
    name = name.removeprefix("xǁ").removeprefix("x_").replace("ǁ", ".")
    return f"{module.removeprefix('ce_utils.')}.{name}"


def _accepted(room: str) -> dict[tuple[str, str], str]:
    """Return (function, new line) -> reason, of the survivors that need no test."""
    entries = tomllib.loads(ACCEPTED.read_text(encoding="utf-8")).get("accepted", [])
    of_room = [entry for entry in entries if entry["function"].startswith(f"{room}.")]
    return {(entry["function"], entry["mutant"]): entry["reason"] for entry in of_room}


def _report(room: str, folder: Path) -> bool:
    """Print the score and the survivors of a room; return whether enough were killed."""
    statuses, reasons = _statuses(folder), _accepted(room)
    survivors = [mutant for mutant, status in statuses.items() if status not in KILLED]
    for mutant in survivors:
        before, after = _change(folder, mutant)
        reason = reasons.pop((function_of(mutant), after), "NO REASON YET: kill it with a test")
        print(f"\n{mutant}: {statuses[mutant]}\n  - {before}\n  + {after}\n  {reason}")
    for function, line in reasons:
        print(f"\n{ACCEPTED.name} is out of date, this does not survive: {function}\n  + {line}")
    counts = ", ".join(f"{n} {status}" for status, n in Counter(statuses.values()).most_common())
    share = 1 - len(survivors) / max(1, len(statuses))
    print(f"\n{room}: {share:.1%} of {len(statuses)} mutants killed ({counts})\n", flush=True)
    return bool(statuses) and share >= ENOUGH


def main(rooms: list[str]) -> int:
    """Mutate the rooms named, all by default; return the exit status."""
    rooms = rooms or list(TESTS)
    if unknown := set(rooms) - TESTS.keys():
        print(f"rooms has {sorted(unknown)}: expected some of {', '.join(TESTS)}.")
        return 2
    if find_spec("mutmut") is None:
        print("mutmut is not installed: .venv/bin/python -m pip install -e '.[mutation]'")
        return 2
    enough = True
    for room in rooms:
        folder = _prepare(room)
        _mutmut(folder, "run", "--max-children", str(os.cpu_count() or 1))
        enough &= _report(room, folder)
    return int(not enough)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
