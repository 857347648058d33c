"""What a task of the Rosetta table is, and the examples that the tasks share."""

from dataclasses import dataclass

__all__ = [
    "COSTS",
    "EXAMPLES",
    "EXAMPLES_COUNT",
    "SIGMOID_COSTS",
    "ZERO",
    "ZERO_IMAGE",
    "ZERO_PAIR",
    "ZERO_SEVERAL",
    "ZERO_TEXT",
    "ZERO_YES",
    "Task",
]

EXAMPLES = {
    "classes": """\
logits = np.array([[2.0, 0.5, -1.0], [0.0, 1.0, 3.0],
                   [-2.0, 0.0, 1.5], [0.5, 0.25, 0.0], [1.0, 1.0, 0.0]])
probs = softmax(logits)
labels = np.array([0, 2, 1, 0, 1])
targets = np.array([[0.75, 0.25, 0.0], [0.0, 0.0, 1.0],
                    [0.25, 0.5, 0.25], [0.5, 0.25, 0.25], [0.0, 1.0, 0.0]])
weight = np.array([1.0, 2.0, 4.0])  # of the classes
some_ignored = np.array([0, -1, 1, 0, -1])  # -1 does not count""",
    "two": """\
logits = np.array([[2.0], [-1.0], [0.5], [-3.0]])
probs = sigmoid(logits)
targets = np.array([[1.0], [0.0], [0.0], [1.0]])""",
    "pair": """\
logits = np.array([[-1.0, 1.0], [0.5, -0.5], [0.0, 0.5], [2.0, -1.0]])
probs = softmax(logits)
labels = np.array([1, 0, 0, 1])""",
    "text": """\
logits = np.array([[[2.0, 0.5, -1.0], [0.0, 1.0, 3.0]], [[-2.0, 0.0, 1.5], [0.5, 0.25, 0.0]]])
probs = softmax(logits)
labels = np.array([[0, 2], [1, 0]])""",
    "image": """\
logits = np.array([[[[2.0, 0.5, -1.0], [0.0, 1.0, 3.0]], [[-2.0, 0.0, 1.5], [1.0, 1.0, 0.0]]]])
probs = softmax(logits)
labels = np.array([[[0, 2], [1, 1]]])""",
    "several": """\
logits = np.array([[2.0, 0.5, -1.0], [0.0, 1.0, 3.0]])
probs = sigmoid(logits)
targets = np.array([[1.0, 0.0, 1.0], [0.0, 0.0, 1.0]])""",
}
# Probability 0 for what happened: as logits, a margin of 1000.
ZERO = """\
logits = np.array([[-1000.0, 0.0, -1000.0]])
probs = np.array([[0.0, 1.0, 0.0]])
labels = np.array([0])
targets = np.array([[1.0, 0.0, 0.0]])
"""
ZERO_PAIR = """\
logits = np.array([[-1000.0, 0.0]])
probs = np.array([[0.0, 1.0]])
labels = np.array([0])
"""
ZERO_TEXT = """\
logits = np.array([[[-1000.0, 0.0, -1000.0]]])
probs = np.array([[[0.0, 1.0, 0.0]]])
labels = np.array([[0]])
"""
ZERO_IMAGE = """\
logits = np.array([[[[-1000.0, 0.0, -1000.0]]]])
probs = np.array([[[[0.0, 1.0, 0.0]]]])
labels = np.array([[[0]]])
"""
ZERO_YES = "logits, probs, targets = np.array([[-1000.0]]), np.array([[0.0]]), np.array([[1.0]])"
ZERO_SEVERAL = """\
logits = np.array([[-1000.0, -1000.0, -1000.0]])
probs = np.array([[0.0, 0.0, 0.0]])
targets = np.array([[1.0, 1.0, 1.0]])
"""
COSTS = "SoftmaxCrossEntropy().value(logits, labels, reduction='none')"
SIGMOID_COSTS = "SigmoidCrossEntropy().value(logits, targets, reduction='none')"
EXAMPLES_COUNT = {"examples": "len(logits)"}


@dataclass(frozen=True)
class Task:
    """One question, asked of every library.

    Attributes
    ----------
    title, words : str
        The heading, and the sentences under it.
    section : (int, str)
        The chapter and the heading of its section where the task is explained.
    example : str
        A key of `EXAMPLES`.
    calls : tuple of (str, str)
        Library and call; a library may have several. The first is our own NumPy's.
    total : str
        What a mean divides, in our NumPy.
    divisors : dict of str to str
        What a mean may divide by: words to Python text.
    edge : str
        Python text that replaces arrays of the example for the last column.
    edge_title : str
        The heading of that column.
    """

    title: str
    words: str
    section: tuple[int, str]
    example: str
    calls: tuple[tuple[str, str], ...]
    total: str
    divisors: dict[str, str]
    edge: str = ZERO
    edge_title: str = "p = 0"
