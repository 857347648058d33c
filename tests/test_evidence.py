"""The list of what the book settles: its form, and its tie to the cells of the notebooks."""

import json
import re
from itertools import pairwise

import pytest

from tools import evidence

KEYS = ["statement", "verdict", "correction", "chapter", "state"]
LAST = {"A": 80, "B": 31, "C": 87, "D": 42}  # an entry is never removed: it is dropped


@pytest.fixture(scope="module")
def entries():
    return evidence.load_evidence()


@pytest.fixture
def texts(entries):
    """Every text of the list, with its place."""
    return {(entry, key): text for entry, row in entries.items() for key, text in row.items()}


def parts(entry):
    """Split an id into letter, number and suffix: A43b is A, 43, b."""
    found = re.fullmatch(r"([A-D])(\d{2})([b-z]?)", entry)
    assert found, f"{entry!r} is no id: one of A to D, two digits, perhaps a letter from b on"
    return found[1], int(found[2]), found[3]


def successors(letter, number, suffix):
    """Return the ids that may follow one: the next number, or the same with the next suffix."""
    return f"{letter}{number + 1:02d}", f"{letter}{number:02d}{chr(ord(suffix or 'a') + 1)}"


def write_notebook(path, *tags):
    """Write a notebook with one cell for each given value of the evidence metadata."""
    metadata = [{} if tag is None else {"evidence": tag} for tag in tags]
    cells = [{"id": f"cell-{i}", "metadata": entry} for i, entry in enumerate(metadata)]
    path.write_text(json.dumps({"cells": cells}), encoding="utf-8")
    return path


# The form of the list


@pytest.mark.parametrize(
    ("text", "repeated"),
    [
        ("C01: {state: open}\nC02: {state: open}\nC01: {state: settled}\n", "C01"),
        ("C01: {state: open, state: settled}\n", "state"),
    ],
)
def test_a_repeated_key_is_refused(tmp_path, text, repeated):
    path = tmp_path / "evidence.yml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=f"repeated key {repeated};"):
        evidence.load_evidence(path)


def test_the_ids_stand_in_order_without_gaps(entries):
    for letter, last in LAST.items():
        ids = [entry for entry in entries if entry.startswith(letter)]
        assert ids[0] == f"{letter}01"
        for before, entry in pairwise(ids):
            assert entry in successors(*parts(before)), f"{entry} must not follow {before}"
        assert parts(ids[-1])[1] >= last, f"{letter}: entries are missing at the end"


def test_each_letter_is_one_block(entries):
    letters = [parts(entry)[0] for entry in entries]
    assert letters == sorted(letters)


def test_an_entry_has_exactly_the_keys(entries):
    for entry, row in entries.items():
        with_reason = row.get("state") in evidence.STATES_WITH_REASON
        assert list(row) == KEYS + ["reason"] * with_reason, entry


def test_every_value_is_text_and_only_the_correction_may_be_empty(texts):
    for place, text in texts.items():
        # An unquoted true or false is a truth value in YAML: write "true".
        assert isinstance(text, str), f"{place}: {text!r} is not text; quote it"
        assert text == text.strip(), f"{place}: blanks at an end"
        assert text or place[1] == "correction", f"{place}: empty"


def test_the_vocabulary_is_closed(entries):
    for entry, row in entries.items():
        assert row["verdict"] in evidence.VERDICTS[entry[0]], entry
        assert row["state"] in evidence.STATES, entry
        assert row["chapter"] in evidence.CHAPTERS, entry


def test_the_comment_at_the_top_names_the_whole_vocabulary():
    text = evidence.EVIDENCE.read_text(encoding="utf-8")
    head = [line for line in text.partition("\nA01:")[0].splitlines() if line]
    assert all(line.startswith("#") for line in head)
    assert len(head) <= 10
    for words in (*evidence.VERDICTS.values(), evidence.STATES):
        assert " | ".join(words) in "\n".join(head)


def test_statements_are_sentences_and_questions_are_questions(texts):
    for (entry, key), text in texts.items():
        if key == "statement":
            assert text.endswith("?" if entry.startswith("D") else "."), entry
        if key in ("correction", "reason"):
            assert text.endswith(".") or not text, f"{entry}, {key}: no full stop"


def test_what_is_not_plainly_true_is_corrected(entries):
    lacking = [e for e, row in entries.items() if not row["correction"] and "reason" not in row]
    assert [entry for entry in lacking if entries[entry]["verdict"] != "true"] == []


def test_formulas_are_well_formed(texts):
    for place, text in texts.items():
        pieces = text.split("$")
        assert len(pieces) % 2 == 1, f"{place}: an odd number of dollar signs"
        assert "\\" not in "".join(pieces[::2]), f"{place}: LaTeX outside of dollar signs"
        for formula in pieces[1::2]:
            assert formula == formula.strip() != "", f"{place}: ${formula}$"
            assert formula.count("{") == formula.count("}"), f"{place}: ${formula}$"


# The tie to the notebooks


def test_tagged_cells_come_in_reading_order(tmp_path):
    first = write_notebook(tmp_path / "01-one.ipynb", None, ["C01", "B08"])
    second = write_notebook(tmp_path / "02-two.ipynb", ["C01"])
    cells = list(evidence.tagged_cells([first, second]))
    assert cells == [
        ("C01", "01-one", 1, "cell-1"),
        ("B08", "01-one", 1, "cell-1"),
        ("C01", "02-two", 0, "cell-0"),
    ]
    assert evidence.settling_cells(cells) == {"C01": cells[0], "B08": cells[1]}


@pytest.mark.parametrize("tag", ["C01", [1], {"C01": True}])
def test_a_tag_that_is_no_list_of_ids_is_refused(tmp_path, tag):
    notebook = write_notebook(tmp_path / "01-one.ipynb", tag)
    with pytest.raises(ValueError, match=r'01-one\.ipynb, cell 0: "evidence" must be a list'):
        list(evidence.tagged_cells([notebook]))


@pytest.mark.parametrize(
    ("state", "named_in", "trouble"),
    [
        ("open", [], None),
        ("open", ["01-one"], "it is open; set its state to settled"),
        ("settled", ["01-one"], None),
        ("settled", ["01-one", "02-two"], None),
        ("settled", [], "C01 is settled, but no cell names it"),
        ("settled", ["02-two"], "settled there first, but its chapter says 01-one"),
        ("settled", ["00-zero", "01-one"], "settled there first, but its chapter says 01-one"),
        ("cited only", [], None),
        ("cited only", ["02-two"], None),
        ("dropped", [], None),
        ("dropped", ["01-one"], "it is dropped; remove the tag"),
    ],
)
def test_a_broken_tie_is_found(state, named_in, trouble):
    cells = [evidence.TaggedCell("C01", chapter, 3, "") for chapter in named_in]
    found = evidence.broken_ties({"C01": {"chapter": "01-one", "state": state}}, cells)
    assert len(found) == (trouble is not None)
    assert (trouble or "") in "".join(found)


def test_a_tag_without_an_entry_is_found():
    cell = evidence.TaggedCell("C99", "01-one", 3, "")
    expected = ["C99 is named by 01-one, cell 3: no such entry."]
    assert evidence.broken_ties({}, [cell]) == expected


def test_the_list_and_the_notebooks_agree(entries):
    assert evidence.broken_ties(entries, evidence.tagged_cells()) == []
