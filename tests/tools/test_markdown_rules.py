"""The Markdown lint accepts what all four places render, and nothing else."""

import pytest

from tools.rules.markdown import markdown_problems, prose_of

GOOD = {
    "emphasis, code and a list": "Some *words*, **more**, `x_1 = $5`.\n\n- one\n- two",
    "formula in the line": "The value $-\\log q$ is never negative; $y \\in \\{0, 1\\}$.",
    "formula on its own lines": "We get\n\n$$\nH(p) = \\sum_i p_i h_i \\tag{1.2}\n$$\n\nnats.",
    "formula on one line": "We get\n\n$$H(p) = 0 \\tag{1.2}$$\n\nnats.",
    "aligned formula": "$$\n\\begin{aligned}\na &= b \\\\\n&= c\n\\end{aligned}\n$$",
    "table with formulas": "| a | b |\n|---|---|\n| $x$ | $\\lvert y \\rvert$ |",
    "link to a chapter": "See [Chapter 4](04-sigmoid.ipynb), or <https://example.org>.",
    "folded solution": "<details><summary>Solution</summary>\n\nIt is $x^2$.\n\n</details>",
    "aside": "> **Note.** In nats.\n>\n> $$\n> x = 1\n> $$\n>\n> And on.",
    "money": "It costs \\$5.",
    "code that looks like MyST": "```python\n# {ref}`a` ::: $ x\n```\n\nand `{ref}` and `$`",
    "superscript": "10<sup>3</sup> lines<br>break",
    "braces in words": "A set {1, 2} and a slice [3] and a year (2006).",
}

BAD = {
    "role": ("See {ref}`chapter`.", "role"),
    "colon fence": ("::: note\nHello\n:::", "::: fence"),
    "directive": ("```{note}\nHello\n```", "directive"),
    "target": ("(label)=\n# Title", "(label)="),
    "label in a formula": ("$$\nx = 1 \\label{eq}\n$$", "\\label"),
    "label behind a formula": ("$$\nx = 1\n$$ (eq)", "label behind"),
    "reference": ("Equation \\ref{eq} says", "\\ref"),
    "raw HTML": ('<div class="x">\n\nHello\n\n</div>', "<div>"),
    "raw HTML in the line": ("a <span>b</span> c", "<span>"),
    "attribute": ('<details class="x"><summary>S</summary>\n\nText\n\n</details>', "class"),
    "HTML comment": ("<!-- todo -->", "comment"),
    "text glued to details": ("<details><summary>S</summary>\nIt is **x**.\n</details>", "blank"),
    "formula in summary": ("<details><summary>Why $x$</summary>\n\nT\n\n</details>", "<summary>"),
    "comment": ("% a remark\n\nText", "%"),
    "footnote": ("Text[^1].\n\n[^1]: The note.", "footnote"),
    "round bracket maths": ("so \\(x\\) is", "\\("),
    "square bracket maths": ("so \\[x\\] is", "\\["),
    "lone dollar": ("costs $5 and more", "without its partner"),
    "space inside": ("so $ x$ is", "space just inside"),
    "space before the end": ("so $x $ is", "space just inside"),
    "bar of a table in a formula": ("| a |\n|---|\n| $p(y|x)$ |", "without its partner"),
    "display in the line": ("so $$x = 1$$ is", "inside a paragraph"),
    "display glued to text": ("so\n$$\nx = 1\n$$\nis", "inside a paragraph"),
    "display glued to the text below": ("$$\nx = 1\n$$\nis", "blank line"),
    "display shares its line": ("$$x = 1\n+ 2$$", "shares its line"),
    "environment without dollars": ("\\begin{align}\nx &= 1\n\\end{align}", "\\begin"),
    "attachment": ("![A curve that falls to the right](attachment:a.png)", "Colab cannot find"),
    "image of the repository": ("![A curve that falls to the right](a.png)", "Colab cannot find"),
    "image without a text": ("![](https://example.org/a.png)", "alt text"),
    "alert of GitHub": ("> [!NOTE]\n> Hello", "only GitHub"),
    "bare address": ("See https://example.org for more", "bare address"),
    "attributes": ("See [words](https://example.org){.class}", "{…} behind"),
    "block break": ("a\n\n+++\n\nb", "+++"),
    "definition list": ("Term\n: What it means", "definition list"),
}


@pytest.mark.parametrize("text", GOOD.values(), ids=GOOD.keys())
def test_accepted(text):
    assert markdown_problems(text) == []


@pytest.mark.parametrize(("text", "complaint"), BAD.values(), ids=BAD.keys())
def test_refused(text, complaint):
    problems = markdown_problems(text)
    assert any(complaint in problem for problem in problems), problems


def test_prose_is_the_words_alone():
    text = "We *see* `simply` that $simply$ [falls](https://simply.org) <br> down."
    assert "simply" not in prose_of(text)
    assert "see" in prose_of(text)
    assert "falls" in prose_of(text)
