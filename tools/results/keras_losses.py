"""The losses of Keras on the backend of this process, printed as JSON.

`keras_backends` runs it once per backend, because Keras chooses its backend when it is imported.
Each case is the text of a call, and it is that text that runs.
"""

import json
import warnings

import numpy as np

# Given to Keras as float32 unless the call names another dtype.
ARRAYS = {
    "logits": [[2.0, 0.5, -1.0], [0.0, 1.0, 3.0], [-2.0, 0.0, 1.5], [0.5, 0.25, 0.0]],
    "labels": [0, 2, 1, 0],
    "some_ignored": [0, -1, 1, -1],
    "all_ignored": [-1, -1, -1, -1],
    "targets": [[0.75, 0.25, 0.0], [0.0, 0.0, 1.0], [0.25, 0.5, 0.25], [0.5, 0.25, 0.25]],
    "one_hot": [[1, 0, 0], [0, 0, 1], [0, 1, 0], [1, 0, 0]],
    "probs": [[0.7, 0.2, 0.1], [0.1, 0.1, 0.8], [0.3, 0.4, 0.3], [0.4, 0.35, 0.25]],
    "several": [[1, 0, 1], [0, 0, 1], [1, 1, 0], [0, 1, 0]],  # several labels at once
    "weight": [1.0, 2.0, 4.0],
    "halves": [[0.5, 0.5, 0.5]],
    "halves_and_none": [[0.0, 0.6, 0.8]],
    "excluded": [[0.0, 1.0, 0.0]],
    "first": [0],
    "first_one_hot": [[1, 0, 0]],
    "wrong": [[-1000.0, 0.0, 0.0]],
    "sure": [[40.0, 0.0, 0.0]],
    "double": [[2.0, 0.0, 1.0]],  # targets that sum to 3
    "yes": [[1.0]],
    "never": [[0.0]],
    "uneven": [[1.0, 2.0, 0.5]],
    "minus_thirty": [[-30.0]],
}
NAMES = {
    "losses": "keras.losses",
    "mean": "keras.ops.mean",
    "model": "a Dense(3) layer with identity weights and no bias, compiled with SGD of rate 0",
    "sigmoid_model": "a Dense(1, activation='sigmoid') layer with weight 1 and no bias",
}
B, C, S = "BinaryCrossentropy", "CategoricalCrossentropy", "SparseCategoricalCrossentropy"
B_, C_, S_ = (
    "binary_crossentropy",
    "categorical_crossentropy",
    "sparse_categorical_crossentropy",
)
CLASS_WEIGHT = "class_weight={0: 1.0, 1: 2.0, 2: 4.0}"
# Case -> call; `NAMES` says what the short names are. Each gives one number.
CASES = {
    # Functions and classes, from logits and from probabilities.
    "sparse class, logits": f"losses.{S}(from_logits=True)(labels, logits)",
    "sparse function, logits": f"mean(losses.{S_}(labels, logits, from_logits=True))",
    "sparse class, probs": f"losses.{S}()(labels, probs)",
    "sparse function, probs": f"mean(losses.{S_}(labels, probs))",
    "categorical class, logits": f"losses.{C}(from_logits=True)(targets, logits)",
    "categorical function, logits": f"mean(losses.{C_}(targets, logits, from_logits=True))",
    "categorical class, probs": f"losses.{C}()(targets, probs)",
    "categorical function, probs": f"mean(losses.{C_}(targets, probs))",
    "binary class, logits": f"losses.{B}(from_logits=True)(several, logits)",
    "binary function, logits": f"mean(losses.{B_}(several, logits, from_logits=True))",
    "binary class, probs": f"losses.{B}()(several, probs)",
    "binary function, probs": f"mean(losses.{B_}(several, probs))",
    # Label smoothing.
    "categorical smoothing, logits": f"losses.{C}(from_logits=True, label_smoothing=0.2)"
    "(one_hot, logits)",
    "categorical smoothing, probs": f"losses.{C}(label_smoothing=0.2)(one_hot, probs)",
    "binary smoothing, logits": f"losses.{B}(from_logits=True, label_smoothing=0.2)"
    "(several, logits)",
    "binary smoothing, probs": f"losses.{B}(label_smoothing=0.2)(several, probs)",
    # Class weights, five ways.
    "weights as sample_weight": f"losses.{S}(from_logits=True)"
    "(labels, logits, sample_weight=weight[labels])",
    "weights, mean_with_sample_weight": f"losses.{S}(from_logits=True, "
    "reduction='mean_with_sample_weight')(labels, logits, sample_weight=weight[labels])",
    "weights, test_on_batch": f"model(losses.{S}(from_logits=True))"
    ".test_on_batch(logits, labels, sample_weight=weight[labels])",
    "weights, train_on_batch": f"model(losses.{S}(from_logits=True))"
    f".train_on_batch(logits, labels, {CLASS_WEIGHT})",
    "weights, fit": f"model(losses.{S}(from_logits=True))"
    f".fit(logits, labels, {CLASS_WEIGHT}, verbose=0).history['loss'][0]",
    "weights, fit with one-hot": f"model(losses.{C}(from_logits=True))"
    f".fit(logits, one_hot, {CLASS_WEIGHT}, verbose=0).history['loss'][0]",
    "weights, fit with soft targets": f"model(losses.{C}(from_logits=True))"
    f".fit(logits, targets, {CLASS_WEIGHT}, verbose=0).history['loss'][0]",
    "fit, batches of 3 and 1": f"model(losses.{S}(from_logits=True))"
    ".fit(logits, labels, batch_size=3, shuffle=False, verbose=0).history['loss'][0]",
    # Ignored labels.
    "some ignored": f"losses.{S}(from_logits=True, ignore_class=-1)(some_ignored, logits)",
    "all ignored": f"losses.{S}(from_logits=True, ignore_class=-1)(all_ignored, logits)",
    # Probability 0, and probabilities that are none.
    "sparse, p = 0": f"losses.{S}()(first, excluded)",
    "categorical, p = 0": f"losses.{C}()(first_one_hot, excluded)",
    "binary, p = 0": f"losses.{B}()(yes, never)",
    "sparse, p = 0, float64": f"losses.{S}(dtype='float64')(first, excluded)",
    "binary, p = 0, float64": f"losses.{B}(dtype='float64')(yes, never)",
    "sparse, probs sum to 1.5": f"losses.{S}()(first, halves)",
    "categorical, probs sum to 1.5": f"losses.{C}()(first_one_hot, halves)",
    "sparse, p = 0 of a sum of 1.4": f"losses.{S}()(first, halves_and_none)",
    "categorical, p = 0 of a sum of 1.4": f"losses.{C}()(first_one_hot, halves_and_none)",
    # Extreme logits.
    "wrong by 1000, logits": f"losses.{S}(from_logits=True)(first, wrong)",
    "right by 40, logits, float64": f"losses.{S}(from_logits=True, dtype='float64')(first, sure)",
    # The walk from Keras's own softmax or sigmoid back to the logits.
    "wrong by 1000, ops.softmax": f"losses.{S}()(first, keras.ops.softmax(wrong))",
    "wrong by 1000, copy of ops.softmax": f"losses.{S}()"
    "(first, keras.ops.copy(keras.ops.softmax(wrong)))",
    "sigmoid of -30, evaluate": f"sigmoid_model(losses.{B}())"
    ".evaluate(minus_thirty, yes, verbose=0)",
    "sigmoid of -30, loss of predict": f"losses.{B}()"
    f"(yes, sigmoid_model(losses.{B}()).predict(minus_thirty, verbose=0))",
}
# Case -> an array, and the call whose derivatives by its entries are recorded.
GRADIENTS = {
    "sparse, logits": ("logits", f"losses.{S}(from_logits=True)(labels, logits)"),
    "binary, logits": ("logits", f"losses.{B}(from_logits=True)(several, logits)"),
    "targets that sum to 3": ("uneven", f"losses.{C}(from_logits=True)(double, uneven)"),
    "wrong by 1000, copy of ops.softmax": (
        "wrong",
        f"losses.{S}()(first, keras.ops.copy(keras.ops.softmax(wrong)))",
    ),
}


