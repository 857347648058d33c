"""What the figure of one logit writes; `one_logit.js` does the same."""

import math

from ce_utils.interactive.one_logit_naive import FAR, judge, naive, stretches, true_pair
from ce_utils.interactive.one_logit_still import measures
from ce_utils.interactive.svg import fixed, significant
from ce_utils.links import sigmoid

__all__ = ["describe", "readout_lines"]

IN_WORDS = {"off": "often over 1% off"}


def readout_lines(values, fields):
    """Return the lines under the picture.

    Parameters
    ----------
    values : dict
        Of the fields: "z", "target" and "gamma".
    fields : dict
        They say how many decimal places are written.

    Returns
    -------
    list of str
        The logit, a line for each loss, the naive numbers, and where those are wrong.
    """
    z, target = values["z"], int(values["target"])
    shown, gamma = (fixed(values[name], fields[name]["digits"]) for name in ("z", "gamma"))
    output = significant(float(sigmoid(z)))
    lines = [f"z = {shown}, target {target}, output σ(z) = {output}"]
    for name, both in measures([z], target, values["gamma"]).items():
        loss, gradient = (significant(each.item()) for each in both)
        words = f"focal, γ = {gamma}" if name == "focal" else name
        unit = " nats" if name in ("cross-entropy", "focal") else ""
        lines.append(f"{words}: loss {loss}{unit}, gradient {gradient}")
    return [*lines, _naive_line(z, target), describe(target)]


def _naive_line(z, target):
    formula = "−ln σ(z)" if target else "−ln(1 − σ(z))"
    pairs = zip(("loss", "gradient"), naive(z, target), true_pair(z, target), strict=True)
    parts = (f"{kind} {_told(found)} ({_verdict(found, true)})" for kind, found, true in pairs)
    return f"naive float32, {formula}: {', '.join(parts)}"


def _told(value):
    if math.isnan(value):
        return "NaN"
    return significant(value) if math.isfinite(value) else "inf"


def _verdict(found, true):
    if judge(found, true):
        return f"true: {significant(true)}"
    return "right" if found else f"right: {significant(true)} is too small for float32"


def describe(target):
    """Return in words where the naive numbers are wrong, over all logits.

    Examples
    --------
    >>> print(describe(1))  # doctest: +NORMALIZE_WHITESPACE
    naive faults over all logits, target 1: loss inf up to −88.8,
    often over 1% off from 12.4 to 16.6, 0 from 16.7 to 103.9; gradient NaN up to −88.8,
    often over 1% off from 12.4 to 16.6, 0 from 16.7 to 103.9
    """
    parts = (f"{kind} {_faults(runs)}" for kind, runs in stretches(target).items())
    return f"naive faults over all logits, target {target}: {'; '.join(parts)}"


def _faults(runs):
    where = {}
    for fault, first, last in runs:
        where.setdefault(IN_WORDS.get(fault, fault), []).append(_stretch(first, last))
    return ", ".join(f"{words} {' and '.join(texts)}" for words, texts in where.items())


def _stretch(first, last):
    if first == -FAR:
        return f"up to {fixed(last, 1)}"
    return f"from {fixed(first, 1)} " + ("on" if last == FAR else f"to {fixed(last, 1)}")
