"""The record ``keras-backends``: the same calls of Keras 3 on TensorFlow and on PyTorch."""

import json
import os
import platform
import subprocess
import sys

import numpy as np

from ce_utils.experiments import Record
from ce_utils.frameworks import installed_versions
from tools.kernels import KERNEL_ENVIRONMENT
from tools.paths import ROOT
from tools.results.keras_losses import ARRAYS, CASES, GRADIENTS, NAMES

NAME = "keras-backends"
BACKENDS = ("tensorflow", "torch")
# Keras computes in float32, 7 digits; a sum of a few rounds the last.
DIGITS = 6
WHAT = (
    "The losses of Keras 3 on its backends: one process per backend, the same calls and arrays. "
    f"Numbers have {DIGITS} significant digits; compare them with a relative tolerance of 1e-5."
)


def make() -> Record:
    """Run every case once per backend and return the record."""
    found = {backend: run(backend) for backend in BACKENDS}
    return Record(
        name=NAME,
        what=WHAT,
        command=f"python -m tools.results {NAME}",
        settings={"arrays": ARRAYS, "names": NAMES, "backends": list(BACKENDS)},
        versions=_versions(),
        tables={"losses": _losses(found), "gradients": _gradients(found)},
    )


def run(backend: str) -> dict:
    """Return what `keras_losses` prints in a fresh process on that backend.

    Raises
    ------
    RuntimeError
        The process failed; the message holds what it said.
    """
    environment = os.environ | KERNEL_ENVIRONMENT | {"KERAS_BACKEND": backend}
    command = [sys.executable, "-m", "tools.results.keras_losses"]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise RuntimeError(f"Keras on {backend} failed:\n{done.stderr}")
    return json.loads(done.stdout.splitlines()[-1])


def _versions() -> dict[str, str]:
    computed = ("NumPy", "PyTorch", "Keras", "TensorFlow")
    installed = installed_versions()
    return {"Python": platform.python_version()} | {name: installed[name] for name in computed}


def _losses(found: dict) -> dict:
    rows = [
        (case, call, backend, *found[backend]["losses"][case])
        for case, call in CASES.items()
        for backend in BACKENDS
    ]
    case, call, backend, dtype, value = zip(*rows, strict=True)
    columns = {"case": case, "backend": backend, "value": rounded(value), "dtype": dtype}
    return {name: np.array(column) for name, column in (columns | {"call": call}).items()}


def _gradients(found: dict) -> dict:
    rows = [
        (case, call, by, backend, index, value)
        for case, (by, call) in GRADIENTS.items()
        for backend in BACKENDS
        for index, value in enumerate(found[backend]["gradients"][case])
    ]
    names = ("case", "call", "by", "backend", "index", "value")
    columns = dict(zip(names, zip(*rows, strict=True), strict=True))
    columns["value"] = rounded(columns["value"])
    return {name: np.array(column) for name, column in columns.items()}


def rounded(values) -> list[float]:
    """Return numbers with the digits that are compared."""
    return [float(f"{value:.{DIGITS - 1}e}") for value in values]
