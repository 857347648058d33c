"""Submissions are found in every shape that a lecturer's folder may have."""

import pytest

from tools.course.submissions import find, is_archive, shown_name


def laid(folder, *names):
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("{}")
    return folder


SHAPES = {
    "ada.ipynb": "ada",
    "bob/anything.ipynb": "bob",
    "Cleo Čapek_123_assignsubmission_file_/x.ipynb": "Cleo Čapek_123",
    "dan/Copy of 1-information.ipynb": "dan",
    "eve/deep/er/2.ipynb": "eve",
    "f.g.ipynb": "f.g",
    "lovelaceada_123_456_1-information.ipynb": "lovelaceada_123",
    "hopperg_LATE_123_456_1-information-1.ipynb": "hopperg_123",
    "ada_1_2.ipynb": "ada_1_2",
    "h.i/x.ipynb": "h.i",
    "_assignsubmission_file_/x.ipynb": "_assignsubmission_file_",
}


@pytest.mark.parametrize("name", SHAPES)
def test_the_student_is_the_first_part_of_the_path(name, tmp_path):
    (found,) = find(laid(tmp_path, name)).submissions
    assert (found.student, found.path) == (SHAPES[name], tmp_path / name)


def test_everything_else_is_listed_as_ignored(tmp_path):
    others = ["ada/notes.txt", "ada/.ipynb_checkpoints/x.ipynb", "__MACOSX/x.ipynb", "b.py"]
    laid(tmp_path, "ada/x.ipynb", *others)
    (tmp_path / "link.ipynb").symlink_to(tmp_path / "ada/x.ipynb")
    found = find(tmp_path)
    assert [submission.path.name for submission in found.submissions] == ["x.ipynb"]
    names = {path.relative_to(tmp_path).as_posix() for path in found.ignored}
    assert names == {*others, "link.ipynb"}


def test_a_folder_that_is_not_there_or_empty_is_refused(tmp_path):
    with pytest.raises(ValueError, match="is not a folder"):
        find(tmp_path / "missing")
    with pytest.raises(ValueError, match="holds no notebook"):
        find(laid(tmp_path, "a.txt"))


def test_an_archive_is_told_and_refused_alone(tmp_path):
    assert is_archive(tmp_path / "all.ZIP")
    with pytest.raises(ValueError, match="unzip it first"):
        find(laid(tmp_path, "all.zip"))


def test_a_page_shows_no_number_of_the_platform():
    assert shown_name("Emmy Noether_1234") == "Emmy Noether"
    assert shown_name("ada") == "ada"
