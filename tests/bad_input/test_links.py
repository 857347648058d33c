"""Bad input to `ce_utils.links`."""

import numpy as np

from ce_utils import links
from tests.bad_input.judge import Call
from tests.bad_input.properties import arguments_gone_bad, things_of_a_wrong_kind

LOGITS = np.array([[1.0, -2.0, 0.5], [0.0, 3.0, -1.0]])
UNCHECKED = {"shifted_exponentials": "documented as unchecked: it runs once per step of descent"}

CALLS = [
    *(
        Call(name, getattr(links, name), lambda: {"logits": LOGITS.copy()})
        for name in ("sigmoid", "softplus", "log_sigmoid")
    ),
    *(
        Call(name, getattr(links, name), lambda: {"logits": LOGITS.copy(), "axis": -1})
        for name in ("softmax", "log_softmax", "log_sum_exp")
    ),
]

test_things_of_a_wrong_kind = things_of_a_wrong_kind(CALLS)
test_arguments_gone_bad = arguments_gone_bad(CALLS)
