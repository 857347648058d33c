"""Bad input to `ce_utils.plotting`: each refusal that a figure documents.

A figure may show NaN on purpose, as a gap, so only what a docstring refuses is tried.
"""

import matplotlib.pyplot as plt
import numpy as np
import pytest

from ce_utils import plotting
from tests.bad_input.judge import public_calls

X = np.array([0.0, 1.0, 2.0])
HALF = np.array([0.5, 0.5])
SHARES = np.array([[0.5, 0.5], [0.25, 0.75]])
LOSS = {"loss": "quadratic"}
# Good arguments, and changes that must be refused. {} where nothing is documented as refused.
REFUSALS = {
    "class_recalls": ({"recalls": X, **LOSS}, [{"loss": "none"}]),
    "class_regions": (
        {"weights": np.eye(2), "biases": np.zeros(2), "labels": ["a", "b"]},
        [{"biases": np.zeros(3)}, {"weights": np.zeros((2, 3))}, {"labels": ["a"]}],
    ),
    "code_length_areas": (
        {"p": HALF, "right": np.ones(2), "wrong": np.ones(2), "labels": ["a", "b"]},
        [{"p": [0.5, 0.6]}, {"p": [np.nan, 1.0]}, {"wrong": np.ones(3)}, {"labels": ["a"]}],
    ),
    "code_staircase": (
        {"block_lengths": [1, 2], "mean_digits": [1.0, 0.9], "entropy_bits": 0.8},
        [{"mean_digits": [1.0]}, {"block_lengths": [[1, 2]], "mean_digits": [[1.0, 0.9]]}],
    ),
    "code_tree": (
        {"probs": HALF, "words": ["0", "1"], "names": "ab"},
        [{"words": ["1", "0"]}, {"names": "a"}, {"probs": [1.0]}],
    ),
    "confusion_shares": (
        {"counts": np.ones((2, 2))},
        [
            {"counts": np.ones((2, 3))},
            {"counts": X},
            {"counts": [[1, -1], [0, 1]]},
            {"counts": [[0, 0], [1, 1]]},
            {"counts": [[np.nan, 1], [1, 1]]},
        ],
    ),
    "cost_with_chord": ({}, []),
    "cross_entropy_area": (
        {"x": X, "p": X + 1, "q": X + 1},
        [{"p": X[:2]}, {"q": X[:2]}, {"q": X}, {"q": [1.0, np.nan, 1.0]}],
    ),
    "curvature_slice": (
        {"logits": X, "values": X, "bends": X, **LOSS},
        [{"values": X[:2]}, {"bends": X[:2]}, {"loss": "none"}],
    ),
    "curves_on_each_other": ({"curves": {"a": X, "b": X}}, [{"curves": {}}]),
    "decision_lines": (
        {"points": SHARES, "labels": [0, 1], "weights": {"quadratic": np.ones(3)}},
        [{"labels": [0]}, {"points": X}, {"weights": {"none": np.ones(3)}}],
    ),
    "densities": ({"x": X, "p": X, "q": X}, [{"p": X[:2]}, {"q": X[:2]}]),
    "difference_growth": (
        {"differences": {"a": X}, "floor": 1e-9},
        [{"differences": {}}, {"floor": 0.0}, {"floor": -1.0}, {"floor": np.nan}],
    ),
    "distances_by_step": (
        {"distances": {"a": X}, "floor": 1e-9},
        [{"distances": dict.fromkeys("abcdefghij", X)}],
    ),
    "distribution_bars": (
        {"p": HALF, "q": HALF, "labels": ["a", "b"]},
        [{"p": [0.5, 0.6]}, {"q": [np.nan, 1.0]}, {"q": [0.5, 0.25, 0.25]}, {"labels": ["a"]}],
    ),
    "eigenvalue_map": (
        {"x": X, "y": X[:2], "eigenvalues": np.ones((2, 3))},
        [{"eigenvalues": np.ones((3, 2))}, {"eigenvalues": np.ones(3)}],
    ),
    "epoch_averages": (
        {"batch_losses": X, "fresh": X},
        [{"fresh": X[:2]}, {"batch_losses": [X], "fresh": [X]}, {"loss": "none"}],
    ),
    "error_factors": (
        {"logits": X, "factors": {"sigmoid, cross-entropy": X}},
        [{"factors": {"none": X}}, {"factors": {"sigmoid, cross-entropy": X[:2]}}],
    ),
    "gradient_shares": (
        {"wrong_by": X, "shares": {"a": X}},
        [{"shares": {}}, {"shares": {str(k): X for k in range(4)}}],
    ),
    "learning_curves": ({"values": SHARES, **LOSS}, [{"values": X}, {"loss": "none"}]),
    "likelihood_needles": (
        {"guesses": X, "loss": X, "sizes": [1, 2]},
        [{"sizes": list(range(1, 20))}],
    ),
    "loss_contours": (
        {"x": X, "y": X[:2], "heights": np.arange(6.0).reshape(2, 3)},
        [{"heights": np.ones((3, 2))}, {"paths": [SHARES] * 9}],
    ),
    "loss_floors": (
        {"n_classes": [2, 3, 4], "floors": {"a": X + 1}, "reached": {}},
        [{"floors": {"a": X[:2]}}],
    ),
    "loss_steps": (
        {"probs": [0.25, 0.5, 1.0]},
        [{"probs": [0.0, 0.5]}, {"probs": [0.5, 1.5]}, {"probs": [0.5, 0.25]}, {"probs": [np.nan]}],
    ),
    "logit_histogram": (
        {"own": X, "others": X},
        [{"own": []}, {"others": []}, {"width": 0.0}, {"width": np.nan}],
    ),
    "loss_surface": ({"x": X, "y": X[:2], "heights": np.ones((2, 3))}, [{"heights": X}]),
    "loss_terms": (
        {"terms": X, "label": 2, **LOSS},
        [{"label": 3}, {"label": 0.5}, {"terms": X - 1}, {"terms": X * np.nan}, {"loss": "none"}],
    ),
    "margin_losses": ({}, []),
    "nested_intervals": (
        {"frequencies": [3, 1], "message": [0, 1], "names": "ab"},
        [{"names": "a"}],
    ),
    "neuron_outputs": ({"outputs": X, **LOSS}, [{"outputs": [X]}, {"loss": "none"}]),
    "output_shares": (
        {"logit": X[:2], "probs": SHARES, "labels": ["a", "b"]},
        [{"probs": SHARES * 2}, {"probs": SHARES[:1]}, {"labels": ["a"]}],
    ),
    "paired_differences": (
        {"differences": X, "interval": (0.0, 1.0), "row": 0.0},
        [{"differences": []}, {"interval": (1.0, 0.0)}, {"interval": (np.nan, 1.0)}],
    ),
    "quantile_band": ({"values": SHARES, **LOSS}, [{"values": X}, {"loss": "none"}]),
    "relative_error_curves": (
        {"logits": X, "errors": {"a": X + 1}, "unit_roundoff": 2.0**-53},
        [{"unit_roundoff": 0.0}, {"unit_roundoff": 0.5}, {"unit_roundoff": np.nan}],
    ),
    "reliability_diagram": (
        {"probs": HALF, "outcomes": [0, 1], "role": "p", "label": "a"},
        [{"outcomes": [0]}],
    ),
    "run_lines": ({"values": SHARES, **LOSS}, [{"values": X}, {"loss": "none"}]),
    "run_strip": (
        {"results": X, "interval": (0.0, 1.0), "row": 0.0, **LOSS},
        [
            {"results": []},
            {"interval": (1.0, 0.0)},
            {"interval": (np.nan, 1.0)},
            {"loss": "none"},
        ],
    ),
    "runs_over_setting": (
        {"settings": [1.0, 2.0], "results": SHARES, **LOSS},
        [{"results": SHARES[:1]}, {"loss": "none"}],
    ),
    "score_curves": ({}, []),
    "slopes_over_logit": (
        {"logits": X, "slopes": {"quadratic": X}},
        [{"slopes": {"none": X}}, {"slopes": {"quadratic": X[:2]}}],
    ),
    "slopes_with_holes": (
        {"logits": X, "slopes": {"a": X}, "label": 1},
        [{"label": 0.5}, {"label": np.nan}],
    ),
    "start_and_end": (
        {"names": ["a", "b"], "starts": [1.0, 2.0], "ends": [0.5, 1.0], "expected": 1.0},
        [{"names": ["a"]}, {"starts": [1.0]}, {"ends": [0.0, 1.0]}, {"ends": [np.nan, 1.0]}],
    ),
    "temperature_bars": (
        {"probs": SHARES, "temperatures": [1.0, 2.0], "labels": ["a", "b"]},
        [{"probs": SHARES * 2}, {"temperatures": [1.0]}, {"labels": ["a"]}],
    ),
    "use_style": ({}, []),
    "unit_slopes": (
        {"logits": X, "slopes": X + 1, **LOSS},
        [{"slopes": X}, {"slopes": X[:2] + 1}, {"slopes": [1.0, np.nan, 1.0]}, {"loss": "none"}],
    ),
    "waiting_times": (
        {"starts": X, "counted": X, "formula": np.exp, **LOSS},
        [{"counted": X[:2]}, {"loss": "none"}],
    ),
}
CHANGES = [(name, change) for name, (_, changes) in REFUSALS.items() for change in changes]


def _draw(name, arguments):
    three = {"projection": "3d"} if name == "loss_surface" else {}
    figure, axes = plt.subplots(1, 2, subplot_kw=three)
    where = {"axes": tuple(axes)} if name == "curvature_slice" else {"ax": axes[0]}
    try:
        getattr(plotting, name)(**arguments, **where)
    finally:
        plt.close(figure)


def test_every_figure_has_its_refusals():
    assert REFUSALS.keys() == public_calls(plotting)


@pytest.mark.parametrize("name", [name for name, (good, _) in REFUSALS.items() if good])
def test_the_good_arguments_are_good(name):
    _draw(name, REFUSALS[name][0])


@pytest.mark.parametrize(
    ("name", "change"), CHANGES, ids=[f"{name}-{'-'.join(change)}" for name, change in CHANGES]
)
def test_what_is_documented_as_refused_is_refused(name, change):
    with pytest.raises(ValueError, match="expected"):
        _draw(name, REFUSALS[name][0] | change)