def main() -> None:
    """Print losses and gradients of this process' backend."""
    warnings.simplefilter("ignore")
    import keras

    names = _names(keras)
    losses = {case: _number(eval(call, names)) for case, call in CASES.items()}
    gradients = {case: _gradient(keras, names, *asked) for case, asked in GRADIENTS.items()}
    print(json.dumps({"losses": losses, "gradients": gradients}))


def _names(keras) -> dict:
    arrays = {name: np.array(values) for name, values in ARRAYS.items()}
    arrays = {n: a.astype(np.float32) if a.dtype.kind == "f" else a for n, a in arrays.items()}
    short = {"keras": keras, "losses": keras.losses, "mean": keras.ops.mean}
    return short | arrays | {"model": _model(keras), "sigmoid_model": _model(keras, sigmoid=True)}


def _model(keras, sigmoid: bool = False):
    """Return what makes a compiled model that passes its input on, or the sigmoid of it."""
    width, activation = (1, "sigmoid") if sigmoid else (3, None)

    def make(loss):
        layer = keras.layers.Dense(
            width, activation, use_bias=False, kernel_initializer=keras.initializers.Identity()
        )
        model = keras.Sequential([keras.Input((width,)), layer])
        model.compile(optimizer=keras.optimizers.SGD(0.0), loss=loss)
        return model

    return make


def _number(result) -> tuple[str, float]:
    """Return dtype and value; a value that Keras gives as a Python number has dtype float."""
    result = result[0] if isinstance(result, list) else result
    if isinstance(result, float | np.generic | np.ndarray):
        return type(result).__name__, float(result)
    import keras

    return keras.backend.standardize_dtype(result.dtype), float(result)


def _gradient(keras, names: dict, by: str, call: str) -> list[float]:
    """Return the derivatives of a call by the entries of one array, flat."""
    given = keras.ops.convert_to_tensor(names[by])
    if keras.backend.backend() == "torch":
        given = given.clone().requires_grad_()
        eval(call, names | {by: given}).backward()
        return given.grad.numpy().ravel().tolist()
    import tensorflow

    with tensorflow.GradientTape() as tape:
        tape.watch(given)
        value = eval(call, names | {by: given})
    return tape.gradient(value, given).numpy().ravel().tolist()


if __name__ == "__main__":
    main()
