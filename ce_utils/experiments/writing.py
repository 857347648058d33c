"""How a record is written: whole or not at all."""

import csv
import io
import json
import shutil
import tempfile
from pathlib import Path

import numpy as np

from ce_utils.checks.kinds import check_kind
from ce_utils.experiments.record import Record, fingerprint

__all__ = ["write_record"]


def write_record(record, folder):
    """Write a record: ``record.json`` and one CSV per table, replacing one of the same name.

    Parameters
    ----------
    record : Record
    folder : path
        Where records lie, ``results/`` of the repository; made if it is missing.

    Returns
    -------
    Path
        The folder of the record. It appears whole: it is written under another name, which no
        reader looks at, and renamed. (Killed between the two renames, it leaves the old record
        in a folder whose name begins with a dot.)

    Raises
    ------
    ValueError
        A name that is no single folder name, or a column that is neither numbers nor text.

    Notes
    -----
    Numbers are written with the digits that bring them back exactly: round them first to what
    should be compared.
    """
    _check_name(check_kind(record, "record", Record, "make one of its tables").name)
    folder, written = Path(folder), {}
    for table, columns in record.tables.items():
        _check_name(table)
        written[table] = _csv(table, columns)
    folder.mkdir(parents=True, exist_ok=True)
    partial = Path(tempfile.mkdtemp(prefix=f".{record.name}-", dir=folder))
    try:
        for table, text in written.items():
            (partial / f"{table}.csv").write_text(text, encoding="utf-8", newline="\n")
        (partial / "record.json").write_text(
            _about(record, written), encoding="utf-8", newline="\n"
        )
        return _replace(folder / record.name, partial)
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def _replace(target, partial):
    """Rename the finished folder to its place, and the old record out of it."""
    partial.chmod(0o755)
    old = partial.with_name(f"{partial.name}-old")
    if target.exists():
        target.rename(old)
    partial.rename(target)
    shutil.rmtree(old, ignore_errors=True)
    return target


def _about(record, written):
    about = {
        "what": record.what,
        "command": record.command,
        "settings": record.settings,
        "versions": record.versions,
        "tables": {
            table: {
                "columns": {name: _kind(name, values) for name, values in columns.items()},
                "sha256": fingerprint(written[table]),
            }
            for table, columns in record.tables.items()
        },
    }
    return json.dumps(about, indent=2, ensure_ascii=False) + "\n"


def _csv(table, columns):
    for name, values in columns.items():
        _kind(f"{table}.{name}", values)
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(
        zip(*(np.asarray(values).tolist() for values in columns.values()), strict=True)
    )
    return stream.getvalue()


def _kind(name, values):
    kinds = {"f": "number", "i": "integer", "u": "integer", "U": "text"}
    kind = np.asarray(values).dtype.kind
    if kind not in kinds:
        raise ValueError(
            f"column {name} has dtype {np.asarray(values).dtype}: expected floats, integers or "
            "text; convert it with numpy.asarray."
        )
    return kinds[kind]


def _check_name(name):
    if not name or not all(c.isascii() and (c.isalnum() or c in "-_") for c in name):
        raise ValueError(f"name is {name!r}: expected letters, digits, - and _, for a file name.")
