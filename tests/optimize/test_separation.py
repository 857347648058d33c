"""Separable or not: against rules that can be checked by eye, and on drawn examples."""

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from ce_utils.losses import SigmoidCrossEntropy, SoftmaxCrossEntropy
from ce_utils.optimize import RegressionCost, gradient_descent, newton, separation

SMALL = st.integers(-3, 3)


def with_intercept(values):
    return np.column_stack([np.ones(len(values)), values])


def margins(design, labels, direction):
    """Return the margins of a direction for hard labels, all of them."""
    if direction.ndim == 1:
        return np.where(labels, 1, -1) * (design @ direction)
    logits = design @ direction.T
    lead = np.take_along_axis(logits, labels[:, None], axis=1) - logits
    return lead[np.arange(direction.shape[0]) != labels[:, None]]


def kind_on_a_line(values, labels):
    """Say the kind of one feature with an intercept: compare the ends of the two groups."""
    no, yes = values[labels == 0], values[labels == 1]
    if not (len(no) and len(yes)) or no.max() < yes.min() or yes.max() < no.min():
        return "complete"
    touch = no.max() == yes.min() or yes.max() == no.min()
    return "quasi-complete" if touch and np.ptp(values) > 0 else "none"


@given(st.lists(st.tuples(SMALL, st.integers(0, 1)), min_size=1, max_size=10), st.data())
@settings(deadline=None)
def test_one_feature_is_separable_where_its_groups_do_not_interleave(pairs, data):
    values, labels = np.array(pairs).T
    design = with_intercept(values * data.draw(st.sampled_from([1.0, 1e-8, 1e8, 0.1])))
    expected = kind_on_a_line(values, labels)
    found = separation(design, labels)
    assert found.kind == expected
    assert separation(design, labels, n_classes=2).kind == expected
    assert (found.direction is None) == (expected == "none")


@given(st.integers(0, 10**6), st.integers(1, 4), st.integers(2, 4))
@settings(deadline=None, max_examples=40)
def test_labels_of_a_linear_rule_are_completely_separable(seed, n_features, n_classes):
    rng = np.random.default_rng(seed)
    design = with_intercept(rng.normal(size=(30, n_features)))
    logits = design @ rng.normal(size=(n_features + 1, n_classes))
    lead = np.diff(np.sort(logits, axis=1)[:, -2:]).ravel()
    design, labels = design[lead > 1e-3], logits.argmax(axis=1)[lead > 1e-3]
    found = separation(design, labels, n_classes=n_classes)
    assert found.kind == "complete"
    # 1e-9 is what the solver may miss by, on the same scale where the largest weight is 1.
    assert margins(design, labels, found.direction).min() > 1e-9
    assert np.abs(found.direction).max() == 1.0
    both, other = np.vstack([design, design]), np.append(labels, (labels + 1) % n_classes)
    # Every example also comes with another label: with two classes no margin can differ from
    # 0; with more, a third class may still fall behind both.
    assert separation(both, other, n_classes=n_classes).kind != "complete"
    if n_classes == 2:
        assert separation(both, other).kind == "none"


@given(
    arrays(np.int64, st.tuples(st.integers(2, 9), st.integers(1, 2)), elements=SMALL),
    st.integers(2, 4),
    st.data(),
)
@settings(deadline=None, max_examples=60)
def test_a_direction_proves_its_kind(features, n_classes, data):
    labels = data.draw(arrays(np.int64, len(features), elements=st.integers(0, n_classes - 1)))
    design = with_intercept(features)
    found = separation(design, labels, n_classes=n_classes)
    if found.kind == "none":
        # Then the cross-entropy has a minimum, and Newton's method finds it.
        path = newton(RegressionCost(design, labels, SoftmaxCrossEntropy(), n_classes=n_classes))
        assert path.status == "converged"
        assert path.gradient_norms[-1] <= 1e-10
        return
    lead = margins(design, labels, found.direction)
    # Margins of small integers: 0 to the solver's 1e-10 times a condition number, or large.
    assert lead.min() > (1e-3 if found.kind == "complete" else -1e-8)
    assert lead.max() > 1e-3


