"""The data files that come with the package, each checked against its SHA-256 sum when read."""

import gzip
import hashlib
import zlib
from importlib import resources
from importlib.resources.abc import Traversable

from ce_utils.checks.kinds import as_path

__all__ = ["DataFolder"]


class DataFolder:
    """A folder of ``.gz`` files with a ``SHA256SUMS`` beside them.

    Parameters
    ----------
    name : str
        Name of the folder in ``ce_utils/datasets``.
    files : iterable of str
        The files that the data set is made of; each must have a line in ``SHA256SUMS``.
    folder : path, optional
        Where the files lie. Default: the copy in the package.

    Raises
    ------
    FileNotFoundError
        If ``SHA256SUMS`` is missing.
    ValueError
        If `folder` is no path, if ``SHA256SUMS`` cannot be read, or has no line for one of the
        files.
    """

    def __init__(self, name, files, folder=None):
        inside = resources.files("ce_utils") / "datasets" / name
        self.name = name
        self.folder: Traversable = inside if folder is None else as_path(folder, "folder")
        self.sums = self._read_checksums(files)

    def content(self, name: str) -> bytes:
        """Return what one ``.gz`` file holds: verified first, then decompressed."""
        compressed = self._read_bytes(name)
        actual_sum = hashlib.sha256(compressed).hexdigest()
        if actual_sum != self.sums[name]:
            raise ValueError(
                f"{name} is not the file that was shipped: it has {len(compressed):,} bytes with "
                f"SHA-256 {actual_sum[:12]}…, SHA256SUMS says {self.sums[name][:12]}…. It was cut "
                f"short or altered. {self.mend(name)}"
            )
        try:
            return gzip.decompress(compressed)
        except (OSError, EOFError, zlib.error) as error:
            raise ValueError(f"{name} does not decompress ({error}). {self.mend(name)}") from error

    def mend(self, name: str) -> str:
        """Return the sentence that says how to get a sound copy of a file."""
        return (
            f"Restore it with `git checkout -- ce_utils/datasets/{self.name}/{name}`, or reinstall "
            "ce_utils if you have no clone of the repository."
        )

    def _read_checksums(self, files) -> dict[str, str]:
        """Return file name -> SHA-256 sum (64 hexadecimal digits) from ``SHA256SUMS``."""
        text = self._read_bytes("SHA256SUMS").decode("ascii", errors="replace")
        lines = [line.split() for line in text.splitlines() if line.strip()]
        if not all(len(line) == 2 and _is_sha256(line[0]) for line in lines):
            raise ValueError(
                "SHA256SUMS is malformed: each line should be 64 hexadecimal digits, two spaces "
                f"and a file name. {self.mend('SHA256SUMS')}"
            )
        sums = {name: digits.lower() for digits, name in lines}
        if missing := sorted(set(files) - sums.keys()):
            raise ValueError(f"SHA256SUMS has no line for {missing}. {self.mend('SHA256SUMS')}")
        return sums

    def _read_bytes(self, name: str) -> bytes:
        """Return a file's bytes, or say which file is missing and how to get it back."""
        try:
            return (self.folder / name).read_bytes()
        except FileNotFoundError as error:
            raise FileNotFoundError(
                f"{name} is missing from {self.folder}. {self.mend(name)}"
            ) from error


def _is_sha256(word: str) -> bool:
    """Tell whether a word is 64 hexadecimal digits."""
    return len(word) == 64 and set(word.lower()) <= set("0123456789abcdef")
