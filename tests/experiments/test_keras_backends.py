"""The record of Keras on its backends, run again in fresh processes and compared."""

from importlib.util import find_spec

import numpy as np
import pytest

from ce_utils.experiments import load_record

BACKENDS = ("tensorflow", "torch")


@pytest.fixture(scope="module", params=BACKENDS)
def again(request):
    """Return a backend's name and what it says now."""
    if missing := [name for name in ("keras", *BACKENDS) if find_spec(name) is None]:
        pytest.skip(f"{', '.join(missing)} missing: pip install 'ce-utils[keras,torch]'")
    from tools.results import keras_backends

    return request.param, keras_backends.run(request.param)


@pytest.fixture(scope="module")
def record():
    return load_record("keras-backends")


def rows(record, table, backend):
    columns = record.tables[table]
    mine = columns["backend"] == backend
    return {name: values[mine] for name, values in columns.items()}


def test_the_losses_are_those_recorded(again, record):
    backend, said = again
    losses = rows(record, "losses", backend)
    assert losses["case"].tolist() == list(said["losses"])
    dtypes, values = zip(*said["losses"].values(), strict=True)
    assert losses["dtype"].tolist() == list(dtypes)
    # Six digits were recorded (5e-6), of float32 numbers that other processors round otherwise.
    np.testing.assert_allclose(values, losses["value"], rtol=1e-5)


def test_the_gradients_are_those_recorded(again, record):
    backend, said = again
    gradients = rows(record, "gradients", backend)
    values = [value for case in said["gradients"].values() for value in case]
    # As above; the entries are differences of numbers of order 1, in float32.
    np.testing.assert_allclose(values, gradients["value"], rtol=1e-5, atol=1e-7)


def value(record, case):
    losses = record.tables["losses"]
    return dict(
        zip(
            losses["backend"][losses["case"] == case],
            losses["value"][losses["case"] == case],
            strict=True,
        )
    )


# What the chapters say about the record. 16.1181 is -log(1e-7), keras.config.epsilon().
@pytest.mark.parametrize(
    ("case", "tensorflow", "torch"),
    [
        ("sigmoid of -30, evaluate", 30.0, 16.1181),  # only TensorFlow walks back to the logit
        ("sigmoid of -30, loss of predict", 16.1181, 16.1181),
        ("wrong by 1000, ops.softmax", 1000.69, 16.1181),
        # Clipped and then divided by the sum 1.4, log(1.4) more; or divided and then clipped.
        ("sparse, p = 0 of a sum of 1.4", 16.4546, 16.1181),
        ("all ignored", 0.0, 0.0),
    ],
)
def test_where_the_backends_differ_and_where_not(record, case, tensorflow, torch):
    assert value(record, case) == {"tensorflow": tensorflow, "torch": torch}


def test_class_weights_divide_by_the_number_of_examples(record):
    by_number = ["weights as sample_weight", "weights, fit", "weights, train_on_batch"]
    for case in by_number:
        assert value(record, case) == value(record, "weights, test_on_batch")
    # labels 0, 2, 1, 0 weigh 1, 4, 2, 1: the total weight is 8, for 4 examples.
    for backend, weighted in value(record, "weights, mean_with_sample_weight").items():
        assert weighted * 2 == pytest.approx(value(record, "weights, fit")[backend], rel=1e-5)


def test_a_mean_in_float64_comes_back_as_float32_on_torch(record):
    losses = record.tables["losses"]
    asked = np.char.find(losses["call"], "float64") >= 0
    found = set(zip(losses["backend"][asked], losses["dtype"][asked], strict=True))
    assert found == {("tensorflow", "float64"), ("torch", "float32")}  # keras 3.15.1


def test_only_torch_differentiates_targets_that_do_not_sum_to_one(record):
    gradients = record.tables["gradients"]
    logits = np.array(record.settings["arrays"]["uneven"][0])
    targets = np.array(record.settings["arrays"]["double"][0])
    probs = np.exp(logits) / np.exp(logits).sum()
    expected = {"tensorflow": probs - targets, "torch": targets.sum() * probs - targets}
    for backend, gradient in expected.items():
        mine = (gradients["case"] == "targets that sum to 3") & (gradients["backend"] == backend)
        # Six recorded digits of float32.
        np.testing.assert_allclose(gradients["value"][mine], gradient, rtol=1e-5)
