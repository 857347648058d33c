"""The descent that the figure shows: it starts at zero, ends at the minimum, refuses the rest."""

import numpy as np
import pytest

from ce_utils.interactive import LogisticRegressionAnimation
from ce_utils.interactive.descent import descend, frame_steps
from ce_utils.optimize import RegressionCost, newton


def cost_of(figure):
    design = np.column_stack([np.ones(len(figure.labels)), figure.features])
    return RegressionCost(design, figure.labels.astype(float))


def test_the_last_frame_is_at_the_minimum_that_newton_finds(logistic):
    """A second route: second derivatives on the features as they came, not standardised."""
    found = newton(cost_of(logistic))
    assert found.status == "converged"
    # The descent stops at a gradient of 1e-8; the smallest curvature here is above 1e-2.
    np.testing.assert_allclose(logistic.weights[-1], found.final, rtol=1e-5)
    np.testing.assert_allclose(logistic.losses[-1], found.values[-1], rtol=1e-12)


def test_the_last_frame_is_the_unpenalised_fit_of_scikit_learn(logistic):
    linear_model = pytest.importorskip("sklearn.linear_model", reason="needs scikit-learn")
    fit = linear_model.LogisticRegression(C=np.inf, tol=1e-10, max_iter=10_000)
    fit.fit(logistic.features, logistic.labels)
    # lbfgs stops early where features have unlike scales: it agrees to five digits.
    np.testing.assert_allclose(logistic.weights[-1], [*fit.intercept_, *fit.coef_[0]], rtol=1e-5)


def test_each_frame_has_the_loss_of_its_weights(logistic):
    cost = cost_of(logistic)
    for weights, loss in zip(logistic.weights, logistic.losses, strict=True):
        # 60 additions in another order, on features of size 100.
        np.testing.assert_allclose(cost.value(weights), loss, rtol=1e-12)


def test_the_way_starts_at_zero_and_only_goes_down(logistic):
    assert logistic.frames[0] == 0
    assert logistic.weights[0].tolist() == [0.0] * logistic.weights.shape[1]
    np.testing.assert_allclose(logistic.losses[0], np.log(2), rtol=1e-15)
    assert (np.diff(logistic.losses[:-5]) < 0).all()


def test_a_frame_is_a_step_of_gradient_descent(study):
    """By hand, the first step on the standardised feature, written back for the raw one."""
    hours, passed = study
    figure = LogisticRegressionAnimation(hours, passed, learning_rate=1.0)
    z = (hours[:, 0] - hours.mean()) / hours.std()
    residual = 0.5 - passed
    intercept, slope = -residual.mean(), -(residual * z).mean()
    raw = slope / hours.std()
    expected = [intercept - raw * hours.mean(), raw]
    assert figure.frames[1] == 1
    # A dozen roundings, and sums in another order.
    np.testing.assert_allclose(figure.weights[1], expected, rtol=1e-13)


def test_steps_are_kept_evenly_on_a_logarithmic_scale():
    steps = frame_steps(1000)
    assert steps[:18] == [*range(17), 18]
    assert steps[-1] == 1000
    late = np.diff(steps[20:-1]) / np.array(steps[20:-2])
    assert late.min() > 0.09
    assert late.max() <= 0.125
    assert frame_steps(0) == [0]


def test_the_repr_names_the_size(one, two):
    assert repr(one).startswith("LogisticRegressionAnimation(20 examples, 1 feature, ")
    assert repr(two).startswith("LogisticRegressionAnimation(60 examples, 2 features, ")
    assert repr(one).endswith(f"{one.frames[-1]} steps in {len(one.frames)} frames)")


def test_booleans_are_labels(study):
    hours, passed = study
    figure = LogisticRegressionAnimation(hours, passed.astype(bool))
    assert figure.data() == LogisticRegressionAnimation(hours, passed).data()


def test_units_of_a_feature_do_not_change_the_picture(study):
    """Hours or microseconds: only the numbers at the ticks differ, and the weights."""
    hours, passed = study
    plain = LogisticRegressionAnimation(hours, passed)
    scaled = LogisticRegressionAnimation(hours * 3.6e9, passed)
    np.testing.assert_allclose(scaled.weights[:, 1] * 3.6e9, plain.weights[:, 1], rtol=1e-9)
    shown = np.array(scaled.data()["weights"])[-1]
    np.testing.assert_allclose(shown, scaled.weights[-1], rtol=1e-6)  # seven digits are kept


REFUSED = [
    (([[0.0], [1.0], [2.0], [3.0]], [0, 0, 1, 1]), {}, r"separable \(complete separation\)"),
    (([[0.0], [1.0], [1.0], [2.0]], [0, 0, 1, 1]), {}, r"separable \(quasi-complete separation\)"),
    (([[0.0], [1.0], [2.0]], [1, 1, 1]), {}, "separable"),
    (([0.0, 1.0], [0, 1]), {}, r"features has shape \(2,\): expected \(n_examples, 1\)"),
    (([[0.0] * 3], [0]), {}, r"features has shape \(1, 3\)"),
    (([[0.0], [1.0]], [0, 2]), {}, "labels has 2 at index"),
    (([[0.0], [1.0]], [0.5, 1.0]), {}, "labels has dtype float64"),
    (([[0.0], [1.0]], [0]), {}, r"labels has shape \(1,\): expected \(2,\)"),
    (([[0.0], [np.nan]], [0, 1]), {}, "features has NaN"),
    (([[0.0], [np.inf]], [0, 1]), {}, "features has an infinity"),
    (([[2.0], [2.0]], [0, 1]), {}, "feature 0 is 2 in every example"),
]
FINE = ([[0.0], [1.0], [2.0], [3.0]], [0, 1, 0, 1])
REFUSED += [
    (([[0.0], [1.0], [0.0], [1.0]], [0, 0, 1, 1]), {}, "zero already are the minimum"),
    (FINE, {"steps": 3}, "not converged after 3 steps"),
    (FINE, {"learning_rate": 100.0}, "leave it out for a safe one"),
    (FINE, {"learning_rate": -1.0}, "learning_rate is -1.0"),
    (FINE, {"feature_names": ["a", "b"]}, "feature_names is .* expected 1 texts"),
    (FINE, {"label_names": ("no", "")}, "label_names is .* expected 2 texts"),
    (FINE, {"title": " "}, "title is ' ': expected words"),
    (FINE, {"alt": ""}, "alt is '': expected words"),
]


@pytest.mark.parametrize(("data", "options", "message"), REFUSED)
def test_what_is_refused(data, options, message):
    with pytest.raises(ValueError, match=message):
        LogisticRegressionAnimation(*data, **options)


def test_a_descent_takes_more_features_than_a_picture():
    rng = np.random.default_rng(1)
    features, labels = rng.normal(size=(40, 3)), np.tile([0, 1], 20)
    assert descend(features, labels).weights.shape[1] == 4
