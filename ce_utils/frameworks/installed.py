"""Which libraries are installed, and their import when they are asked."""

import importlib
import importlib.metadata
import logging
import os

__all__ = ["imported", "installed_versions"]

# Distributions that bring a library, in order of preference.
DISTRIBUTIONS = {
    "NumPy": ("numpy",),
    "PyTorch": ("torch",),
    "Keras": ("keras",),
    "TensorFlow": ("tensorflow", "tensorflow-cpu", "tensorflow-macos", "tf-nightly"),
    "scikit-learn": ("scikit-learn",),
}
EXTRAS = {"torch": "torch", "keras": "keras", "tensorflow": "keras", "sklearn": "sklearn"}
# TensorFlow reads these when it is imported: no chatter on stderr, and the same order of
# operations on every processor (oneDNN rounds otherwise, and says so). What is set, stays.
QUIET = {"TF_CPP_MIN_LOG_LEVEL": "3", "TF_ENABLE_ONEDNN_OPTS": "0"}


def installed_versions():
    """Return the versions of the libraries that are installed, without importing one.

    Returns
    -------
    dict of str to str
        Library, as in `LIBRARIES` and in its order, to version; what is missing is left out.

    Examples
    --------
    >>> import numpy
    >>> installed_versions()["NumPy"] == numpy.__version__
    True
    """
    found = {library: _version(names) for library, names in DISTRIBUTIONS.items()}
    return {library: version for library, version in found.items() if version}


def _version(distributions):
    for name in distributions:
        try:
            return importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            continue
    return None


def imported(name):
    """Return the module of that name, or say which extra brings it.

    Parameters
    ----------
    name : str
        A dotted name whose first part is a key of `EXTRAS`.

    Raises
    ------
    ModuleNotFoundError
        The library is not installed; the message names the extra.
    """
    for variable, value in QUIET.items():
        os.environ.setdefault(variable, value)
    logging.getLogger("tensorflow").setLevel(logging.ERROR)
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as error:
        top = name.partition(".")[0]
        raise ModuleNotFoundError(
            f"{top} cannot be imported ({error}): install it with "
            f"pip install 'ce-utils[{EXTRAS[top]}]', or leave this library out.",
            name=error.name,
        ) from error
