"""The page of the Rosetta table, each cell measured on the call that it describes."""

import os
import re
import textwrap

import numpy as np

import ce_utils.losses
from ce_utils.frameworks import installed_versions
from ce_utils.information import cross_entropy
from ce_utils.links import sigmoid, softmax
from tools.paths import ROOT
from tools.rosetta.tasks import EXAMPLES, TASKS, Task

__all__ = ["PAGE", "page"]

WIDTH = 100  # of the prose
PAGE = ROOT / "appendix" / "rosetta-table.md"
INTRO = """\
# Rosetta table

The same cross-entropy in five libraries: what to write, what it takes, what its mean divides by,
and what it says where a probability is 0. Every call below was run when this page was made, and
every cell is what it gave: values to four digits, in nats.

In the calls, the arrays are the library's own (`torch.from_numpy`, `tf.constant`; NumPy arrays
for Keras and scikit-learn), in float64. Keras' classes compute in float32 unless they are given
`dtype="float64"`. "Refused" is a call that raises an error. NumPy is this book's `ce_utils`.
The lines of a table and the calls under it stand in the same order. **Mean over** is what the sum
of the costs was divided by: their number, or the sum of their weights.

**p = 0**: what happened has probability 0. A call that takes probabilities is given that 0; a
call that takes logits is given a logit 1000 below the largest, whose probability underflows to 0.

```python
import numpy as np
from ce_utils.links import sigmoid, softmax
from ce_utils.information import cross_entropy
from ce_utils.losses import *

import torch, torch.nn.functional as F
from keras.losses import *
import tensorflow as tf
from sklearn.metrics import log_loss
```
"""
EXAMPLE_TITLES = {
    "classes": "Five examples, three classes",
    "two": "Four examples, yes or no",
    "several": "Two examples, three questions each",
}
HEADER = "| Library | takes | value | mean over | {} |\n|---|---|---|---|---|"


def page() -> str:
    """Run every call and return the page as text (MyST markdown)."""
    modules = _modules()
    parts, shown = [INTRO], set()
    for task in TASKS:
        parts.append(f"## {task.title}\n\n{textwrap.fill(task.words, WIDTH)}\n")
        if task.example not in shown:
            parts.append(_code(EXAMPLES[task.example], EXAMPLE_TITLES[task.example]))
            shown.add(task.example)
        parts.append(f"Labels: {_labels(task)}.\n")
        parts.append(_table(task, modules))
        parts.append(_code("\n".join(_calls(task))))
    return "\n".join([*parts, _foot(modules)])


def _modules() -> dict[str, dict]:
    """Return the names that the calls of each library use."""
    os.environ["KERAS_BACKEND"] = "tensorflow"
    import keras
    import tensorflow as tf
    import torch
    from sklearn.metrics import log_loss

    losses = {name: getattr(ce_utils.losses, name) for name in ce_utils.losses.__all__}
    links = {"softmax": softmax, "sigmoid": sigmoid, "cross_entropy": cross_entropy}
    kerases = {n: getattr(keras.losses, n) for n in dir(keras.losses) if n.endswith("entropy")}
    return {
        "NumPy": {"np": np, **links, **losses},
        "PyTorch": {"torch": torch, "F": torch.nn.functional, "own": torch.from_numpy},
        "Keras": {"np": np, **kerases},
        "TensorFlow": {"tf": tf, "own": tf.constant},
        "scikit-learn": {"np": np, "log_loss": log_loss},
    }


def _arrays(task: Task, modules: dict, edge: bool = False) -> dict[str, np.ndarray]:
    """Return the arrays of a task's example, or of its edge."""
    names = dict(modules["NumPy"])
    exec(EXAMPLES[task.example], names)
    exec(task.edge if edge else "", names)
    return {name: value for name, value in names.items() if isinstance(value, np.ndarray)}


def _run(library: str, call: str, arrays: dict, modules: dict) -> np.ndarray:
    names = dict(modules[library])
    own = names.pop("own", lambda array: array)
    result = eval(call, names | {name: own(array) for name, array in arrays.items()})
    return np.asarray(result, dtype=float)


def _table(task: Task, modules: dict) -> str:
    rows = [HEADER.format(task.edge_title)]
    rows += [_row(task, library, call, modules) for library, call in task.calls]
    return "\n".join(rows) + "\n"


def _labels(task: Task) -> str:
    """Return the form of the labels that the calls of a task take, read off the calls."""
    found = [re.search(r"\b(labels|some_ignored|targets)\b(?!=)", call) for _, call in task.calls]
    forms = {"targets" if match.group() == "targets" else "integers" for match in found}
    return " or ".join(sorted(forms, reverse=True))


def _row(task: Task, library: str, call: str, modules: dict) -> str:
    """Return one line of a task's table: everything in it is measured or read off the call."""
    form = "logits" if re.search(r"\blogits\b", call) else "probs"
    arrays, edge = _arrays(task, modules), _arrays(task, modules, edge=True)
    try:
        value = _run(library, call, arrays, modules)
    except (ValueError, TypeError) as error:
        refused = f"refused: {type(error).__name__}"
        return f"| {library} | {form} | {refused} | | |"
    divisor = _divisor(task, value, arrays, modules)
    at_edge = _at_edge(library, call, edge, modules)
    return f"| {library} | {form} | {_shown(value)} | {divisor} | {at_edge} |"


def _divisor(task: Task, value: np.ndarray, arrays: dict, modules: dict) -> str:
    """Return the words for what the value was divided by, found from the value itself."""
    total = _run("NumPy", task.total, arrays, modules)
    found = [
        words
        for words, number in task.divisors.items()
        if np.allclose(value * eval(number, {}, arrays), total, rtol=1e-4, atol=0)
    ]
    if len(found) != 1:
        raise ValueError(f"{task.title}: {value} is {total} divided by one of {found}.")
    return found[0]


def _at_edge(library: str, call: str, arrays: dict, modules: dict) -> str:
    try:
        with np.errstate(all="ignore"):
            return _shown(_run(library, call, arrays, modules))
    except (ValueError, TypeError) as error:
        return f"refused: {type(error).__name__}"


def _shown(value: np.ndarray) -> str:
    if value.size > 1:
        return ", ".join(f"{number:.3f}" for number in value)
    number = value.item()
    return f"{number:#.4g}" if 0 < abs(number) < 1000 else f"{number:.4g}"


def _calls(task: Task) -> list[str]:
    """Return the lines that show a task's calls, each library named once."""
    lines, last = [], None
    for library, call in task.calls:
        lines += [f"# {library}"] if library != last else []
        lines.append(call)
        last = library
    return lines


def _code(text: str, title: str = "") -> str:
    return f"{title}:\n\n```python\n{text}\n```\n" if title else f"```python\n{text}\n```\n"


def _foot(modules: dict) -> str:
    """Return what the page says of itself, and of one bound that depends on the dtype."""
    edge = _arrays(TASKS[0], modules, edge=True)
    edge["probs"] = edge["probs"].astype(np.float32)
    bound = _run("scikit-learn", "log_loss(labels, probs, labels=[0, 1, 2])", edge, modules)
    versions = {name: v.partition("+")[0] for name, v in installed_versions().items()}
    listed = ", ".join(f"{name} {version}" for name, version in versions.items())
    dtype = f"At p = 0 scikit-learn clips by the dtype: in float32 it says {_shown(bound)}."
    made = f"Made by `python -m tools.rosetta` with {listed}; Keras on TensorFlow. A test runs "
    made += "every call again and compares."
    return "\n\n".join(textwrap.fill(words, WIDTH) for words in (dtype, made)) + "\n"
