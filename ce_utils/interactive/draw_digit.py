"""A pad to draw a digit on, and two networks that read it."""

from base64 import b64encode
from typing import ClassVar

from ce_utils.checks.kinds import as_whole_number
from ce_utils.interactive.base import InteractiveFigure
from ce_utils.interactive.digit_record import load_digits
from ce_utils.interactive.draw_digit_still import (
    NAMES,
    PAD,
    answers_of,
    draw_still,
    readout_lines,
    scales_of,
)
from ce_utils.interactive.fields import choice, slider

__all__ = ["DrawADigit"]

NUMBERS = 32  # that hold the drawing in a link, three points of its strokes each
POINT = 2 * 128 * 128 + 1  # codes of a point, and one for none: see digit_drawing.js


class DrawADigit(InteractiveFigure):
    r"""A reader draws a digit, and two networks read it, one trained with each cost.

    The drawing is prepared as the images of MNIST were: the box around the ink is fitted into
    20 x 20 pixels, keeping its shape, each pixel the mean of what it covers; the centre of mass
    goes to the middle of 28 x 28 pixels. Both networks, [784, 30, 10] with sigmoid outputs, come
    from the record ``digit-networks``: same start, same order of the examples, one byte a weight.
    For the digit that the reader says it is, both costs of each network's ten outputs :math:`a_k`
    are written, :math:`\frac12 \sum_k (a_k - y_k)^2` and, in nats,
    :math:`-\sum_k [y_k \ln a_k + (1 - y_k) \ln(1 - a_k)]`.

    Parameters
    ----------
    image : int, default 4
        The test image to begin with: 1 to 10 are the first of each digit among MNIST's test
        images, the first 3 at 4; then three that only the network of the quadratic cost reads
        correctly and three that only the other does. 0 begins with an empty pad.
    title, alt : str, optional
        Heading and alt text. By default both are written from the image.

    Attributes
    ----------
    logits : dict of str to ndarray, shape (10,), float64
        For "quadratic" and "sigmoid cross-entropy": what the network answers to that image,
        dimensionless.

    Raises
    ------
    ValueError
        An image that there is not.

    Notes
    -----
    A test image is given to the networks as it is, and a drawing as the pad prepares it. In the
    test images the centre of mass lies between 14 and 15 pixels from the left and from the top,
    so that 14.5 is the middle here.

    Examples
    --------
    >>> figure = DrawADigit(image=5)
    >>> figure
    DrawADigit(image=5)
    >>> {cost: int(z.argmax()) for cost, z in figure.logits.items()}
    {'quadratic': 4, 'sigmoid cross-entropy': 4}

    References
    ----------
    Y. LeCun, L. Bottou, Y. Bengio and P. Haffner (1998), Gradient-based learning applied to
    document recognition, Proc. IEEE 86(11), 2278-2324, doi:10.1109/5.726791.
    """

    name: ClassVar[str] = "digit"
    script: ClassVar[str] = "draw_digit.js"
    style: ClassVar[str | None] = "draw_digit.css"

    def __init__(self, *, image=4, title=None, alt=None):
        self._digits = load_digits()
        self._count = len(self._digits.labels)
        self._image = as_whole_number(image, "image", least=0, most=self._count)
        self._said = str(self._digits.labels[self._image - 1]) if self._image else "none"
        self.logits = answers_of(self._digits.networks, self._pixels())
        super().__init__(
            title="Draw a digit: two networks read it" if title is None else title,
            alt=self._alt() if alt is None else alt,
        )

    def __repr__(self):
        """Say which image it begins with."""
        return f"DrawADigit(image={self._image})"

    def fields(self):
        """Return the test image, the label that a reader gives, and the numbers of a drawing."""
        options = [("none", "unknown"), *((str(digit), str(digit)) for digit in range(10))]
        limits = {"low": 0, "step": 1, "control": False}
        image = slider("test image", high=self._count, value=self._image, **limits)
        said = choice("the digit is", options, self._said)
        drawing = {
            f"p{k}": slider(f"drawing, part {k}", high=POINT**3 - 1, value=0, **limits)
            for k in range(1, NUMBERS + 1)
        }
        return {"image": image, "label": said, **drawing}

    def data(self):
        """Return the networks, the test images, and where things are drawn."""
        return {
            "networks": {NAMES[cost]: layers for cost, layers in self._digits.layers.items()},
            "images": [b64encode(image).decode() for image in self._digits.images],
            "labels": self._digits.labels,
            "pad": PAD,
            "scales": {name: scale.data() for name, scale in scales_of().items()},
        }

    def still(self):
        """Return the image on the pad and as the networks get it, and their answers."""
        return draw_still(self._pixels(), self.logits, self._said)

    def summary(self):
        """Return what reads the digit, and how well."""
        shares = ", ".join(
            f"{share:.1%} ({NAMES[cost]})" for cost, share in self._digits.accuracies.items()
        )
        return (
            "Two networks with 30 hidden neurons, trained from the same start, one with each cost. "
            f"Of 10,000 test images they read correctly: {shares}."
        )

    def readout(self):
        """Return what is on the pad, and what each network says and what that costs."""
        return readout_lines(self._words(), self.logits, self._said)

    def _pixels(self):
        images = self._digits.images
        return images[self._image - 1] if self._image else 0 * images[0]

    def _words(self):
        if self._image == 0:
            return "The pad is empty; an empty image gets answers, too"
        return f"Test image {self._image} of {self._count}, label {self._said}"

    def _alt(self):
        words, *lines = self.readout()
        return (
            "A pad, the digit on it as 28 by 28 pixels, and a bar for each of the ten outputs of "
            f"two networks. {words}. {'. '.join(lines)}."
        )
