"""The curves and accuracies that assignment 3 gives as literals are those of the book's record."""

import numpy as np
import pytest

from ce_utils.experiments import load_record
from tools.course import assignments
from tools.notebooks import read

RECORD = load_record("mnist-headline").tables
# The settings of the two networks whose curves are read; of each the run of seed 0.
NETWORKS = {
    "A": ("sigmoid cross-entropy", "inverse_sqrt", 0.5),
    "B": ("quadratic", "unit", 3.0),
}
HALF_A_DIGIT = 0.0005  # costs are given to three decimals
ROUNDING = 1e-9


@pytest.fixture(scope="module")
def cells():
    """Return the source of each cell of the assignment."""
    node = read(assignments.source("3-train-it")).node
    return {cell.id: cell.source for cell in node.cells}


def _runs(loss, start, rate):
    runs = RECORD["runs"]
    same = (runs["loss"] == loss) & (runs["initialisation"] == start)
    rows = np.flatnonzero(same & (runs["hidden"] == "100") & (runs["learning_rate"] == rate))
    assert len(rows) == 20
    return {name: values[rows] for name, values in runs.items()}


@pytest.mark.parametrize("network", NETWORKS)
@pytest.mark.parametrize(
    ("curve", "within"),
    [
        ("training cost", HALF_A_DIGIT),
        ("validation cost", HALF_A_DIGIT),
        ("validation accuracy", 0),
    ],
)
def test_given_curves_are_those_of_the_record(cells, network, curve, within):
    """A curve that was copied wrongly would teach a wrong reading."""
    names = {"np": np}
    exec(cells["given-curves"], names)
    runs, epochs = _runs(*NETWORKS[network]), RECORD["epochs"]
    (run,) = runs["run"][runs["seed"] == 0]
    recorded = epochs[curve.replace(" ", "_")][epochs["run"] == run]
    given = names[network][curve]
    assert len(given) == len(recorded)
    assert np.abs(given - recorded).max() <= within + ROUNDING


def test_accuracies_of_the_hidden_check_are_those_of_the_record(cells):
    """The hidden check reports on the twenty quadratic runs of the book."""
    source, names = cells["hidden-curves-report"], {}
    exec(source[source.index("wide = ") : source.index("assert")], names)
    assert names["wide"] == pytest.approx(_runs(*NETWORKS["B"])["test_at_last"], abs=ROUNDING)
