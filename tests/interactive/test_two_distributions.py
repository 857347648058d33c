"""Two distributions: the numbers are those of `ce_utils.information`, here and in the script."""

import math
import re

import numpy as np
import pytest

from ce_utils.information import cross_entropy, entropy, kl_divergence
from ce_utils.interactive import TwoDistributions
from ce_utils.interactive.two_distributions_still import (
    END,
    LONGEST,
    OUT,
    START,
    layout,
    lengths,
    moving,
)
from ce_utils.interactive.two_distributions_words import amount, worlds
from tests.interactive.fragments import elements, markup
from tests.interactive.in_node import compare

P, Q = np.array([0.1, 0.4, 0.5]), np.array([0.8, 0.15, 0.05])
COLOURS = ["red", "green", "blue"]


def coordinates(line):
    """Return the numbers of the `d` of a path."""
    return [float(text) for text in re.findall(r"-?[\d.]+", line)]


def ends(parts, name):
    """Return where a horizontal length begins and ends."""
    x0, _, x1, _ = coordinates(parts[name]["d"])
    return x0, x1


def test_it_opens_on_the_numbers_of_the_tutorial():
    """Brownlee 2019 prints 3.288 and 2.906 bits for cross-entropy, 1.927 and 2.022 for KL."""
    first, second = TwoDistributions(P, Q, labels=COLOURS).readout()[2:]
    assert re.findall(r"\d\.\d{3}", first) == ["3.288", "1.361", "1.927"]
    assert re.findall(r"\d\.\d{3}", second) == ["2.906", "0.884", "2.022"]


@pytest.mark.parametrize("unit", ["bits", "nats"])
def test_the_readout_is_in_the_unit_and_says_it(unit):
    base = {"bits": 2, "nats": math.e}[unit]
    p, q, *lines = TwoDistributions(P, Q, labels=COLOURS, unit=unit).readout()
    assert (p, q) == (
        "p: red 0.100, green 0.400, blue 0.500",
        "q: red 0.800, green 0.150, blue 0.050",
    )
    for line, (world, belief) in zip(lines, ((P, Q), (Q, P)), strict=True):
        shown = [float(text) for text in re.findall(r"\d\.\d+", line)]
        expected = [
            cross_entropy(world, belief, base=base),
            entropy(world, base=base),
            kl_divergence(world, belief, base=base),
        ]
        # Three decimal places are shown.
        np.testing.assert_allclose(shown, expected, rtol=0, atol=5.1e-4)
        assert f" {unit}," in line


def test_lengths_lie_end_to_end_and_are_in_proportion():
    """Lengths are to a tenth of a unit, 65.2 units make one bit."""
    parts, _ = moving(P, Q, "bits")
    for name, numbers in worlds(P, Q).items():
        needed, wasted, paid = (value / math.log(2) for value in numbers)
        (start, middle), (meets, end) = (
            ends(parts, f"{part}-{name}") for part in ("needed", "wasted")
        )
        assert (start, meets) == (START, middle)
        unit = (END - START) / LONGEST
        drawn = [middle - start, end - meets, end - start]
        np.testing.assert_allclose(drawn, np.multiply([needed, wasted, paid], unit), atol=0.11)
        assert max(coordinates(parts[f"paid-{name}"]["d"])[::2]) == end


def test_the_lengths_stay_where_the_unit_changes():
    in_bits, in_nats = moving(P, Q, "bits"), moving(P, Q, "nats")
    rulers = {"ruler-bits", "ruler-nats"}
    differing = {name for name in in_bits[0] if in_bits[0][name] != in_nats[0][name]}
    assert differing == rulers
    assert in_bits[1] != in_nats[1]
    assert [in_nats[0][name]["display"] for name in sorted(rulers)] == ["none", "inline"]


def test_what_is_infinite_runs_out_of_the_picture_and_is_said():
    figure = TwoDistributions([0.5, 0.25, 0.25], [0.5, 0.5, 0.0], labels=["sun", "fog", "snow"])
    parts, texts = moving(figure.p, figure.q, "bits")
    assert ends(parts, "wasted-p")[1] == OUT
    assert max(coordinates(parts["paid-p"]["d"])[::2]) == OUT
    assert texts["sum-p"] == "H(p) 1.500 + KL(p‖q) infinite = H(p, q) infinite"
    assert figure.readout()[2] == (
        "World p, belief q: paid H(p, q) and wasted KL(p‖q) are infinite, because q rules out "
        "snow, possible in p; needed H(p) = 1.500 bits"
    )
    # The other way round: log2(2) / 2 more for the fog, nothing for the sun.
    assert figure.readout()[3].endswith(
        "paid H(q, p) = 1.500 bits, needed H(q) = 1.000, wasted KL(q‖p) = 0.500"
    )
    assert "snow, possible in p" in figure.alt


def test_what_is_long_but_finite_runs_out_and_its_number_is_said():
    numbers = worlds([1, 0, 0], [0.001, 0.5, 0.499])["p"]
    found = lengths("p", numbers)
    assert coordinates(found["wasted-p"])[2] == OUT
    _, texts = moving([1, 0, 0], [0.001, 0.5, 0.499], "bits")
    # log2(1000) = 9.966
    assert texts["sum-p"] == "H(p) 0.000 + KL(p‖q) 9.966 = H(p, q) 9.966 bits"


def test_equal_distributions_waste_nothing_and_draw_no_waste():
    parts, _ = moving(P, P, "bits")
    assert parts["wasted-p"] == parts["wasted-q"] == {"d": ""}


