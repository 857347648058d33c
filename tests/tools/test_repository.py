"""The repository's address stands in one place and is repeated without mistakes."""

import shutil
import subprocess

import pytest

from tools.course import assignments, release
from tools.notebooks import read
from tools.paths import ROOT
from tools.repository import (
    AddressError,
    Repository,
    current,
    parse,
    read_exactly,
    replaced,
    rewrite,
    strays,
    text_files,
)
from tools.setup_cell import is_setup

OLD, NEW = Repository("Some-School", "a-book"), Repository("Lab42", "entropy.course")
FORMS = [
    "https://github.com/{owner}/{name}",
    "git+https://github.com/{owner}/{name}.git",
    "git@github.com:{owner}/{name}.git",
    "https://github.com/{owner}/{name}/issues.",
    "https://colab.research.google.com/github/{owner}/{name}/blob/main/chapters/01-a.ipynb",
    "https://mybinder.org/v2/gh/{owner}/{name}/main",
    "https://img.shields.io/github/actions/workflow/status/{owner}/{name}/book.yml",
    "(https://github.com/{owner}/{name}).",
]


@pytest.fixture
def copy(tmp_path):
    """Return a copy of the repository's text files, under git."""
    for path in text_files():
        target = tmp_path / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    subprocess.run(["git", "init", "--quiet", str(tmp_path)], check=True)
    return tmp_path


def contents(root):
    return {path.relative_to(root): path.read_bytes() for path in text_files(root)}


def test_all_places_agree():
    assert strays() == []


def test_rewriting_leaves_no_trace_and_can_be_undone(copy):
    old, before = current(copy), contents(copy)
    assert copy / "pyproject.toml" in rewrite(NEW, copy)
    texts = [read_exactly(path) for path in text_files(copy)]
    traces = (f"{old.owner}/{old.name}", old.pages)
    assert not any(trace in text for text in texts for trace in traces)
    assert current(copy) == NEW
    assert strays(copy) == []
    rewrite(old, copy)
    assert contents(copy) == before


def test_a_set_up_cell_of_an_assignment_follows_in_source_and_release(copy):
    name = "3-train-it"  # the one that needs the book's package
    rewrite(NEW, copy)
    sources, releases = copy / "assignments" / "source", copy / "assignments" / "release"
    for path in (assignments.source(name, sources), assignments.release(name, releases)):
        (cell,) = [cell for cell in read(path).code_cells if is_setup(cell)]
        assert f'"git+{NEW.url}"' in cell.source
    kept = assignments.release(name, releases).read_text(encoding="utf-8")
    assert release.text(name, sources, NEW) == kept


def test_rewriting_twice_changes_nothing_more(copy):
    rewrite(NEW, copy)
    assert rewrite(NEW, copy) == []


@pytest.mark.parametrize("form", FORMS)
def test_every_form_is_rewritten(form):
    text = form.format(owner=OLD.owner, name=OLD.name)
    assert replaced(text, OLD, NEW) == form.format(owner=NEW.owner, name=NEW.name)


def test_the_site_is_rewritten_in_lower_case():
    assert NEW.pages == "lab42.github.io/" + NEW.name
    assert replaced(f"https://{OLD.pages}/", OLD, NEW) == f"https://{NEW.pages}/"


@pytest.mark.parametrize(
    "text",
    [
        "https://github.com/Some-School/a-book-of-others",
        "https://github.com/Some-School/a-book.js",
        "https://github.com/Other/a-book",
        "Some-School/a-book",
    ],
)
def test_other_addresses_are_left_alone(text):
    assert replaced(text, OLD, NEW) == text


@pytest.mark.parametrize("ending", ["", "/", ".git", " "])
def test_addresses_as_browsers_and_git_show_them(ending):
    assert parse(f"{NEW.url}{ending}") == NEW


@pytest.mark.parametrize(
    "address",
    [
        "",
        "Lab42/entropy",
        "http://github.com/Lab42/entropy",
        "https://gitlab.com/Lab42/entropy",
        "https://github.com/Lab42",
        "https://github.com/-Lab42/entropy",
        "https://github.com/Lab42/entropy/tree/main",
        "https://github.com/Lab42/entropy?x",
        'https://github.com/Lab42/entropy"',
    ],
)
def test_malformed_addresses_are_refused(address):
    with pytest.raises(AddressError, match="expected https://github"):
        parse(address)
