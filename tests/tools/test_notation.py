r"""The page of notation has every symbol of the chapters' formulas, and no other."""

import re

import pytest

from tools import notation
from tools.notation import signs_of, symbols_of
from tools.paths import ROOT, chapters

PAGE = notation.PAGE.read_text(encoding="utf-8")
NUMBERS = r"\((\d[\d–, ]*)"


@pytest.mark.parametrize(
    ("tex", "symbols"),
    [
        (r"\hat p_i", ["p hat", "i"]),
        (r"a^{(l)}", ["a", "l"]),
        (r"\bar\theta, \overline{p^2}", ["θ bar", "p"]),
        (r"\sum_{k=1}^{K} p_k \log \frac1{p_k}", ["k", "K", "p", "k", "p", "k"]),
        (r"\mathrm{KL}(p \parallel q)", ["KL", "p", "q"]),
        (r"\operatorname{softmax}(z)_y", ["softmax", "z", "y"]),
        (r"\max_j z_j \le \tanh z \tag{4.2}", ["j", "z", "j", "z"]),
        (r"C_{\text{quadratic}}", ["C"]),
        (r"\mathbb{E}_p[T], E", ["E double", "p", "T", "E"]),
        (r"\begin{aligned} w &= 1 \\ \ell'(z) &= 2 \end{aligned}", ["w", "ℓ", "z"]),
        (r"86\% \cdot 10 \to \infty", []),
    ],
)
def test_the_symbols_of_a_formula_are_its_letters_with_their_accents(tex, symbols):
    assert symbols_of(tex) == symbols


@pytest.mark.parametrize(
    ("tex", "signs"),
    [
        (r"X^\top X", ["⊤"]),
        (r"\nabla f \otimes \partial z", ["∇", "⊗", "∂"]),
        (r"\sum_k \bigl[ p_k \le 1 \bigr] - \frac12", []),
        (r"\overline{p^2}, \bar p", ["‾"]),
        (r"\lvert z \rvert", ["∣", "∣"]),
    ],
)
def test_the_signs_of_a_formula_are_those_that_need_a_word(tex, signs):
    assert signs_of(tex) == signs


def test_a_formula_that_cannot_be_read_is_refused():
    with pytest.raises(ValueError, match="KaTeX parse error"):
        symbols_of(r"\frac{1")


def test_the_page_and_the_chapters_agree():
    assert notation.problems(PAGE) == []


def test_a_chapter_has_hundreds_of_formulas():
    """What is compared is not nothing: 3006 formulas were counted when this was written."""
    found = {row.chapters for row in notation.rows(PAGE)}
    assert {number for numbers in found for number in numbers} == set(range(1, len(chapters()) + 1))
    assert sum(len(texs) for uses in notation.uses().values() for texs in uses.values()) > 3000


def without(page, start):
    (line,) = [line for line in page.splitlines() if line.startswith(start)]
    return page.replace(f"{line}\n", "")


@pytest.mark.parametrize(
    ("page", "complaint"),
    [
        (without(PAGE, "| $\\tau$ "), r"τ is used in chapter 3 \("),
        (without(PAGE, "| $\\otimes$ "), r"⊗ is used in chapter 6 \("),
        (PAGE.replace("## Codes\n", "## Codes\n\n| $\\xi$ | x | x | 3 | – |\n"), "ξ: a row names"),
        (
            PAGE.replace("| positive | 5 | – |", "| positive | 4, 5 | – |"),
            "R: a row names chapter 4",
        ),
        (PAGE.replace("| $R$ |", "| $R$, $R + 1$ |"), r"\$R \+ 1\$ stands in no formula"),
        (PAGE.replace("| $\\beta$ |", "| $\\beta = 2$ |"), r"named first, has no form of it"),
        (without(PAGE, "| $\\sigma$ | sigmoid"), "σ has several rows and is missing"),
        (
            PAGE.replace("| $\\sigma$ | sigmoid", "| $\\tau$ | x | x |\n| $\\sigma$ | sigmoid"),
            "τ has one row",
        ),
    ],
)
def test_a_page_that_is_wrong_is_found_out(page, complaint):
    assert any(re.search(complaint, problem) for problem in notation.problems(page))


def test_the_chapters_that_the_last_tables_name_use_the_letter():
    tables = PAGE.partition(f"## {notation.SEVERAL}")[2]
    named = 0
    for line in tables.splitlines():
        several = re.match(r"\| \$([^$]+)\$ \|", line)
        letters = [several[1]] * 99 if several else re.findall(r"\$([^$]+)\$ \(", line)
        for form, numbers in zip(letters, re.findall(NUMBERS, line), strict=False):
            wanted = set(notation.numbers_of(numbers.strip(", ")))
            assert wanted <= notation.uses()[symbols_of(form)[0]].keys(), line
            named += len(wanted)
    assert named > 100


def test_a_name_in_code_is_in_the_code():
    sources = [*(ROOT / "ce_utils").rglob("*.py"), *chapters()]
    code = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    names = {name for row in notation.rows(PAGE) for name in row.code}
    assert len(names) > 20
    assert [name for name in sorted(names) if not re.search(rf"\b{name}\b", code)] == []
