"""What counts as an answer to bad input: a `ValueError` in three parts, or a result without NaN."""

import dataclasses
import inspect
import re
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from types import GeneratorType, ModuleType

import numpy as np

# What a message may call an argument that takes one thing or another.
OTHER_WORDS = {
    "labels_or_targets": ("labels", "targets"),
    "targets_or_labels": ("labels", "targets"),
}


@dataclass(frozen=True)
class Call:
    """A public function or method, with arguments that it takes.

    Parameters
    ----------
    name : str
        As a reader finds it: "softmax", "SoftmaxCrossEntropy.value".
    function : callable
    good : callable
        Makes the arguments by name, new ones each time.
    words : tuple of str
        What messages may say for an argument, besides its name.
    also : tuple of exceptions
        Documented, besides ``ValueError``.
    nan : bool
        Whether NaN in the result is documented.
    fixed : tuple of str
        Arguments that no test changes, such as the axes of a figure.
    """

    name: str
    function: Callable
    good: Callable[[], dict]
    words: tuple[str, ...] = ()
    also: tuple[type[Exception], ...] = ()
    nan: bool = False
    fixed: tuple[str, ...] = ()
    arguments: tuple[str, ...] = field(init=False)

    def __post_init__(self):
        """List the arguments that tests change."""
        names = tuple(name for name in self.good() if name not in self.fixed)
        object.__setattr__(self, "arguments", names)


def complaint(call: Call, **changes: object) -> str | None:
    """Return what is wrong with the answer to these arguments, or None."""
    try:
        result = call.function(**{**call.good(), **changes})
        found = not call.nan and _has_nan(result)
    except ValueError as error:
        return _about_message(call, str(error))
    except call.also:
        return None
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return "NaN in the result" if found else None


def _about_message(call, message):
    words = [*call.words, *call.good()]
    words += [word for name in words for word in OTHER_WORDS.get(name, ())]
    if not re.search(rf"\b({'|'.join(map(re.escape, words))})\b", message):
        return f"the message names no argument: {message}"
    if "expected" not in message:
        return f"the message does not say what was expected: {message}"
    return None


def _has_nan(result, depth=0):
    if isinstance(result, np.ndarray | np.generic | float | complex):
        return np.asarray(result).dtype.kind in "fc" and bool(np.isnan(result).any())
    return depth < 4 and any(_has_nan(part, depth + 1) for part in _parts(result))


def _parts(result) -> Iterable:
    if isinstance(result, Mapping):
        return result.values()
    if isinstance(result, list | tuple | GeneratorType):
        return result
    if dataclasses.is_dataclass(result):
        return [getattr(result, each.name) for each in dataclasses.fields(result)]
    return vars(result).values() if type(result).__module__.startswith("ce_utils") else ()


def public_calls(room: ModuleType) -> set[str]:
    """Return the names of a room's public functions, classes and their public methods."""
    found = set()
    for name in room.__all__:
        thing = getattr(room, name)
        if inspect.isclass(thing):
            found |= {name} | {f"{name}.{method}" for method in _methods(thing)}
        elif callable(thing):
            found.add(name)
    return found


def _methods(cls):
    ours = [base for base in cls.__mro__ if base.__module__.startswith("ce_utils")]
    for name in {name for base in ours for name in vars(base)}:
        attribute = inspect.getattr_static(cls, name)
        if not name.startswith("_") and isinstance(
            attribute, staticmethod | classmethod | type(_methods)
        ):
            yield name


def module_of(name: str) -> ModuleType:
    """Return a room of the package that has been imported."""
    return sys.modules[f"ce_utils.{name}"]
