"""What a caller may pass by mistake: things of a wrong kind, and good arrays gone bad."""

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

import numpy as np
from hypothesis import strategies as st


class Anything:
    """A type that may be called with whatever it is given."""

    def __init__(self, *_):
        pass


# Each is tried for each argument of each public function. Large numbers are missing: where a
# size is asked for they are right, and take for ever.
ANYTHING = {
    "None": None,
    "text": "abc",
    "empty text": "",
    "bytes": b"abc",
    "object": object(),
    "type": Anything,
    "function": lambda *_: None,
    "empty dict": {},
    "dict": {"a": 1.0},
    "set": {0, 1},
    "range": range(3),
    "complex": 1j,
    "Fraction": Fraction(1, 2),
    "Decimal": Decimal("0.5"),
    "NaN": np.nan,
    "NaN, float32": np.float32(np.nan),
    "inf": np.inf,
    "-inf": -np.inf,
    "minus one": -1,
    "zero": 0,
    "one": 1,
    "two": 2,
    "half": 0.5,
    "minus a half": -0.5,
    "two and a half": 2.5,
    "bool": True,
    "NumPy bool": np.False_,
    "NumPy number": np.float64(0.5),
    "array without axes": np.array(0.5),
    "empty list": [],
    "list in a list": [[]],
    "no rows": np.zeros((0, 3)),
    "no columns": np.zeros((3, 0)),
    "ragged": [[1.0, 2.0], [3.0]],
    "ragged deep": [[[1.0], [2.0, 3.0]]],
    "list of None": [None],
    "list of text": ["a", "b"],
    "list of complex": [1j, 2.0],
    "list of NaN": [np.nan, 1.0],
    "list of inf": [np.inf, 1.0],
    "list of bool": [True, False],
    "list of Decimal": [Decimal(1), Decimal(2)],
    "beyond 64 bits": [2**70, 1],
    "beyond int64": np.array([2**63], dtype=np.uint64),
    "text array": np.array([["a", "b"]]),
    "object array": np.array([1.0, None], dtype=object),
    "dates": np.array(["2020-01-01"], dtype="datetime64[D]"),
    "durations": np.array([1], dtype="timedelta64[s]"),
    "records": np.zeros(2, dtype=[("a", float)]),
    "long double": np.ones(2, dtype=np.longdouble),
    "three axes": np.zeros((2, 1, 3)),
    "negative numbers": np.array([-1.0, -2.0]),
    "sum above one": np.array([0.5, 0.75]),
}

BAD_NUMBERS = [np.nan, np.inf, -np.inf, -1.0, -0.5, 1.5, 3.0, -100.0, 1e300, -1e300, 5e-324]
DTYPES = ["f2", "f4", "f8", "i1", "i8", "u1", "u8", "?", "c16", "O", "U8", "S8", "g", ">f8"]


def _with_a_bad_number(draw, array):
    number = draw(st.sampled_from(BAD_NUMBERS))
    if not array.size:
        return array
    # In the array's own dtype where that can hold it, else in float64.
    with np.errstate(all="ignore"):
        fits = np.array(number).astype(array.dtype).astype(float) == number
    array = array.astype(array.dtype if fits or array.dtype.kind == "f" else float)
    with np.errstate(over="ignore"):
        array.flat[draw(st.integers(0, array.size - 1))] = number
    return array


def _with_another_shape(draw, array):
    axis = draw(st.integers(0, array.ndim - 1)) if array.ndim else 0
    ways = {
        "one axis more": lambda: array[None],
        "one axis more, last": lambda: array[..., None],
        "flat": array.ravel,
        "turned": lambda: array.T,
    }
    if array.ndim:
        ways |= {
            "one less": lambda: array.take(range(array.shape[axis] - 1), axis),
            "one more": lambda: (
                np.concatenate([array, array.take([0], axis)], axis) if array.size else array
            ),
            "none": lambda: array.take([], axis),
            "the first alone": lambda: array.take(0, axis) if array.shape[axis] else array,
        }
    return ways[draw(st.sampled_from(sorted(ways)))]()


def _with_another_dtype(draw, array):
    with np.errstate(all="ignore"):
        return array.astype(draw(st.sampled_from(DTYPES)))


def _ragged(draw, array):
    rows = array.tolist()
    if isinstance(rows, list) and rows:
        row = rows[-1]
        rows[-1] = [*row, draw(st.sampled_from([0.5, None]))] if isinstance(row, list) else [row]
    return rows


def _all_the_same(draw, array):
    number = draw(st.sampled_from([-100, -1, 0, 1]))
    return np.full(array.shape, number, dtype=float if array.dtype.kind == "f" else int)


ARRAY_WAYS = [_with_a_bad_number, _with_another_shape, _with_another_dtype, _ragged, _all_the_same]


@st.composite
def gone_bad(draw: Callable, good: object) -> object:
    """Return a good argument changed in one or two ways, or something else altogether."""
    is_array = isinstance(good, np.ndarray) and good.dtype.kind in "iufb"
    if not is_array or draw(st.integers(0, 9)) == 0:
        return ANYTHING[draw(st.sampled_from(sorted(ANYTHING)))]
    bad = good
    for way in draw(st.lists(st.sampled_from(ARRAY_WAYS), min_size=1, max_size=2)):
        if isinstance(bad, np.ndarray) and bad.dtype.kind in "iufb":
            bad = way(draw, bad)
    return bad
