"""Settings of a sweep: what exists, and how the rest is refused."""

import re

import numpy as np
import pytest

from ce_utils.experiments import Digits, Setting, grid, run_sweep

GOOD = {"cost": "quadratic", "hidden": (30,), "learning_rate": 3.0, "seed": 0}


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"cost": "hinge"}, "cost is 'hinge': expected one of quadratic, cross-entropy."),
        ({"cost": None}, "cost is None: expected one of quadratic, cross-entropy."),
        ({"output": "tanh"}, "output is 'tanh': expected one of sigmoid, softmax."),
        (
            {"output": "softmax"},
            "cost 'quadratic' with output 'softmax' does not exist: expected one of "
            "quadratic + sigmoid, cross-entropy + sigmoid, cross-entropy + softmax.",
        ),
        (
            {"initialisation": "xavier"},
            "initialisation is 'xavier': expected one of unit, inverse_sqrt.",
        ),
        ({"hidden": (30, 0)}, "hidden is (30, 0): expected one or more whole numbers, 1 or above"),
        ({"hidden": 0}, "hidden is (0,): expected one or more whole numbers, 1 or above"),
        ({"hidden": "30"}, "hidden is ('30',): expected one or more whole numbers"),
        ({"learning_rate": 0.0}, "learning_rate is 0.0: expected a finite number above 0"),
        ({"learning_rate": -1}, "learning_rate is -1: expected a finite number above 0"),
        ({"learning_rate": float("nan")}, "learning_rate is nan: expected a finite number above 0"),
        ({"learning_rate": float("inf")}, "learning_rate is inf: expected a finite number above 0"),
        ({"data_fraction": 1.5}, "data_fraction is 1.5: expected a number in (0, 1]"),
        ({"data_fraction": 0}, "data_fraction is 0: expected a number in (0, 1]"),
        ({"seed": -1}, "seed is -1: expected a whole number, 0 or above"),
        ({"seed": 0.5}, "seed is 0.5: expected a whole number, 0 or above"),
        ({"epochs": 0}, "epochs is 0: expected a whole number, 1 or above"),
        ({"batch_size": 0}, "batch_size is 0: expected a whole number, 1 or above"),
    ],
)
def test_values_that_do_not_exist_are_refused(changed, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        Setting(**(GOOD | changed))


def test_numbers_of_numpy_are_taken_and_equal():
    setting = Setting(**(GOOD | {"hidden": [np.int64(30)], "seed": np.int64(0)}))
    assert setting == Setting(**GOOD)
    assert type(setting.seed) is int


def test_a_grid_combines_every_choice_and_refuses_an_unknown_name():
    rows = grid(cost=["cross-entropy"], hidden=[(30,)], learning_rate=[0.1, 0.5], seed=range(3))
    assert [(row.learning_rate, row.seed) for row in rows] == [
        (0.1, 0), (0.1, 1), (0.1, 2), (0.5, 0), (0.5, 1), (0.5, 2)
    ]  # fmt: skip
    with pytest.raises(
        ValueError, match=r"settings \['rate'\] do not exist: expected some of cost"
    ):
        grid(cost=["quadratic"], rate=[1.0])
    with pytest.raises(ValueError, match="cost is 'quadratic': expected a list of the values"):
        grid(cost="quadratic", hidden=[(30,)], learning_rate=[1.0], seed=[0])


def test_a_sweep_refuses_what_is_no_table_and_no_data():
    with pytest.raises(ValueError, match="settings has 1 entries: expected one or more, each a"):
        run_sweep(None, FEW)
    with pytest.raises(ValueError, match="digits is 'mnist': expected Digits"):
        run_sweep(ONE, "mnist")


FEW = Digits(train=20, validation=5, test=5, monitored=5)
ONE = [Setting(**GOOD)]


@pytest.mark.parametrize(
    ("settings", "options", "message"),
    [
        ([], {}, "settings has 0 entries: expected one or more, each a Setting"),
        ([GOOD], {}, "settings has 1 entries: expected one or more, each a Setting"),
        (ONE * 2, {}, "more than once: expected each run once"),
        (ONE, {"group_size": 0}, "group_size is 0: expected a whole number, 1 or above"),
        (ONE, {"n_jobs": 0}, "n_jobs is 0: expected a whole number, 1 or above"),
        (ONE, {"backend": "ray"}, "backend is 'ray': expected one of local, dask"),
        (ONE, {"backend": "dask"}, 'expected the address of a scheduler with backend "dask"'),
        (ONE, {"scheduler": "tcp://127.0.0.1:1"}, "expected the address of a scheduler with"),
        (
            [Setting(**GOOD, data_fraction=0.1)],
            {},
            "batch_size is 10: expected at most the 2 training examples",
        ),
    ],
)
def test_a_sweep_refuses_what_it_cannot_run(settings, options, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        run_sweep(settings, FEW, **options)


def test_digits_that_mnist_does_not_have_are_refused():
    with pytest.raises(
        ValueError, match=r"train is 60000: expected a whole number from 1 to 50000"
    ):
        Digits(train=60_000)
    with pytest.raises(
        ValueError, match=r"monitored is 200: expected a whole number from 1 to 100"
    ):
        Digits(train=100, monitored=200)
