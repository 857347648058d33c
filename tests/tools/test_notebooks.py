"""Notebooks are stored in one form, whatever editor wrote them."""

import pytest
from nbformat import v4

from tools.notebooks import normalise, read, select, text_of, write

EDITOR = {"execution": {"iopub.execute_input": "2024"}, "collapsed": True, "tags": []}


def untidy():
    cell = v4.new_code_cell("x = [1,\n 2]", id="kept", metadata=EDITOR, execution_count=1)
    cell.outputs = [v4.new_output("stream", name="stdout", text=text) for text in ("a", "b")]
    metadata = {"widgets": {"state": {}}, "language_info": {"name": "python", "version": "3.11"}}
    return v4.new_notebook(cells=[cell, v4.new_markdown_cell("T\n\n")], metadata=metadata)


def test_what_is_left_of_an_untidy_notebook():
    node = normalise(untidy())
    assert set(node.metadata) == {"kernelspec", "language_info"}
    assert node.metadata.language_info == {"name": "python"}
    assert node.cells[0].metadata == {}
    assert node.cells[0].id == "kept"
    assert node.cells[0].source == "x = [1, 2]"
    assert [output.text for output in node.cells[0].outputs] == ["ab"]
    assert node.cells[1].source == "T"


def test_the_normal_form_is_its_own_normal_form():
    node = normalise(untidy())
    assert text_of(normalise(node)) == text_of(node)
    assert text_of(node).endswith("}\n")


def test_a_missing_id_follows_from_the_text():
    def without_ids():
        node = v4.new_notebook(cells=[v4.new_markdown_cell("a"), v4.new_markdown_cell("a")])
        for cell in node.cells:
            del cell["id"]
        node.nbformat_minor = 4
        return normalise(node)

    ids = [cell.id for cell in without_ids().cells]
    assert ids == [cell.id for cell in without_ids().cells]
    assert len(set(ids)) == 2


def test_metadata_that_say_something_are_kept():
    metadata = {"nbgrader": {"grade": True}, "tags": ["remove-cell"], "mystnb": {"figure": {}}}
    node = v4.new_notebook(cells=[v4.new_code_cell("1", metadata=metadata)])
    assert normalise(node).cells[0].metadata == metadata


def test_what_grading_has_to_know_is_kept():
    node = untidy()
    node.metadata["course"] = {"assignment": "1-information", "blocked": ["scipy"]}
    assert normalise(node).metadata.course == {"assignment": "1-information", "blocked": ["scipy"]}


def test_the_same_bytes_are_not_written_again(tmp_path):
    path = tmp_path / "01-a.ipynb"
    assert write(path, normalise(untidy()))
    assert not write(path, read(path).node)


def test_a_name_that_means_no_notebook():
    with pytest.raises(SystemExit, match="no notebook is called '99-gone'"):
        select(["99-gone"])
