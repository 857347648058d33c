r"""Formulas are rendered at build time, and a formula with an error is not let through."""

import re

import pytest

from tools.sphinx_ext import katex_math


def test_a_formula_becomes_html_and_mathml():
    html = katex_math.render(r"a - y", display=False)
    assert "<math" in html
    assert 'class="katex-html"' in html


def test_a_display_keeps_its_number():
    assert "(4.2)" in katex_math.render(r"C = -\ln a_y \tag{4.2}", display=True)


@pytest.mark.parametrize("tex", [r"\frac{1", r"\undefinedcommand", r"x^2^3", r"a % b"])
def test_an_error_in_tex_is_an_error(tex):
    with pytest.raises(ValueError, match=r"KaTeX parse error|LaTeX-incompatible"):
        katex_math.render(tex, display=False)


def test_the_style_sheet_holds_the_fonts_of_almost_every_formula():
    sheet = katex_math.style_sheet()
    assert sheet.count("url(data:font/woff2;base64,") == len(katex_math.EMBEDDED)
    files = re.findall(r"url\((fonts/[^)]*)\)", sheet)
    assert files
    assert all((katex_math.KATEX / file).suffix == ".woff2" for file in files)
    assert all((katex_math.KATEX / file).exists() for file in files)
