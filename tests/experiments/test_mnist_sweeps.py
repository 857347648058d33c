"""The sweeps of MNIST: their tables of settings, the rule that tunes, and records run again."""

import subprocess
import sys

import numpy as np
import pytest

from ce_utils.experiments import Setting, first_costs, load_record, record_names
from tools.paths import ROOT
from tools.results import RESULTS, mnist_headline, mnist_rates
from tools.results.sweeps import tuned_rates

NAMES = (mnist_rates.NAME, mnist_headline.NAME)


@pytest.fixture(params=NAMES)
def record(request):
    return recorded(request.param)


def recorded(name):
    if name not in record_names():
        pytest.skip(f"{name} is not recorded yet: python -m tools.results {name}")
    return load_record(name)


def settings_of(record):
    """Return the settings that the table of runs states."""
    runs = record.tables["runs"]
    fields = Setting.__dataclass_fields__
    rows = zip(*(runs[name].tolist() for name in fields), strict=True)
    described = [dict(zip(fields, row, strict=True)) for row in rows]
    return [
        Setting(**(row | {"hidden": [int(size) for size in str(row["hidden"]).split("x")]}))
        for row in described
    ]


@pytest.mark.parametrize("hidden", [30, 100])
@pytest.mark.parametrize("scale", ["unit", "inverse_sqrt"])
def test_every_cost_of_the_headline_has_the_same_twenty_seeds(hidden, scale):
    seeds = {}
    for setting in mnist_headline.SETTINGS:
        if (setting.hidden, setting.initialisation) == ((hidden,), scale):
            assert (setting.epochs, setting.batch_size, setting.data_fraction) == (30, 10, 1.0)
            seeds.setdefault((setting.loss, setting.learning_rate), []).append(setting.seed)
    assert all(found == list(range(20)) for found in seeds.values())
    assert {("quadratic", 3.0), ("sigmoid cross-entropy", 0.5)} <= seeds.keys()


def test_rates_are_tuned_on_seeds_that_the_headline_does_not_use():
    tuning = {setting.seed for setting in mnist_rates.SETTINGS}
    assert len(tuning) == 5
    assert not tuning & {setting.seed for setting in mnist_headline.SETTINGS}


def test_the_tuned_rate_is_the_best_on_average():
    # Two seeds at each of three rates. After the last of two epochs (epoch 1), 0.5 has the
    # highest mean, (0.7 + 0.9) / 2; 1.0 has the best single run and the best epoch 0; 2.0
    # would win if its diverged run were left out of the mean.
    runs = {
        "hidden": np.full(6, 30),
        "loss": np.full(6, "quadratic"),
        "initialisation": np.full(6, "unit"),
        "learning_rate": np.repeat([0.5, 1.0, 2.0], 2),
        "status": np.array(["finished"] * 5 + ["diverged"]),
    }
    epochs = {
        "run": np.repeat(np.arange(6), 2),
        "validation_accuracy": np.array(
            [0.1, 0.7, 0.1, 0.9, 0.99, 0.95, 0.99, 0.6, 0.1, 0.98, 0.1, 0.97]
        ),
    }
    assert tuned_rates(runs, epochs) == {("30", "quadratic", "unit"): 0.5}


def test_the_command_lists_the_records_that_there_are():
    command = [sys.executable, "-m", "tools.results", "mnist"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "no such record: mnist; there are keras-backends, mnist-rates" in done.stderr


def test_first_costs_begin_at_the_fresh_network_and_refuse_more_than_an_epoch():
    from ce_utils.experiments import Digits
    from ce_utils.experiments.digits import load_digits
    from ce_utils.network import cost, initialise, train

    few = Digits(train=60, validation=10, test=10, monitored=10)
    setting = Setting(cost="quadratic", hidden=(5,), learning_rate=3.0, seed=4)
    costs = first_costs(setting, few, steps=6)
    images, labels = load_digits(few).train
    order = np.random.default_rng(4).permutation(60)
    start = initialise([784, 5, 10], seed=4)
    assert costs[0] == cost(start, images[order[:10]], labels[order[:10]], "quadratic")
    # Five steps, then the sixth mini-batch: train on the fifty examples before it, in their order.
    before = order[:50]
    network = start
    for batch in np.split(before, 5):
        network, _ = train(
            network,
            images[batch],
            labels[batch],
            loss="quadratic",
            learning_rate=3.0,
            epochs=1,
            seed=0,
            batch_size=10,
        )
    last = cost(network, images[order[50:]], labels[order[50:]], "quadratic")
    # Inside a mini-batch train adds up in another order: float32 roundings of 1e-7 a step.
    assert costs[5] == pytest.approx(last, rel=1e-5)
    with pytest.raises(ValueError, match="steps is 7: expected a whole number from 1 to the 6"):
        first_costs(setting, few, steps=7)


def test_a_record_has_every_run_and_every_epoch(record):
    module = {mnist_rates.NAME: mnist_rates, mnist_headline.NAME: mnist_headline}[record.name]
    assert settings_of(record) == module.SETTINGS
    epochs = record.tables["epochs"]
    lengths = [setting.epochs + 1 for setting in module.SETTINGS]
    np.testing.assert_array_equal(np.bincount(epochs["run"]), lengths)
    finished = record.tables["runs"]["status"][epochs["run"]] == "finished"
    assert np.isfinite(epochs["training_cost"][finished]).all()


def test_the_records_are_small():
    # Two million bytes is what all records may take together.
    assert sum(path.stat().st_size for path in RESULTS.rglob("*") if path.is_file()) < 2_000_000


def test_the_first_steps_are_those_recorded():
    record = recorded(mnist_headline.NAME)
    steps, settings = record.tables["first_steps"], settings_of(record)
    for run in np.unique(steps["run"]):
        # Other processors add up in another order; two hundred steps carry it to the fourth digit.
        costs = first_costs(settings[run])
        np.testing.assert_allclose(costs, steps["cost"][steps["run"] == run], rtol=1e-3)


def test_the_tuned_rates_are_those_that_the_record_of_rates_found_best():
    record = recorded(mnist_rates.NAME)
    losses = {
        mnist_headline.QUADRATIC: "quadratic",
        mnist_headline.CROSS_ENTROPY: "sigmoid cross-entropy",
        mnist_headline.SOFTMAX: "softmax cross-entropy",
    }
    stated = {
        (str(hidden), losses[layer], scale): rate
        for (hidden, layer, scale), rate in mnist_headline.TUNED.items()
    }
    assert stated == tuned_rates(record.tables["runs"], record.tables["epochs"])
