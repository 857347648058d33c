"""Two small data sets, and their figures."""

import numpy as np
import pytest

from ce_utils.interactive import LogisticRegressionAnimation

# Hours of study and who passed: the classes overlap between 1.75 and 3.5 hours.
HOURS = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 1.75, 2, 2.25, 2.5]
HOURS += [2.75, 3, 3.25, 3.5, 4, 4.25, 4.5, 4.75, 5, 5.5]
PASSED = [0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 1, 1, 1, 1, 1]


@pytest.fixture(scope="session")
def study():
    """Return one feature and its labels."""
    return np.array(HOURS)[:, None], np.array(PASSED)


@pytest.fixture(scope="session")
def clouds():
    """Return two features of unlike units, and labels."""
    rng = np.random.default_rng(0)
    labels = rng.integers(0, 2, 60)
    points = rng.normal(size=(60, 2)) + np.outer(labels - 0.5, [1.6, 1.2])
    return points * [2, 10] + [5, 100], labels


@pytest.fixture(scope="session")
def one(study):
    """Return the figure of one feature."""
    return LogisticRegressionAnimation(
        *study, feature_names=["hours of study"], label_names=("failed", "passed")
    )


@pytest.fixture(scope="session")
def two(clouds):
    """Return the figure of two features."""
    return LogisticRegressionAnimation(*clouds, feature_names=["length", "width"])


@pytest.fixture(params=["one", "two"])
def figure(request):
    """Return each of the two figures in turn."""
    return request.getfixturevalue(request.param)
