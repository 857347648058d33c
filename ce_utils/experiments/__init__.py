"""Recorded experiments: what took long to compute, as small text with settings and versions.

A record ships with the package. A chapter plots it, re-runs a small part, and asserts that the
two agree.
"""

from ce_utils.experiments.record import Record, load_record, record_names
from ce_utils.experiments.writing import write_record

__all__ = ["Record", "load_record", "record_names", "write_record"]
