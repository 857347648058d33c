"""Bad input to `ce_utils.frameworks`: refused by our own checks, before a library is imported."""

from ce_utils import frameworks
from tests.bad_input.judge import Call
from tests.bad_input.properties import arguments_gone_bad, things_of_a_wrong_kind
from tests.bad_input.test_losses import LABELS, LOGITS, OPTIONS

UNCHECKED = {
    "Answer": "holds what a library answered",
    "Unsupported": "an exception",
    "installed_versions": "takes nothing",
    # All five share one check of their arguments. What passes goes to the library, and how that
    # answers to what it takes is shown by tests/frameworks.
    **dict.fromkeys(
        ["ask_pytorch", "ask_keras", "ask_tensorflow", "ask_scikit_learn"],
        "the check that `ask_numpy` shares",
    ),
}

CALLS = [
    Call(
        "ask_numpy",
        frameworks.ask_numpy,
        lambda: {
            "logits": LOGITS.copy(),
            "labels_or_targets": LABELS.copy(),
            "loss": "softmax cross-entropy",
            "route": "logits",
            "reduction": "mean",
            **OPTIONS,
        },
        words=("class", "mean"),
    ),
]

test_things_of_a_wrong_kind = things_of_a_wrong_kind(CALLS)
test_arguments_gone_bad = arguments_gone_bad(CALLS)


def test_every_library_shares_the_check_of_arguments():
    asked = {
        ask for name, ask in vars(frameworks).items() if name.startswith("ask_") and callable(ask)
    }
    assert asked == set(frameworks.LIBRARIES.values())
    # `takes_question` wraps each of them in the same code.
    assert len({ask.__code__ for ask in asked}) == 1
