"""What is missing in the docstrings of ce_utils: arguments, shapes, dtypes, units, sources.

`numpydoc` reads them. A function lists its arguments, or says whose it takes ("the arguments of
`value`"); a method may also name them in a sentence.
"""

import inspect
import re
from functools import cache

from numpydoc.docscrape import NumpyDocString, Parameter

from tools import api

ARRAY = re.compile(r"\b(ndarray|arrays?|array_like)\b")
SHAPE = re.compile(r"\bshapes?\b|\bscalar\b|\bone per row\b|\beach of \w+ numbers\b")
# What kind of numbers an array holds: a dtype, a word for it, or the values themselves.
KIND = re.compile(
    r"\bint(eger)?s?\d*\b|\bfloat(s|ing)?[\d/]*\b|\breals?\b|\bbool(eans?)?\b|\bdtypes?\b"
    r"|\b0 or 1\b"
)
NUMBER = re.compile(r"^(float|Fraction)\b|\bfloat\d*\b")
UNIT = re.compile(
    r"\bnats?\b|\bbits?\b|\bunits?\b|\bprobabilit(y|ies)\b|\bfractions?\b|\bpure number\b"
    r"|\bdimensionless\b|\bin \[0, 1\]|\bshares?\b",
    re.IGNORECASE,
)
BORROWED = re.compile(r"\barguments of\s+`([^`]+)`|\barguments as\s+`([^`]+)`")


@cache
def parsed(text: str) -> NumpyDocString:
    """Return a docstring in its sections."""
    return NumpyDocString(text)


def problems(thing: object, full: str = "") -> list[str]:
    """Return what is missing in the docstring of a function, a method, a property or a class.

    Parameters
    ----------
    thing : object
        What the docstring belongs to.
    full : str
        Its full name, where it is an entry of the reference: it may then take another one's
        arguments, and find its source in the docstring of its class.

    Returns
    -------
    list of str
        A sentence for each; empty where nothing is missing.
    """
    text = inspect.getdoc(thing) or ""
    listed = parsed(text)
    arguments = [*listed["Parameters"], *listed["Attributes"]]
    found = [f"{name} is not described" for name in _unsaid(thing, text, arguments, full)]
    found += [f"{each.name}: {lack}" for each in arguments for lack in _lacks_of_argument(each)]
    found += [f"returns: {lack}" for each in listed["Returns"] for lack in _lacks_of_result(each)]
    if ".. math::" in text and not (listed["References"] or _class_has_source(full)):
        found.append("a formula without a source: there are no References")
    return found


def _unsaid(thing: object, text: str, arguments: list[Parameter], full: str) -> list[str]:
    if isinstance(thing, property) or hasattr(thing, "func"):
        return []
    needed = [name for name in _signature(thing) if name not in ("self", "cls")]
    listed = {name.strip(" *") for each in arguments for name in each.name.split(",")}
    borrowed = next(filter(None, (a or b for a, b in BORROWED.findall(text))), None)
    owner = api.found(borrowed, full) if borrowed and full else None
    if owner:
        listed |= set(_signature(api.entries()[owner]))
    is_method = full.count(".") == 3
    named = {name for name in needed if is_method and f"`{name}`" in text}
    return [name for name in needed if name not in listed | named]


def _signature(thing: object) -> list[str]:
    function = getattr(thing, "__func__", thing)
    try:
        return list(inspect.signature(function).parameters)
    except ValueError:  # an exception takes what any exception takes
        return []


def _lacks_of_argument(argument: Parameter) -> list[str]:
    if not argument.type:
        return ["no type"]
    if not ARRAY.search(argument.type):
        return []
    said = " ".join([argument.type, *argument.desc])
    lacks = [] if SHAPE.search(said) else ["an array without a shape"]
    return lacks if KIND.search(said) else [*lacks, "an array without a dtype"]


def _lacks_of_result(result: Parameter) -> list[str]:
    said = " ".join([result.type, *result.desc])
    lacks = []
    if ARRAY.search(result.type) and not SHAPE.search(said):
        lacks.append("an array without a shape")
    if ARRAY.search(result.type) and not KIND.search(said):
        lacks.append("an array without a dtype")
    if (NUMBER.search(result.type) or ARRAY.search(result.type)) and not _has_unit(said):
        lacks.append("numbers without a unit")
    return lacks


def _has_unit(said: str) -> bool:
    return UNIT.search(said) is not None or re.search(r"\bint(64)?\b", said) is not None


def _class_has_source(full: str) -> bool:
    owner = api.things().get(full.rpartition(".")[0])
    return owner is not None and bool(parsed(inspect.getdoc(owner) or "")["References"])
