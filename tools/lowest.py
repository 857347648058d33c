"""Run the unit tests with the lowest versions of the core that install.

`make lowest`, on demand: the lower bounds in `pyproject.toml` are a promise to readers whose
machine or service has older versions. PyTorch is left out, and so are the tests that need it.
"""

import subprocess
import sys

from tools.paths import BUILD, ROOT

VENV = BUILD / "lowest-venv"
TEST_PACKAGES = ["pytest", "hypothesis", "mpmath", "pyyaml", "tqdm", "joblib", "threadpoolctl"]
# These look at the repository, not at the package.
NOT_OF_THE_PACKAGE = ("test_evidence.py", "test_floors.py", "test_lint.py")


def _uv(*words: str) -> None:
    subprocess.run([sys.executable, "-m", "uv", *words], check=True, cwd=ROOT)


def _tests() -> list[str]:
    tests = ROOT / "tests"
    folders = [path for path in tests.iterdir() if (ROOT / "ce_utils" / path.name).is_dir()]
    modules = [path for path in tests.glob("test_*.py") if path.name not in NOT_OF_THE_PACKAGE]
    return ["ce_utils", *map(str, sorted([*folders, *modules]))]


def main() -> int:
    """Make the environment, say what it holds, run the tests; return their exit status."""
    python = str(VENV / "bin" / "python")
    _uv("venv", "--quiet", "--clear", "--python", sys.executable, str(VENV))
    _uv("pip", "install", "--quiet", "--python", python, "--resolution", "lowest-direct", "-e", ".")
    _uv("pip", "install", "--quiet", "--python", python, *TEST_PACKAGES)
    _uv("pip", "list", "--python", python)
    # Old releases warn about the newer packages under them; that is no fault of this project.
    command = [python, "-m", "pytest", "-q", "-W", "default", *_tests()]
    return subprocess.run(command, cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
