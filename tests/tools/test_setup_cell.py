"""The set-up cell is silent where the book is installed, and installs it where it is not."""

import os
import shutil
import subprocess
import sys
import sysconfig

import pytest
from nbformat import v4

from tools.notebooks import normalise, read, write
from tools.paths import CHAPTERS, ROOT
from tools.repository import current
from tools.setup_cell import new_cell, put, put_into, source

LOAD = """
import ce_utils
from ce_utils.data import load_mnist
print(ce_utils.__file__, load_mnist().test.labels[0])
"""
FIRST_TEST_LABEL = "7"  # the first picture of MNIST's test set, as its page shows it


def test_it_is_short_and_in_its_normal_form():
    node = v4.new_notebook(cells=[new_cell()])
    assert len(source().splitlines()) <= 13  # taken in at a glance by whoever opens it in Colab
    assert normalise(node).cells[0] == new_cell()


def test_it_holds_the_repository_address():
    assert f'"git+{current().url}"' in source()


def test_it_is_put_after_the_title_and_replaces_an_older_one():
    node = v4.new_notebook(cells=[v4.new_markdown_cell("# T"), v4.new_code_cell("1")])
    put(node)
    assert node.cells[1] == new_cell()
    node.cells[1].source = "# @title Set-up of an older book"
    put(node)
    assert [cell.cell_type for cell in node.cells] == ["markdown", "code", "code"]
    assert node.cells[1] == new_cell()


def test_an_assignment_has_one_only_if_it_needs_the_package(tmp_path):
    path = tmp_path / "1-a.ipynb"
    write(path, v4.new_notebook(cells=[v4.new_markdown_cell("# T")]))
    assert path.parent != CHAPTERS
    assert not put_into(path)
    old = v4.new_code_cell("# @title Set-up with another address")
    write(path, v4.new_notebook(cells=[v4.new_markdown_cell("# T"), old]))
    assert put_into(path)
    assert read(path).node.cells[1] == new_cell()


def test_it_is_silent_where_the_book_is_installed(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", source()],
        env={**os.environ, "PYTHONPATH": str(ROOT), "MPLBACKEND": "agg"},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert (done.stdout, done.stderr) == ("", "")


def git(folder, *arguments):
    """Run git in a folder; return what it printed."""
    command = ["git", "-c", "user.name=book", "-c", "user.email=book@example.org", *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.fixture
def published(tmp_path):
    """Return a repository of one commit: the files of the last commit here.

    A copy, because pip clones with a filter, and git (2.39) that clones a shallow repository so,
    such as a checkout in continuous integration, fetches from itself without end.
    """
    head = ["git", "rev-parse", "--quiet", "--verify", "HEAD"]
    if subprocess.run(head, cwd=ROOT, capture_output=True, check=False).returncode:
        pytest.skip("nothing is committed, so there is nothing that the install line could fetch")
    folder = tmp_path / "published"
    git(ROOT, "archive", "--format=zip", f"--output={tmp_path / 'files.zip'}", "HEAD")
    shutil.unpack_archive(tmp_path / "files.zip", folder)
    git(folder, "init", "--quiet")
    git(folder, "add", "--all", "--force")
    git(folder, "commit", "--quiet", "--message", "What a reader installs")
    return folder


def fresh_environment(folder, published):
    """Return the environment of a machine that has numpy and pip, but not the book.

    Its home says that the repository's address means ``published``. The interpreter is started
    with -S, which leaves out ``.pth`` files and with them an editable install of the book.
    """
    home, installed = folder / "home", folder / "installed"
    home.mkdir()
    installed.mkdir()
    (home / ".gitconfig").write_text(
        f'[url "{published.as_uri()}"]\n\tinsteadOf = {current().url}\n'
    )
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "TMPDIR") if name in os.environ}
    return {
        **kept,
        "HOME": str(home),
        "GIT_ALLOW_PROTOCOL": "file",  # nothing is fetched from a network
        "PIP_TARGET": str(installed),
        "PIP_NO_INDEX": "1",
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        # pip reads this one upside down: "0" is what --no-build-isolation says.
        "PIP_NO_BUILD_ISOLATION": "0",
        "PYTHONPATH": os.pathsep.join([str(installed), sysconfig.get_path("purelib")]),
        "MPLBACKEND": "agg",
    }


def test_the_install_line_installs_the_last_commit(published, tmp_path):
    work = tmp_path / "work"
    work.mkdir()
    done = subprocess.run(
        [sys.executable, "-S", "-c", f"{source()}\n{LOAD}"],
        env=fresh_environment(tmp_path, published),
        cwd=work,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    place, label = done.stdout.split()
    assert place.startswith(str(tmp_path / "installed"))
    assert label == FIRST_TEST_LABEL
    (record,) = (tmp_path / "installed").glob("ce_utils-*.dist-info/direct_url.json")
    assert git(published, "rev-parse", "HEAD") in record.read_text()
