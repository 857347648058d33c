"""The progress bar: the same elements always, ink only where someone watches."""

import builtins
import io
import sys

import pytest

from ce_utils.progress import PATIENCE, SWITCH, progress_bar


class Terminal(io.StringIO):
    """A stream that says it is a terminal and keeps what is written to it."""

    def isatty(self) -> bool:
        """Say yes."""
        return True


def open_terminal(monkeypatch) -> Terminal:
    """Put a terminal where standard error is, with no switch set and no notebook about.

    Not a fixture: pytest puts its own stream there between set-up and test.
    """
    monkeypatch.delenv(SWITCH, raising=False)
    monkeypatch.delitem(sys.modules, "ipykernel", raising=False)
    stream = Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    return stream


@pytest.mark.parametrize("switch", [None, "0", "1"])
@pytest.mark.parametrize("show", [None, True, False])
def test_elements_and_order_never_change(monkeypatch, switch, show):
    if switch is None:
        monkeypatch.delenv(SWITCH, raising=False)
    else:
        monkeypatch.setenv(SWITCH, switch)
    assert list(progress_bar("abc", description="letters", show=show)) == ["a", "b", "c"]


@pytest.mark.parametrize("show", [None, True, False])
def test_the_switch_silences_every_bar(monkeypatch, capsys, show):
    monkeypatch.setenv(SWITCH, "0")
    list(progress_bar(range(3), description="counting", show=show))
    assert capsys.readouterr() == ("", "")


def test_no_bar_where_nobody_watches(monkeypatch, capsys):
    monkeypatch.delenv(SWITCH, raising=False)
    monkeypatch.delitem(sys.modules, "ipykernel", raising=False)
    list(progress_bar(range(3), description="counting"))  # pytest captures: no terminal
    assert capsys.readouterr() == ("", "")


def test_a_short_run_draws_nothing_even_on_a_terminal(monkeypatch):
    terminal = open_terminal(monkeypatch)
    pytest.importorskip("tqdm", reason="the bar is tqdm's")
    bar = progress_bar(range(3), description="counting")
    assert bar.delay == PATIENCE
    assert list(bar) == [0, 1, 2]
    assert terminal.getvalue() == ""


def test_a_notebook_counts_as_watched(monkeypatch):
    terminal = open_terminal(monkeypatch)
    tqdm = pytest.importorskip("tqdm", reason="the bar is tqdm's").tqdm
    monkeypatch.setattr(terminal, "isatty", lambda: False)
    assert not isinstance(progress_bar(range(3), description="counting"), tqdm)
    monkeypatch.setitem(sys.modules, "ipykernel", sys)  # any module: only its name matters
    assert isinstance(progress_bar(range(3), description="counting"), tqdm)


def test_a_bar_that_was_asked_for_appears_and_wipes_itself_out(monkeypatch):
    terminal = open_terminal(monkeypatch)
    pytest.importorskip("tqdm", reason="the bar is tqdm's")
    list(progress_bar(range(3), description="counting", show=True))
    written = terminal.getvalue()
    assert "counting" in written
    # A carriage return goes back to the start of the line: only what follows the last but one,
    # the blanks, is left to see.
    assert written.endswith("\r")
    assert written.split("\r")[-2].strip() == ""


def test_without_tqdm_there_is_no_bar(monkeypatch):
    terminal = open_terminal(monkeypatch)
    real_import = builtins.__import__

    def import_without_tqdm(name, *args, **kwargs):
        if name.split(".")[0] == "tqdm":
            raise ImportError(name)
        return real_import(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", import_without_tqdm)
    assert list(progress_bar(range(3), description="counting", show=True)) == [0, 1, 2]
    assert terminal.getvalue() == ""
