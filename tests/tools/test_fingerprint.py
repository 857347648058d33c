"""The fingerprint changes with what the outputs depend on, and with nothing else."""

import pytest

from tools.fingerprint import INPUTS, fingerprint

CHANGES = {
    "code": "ce_utils/links.py",
    "data": "ce_utils/datasets/mnist/train-labels-idx1-ubyte.gz",
    "records": "results/mnist/record.json",
    "pins": "requirements.txt",
    "environment of the kernels": "tools/kernels.py",
}


@pytest.fixture
def repository(tmp_path):
    for name in CHANGES.values():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("as it was")
    return tmp_path


def test_every_input_is_tried():
    assert {name.split("/")[0] for name in CHANGES.values()} == {n.split("/")[0] for n in INPUTS}


@pytest.mark.parametrize("name", CHANGES.values(), ids=CHANGES)
def test_a_changed_input_changes_it(repository, name):
    before = fingerprint(repository)
    (repository / name).write_text("changed")
    assert fingerprint(repository) != before


def test_a_new_or_renamed_file_changes_it(repository):
    before = fingerprint(repository)
    renamed = repository / "ce_utils" / "chains.py"
    (repository / "ce_utils" / "links.py").rename(renamed)
    assert fingerprint(repository) != before


def test_other_files_and_compiled_ones_do_not(repository):
    before = fingerprint(repository)
    (repository / "README.md").write_text("new")
    (repository / "ce_utils" / "__pycache__").mkdir()
    (repository / "ce_utils" / "__pycache__" / "links.pyc").write_text("compiled")
    assert fingerprint(repository) == before
