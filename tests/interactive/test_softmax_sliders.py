"""The softmax sliders: numbers by a second route, and the script's are those of Python."""

import numpy as np
import pytest

from ce_utils.checks import finite_difference_gradient
from ce_utils.interactive import SoftmaxSliders
from ce_utils.interactive.softmax_sliders import HIGH, LOW, TEMPERATURES
from ce_utils.interactive.softmax_still import answer, fill, loss_drawn, readout_lines, scales_of
from ce_utils.interactive.svg import number, path
from tests.interactive.in_node import compare

NAMES = ["cat", "dog", "owl", "fox"]


def values_of(logits, temperature):
    return {**{f"z{k}": z for k, z in enumerate(logits)}, "temp": temperature}


@pytest.mark.parametrize("temperature", [0.25, 1.0, 4.0])
@pytest.mark.parametrize("right", range(4))
def test_the_numbers_are_those_of_the_definition(temperature, right):
    logits = np.array([2.0, 1.0, 0.0, 0.5])
    found = answer(values_of(logits, temperature), right)
    shares = np.exp(logits / temperature)
    shares /= shares.sum()
    # A handful of roundings of numbers near 1 on each route.
    np.testing.assert_allclose(found["outputs"], shares, rtol=1e-14)
    np.testing.assert_allclose(found["loss"], -np.log(shares[right]), rtol=1e-12)
    np.testing.assert_allclose(found["slopes"], shares - np.eye(4)[right], rtol=1e-13, atol=1e-15)


@pytest.mark.parametrize("temperature", [0.25, 1.0, 20.0])
def test_by_the_logits_the_gradient_is_that_over_the_temperature(temperature):
    """The last line of the readout, by finite differences of the loss."""
    logits = np.array([2.0, 1.0, 0.0, 0.5])

    def loss(z):
        return -np.log(np.exp(z[2] / temperature) / np.exp(z / temperature).sum())

    measured = finite_difference_gradient(loss, logits)
    found = answer(values_of(logits, temperature), 2)
    np.testing.assert_allclose(np.divide(found["slopes"], temperature), measured, atol=1e-7)
    line = readout_lines(found, NAMES, 2, temperature)[3]
    if temperature == 1:
        assert line == "Gradient by z, (a − t)/T: the same, since T = 1"
    else:
        shown = [word.strip(",;").replace("−", "-") for word in line.split()[7:14:2]]
        # Shown to four significant digits; a difference is right to eight decimal places.
        np.testing.assert_allclose([float(s) for s in shown], measured, rtol=5.1e-4, atol=1e-7)


def test_it_opens_on_the_numbers_of_chapter_4():
    figure = SoftmaxSliders((2, 1, 0, 0.5), label=2, names=NAMES)
    assert figure.readout() == [
        # exp(2), e, 1 and exp(1/2), over their sum 12.756.
        "Outputs a: cat 0.5793, dog 0.2131, owl 0.07839, fox 0.1293; sum 1.000",
        "Loss for owl: −ln 0.07839 = 2.546 nats",
        "Gradient by z/T, a − t: cat 0.5793, dog 0.2131, owl −0.9216, fox 0.1293; sum 0.000",
        "Gradient by z, (a − t)/T: the same, since T = 1",
    ]
    for words in (
        "cat 2, dog 1, owl 0, fox 0.5",
        "−ln 0.07839",
        "Only the right class's is negative",
    ):
        assert words in figure.alt


def test_a_small_error_keeps_its_digits():
    """1 - a would be 0: the other three outputs are exp(-160) each."""
    found = answer(values_of([HIGH, LOW, LOW, LOW], 0.1), 0)
    np.testing.assert_allclose(found["loss"], 3 * np.exp(-160), rtol=1e-14)
    np.testing.assert_allclose(found["slopes"][0], -3 * np.exp(-160), rtol=1e-14)


