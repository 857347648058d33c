"""What the figure of a logistic regression says: title, alt text, and the lines under it."""

from itertools import product

from ce_utils.interactive.logistic_still import LEVELS
from ce_utils.interactive.svg import significant

__all__ = ["alt_text", "readout_lines", "title_of"]

_COUNTS = {1: "one feature", 2: "two features"}


def readout_lines(data, frame):
    """Return the lines under the picture for one frame; `readout` in JavaScript says the same.

    Parameters
    ----------
    data : dict
        What the script gets, see `LogisticRegressionAnimation.data`.
    frame : int

    Returns
    -------
    list of str

    Examples
    --------
    >>> data = {"steps": [3], "losses": [0.5], "weights": [[1.0, -2.5]], "features": ["hours"]}
    >>> readout_lines(data, 0)
    ['Step 3: loss 0.5000 nats', 'logit = 1.000 \N{MINUS SIGN} 2.500 × hours']
    """
    intercept, *slopes = data["weights"][frame]
    terms = "".join(
        f" {'+' if slope >= 0 else chr(0x2212)} {significant(abs(slope))} × {name}"
        for slope, name in zip(slopes, data["features"], strict=True)
    )
    return [
        f"Step {data['steps'][frame]:,}: loss {significant(data['losses'][frame])} nats",
        f"logit = {significant(intercept)}{terms}",
    ]


def title_of(data):
    """Return the heading."""
    return f"Logistic regression learns by gradient descent: {_COUNTS[len(data['features'])]}"


def alt_text(data, shown, label_names):
    """Return the alt text: what is drawn, and what it shows.

    Parameters
    ----------
    data : dict
    shown : list of int
        The frames of the still picture.
    label_names : (str, str)

    Returns
    -------
    str
    """
    steps = [f"{data['steps'][frame]:,}" for frame in shown]
    first, last = (significant(data["losses"][frame]) for frame in (0, -1))
    return (
        f"Two panels. Left: {_model_words(data, label_names)} at steps "
        f"{', '.join(steps[:-1])} and {steps[-1]}. {_end_words(data)} Right: the mean "
        f"cross-entropy falls from {first} at step 0 to its minimum, {last} nats."
    )


def _model_words(data, label_names):
    no, yes = label_names
    if len(data["features"]) == 1:
        name = data["features"][0]
        return f"examples of {no} and {yes} over {name}, and the curve of the probability of {yes}"
    first, second = data["features"]
    return f"examples of {no} and {yes} over {first} and {second}, and the line of probability 0.5"


def _end_words(data):
    intercept, *slopes = data["weights"][-1]
    if len(slopes) == 2:
        line = readout_lines(data, -1)[1].removeprefix("logit = ")
        return f"It ends where {line} is 0{_dashed_words(data)}."
    if slopes[0] == 0:
        return "The curve stays flat."
    crossing = significant(-intercept / slopes[0], 3)
    return (
        f"The curve starts flat at 0.5 and ends crossing 0.5 at {data['features'][0]} = {crossing}."
    )


def _dashed_words(data):
    """Say which of the two dashed lines cross the panel at the end."""
    intercept, first, second = data["weights"][-1]
    corners = product(data["scales"]["x"]["domain"], data["scales"]["y"]["domain"])
    logits = [intercept + first * x + second * y for x, y in corners]
    shown = [name for name in ("0.1", "0.9") if min(logits) < LEVELS[name] < max(logits)]
    if not shown:
        return ""
    return (
        f", with {'dashed lines' if len(shown) == 2 else 'a dashed line'} at {' and '.join(shown)}"
    )
