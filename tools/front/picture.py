"""The figure of the front page: forty runs on MNIST, of which twelve do not arrive.

It is drawn once for the site, where the theme sets its colours, and twice for GitHub, light and
dark. What it shows, its caption and its alt text come from the record `mnist-headline`.
"""

import re
from collections.abc import Mapping

import numpy as np

from ce_utils.experiments import load_record
from ce_utils.interactive.svg import Scale, element, path
from ce_utils.interactive.svg_axes import label
from tools.paths import ROOT

__all__ = ["LIGHT", "SITE", "alt_of", "caption_of", "colours_of", "draw", "floors_of", "read_runs"]

RATES = {"quadratic": 3.0, "sigmoid cross-entropy": 0.5}
NAMES = {"quadratic": "quadratic cost", "sigmoid cross-entropy": "cross-entropy"}
WIDTH, HEIGHT = 480, 300
LEFT, RIGHT, TOP, BOTTOM = 36, 382, 48, 258
LOWEST = 35  # per cent
LIGHT = ROOT / "ce_utils" / "interactive" / "drawing.css"
SITE = ROOT / "_static" / "book.css"
# GitHub's own paper and ink in its dark theme.
GITHUB_DARK = {"paper": "#0d1117", "ink": "#f0f6fc", "muted": "#9198a1", "grid": "#2f353d"}


def read_runs() -> dict[str, np.ndarray]:
    """Return the validation accuracy of each run after each epoch, by loss.

    Returns
    -------
    dict of str to ndarray, shape (20, 30), float64
        In per cent, from epoch 1 on. A row of both arrays belongs to the same seed.
    """
    runs, epochs, _ = load_record("mnist-headline").tables.values()
    network = (runs["hidden"] == "100") & (runs["initialisation"] == "unit")
    found = {}
    for loss, rate in RATES.items():
        rows = np.flatnonzero(network & (runs["loss"] == loss) & (runs["learning_rate"] == rate))
        rows = rows[np.argsort(runs["seed"][rows])]
        of = [epochs["validation_accuracy"][epochs["run"] == run] for run in runs["run"][rows]]
        found[loss] = 100 * np.array(of)[:, 1:]
    return found


def floors_of(runs: Mapping[str, np.ndarray]) -> dict[int, int]:
    """Return how many quadratic runs end on each floor: 0 is the roof, 1 ten points below it.

    Parameters
    ----------
    runs : mapping of str to ndarray
        From `read_runs`; the run of the same seed under cross-entropy tells where the roof is.
    """
    below = runs["sigmoid cross-entropy"][:, -1] - runs["quadratic"][:, -1]
    floors, counts = np.unique(np.round(below / 10).astype(int), return_counts=True)
    return dict(zip(floors.tolist(), counts.tolist(), strict=True))


def caption_of(runs: Mapping[str, np.ndarray]) -> str:
    """Return the caption as plain text, without the question at its end."""
    seeds, fallen = len(runs["quadratic"]), sum(n for k, n in floors_of(runs).items() if k)
    rates = " and ".join(f"{rate:g}" for rate in RATES.values())
    return (
        f"{2 * seeds} networks learn to read digits, in pairs: the same first weights, the same "
        "images, the same order. A pair differs in the cost, and in the learning rate that goes "
        f"with it ({rates}). With cross-entropy all {seeds} arrive. With the quadratic cost "
        f"{fallen} of {seeds} end on floors about ten points apart, and nothing has crashed."
    )


def alt_of(runs: Mapping[str, np.ndarray]) -> str:
    """Return the text that stands for the picture where it is not seen."""
    quadratic, entropy = runs["quadratic"][:, -1], runs["sigmoid cross-entropy"][:, -1]
    floors = floors_of(runs)
    lower = ", ".join(f"{n} about {10 * k} points below" for k, n in floors.items() if k)
    return (
        f"Accuracy over 30 epochs. {len(entropy)} lines of cross-entropy lie together and end "
        f"between {entropy.min():.1f} and {entropy.max():.1f} per cent. Of {len(quadratic)} lines "
        f"of the quadratic cost {floors[0]} end there, too, {lower}; on the way some jump up by "
        "ten points."
    )


