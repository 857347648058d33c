"""The pinned set belongs to `pyproject.toml`, and names no index."""

import re
import tomllib

import pytest
from packaging.requirements import Requirement

from tools.paths import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]
NAMED = [*PROJECT["dependencies"], *(line for extra in EXTRAS.values() for line in extra)]
TEXT = (ROOT / "requirements.txt").read_text(encoding="utf-8")
PINS = [Requirement(line) for line in TEXT.splitlines() if re.match(r"[A-Za-z]", line)]


def test_the_extras_are_those_of_the_readme_and_the_design():
    frameworks, work = {"torch", "keras", "sklearn"}, {"book", "test", "course", "mutation"}
    assert set(EXTRAS) == frameworks | work | {"sweep", "dask"}


@pytest.mark.parametrize("named", NAMED)
def test_what_is_named_is_pinned_within_its_bounds(named):
    requirement = Requirement(named)
    pins = [pin for pin in PINS if pin.name.lower() == requirement.name.lower()]
    assert pins, f"{requirement.name} is not in requirements.txt: run make requirements"
    for pin in pins:
        (version,) = (specifier.version for specifier in pin.specifier)
        assert version in requirement.specifier


def test_every_line_is_a_pin():
    assert all([s.operator for s in pin.specifier] == ["=="] for pin in PINS)
    assert len(PINS) > 100


def test_no_address_of_an_index_and_the_command_at_the_head():
    assert "://" not in TEXT
    assert "--index" not in TEXT
    assert "--find-links" not in TEXT
    assert "make requirements" in TEXT.splitlines()[1]


def test_the_same_torch_everywhere_and_no_cuda():
    assert [str(pin) for pin in PINS if pin.name == "torch"] == ["torch==2.13.0"]
    assert not [pin.name for pin in PINS if pin.name.startswith(("nvidia", "cuda", "triton"))]


def test_the_small_tensorflow_on_linux():
    markers = {pin.name: str(pin.marker) for pin in PINS if pin.name.startswith("tensorflow")}
    assert "'linux'" in markers["tensorflow-cpu"] or '"linux"' in markers["tensorflow-cpu"]
    assert set(markers) == {"tensorflow", "tensorflow-cpu"}
