"""Bad input to `ce_utils.interactive`, as far as it takes data."""

import numpy as np

from ce_utils import interactive
from tests.bad_input.judge import Call
from tests.bad_input.properties import arguments_gone_bad, things_of_a_wrong_kind

UNCHECKED = {
    "InteractiveFigure": "abstract",
    **{
        f"{cls}.{method}": "takes nothing"
        for cls in ("InteractiveFigure", "LogisticRegressionAnimation")
        for method in ("data", "still", "summary", "readout")
    },
}


def _figure(**arguments):
    return interactive.LogisticRegressionAnimation(**arguments)._repr_html_()


CALLS = [
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
]

test_things_of_a_wrong_kind = things_of_a_wrong_kind(CALLS)
test_arguments_gone_bad = arguments_gone_bad(CALLS)
