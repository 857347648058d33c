"""What a reader sees whose loss is wrong, and the sections of the book that explain it."""

from dataclasses import dataclass

__all__ = ["SYMPTOMS", "Symptom"]


@dataclass(frozen=True)
class Symptom:
    """What is seen, in Markdown, why, and where it is explained.

    Attributes
    ----------
    seen, why : str
        `{loss}` in them is a number that the page computes by `number`.
    sections : tuple of (int, str)
        Chapter and heading.
    number : str
        Python text for NumPy, or empty.
    """

    seen: str
    why: str
    sections: tuple[tuple[int, str], ...]
    number: str = ""


SYMPTOMS = (
    Symptom(
        "NaN or infinity",
        "A logarithm was taken of a probability that is 0, or an exponential ran over. Give the "
        "loss logits. In PyTorch and TensorFlow a batch whose labels are all ignored is NaN, too.",
        (
            (7, "When a probability is 0 or 1"),
            (7, "Softmax: the shift by the maximum"),
            (8, "At p = 0 and p = 1"),
            (8, "ignore_index"),
        ),
    ),
    Symptom(
        "larger than $\\ln C$ at the start (with ten classes, {loss})",
        "A model that knows nothing pays $\\ln C$. Slightly more is the spread of the first "
        "logits; much more is a sum where a mean is meant, or a wrong divisor.",
        ((9, "The exit: two checks"), (3, "Mean or sum? Loss, cost or objective?")),
        "SoftmaxCrossEntropy().value(np.zeros((1, 10)), [0])",
    ),
    Symptom(
        "too small by a round factor, or another with each batch size",
        "The sum is divided by the number of all entries, or the means of the batches are averaged "
        "though the last batch is smaller.",
        ((9, "Exhibit 1: 0.178 for 0.7136"), (9, "Exhibit 2: 4.778 for 6.054")),
    ),
    Symptom(
        "negative",
        "Targets outside 0 to 1, labels in the wrong form, or probabilities where logits are "
        "expected. A density, though, may cost less than 0.",
        ((9, "Exhibit 8: refused, or wrong"), (2, "Never negative? Zero only when equal?")),
    ),
    Symptom(
        "not the number of the other framework",
        "Compare the divisor first, above all with weights; then logits and probabilities; then "
        "clipping.",
        (
            (9, "The checklist"),
            (9, "Exhibit 3: one set of class weights, two losses"),
            (8, 'What "the same number" means'),
        ),
    ),
    Symptom(
        "stuck at {loss} with ten classes, though every answer is right",
        "The model ends in a softmax, and the loss takes another.",
        ((9, "Exhibit 6: 1.46 and no further"), (8, "Logits, not probabilities")),
        "SoftmaxCrossEntropy().value(np.eye(10)[:1], [0])",
    ),
    Symptom(
        "16.12, 100 or 36.04 for a wrong answer, never more",
        "The library was given a probability and clipped it, or the loss.",
        (
            (9, "Exhibit 7: days of training, and no error"),
            (8, "BCELoss near 0 and 1"),
            (7, "Three patches and what they cost"),
        ),
    ),
    Symptom(
        "above 0 although every answer is right",
        "Label smoothing has a floor: the entropy of the smoothed target.",
        ((9, "Exhibit 14: the floor under label smoothing"),),
    ),
    Symptom(
        "the entropy of the label frequencies, and the same answer for everybody",
        "Outputs of shape (N, 1) met labels of shape (N,).",
        (
            (9, "Exhibit 5: one answer for everybody"),
            (9, "Exhibit 4: a matrix product that costs too much"),
        ),
    ),
    Symptom(
        "one in `evaluate()`, another from `predict()`; one in training, another after it",
        "The logits are lost on the way; or the model changed while its loss was averaged.",
        (
            (9, "Exhibit 11: evaluate() says 30, predict() says 16.118"),
            (9, "Exhibit 12: half of the loss vanishes"),
        ),
    ),
    Symptom(
        "hardly falling, with a sigmoid and the quadratic cost",
        "The slope vanishes where the output is wrong and sure.",
        ((5, "How wrong is too wrong?"), (11, "Left behind")),
    ),
)
