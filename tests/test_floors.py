"""The package is a house: imports run downward only, and ``import ce_utils`` stays light."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tools.floors import FLOORS
from tools.paths import ROOT

PACKAGE = ROOT / "ce_utils"
MODULES = sorted(PACKAGE.rglob("*.py"))
HEAVY = {"torch", "tensorflow", "keras", "sklearn"}
LONGEST_FILE = 250

# The rooms that others of the same floor may import: everything on the ground floor stands on
# them. Modules of one folder (losses/, network/, …) share a room and may import each other.
GROUND = {"checks", "progress"}


def room(path):
    """Return the room that a file belongs to: its module, or its folder in the package."""
    inner = path.relative_to(PACKAGE)
    return inner.parts[0].removesuffix(".py")


def imported_rooms(path):
    """Return the rooms of ce_utils that a file imports, wherever in the file it does so."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name for alias in node.names for name in rooms_of(alias.name)}
        elif isinstance(node, ast.ImportFrom):
            base = absolute(path, node)
            found |= {name for alias in node.names for name in rooms_of(f"{base}.{alias.name}")}
    return found


def absolute(path, node):
    """Return the full name of the module that ``from … import`` names."""
    package = ["ce_utils", *path.relative_to(PACKAGE).parent.parts]
    above = package[: len(package) - node.level + 1] if node.level else []
    return ".".join([*above, *([node.module] if node.module else [])])


def rooms_of(name):
    """Return the room that a dotted name lies in; none where it is not a room of the package."""
    parts = name.split(".")
    inside = parts[0] == "ce_utils" and len(parts) > 1
    is_room = inside and ((PACKAGE / f"{parts[1]}.py").exists() or (PACKAGE / parts[1]).is_dir())
    return {parts[1]} if is_room else set()


def runs_downward(upper, lower):
    """Say whether the room ``upper`` may import the room ``lower``."""
    if upper == lower or FLOORS[upper] > FLOORS[lower]:
        return True
    return FLOORS[upper] == FLOORS[lower] == 0 and lower in GROUND and upper not in GROUND


def ids(path):
    return path.relative_to(PACKAGE).as_posix()


def test_every_room_has_a_floor():
    rooms = {room(path) for path in MODULES} - {"__init__", "datasets"}
    missing = rooms - set(FLOORS)
    assert not missing, f"give {sorted(missing)} a floor in FLOORS of tools/floors.py"


@pytest.mark.parametrize("path", [p for p in MODULES if room(p) in FLOORS], ids=ids)
def test_imports_run_downward(path):
    upward = {lower for lower in imported_rooms(path) if not runs_downward(room(path), lower)}
    assert not upward, f"{room(path)} must not import {sorted(upward)}"


@pytest.mark.parametrize(
    ("upper", "lower", "allowed"),
    [
        ("losses", "links", True),
        ("links", "losses", False),
        ("links", "checks", True),
        ("checks", "links", False),
        ("plotting", "network", False),
        ("losses", "losses", True),
    ],
)
def test_what_downward_means(upper, lower, allowed):
    assert runs_downward(upper, lower) is allowed


@pytest.mark.parametrize("path", MODULES, ids=ids)
def test_a_file_holds_one_idea(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE


@pytest.mark.parametrize("path", MODULES, ids=ids)
def test_public_names_have_docstrings(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    public = public_names(tree)
    bare = [
        node.name
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        and node.name in public
        and not ast.get_docstring(node)
    ]
    assert ast.get_docstring(tree) or not public, "the module has no docstring"
    assert not bare, f"no docstring: {bare}"


def public_names(tree):
    """Return the names in ``__all__``, or where there is none, those without an underscore."""
    for node in tree.body:
        targets = node.targets if isinstance(node, ast.Assign) else []
        if any(isinstance(target, ast.Name) and target.id == "__all__" for target in targets):
            return set(ast.literal_eval(node.value))
    defined = (n.name for n in tree.body if isinstance(n, ast.FunctionDef | ast.ClassDef))
    return {name for name in defined if not name.startswith("_")}


def module_name(path):
    """Return the dotted name of a file of the package."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def test_importing_the_package_loads_no_framework():
    light = [module_name(path) for path in MODULES if room(path) != "frameworks"]
    code = f"import importlib, sys\nfor name in {light}: importlib.import_module(name)\n"
    code += f"print(*sorted({HEAVY} & set(sys.modules)))"
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == []


def test_relative_imports_are_followed():
    node = ast.parse("from ..links import softmax").body[0]
    assert absolute(Path(PACKAGE, "losses", "softmax.py"), node) == "ce_utils.links"
