"""What every test run of the repository shares: the notebooks are part of it."""

from importlib.util import find_spec

# `make lowest` tests the package alone, in an environment without Jupyter and the frameworks.
HAS_NBVAL = find_spec("nbval") is not None
HAS_XDIST = find_spec("xdist") is not None

# The doctests of these files ask a framework.
ASKED = {
    "pytorch": "torch",
    "keras": "keras",
    "tensorflow": "tensorflow",
    "scikit_learn": "sklearn",
}
collect_ignore = [
    f"ce_utils/frameworks/ask_{name}.py"
    for name, module in ASKED.items()
    if find_spec(module) is None
]

pytest_plugins = [
    "tools.pytest_tables",
    *(["tools.pytest_notebooks"] if HAS_NBVAL else []),
    *(["tools.pytest_pages"] if HAS_XDIST else []),
]


def pytest_report_header() -> list[str]:
    """Say it where the notebooks are left out."""
    return [] if HAS_NBVAL else ["notebooks: left out, because nbval is not installed"]
