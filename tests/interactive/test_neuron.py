"""The learning neuron: its numbers are those of the costs, and the script's those of Python."""

import itertools

import numpy as np
import pytest

from ce_utils.interactive import LearningNeuron
from ce_utils.interactive.neuron import HIGH, LOW, MOST_EPOCHS, RATES
from ce_utils.interactive.neuron_still import (
    COST_RANGE,
    NAMES,
    cost_of,
    curves,
    readout_lines,
    scales_of,
    train,
)
from ce_utils.interactive.svg import path
from ce_utils.links import sigmoid
from ce_utils.losses import Quadratic, SigmoidCrossEntropy
from tests.interactive.in_node import compare

LOSSES = (Quadratic(), SigmoidCrossEntropy())
BOOK = [(0.6, 0.9), (2.0, 2.0)]  # the mild and the bad start of Nielsen's textbook


@pytest.mark.parametrize("loss", LOSSES, ids=lambda loss: loss.name)
@pytest.mark.parametrize(("weight", "bias"), BOOK)
def test_it_descends_the_books_costs_in_weight_and_bias(loss, weight, bias):
    """A second route: both parameters, with the gradient and the cost of `ce_utils.losses`."""
    figure = LearningNeuron(weight=weight, bias=bias)
    design, parameters = np.array([[1.0, 1.0]]), np.array([[weight], [bias]])
    for z in figure.logits[loss.name]:
        logit = design @ parameters
        # 300 steps, each with a few roundings of numbers below 5.
        np.testing.assert_allclose(logit.item(), z, rtol=0, atol=1e-12)
        np.testing.assert_allclose(loss.value(logit, [[0.0]]), cost_of(loss.name, z), rtol=1e-11)
        parameters = parameters - 0.15 * design.T @ loss.gradient(logit, [[0.0]])


def test_the_outputs_are_those_of_the_textbook():
    """Nielsen 2015, chapter 3: 0.09 after 300 epochs from the mild start, 0.20 from the bad one."""
    found = [
        sigmoid(LearningNeuron(weight=w, bias=b).logits["quadratic"][300]).round(2) for w, b in BOOK
    ]
    assert found == [0.09, 0.2]


def test_nothing_that_a_reader_can_set_leaves_the_picture():
    for w, b, rate in itertools.product(np.linspace(LOW, HIGH, 15), (LOW, 0.0, HIGH), RATES):
        for name, way in train({"w": w, "b": b, "rate": rate}, 200).items():
            costs = [cost_of(name, z) for z in (way[0], max(way), min(way))]
            # softplus(10) is 10.00005: less than a hundredth of a pixel beyond.
            assert COST_RANGE[0] <= min(costs) <= max(costs) <= COST_RANGE[1] * 1.00001
    longest = train({"w": LOW, "b": LOW, "rate": RATES[-1]}, MOST_EPOCHS)
    assert min(cost_of(name, way[-1]) for name, way in longest.items()) > COST_RANGE[0]


def test_weight_and_bias_add_up_to_the_logit():
    figure = LearningNeuron(weight=2, bias=2)
    for (cost, way), line in zip(figure.logits.items(), figure.readout()[1:], strict=True):
        shown = [float(text.replace("−", "-")) for text in line.replace(",", "").split()[3:7:3]]
        # Each is shown to three decimal places.
        assert sum(shown) == pytest.approx(way[-1], abs=0.001)
        assert line.startswith(f"{NAMES[cost]}: ")


def sample(w, b, rate, epochs=300):
    start, scales = {"w": w, "b": b, "rate": rate}, scales_of(epochs)
    ways = train(start, epochs)
    return {
        "start": start,
        "epochs": epochs,
        "scales": {name: scale.data() for name, scale in scales.items()},
        "logits": {NAMES[cost]: way for cost, way in ways.items()},
        "drawn": [
            {
                "epoch": epoch,
                "lines": {
                    name: path(points) for name, points in curves(ways, scales, epoch).items()
                },
                "readout": readout_lines(start, ways, epoch),
            }
            for epoch in sorted({0, 1, epochs // 2, epochs})
        ],
    }


def test_the_script_draws_what_python_draws(tmp_path):
    runs = [sample(w, b, 0.15) for w, b in BOOK]
    runs += [sample(5.0, 5.0, 5.0), sample(-2.0, -2.0, 0.005), sample(0.3, -0.7, 1.0, epochs=7)]
    compare("neuron.test.mjs", {"runs": runs}, tmp_path)


def test_values_are_rounded_to_four_places_and_drawn_so():
    figure = LearningNeuron(weight=1 / 3, learning_rate=0.3)
    fields = figure.fields()
    assert fields["w"]["value"] == 0.3333
    assert fields["rate"]["value"] == 0.3
    assert fields["rate"]["values"] == sorted([*RATES, 0.3])
    assert figure.logits["quadratic"][0] == 0.3333 + 0.9
    assert repr(figure).startswith("LearningNeuron(weight=0.3333, bias=0.9, learning_rate=0.3")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"weight": 6}, "weight is 6: expected a number from -2.0 to 5.0"),
        ({"bias": float("nan")}, "bias is nan: expected a number"),
        ({"bias": "2"}, "bias is '2': expected a number"),
        ({"learning_rate": 0}, "learning_rate is 0: expected a number from 0.005 to 5"),
        ({"epochs": 0}, "epochs is 0: expected a whole number, from 1 to 1000"),
        ({"epochs": 1001}, "epochs is 1001"),
        ({"title": " "}, "title is ' ': expected words"),
    ],
)
def test_what_is_refused(options, message):
    with pytest.raises(ValueError, match=message):
        LearningNeuron(**options)
