"""Two distributions whose bars a reader drags, and what one costs in the world of the other."""

from typing import ClassVar

import numpy as np

from ce_utils.checks import check_distribution
from ce_utils.interactive.base import InteractiveFigure
from ce_utils.interactive.fields import choice, slider
from ce_utils.interactive.two_distributions_still import draw_still, layout
from ce_utils.interactive.two_distributions_words import readout_lines

__all__ = ["TwoDistributions"]

FEWEST, MOST = 3, 6
ROOM = 40  # letters that stand side by side under the bars


class TwoDistributions(InteractiveFigure):
    r"""Bars of two distributions, and entropies and relative entropies as stacked lengths.

    On the left stand the bars of p and q, whose tops a reader drags. A bar that is moved is
    given what is asked; the other bars of the same distribution keep their proportions and
    share the rest, equally if all of them are 0. On the right, for each of the two worlds,
    what is needed and what is wasted are laid end to end, and make what is paid:

    .. math:: H(p, q) = H(p) + \mathrm{KL}(p \,\|\, q), \qquad
              H(q, p) = H(q) + \mathrm{KL}(q \,\|\, p).

    An infinite length runs out of the picture, and the text says why.

    Parameters
    ----------
    p, q : array_like of float, shape (n_outcomes,)
        3 to 6 probabilities each. Kept to a millionth, and divided by their sum.
    labels : sequence of str, optional
        The outcomes' names, all different, at most ``40 // n_outcomes`` letters each. By
        default A, B, C and so on.
    unit : {'bits', 'nats'}, default 'bits'
    title, alt : str, optional
        Heading and alt text. By default the alt text is written from the numbers.

    Attributes
    ----------
    p, q : ndarray of float64, shape (n_outcomes,)
        The distributions that are drawn first.
    labels : list of str
        The outcomes' names.

    Raises
    ------
    ValueError
        `p` or `q` is no distribution over 3 to 6 outcomes, the two differ in length, the
        labels do not fit, or the unit is another.

    Notes
    -----
    Relative entropy is written KL. The lengths are the same in both units; what changes is
    the ruler under them.

    Examples
    --------
    >>> figure = TwoDistributions([0.1, 0.4, 0.5], [0.8, 0.15, 0.05])
    >>> figure
    TwoDistributions(p=[0.1, 0.4, 0.5], q=[0.8, 0.15, 0.05], unit='bits')
    >>> figure.readout()[2]
    'World p, belief q: paid H(p, q) = 3.288 bits, needed H(p) = 1.361, wasted KL(p‖q) = 1.927'

    References
    ----------
    Cover and Thomas, Elements of Information Theory, 2nd ed. 2006, sections 2.3 and 5.4.
    """

    name: ClassVar[str] = "distributions"
    script: ClassVar[str] = "two_distributions.js"

    def __init__(
        self,
        p=(0.1, 0.4, 0.5),
        q=(0.8, 0.15, 0.05),
        *,
        labels=None,
        unit="bits",
        title=None,
        alt=None,
    ):
        p = _check_distribution(p, "p")
        q = _check_distribution(q, "q", p.size)
        self.labels = _check_labels("ABCDEF"[: p.size] if labels is None else labels, p.size)
        self._fields = _fields(p, q, self.labels, unit)
        self.p, self.q = (self._shares(name) for name in "pq")
        super().__init__(
            title="Two distributions: needed, wasted, paid" if title is None else title,
            alt=self._alt() if alt is None else alt,
        )

    def __repr__(self):
        """Say which distributions are drawn first."""
        p, q = ([float(f"{share:.4g}") for share in probs] for probs in (self.p, self.q))
        return f"TwoDistributions(p={p}, q={q}, unit={self._unit!r})"

    def fields(self):
        """Return the height of each bar in percent, and the unit."""
        return self._fields

    def data(self):
        """Return the names, and where things lie: the script computes the rest itself."""
        return {"labels": self.labels, **layout(self.p.size)}

    def still(self):
        """Return the bars and the lengths."""
        return draw_still(self.p, self.q, self.labels, self._unit)

    def summary(self):
        """Return the rule by which the bars move."""
        return (
            f"Two distributions over {self.p.size} outcomes. Where one bar is moved, the other "
            "bars of its distribution keep their proportions and share the rest, so that the sum "
            "stays 1; if they are all 0, they share it equally."
        )

    def readout(self):
        """Return both distributions, and what is paid, needed and wasted in each world."""
        return readout_lines(self.p, self.q, self.labels, self._unit)

    @property
    def _unit(self):
        return self._fields["unit"]["value"]

    def _shares(self, name):
        places = range(1, len(self.labels) + 1)
        percent = np.array([self._fields[f"{name}{k}"]["value"] for k in places])
        return percent / percent.sum()

    def _alt(self):
        p, q, *worlds = self.readout()
        return (
            f"Left, pairs of bars. {p}. {q}. Right, for each world, a length for what is needed "
            f"and one for what is wasted, end to end. {'. '.join(worlds)}."
        )


def _check_distribution(probs, name, count=None):
    probs, _ = check_distribution(probs, name)
    if probs.ndim != 1 or not FEWEST <= probs.size <= MOST:
        raise ValueError(
            f"{name} has the shape {probs.shape}: expected {FEWEST} to {MOST} probabilities; put "
            "rare outcomes together."
        )
    if count not in (None, probs.size):
        raise ValueError(
            f"{name} has {probs.size} outcomes and p has {count}: expected as many; an outcome "
            "that one of them excludes has probability 0 there."
        )
    return probs


def _check_labels(labels, count):
    listed = list(labels) if isinstance(labels, str | list | tuple) else []
    texts = [text.strip() for text in listed if isinstance(text, str)]
    longest = ROOM // count
    fit = all(0 < len(text) <= longest for text in texts)
    if not len(listed) == len(set(texts)) == count or not fit:
        raise ValueError(
            f"labels is {labels!r:.60}: expected {count} different texts of 1 to {longest} "
            "letters, so that they stand side by side; shorten them."
        )
    return texts


def _fields(p, q, labels, unit):
    found = {
        f"{name}{k}": slider(
            f"{name} of {label}, in percent",
            low=0,
            high=100,
            step=0.0001,
            value=100 * share,
            control=False,
        )
        for name, probs in (("p", p), ("q", q))
        for k, (label, share) in enumerate(zip(labels, probs, strict=True), start=1)
    }
    return found | {"unit": choice("unit", [("bits", "bits"), ("nats", "nats")], unit)}
