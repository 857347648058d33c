"""What every loss shares: one signature, and the handling of labels, weights and reductions.

A loss is a frozen dataclass with public methods of one signature: `value`, `gradient`, both
at once in `value_and_gradient`, and `hessian`. Each checks its arguments, brings labels and
targets to one form, calls a *kernel* (the bare formula, which checks nothing) on one block of
rows after the other, and reduces. A new loss states its name and its three kernels and
inherits from `SoftmaxLoss` or `SigmoidLoss`.
"""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from ce_utils.checks import (
    check_fraction,
    check_logits,
    check_logits_form,
    check_reduction,
    check_weight,
)
from ce_utils.checks.kinds import as_array
from ce_utils.losses.batch import Batch, labels_and_kept
from ce_utils.losses.blocks import row_blocks

__all__ = ["Loss"]


@dataclass(frozen=True)
class Loss(ABC):
    """A cost on logits: value, gradient and Hessian side by side.

    Inherit from `SoftmaxLoss` or `SigmoidLoss`, not from this class. `value` documents the
    arguments that all methods take.
    """

    name: ClassVar[str]
    link: ClassVar[str]

    @abstractmethod
    def value_kernel(self, logits, targets, weight=None):
        """Cost of each example in nats, shape (...,); nothing is checked.

        `logits` and `targets` are float32 or float64 of shape (..., C), `weight` is (C,) or None.
        """

    @abstractmethod
    def gradient_kernel(self, logits, targets, weight=None):
        """Gradient of each example's cost by its logits, (..., C); arguments as `value_kernel`."""

    @abstractmethod
    def hessian_kernel(self, logits, targets, weight=None):
        """Second derivatives of each example's cost; arguments as `value_kernel`."""

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
        labels_or_targets : array_like of int or float
            Integers of shape (...,): labels from 0 to C - 1. Or numbers of the logits'
            shape: targets, one-hot or soft (for softmax non-negative with sum 1, for
            sigmoids each in [0, 1]).
        reduction : {'none', 'sum', 'mean'}, default 'mean'
            One number per example, their sum, or the sum divided by what the class states.
        weight : array_like of float, shape (C,), optional
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
        The arithmetic is float64 whatever the dtype, and the result is rounded once, unless
        the class says otherwise. The work is done in blocks of rows that fit the cache:
        besides the result, memory is needed for one block, or one row where it is longer.
        """
        options = (weight, ignore_index, label_smoothing)
        batch, divisor = self._batch(logits, labels_or_targets, reduction, *options)
        costs = np.empty(batch.n_examples)
        self._evaluate(batch, divisor, costs, None)
        return _reduced(costs, batch, reduction, divisor)

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
        options = (weight, ignore_index, label_smoothing)
        batch, divisor = self._batch(logits, labels_or_targets, reduction, *options)
        slopes = np.empty(batch.logits.shape, batch.dtype)
        self._evaluate(batch, divisor, None, slopes)
        return slopes.reshape(batch.shape)

    def value_and_gradient(
        self,
        logits,
        labels_or_targets,
        *,
        reduction="mean",
        weight=None,
        ignore_index=-100,
        label_smoothing=0.0,
    ):
        """Cost and gradient from one pass: what `value` and `gradient` return, to the bit.

        Takes the arguments of `value`, raises its errors, and returns the tuple
        ``(value, gradient)``.
        """
        options = (weight, ignore_index, label_smoothing)
        batch, divisor = self._batch(logits, labels_or_targets, reduction, *options)
        costs, slopes = np.empty(batch.n_examples), np.empty(batch.logits.shape, batch.dtype)
        self._evaluate(batch, divisor, costs, slopes)
        return _reduced(costs, batch, reduction, divisor), slopes.reshape(batch.shape)

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
        options = (weight, ignore_index, label_smoothing)
        batch, divisor = self._batch(logits, labels_or_targets, reduction, *options)
        bends = self.hessian_kernel(*self._rows(batch, slice(None)), batch.weight) / divisor
        if batch.kept is not None:
            bends[~batch.kept] = 0.0
        return bends.astype(batch.dtype).reshape(batch.shape[:-1] + bends.shape[1:])

    def _batch(self, logits, labels_or_targets, reduction, weight, ignore_index, smoothing):
        """Arguments as a `Batch`, and what the reduction divides by."""
        logits, dtype = check_logits_form(logits)
        n_classes = logits.shape[-1]
        weight = check_weight(weight, n_classes)
        smoothing = check_fraction(smoothing, "label_smoothing")
        targets, labels, kept = as_array(labels_or_targets, "labels_or_targets"), None, None
        if targets.shape == logits.shape:
            targets = targets.reshape(-1, n_classes)
        else:
            self._check_label_shape(targets, logits)
            labels, kept = labels_and_kept(targets, n_classes, ignore_index)
            targets = None
        rows, goal = logits.reshape(-1, n_classes), self._smoothing_goal(n_classes)
        batch = Batch(logits.shape, rows, targets, labels, kept, weight, smoothing, goal, dtype)
        return batch, self._divisor(batch, reduction)

    def _rows(self, batch, rows):
        """Return checked logits and targets of some rows, as the kernels take them."""
        logits = batch.logits_of(rows, self._check_logits)
        return logits, batch.targets_of(rows, self._check_targets)

    def _check_logits(self, logits):
        return check_logits(logits, need_possible=self.link == "softmax")[0]

    def _evaluate(self, batch, divisor, costs, slopes):
        """Fill `costs` (N,) and `slopes` (N, C), the latter divided; None: not wanted."""
        for rows in row_blocks(*batch.logits.shape):
            self._evaluate_rows(batch, rows, divisor, costs, slopes)
        for result in (costs, slopes):
            if result is not None and batch.kept is not None:
                result[~batch.kept] = 0.0

    def _evaluate_rows(self, batch, rows, divisor, costs, slopes):
        logits, targets = self._rows(batch, rows)
        if costs is not None:
            costs[rows] = self.value_kernel(logits, targets, batch.weight)
        if slopes is not None:
            slopes[rows] = self.gradient_kernel(logits, targets, batch.weight) / divisor

    def _check_label_shape(self, given, logits):
        if given.shape != logits.shape[:-1]:
            raise ValueError(
                f"labels_or_targets has shape {given.shape}: expected {logits.shape[:-1]} for "
                f"integer labels or {logits.shape} for targets, because logits has shape "
                f"{logits.shape}; the class axis is the last."
            )

    def _divisor(self, batch, reduction):
        if check_reduction(reduction) != "mean":
            return 1.0
        denominator = self._denominator(batch)
        if not denominator > 0:
            raise ValueError(
                f"the mean divides by {denominator:g}: {batch.n_examples} examples came, "
                f"{batch.n_kept} of them not ignored; expected a positive total "
                "weight; use reduction='sum', or leave out batches without examples."
            )
        return denominator


def _reduced(costs, batch, reduction, divisor):
    if reduction == "none":
        return costs.astype(batch.dtype).reshape(batch.shape[:-1])[()]
    return (costs.sum() / divisor).astype(batch.dtype)
