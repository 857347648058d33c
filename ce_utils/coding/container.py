"""A message coded whole: a header that reveals damage, then the arithmetic coder's payload."""

import math
import struct
import zlib

import numpy as np

from ce_utils.checks.kinds import as_array, check_kind
from ce_utils.coding.arithmetic import Decoder, Encoder
from ce_utils.coding.models import AdaptiveModel, StaticModel

__all__ = ["HEADER_BYTES", "code_length_bits", "decode", "encode"]

_MAGIC = b"CEA1"
# Magic, symbols, bytes of payload, CRC-32 of the symbols; then the CRC-32 of those and the payload.
_FIELDS = struct.Struct(">4sIII")
_STREAM_CHECK = struct.Struct(">I")
#: Length of the header of a stream, an int, in bytes: what `encode` adds to the payload.
HEADER_BYTES = _FIELDS.size + _STREAM_CHECK.size


def _as_symbols(symbols, model):
    """Return symbols as a list of integers, each within the model's alphabet."""
    _check_model(model)
    is_bytes = isinstance(symbols, bytes | bytearray)
    array = np.frombuffer(symbols, np.uint8) if is_bytes else as_array(symbols, "symbols")
    if array.size == 0:
        array = array.astype(np.int64)
    if array.ndim != 1 or array.dtype.kind not in "iu":
        raise ValueError(
            f"symbols has shape {array.shape} and dtype {array.dtype}: expected bytes or integers "
            "of shape (n,); flatten an image with .ravel()."
        )
    outside = (array < 0) | (array >= model.n_symbols)
    if outside.any():
        place = int(np.argmax(outside))
        raise ValueError(
            f"symbol {array[place]} at position {place} is not in the alphabet: expected 0 to "
            f"{model.n_symbols - 1}."
        )
    return array.tolist()


def _check_model(model):
    check_kind(model, "model", StaticModel | AdaptiveModel, "make one, as StaticModel([3, 1])")


def _check_of(symbols):
    return zlib.crc32(np.array(symbols, dtype=">u4").tobytes())


def _possible_interval(state, symbol, place):
    start, size = state.interval(symbol)
    if size == 0:
        raise ValueError(
            f"symbol {symbol} at position {place} has probability 0 in the model: expected a "
            "frequency of at least 1, because no code word can stand for an infinite surprise."
        )
    return start, size


def code_length_bits(symbols, model):
    r"""Model's code length of a message: the sum of the surprises of its symbols.

    .. math:: \sum_{i=1}^{n} -\log_2 q(x_i \mid x_1 \dots x_{i-1})

    Parameters
    ----------
    symbols : bytes or array_like of int, shape (n,)
        The message.
    model : StaticModel or AdaptiveModel
        The model.

    Returns
    -------
    float
        In bits, not negative.

    Raises
    ------
    ValueError
        If a symbol is not in the alphabet or has probability 0.

    Examples
    --------
    >>> from ce_utils.coding import StaticModel
    >>> code_length_bits([0, 0, 1], StaticModel([1, 1]))
    3.0

    References
    ----------
    Cover and Thomas, Elements of Information Theory, 2nd ed. 2006, section 13.3.
    """
    symbols = _as_symbols(symbols, model)
    state, surprises = model.start(), []
    for place, symbol in enumerate(symbols):
        _, size = _possible_interval(state, symbol, place)
        surprises.append(math.log2(state.total / size))
        state.update(symbol)
    return math.fsum(surprises)


