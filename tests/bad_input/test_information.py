"""Bad input to `ce_utils.information`."""

import math

import numpy as np

from ce_utils import information
from tests.bad_input.judge import Call
from tests.bad_input.properties import arguments_gone_bad, things_of_a_wrong_kind

P = np.array([[0.5, 0.25, 0.25], [0.0, 1.0, 0.0]])
Q = np.array([[0.25, 0.25, 0.5], [0.125, 0.75, 0.125]])
UNCHECKED = {}


def _pair():
    return {"p": P.copy(), "q": Q.copy(), "axis": -1, "base": math.e}


CALLS = [
    Call("surprisal", information.surprisal, lambda: {"probability": P.copy(), "base": 2}),
    Call("entropy", information.entropy, lambda: {"p": P.copy(), "axis": -1, "base": 10}),
    Call("cross_entropy", information.cross_entropy, _pair),
    Call("kl_divergence", information.kl_divergence, _pair),
    Call("perplexity", information.perplexity, _pair),
]

test_things_of_a_wrong_kind = things_of_a_wrong_kind(CALLS)
test_arguments_gone_bad = arguments_gone_bad(CALLS)
