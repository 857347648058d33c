"""Bad input to `ce_utils.coding`."""

import numpy as np

from ce_utils import coding
from tests.bad_input.judge import Call
from tests.bad_input.properties import arguments_gone_bad, things_of_a_wrong_kind

PROBS = np.array([0.5, 0.25, 0.25])
MODEL = coding.StaticModel([2, 1, 1])
CODE = coding.HuffmanCode(PROBS)
STREAM = coding.encode([0, 2, 1, 0], MODEL)
STATES = "a state that `encode` and `decode` drive: once per symbol, after the symbols are checked"
UNCHECKED = {
    "AdaptiveModel.start": "takes nothing",
    **{f"StaticModel.{method}": STATES for method in ("start", "interval", "locate", "update")},
}
SYMBOLS = np.array([0, 2, 1, 0])

CALLS = [
    Call(
        "AdaptiveModel",
        coding.AdaptiveModel,
        lambda: {"n_symbols": 3, "order": 1, "max_total": 100},
    ),
    Call("StaticModel", coding.StaticModel, lambda: {"frequencies": np.array([2, 1, 1])}),
    Call("StaticModel.from_probs", coding.StaticModel.from_probs, lambda: {"probs": PROBS.copy()}),
    Call(
        "HuffmanCode",
        coding.HuffmanCode,
        lambda: {"probs": PROBS.copy(), "block_length": 2},
        words=("symbol",),
    ),
    Call("HuffmanCode.encode", CODE.encode, lambda: {"symbols": SYMBOLS.copy()}),
    Call("HuffmanCode.decode", CODE.decode, lambda: {"bits": "01011", "n_blocks": 3}),
    Call("huffman_lengths", coding.huffman_lengths, lambda: {"probs": PROBS.copy()}, ("symbol",)),
    Call("block_probs", coding.block_probs, lambda: {"probs": PROBS.copy(), "block_length": 2}),
    Call(
        "canonical_words",
        coding.canonical_words,
        lambda: {"lengths": np.array([1, 2, 2])},
        ("Kraft",),
    ),
    Call("kraft_sum", coding.kraft_sum, lambda: {"lengths": np.array([1, 2, 2])}),
    Call(
        "code_length_bits",
        coding.code_length_bits,
        lambda: {"symbols": SYMBOLS.copy(), "model": MODEL},
        words=("symbol",),
    ),
    Call("encode", coding.encode, lambda: {"symbols": SYMBOLS.copy(), "model": MODEL}, ("symbol",)),
    Call("decode", coding.decode, lambda: {"stream": STREAM, "model": MODEL}),
]

test_things_of_a_wrong_kind = things_of_a_wrong_kind(CALLS)
test_arguments_gone_bad = arguments_gone_bad(CALLS)
