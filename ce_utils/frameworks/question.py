"""What a library is asked: the arguments of our losses, checked once for all libraries."""

import functools
import inspect
from dataclasses import dataclass

import numpy as np

from ce_utils.checks import check_reduction
from ce_utils.checks.kinds import check_choice
from ce_utils.frameworks.answer import Unsupported
from ce_utils.losses import get_loss

__all__ = ["LOSS_NAMES", "ROUTES", "Question", "takes_question"]

LOSS_NAMES = ("softmax cross-entropy", "sigmoid cross-entropy")
ROUTES = ("logits", "probs")


@dataclass(frozen=True)
class Question:
    """Checked arguments, in the dtypes that the libraries expect.

    Attributes
    ----------
    logits : ndarray, shape (..., C), float16/32/64 as given
    labels : ndarray, shape (...,), int64, or None where targets were given
    targets : ndarray, shape (..., C), the logits' dtype, or None where labels were given
    weight : ndarray, shape (C,), the logits' dtype, or None
    ignore_index : int, or None where no label is ignored
    label_smoothing : float
    reduction, loss, route : str
    """

    logits: np.ndarray
    labels: np.ndarray | None
    targets: np.ndarray | None
    weight: np.ndarray | None
    ignore_index: int | None
    label_smoothing: float
    reduction: str
    loss: str
    route: str

    @property
    def is_softmax(self):
        """Whether the classes exclude each other."""
        return self.loss == "softmax cross-entropy"

    @property
    def given(self):
        """'labels' or 'targets', whichever was given."""
        return "targets" if self.labels is None else "labels"

    @property
    def arrays(self):
        """The arrays that were given, by name."""
        named = {name: getattr(self, name) for name in ("logits", "labels", "targets", "weight")}
        return {name: array for name, array in named.items() if array is not None}

    def refuse(self, function, **by_hand):
        """Raise `Unsupported` for the first feature of `by_hand` that this question uses.

        Parameters
        ----------
        function : str
            What does not have the feature, as a reader would write it.
        **by_hand : str
            Feature (a key of `_uses`) to what to do instead.
        """
        uses = self._uses()
        for feature, mend in by_hand.items():
            if feature in uses:
                raise Unsupported(f"{uses[feature]} came, which {function} does not take; {mend}.")

    def _uses(self):
        """Return feature -> the words for it, for the features that are in use."""
        used = {
            "logits": (self.route == "logits", "route='logits'"),
            "probs": (self.route == "probs", "route='probs'"),
            "labels": (self.labels is not None, "integer labels"),
            "targets": (self.targets is not None, "targets"),
            "soft_targets": (self._are_soft(), "soft targets"),
            "several_outputs": (self.logits.shape[-1] > 1, f"shape {self.logits.shape}"),
            "more_axes": (self.logits.ndim > 2, f"shape {self.logits.shape}"),
            "weight": (self.weight is not None, "weight"),
            "ignore_index": (self.ignore_index is not None, f"ignore_index={self.ignore_index}"),
            "label_smoothing": (self.label_smoothing > 0, f"{self.label_smoothing=}"),
            "reduction_none": (self.reduction == "none", "reduction='none'"),
        }
        return {name: words.removeprefix("self.") for name, (uses, words) in used.items() if uses}

    def _are_soft(self):
        return self.targets is not None and bool(((self.targets != 0) & (self.targets != 1)).any())


def takes_question(answer_question):
    """Turn a function of a `Question` into one of our names, with checks before the library."""

    @functools.wraps(answer_question)
    def ask(
        logits,
        labels_or_targets,
        *,
        loss="softmax cross-entropy",
        route="logits",
        weight=None,
        ignore_index=-100,
        label_smoothing=0.0,
        reduction="mean",
    ):
        options = {"weight": weight, "label_smoothing": label_smoothing}
        question = _question(logits, labels_or_targets, loss, route, ignore_index, options)
        return answer_question(question(reduction=check_reduction(reduction)))

    ask.__signature__ = inspect.signature(ask, follow_wrapped=False)
    return ask


def _question(logits, labels_or_targets, loss, route, ignore_index, options):
    """Check everything but the reduction; return `Question` with only that left open."""
    check_choice(loss, "loss", LOSS_NAMES)
    check_choice(route, "route", ROUTES)
    # Our loss refuses what is wrong. A mean of nothing is left for the library to answer.
    get_loss(loss).value(
        logits, labels_or_targets, reduction="none", ignore_index=ignore_index, **options
    )
    logits, given = _floating(logits), np.asarray(labels_or_targets)
    _check_axes(logits)
    is_labels = given.shape != logits.shape
    ignored = is_labels and ignore_index is not None and bool((given == ignore_index).any())
    weight = options["weight"]
    return functools.partial(
        Question,
        logits=logits,
        labels=given.astype(np.int64) if is_labels else None,
        targets=None if is_labels else given.astype(logits.dtype),
        weight=None if weight is None else np.asarray(weight).astype(logits.dtype),
        ignore_index=ignore_index if ignored else None,
        label_smoothing=float(options["label_smoothing"]),
        loss=loss,
        route=route,
    )


def _floating(logits):
    """Return logits as they came, integers as float64."""
    logits = np.asarray(logits)
    return logits.astype(np.float64) if logits.dtype.kind in "biu" else logits


def _check_axes(logits):
    if logits.ndim < 2:
        raise ValueError(
            f"logits has shape {logits.shape}: expected (..., C) with an axis of examples before "
            "the classes, because not every library takes a single example; pass logits[None] and "
            "labels_or_targets[None] (for one sigmoid per example, [:, None])."
        )
