"""The drawn digit: the networks' numbers, how a drawing is prepared, and what is written."""

import re
from base64 import b64encode

import numpy as np
import pytest

from ce_utils.data import load_mnist
from ce_utils.experiments import load_record
from ce_utils.interactive import DrawADigit
from ce_utils.interactive.digit_record import COSTS, load_digits
from ce_utils.interactive.draw_digit import POINT
from ce_utils.interactive.draw_digit_still import NAMES, answers_of, readout_lines, shades
from ce_utils.losses import Quadratic, SigmoidCrossEntropy
from ce_utils.network import predict_logits
from tests.interactive.fragments import markup
from tests.interactive.in_node import compare

CELLS = 140  # of the pad, in a row


@pytest.fixture(scope="module")
def test_split():
    return load_mnist().test


def places(count):
    """Return how large and where images lie on the pad: a third of it to all of it."""
    rng = np.random.default_rng(1998)
    scales = rng.uniform(1.8, 5.0, count)
    corners = rng.uniform(0, 1, (count, 2)) * (CELLS - 28 * scales)[:, None]
    return [
        {"scale": float(scale), "left": float(left), "top": float(top)}
        for scale, (left, top) in zip(scales, corners, strict=True)
    ]


def prepared(ink):
    """Return the image that ink should become, before it is rounded to bytes: a second route.

    The mean over a pixel's area is a product of two matrices that hold how much of each row
    and column of cells the pixel covers.
    """
    rows, columns = np.nonzero(ink >= 0.5)
    width = (max(np.ptp(rows), np.ptp(columns)) + 1) / 20
    middles = np.arange(CELLS) + 0.5
    centre = [(ink.sum(axis=1 - axis) @ middles) / ink.sum() for axis in (0, 1)]
    cover_rows, cover_columns = (cover(middle, width) for middle in centre)
    return 255 * cover_rows @ ink @ cover_columns.T


def cover(middle, width):
    """Return the share of each of 28 pixels that each cell makes up, shape (28, cells)."""
    low = middle + (np.arange(28) - 14.5)[:, None] * width
    cells = np.arange(CELLS)
    overlap = np.minimum(low + width, cells + 1) - np.maximum(low, cells)
    return np.maximum(overlap, 0) / width


def inks():
    """Return drawings as bytes of ink: blots, one of them at the edge and one very small."""
    rng = np.random.default_rng(7)
    drawn = []
    for top, left, height, width in ((30, 20, 90, 40), (0, 60, 50, 80), (100, 3, 9, 6)):
        ink = np.zeros((CELLS, CELLS), dtype=np.uint8)
        ink[top : top + height, left : left + width] = rng.integers(0, 256, (height, width))
        drawn.append(ink)
    return [
        {"ink": b64encode(ink.tobytes()).decode(), "image": prepared(ink / 255).ravel().tolist()}
        for ink in drawn
    ]


def outputs(logits):
    return 1 / (1 + np.exp(-logits))


def costs(logits, label):
    """Return both costs by their definitions, from the outputs: a second route."""
    a, y = outputs(logits), np.eye(10)[label]
    return ((a - y) ** 2).sum() / 2, -np.log(np.where(y == 1, a, 1 - a)).sum()


def exact_costs(logits, label):
    """Return both costs from the logits, where they keep all digits."""
    targets = np.eye(10)[[label]]
    return [
        float(loss.value(logits[None], targets)) for loss in (Quadratic(), SigmoidCrossEntropy())
    ]


def shown():
    digits = load_digits()
    samples = []
    for image, label in zip(digits.images, digits.labels, strict=True):
        for said in ("none", str(label), str((label + 1) % 10)):
            lines = readout_lines("A title", answers_of(digits.networks, image), said)
            text = b64encode(image.tobytes()).decode()
            samples.append(
                {
                    "pixels": text,
                    "shades": shades(image),
                    "said": said,
                    "title": "A title",
                    "lines": lines,
                }
            )
    return samples


