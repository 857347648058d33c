"""A text to compress: Alice's Adventures in Wonderland."""

from pathlib import Path

from ce_utils.data.verified import DataFolder

__all__ = ["load_text"]


def load_text(*, folder: str | Path | None = None) -> bytes:
    """Load *Alice's Adventures in Wonderland*, verified, as the bytes of the Canterbury corpus.

    Parameters
    ----------
    folder : path, optional
        Folder with ``alice29.txt.gz`` and ``SHA256SUMS``. Default: the copy in the package.

    Returns
    -------
    bytes, 152,089 of them
        ASCII; lines end with carriage return and line feed. ``.decode("ascii")`` gives a string.

    Raises
    ------
    FileNotFoundError
        If one of the files is missing.
    ValueError
        If the file is truncated or altered, or if ``SHA256SUMS`` cannot be read.

    Examples
    --------
    >>> from ce_utils.data import load_text
    >>> text = load_text()
    >>> len(text), len(set(text))
    (152089, 74)
    >>> text[24:56]
    b"ALICE'S ADVENTURES IN WONDERLAND"

    References
    ----------
    L. Carroll (1865), Alice's Adventures in Wonderland, Macmillan; in the public domain. The file
    is alice29.txt of R. Arnold and T. Bell (1997), A corpus for the evaluation of lossless
    compression algorithms, Proc. Data Compression Conference, 201-210.
    """
    return DataFolder("alice", ["alice29.txt.gz"], folder).content("alice29.txt.gz")
