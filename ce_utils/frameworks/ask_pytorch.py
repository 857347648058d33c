"""PyTorch's cross-entropies."""

from ce_utils.frameworks.answer import Answer, evaluated
from ce_utils.frameworks.installed import imported
from ce_utils.frameworks.question import takes_question

__all__ = ["ask_pytorch"]

SMOOTH = "smooth by hand: (1 - label_smoothing) * targets + label_smoothing / n_classes"
SMOOTH_TWO = "smooth by hand: (1 - label_smoothing) * targets + label_smoothing / 2"
NLL = "torch.nn.functional.nll_loss"
ONE_HOT = "pass targets: one_hot(labels, n_classes)"


@takes_question
def ask_pytorch(question):
    """Ask PyTorch: ``cross_entropy``, ``nll_loss`` and the two ``binary_cross_entropy``.

    Takes the arguments of `ask_numpy`, returns an `Answer` whose gradient is by automatic
    differentiation, and raises `ask_numpy`'s errors.

    Notes
    -----
    PyTorch has the classes on axis 1, so the call moves them there where there are more than
    two axes. Its weighted mean divides by the total weight of the labels, or by the number of
    examples where targets are given; the mean of nothing is nan. The binary losses return a
    number per output and average over all outputs. ``binary_cross_entropy``, which takes
    probabilities, bounds each logarithm at -100.

    Examples
    --------
    >>> answer = ask_pytorch([[2.0, 0.0, 0.0]], [0])
    >>> print(answer.call)
    torch.nn.functional.cross_entropy(logits, labels)
    """
    torch = imported("torch")
    call = _softmax_call(question) if question.is_softmax else _sigmoid_call(question)
    names = {name: torch.as_tensor(array) for name, array in question.arrays.items()}
    names["logits"] = names["logits"].clone().requires_grad_()
    value = evaluated(call, {"torch": torch, **names})
    value.sum().backward()
    return Answer(value.detach().numpy(), names["logits"].grad.numpy(), call)


def _softmax_call(question):
    logits, given = "logits", question.given
    options = _options(question)
    if question.logits.ndim > 2:  # PyTorch's class axis is axis 1
        logits += ".movedim(-1, 1)"
        given += ".movedim(-1, 1)" if question.labels is None else ""
    if question.route == "logits":
        return f"torch.nn.functional.cross_entropy({logits}, {given}{options})"
    question.refuse(
        NLL, targets="by hand: -(targets * torch.log(probs)).sum(-1)", label_smoothing=SMOOTH
    )
    return f"{NLL}(torch.log(torch.softmax({logits}, dim=1)), {given}{options})"


def _sigmoid_call(question):
    function = "torch.nn.functional.binary_cross_entropy"
    logits = "torch.sigmoid(logits)"
    if question.route == "logits":
        function, logits = f"{function}_with_logits", "logits"
    question.refuse(function, labels=ONE_HOT, label_smoothing=SMOOTH_TWO)
    return f"{function}({logits}, targets{_options(question)})"


def _options(question):
    """Return the keyword arguments that differ from PyTorch's defaults, as written in a call."""
    options = ["weight=weight"] if question.weight is not None else []
    if question.ignore_index not in (None, -100):
        options.append(f"ignore_index={question.ignore_index}")
    if question.label_smoothing:
        options.append(f"label_smoothing={question.label_smoothing}")
    if question.reduction != "mean":
        options.append(f"reduction={question.reduction!r}")
    return "".join(f", {option}" for option in options)
