"""Bad input to `ce_utils.interactive`, as far as it takes data."""

import numpy as np

from ce_utils import interactive
from tests.bad_input.judge import Call
from tests.bad_input.properties import arguments_gone_bad, things_of_a_wrong_kind

UNCHECKED = {
    "InteractiveFigure": "abstract",
    **{
        f"{cls}.{method}": "takes nothing"
        for cls in (
            "DrawADigit",
            "InteractiveFigure",
            "LearningNeuron",
            "LogisticRegressionAnimation",
            "LossSurface",
            "OneLogit",
            "SoftmaxSliders",
            "TwoDistributions",
        )
        for method in ("data", "fields", "payload", "still", "summary", "readout")
    },
}


def _figure(**arguments):
    return interactive.LogisticRegressionAnimation(**arguments)._repr_html_()


def _neuron(**arguments):
    return interactive.LearningNeuron(**arguments)._repr_html_()


def _digit(**arguments):
    return interactive.DrawADigit(**arguments)._repr_html_()


def _distributions(**arguments):
    return interactive.TwoDistributions(**arguments)._repr_html_()


def _logit(**arguments):
    return interactive.OneLogit(**arguments)._repr_html_()


def _surface(**arguments):
    return interactive.LossSurface(**arguments)._repr_html_()


def _softmax(**arguments):
    return interactive.SoftmaxSliders(**arguments)._repr_html_()


CALLS = [
    Call("DrawADigit", _digit, lambda: {"image": 5, "title": "A digit", "alt": "A pad and bars."}),
    Call(
        "LearningNeuron",
        _neuron,
        lambda: {
            "weight": 2.0,
            "bias": 2.0,
            "learning_rate": 0.15,
            "epochs": 20,
            "title": "A neuron",
            "alt": "Two curves that fall.",
        },
    ),
    Call(
        "LogisticRegressionAnimation",
        _figure,
        lambda: {
            "features": np.array([[0.5], [1.0], [1.5], [2.0], [2.5], [3.0]]),
            "labels": np.array([0, 0, 1, 0, 1, 1]),
            "feature_names": ["hours"],
            "label_names": ("failed", "passed"),
            "steps": 2000,
            "learning_rate": None,
            "title": "Hours and passing",
            "alt": "A curve that rises.",
        },
        words=("feature", "descent", "weights", "examples"),
    ),
    Call(
        "OneLogit",
        _logit,
        lambda: {
            "logit": 20.0,
            "target": 0,
            "gamma": 2.0,
            "title": "A logit",
            "alt": "Four curves.",
        },
    ),
    Call(
        "TwoDistributions",
        _distributions,
        lambda: {
            "p": np.array([0.5, 0.25, 0.25]),
            "q": np.array([0.25, 0.75, 0.0]),
            "labels": ["sun", "rain", "snow"],
            "unit": "nats",
            "title": "Two distributions",
            "alt": "Bars and lengths.",
        },
    ),
    Call(
        "LossSurface",
        _surface,
        lambda: {
            "features": np.array([[0.5], [1.0], [1.5], [2.0], [2.5], [3.0]]),
            "labels": np.array([0, 0, 1, 0, 1, 1]),
            "start": (-2.0, 1.0),
            "learning_rate": 1.0,
            "steps": 20,
            "reach": 4.0,
            "title": "Two surfaces",
            "alt": "Two maps.",
        },
    ),
    Call(
        "SoftmaxSliders",
        _softmax,
        lambda: {
            "logits": (2.0, 1.0, 0.0, 0.5),
            "temperature": 2.0,
            "label": 2,
            "names": ("cat", "dog", "owl", "fox"),
            "title": "Animals",
            "alt": "Two bar charts.",
        },
    ),
]

test_things_of_a_wrong_kind = things_of_a_wrong_kind(CALLS)
test_arguments_gone_bad = arguments_gone_bad(CALLS)
