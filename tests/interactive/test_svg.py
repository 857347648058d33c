"""Numbers, ticks and scales as text, against values worked out by hand."""

import math

import pytest

from ce_utils.interactive.svg import Scale, element, nice_ticks, number, path, rounded, significant

MINUS = "\N{MINUS SIGN}"


@pytest.mark.parametrize("value", [12.25, 12.25 - 1e-13, 12.25 + 1e-13])
def test_a_tie_goes_up_whatever_its_last_bits(value):
    assert number(value) == "12.3"


def test_zero_has_no_sign():
    assert number(-0.04) == "0"
    assert math.copysign(1, rounded(-1e-9, 7)) == 1


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.4015, "0.4015"),
        (9.99996, "10.00"),
        (-12.8564, f"{MINUS}12.86"),
        (123456.7, "123457"),
        (999999.7, "1.000e6"),
        (1234567.0, "1.235e6"),
        (0.0001, "0.0001000"),
        (-0.00001, f"{MINUS}1.000e{MINUS}5"),
        (0.0, "0"),
    ],
)
def test_significant_digits(value, text):
    assert significant(value) == text


@pytest.mark.parametrize(
    ("ends", "texts"),
    [
        ((0, 1), ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]),
        ((-1.06, 1.06), [f"{MINUS}1.0", f"{MINUS}0.5", "0.0", "0.5", "1.0"]),
        ((1990, 2020), ["1990", "2000", "2010", "2020"]),
        ((0.35, 0.74), ["0.4", "0.5", "0.6", "0.7"]),
    ],
)
def test_ticks_are_round_and_within(ends, texts):
    ticks = nice_ticks(*ends)
    assert [text for _, text in ticks] == texts
    assert all(ends[0] <= value <= ends[1] for value, _ in ticks)


def test_a_logarithmic_axis_has_a_place_for_zero():
    scale = Scale((0, 999), (0.0, 300.0), "log1p")
    assert scale(0) == 0
    # log 10 and log 100 are a third and two thirds of log 1000; log1p rounds in the last bit.
    assert scale(9) == pytest.approx(100, rel=1e-14)
    assert scale(99) == pytest.approx(200, rel=1e-14)
    assert [text for _, text in Scale((0, 1500), (0, 1), "log1p").ticks()] == [
        "0",
        "1",
        "10",
        "100",
        "1,000",
    ]


def test_an_element_is_escaped():
    assert element("g", title='a "b" <c>', x=None) == '<g title="a &quot;b&quot; &lt;c&gt;"></g>'


def test_no_points_make_no_line():
    assert path([]) == ""
