"""Files that a killed sweep continues from: whole and its own, or refused by name."""

import hashlib
import io
import json
import os
from pathlib import Path

import numpy as np

__all__ = ["PARTIAL", "SUFFIX", "read_checkpoint", "read_header", "write_checkpoint"]

SUFFIX, PARTIAL = ".checkpoint", ".tmp"
_MAGIC = b"ce-utils checkpoint 1\n"
_HEADER = "header"


def write_checkpoint(path: Path, header: dict, arrays: dict[str, np.ndarray]) -> None:
    """Write a checkpoint, at once: whoever reads finds the old one or the new one, whole.

    Parameters
    ----------
    path : Path
        Where. The bytes are written beside it, under a name that ends in ``.tmp`` and is this
        process's own, and renamed.
    header : dict
        What the arrays belong to, in the types of JSON.
    arrays : dict of str to ndarray
        Numbers of any shape.
    """
    stream = io.BytesIO()
    np.savez(stream, **{_HEADER: np.array(json.dumps(header))}, **arrays)
    content = stream.getvalue()
    partial = path.with_name(f"{path.name}.{os.getpid()}{PARTIAL}")
    with partial.open("wb") as file:
        file.write(_MAGIC + hashlib.sha256(content).hexdigest().encode() + b"\n" + content)
        file.flush()
        os.fsync(file.fileno())
    os.replace(partial, path)


def read_checkpoint(path: Path, expected: dict) -> tuple[dict, dict[str, np.ndarray]]:
    """Read a checkpoint that belongs to what is expected.

    Parameters
    ----------
    path : Path
        A file that `write_checkpoint` wrote.
    expected : dict
        Entries that its header must have.

    Returns
    -------
    header : dict
        As it was written.
    arrays : dict of str to ndarray
        As they were written, bit for bit.

    Raises
    ------
    ValueError
        The file is cut short, altered, no checkpoint, or that of something else. The message
        names it.
    """
    header, arrays = _parts(path)
    different = [key for key, value in expected.items() if header.get(key) != value]
    if different:
        raise ValueError(
            f"{path} is foreign: its {', '.join(different)} "
            f"{'is' if len(different) == 1 else 'are'} not that of this sweep; {_mend(path)}"
        )
    return header, arrays


def read_header(path: Path) -> dict:
    """Return what a checkpoint says that it belongs to; raises as `read_checkpoint`."""
    return _parts(path)[0]


def _parts(path: Path) -> tuple[dict, dict[str, np.ndarray]]:
    """Return header and arrays of a whole checkpoint."""
    content = path.read_bytes()
    start = len(_MAGIC) + 65
    if content[: len(_MAGIC)] != _MAGIC[: len(content)]:
        raise ValueError(f"{path} is foreign: it is no checkpoint of a sweep; {_mend(path)}")
    if content[len(_MAGIC) : start] != hashlib.sha256(content[start:]).hexdigest().encode() + b"\n":
        raise ValueError(
            f"{path} is half-written or altered: its bytes do not have the sum that it states; "
            f"{_mend(path)}"
        )
    with np.load(io.BytesIO(content[start:]), allow_pickle=False) as archive:
        arrays = dict(archive)
    return json.loads(str(arrays.pop(_HEADER))), arrays


def _mend(path: Path) -> str:
    return (
        f"move it out of {path.parent}, and that part is computed again, or give the sweep "
        "a folder of its own."
    )
