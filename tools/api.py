"""What the API reference lists: the public names of ce_utils, its classes' methods, their source.

Everything comes from the package itself: a room's names from its `__all__`, a method from the
class that has it first. There is no second list that could fall behind.
"""

import inspect
import re
from functools import cache, cached_property
from importlib import import_module
from pathlib import Path
from types import FunctionType, ModuleType

from sphinx.errors import PycodeError
from sphinx.pycode import ModuleAnalyzer

from tools.floors import FLOORS
from tools.paths import ROOT

PACKAGE = "ce_utils"
METHODS = (FunctionType, staticmethod, classmethod, property, cached_property)
# Double backticks, a role with its text, or single backticks: only the last is a name to look up.
QUOTED = re.compile(r"``.*?``|:[\w:]+:`[^`]*`|(?<![\w`])`([^`\s]+)`(?![`_])")


def room(name: str) -> ModuleType:
    """Return a room of the package, one of `FLOORS`, as a module."""
    return import_module(f"{PACKAGE}.{name}")


@cache
def things() -> dict[str, object]:
    """Return every public thing of the package by its full name, as "ce_utils.links.softmax"."""
    return {
        f"{PACKAGE}.{name}.{each}": getattr(room(name), each)
        for name in FLOORS
        for each in room(name).__all__
    }


def name_of(thing: object) -> str | None:
    """Return the full name under which a class is public, None where it is not."""
    return next((name for name, other in things().items() if other is thing), None)


def methods(cls: type) -> list[str]:
    """Return a class's public methods and properties, without those that a public base has.

    Parameters
    ----------
    cls : type
        A class of the package. What it only does in its own way is found at its base.

    Returns
    -------
    list of str
        Names in the order of the source, those of private bases first.
    """
    inherited = {name for base in public_bases(cls) for name in _own(base)}
    return [name for name in _own(cls) if name not in inherited]


def public_bases(cls: type) -> list[type]:
    """Return the classes that a class inherits from and that have an entry, nearest first."""
    return [base for base in cls.__mro__[1:] if name_of(base)]


def _own(cls: type) -> list[str]:
    ours = [base for base in cls.__mro__ if base.__module__.startswith(PACKAGE)]
    found = {
        name: None
        for base in reversed(ours)
        for name, thing in vars(base).items()
        if isinstance(thing, METHODS) and not name.startswith("_")
    }
    return list(found)


@cache
def entries() -> dict[str, object]:
    """Return all that the reference has an entry for, methods with their class's name."""
    found = {}
    for full, thing in things().items():
        found[full] = thing
        for method in methods(thing) if inspect.isclass(thing) else ():
            found[f"{full}.{method}"] = inspect.getattr_static(thing, method)
    return found


@cache
def comment_of(full: str) -> str:
    """Return what stands in comments of the form `#: …` before a public constant.

    Parameters
    ----------
    full : str
        The constant's full name; it may come from another file of its room.
    """
    package, _, name = full.rpartition(".")
    folder = Path(room(package.rpartition(".")[2]).__file__).parent
    for path in sorted(folder.glob("*.py")):
        inner = path.relative_to(ROOT).with_suffix("").parts
        try:
            comments = ModuleAnalyzer.for_module(".".join(inner)).find_attr_docs()
        except PycodeError:
            continue
        if ("", name) in comments:
            return "\n".join(comments["", name]).strip()
    return ""


def text_of(full: str) -> str:
    """Return the docstring of an entry, or the comment before it where it is a constant."""
    thing = entries()[full]
    is_constant = not isinstance(thing, METHODS) and not inspect.isclass(thing)
    return comment_of(full) if is_constant else inspect.getdoc(thing) or ""


def parameters_of(thing: object) -> set[str]:
    """Return the names of a function's or a class's parameters."""
    function = getattr(thing, "fget", None) or getattr(thing, "func", thing)
    try:
        return set(inspect.signature(function).parameters)
    except (TypeError, ValueError):
        return set()


def linked(text: str, full: str) -> str:
    """Return a line of a docstring in which the names in single backticks are links.

    Parameters
    ----------
    text : str
        A line of reStructuredText.
    full : str
        The entry whose docstring it is from, or a room, as "ce_utils.links".

    Returns
    -------
    str
        The line, with a name that has an entry as a role that links to it, and every other one,
        such as that of a parameter, as code.
    """

    def shown(match: re.Match[str]) -> str:
        if match[1] is None:
            return match[0]
        aim = found(match[1].removesuffix("()"), full)
        return f":py:obj:`{match[1]} <{aim}>`" if aim else f"``{match[1]}``"

    return QUOTED.sub(shown, text)


def found(name: str, full: str) -> str | None:
    """Return the entry, or the room, that a name in a docstring means; None where it means none.

    A parameter goes before a method of the class, that before a name of the room, and that before
    a name of another room, where only one has it.
    """
    whole = ".".join(full.split(".")[:3])
    if name in parameters_of(entries().get(full)) | parameters_of(things().get(whole)):
        return None
    near = _method(things().get(whole), name)
    beside = _entry(f"{'.'.join(full.split('.')[:2])}.{name}")
    return near or beside or _elsewhere(name)


def _elsewhere(name: str) -> str | None:
    if name.startswith(f"{PACKAGE}."):
        is_room = name.removeprefix(f"{PACKAGE}.") in FLOORS
        return name if is_room else _entry(name)
    aims = [_entry(f"{PACKAGE}.{each}.{name}") for each in FLOORS]
    only = [aim for aim in aims if aim]
    return only[0] if len(only) == 1 else None


def _entry(name: str) -> str | None:
    if name in entries():
        return name
    cls, _, method = name.rpartition(".")
    return _method(things().get(cls), method)


def _method(cls: object, name: str) -> str | None:
    for base in cls.__mro__ if inspect.isclass(cls) else ():
        if name_of(base) and name in methods(base):
            return f"{name_of(base)}.{name}"
    return None
