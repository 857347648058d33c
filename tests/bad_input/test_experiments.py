"""Bad input to `ce_utils.experiments`."""

import tempfile
from pathlib import Path

import numpy as np

from ce_utils import experiments
from tests.bad_input.judge import Call
from tests.bad_input.properties import things_of_a_wrong_kind

SAID = {"folder"}  # that of the package, or one of the test's own
UNCHECKED = {"Setting.as_dict": "takes nothing"}
FOLDER = Path(tempfile.gettempdir()) / "ce_utils-bad-input-no-such-folder"
DIGITS = experiments.Digits(train=20, validation=10, test=10, monitored=10)
SETTING = {"cost": "quadratic", "hidden": (2,), "learning_rate": 1.0, "seed": 0, "epochs": 1}


def _record():
    return experiments.Record("a-record", "What.", "python", tables={"t": {"x": np.arange(3)}})


def _write(record):
    with tempfile.TemporaryDirectory() as folder:
        return experiments.write_record(record, folder).name


def _sweep(name, **options):
    return Call(
        name,
        getattr(experiments, name),
        lambda: {
            "settings": [experiments.Setting(**SETTING)],
            "digits": DIGITS,
            "group_size": 1,
            **options,
        },
        words=("setting",),
        # Whole numbers that are right here start processes; tests/experiments does.
        fixed=("folder", "n_jobs"),
    )


CALLS = [
    Call(
        "Record",
        experiments.Record,
        lambda: {
            "name": "a-record",
            "what": "What.",
            "command": "python",
            "settings": {},
            "versions": {},
            "tables": {},
        },
        words=("record",),
    ),
    Call("write_record", _write, lambda: {"record": _record()}, ("name", "column")),
    Call("load_record", experiments.load_record, lambda: {"name": "keras-backends"}),
    Call("record_names", experiments.record_names, lambda: {"folder": FOLDER}),
    Call(
        "Digits",
        experiments.Digits,
        lambda: {"train": 500, "validation": 100, "test": 100, "monitored": 200},
    ),
    Call(
        "Setting",
        experiments.Setting,
        lambda: {
            **SETTING,
            "output": "sigmoid",
            "initialisation": "unit",
            "data_fraction": 0.5,
            "batch_size": 2,
        },
    ),
    Call("grid", experiments.grid, lambda: {name: [value] for name, value in SETTING.items()}),
    _sweep("run_sweep", folder=None, backend="local", scheduler=None, n_jobs=1, progress=False),
    _sweep("sweep_progress", folder=FOLDER),
    Call(
        "first_costs",
        experiments.first_costs,
        lambda: {"setting": experiments.Setting(**SETTING), "digits": DIGITS, "steps": 2},
    ),
]

test_things_of_a_wrong_kind = things_of_a_wrong_kind(CALLS)
