"""The arithmetic coder: exact, as short as its model says, and never wrong in silence."""

import hashlib
import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import gammaln

from ce_utils.coding import (
    HEADER_BYTES,
    AdaptiveModel,
    StaticModel,
    code_length_bits,
    decode,
    encode,
)
from ce_utils.coding.arithmetic import Decoder, Encoder
from ce_utils.data import load_mnist, load_text

ORDERS = pytest.mark.parametrize("order", [0, 1])


def payload_bits(stream):
    return 8 * (len(stream) - HEADER_BYTES)


def within_bound(stream, symbols, model):
    """Say whether the book's bound holds: 32 bits and 0.1 % above the model's code length."""
    return payload_bits(stream) <= 1.001 * code_length_bits(symbols, model) + 32


@ORDERS
@given(message=st.binary(max_size=300))
def test_any_bytes_come_back_from_the_adaptive_model(order, message):
    model = AdaptiveModel(256, order=order)
    stream = encode(message, model)
    assert bytes(decode(stream, model)) == message
    assert within_bound(stream, message, model)


@given(st.binary(max_size=300), st.lists(st.integers(1, 60_000), min_size=256, max_size=256))
def test_any_bytes_come_back_from_a_static_model(message, frequencies):
    model = StaticModel(frequencies)
    stream = encode(message, model)
    assert bytes(decode(stream, model)) == message
    assert within_bound(stream, message, model)


@given(st.data(), st.lists(st.integers(0, 2**22 - 1), min_size=1, max_size=4))
def test_extreme_frequencies(data, frequencies):
    frequencies[0] += 1
    model = StaticModel(frequencies)
    possible = [symbol for symbol, size in enumerate(frequencies) if size]
    message = data.draw(st.lists(st.sampled_from(possible), max_size=400))
    stream = encode(message, model)
    assert decode(stream, model) == message
    assert payload_bits(stream) <= code_length_bits(message, model) + 8 + len(message) * 2**-23


@given(st.lists(st.integers(0, 2), max_size=200), st.sampled_from([0, 1]))
def test_counts_that_are_full_stay_as_they_are(message, order):
    model = AdaptiveModel(3, order=order, max_total=10)
    assert decode(encode(message, model), model) == message


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(1, 7)), max_size=60))
def test_carries_agree_with_exact_fractions(parts):
    # The same narrowing in exact arithmetic, with the widths rounded down as the coder does.
    encoder, low, width, scale = Encoder(), Fraction(0), 2**56, Fraction(1, 2**56)
    for start, size in parts:
        encoder.narrow(start, size, 14)
        low += width // 14 * start * scale
        width = width // 14 * size
        while width < 2**48:
            width, scale = width << 8, scale / 256
    written = encoder.finish()
    number = Fraction(int.from_bytes(written, "big"), 256 ** len(written))
    assert low <= number < low + width * scale


@pytest.mark.parametrize("coder", [Encoder(), Decoder(b"")])
@pytest.mark.parametrize("part", [(0, 0, 4), (3, 2, 4), (-1, 1, 4), (0, 1, 2**49)])
def test_a_part_that_no_bits_can_name_is_refused(coder, part):
    with pytest.raises(ValueError, match="expected a size of at least 1, within a total"):
        coder.narrow(*part)


def test_a_carry_runs_through_bytes_of_255():
    # In base 256 the number stays just below 1/2, at 7f ff ff …, until the last symbol lifts it.
    encoder = Encoder()
    encoder.narrow(127, 1, 256)
    for _ in range(9):
        encoder.narrow(255, 1, 256)
    before = bytes(encoder.written)
    encoder.low += encoder.width  # a number one width higher needs the carry
    assert b"\xff\xff" in before
    assert encoder.finish() == b"\x80"


@pytest.mark.parametrize("model", [AdaptiveModel(256), StaticModel([1] * 256)])
def test_the_empty_message(model):
    stream = encode(b"", model)
    assert (len(stream), decode(stream, model)) == (HEADER_BYTES, [])


@pytest.mark.parametrize("model", [AdaptiveModel(1), AdaptiveModel(1, order=1), StaticModel([5])])
def test_an_alphabet_of_one_symbol_needs_no_payload(model):
    stream = encode([0] * 1000, model)
    assert len(stream) == HEADER_BYTES
    assert decode(stream, model) == [0] * 1000
    assert code_length_bits([0] * 1000, model) == 0


def test_the_code_length_of_the_adaptive_model_in_closed_form():
    # Laplace's rule multiplies to (K - 1)! prod n_k! / (n + K - 1)!, whatever the order.
    symbols = np.random.default_rng(0).integers(0, 5, size=2000)
    n, k, counts = 2000, 7, np.bincount(symbols, minlength=7)
    nats = gammaln(n + k) - gammaln(k) - gammaln(counts + 1).sum()
    assert code_length_bits(symbols, AdaptiveModel(k)) == pytest.approx(nats / math.log(2))


