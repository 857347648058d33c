"""The figures, each made once."""

import functools

import pytest

from tests.interactive import every

made = functools.cache(lambda name: every.FIGURES[name]())


@pytest.fixture(scope="session")
def study():
    """Return one feature and its labels."""
    return every.study()


@pytest.fixture(scope="session")
def clouds():
    """Return two features of unlike units, and labels."""
    return every.clouds()


@pytest.fixture(scope="session")
def one():
    """Return the figure of one feature."""
    return made("logistic regression, one feature")


@pytest.fixture(scope="session")
def two():
    """Return the figure of two features."""
    return made("logistic regression, two features")


@pytest.fixture(params=["one", "two"])
def logistic(request):
    """Return each of the two figures of a logistic regression in turn."""
    return request.getfixturevalue(request.param)


@pytest.fixture(params=list(every.FIGURES))
def figure(request):
    """Return each figure of the book in turn."""
    return made(request.param)
