"""The MNIST handwritten digits, from four verified files."""

from pathlib import Path
from typing import NamedTuple

import numpy as np

from ce_utils.data.verified import DataFolder

__all__ = ["Mnist", "Split", "load_mnist"]

_SHAPES = {  # small files first: damage to them is found before the large one is unpacked
    "train-labels-idx1-ubyte.gz": (60_000,),
    "t10k-labels-idx1-ubyte.gz": (10_000,),
    "t10k-images-idx3-ubyte.gz": (10_000, 28, 28),
    "train-images-idx3-ubyte.gz": (60_000, 28, 28),
}
_N_TRAIN = 50_000  # of the 60,000 training images; the remaining 10,000 are for validation
_UNSIGNED_BYTE = 0x08  # the IDX code of the only element type that MNIST uses


class Split(NamedTuple):
    """One part of a data set: images and the class of each.

    Attributes
    ----------
    images : ndarray, shape (n, 784), float32
        One image a row, its 28 x 28 pixels row by row; 0 is paper and 1 is ink.
    labels : ndarray, shape (n,), int64
        The digit shown, 0 to 9.
    """

    images: np.ndarray
    labels: np.ndarray


class Mnist(NamedTuple):
    """The three parts of MNIST, each a `Split`.

    Attributes
    ----------
    train : Split
        50,000 examples to learn from.
    validation : Split
        10,000 examples to choose hyper-parameters with.
    test : Split
        10,000 examples, written by other people, to report a result on.
    """

    train: Split
    validation: Split
    test: Split


def load_mnist(*, folder: str | Path | None = None) -> Mnist:
    """Load MNIST, verified, as 50,000 training, 10,000 validation and 10,000 test examples.

    A pixel byte ``p`` in 0..255 becomes the number ``p / 255``.

    Parameters
    ----------
    folder : path, optional
        Folder with the four ``.gz`` files and ``SHA256SUMS``. Default: the copy in the package.

    Returns
    -------
    Mnist
        ``train``, ``validation`` and ``test``, each a `Split` of images, shape (n, 784), float32
        in [0, 1] (no unit), and labels, shape (n,), int64.

    Raises
    ------
    FileNotFoundError
        If one of the files is missing.
    ValueError
        If a file is truncated, altered or not the IDX file that it should be, or if
        ``SHA256SUMS`` cannot be read. Nothing is returned then, not even the sound files.

    Notes
    -----
    Training and validation images are views of one array: the first 50,000 rows of the training
    file and its last 10,000. Every call reads the files anew, so changing an image changes no
    later load. The arrays take 220 MB.

    Examples
    --------
    >>> from ce_utils.data import load_mnist
    >>> train, validation, test = load_mnist()
    >>> train.images.shape, validation.images.shape, test.images.shape
    ((50000, 784), (10000, 784), (10000, 784))
    >>> train.labels[:5].tolist()
    [5, 0, 4, 1, 9]

    References
    ----------
    Y. LeCun, L. Bottou, Y. Bengio and P. Haffner (1998), Gradient-based learning applied to
    document recognition, Proc. IEEE 86(11), 2278-2324, doi:10.1109/5.726791. The split is that
    of M. Nielsen (2015), Neural Networks and Deep Learning, chapter 1.
    """
    files = DataFolder("mnist", _SHAPES, folder)
    labels, test_labels, test_images, images = (_read_idx(files, name) for name in _SHAPES)
    images, test_images = _as_rows(images), _as_rows(test_images)
    labels, test_labels = labels.astype(np.int64), test_labels.astype(np.int64)
    return Mnist(
        train=Split(images[:_N_TRAIN], labels[:_N_TRAIN]),
        validation=Split(images[_N_TRAIN:], labels[_N_TRAIN:]),
        test=Split(test_images, test_labels),
    )


def _as_rows(pixels: np.ndarray) -> np.ndarray:
    """Return images of shape (n, 28, 28), uint8, as rows (n, 784), float32 in [0, 1]."""
    return np.divide(pixels.reshape(len(pixels), -1), np.float32(255), dtype=np.float32)


def _read_idx(files: DataFolder, name: str) -> np.ndarray:
    """Return the array of an IDX file: two zero bytes, type, rank, big-endian sizes, elements."""
    content, shape = files.content(name), _SHAPES[name]
    header = bytes([0, 0, _UNSIGNED_BYTE, len(shape)]) + np.array(shape, dtype=">u4").tobytes()
    found = content[: len(header)]
    if found != header:
        raise ValueError(
            f"{name} has the wrong IDX header: expected {header.hex(' ', 4)} (unsigned bytes of "
            f"shape {shape}), found {found.hex(' ', 4) or 'nothing'}. {files.mend(name)}"
        )
    elements = np.frombuffer(content, dtype=np.uint8, offset=len(header))
    if elements.size != np.prod(shape):
        raise ValueError(
            f"{name} announces {np.prod(shape):,} elements and holds {elements.size:,}. "
            f"{files.mend(name)}"
        )
    return elements.reshape(shape)
