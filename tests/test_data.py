"""The MNIST loader: what it returns, and that it never returns half of it."""

import gzip
import hashlib
from pathlib import Path

import numpy as np
import pytest

import ce_utils
from ce_utils.data import load_mnist, load_text

FOLDER = Path(ce_utils.__file__).parent / "datasets" / "mnist"
ALICE = FOLDER.parent / "alice"
IMAGES = "t10k-images-idx3-ubyte.gz"
LABELS = "t10k-labels-idx1-ubyte.gz"

# The MD5 sums of the files as Y. LeCun distributed them, uncompressed; they stand in many
# independent loaders, so they show that our copy is the database and not something like it.
CANONICAL_MD5 = {
    "train-images-idx3-ubyte.gz": "6bbc9ace898e44ae57da46a324031adb",
    "train-labels-idx1-ubyte.gz": "a25bea736e30d166cdddb491f175f624",
    "t10k-images-idx3-ubyte.gz": "2646ac647ad5339dbf082846283269ea",
    "t10k-labels-idx1-ubyte.gz": "27ae3e4e09519cfbb04c329615203637",
}


@pytest.fixture(scope="module")
def mnist():
    return load_mnist()


@pytest.fixture
def folder(tmp_path):
    """Give a copy of the data that a test may damage: links, so that 11 MB need no copying."""
    for path in FOLDER.iterdir():
        (tmp_path / path.name).symlink_to(path)
    return tmp_path


def replace(folder: Path, name: str, content: bytes, *, fit_the_sum: bool = False) -> None:
    """Put other content in a file's place, with a matching line in SHA256SUMS if asked."""
    old_sum = hashlib.sha256((folder / name).read_bytes()).hexdigest()
    (folder / name).unlink()
    (folder / name).write_bytes(content)
    if fit_the_sum:
        sums = (folder / "SHA256SUMS").read_text()
        (folder / "SHA256SUMS").unlink()
        new_sum = hashlib.sha256(content).hexdigest()
        (folder / "SHA256SUMS").write_text(sums.replace(old_sum, new_sum))


@pytest.mark.parametrize("name", CANONICAL_MD5)
def test_the_files_are_the_canonical_ones(name):
    content = gzip.decompress((FOLDER / name).read_bytes())
    assert hashlib.md5(content, usedforsecurity=False).hexdigest() == CANONICAL_MD5[name]


def test_every_file_is_named_in_the_readme_with_its_sum():
    text = (FOLDER / "README.md").read_text(encoding="utf-8")
    for name, md5 in CANONICAL_MD5.items():
        assert f"| `{name}` |" in text
        assert f"`{md5}`" in text


def test_sizes_and_types(mnist):
    train, validation, test = mnist
    assert [len(part.labels) for part in mnist] == [50_000, 10_000, 10_000]
    for part in (train, validation, test):
        assert part.images.shape == (len(part.labels), 784)
        assert part.images.dtype == np.float32
        assert part.labels.dtype == np.int64
        assert part.labels.ndim == 1


def test_pixels_fill_the_range_from_zero_to_one(mnist):
    for images, _ in mnist:
        assert images.min() == 0.0
        assert images.max() == 1.0


def test_a_pixel_is_its_byte_over_255(mnist):
    raw = gzip.decompress((FOLDER / IMAGES).read_bytes())[16:]  # 4 bytes and 3 sizes of 4 bytes
    expected = np.array([byte / 255 for byte in raw[: 3 * 784]]).reshape(3, 784)
    # Python divides in float64; rounding the quotient to float32 gives the same nearest number.
    np.testing.assert_array_equal(mnist.test.images[:3], expected.astype(np.float32))


def test_first_labels(mnist):
    # The digits that open the two files in every printed picture of MNIST.
    assert mnist.train.labels[:5].tolist() == [5, 0, 4, 1, 9]
    assert mnist.test.labels[:5].tolist() == [7, 2, 1, 0, 4]


def test_class_counts_of_the_test_file(mnist):
    # Published counts of the 10,000 test digits, 0 to 9.
    expected = [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]
    assert np.bincount(mnist.test.labels).tolist() == expected


def test_validation_is_the_end_of_the_training_file(mnist):
    # Read here by hand: labels start after 8 bytes of header.
    raw = gzip.decompress((FOLDER / "train-labels-idx1-ubyte.gz").read_bytes())[8:]
    assert mnist.train.labels.tolist() == list(raw[:50_000])
    assert mnist.validation.labels.tolist() == list(raw[50_000:])


def test_images_belong_to_their_labels(mnist):
    # The mean image of a class, learned on the training part, names four test digits in five
    # (the nearest class mean scores 0.82 on MNIST). Shuffled labels would give 0.1.
    means = np.stack([mnist.train.images[mnist.train.labels == k].mean(axis=0) for k in range(10)])
    scores = mnist.test.images @ means.T - 0.5 * (means**2).sum(axis=1)
    assert np.mean(scores.argmax(axis=1) == mnist.test.labels) > 0.8


