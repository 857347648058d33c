"""Four logits and a temperature on sliders, and what a softmax makes of them."""

from typing import ClassVar

from ce_utils.checks.kinds import as_whole_number
from ce_utils.interactive.base import InteractiveFigure
from ce_utils.interactive.fields import check_between, choice, slider, steps
from ce_utils.interactive.softmax_still import (
    CLASSES,
    MINUS,
    answer,
    draw_still,
    readout_lines,
    scales_of,
)
from ce_utils.interactive.svg import fixed

__all__ = ["SoftmaxSliders"]

LOW, HIGH = -8.0, 8.0  # of a logit
TEMPERATURES = (0.1, 0.25, 0.5, 1.0, 2.0, 4.0, 10.0, 20.0)
LONGEST = 10  # characters of a name: a bar's place is not wider


class SoftmaxSliders(InteractiveFigure):
    r"""A softmax of four logits, the loss for a class that a reader names, and its gradient.

    It shows :math:`a = \operatorname{softmax}(z / T)`, the loss
    :math:`L = -\ln a_y = -\sum_k t_k \ln a_k` with the one-hot target :math:`t` of the right
    class :math:`y`, and the gradient by the scaled logits,
    :math:`\partial L / \partial (z_k / T) = a_k - t_k`. The temperature belongs to the loss, so
    by the logits themselves it is :math:`(a_k - t_k) / T`, which stands in the lines below.
    Buttons shift all logits by 1, and nothing else changes.

    Parameters
    ----------
    logits : sequence of 4 floats, default (2, 1, 0, -1)
        Each from -8 to 8, rounded to four decimal places.
    temperature : float, default 1
        From 0.1 to 20.
    label : int, default 0
        The right class, 0 to 3.
    names : sequence of 4 str, default ("A", "B", "C", "D")
        Of the classes, all different, none longer than 10 characters.
    title, alt : str, optional
        Heading and alt text. By default both are written from the numbers.

    Raises
    ------
    ValueError
        Not four logits or names, or an argument beyond its limits.

    Examples
    --------
    >>> figure = SoftmaxSliders((2, 1, 0, 0.5), label=2, names=("cat", "dog", "owl", "fox"))
    >>> figure
    SoftmaxSliders((2, 1, 0, 0.5), temperature=1, label=2)
    >>> print(figure.readout()[1])
    Loss for owl: −ln 0.07839 = 2.546 nats

    References
    ----------
    Nielsen, Neural Networks and Deep Learning, 2015, chapter 3, has sliders for a softmax layer.
    """

    name: ClassVar[str] = "softmax"
    script: ClassVar[str] = "softmax_sliders.js"

    def __init__(
        self,
        logits=(2.0, 1.0, 0.0, -1.0),
        *,
        temperature=1.0,
        label=0,
        names=("A", "B", "C", "D"),
        title=None,
        alt=None,
    ):
        self._logits = [
            check_between(z, f"logits[{k}]", LOW, HIGH)
            for k, z in enumerate(_four(logits, "logits", "numbers"))
        ]
        self._temperature = check_between(
            temperature, "temperature", TEMPERATURES[0], TEMPERATURES[-1]
        )
        self._label = as_whole_number(label, "label", least=0, most=CLASSES - 1)
        self._names = _check_names(names)
        self._values = {name: field["value"] for name, field in self.fields().items()}
        self._found = answer(self._values, self._label)
        super().__init__(
            title="Softmax of four logits" if title is None else title,
            alt=self._alt() if alt is None else alt,
        )

    def __repr__(self):
        """Say what is set."""
        logits = ", ".join(f"{self._values[f'z{k}']:g}" for k in range(CLASSES))
        return f"SoftmaxSliders(({logits}), temperature={self._temperature:g}, label={self._label})"

    def fields(self):
        """Return the four logits, the temperature and the right class."""
        named = zip(self._names, self._logits, strict=True)
        logits = {
            f"z{k}": slider(f"logit z of {name}", low=LOW, high=HIGH, step=0.1, value=z)
            for k, (name, z) in enumerate(named)
        }
        options = [(str(k), name) for k, name in enumerate(self._names)]
        return {
            **logits,
            "temp": steps("temperature T", TEMPERATURES, self._temperature),
            "label": choice("right class", options, str(self._label)),
        }

    def data(self):
        """Return the names and the scales: the script computes the rest itself."""
        scales = {name: scale.data() for name, scale in scales_of().items()}
        return {"names": self._names, "scales": scales}

    def still(self):
        """Return the two panels: outputs and target, gradient."""
        fields = self.fields()
        texts = [fixed(fields[f"z{k}"]["value"], fields[f"z{k}"]["digits"]) for k in range(CLASSES)]
        return draw_still(self._found, self._names, self._label, texts)

    def summary(self):
        """Return what is computed from what."""
        return (
            "The outputs a are the softmax of z/T, with four logits z and a temperature T; the "
            "loss is minus the logarithm of the output for the right class."
        )

    def readout(self):
        """Return outputs, loss, and the gradient by the scaled logits and by the logits."""
        return readout_lines(self._found, self._names, self._label, self._temperature)

    def _alt(self):
        texts = [f"{z:g}".replace("-", MINUS) for z in self._logits]
        logits = ", ".join(map(" ".join, zip(self._names, texts, strict=True)))
        outputs, loss, slopes, _ = self.readout()
        return (
            f"Two bar charts for the logits {logits} at temperature {self._temperature:g}. Left, "
            f"the {outputs[0].lower()}{outputs[1:]}. {loss}. Right, the "
            f"{slopes[0].lower()}{slopes[1:]}. Only the right class's is negative."
        )


def _four(values, name, what):
    listed = list(values) if isinstance(values, list | tuple) else values
    if hasattr(values, "tolist"):
        listed = values.tolist()
    if not isinstance(listed, list) or len(listed) != CLASSES:
        raise ValueError(
            f"{name} is {values!r:.60}: expected four {what}, one for each class; pass a tuple."
        )
    return listed


def _check_names(names):
    listed = _four(names, "names", "texts")
    fine = all(isinstance(n, str) and 0 < len(n.strip()) <= LONGEST for n in listed)
    if not fine or len(set(listed)) < CLASSES:
        raise ValueError(
            f"names is {names!r:.60}: expected four different texts of 1 to {LONGEST} characters; "
            "shorten them."
        )
    return listed
