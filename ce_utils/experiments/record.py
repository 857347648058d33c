"""What a record is, and how one is read: nothing that is half-written or foreign gets in."""

import csv
import hashlib
import io
import json
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path

import numpy as np

from ce_utils.checks.kinds import as_path, check_kind

__all__ = ["KINDS", "Record", "fingerprint", "load_record", "record_names"]

KINDS = {"number": np.float64, "integer": np.int64, "text": np.str_}
KEYS = ("what", "command", "settings", "versions", "tables")


@dataclass(frozen=True)
class Record:
    """A recorded experiment.

    Attributes
    ----------
    name : str
        Of its folder under ``results/``.
    what : str
        A sentence that says what was recorded.
    command : str
        The command that makes it again.
    settings : dict
        What was held fixed; JSON's types.
    versions : dict of str to str
        Of what computed it.
    tables : dict of str to dict of str to ndarray, shape (n_rows,)
        Table to column to an array of float64, int64 or text; the columns of one table have
        one length.

    Raises
    ------
    ValueError
        The columns of a table are not 1-D arrays of one length.
    """

    name: str
    what: str
    command: str
    settings: dict = field(default_factory=dict)
    versions: dict = field(default_factory=dict)
    tables: dict = field(default_factory=dict)

    def __post_init__(self):
        """Refuse tables that are none, and names that are no words."""
        for name in ("name", "what", "command"):
            check_kind(getattr(self, name), name, str, "write it out")
        for name in ("settings", "versions", "tables"):
            check_kind(getattr(self, name), name, dict, "leave it out for none")
        for table, columns in self.tables.items():
            check_kind(columns, "each of tables", dict, "map columns to arrays")
            shapes = {column: np.shape(values) for column, values in columns.items()}
            if len(set(shapes.values())) != 1 or len(next(iter(shapes.values()))) != 1:
                raise ValueError(
                    f"table {table!r} of record {self.name!r} has columns of shapes {shapes}: "
                    "expected 1-D columns of one length, one entry per row."
                )


def _folder():
    """Return where the records lie: inside an installed package, or beside it in a clone."""
    inside = resources.files("ce_utils") / "results"
    return Path(inside) if inside.is_dir() else Path(__file__).parents[2] / "results"


def record_names(folder=None):
    """Return the names of the records that there are, sorted.

    Parameters
    ----------
    folder : path, optional
        Where the records lie. Default: those of the package.

    Examples
    --------
    >>> "keras-backends" in record_names()
    True
    """
    folder = _folder() if folder is None else as_path(folder, "folder")
    return sorted(path.parent.name for path in folder.glob("[!.]*/record.json"))


def load_record(name, folder=None):
    """Read a recorded experiment.

    Parameters
    ----------
    name : str
        One of `record_names`.
    folder : path, optional
        Where the records lie. Default: those of the package, wherever the working directory is.

    Returns
    -------
    Record
        With its tables as arrays.

    Raises
    ------
    ValueError
        No record of that name; or a file of it is missing, half-written, altered by hand or of
        another format. The message names the file and the command that makes the record again.

    Examples
    --------
    >>> record = load_record("keras-backends")
    >>> sorted(set(record.tables["losses"]["backend"].tolist()))
    ['tensorflow', 'torch']
    """
    folder = _folder() if folder is None else as_path(folder, "folder")
    names = record_names(folder)
    if not isinstance(name, str) or name not in names:
        raise ValueError(
            f"name is {name!r}: expected one of {', '.join(names) or 'none (there is no record)'}."
        )
    about = _about(folder / name / "record.json", name)
    tables = {
        table: _table(folder / name / f"{table}.csv", stated)
        for table, stated in about["tables"].items()
    }
    return Record(name, **{key: about[key] for key in KEYS[:-1]}, tables=tables)


def fingerprint(text):
    """Return the SHA-256 of a table's text, with line ends as on Unix."""
    return hashlib.sha256(text.replace("\r\n", "\n").encode()).hexdigest()


def _about(path, name):
    """Return what record.json says, or what is wrong with it."""
    try:
        about = json.loads(path.read_text(encoding="utf-8"))
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise ValueError(
            f"{path} is no JSON ({error}): it was cut short or is foreign. {_mend(name)}"
        ) from error
    missing = [key for key in KEYS if not isinstance(about, dict) or key not in about]
    if missing:
        raise ValueError(f"{path} lacks {', '.join(missing)}: it is no record. {_mend(name)}")
    for table, stated in about["tables"].items():
        if stated.keys() != {"columns", "sha256"} or not set(stated["columns"].values()) <= set(
            KINDS
        ):
            raise ValueError(f"{path} describes table {table!r} in a foreign way. {_mend(name)}")
    return about


def _table(path, stated):
    """Return column -> array of one table, checked against what record.json states."""
    if not path.is_file():
        raise ValueError(
            f"{path} is missing: the record is half-written. {_mend(path.parent.name)}"
        )
    text = path.read_text(encoding="utf-8")
    if fingerprint(text) != stated["sha256"]:
        raise ValueError(
            f"{path} is not the table that was recorded: it was cut short, altered or belongs to "
            f"another record. {_mend(path.parent.name)}"
        )
    header, *rows = csv.reader(io.StringIO(text))
    columns = list(zip(*rows, strict=True)) or [()] * len(header)
    kinds = [KINDS[stated["columns"][column]] for column in header]
    return {c: np.array(v, dtype=k) for c, v, k in zip(header, columns, kinds, strict=True)}


def _mend(name):
    return f"Restore it with `git checkout`, or record it again: python -m tools.results {name}."
