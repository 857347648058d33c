"""The two families of losses: exclusive classes (softmax), and separate questions (sigmoids).

A new loss inherits from `SoftmaxLoss` or `SigmoidLoss`, which say what targets mean, where
label smoothing pulls them and what the mean divides by.
"""

from dataclasses import dataclass
from typing import ClassVar

from ce_utils.checks import check_distribution, check_unit_interval
from ce_utils.losses.batch import one_hot
from ce_utils.losses.loss import Loss

__all__ = ["Loss", "SigmoidLoss", "SoftmaxLoss", "one_hot"]


@dataclass(frozen=True)
class SoftmaxLoss(Loss):
    """A cost on the softmax of the logits: the classes exclude each other.

    The mean divides by the sum of ``weight[label]`` over the examples that are not ignored,
    or, where targets are given, by the number of examples. Smoothing moves the targets to
    ``(1 - label_smoothing) t + label_smoothing / C``. Both are PyTorch's meaning.
    """

    link: ClassVar[str] = "softmax"

    def _check_targets(self, targets):
        return check_distribution(targets, "targets")[0]

    def _smoothing_goal(self, n_classes):
        return 1 / n_classes

    def _denominator(self, batch):
        if batch.labels is None or batch.weight is None:
            return float(batch.n_kept)
        return float(batch.label_weights.sum())


@dataclass(frozen=True)
class SigmoidLoss(Loss):
    """A cost on the sigmoids of the logits, summed over the K outputs of an example.

    Each output is a question of its own, answered yes or no. The mean divides by the number
    of examples that are not ignored, whatever the weights. Smoothing moves the targets to
    ``(1 - label_smoothing) t + label_smoothing / 2`` (Keras's meaning). For PyTorch's
    BCEWithLogitsLoss, which takes every output as an example, pass ``logits[..., None]`` and
    ``targets[..., None]``.
    """

    link: ClassVar[str] = "sigmoid"

    def _check_targets(self, targets):
        return check_unit_interval(targets, "targets")[0]

    def _smoothing_goal(self, n_classes):
        return 1 / 2

    def _denominator(self, batch):
        return float(batch.n_kept)

    def _check_label_shape(self, given, logits):
        super()._check_label_shape(given, logits)
        if logits.shape[-1] == 1:
            raise ValueError(
                f"labels_or_targets has shape {given.shape} and logits {logits.shape}, one sigmoid "
                "output: a label could only be 0; expected targets of the logits' shape: pass "
                "targets[..., None]."
            )
