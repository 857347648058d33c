"""One logit under four losses, and where float32 code that forms the probability goes wrong."""

from typing import ClassVar

from ce_utils.checks.kinds import as_whole_number
from ce_utils.interactive.base import InteractiveFigure
from ce_utils.interactive.fields import check_between, choice, slider
from ce_utils.interactive.one_logit_naive import FAR, STEP
from ce_utils.interactive.one_logit_still import PIN, VIEWS, draw_still, scales_of
from ce_utils.interactive.one_logit_words import describe, readout_lines

__all__ = ["OneLogit"]

MOST_GAMMA = 5.0


class OneLogit(InteractiveFigure):
    r"""Loss and gradient of four losses as one logit moves, and of the naive formula in float32.

    The losses are the quadratic cost of a sigmoid, the cross-entropy, the hinge loss and the
    focal loss, for a target of 0 or 1. The naive formula forms the probability
    :math:`a = 1 / (1 + e^{-z})`, then :math:`-\ln a` for the target 1 or :math:`-\ln(1 - a)`
    for the target 0, and the gradient by the chain rule, each step rounded to float32. A grey
    band shows its numbers as far as they are finite, and a strip under each panel says where
    they are infinite, NaN, 0 or more than 1% off.

    Parameters
    ----------
    logit : float, default -5
        From -120 to 120, rounded to four decimal places. The picture opens on the narrowest of
        its three views that holds it.
    target : {0, 1}, default 1
    gamma : float, default 2
        Of the focal loss, from 0 to 5.
    title, alt : str, optional
        Heading and alt text. By default the alt text is written from the logit.

    Raises
    ------
    ValueError
        A number beyond its limits, or another target.

    Notes
    -----
    "Wrong" compares with the float32 number nearest to the loss from the logit: where that is
    0, a naive 0 is right.

    Examples
    --------
    >>> figure = OneLogit(logit=20, target=0)
    >>> figure
    OneLogit(logit=20, target=0, gamma=2)
    >>> print(figure.readout()[5])
    naive float32, −ln(1 − σ(z)): loss inf (true: 20.00), gradient NaN (true: 1.000)

    References
    ----------
    Blanchard, Higham and Higham, Accurately computing the log-sum-exp and softmax functions,
    IMA Journal of Numerical Analysis 41(4), 2021, 2311-2330; Lin, Goyal, Girshick, He and
    Dollár, Focal loss for dense object detection, ICCV 2017, equation 4.
    """

    name: ClassVar[str] = "logit"
    script: ClassVar[str] = "one_logit.js"
    style: ClassVar[str | None] = "one_logit.css"

    def __init__(self, *, logit=-5.0, target=1, gamma=2.0, title=None, alt=None):
        self._logit = check_between(logit, "logit", -FAR, FAR)
        self._target = str(as_whole_number(target, "target", least=0, most=1))
        self._gamma = check_between(gamma, "gamma", 0, MOST_GAMMA)
        self._values = {name: field["value"] for name, field in self.fields().items()}
        super().__init__(
            title="One logit, four losses, and naive float32" if title is None else title,
            alt=self._alt() if alt is None else alt,
        )

    def __repr__(self):
        """Say what is set."""
        values = self._values
        return (
            f"OneLogit(logit={values['z']:g}, target={values['target']}, gamma={values['gamma']:g})"
        )

    def fields(self):
        """Return the logit, the target, gamma, and how far the picture goes."""
        view = next(word for word, width in VIEWS.items() if abs(self._logit) <= width)
        views = [(word, f"−{width} to {width}") for word, width in VIEWS.items()]
        return {
            "z": slider("logit z", low=-FAR, high=FAR, step=STEP, value=self._logit),
            "gamma": slider("focal loss, γ", low=0, high=MOST_GAMMA, step=0.1, value=self._gamma),
            "target": choice("target", [("0", "0"), ("1", "1")], self._target),
            "view": choice("logits shown", views, view),
        }

    def data(self):
        """Return the scales, and where the naive numbers are wrong: the script has the rest."""
        z = {word: scales_of(word, 0)["z"].data() for word in VIEWS}
        loss = {word: scales_of(word, 0)["loss"].data() for word in VIEWS}
        gradient = {target: scales_of("6", int(target))["gradient"].data() for target in "01"}
        return {
            "pin": PIN,
            "scales": {"z": z, "loss": loss, "gradient": gradient},
            "wrong": {target: describe(int(target)) for target in "01"},
        }

    def still(self):
        """Return the two panels for the first logit."""
        return draw_still(self._values)

    def summary(self):
        """Return what can be moved, and what the grey band is."""
        return (
            "Loss and gradient of one example as its logit moves, each computed from the logit. "
            "The grey band is the cross-entropy again, in float32 code that forms the "
            'probability first; it ends where that is infinite or NaN. In the lines below, "right" '
            "means within 1%."
        )

    def readout(self):
        """Return the loss and the gradient of each, and what naive float32 makes of them."""
        return readout_lines(self._values, self.fields())

    def _alt(self):
        first, *lines = self.readout()
        width = VIEWS[self._values["view"]]
        return (
            f"Two panels, loss and gradient of four losses over the logit z from −{width} to "
            f"{width}, with a pin at {first}. {'; '.join(lines)}."
        )
