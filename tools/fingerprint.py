"""What the outputs of the chapters depend on beside the chapters: code, data, records and pins."""

import hashlib
import platform
from collections.abc import Iterator
from pathlib import Path

INPUTS = ("ce_utils", "results", "requirements.txt", "tools/kernels.py")


def _files(root: Path, inputs: tuple[str, ...]) -> Iterator[Path]:
    for name in inputs:
        path = root / name
        found = sorted(path.rglob("*")) if path.is_dir() else [path]
        yield from (f for f in found if f.is_file() and "__pycache__" not in f.parts)


def fingerprint(root: Path, inputs: tuple[str, ...] = INPUTS) -> str:
    """Return a short name for the state of everything that a stored execution depends on.

    Parameters
    ----------
    root : pathlib.Path
        The folder of the repository.
    inputs : tuple of str
        Files and folders under `root`; what does not exist counts as empty.

    Returns
    -------
    str
        Sixteen hexadecimal digits; they change when the package, its data, a record, a pinned
        version, the kernels' environment or the version of Python changes.
    """
    digest = hashlib.sha256(platform.python_version().encode())
    for path in _files(root, inputs):
        digest.update(f"\0{path.relative_to(root).as_posix()}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]
