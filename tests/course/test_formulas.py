"""Formulas become MathML that every browser sets, and bring nothing else into a page."""

import pytest

from tools.course.feedback import plain_html, safe_html
from tools.course.formulas import mathml


def test_a_formula_becomes_mathml_with_its_number():
    made = safe_html("So:\n\n$$a_k = \\frac{e^{z_k}}{\\sum_j e^{z_j}}. \\tag{1}$$")
    assert '<math xmlns="http://www.w3.org/1998/Math/MathML" display="block">' in made
    assert "<mfrac>" in made
    assert "<mtext>(1)</mtext>" in made
    assert "tag" not in made
    assert "$" not in made


def test_names_stand_off_and_operators_do_not():
    assert "<mi>ln</mi><mspace" in mathml(r"\ln a", "inline")
    assert "<mi>ln</mi><mo" in mathml(r"\ln(a)", "inline")
    assert "<mi>softmax</mi><mo" in mathml(r"\operatorname{softmax}(z)", "inline")
    assert '<mo lspace="0" rspace="0">/</mo>' in mathml("1/K", "inline")
    assert '<mo lspace="0" rspace="0">,</mo>' in mathml("10{,}000", "inline")
    assert "<mi>∞</mi>" in mathml(r"-\infty", "inline")


HOSTILE = [
    r"$\href{javascript:alert(1)}{x}$",
    r"$\text{<script>alert(1)</script>}$",
    r"$\text{&lt;script&gt;}$",
    r"$a<b onclick=x>c$",
    r"$\class{evil}{x}$",
    "\ue0007\ue001",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_formula_brings_anything_else(text):
    made = safe_html(text)
    assert not any(word in made for word in ("<script", "href", "<b ", "class=", "\ue000"))


@pytest.mark.parametrize("latex", [r"\frac{", "{" * 1900, "x" * 3000])
def test_what_cannot_be_set_is_shown_as_typed(latex):
    assert mathml(latex, "inline") == f"<code>{latex}</code>"


def test_a_comment_of_a_table_is_no_html():
    made = plain_html("If a<b, then *not* <i>so</i>, see $a<b$.")
    assert "a&lt;b, then <em>not</em> &lt;i&gt;so&lt;/i&gt;" in made
    assert "<mo>&lt;</mo>" in made
