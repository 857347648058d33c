"""An arithmetic coder in whole numbers: a message becomes a number in an interval.

The interval is ``low`` and ``width``, in units of 2**-56 at first. Each symbol narrows it to the
part that the model gives the symbol. Whenever the width falls below 2**48, the leading byte of
``low`` is written and both are scaled up by 256, so the registers stay within a 64-bit word. A
byte that was written can still grow by a carry, as in adding by hand.
"""

__all__ = ["Decoder", "Encoder"]

REGISTER_BYTES = 7
TOP = 1 << (8 * REGISTER_BYTES)
BOTTOM = TOP >> 8


def _part(width, start, size, total):
    """Return where a part of an interval begins, and its width, in whole units."""
    if not (0 <= start < start + size <= total <= BOTTOM):
        raise ValueError(
            f"a part from {start} of size {size} in {total}: expected a size of at least 1, within "
            f"a total of at most {BOTTOM}."
        )
    step = width // total
    return step * start, step * size


class Encoder:
    """Turns intervals of symbols into bytes.

    The bytes are at most one more than the interval's own bits: a width of at least ``BOTTOM``
    always holds a multiple of ``BOTTOM``, which takes a single byte to name.

    Examples
    --------
    >>> encoder = Encoder()
    >>> for start, size in [(0, 3), (3, 1), (0, 3)]:  # probabilities 3/4, 1/4, 3/4
    ...     encoder.narrow(start, size, 4)
    >>> encoder.finish().hex()
    '90'

    References
    ----------
    I. H. Witten, R. M. Neal and J. G. Cleary (1987), Arithmetic coding for data compression,
    Communications of the ACM 30(6), 520-540, doi:10.1145/214762.214771. Renormalisation by bytes:
    G. N. N. Martin (1979), Range encoding: an algorithm for removing redundancy from a digitised
    message, Video and Data Recording Conference, Southampton.
    """

    def __init__(self):
        self.low, self.width = 0, TOP
        self.written = bytearray()

    def narrow(self, start, size, total):
        """Keep the part of the interval from `start` to `start` + `size`, of `total`.

        All three are integers. Raises ``ValueError`` for an empty part, which no bits can name.
        """
        shift, self.width = _part(self.width, start, size, total)
        self.low += shift
        if self.low >= TOP:
            self._carry()
        while self.width < BOTTOM:
            self.written.append(self.low // BOTTOM)
            self.low = (self.low % BOTTOM) << 8
            self.width <<= 8

    def _carry(self):
        self.low -= TOP
        place = len(self.written) - 1
        while self.written[place] == 255:
            self.written[place] = 0
            place -= 1
        self.written[place] += 1

    def finish(self):
        """Return the bytes of a number in the interval; zeros at the end are implied.

        Call it once, at the end.
        """
        self.low = -(-self.low // BOTTOM) * BOTTOM  # rounded up, and still in the interval
        if self.low >= TOP:
            self._carry()
        self.written.append(self.low // BOTTOM)
        return bytes(self.written).rstrip(b"\0")


class Decoder:
    """Finds the intervals that an `Encoder` was given.

    Parameters
    ----------
    payload : bytes
        What `Encoder.finish` returned; zeros follow without end.

    Examples
    --------
    >>> decoder = Decoder(bytes.fromhex("90"))
    >>> decoder.target(4)  # in the first of the parts 0..2 and 3
    2

    References
    ----------
    As `Encoder`.
    """

    def __init__(self, payload):
        self.payload, self.place = payload, REGISTER_BYTES
        self.offset = int.from_bytes(payload[:REGISTER_BYTES].ljust(REGISTER_BYTES, b"\0"), "big")
        self.width = TOP

    def target(self, total):
        """Return where, in parts of `total`, the number lies; at or above `total`: corrupted."""
        return self.offset // (self.width // total)

    def narrow(self, start, size, total):
        """Keep the part of the interval from `start` to `start` + `size`, as the encoder did."""
        shift, self.width = _part(self.width, start, size, total)
        self.offset -= shift
        while self.width < BOTTOM:
            following = self.payload[self.place] if self.place < len(self.payload) else 0
            self.offset = self.offset << 8 | following
            self.width <<= 8
            self.place += 1
