"""Recorded experiments: what took long to compute, as small text with settings and versions.

A record ships with the package. A chapter plots it, re-runs a small part, and asserts that the
two agree. A sweep trains a table of settings, in as many processes as there are, and continues
where it was killed.
"""

from ce_utils.experiments.digits import Digits
from ce_utils.experiments.first_steps import first_costs
from ce_utils.experiments.record import Record, load_record, record_names
from ce_utils.experiments.setting import Setting, grid
from ce_utils.experiments.sweep import run_sweep, sweep_progress
from ce_utils.experiments.writing import write_record

__all__ = [
    "Digits",
    "Record",
    "Setting",
    "first_costs",
    "grid",
    "load_record",
    "record_names",
    "run_sweep",
    "sweep_progress",
    "write_record",
]
