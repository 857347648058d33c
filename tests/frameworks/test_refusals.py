"""What is refused, before a library is asked; and what is said when a library is missing."""

import importlib
import subprocess
import sys

import numpy as np
import pytest

from ce_utils.frameworks import LIBRARIES, Unsupported, installed, installed_versions
from tools.paths import ROOT

LOGITS = np.array([[1.0, 2.0], [0.0, -1.0]])

BAD = {
    "labels out of range": (([[1.0, 2.0]], [2]), {}, "labels has 2 at index"),
    "labels that are no integers": (([[1.0, 2.0]], [0.5]), {}, "labels has dtype float64"),
    "NaN": (([[np.nan, 2.0]], [0]), {}, "logits has NaN"),
    "wrong shape": ((LOGITS, [0, 1, 1]), {}, r"labels_or_targets has shape \(3,\)"),
    "no distribution": ((LOGITS, [[0.5, 0.1], [0, 1]]), {}, "targets sums to 0.6"),
    "negative weight": ((LOGITS, [0, 1]), {"weight": [1, -1]}, "weight is -1"),
    "smoothing": ((LOGITS, [0, 1]), {"label_smoothing": 2}, "label_smoothing is 2"),
    "reduction": ((LOGITS, [0, 1]), {"reduction": "average"}, "reduction is 'average'"),
    "route": ((LOGITS, [0, 1]), {"route": "odds"}, "route is 'odds': expected one of logits"),
    "loss": ((LOGITS, [0, 1]), {"loss": "hinge"}, "loss is 'hinge': expected one of softmax"),
    "a single example": (([1.0, 2.0], 0), {}, r"pass logits\[None\]"),
}


@pytest.fixture
def no_library(monkeypatch):
    """Let every import of a library fail, as where it is not installed."""

    def missing(name):
        raise ModuleNotFoundError(f"No module named {name!r}", name=name)

    monkeypatch.setattr(installed.importlib, "import_module", missing)


@pytest.mark.parametrize("library", LIBRARIES)
@pytest.mark.parametrize(("positional", "options", "message"), BAD.values(), ids=BAD)
def test_bad_input_is_refused_before_the_library_is_asked(
    no_library, library, positional, options, message
):
    with pytest.raises(ValueError, match=message) as caught:
        LIBRARIES[library](*positional, **options)
    assert not isinstance(caught.value, Unsupported)


@pytest.mark.parametrize(
    ("library", "route", "message"),
    [
        ("PyTorch", "logits", r"torch cannot be imported .*pip install 'ce-utils\[torch\]'"),
        ("Keras", "logits", r"keras cannot be imported .*pip install 'ce-utils\[keras\]'"),
        ("TensorFlow", "logits", r"tensorflow cannot .*pip install 'ce-utils\[keras\]'"),
        ("scikit-learn", "probs", r"sklearn cannot .*pip install 'ce-utils\[sklearn\]'"),
    ],
)
def test_a_missing_library_is_named_with_its_extra(no_library, library, route, message):
    with pytest.raises(ModuleNotFoundError, match=message):
        LIBRARIES[library](LOGITS, [0, 1], route=route)


def test_versions_name_what_is_installed(monkeypatch):
    versions = installed_versions()
    assert list(versions) == [name for name in LIBRARIES if name in versions]
    assert versions["NumPy"] == np.__version__

    def nothing(name):
        raise importlib.metadata.PackageNotFoundError(name)

    monkeypatch.setattr(installed.importlib.metadata, "version", nothing)
    assert installed_versions() == {}


def test_asking_for_the_package_imports_no_library():
    heavy = {"torch", "tensorflow", "keras", "sklearn"}
    code = f"import sys, ce_utils.frameworks; print(*sorted({heavy} & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout.strip()) == (0, ""), done.stderr


@pytest.mark.parametrize(
    ("library", "options", "message"),
    [
        ("NumPy", {"route": "probs", "weight": [1, 2]}, "weight came, .*use route='logits'"),
        ("PyTorch", {"route": "probs", "label_smoothing": 0.1}, "label_smoothing=0.1 came, .*nll"),
        ("Keras", {"label_smoothing": 0.1}, "SparseCategorical.*one_hot"),
        ("TensorFlow", {"weight": [1, 2]}, r"tf.gather\(weight, labels\)"),
        ("TensorFlow", {"route": "probs"}, "route='probs' came, .*route='logits'"),
        ("scikit-learn", {}, "route='logits' came, .*route='probs'"),
        ("scikit-learn", {"route": "probs", "reduction": "none"}, "reduction='none' came"),
    ],
)
def test_what_a_library_does_not_have_is_said_with_the_way_round(need, library, options, message):
    with pytest.raises(Unsupported, match=message):
        need(library)(LOGITS, [0, 1], **options)


CALLS = {
    "NumPy": "SoftmaxCrossEntropy().value(logits, labels, reduction='mean')",
    "PyTorch": "torch.nn.functional.cross_entropy(logits, labels)",
    "Keras": "keras.losses.SparseCategoricalCrossentropy(from_logits=True, dtype='float64')"
    "(labels, logits)",
    "TensorFlow": "tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, "
    "logits=logits))",
}


@pytest.mark.parametrize("library", CALLS)
def test_the_call_is_written_as_a_reader_would(need, library):
    assert need(library)(LOGITS, [0, 1]).call == CALLS[library]


def test_the_dtype_is_passed_on_and_integers_become_float64(need):
    ask = need("PyTorch")
    assert ask(LOGITS.astype("f4"), [0, 1]).value.dtype == np.float32
    assert ask([[1, 2]], [0]).value.dtype == np.float64


def test_what_comes_in_is_left_as_it_was(need):
    logits, labels = LOGITS.copy(), np.array([0, 1])
    for library in ("PyTorch", "Keras", "TensorFlow"):
        need(library)(logits, labels)
    np.testing.assert_array_equal(logits, LOGITS)
