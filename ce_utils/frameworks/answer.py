"""What a library answers, and what it says when it cannot be asked."""

from dataclasses import dataclass

import numpy as np

__all__ = ["Answer", "Unsupported", "evaluated"]


class Unsupported(ValueError):  # noqa: N818 (it names a fact about a library)
    """A library was asked for something that it does not have; the message says what to do.

    Examples
    --------
    >>> from ce_utils.frameworks import ask_scikit_learn
    >>> try:
    ...     ask_scikit_learn([[2.0, 0.0]], [0])
    ... except Unsupported as missing:
    ...     print(missing)
    route='logits' came, which sklearn.metrics.log_loss does not take; it takes probabilities, \
pass route='probs'.
    """


@dataclass(frozen=True)
class Answer:
    """The answer of one library.

    Attributes
    ----------
    value : ndarray
        The loss as the library returns it, in nats: its own shape and dtype.
    gradient : ndarray, the logits' shape and dtype, or None
        Of the value by the logits, of its sum where the value is no single number. None where
        the library has no derivatives.
    call : str
        The call as a reader would write it. It is this text that was evaluated.
    """

    value: np.ndarray
    gradient: np.ndarray | None
    call: str


def evaluated(call, names):
    """Return what the text of a call gives, with those names defined in it.

    The text that an `Answer` shows is the text that ran, so the two cannot drift apart.
    """
    return eval(call, {"__builtins__": {"range": range, "list": list}}, names)