@pytest.mark.parametrize("count", [3, 4, 5, 6])
def test_bars_stand_side_by_side_and_a_finger_meets_each(count):
    figure = TwoDistributions([1 / count] * count, [1 / count] * count)
    places = layout(count)["places"]
    middles = np.sort(np.ravel([places["p"], places["q"]]))
    touch = [keys for _, keys in elements(markup(figure)) if keys.get("class") == "ce-touch"]
    assert len(touch) == 2 * count
    widths = {float(keys["width"]) for keys in touch}
    # 28 units are 25.9 pixels of a phone 375 wide, 26.6 are 24.6: targets have at least 24.
    assert 26.6 <= min(widths) <= np.diff(middles).min() + 0.1
    assert middles.min() - layout(count)["half"] >= 38


def test_probabilities_are_kept_to_a_millionth_and_sum_to_one():
    thirds = TwoDistributions([1 / 3] * 3, [0.1234567, 0.4, 0.4765433])
    assert thirds.p[0] == thirds.p[1] == thirds.p[2] == pytest.approx(1 / 3, rel=1e-15)
    np.testing.assert_allclose(thirds.q, [0.123457, 0.4, 0.476543], rtol=1e-12)
    assert thirds.fields()["q1"]["value"] == 12.3457
    assert thirds.labels == ["A", "B", "C"]
    assert thirds.q.sum() == pytest.approx(1, rel=1e-15)


def rescaled(before, place, wanted):
    """Share what is left as before: the rule in NumPy."""
    rest = np.delete(before, place)
    shares = rest / rest.sum() if rest.any() else np.full(rest.size, 1 / rest.size)
    return np.insert((1 - wanted) * shares, place, wanted)


def moves():
    rng = np.random.default_rng(0)
    starts = [P, Q, [1, 0, 0, 0], [0, 0.5, 0.5], *(rng.dirichlet(np.ones(n)) for n in (3, 4, 5, 6))]
    for before in starts:
        for place in range(len(before)):
            for wanted in (0.0, 0.01, 0.37, 1.0):
                after = rescaled(before, place, wanted)
                assert after.sum() == pytest.approx(1, rel=1e-12)
                yield {
                    "before": list(before),
                    "place": place,
                    "wanted": wanted,
                    "after": after.tolist(),
                }


def drawn(p, q, unit):
    p, q = np.divide(p, np.sum(p)), np.divide(q, np.sum(q))
    figure = TwoDistributions(p, q, unit=unit)
    parts, texts = moving(figure.p, figure.q, unit)
    return {
        "p": figure.p.tolist(),
        "q": figure.q.tolist(),
        "unit": unit,
        "data": figure.data(),
        "parts": parts,
        "texts": texts,
        "readout": figure.readout(),
        "numbers": {
            # JSON has no infinity.
            name: [value if value < math.inf else None for value in each]
            for name, each in worlds(figure.p, figure.q).items()
        },
    }


def test_the_script_counts_draws_and_speaks_as_python(tmp_path):
    rng = np.random.default_rng(1)
    pairs = [(P, Q), (Q, P), (P, P), ([1, 0, 0], [0, 1, 0]), ([1, 0, 0], [1, 0, 0])]
    pairs += [([0.5, 0.5, 0], [0.2, 0.2, 0.6]), ([1, 1, 1], [1, 1, 1.0001]), ([1, 2, 3e-5], Q)]
    pairs += [rng.dirichlet(np.full(n, a), 2) for n in (3, 4, 5, 6) for a in (0.3, 1, 9)]
    samples = {
        "moves": list(moves()),
        "weights": [
            {"weights": [0, 0, 0, 0], "probs": [0.25] * 4},
            {"weights": [10, 40, 50], "probs": P.tolist()},
            {"weights": [100, 100, 0, 0], "probs": [0.5, 0.5, 0, 0]},
        ],
        "drawn": [drawn(p, q, unit) for p, q in pairs for unit in ("bits", "nats")],
    }
    assert any(None in each["numbers"]["p"] for each in samples["drawn"])
    compare("two_distributions.test.mjs", samples, tmp_path)


def test_amounts_for_readers():
    assert [amount(value) for value in (0, 4e-4, 5e-4, 0.12345, 3.2877, math.inf)] == [
        "0.000",
        "<0.001",
        "0.001",
        "0.123",
        "3.288",
        "infinite",
    ]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"p": [0.5, 0.5]}, r"p has the shape \(2,\): expected 3 to 6 probabilities"),
        ({"p": [1 / 7] * 7}, r"p has the shape \(7,\): expected 3 to 6"),
        ({"q": [[0.1, 0.4, 0.5]]}, r"q has the shape \(1, 3\): expected 3 to 6"),
        ({"q": [0.25] * 4}, "q has 4 outcomes and p has 3: expected as many"),
        ({"p": [0.1, 0.4, 0.6]}, "p sums to 1.1 .*: expected 1"),
        ({"q": [-0.1, 0.6, 0.5]}, r"q is -0.1 at index \(0,\) .*: expected"),
        ({"labels": ["a", "b"]}, "labels is .*: expected 3 different texts"),
        ({"labels": ["a", "b", "b"]}, "expected 3 different texts of 1 to 13 letters"),
        ({"labels": ["a", "b", " "]}, "expected 3 different texts"),
        ({"labels": ["a", "b", "c" * 14]}, "expected 3 different texts of 1 to 13 letters"),
        ({"labels": 3}, "labels is 3: expected 3 different texts"),
        ({"unit": "bans"}, "unit is 'bans': expected"),
        ({"alt": ""}, "alt is '': expected words"),
    ],
)
def test_what_is_refused(options, message):
    with pytest.raises(ValueError, match=message):
        TwoDistributions(**{"p": P, "q": Q, **options})
