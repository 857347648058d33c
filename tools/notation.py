r"""The symbols of the book's formulas: which chapters use them, and what the page says of them.

`appendix/notation.md` is written by hand; `problems` compares it with the formulas of all
chapters. A formula is read by KaTeX, as for the site, and its letters are taken from the MathML:
an index is a symbol too, an accent belongs to its letter, a name for which TeX has a command
(`\ln`, `\max`) is a function and no symbol. `python -m tools.notation` lists what is wrong.
"""

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from xml.etree.ElementTree import Element, fromstring

from tools.notebooks import Notebook, read_chapters
from tools.paths import ROOT
from tools.rules.markdown import tokens_of
from tools.sphinx_ext.katex_math import render

PAGE = ROOT / "appendix" / "notation.md"
SIGNS = "Signs"
SEVERAL = "One letter, several meanings"
ACCENTS = {"^": "hat", "ˉ": "bar", "‾": "bar", "~": "tilde", "→": "vec", "˙": "dot"}
# What every reader of the book knows from school, and the second half of a pair.
ELEMENTARY = set("!%()+,./:;<=>[]{}±×−∞≠≈≤≥…⋯∑∏∫^ˉ→⟹⌉⏟\u2061")
TOKEN = re.compile(r"\\[A-Za-z]+|\\.|\S")
SPACES = {r"\,", r"\;", r"\:", r"\!", "\\ ", r"\quad", r"\qquad"}
BARS = {"|": (r"\lvert", r"\rvert"), r"\|": (r"\lVert", r"\rVert", r"\parallel")}
ALIKE = {name: bar for bar, names in BARS.items() for name in names}

Uses = dict[str, dict[int, list[str]]]


@dataclass(frozen=True)
class Row:
    """A row of the page: the symbols or signs that its forms begin with, and who uses them so."""

    forms: tuple[str, ...]
    symbols: tuple[str, ...]
    chapters: tuple[int, ...]
    code: tuple[str, ...]


@cache
def _tree(tex: str) -> Element:
    html = render(tex, display=r"\tag" in tex or r"\begin" in tex)
    maths = html[html.index("<math") : html.index("</math>") + len("</math>")]
    root = fromstring(re.sub(r' xmlns="[^"]*"', "", maths))
    for parent in list(root.iter()):
        for annotation in parent.findall("annotation"):
            parent.remove(annotation)
    return root


def symbols_of(tex: str) -> list[str]:
    r"""Return the symbols of a formula in order, `\hat p` as "p hat", `\mathrm{KL}` as "KL".

    Parameters
    ----------
    tex : str
        The formula without its dollar signs.

    Returns
    -------
    list of str
        The symbols, each as often as it stands there.

    Raises
    ------
    ValueError
        If KaTeX cannot read the formula.
    """
    return list(_symbols(_tree(tex)))


def _symbols(node: Element) -> Iterator[str]:
    children = list(node)
    if node.tag == "mi" and _is_symbol(node):
        yield node.text if node.get("mathvariant") != "double-struck" else f"{node.text} double"
    elif node.tag == "mover" and node.get("accent") and children[0].tag == "mi":
        yield f"{children[0].text} {ACCENTS.get(children[1].text, children[1].text)}"
    elif node.tag == "mrow" and len(children) > 1 and all(map(_is_roman, children)):
        yield "".join(child.text for child in children)
    else:
        for child in children:
            yield from _symbols(child)


def _is_symbol(node: Element) -> bool:
    own_command = len(node.text) > 1 and node.get("mathvariant") is None
    return node.text.isalpha() and not own_command


def _is_roman(node: Element) -> bool:
    return node.tag == "mi" and node.get("mathvariant") == "normal" and node.text.isalpha()


def signs_of(tex: str) -> list[str]:
    r"""Return the signs of a formula that are not known from school, such as `\nabla` as "∇".

    Parameters
    ----------
    tex : str
        The formula without its dollar signs.
    """
    marks = (node.text for node in _tree(tex).iter() if node.tag in ("mo", "mi"))
    return [mark for mark in marks if not mark.isalpha() and not set(mark) <= ELEMENTARY]


def formulas(chapter: Notebook) -> list[str]:
    """Return the formulas of a chapter's text, without their dollar signs."""
    tokens = [token for cell in chapter.markdown_cells for token in tokens_of(cell.source)]
    return [token.content.strip() for token in tokens if token.type.startswith("math_")]


@cache
def uses() -> Uses:
    """Return by symbol or sign, and by number of the chapter, the formulas that use it."""
    found: Uses = defaultdict(lambda: defaultdict(list))
    for chapter in read_chapters():
        for tex in formulas(chapter):
            for mark in {*symbols_of(tex), *signs_of(tex)}:
                found[mark][int(chapter.name[:2])].append(tex)
    return {mark: dict(chapters) for mark, chapters in found.items()}


