"""One neuron that learns under two costs, side by side."""

from typing import ClassVar

from ce_utils.checks.kinds import as_whole_number
from ce_utils.interactive.base import InteractiveFigure
from ce_utils.interactive.fields import check_between, slider, steps
from ce_utils.interactive.neuron_still import draw_still, readout_lines, scales_of, train

__all__ = ["LearningNeuron"]

LOW, HIGH = -2.0, 5.0  # of weight and bias at the start
RATES = (0.005, 0.01, 0.02, 0.05, 0.1, 0.15, 0.2, 0.5, 1.0, 2.0, 5.0)
MOST_EPOCHS = 1000


class LearningNeuron(InteractiveFigure):
    r"""A sigmoid neuron that learns the target 0 for the input 1, under two costs at once.

    It computes :math:`z = w + b` and :math:`a = \sigma(z)`. In each epoch :math:`w` and
    :math:`b` each lose :math:`\eta\, g(z)`, where :math:`g(z) = a^2 (1 - a)` for the quadratic
    cost :math:`\frac12 a^2` and :math:`g(z) = a` for the cross-entropy
    :math:`\ln(1 + e^z)`. The left panel shows the output, the right one the cost on a
    logarithmic axis. A reader sets the start and the learning rate, and runs it.

    Parameters
    ----------
    weight, bias : float, default 0.6 and 0.9
        Where the neuron starts, from -2 to 5, rounded to four decimal places.
    learning_rate : float, default 0.15
        From 0.005 to 5, the same for both costs.
    epochs : int, default 300
        From 1 to 1000.
    title, alt : str, optional
        Heading and alt text. By default both are written from the run.

    Attributes
    ----------
    logits : dict of str to list of float
        For "quadratic" and "sigmoid cross-entropy": z before training and after each epoch.

    Raises
    ------
    ValueError
        An argument that is no number within its limits.

    Examples
    --------
    >>> figure = LearningNeuron(weight=2, bias=2)
    >>> figure
    LearningNeuron(weight=2, bias=2, learning_rate=0.15, epochs=300)
    >>> round(figure.logits["quadratic"][-1], 2)  # from 4
    -1.37

    References
    ----------
    Nielsen, Neural Networks and Deep Learning, 2015, chapter 3.
    """

    name: ClassVar[str] = "neuron"
    script: ClassVar[str] = "neuron.js"

    def __init__(
        self, *, weight=0.6, bias=0.9, learning_rate=0.15, epochs=300, title=None, alt=None
    ):
        self._weight = check_between(weight, "weight", LOW, HIGH)
        self._bias = check_between(bias, "bias", LOW, HIGH)
        self._rate = check_between(learning_rate, "learning_rate", RATES[0], RATES[-1])
        self._epochs = as_whole_number(epochs, "epochs", least=1, most=MOST_EPOCHS)
        self._start = {name: field["value"] for name, field in self.fields().items()}
        self.logits = train(self._start, self._epochs)
        super().__init__(
            title="One neuron learns the target 0" if title is None else title,
            alt=self._alt() if alt is None else alt,
        )

    def __repr__(self):
        """Say where it starts."""
        start = self._start
        return (
            f"LearningNeuron(weight={start['w']:g}, bias={start['b']:g}, "
            f"learning_rate={start['rate']:g}, epochs={self._epochs})"
        )

    def fields(self):
        """Return the start, the learning rate, and the epoch, which the buttons move."""
        limits = {"low": LOW, "high": HIGH, "step": 0.1}
        last = self._epochs
        return {
            "w": slider("weight w at the start", value=self._weight, **limits),
            "b": slider("bias b at the start", value=self._bias, **limits),
            "rate": steps("learning rate η", RATES, self._rate),
            "epoch": slider("epoch", low=0, high=last, step=1, value=last, control=False),
        }

    def data(self):
        """Return the number of epochs and the scales: the script computes the rest itself."""
        scales = scales_of(self._epochs)
        return {
            "epochs": self._epochs,
            "scales": {name: scale.data() for name, scale in scales.items()},
        }

    def still(self):
        """Return the two panels at the last epoch."""
        return draw_still(self.logits, scales_of(self._epochs))

    def summary(self):
        """Return what is trained."""
        return (
            "One sigmoid neuron, input 1, target 0, trained twice from the same start: with the "
            "quadratic cost and with the cross-entropy cost."
        )

    def readout(self):
        """Return the last epoch, and what each cost has come to."""
        return readout_lines(self._start, self.logits, self._epochs)

    def _alt(self):
        first, *lines = self.readout()
        start = ", ".join(
            f"{word} {self._start[key]:g}".replace("-", "\N{MINUS SIGN}")
            for word, key in (("weight", "w"), ("bias", "b"), ("learning rate", "rate"))
        )
        return (
            "Two panels: output and cost of one neuron over the epochs, under the quadratic and "
            f"the cross-entropy cost, from {start}. {first}: {'; '.join(lines)}."
        )
