"""Run the calls of a task: with which names, on which arrays."""

import os
import re
from collections.abc import Mapping

import numpy as np

import ce_utils.losses
from ce_utils.information import cross_entropy
from ce_utils.links import sigmoid, softmax
from tools.rosetta.task import EXAMPLES, Task

__all__ = ["REFUSALS", "arrays_of", "form_of", "modules", "run"]

REFUSALS = (ValueError, TypeError)  # what a library raises that does not take what it is given

Modules = Mapping[str, Mapping[str, object]]


def modules() -> Modules:
    """Return the names that the calls of each library use, by library."""
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


def arrays_of(task: Task, names: Modules, *, edge: bool = False) -> dict[str, np.ndarray]:
    """Return the arrays of a task's example, or of its edge.

    Parameters
    ----------
    task : Task
        The task.
    names : mapping
        What `modules` returns.
    edge : bool
        Whether the arrays of the last column replace those of the example.
    """
    known = dict(names["NumPy"])
    exec(EXAMPLES[task.example], known)
    exec(task.edge if edge else "", known)
    return {name: value for name, value in known.items() if isinstance(value, np.ndarray)}


def run(library: str, call: str, arrays: Mapping[str, np.ndarray], names: Modules) -> np.ndarray:
    """Return what a call gives, as float64.

    Parameters
    ----------
    library : str
        Which library's names the call uses.
    call : str
        Python text.
    arrays : mapping of str to ndarray
        The arrays that it names; they are made the library's own.
    names : mapping
        What `modules` returns.

    Raises
    ------
    ValueError, TypeError
        If the library refuses what it is given.
    """
    known = dict(names[library])
    own = known.pop("own", lambda array: array)
    result = eval(call, known | {name: own(array) for name, array in arrays.items()})
    return np.asarray(result, dtype=float)


def form_of(call: str) -> str:
    """Return whether a call takes logits or probs, read off its text."""
    return "logits" if re.search(r"\blogits\b", call) else "probs"