def test_the_code_length_of_a_static_model_by_hand():
    # 2 symbols of probability 3/4 and 1 of 1/4: 2 log2(4/3) + 2 bits.
    expected = 2 * math.log2(4 / 3) + 2
    assert code_length_bits([0, 1, 0], StaticModel([3, 1])) == pytest.approx(expected)


def test_probabilities_become_frequencies_that_are_never_rounded_to_zero():
    model = StaticModel.from_probs([0.0, 1e-12, 0.25, 0.75])
    assert [size > 0 for size in model.sizes] == [False, True, True, True]
    np.testing.assert_allclose(model.probs[2:], [0.25, 0.75], rtol=1e-6)


@pytest.fixture(scope="module")
def images():
    return np.rint(load_mnist().test.images[:100] * 255).astype(np.uint8).ravel()


@ORDERS
def test_the_text_within_the_bound(order):
    text, model = load_text(), AdaptiveModel(256, order=order)
    stream = encode(text, model)
    assert bytes(decode(stream, model)) == text
    assert within_bound(stream, text, model)


@ORDERS
def test_a_hundred_images_within_the_bound(images, order):
    model = AdaptiveModel(256, order=order)
    stream = encode(images, model)
    assert np.array_equal(decode(stream, model), images)
    assert within_bound(stream, images, model)


def test_the_bytes_are_the_same_everywhere():
    # Recorded once; the coder works in integers alone, so no machine may give other bytes.
    stream = encode(b"abracadabra", AdaptiveModel(256, order=1))
    assert stream == encode(b"abracadabra", AdaptiveModel(256, order=1))
    assert hashlib.sha256(stream).hexdigest()[:16] == "124b4c5e842a0f55"


MESSAGE = b"never in silence"


@pytest.mark.parametrize("model", [AdaptiveModel(256), StaticModel([1] * 256)])
def test_every_flipped_byte_is_found(model):
    stream = encode(MESSAGE, model)
    for place in range(len(stream)):
        for flip in (0x01, 0x80, 0xFF):
            damaged = bytearray(stream)
            damaged[place] ^= flip
            with pytest.raises(ValueError, match=r"bad header|truncated|too long|CRC mismatch"):
                decode(bytes(damaged), model)


@pytest.mark.parametrize("kept", range(len(encode(MESSAGE, AdaptiveModel(256)))))
def test_every_truncation_is_found(kept):
    with pytest.raises(ValueError, match=r"^truncated: "):
        decode(encode(MESSAGE, AdaptiveModel(256))[:kept], AdaptiveModel(256))


@settings(max_examples=200)
@given(st.binary(max_size=60))
def test_noise_is_no_stream(noise):
    with pytest.raises(ValueError, match=r"truncated|bad header"):
        decode(noise, AdaptiveModel(256))


STREAM = encode(MESSAGE, AdaptiveModel(256))


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: decode(STREAM + b"\0", AdaptiveModel(256)),
            "too long: .* has 16 bytes .* expected 15",
        ),
        (lambda: decode(b"GIF8" + STREAM[4:], AdaptiveModel(256)), "bad header: .*b'GIF8'"),
        (lambda: decode(STREAM, AdaptiveModel(256, order=1)), "expected the model that it was"),
        (lambda: decode(STREAM, StaticModel([1] * 256)), "expected the model that it was"),
        (lambda: decode(STREAM, StaticModel([1, 2, 200])), "expected the model that it was"),
        (
            lambda: encode([0, 1, 2], StaticModel([1, 1, 0])),
            "symbol 2 at position 2 has probability 0",
        ),
        (
            lambda: code_length_bits([0, 2], StaticModel([1, 1, 0])),
            "symbol 2 at position 1 has probability 0",
        ),
        (lambda: encode([0, 4], AdaptiveModel(4)), "symbol 4 at position 1 is not in the alphabet"),
        (lambda: encode([-1], AdaptiveModel(4)), "symbol -1 at position 0"),
        (lambda: encode([0.5], AdaptiveModel(4)), "dtype float64: expected bytes or integers"),
        (lambda: encode(np.zeros((2, 2), int), AdaptiveModel(4)), r"shape \(2, 2\).*ravel"),
        (lambda: StaticModel([0, 0]), "the sum 0"),
        (lambda: StaticModel([3, -1]), "minimum -1"),
        (lambda: StaticModel([2**24, 1]), "sum from 1 to 16777216"),
        (lambda: StaticModel([0.5, 0.5]), "use StaticModel.from_probs"),
        (lambda: StaticModel.from_probs([0.5, 0.4]), "sums to 0.9"),
        (lambda: StaticModel.from_probs([[0.5, 0.5]]), r"shape \(1, 2\)"),
        (lambda: AdaptiveModel(0), "n_symbols is 0"),
        (lambda: AdaptiveModel(2, order=2), "order is 2: expected a whole number, from 0 to 1"),
        (
            lambda: AdaptiveModel(8, max_total=4),
            "n_symbols is 8: expected a whole number, from 1 to 4",
        ),
    ],
)
def test_trouble_is_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()