def test_kinds_of_four_students():
    hours = with_intercept([0.5, 1.0, 2.0, 3.0])
    assert separation(hours, [0, 0, 1, 1]).kind == "complete"
    assert separation(hours, [1, 1, 0, 0]).direction[1] < 0
    assert separation(hours, [0, 1, 0, 1]).kind == "none"
    assert separation(hours, [0, 0, 0, 0]).kind == "complete"  # the intercept alone tells
    assert separation(hours[:, 1:], [0, 0, 1, 1]).kind == "none"  # and without it, nothing
    assert separation(hours, np.array([0, 0, 1, 1], dtype=bool)).kind == "complete"
    assert repr(separation(hours, [0, 0, 1, 1])) == "Separation('complete')"


def test_an_exclusive_or_is_not_separable_until_its_product_is_a_column():
    corners = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
    labels = [0, 1, 1, 0]
    assert separation(with_intercept(corners), labels).kind == "none"
    product = np.column_stack([with_intercept(corners), corners.prod(axis=1)])
    assert separation(product, labels).kind == "complete"


def test_a_zero_in_a_table_is_quasi_complete():
    """The classic case: all treated recover, of the others some do."""
    treated = with_intercept([1, 1, 0, 0])
    found = separation(treated, [1, 1, 0, 1])
    assert found.kind == "quasi-complete"
    intercept, effect = found.direction
    assert effect > 0
    assert intercept == pytest.approx(0, abs=1e-9)  # the others tie


def test_columns_that_repeat_others_do_not_separate(draw):
    design, labels = draw(2)
    repeated = np.column_stack([design, design, 3 * design[:, 1] - design[:, 2], 0 * labels])
    assert separation(design, labels).kind == "none"
    assert separation(repeated, labels).kind == "none"
    assert separation(repeated, (design[:, 1] > 0).astype(int)).kind == "complete"
    assert separation(np.zeros((4, 2)), [0, 1, 1, 1]).kind == "none"


def test_units_of_columns_do_not_matter(draw):
    design, labels = draw(2)
    units = design * [1.0, 1e-12, 1e12] + [0.0, 0.0, 1e15]
    separable = (design[:, 1] + design[:, 2] > 0.2).astype(int)
    assert separation(units, labels).kind == "none"
    assert separation(units, separable).kind == "complete"


def test_equal_rows_tie_exactly_where_rounding_would_tell_them_apart():
    """The second column varies by 1e-9 of its size, so a basis has 7 digits of it."""
    design = with_intercept([999.999998, 1000.000001, 999.999998])
    assert separation(design, [1, 0, 0]).kind == "quasi-complete"
    assert separation(design, [1, 0, 0], n_classes=2).kind == "quasi-complete"


def test_a_narrow_gap_is_seen_and_a_narrow_overlap_too():
    """The threshold is far below any margin or overlap that data of eight digits can have."""
    values = np.concatenate([np.linspace(-1, 0, 50), np.linspace(1e-8, 1, 50)])
    labels = np.repeat([0, 1], 50)
    assert separation(with_intercept(values), labels).kind == "complete"
    labels[[49, 50]] = 1, 0
    assert separation(with_intercept(values), labels).kind == "none"


def test_soft_targets_count_for_each_of_their_classes():
    line = with_intercept([-1.0, 0.0, 1.0])
    assert separation(line, [0, 0, 1]).kind == "complete"
    assert separation(line, [0, 0.5, 1]).kind == "quasi-complete"  # a tie must stay at 0
    assert separation(line, [0, 0.5, 0.9]).kind == "none"
    two = np.array([[1, 0], [0.5, 0.5], [0, 1]])
    assert separation(line, two).kind == "quasi-complete"
    assert separation(line, [[1, 0], [0.5, 0.5], [0.1, 0.9]]).kind == "none"
    # A third class that no target allows falls behind the others, which tie.
    third = [[0.9, 0.1, 0], [0.5, 0.5, 0], [0.1, 0.9, 0]]
    assert separation(line, third).kind == "quasi-complete"


