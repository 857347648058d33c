"""Sweeps: the same bits in any grouping, on any backend, and after any interruption."""

import os
import pickle
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from threadpoolctl import threadpool_limits

from ce_utils.experiments import Digits, Setting, run_sweep, sweep_progress
from ce_utils.experiments.digits import load_digits
from ce_utils.network import accuracy, initialise, train
from tests.experiments.sweeping import DIGITS, SETTINGS, sweep

pytest.importorskip("joblib", reason="a sweep needs joblib")


@pytest.fixture(scope="module")
def uninterrupted():
    return sweep()


def assert_identical(tables, expected):
    assert tables.keys() == expected.keys()
    for name, columns in expected.items():
        assert list(tables[name]) == list(columns)
        for column, values in columns.items():
            np.testing.assert_array_equal(tables[name][column], values, err_msg=column)


def test_a_run_is_what_train_makes_of_its_setting(uninterrupted):
    parts = load_digits(DIGITS)
    row, setting = 5, SETTINGS[5]
    assert (setting.loss, setting.seed) == ("sigmoid cross-entropy", 1)
    with threadpool_limits(1):
        network, history = train(
            initialise([784, 20, 10], seed=1),
            *parts.train,
            loss=setting.loss,
            learning_rate=0.5,
            epochs=40,
            seed=1,
            validation=parts.validation,
        )
    of_run = uninterrupted["epochs"]["run"] == row
    validation = uninterrupted["epochs"]["validation_accuracy"][of_run]
    np.testing.assert_array_equal(validation, history.validation_accuracy)
    costs = uninterrupted["epochs"]["validation_cost"][of_run]
    # The table keeps five significant digits.
    np.testing.assert_allclose(costs, history.validation_cost, rtol=5e-5)
    runs = {name: values[row] for name, values in uninterrupted["runs"].items()}
    assert runs["best_epoch"] == history.validation_accuracy.argmax()
    assert runs["test_at_last"] == accuracy(network, *parts.test)


def test_the_best_epoch_is_chosen_on_validation_and_tested(uninterrupted):
    row = 4
    best = int(uninterrupted["runs"]["best_epoch"][row])
    assert 0 < best < 40  # else the check below would be that of the last epoch
    shorter = Setting(**(SETTINGS[row].as_dict() | {"epochs": best}))
    up_to_best = run_sweep([shorter], DIGITS)["runs"]
    assert up_to_best["test_at_last"][0] == uninterrupted["runs"]["test_at_best"][row]


def test_training_measures_are_those_of_the_monitored_examples(uninterrupted):
    parts = load_digits(DIGITS)
    start = initialise([784, 30, 10], seed=0)
    first = uninterrupted["epochs"]["training_accuracy"][0]
    assert first == accuracy(start, *parts.monitored)
    assert len(parts.monitored.labels) == 100


def test_a_diverging_run_is_recorded_and_spoils_no_other(uninterrupted):
    assert uninterrupted["runs"]["status"].tolist() == ["finished"] * 8 + ["diverged"]
    assert uninterrupted["runs"]["diverged_epoch"].tolist() == [-1] * 8 + [1]
    of_run = uninterrupted["epochs"]["run"] == 8
    assert np.isnan(uninterrupted["epochs"]["training_cost"][of_run][1:]).all()
    alone = run_sweep(SETTINGS[:6], DIGITS)
    for name in ("test_at_best", "test_at_last"):
        np.testing.assert_array_equal(alone["runs"][name], uninterrupted["runs"][name][:6])


@pytest.mark.parametrize("group_size", [1, 20])
def test_the_grouping_changes_no_bit(uninterrupted, group_size):
    assert_identical(sweep(group_size=group_size), uninterrupted)


def test_a_share_of_the_data_is_its_beginning():
    setting = Setting(cost="quadratic", hidden=(10,), learning_rate=3.0, seed=0, epochs=2)
    half = Setting(**(setting.as_dict() | {"data_fraction": 0.5}))
    small = Digits(train=200, validation=100, test=100, monitored=100)
    first, second = run_sweep([half], DIGITS)["epochs"], run_sweep([setting], small)["epochs"]
    np.testing.assert_array_equal(first["validation_cost"], second["validation_cost"])


def test_local_processes_give_the_same_bits(uninterrupted, tmp_path):
    assert_identical(sweep(tmp_path, n_jobs=2), uninterrupted)


def test_a_dask_cluster_gives_the_same_bits(uninterrupted, tmp_path):
    distributed = pytest.importorskip("dask.distributed", reason="the backend needs Dask")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, host="127.0.0.1", dashboard_address=None
    ) as cluster:
        tables = sweep(tmp_path, backend="dask", scheduler=cluster.scheduler_address)
    assert_identical(tables, uninterrupted)