def rows(page: str) -> list[Row]:
    """Return the rows of the page's tables of five columns.

    Parameters
    ----------
    page : str
        The page's Markdown.
    """
    found = []
    for section in re.split(r"^## ", page, flags=re.MULTILINE)[1:]:
        marks = signs_of if section.startswith(SIGNS) else symbols_of
        lines = (line for line in section.splitlines() if line.startswith("| "))
        cells = [[cell.strip() for cell in line.strip("| ").split(" | ")] for line in lines]
        found += [_row(row, marks) for row in cells if len(row) == 5 and "$" in row[0]]
    return found


def _row(cells: list[str], marks: Callable[[str], list[str]]) -> Row:
    forms = tuple(re.findall(r"\$([^$]+)\$", cells[0]))
    symbols = tuple(dict.fromkeys(marks(form)[0] for form in forms))
    return Row(forms, symbols, numbers_of(cells[3]), tuple(re.findall(r"`([^`]+)`", cells[4])))


def numbers_of(text: str) -> tuple[int, ...]:
    """Return the numbers of "1–3, 5" in order."""
    ranges = (part.split("–") for part in text.split(","))
    return tuple(n for ends in ranges for n in range(int(ends[0]), int(ends[-1]) + 1))


def several(page: str) -> set[str]:
    """Return the symbols in the page's last section, of letters that mean several things."""
    section = page.partition(f"## {SEVERAL}")[2].partition("\n## ")[0]
    firsts = re.findall(r"^\| \$([^$]+)\$", section, flags=re.MULTILINE)
    rest = re.findall(r"\$([^$]+)\$", section.rpartition("|")[2])
    return {symbols_of(form)[0] for form in [*firsts, *rest]}


def problems(page: str) -> list[str]:
    """Say where the page and the formulas of the chapters contradict each other.

    Parameters
    ----------
    page : str
        The page's Markdown.

    Returns
    -------
    list of str
        One sentence for each contradiction; empty if there is none.
    """
    described = rows(page)
    checks = (*_uncovered(described), *_unused(described), *_unseen_forms(described))
    return [*checks, *_several_problems(page, described)]


def _uncovered(described: list[Row]) -> Iterator[str]:
    said = defaultdict(set)
    for row in described:
        for symbol in row.symbols:
            said[symbol].update(row.chapters)
    for symbol, chapters in sorted(uses().items()):
        for number in sorted(chapters.keys() - said[symbol]):
            example = " ".join(chapters[number][0].split())[:60]
            yield f"{symbol} is used in chapter {number} ({example}), and no row says what it is."


def _unused(described: list[Row]) -> Iterator[str]:
    for row in described:
        for symbol in row.symbols:
            for number in sorted(set(row.chapters) - uses().get(symbol, {}).keys()):
                yield f"{symbol}: a row names chapter {number}, which does not use it."


def _unseen_forms(described: list[Row]) -> Iterator[str]:
    """Each form is found in a chapter of its row, and one of them in the first."""
    for row in described:
        seen = {form: _chapters_with(form, row) for form in row.forms}
        for form, chapters in seen.items():
            if not chapters:
                yield f"${form}$ stands in no formula of the chapters {row.chapters}."
        if not any(row.chapters[0] in chapters for chapters in seen.values()):
            yield f"${row.forms[0]}$: chapter {row.chapters[0]}, named first, has no form of it."


def _chapters_with(form: str, row: Row) -> set[int]:
    wanted = f" {' '.join(_tokens(form))} "
    return {
        number
        for symbol in row.symbols
        for number, texs in uses().get(symbol, {}).items()
        if number in row.chapters and any(wanted in f" {' '.join(_tokens(tex))} " for tex in texs)
    }


@cache
def _tokens(tex: str) -> tuple[str, ...]:
    """Return TeX in pieces, without spaces and braces around one piece, bars written alike."""
    plain = re.sub(r"\\[bB]ig+[lr]?|\\(?:left|right)(?![a-z])|&", " ", tex)
    tokens = (ALIKE.get(token, token) for token in TOKEN.findall(plain))
    return tuple(token for token in tokens if token not in SPACES)


def _several_problems(page: str, described: list[Row]) -> Iterator[str]:
    counted = Counter(symbol for row in described for symbol in row.symbols)
    many = {symbol for symbol, count in counted.items() if count > 1 and symbol[0].isalpha()}
    for symbol in sorted(many - several(page)):
        yield f"{symbol} has several rows and is missing under {SEVERAL!r}."
    for symbol in sorted(several(page) - many):
        yield f"{symbol} has one row and stands under {SEVERAL!r}."


def main() -> None:
    """List what is wrong with the page."""
    found = problems(PAGE.read_text(encoding="utf-8"))
    print("\n".join(found) or f"{PAGE.name} and the chapters agree.")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
