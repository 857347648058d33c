"""The recorded experiments: one file per record, each with its name and a function that makes it.

A new record is a file here with ``NAME`` and ``make() -> Record``, and its line in `RECORDERS`.
"""

from collections.abc import Callable

from ce_utils.experiments import Record
from tools.paths import ROOT
from tools.results import keras_backends

RESULTS = ROOT / "results"

RECORDERS: dict[str, Callable[[], Record]] = {
    module.NAME: module.make for module in (keras_backends,)
}