def test_a_load_is_not_affected_by_what_was_done_to_an_earlier_one(folder):
    first = load_mnist(folder=folder)
    first.test.images[:] = -1.0
    assert load_mnist(folder=folder).test.images.min() == 0.0


def test_a_truncated_file(folder):
    replace(folder, IMAGES, (FOLDER / IMAGES).read_bytes()[:-1000])
    with pytest.raises(ValueError, match=f"^{IMAGES} is not the file.*cut short") as error:
        load_mnist(folder=folder)
    assert f"`git checkout -- ce_utils/datasets/mnist/{IMAGES}`" in str(error.value)


def test_a_flipped_byte(folder):
    content = bytearray((FOLDER / LABELS).read_bytes())
    content[2000] ^= 1
    replace(folder, LABELS, bytes(content))
    with pytest.raises(ValueError, match=f"^{LABELS} is not the file.*git checkout -- .*{LABELS}"):
        load_mnist(folder=folder)


@pytest.mark.parametrize("name", [*CANONICAL_MD5, "SHA256SUMS"])
def test_a_missing_file(folder, name):
    (folder / name).unlink()
    with pytest.raises(FileNotFoundError, match=f"^{name} is missing.*git checkout -- .*{name}"):
        load_mnist(folder=folder)


def test_a_missing_folder(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"^SHA256SUMS is missing from .*nowhere"):
        load_mnist(folder=tmp_path / "nowhere")


# From here on SHA256SUMS fits the damaged file, as when a stranger prepared both.


@pytest.mark.parametrize(
    "content",
    [
        gzip.compress(b"\0\0\x08\x01")[:-9],  # ends before the stream does
        b"not gzip at all",
        gzip.compress(bytes(1000))[:12] + b"\xff" * 12,  # the deflate stream is broken
    ],
    ids=["truncated", "no gzip", "broken"],
)
def test_a_file_that_does_not_decompress(folder, content):
    replace(folder, LABELS, content, fit_the_sum=True)
    with pytest.raises(ValueError, match=f"^{LABELS} does not decompress .*git checkout"):
        load_mnist(folder=folder)


@pytest.mark.parametrize(
    "header",
    [
        "00000803 00002710",  # says three axes, where labels have one
        "00000d01 00002710",  # says float32 elements
        "00000801 0000270f",  # says 9,999 labels
        "01080000 10270000",  # little-endian
        "",
    ],
)
def test_a_wrong_header(folder, header):
    content = bytes.fromhex(header) + bytes(10_000 if header else 0)
    replace(folder, LABELS, gzip.compress(content), fit_the_sum=True)
    with pytest.raises(ValueError, match=f"^{LABELS} has the wrong IDX header.*git checkout"):
        load_mnist(folder=folder)


@pytest.mark.parametrize("n_labels", [9_999, 10_001])
def test_a_header_that_promises_another_number_of_elements(folder, n_labels):
    content = bytes.fromhex("00000801 00002710") + bytes(n_labels)
    replace(folder, LABELS, gzip.compress(content), fit_the_sum=True)
    with pytest.raises(ValueError, match=f"^{LABELS} announces 10,000 .* holds {n_labels:,}"):
        load_mnist(folder=folder)


@pytest.mark.parametrize(
    "text",
    ["not a sum\n", "1a1a05 t10k-images-idx3-ubyte.gz\n", "z" * 64 + f"  {LABELS}\n"],
    ids=["words", "short sum", "no hexadecimal"],
)
def test_malformed_sums(folder, text):
    replace(folder, "SHA256SUMS", text.encode())
    with pytest.raises(ValueError, match=r"^SHA256SUMS is malformed.*git checkout.*SHA256SUMS"):
        load_mnist(folder=folder)


@pytest.mark.parametrize("text", ["", "0" * 64 + f"  {LABELS}\n"], ids=["empty", "one line"])
def test_sums_without_a_line_for_a_file(folder, text):
    replace(folder, "SHA256SUMS", text.encode())
    with pytest.raises(ValueError, match=rf"^SHA256SUMS has no line for \[.*'{IMAGES}'"):
        load_mnist(folder=folder)


def test_the_text_is_the_file_of_the_canterbury_corpus():
    # Its size is published with the corpus: 152,089 bytes.
    text = load_text()
    assert len(text) == 152_089
    assert text.isascii()
    assert b"CHAPTER I\r\n" in text
    assert text.endswith(b"THE END\r\n\x1a")
    readme = (ALICE / "README.md").read_text(encoding="utf-8")
    assert f"| `alice29.txt.gz` | the text | `{hashlib.sha256(text).hexdigest()}` |" in readme


def test_a_damaged_text(tmp_path):
    content = bytearray((ALICE / "alice29.txt.gz").read_bytes())
    content[1000] ^= 1
    (tmp_path / "alice29.txt.gz").write_bytes(content)
    (tmp_path / "SHA256SUMS").write_bytes((ALICE / "SHA256SUMS").read_bytes())
    with pytest.raises(
        ValueError, match=r"^alice29.txt.gz is not the file.*datasets/alice/alice29"
    ):
        load_text(folder=tmp_path)