def test_a_class_without_examples_is_separable_where_there_is_an_intercept():
    values, labels = np.array([-1.0, 1.0, -1.0, 1.0]), np.array([0, 0, 1, 1])
    assert separation(with_intercept(values), labels, n_classes=2).kind == "none"
    found = separation(with_intercept(values), labels, n_classes=3)
    assert found.kind == "quasi-complete"
    assert found.direction[2, 0] < found.direction[0, 0]
    assert separation(values[:, None], labels, n_classes=3).kind == "none"


def test_adding_the_direction_lowers_the_cost(draw):
    design, _ = draw(3)
    labels = (design @ [[0, 1, 2], [1, 0, -1], [1, -1, 0.0]]).argmax(axis=1)
    for targets, loss in ((labels, SoftmaxCrossEntropy()), (labels > 0, SigmoidCrossEntropy())):
        cost = RegressionCost(design, targets, loss)
        away = cost.separation.direction
        weights = np.random.default_rng(5).normal(size=cost.shape)
        costs = [cost.value(weights + size * away) for size in (0, 1, 10, 100, 1000)]
        assert (np.diff(costs) < 0).all()


def test_a_penalty_holds_the_columns_that_it_touches(draw):
    design, _ = draw(2)
    labels = (design[:, 1] > 0).astype(int)  # separable along column 1 alone
    assert RegressionCost(design, labels).separation.kind == "complete"
    assert RegressionCost(design, labels, l2=0.1).separation.kind == "none"
    assert RegressionCost(design, labels, l2=[0, 0.1, 0]).separation.kind == "none"
    found = RegressionCost(design, labels, l2=[0.1, 0, 0.1]).separation
    assert found.kind == "complete"
    np.testing.assert_array_equal(found.direction, [0.0, 1.0, 0.0])
    always = RegressionCost(design, 0 * labels, l2=[0, 1, 1])
    assert always.separation.kind == "complete"  # a free intercept, and one answer


@pytest.mark.parametrize("optimise", [gradient_descent, newton])
def test_separable_beats_converged(optimise):
    cost = RegressionCost(with_intercept([0.5, 1.0, 2.0, 3.0]), [0, 0, 1, 1])
    path = optimise(cost, tolerance=1e-2, steps=2000)
    assert path.gradient_norms[-1] <= 1e-2  # small, and yet no minimum
    assert path.status == "separable"
    assert "(complete, by a linear programme)" in path.message
    assert "l2 > 0" in path.message
    assert optimise(cost, steps=0).status == "separable"  # known before the first step
    held = RegressionCost(cost.design, cost.targets, l2=[0, 0.01])
    assert optimise(held, tolerance=1e-3, steps=2000).status == "converged"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (([1.0, 2.0], [0, 1]), "design has shape (2,)"),
        (([[1.0], [2.0]], [0, 1, 1]), "targets has shape (3,): expected (2,)"),
        (([[1.0], [2.0]], [0.0, 2.0]), "targets is 2 at index (1,): expected values in [0, 1]"),
        (([[1.0], [2.0]], ["a", "b"]), "targets has dtype <U1"),
        (([[1.0], [2.0]], [[1, 0], [1, 1]]), "targets sums to 2 along the class axis"),
        (([[1.0], [2.0]], [[1], [1]]), "n_classes is 1: expected 2 or more"),
        (([[1.0], [2.0]], [0, 3], 3), "labels has 3 at index (1,)"),
    ],
)
def test_what_is_refused(arguments, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        separation(*arguments)
