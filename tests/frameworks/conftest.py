"""The libraries that are asked, each test once for each; one that is missing is skipped."""

import os

import pytest

from ce_utils.frameworks import LIBRARIES, installed_versions

# Keras chooses its backend when it is imported. What differs on PyTorch is results/keras-backends.
os.environ["KERAS_BACKEND"] = "tensorflow"
EXTRAS = {"PyTorch": "torch", "Keras": "keras", "TensorFlow": "keras", "scikit-learn": "sklearn"}


@pytest.fixture
def need():
    """Return a function that gives the asker of an installed library, or skips the test."""

    def asker(library):
        if library not in installed_versions():
            pytest.skip(f"{library} is an extra: pip install 'ce-utils[{EXTRAS[library]}]'")
        return LIBRARIES[library]

    return asker