def colours_of(kind: str) -> dict[str, str]:
    """Return the figure's colours by name.

    Parameters
    ----------
    kind : {"site", "light", "dark"}
        Variables that the theme of the site sets, or fixed colours for GitHub.
    """
    light = _variables(LIGHT.read_text(encoding="utf-8").partition("}")[0])
    if kind == "light":
        return light
    if kind == "site":
        return {name: f"var(--ce-{name}, {colour})" for name, colour in light.items()}
    dark = SITE.read_text(encoding="utf-8").partition('html[data-theme="dark"] :is(.ce-figure')[2]
    return light | _variables(dark.partition("}")[0]) | GITHUB_DARK


def _variables(css: str) -> dict[str, str]:
    return dict(re.findall(r"--ce-([\w-]+): (#\w+);", css))


def draw(runs: Mapping[str, np.ndarray], kind: str) -> str:
    """Return the figure as SVG.

    Parameters
    ----------
    runs : mapping of str to ndarray
        From `read_runs`.
    kind : {"site", "light", "dark"}
        As for `colours_of`; "site" is a fragment that a page holds, the others are files.
    """
    colour = colours_of(kind)
    x, y = Scale((1, 30), (LEFT, RIGHT)), Scale((LOWEST, 100), (BOTTOM, TOP))
    parts = [_axes(x, y, colour), *(_lines(runs[loss], loss, x, y, colour) for loss in RATES)]
    parts += [_keys(colour), _counts(runs, y, colour)]
    whole = {"xmlns": "http://www.w3.org/2000/svg"} if kind != "site" else {"class_": "front-runs"}
    return element(
        "svg", "\n".join(["", *parts, ""]), viewBox=f"0 0 {WIDTH} {HEIGHT}", role="img",
        aria_label=alt_of(runs), font_family="system-ui, sans-serif", font_size=15, **whole,
    )  # fmt: skip


def _lines(values: np.ndarray, loss: str, x: Scale, y: Scale, colour: Mapping[str, str]) -> str:
    """Return one thin line for each run: dashes of many would blur."""
    d = "".join(path([(x(k + 1), y(v)) for k, v in enumerate(run)]) for run in values)
    style = f"stroke: {colour[loss.replace(' ', '-')]}"
    return element("path", d=d, fill="none", style=style, stroke_width=1.1, stroke_opacity="0.8")


def _axes(x: Scale, y: Scale, colour: Mapping[str, str]) -> str:
    ink, grid = f"fill: {colour['muted']}", f"stroke: {colour['grid']}"
    parts = [label("digits read correctly, in per cent", 0, 14, style=ink)]
    for value in range(40, 101, 10):
        line = f"M{LEFT} {y(value):.1f}H{RIGHT}"
        parts.append(element("path", d=line, style=grid))
        parts.append(label(str(value), LEFT - 6, y(value) + 5, style=ink, text_anchor="end"))
    for value in (1, 10, 20, 30):
        parts.append(label(str(value), x(value), BOTTOM + 20, style=ink, text_anchor="middle"))
    middle = (LEFT + RIGHT) / 2
    parts.append(label("epoch", middle, BOTTOM + 38, style=ink, text_anchor="middle"))
    return "\n".join(parts)


def _keys(colour: Mapping[str, str]) -> str:
    """Return the names of the two costs, each beside a piece of its line."""
    parts = []
    for start, (loss, name) in zip((LEFT, 190), NAMES.items(), strict=True):
        tint = colour[loss.replace(" ", "-")]
        line = element("path", d=f"M{start} 34h20", style=f"stroke: {tint}", stroke_width=3)
        parts += [line, label(name, start + 26, 39, style=f"fill: {colour['ink']}")]
    return "\n".join(parts)


def _counts(runs: Mapping[str, np.ndarray], y: Scale, colour: Mapping[str, str]) -> str:
    """Return at the right how many runs end on each floor, beside a piece of their line."""
    seeds, roof = len(runs["quadratic"]), runs["sigmoid cross-entropy"][:, -1].mean()
    rows = [(y(roof) - 8, "sigmoid-cross-entropy", f"all {seeds}")]
    for floor, count in floors_of(runs).items():
        height = y(roof - 10 * floor) + (0 if floor else 9)
        rows.append((height, "quadratic", f"{count} of {seeds}"))
    return "\n".join(
        element(
            "path", d=f"M{RIGHT + 8} {height:.1f}h10", style=f"stroke: {colour[tint]}",
            stroke_width=3,
        )
        + label(words, RIGHT + 24, height + 5, style=f"fill: {colour['ink']}")
        for height, tint, words in rows
    )  # fmt: skip