def encode(symbols, model):
    """Code a message arithmetically, with a header that makes damage known.

    Parameters
    ----------
    symbols : bytes or array_like of int, shape (n,)
        The message, fewer than 2**32 symbols from 0 to ``model.n_symbols - 1``.
    model : StaticModel or AdaptiveModel
        The model; a decoder needs an equal one.

    Returns
    -------
    bytes
        ``HEADER_BYTES`` of header, then the payload, which has at most 8 bits more than
        `code_length_bits` plus 2**-23 bits for each symbol.

    Raises
    ------
    ValueError
        If a symbol is not in the alphabet or has probability 0; the message says which.

    Notes
    -----
    Integers only, so the bytes are the same on every machine. The header holds ``CEA1``, the
    number of symbols, the bytes of payload, and two CRC-32 sums: of the symbols (each as four
    bytes), and of all the rest, header and payload.

    Examples
    --------
    >>> from ce_utils.coding import AdaptiveModel
    >>> stream = encode(b"abracadabra", AdaptiveModel(256))
    >>> len(stream) - HEADER_BYTES
    10
    >>> bytes(decode(stream, AdaptiveModel(256)))
    b'abracadabra'

    References
    ----------
    As `ce_utils.coding.arithmetic.Encoder`.
    """
    symbols, state, encoder = _as_symbols(symbols, model), model.start(), Encoder()
    for place, symbol in enumerate(symbols):
        start, size = _possible_interval(state, symbol, place)
        encoder.narrow(start, size, state.total)
        state.update(symbol)
    payload = encoder.finish()
    fields = _FIELDS.pack(_MAGIC, len(symbols), len(payload), _check_of(symbols))
    return fields + _STREAM_CHECK.pack(zlib.crc32(fields + payload)) + payload


def decode(stream, model):
    """Return the message that `encode` turned into these bytes.

    Parameters
    ----------
    stream : bytes
        What `encode` returned.
    model : StaticModel or AdaptiveModel
        A model equal to the encoder's.

    Returns
    -------
    list of int
        The symbols; ``bytes(…)`` makes bytes of them.

    Raises
    ------
    ValueError
        If the stream is truncated, too long, altered or not of this coder, or if the model is
        not the encoder's. Nothing is returned then.

    References
    ----------
    As `ce_utils.coding.arithmetic.Encoder`.
    """
    _check_model(model)
    kinds = bytes | bytearray | memoryview
    n_symbols, symbols_check, payload = _open(
        bytes(check_kind(stream, "stream", kinds, "pass what encode returned"))
    )
    symbols, state, decoder = [], model.start(), Decoder(payload)
    for _ in range(n_symbols):
        total = state.total
        target = decoder.target(total)
        if target >= total:
            raise ValueError(
                f"the payload names no symbol at position {len(symbols)}: expected the model that "
                "it was coded with."
            )
        symbol, start, size = state.locate(target)
        decoder.narrow(start, size, total)
        state.update(symbol)
        symbols.append(symbol)
    if _check_of(symbols) != symbols_check:
        raise ValueError(
            "CRC mismatch of the symbols, though the stream is sound: expected the model that it "
            "was coded with."
        )
    return symbols


def _open(stream):
    """Return number of symbols, their CRC-32 and the payload of a stream that is sound."""
    if len(stream) < HEADER_BYTES:
        raise ValueError(
            f"truncated: the stream has {len(stream)} bytes, expected at least {HEADER_BYTES}, the "
            "header's."
        )
    magic, n_symbols, n_payload, symbols_check = _FIELDS.unpack_from(stream)
    if magic != _MAGIC:
        raise ValueError(f"bad header: the stream begins with {magic!r}, expected {_MAGIC!r}.")
    payload = stream[HEADER_BYTES:]
    if len(payload) != n_payload:
        trouble = "truncated" if len(payload) < n_payload else "too long"
        raise ValueError(
            f"{trouble}: the stream has {len(payload)} bytes of payload, expected {n_payload} as "
            "its header says."
        )
    (check,) = _STREAM_CHECK.unpack_from(stream, _FIELDS.size)
    if zlib.crc32(stream[: _FIELDS.size] + payload) != check:
        raise ValueError(
            "CRC mismatch: the stream was altered after it was coded; expected the bytes that "
            "encode returned."
        )
    return n_symbols, symbols_check, payload
