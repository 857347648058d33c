"""Bad input to `ce_utils.data`: where a folder is asked for."""

from ce_utils import data
from tests.bad_input.judge import Call
from tests.bad_input.properties import things_of_a_wrong_kind

UNCHECKED = dict.fromkeys(["Mnist", "Split"], "a named tuple, which holds what it is given")


def _loader(name):
    # The folder itself takes too long to load again and again: the default comes first, None.
    return Call(name, getattr(data, name), lambda: {"folder": None}, also=(FileNotFoundError,))


CALLS = [_loader("load_text"), _loader("load_mnist")]

test_things_of_a_wrong_kind = things_of_a_wrong_kind(CALLS[:1])
