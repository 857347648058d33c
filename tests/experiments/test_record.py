"""A record comes back as it was written, whole or not at all, and nothing foreign gets in."""

import json

import numpy as np
import pytest

from ce_utils.experiments import Record, load_record, record_names, write_record

TABLES = {
    "losses": {
        "name": np.array(["quadratic", 'a, "b"\nc']),
        "epoch": np.array([0, 1]),
        "value": np.array([0.1, np.inf]),
    },
    "empty": {"value": np.array([], dtype=float)},
}


@pytest.fixture
def written(tmp_path):
    record = Record("trial", "A trial.", "python -m trial", {"rate": 0.5}, {"NumPy": "2"}, TABLES)
    write_record(record, tmp_path)
    return tmp_path


def test_a_record_comes_back_as_it_was_written(written):
    record = load_record("trial", written)
    assert (record.name, record.what, record.command) == ("trial", "A trial.", "python -m trial")
    assert (record.settings, record.versions) == ({"rate": 0.5}, {"NumPy": "2"})
    for table, columns in TABLES.items():
        assert list(record.tables[table]) == list(columns)
        for column, values in columns.items():
            np.testing.assert_array_equal(record.tables[table][column], values, strict=True)


def test_numbers_keep_all_their_digits(tmp_path):
    values = np.random.default_rng(0).normal(size=100)
    write_record(Record("digits", "", "", tables={"t": {"v": values}}), tmp_path)
    np.testing.assert_array_equal(load_record("digits", tmp_path).tables["t"]["v"], values)


def test_the_same_record_is_the_same_bytes_and_replaces_the_old_one(written):
    before = {path.name: path.read_bytes() for path in (written / "trial").iterdir()}
    write_record(load_record("trial", written), written)
    assert {path.name: path.read_bytes() for path in (written / "trial").iterdir()} == before
    small = Record("trial", "", "", tables={"other": {"v": np.array([1.0])}})
    write_record(small, written)
    assert sorted(path.name for path in (written / "trial").iterdir()) == [
        "other.csv",
        "record.json",
    ]
    assert [path.name for path in written.iterdir()] == ["trial"]


def test_a_writing_that_fails_leaves_the_old_record(written, monkeypatch):
    def full(*_, **__):
        raise OSError("no space left on device")

    monkeypatch.setattr("pathlib.Path.write_text", full)
    with pytest.raises(OSError, match="no space"):
        write_record(Record("trial", "new", ""), written)
    assert load_record("trial", written).what == "A trial."
    assert [path.name for path in written.iterdir()] == ["trial"]


@pytest.mark.parametrize("name", ["tril", "../trial", "", "trial/losses.csv"])
def test_an_unknown_record_is_refused_with_the_choices(written, name):
    with pytest.raises(ValueError, match="expected one of trial"):
        load_record(name, written)


def test_where_there_is_none_that_is_said(tmp_path):
    with pytest.raises(ValueError, match="there is no record"):
        load_record("trial", tmp_path)


def cut(path):
    path.write_text(path.read_text()[:-3])


def change(path):
    path.write_text(path.read_text().replace("0.1", "0.2"))


def forget_versions(path):
    path.write_text(
        json.dumps({k: v for k, v in json.loads(path.read_text()).items() if k != "versions"})
    )


def other_kind(path):
    path.write_text(path.read_text().replace('"integer"', '"date"'))


DAMAGE = {
    "cut table": ("losses.csv", cut, "losses.csv is not the table that was recorded"),
    "altered table": ("losses.csv", change, "losses.csv is not the table that was recorded"),
    "no table": ("losses.csv", lambda path: path.unlink(), "losses.csv is missing"),
    "cut settings": ("record.json", cut, "record.json is no JSON"),
    "no settings": ("record.json", lambda path: path.write_text("[]"), "record.json lacks what"),
    "no versions": ("record.json", forget_versions, "record.json lacks versions"),
    "another format": ("record.json", other_kind, "describes table 'losses' in a foreign way"),
}


@pytest.mark.parametrize(("name", "harm", "message"), DAMAGE.values(), ids=DAMAGE)
def test_a_half_written_or_foreign_record_is_refused_by_name(written, name, harm, message):
    harm(written / "trial" / name)
    with pytest.raises(ValueError, match=message) as caught:
        load_record("trial", written)
    assert "python -m tools.results trial" in str(caught.value)


def test_a_checkout_with_other_line_ends_is_the_same_record(written):
    path = written / "trial" / "losses.csv"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert load_record("trial", written).tables["losses"]["epoch"].tolist() == [0, 1]


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ({"a": np.zeros(2), "b": np.zeros(3)}, r"columns of shapes .*\(3,\)"),
        ({"a": np.zeros((2, 2))}, "expected 1-D columns"),
        ({}, "expected 1-D columns"),
    ],
)
def test_columns_of_different_lengths_are_no_table(columns, message):
    with pytest.raises(ValueError, match=message):
        Record("trial", "", "", tables={"t": columns})


def test_what_is_neither_number_nor_text_is_refused(tmp_path):
    record = Record("trial", "", "", tables={"t": {"flag": np.array([True])}})
    with pytest.raises(ValueError, match=r"column t.flag has dtype bool"):
        write_record(record, tmp_path)
    with pytest.raises(ValueError, match="for a file name"):
        write_record(Record("../trial", "", ""), tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_every_record_of_the_book_can_be_read():
    names = record_names()
    assert names
    for name in names:
        record = load_record(name)
        assert record.what
        assert record.command == f"python -m tools.results {name}"
        assert record.versions
