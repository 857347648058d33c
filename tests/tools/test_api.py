"""The API reference lists what is public, and names in docstrings lead where they mean."""

import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tools import api
from tools.floors import FLOOR_NAMES, FLOORS
from tools.paths import ROOT
from tools.repository import current
from tools.sphinx_ext.api import source_address

PAGES = ROOT / "appendix" / "api"


def test_every_room_has_a_page_in_the_order_of_the_floors():
    book = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
    files = [entry for part in book["parts"] for entry in part["chapters"]]
    (index,) = (entry for entry in files if entry["file"] == "appendix/api/index")
    assert [page["file"] for page in index["sections"]] == [f"appendix/api/{r}" for r in FLOORS]
    assert {path.stem for path in PAGES.glob("*.md")} == {"index", *FLOORS}


def test_floors_are_listed_upward_and_all_have_a_name():
    assert list(FLOORS.values()) == sorted(FLOORS.values())
    assert set(FLOORS.values()) == set(range(len(FLOOR_NAMES)))


@pytest.mark.parametrize("room", FLOORS)
def test_a_page_names_its_room_and_nothing_else(room):
    text = (PAGES / f"{room}.md").read_text(encoding="utf-8")
    assert text == f"# `ce_utils.{room}`\n\n```{{eval-rst}}\n.. api:: {room}\n```\n"


def test_looking_at_everything_imports_no_framework():
    code = "import sys; from tools import api; api.entries(); print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    imported = set(done.stdout.split())
    assert "ce_utils.frameworks.ask_pytorch" in imported
    assert imported & {"torch", "tensorflow", "keras", "sklearn"} == set()


def test_every_entry_says_something():
    assert [full for full in api.entries() if not api.text_of(full)] == []


def test_a_method_stands_at_the_class_that_has_it_first():
    entries = api.entries()
    assert "ce_utils.losses.Loss.value" in entries
    assert "ce_utils.losses.Focal.value" not in entries  # inherited
    assert "ce_utils.losses.Focal.value_kernel" not in entries  # its own way of the same
    assert "ce_utils.losses.BalancedSigmoidCrossEntropy.of" in entries
    assert "ce_utils.optimize.RegressionCost.separation" in entries  # a cached property
    assert not [full for full in entries if full.rpartition(".")[2].startswith("_")]


@pytest.mark.parametrize(
    ("name", "place", "aim"),
    [
        ("value", "losses.Loss.gradient", "losses.Loss.value"),
        ("Loss.value", "losses.SigmoidCrossEntropy", "losses.Loss.value"),
        ("SigmoidCrossEntropy.value", "optimize", "losses.Loss.value"),
        ("softmax", "losses.Loss.value", "links.softmax"),
        ("ce_utils.links", "losses.Loss", "links"),
        ("ce_utils.progress.progress_bar", "network.train", "progress.progress_bar"),
        ("separation", "optimize.Path", "optimize.separation"),
        ("separation", "optimize.RegressionCost.hessian", "optimize.RegressionCost.separation"),
        ("logits", "links.softmax", None),  # a parameter
        ("cost", "optimize.newton", None),  # a parameter, though ce_utils.network has one
        ("value_kernel", "network.train", None),
        ("no_such_name", "links.softmax", None),
    ],
)
def test_what_a_name_in_backticks_means(name, place, aim):
    assert api.found(name, f"ce_utils.{place}") == (aim and f"ce_utils.{aim}")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("As `entropy`.", "As :py:obj:`entropy <ce_utils.information.entropy>`."),
        ("`entropy()`", ":py:obj:`entropy() <ce_utils.information.entropy>`"),
        ("of `logits`, ``softmax``", "of ``logits``, ``softmax``"),
        (":math:`x` and :py:obj:`y <z>`", ":math:`x` and :py:obj:`y <z>`"),
        ("`a link <https://example.org>`_", "`a link <https://example.org>`_"),
    ],
)
def test_names_in_backticks_become_links_and_the_rest_code(text, shown):
    assert api.linked(text, "ce_utils.links.softmax") == shown


def test_a_constant_is_told_by_the_comment_before_it():
    assert api.comment_of("ce_utils.plotting.LOSS_STYLES").startswith("Colour and line style")
    assert api.comment_of("ce_utils.links.softmax") == ""


@pytest.mark.parametrize(
    ("entry", "line"),
    [
        ("links.softmax", "def softmax(logits, axis=-1):"),
        ("losses.Loss.value", "def value("),
        ("losses.Focal", "class Focal(SigmoidLoss):"),
        ("network.Network.sizes", "def sizes(self) -> list[int]:"),
        ("coding.StaticModel.from_probs", "def from_probs(cls, probs):"),
        ("frameworks.ask_keras", "def ask_keras(question):"),
    ],
)
def test_a_source_leads_to_the_lines_of_its_definition(entry, line):
    room, _, name = entry.partition(".")
    address = source_address("py", {"module": f"ce_utils.{room}", "fullname": name})
    start = f"{current().url}/blob/main/"
    assert address.startswith(start)
    path, _, lines = address.removeprefix(start).partition("#L")
    first, last = (int(number) for number in lines.split("-L"))
    text = Path(ROOT, path).read_text(encoding="utf-8").splitlines()[first - 1 : last]
    assert line in [each.strip() for each in text[:3]]  # after the decorators, if it has any


def test_a_constant_has_no_source():
    assert source_address("py", {"module": "ce_utils.losses", "fullname": "LOSSES"}) is None
