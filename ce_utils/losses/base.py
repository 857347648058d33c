"""What every loss shares: one signature, and the handling of labels, weights and reductions.

A loss is a frozen dataclass with three public methods, `value`, `gradient` and `hessian`,
of one signature. Each checks its arguments, brings labels and targets to one form, calls
a *kernel* (the bare formula, which checks nothing) and reduces. A new loss states its name
and its three kernels and inherits from `SoftmaxLoss` or `SigmoidLoss`.
"""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from ce_utils.checks import (
    check_distribution,
    check_fraction,
    check_labels,
    check_logits,
    check_reduction,
    check_unit_interval,
    check_weight,
)
from ce_utils.losses.batch import Batch, indicator, one_hot

__all__ = ["Loss", "SigmoidLoss", "SoftmaxLoss", "one_hot"]


@dataclass(frozen=True)
class Loss(ABC):
    """A cost on logits: value, gradient and Hessian side by side.

    Inherit from `SoftmaxLoss` or `SigmoidLoss`, not from this class. `value` documents the
    arguments that all three methods take.
    """

    name: ClassVar[str]
    link: ClassVar[str]

    @abstractmethod
    def value_kernel(self, logits, targets, weight=None):
        """Cost of each example in nats, shape (...,); nothing is checked."""

    @abstractmethod
    def gradient_kernel(self, logits, targets, weight=None):
        """Gradient of each example's cost by its logits, (..., C); nothing is checked."""

    @abstractmethod
    def hessian_kernel(self, logits, targets, weight=None):
        """Second derivatives of each example's cost; nothing is checked."""

    @abstractmethod
    def _check_targets(self, targets): ...

    @abstractmethod
    def _smoothing_goal(self, n_classes): ...

    @abstractmethod
    def _denominator(self, batch): ...

    def value(
        self,
        logits,
        labels_or_targets,
        *,
        reduction="mean",
        weight=None,
        ignore_index=-100,
        label_smoothing=0.0,
    ):
        """Cost of the examples.

        Parameters
        ----------
        logits : array_like, shape (..., C), float16/32/64 or integer (taken as float64)
            Class axis last. Finite, or -inf for an impossible class.
        labels_or_targets : array_like
            Integers of shape (...,): labels from 0 to C - 1. Or numbers of the logits'
            shape: targets, one-hot or soft (for softmax non-negative with sum 1, for
            sigmoids each in [0, 1]).
        reduction : {'none', 'sum', 'mean'}, default 'mean'
            One number per example, their sum, or the sum divided by what the class states.
        weight : array_like, shape (C,), optional
            Non-negative factor on the term of each class.
        ignore_index : int, default -100
            Examples with this label cost 0 and do not count. Targets are never ignored.
        label_smoothing : float in [0, 1], default 0
            Share of the target that is spread evenly before the cost is taken.

        Returns
        -------
        ndarray, shape (...,) for 'none', else a scalar, of the logits' floating dtype
            In nats (the quadratic cost has no unit). inf where a target calls for an
            impossible class.

        Raises
        ------
        ValueError
            A wrong shape or dtype, NaN, +inf, a softmax row of -inf throughout, a label out
            of range, targets that are no distribution, a negative or infinite weight, or a
            mean of nothing: no examples, all of them ignored, or a total weight of zero.
            (PyTorch returns nan for a mean of nothing.)

        Notes
        -----
        The arithmetic is float64 whatever the dtype, and the result is rounded once.
        """
        batch = self._batch(logits, labels_or_targets, weight, ignore_index, label_smoothing)
        costs = self.value_kernel(batch.logits, batch.targets, batch.weight)
        costs = np.where(batch.kept, costs, 0.0)
        if check_reduction(reduction) != "none":
            costs = costs.sum()
        return self._scaled(costs, batch, reduction)

    def gradient(
        self,
        logits,
        labels_or_targets,
        *,
        reduction="mean",
        weight=None,
        ignore_index=-100,
        label_smoothing=0.0,
    ):
        """Gradient of the reduced cost by the logits.

        Takes the arguments of `value` and raises its errors. Returns an array of the logits'
        shape and floating dtype, in nats per unit of logit: each example's own gradient for
        'none' and 'sum', and that divided by the denominator of the mean for 'mean'.
        """
        batch = self._batch(logits, labels_or_targets, weight, ignore_index, label_smoothing)
        slopes = self.gradient_kernel(batch.logits, batch.targets, batch.weight)
        slopes = np.where(batch.kept[..., None], slopes, 0.0)
        return self._scaled(slopes, batch, reduction)

    def hessian(
        self,
        logits,
        labels_or_targets,
        *,
        reduction="mean",
        weight=None,
        ignore_index=-100,
        label_smoothing=0.0,
    ):
        """Second derivatives of the reduced cost, one block per example.

        Takes the arguments of `value` and raises its errors; scaled as `gradient` is. For
        softmax the blocks have shape (..., C, C). For sigmoids a block is diagonal, and its
        diagonal is returned, of shape (..., C). Different examples never mix.
        """
        batch = self._batch(logits, labels_or_targets, weight, ignore_index, label_smoothing)
        bends = self.hessian_kernel(batch.logits, batch.targets, batch.weight)
        extra = (1,) * (bends.ndim - batch.kept.ndim)
        bends = np.where(batch.kept.reshape(batch.kept.shape + extra), bends, 0.0)
        return self._scaled(bends, batch, reduction)

    def _batch(self, logits, labels_or_targets, weight, ignore_index, label_smoothing):
        logits, dtype = check_logits(logits, need_possible=self.link == "softmax")
        n_classes = logits.shape[-1]
        weight = check_weight(weight, n_classes)
        smoothing = check_fraction(label_smoothing, "label_smoothing")
        given = np.asarray(labels_or_targets)
        labels, kept = None, np.ones(logits.shape[:-1], dtype=bool)
        if given.shape == logits.shape:
            targets = self._check_targets(given)
        else:
            self._check_label_shape(given, logits)
            labels = check_labels(given, n_classes, ignore_index)
            kept = kept if ignore_index is None else labels != ignore_index
            targets = indicator(labels, n_classes).astype(np.float64)
        if smoothing:
            targets = (1 - smoothing) * targets + smoothing * self._smoothing_goal(n_classes)
        return Batch(logits, targets, weight, labels, kept, dtype)

    def _check_label_shape(self, given, logits):
        if given.shape != logits.shape[:-1]:
            raise ValueError(
                f"labels_or_targets has shape {given.shape}: expected {logits.shape[:-1]} for "
                f"integer labels or {logits.shape} for targets, because logits has shape "
                f"{logits.shape}; the class axis is the last."
            )

    def _scaled(self, result, batch, reduction):
        if check_reduction(reduction) == "mean":
            denominator = self._denominator(batch)
            if not denominator > 0:
                raise ValueError(
                    f"the mean divides by {denominator:g}: {batch.kept.size} examples came, "
                    f"{int(batch.kept.sum())} of them not ignored; expected a positive total "
                    "weight; use reduction='sum', or leave out batches without examples."
                )
            result = result / denominator
        return result.astype(batch.dtype)[()]


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
            return float(batch.kept.sum())
        return float(batch.weight[batch.labels[batch.kept]].sum())


@dataclass(frozen=True)
class SigmoidLoss(Loss):
    """A cost on the sigmoids of the logits, summed over the K outputs of an example.

    Each output is a question of its own, answered yes or no. The mean divides by the number
    of examples that are not ignored, whatever the weights. Smoothing moves the targets to
    ``(1 - label_smoothing) t + label_smoothing / 2`` (Keras' meaning). For PyTorch's
    BCEWithLogitsLoss, which takes every output as an example, pass ``logits[..., None]`` and
    ``targets[..., None]``.
    """

    link: ClassVar[str] = "sigmoid"

    def _check_targets(self, targets):
        return check_unit_interval(targets, "targets")[0]

    def _smoothing_goal(self, n_classes):
        return 1 / 2

    def _denominator(self, batch):
        return float(batch.kept.sum())

    def _check_label_shape(self, given, logits):
        super()._check_label_shape(given, logits)
        if logits.shape[-1] == 1:
            raise ValueError(
                f"labels_or_targets has shape {given.shape} and logits {logits.shape}, one sigmoid "
                "output: a label could only be 0; expected targets of the logits' shape: pass "
                "targets[..., None]."
            )