def test_near_1_the_loss_is_not_the_logarithm_of_the_rounded_output():
    """-ln 0.9961 would be 0.003908; the others' share is (e^2 + e + e^(1/2)) / e^8 and a bit."""
    others = np.exp(2) + np.e + np.exp(0.5)
    missed = others / (others + np.exp(8))
    found = answer(values_of([2.0, 1.0, 8.0, 0.5], 1.0), 2)
    line = readout_lines(found, NAMES, 2, 1.0)[1]
    assert line == f"Loss for owl: −ln(1 − {missed:.6f}) = {-np.log1p(-missed):.6f} nats"
    assert line.endswith("(1 − 0.003928) = 0.003936 nats")
    assert loss_drawn(found, 2) == "loss 0.003936 nats"
    for gap, words in ((4.5, "−ln 0.9890 = "), (4.6, "−ln(1 − 0.009952)")):  # ln 99 = 4.595
        low = -20.0  # the other two hardly count
        found = answer(values_of([gap, 0.0, low, low], 1.0), 0)
        assert words in readout_lines(found, NAMES, 0, 1.0)[1]


def test_nothing_that_a_reader_can_set_leaves_the_picture():
    rng = np.random.default_rng(0)
    scales = scales_of()
    for temperature in TEMPERATURES:
        for logits in [*rng.uniform(LOW, HIGH, (20, 4)), [HIGH, LOW, LOW, LOW], [LOW, HIGH, 0, 0]]:
            found = answer(values_of(logits, temperature), 0)
            _, texts = fill(found, 0, scales)
            assert all(45 < height < 245 for _, height in texts.values())
            assert all(len(text) <= 9 for text, _ in texts.values())  # as wide as a bar's place


def sample(logits, temperature, right):
    values, scales = values_of(logits, temperature), scales_of()
    found = answer(values, right)
    bars, texts = fill(found, right, scales)
    return {
        "values": values,
        "right": right,
        "scales": {name: scale.data() for name, scale in scales.items()},
        "found": found,
        "bars": {name: path(points) for name, points in bars.items()},
        "texts": {name: [text, number(height)] for name, (text, height) in texts.items()},
        "readout": readout_lines(found, NAMES, right, temperature),
        "loss": loss_drawn(found, right),
    }


def test_the_script_draws_what_python_draws(tmp_path):
    rng = np.random.default_rng(0)
    settings = [([2.0, 1.0, 0.0, -1.0], 1.0, 0), ([2.0, 1.0, 0.0, 0.5], 0.25, 2)]
    settings += [([0.0] * 4, 1.0, 3), ([HIGH, LOW, LOW, LOW], 0.1, 0), ([LOW, 8.0, 8.0, 0.0], 1, 0)]
    for temperature in TEMPERATURES:
        logits = rng.uniform(LOW, HIGH, (4, 4)).round(1).tolist()
        settings += [(z, temperature, k) for k, z in enumerate(logits)]
    runs = [sample(*each) for each in settings]
    compare("softmax_sliders.test.mjs", {"names": NAMES, "runs": runs}, tmp_path)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"logits": (1, 2, 3)}, r"logits is \(1, 2, 3\): expected four numbers"),
        ({"logits": 1.0}, "logits is 1.0: expected four numbers"),
        ({"logits": (1, 2, 3, 9)}, r"logits\[3\] is 9: expected a number from -8.0 to 8.0"),
        ({"logits": (1, 2, 3, np.nan)}, r"logits\[3\] is nan"),
        ({"temperature": 0}, "temperature is 0: expected a number from 0.1 to 20.0"),
        ({"label": 4}, "label is 4: expected a whole number"),
        ({"names": ("a", "b", "c")}, "expected four texts"),
        ({"names": ("a", "b", "c", "c")}, "expected four different texts"),
        ({"names": ("a", "b", "c", "hippopotamus")}, "of 1 to 10 characters"),
        ({"title": " "}, "title is ' ': expected words"),
    ],
)
def test_what_is_refused(options, message):
    with pytest.raises(ValueError, match=message):
        SoftmaxSliders(**options)


def test_an_array_of_logits_will_do():
    arguments = np.array([2.0, 1.0, 0.0, 1 / 3]), {"temperature": 3.0}
    figure = SoftmaxSliders(arguments[0], **arguments[1])
    assert repr(figure) == "SoftmaxSliders((2, 1, 0, 0.3333), temperature=3, label=0)"
    assert figure.fields()["temp"]["values"] == sorted([*TEMPERATURES, 3.0])
