"""The recorded experiments: one file per record, each with its name and a function that makes it.

A new record is a file here with ``NAME`` and ``make() -> Record``, and its line in `RECORDERS`;
one that is a sweep has ``SETTINGS`` and ``make(options)``, and its line in `SWEEPS`, too.
"""

from collections.abc import Callable

from ce_utils.experiments import Record
from tools.paths import ROOT
from tools.results import digit_networks, keras_backends, mnist_headline, mnist_rates

RESULTS = ROOT / "results"

SWEEPS = {module.NAME: module for module in (mnist_rates, mnist_headline)}
RECORDERS: dict[str, Callable[..., Record]] = {
    module.NAME: module.make for module in (keras_backends, *SWEEPS.values(), digit_networks)
}
