"""The zip for Gradescope holds what grading needs, in the same bytes every time."""

import ast
import importlib.metadata
import re
import stat
import sys
import tomllib
import zipfile

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.course.submitting import DEMO, DEMO_SOURCES
from tools.course.gradescope.__main__ import main
from tools.course.gradescope.bundle import HERE, code, write_bundle
from tools.paths import ROOT


@pytest.fixture(scope="module")
def bundle(tmp_path_factory):
    """Return the zip of the demo assignment."""
    return write_bundle(DEMO, tmp_path_factory.mktemp("zip"), DEMO_SOURCES)


def test_the_zip_has_the_same_bytes_again(bundle, tmp_path):
    assert write_bundle(DEMO, tmp_path, DEMO_SOURCES).read_bytes() == bundle.read_bytes()


def test_what_the_zip_holds(bundle):
    with zipfile.ZipFile(bundle) as opened:
        files = {info.filename: info for info in opened.infolist()}
    for name in ("setup.sh", "run_autograder"):
        assert files[name].external_attr >> 16 == stat.S_IFREG | 0o755
    sources = [name for name in files if name.startswith("assignments/")]
    assert sources == [f"assignments/source/{DEMO}/{DEMO}.ipynb"]
    assert len([name for name in files if name.endswith(".whl")]) == 1
    assert not [name for name in files if "__pycache__" in name or name.startswith("tests")]


def test_setup_installs_all_that_the_code_imports():
    """Otherwise the image would be built, and fail at the first import."""
    script = (HERE / "setup.sh").read_text(encoding="utf-8")
    extra = re.search(r"whl\)\[course\]\" (.*)$", script, re.MULTILINE)[1].split()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = [*project["dependencies"], *project["optional-dependencies"]["course"], *extra]
    named = installed_with(lines)
    owners = importlib.metadata.packages_distributions()
    imported = {module for path in code() if path.suffix == ".py" for module in imports(path)}
    foreign = imported - set(sys.stdlib_module_names) - {"tools", "ce_utils"}
    assert {"nbgrader", "nbformat", "nbclient"} <= foreign
    assert not [
        name for name in foreign if not named & {canonicalize_name(n) for n in owners[name]}
    ]


def imports(path):
    """Return the names of the packages that a file imports."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module.partition(".")[0]


def installed_with(lines):
    """Return the names of the distributions that come with some: they, and what they require."""
    found, waiting = set(), [Requirement(line) for line in lines]
    while waiting:
        name, marker = canonicalize_name((asked := waiting.pop()).name), asked.marker
        if name not in found and (marker is None or marker.evaluate({"extra": ""})):
            found.add(name)
            waiting += [Requirement(line) for line in importlib.metadata.requires(name) or []]
    return found


def test_an_unknown_name_is_refused(capsys):
    with pytest.raises(SystemExit):
        main(["4-unknown"])
    assert "no assignment is called 4-unknown" in capsys.readouterr().err