def start_another(folder, out):
    command = [sys.executable, "-m", "tests.experiments.sweeping", str(folder), str(out)]
    root = Path(__file__).parents[2]
    return subprocess.Popen(command, cwd=root, env=os.environ | {"OMP_NUM_THREADS": "1"})


def epochs_done(folder):
    return sum(done for done, _ in sweep_progress(SETTINGS, folder, DIGITS, group_size=3).values())


def test_killed_in_the_middle_and_continued_the_record_is_identical(uninterrupted, tmp_path):
    folder, out = tmp_path / "checkpoints", tmp_path / "tables"
    folder.mkdir()
    reached = [0]
    for _ in range(2):
        process = start_another(folder, out)
        deadline = time.monotonic() + 60
        while epochs_done(folder) < reached[-1] + 20:
            assert process.poll() is None
            assert time.monotonic() < deadline, "the sweep does not get ahead"
            time.sleep(0.001)
        process.send_signal(signal.SIGKILL)
        assert process.wait() == -signal.SIGKILL
        reached.append(epochs_done(folder))
    total = sum(todo for _, todo in sweep_progress(SETTINGS, folder, DIGITS, group_size=3).values())
    assert 0 < reached[1] < reached[2] < total  # killed in the middle, and nothing was lost
    assert start_another(folder, out).wait(timeout=60) == 0
    assert_identical(pickle.loads(out.read_bytes()), uninterrupted)


def test_a_finished_sweep_trains_nothing_again(uninterrupted, tmp_path, monkeypatch):
    sweep(tmp_path)

    def refuse(*_):
        raise AssertionError("an epoch was trained")

    monkeypatch.setattr("ce_utils.experiments.group.descend_epoch", refuse)
    partial = tmp_path / f"{next(tmp_path.iterdir()).name}.4711.tmp"
    partial.write_bytes(b"killed while this was written")
    assert_identical(sweep(tmp_path), uninterrupted)
    assert not partial.exists()


def test_half_written_and_foreign_checkpoints_are_refused_by_name(tmp_path):
    few = SETTINGS[:2]
    run_sweep(few, DIGITS, folder=tmp_path, group_size=1)
    first, second = sorted(tmp_path.iterdir())
    whole = first.read_bytes()

    def assert_refused(path, complaint):
        message = re.escape(f"{path} is {complaint}")
        with pytest.raises(ValueError, match=message):
            run_sweep(few, DIGITS, folder=tmp_path, group_size=1)

    changed = bytearray(whole)
    changed[-400] ^= 1
    for content in (b"", whole[:10], whole[: len(whole) // 2], whole[:-1], bytes(changed)):
        first.write_bytes(content)
        assert_refused(first, "half-written or altered")
    first.write_bytes(b"PK" + whole)
    assert_refused(first, "foreign: it is no checkpoint")
    first.write_bytes(second.read_bytes())  # a whole checkpoint, of another run
    assert_refused(first, "foreign: its settings is not that of this sweep")
    first.write_bytes(whole)
    (tmp_path / "notes.txt").write_text("mine")
    assert_refused(tmp_path / "notes.txt", "foreign: expected nothing but checkpoints")


def test_a_checkpoint_of_another_arithmetic_is_refused(tmp_path, monkeypatch):
    run_sweep(SETTINGS[:1], DIGITS, folder=tmp_path)
    monkeypatch.setattr("ce_utils.experiments.group.arithmetic", lambda setting: "another")
    with pytest.raises(ValueError, match="is foreign: its arithmetic is not that of this sweep"):
        run_sweep(SETTINGS[:1], DIGITS, folder=tmp_path)


def test_a_larger_table_keeps_what_is_finished(tmp_path, monkeypatch):
    run_sweep(SETTINGS[:2], DIGITS, folder=tmp_path, group_size=1)
    trained = []
    original = "ce_utils.experiments.group.descend_epoch"
    from ce_utils.experiments import group

    genuine = group.descend_epoch
    monkeypatch.setattr(original, lambda *given: trained.append(1) or genuine(*given))
    run_sweep(SETTINGS[:3], DIGITS, folder=tmp_path, group_size=1)
    assert len(trained) == SETTINGS[2].epochs


def test_the_bar_shows_the_time_left(monkeypatch, capsys):
    pytest.importorskip("tqdm", reason="the bar is tqdm's")
    monkeypatch.delenv("CE_UTILS_PROGRESS", raising=False)
    run_sweep(SETTINGS[:1], DIGITS, progress=True)
    out, err = capsys.readouterr()
    assert out == ""
    assert "sweep" in err
    assert "1000" in err