def test_the_script_reads_as_numpy_reads(test_split, tmp_path):
    digits = load_digits()
    images = np.rint(test_split.images[:1000] * 255).astype(np.uint8)
    logits = {
        NAMES[cost]: predict_logits(network, images / 255)
        for cost, network in digits.networks.items()
    }
    some = np.concatenate([z[:50] for z in logits.values()])
    samples = {
        "networks": {NAMES[cost]: layers for cost, layers in digits.layers.items()},
        "images": [b64encode(image.tobytes()).decode() for image in images],
        "labels": test_split.labels[:1000].tolist(),
        "logits": {name: z.tolist() for name, z in logits.items()},
        "costs": [[z.tolist(), k % 10, *exact_costs(z, k % 10)] for k, z in enumerate(some)],
        "places": places(1000),
        "inks": inks(),
        "largest": POINT**3 - 1,
        "shown": shown(),
    }
    compare("draw_digit.test.mjs", samples, tmp_path)


def test_the_images_are_those_of_mnist(test_split):
    indices = load_record("digit-networks").tables["images"]["index"].tolist()
    digits = load_digits()
    for k, index in enumerate(indices):
        np.testing.assert_array_equal(
            np.rint(test_split.images[index] * 255), digits.images[k], strict=False
        )
        assert digits.labels[k] == test_split.labels[index]
        figure = DrawADigit(image=k + 1)
        for cost, network in digits.networks.items():
            # load_mnist rounds p / 255 to float32.
            expected = predict_logits(network, test_split.images[[index]].astype(float))[0]
            np.testing.assert_allclose(figure.logits[cost], expected, rtol=1e-5, atol=1e-5)


@pytest.mark.parametrize("image", [4, 9, 14])
def test_the_readout_holds_the_definitions_of_the_costs(image):
    figure = DrawADigit(image=image)
    label = load_digits().labels[image - 1]
    words, *lines = figure.readout()
    assert words == f"Test image {image} of 16, label {label}"
    for cost, line in zip(COSTS, lines, strict=True):
        logits = figure.logits[cost]
        says, output, said, *both = (
            float(text) for text in re.findall(r"\d[\d.]*(?:e-\d+)?", line.replace("−", "-"))
        )
        assert (says, said) == (logits.argmax(), label)
        assert f"if it is {'an' if label == 8 else 'a'} {label}: " in line
        # Four significant digits are shown.
        np.testing.assert_allclose(
            [output, *both], [outputs(logits).max(), *costs(logits, label)], rtol=5.1e-4
        )


def test_an_empty_pad_asks_what_it_is():
    figure = DrawADigit(image=0)
    assert figure.fields()["label"]["value"] == "none"
    first, *_, last = figure.readout()
    assert first == "The pad is empty; an empty image gets answers, too"
    assert last == "Say which digit it is to see what the answers cost"
    assert 'visibility="hidden"' in markup(figure)


def test_the_shades_cover_each_pixel_once():
    rng = np.random.default_rng(0)
    image = rng.integers(0, 256, 784, dtype=np.uint8)
    image[100:400] = 0
    found = np.zeros((28, 28))
    for level, path in enumerate(shades(image), start=1):
        for x, y, run in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\3z", path):
            assert not found[int(y), int(x) : int(x) + int(run)].any()
            found[int(y), int(x) : int(x) + int(run)] = level
        assert path == "".join(f"{part}z" for part in path.split("z")[:-1])
    # The nearest of 16 levels, which are 17 apart.
    assert np.abs(found.ravel() * 17 - image).max() <= 8.5


def test_both_images_and_all_bars_are_drawn():
    figure = DrawADigit(image=8)
    still = markup(figure)
    for level, path in enumerate(shades(load_digits().images[7]), start=1):
        for name in ("pad", "seen"):
            part = re.search(rf'<path d="([^"]*)"[^>]* data-part="{name}-level-{level}">', still)
            assert part[1] == path
    for cost in COSTS:
        for digit, output in enumerate(outputs(figure.logits[cost])):
            bar = re.search(rf'height="([\d.]+)" data-part="bar-{NAMES[cost]}-{digit}"', still)
            # 178 units are 1.05; rounded to a tenth.
            assert float(bar[1]) == pytest.approx(178 / 1.05 * output, abs=0.051)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"image": 17}, "image is 17: expected a whole number, from 0 to 16"),
        ({"image": -1}, "image is -1"),
        ({"image": 1.5}, "image is 1.5"),
        ({"image": "3"}, "image is '3'"),
        ({"title": ""}, "title is '': expected words"),
    ],
)
def test_what_is_refused(options, message):
    with pytest.raises(ValueError, match=message):
        DrawADigit(**options)
