"""What Binder installs is what the chapters import, in the versions that are tested."""

import ast
import sys
import tomllib

from packaging.requirements import Requirement

from tools.notebooks import read_chapters
from tools.paths import ROOT

FOLDER = ROOT / "binder"
LINES = [
    line
    for line in (FOLDER / "requirements.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
CALLED = {"sklearn": "scikit-learn"}


def installed():
    """Return the names that the lines ask for, the extras of the package written out."""
    extras = next(line for line in LINES if line.startswith(".["))[2:-1].split(",")
    wanted = [line for line in LINES if not line.startswith(("-", "."))]
    wanted += PROJECT["dependencies"]
    wanted += [line for extra in extras for line in PROJECT["optional-dependencies"][extra]]
    return {Requirement(line).name for line in wanted} | {"ce_utils"}


def imported():
    """Return the top names that the chapters import, the standard library's left out."""
    nodes = [
        node
        for chapter in read_chapters()
        for cell in chapter.code_cells
        for node in ast.walk(ast.parse(cell.source))
    ]
    names = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module for node in nodes if isinstance(node, ast.ImportFrom)}
    return {name.partition(".")[0] for name in names} - sys.stdlib_module_names


def test_all_that_the_chapters_import_is_installed():
    assert "torch" in imported()
    given = {name.removesuffix("-cpu") for name in installed()}
    assert {CALLED.get(name, name) for name in imported()} <= given


def test_the_versions_are_the_tested_ones():
    (constraint,) = (line.split()[1] for line in LINES if line.startswith("--constraint"))
    assert (FOLDER / constraint).resolve() == ROOT / "requirements.txt"


def test_python_is_the_oldest_that_the_package_supports():
    version = (FOLDER / "runtime.txt").read_text(encoding="utf-8").strip()
    assert f">={version.removeprefix('python-')}" == PROJECT["requires-python"]
