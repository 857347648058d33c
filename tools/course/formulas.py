"""Markdown with formulas as HTML with MathML, which every browser sets without a script.

Nothing is fetched for it. Elements, attributes and texts of a formula are written anew here, so
that no student's formula brings anything else into a page.
"""

import re
from html import escape, unescape
from xml.etree.ElementTree import Element

from latex2mathml.converter import convert_to_element
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

ELEMENTS = frozenset(
    [
        "math",
        "menclose",
        "mfrac",
        "mi",
        "mn",
        "mo",
        "mover",
        "mpadded",
        "mphantom",
        "mroot",
        "mrow",
        "mspace",
        "msqrt",
        "mstyle",
        "msub",
        "msubsup",
        "msup",
        "mtable",
        "mtd",
        "mtext",
        "mtr",
        "munder",
        "munderover",
    ]
)
ATTRIBUTES = frozenset(
    [
        "accent",
        "accentunder",
        "columnalign",
        "columnspacing",
        "display",
        "displaystyle",
        "fence",
        "form",
        "largeop",
        "linethickness",
        "lspace",
        "mathvariant",
        "maxsize",
        "minsize",
        "movablelimits",
        "notation",
        "rowspacing",
        "rspace",
        "scriptlevel",
        "separator",
        "stretchy",
        "width",
        "xmlns",
    ]
)
FUNCTIONS = ("arg", "cos", "cosh", "det", "exp", "lg", "ln", "log", "sin", "sinh", "tan", "tanh")
ROWS = ("math", "mrow", "mstyle", "mtd")  # whose children stand side by side
LIMITS = ("inf", "lim", "max", "min", "sup")
THIN = '<mspace width="0.167em"></mspace>'
LONGEST = 2000  # characters of a formula; a longer one is shown as it was typed
TAG = re.compile(r"\s*\\tag\{([^{}]*)\}")
# Characters of nobody's alphabet, which stand for formulas while the rest is made harmless.
OPEN, CLOSE = "\ue000", "\ue001"


class Renderer(IPythonRenderer):
    """Leaves a mark for each formula and keeps its MathML."""

    def __init__(self, *, html: bool) -> None:
        super().__init__(escape=not html, exclude_anchor_links=True)
        self.formulas: list[str] = []

    def kept(self, latex: str, display: str) -> str:
        """Return the mark of a formula."""
        self.formulas.append(mathml(latex, display))
        return f"{OPEN}{len(self.formulas) - 1}{CLOSE}"

    def block_math(self, body: str) -> str:
        """Take a formula on lines of its own."""
        return self.kept(body, "block")

    def inline_math(self, body: str) -> str:
        """Take a formula in running text."""
        return self.kept(body, "inline")

    def latex_environment(self, name: str, body: str) -> str:
        """Take an environment, such as ``align``."""
        return self.kept(f"\\begin{{{name}}}{body}\\end{{{name}}}", "block")


def rendered(markdown: str, *, html: bool = True) -> tuple[str, list[str]]:
    """Return Markdown as HTML with a mark for each formula, and the formulas.

    Parameters
    ----------
    markdown : str
        The text.
    html : bool
        Whether HTML in it counts as HTML; otherwise it is shown as it was typed.
    """
    renderer = Renderer(html=html)
    plain = re.sub(f"[{OPEN}{CLOSE}]", "", markdown)
    return MarkdownWithMath(renderer=renderer).render(plain), renderer.formulas


def with_formulas(html: str, formulas: list[str]) -> str:
    """Put the formulas in the places of their marks."""
    return re.sub(f"{OPEN}(\\d+){CLOSE}", lambda mark: formulas[int(mark[1])], html)


def mathml(latex: str, display: str) -> str:
    """Return a formula as MathML; one that cannot be read, as it was typed."""
    typed = TAG.sub(r" \\qquad \\text{(\1)}", latex.strip())
    typed = re.sub(r"\\(begin|end)\{aligned\}", r"\\\1{align*}", typed)
    try:
        if len(typed) > LONGEST:
            raise ValueError("too long")
        return written(convert_to_element(typed, display=display))
    except Exception:  # of the many kinds that a student's formula may provoke
        return f"<code>{escape(latex.strip())}</code>"


def written(element: Element) -> str:
    """Return an element of a formula as text."""
    tag = element.tag if element.tag in ELEMENTS else "mrow"
    tag = "mi" if is_name(element) else tag  # an <mo> gets room on both sides
    if unescape(element.text or "") == "/" and tag == "mo":
        element.attrib |= {"lspace": "0", "rspace": "0"}
    attributes = "".join(
        f' {name}="{escape(value)}"' for name, value in element.attrib.items() if name in ATTRIBUTES
    )
    children = list(element)
    inner = row(children) if tag in ROWS else "".join(map(written, children))
    inner = escape(unescape(element.text or ""), quote=False) + inner
    return f"<{tag}{attributes}>{inner}</{tag}>"


def row(children: list[Element]) -> str:
    """Return children: names of functions stand off, the comma in 10{,}000 does not."""
    made = ""
    for before, child in zip([None, *children], children, strict=False):
        if before is not None and before.tag not in ("mo", "mspace") and is_function(child):
            made += THIN
        if before is not None and is_function(before) and child.tag not in ("mo", "mspace"):
            made += THIN
        made += written(child)
    return made.replace("<mrow><mo>,</mo></mrow>", '<mo lspace="0" rspace="0">,</mo>')


def is_function(element: Element) -> bool:
    """Tell whether an element is a function's name, with or without an index."""
    while element.tag in ("msub", "msup", "msubsup") and len(element):
        element = element[0]
    return (element.tag == "mi" and element.text in FUNCTIONS) or is_operator_name(element)


def is_operator_name(element: Element) -> bool:
    """Tell whether an element is such a name as ``softmax``, and none with limits below."""
    text = element.text or ""
    return element.tag == "mo" and len(text) > 1 and text.isalpha() and text not in LIMITS


def is_name(element: Element) -> bool:
    """Tell whether what is written as an operator is none: a name, or infinity."""
    infinity = element.tag == "mo" and unescape(element.text or "") == "\N{INFINITY}"
    return infinity or is_operator_name(element)
