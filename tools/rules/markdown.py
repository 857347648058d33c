"""A Markdown cell uses only what the site, JupyterLab, Colab and GitHub all render.

The cell is parsed as the site parses it (MyST's syntax on), so that code, formulas and text are
told apart as a reader's renderer does; whatever the parser finds beyond CommonMark, tables,
dollar maths and folded ``<details>`` is a complaint.
"""

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.amsmath import amsmath_plugin
from mdit_py_plugins.attrs import attrs_plugin
from mdit_py_plugins.colon_fence import colon_fence_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.myst_blocks import myst_block_plugin
from mdit_py_plugins.myst_role import myst_role_plugin

from tools.rules.html import html_problems

FORBIDDEN_TOKENS = {
    "amsmath": r"\begin{…} outside of $$: put $$ lines around it",
    "colon_fence": "a ::: fence: only the site renders it",
    "dl_open": "a definition list: only the site renders it",
    "footnote_anchor": "a footnote: write the remark in the text, or as > **Note.**",
    "footnote_ref": "a footnote: write the remark in the text, or as > **Note.**",
    "footnote_reference_open": "a footnote: write the remark in the text, or as > **Note.**",
    "math_block_label": r"a label behind $$: use \tag{4.2} inside the formula",
    "math_inline_double": "$$ inside a paragraph: leave a blank line before and after",
    "myst_block_break": "a +++ line: only the site understands it",
    "myst_line_comment": "a line that starts with %: the site drops it as a comment",
    "myst_role": "a {role}`…`: only the site renders it",
    "myst_target": "a (label)= line: only the site understands it",
    "span_open": "[…]{…}: only the site renders it",
}
FORBIDDEN_TEX = re.compile(r"\\(label|ref|eqref|cref)\b")


def new_parser() -> MarkdownIt:
    """Return a parser that knows CommonMark, tables, dollar maths, and MyST to forbid it."""
    parser = MarkdownIt("commonmark").enable("table")
    dollarmath_plugin(parser, allow_labels=True, allow_space=False, double_inline=True)
    attrs_plugin(parser, spans=True)
    for plugin in (amsmath_plugin, colon_fence_plugin, deflist_plugin, footnote_plugin):
        plugin(parser)
    myst_block_plugin(parser)
    myst_role_plugin(parser)
    # Keeps `\$` and `\[` as tokens of their own, apart from the text around them.
    return parser.disable("text_join").disable("footnote_tail")


PARSER = new_parser()


def tokens_of(text: str) -> list[Token]:
    """Return the cell's tokens, each inline token followed by its children."""
    flat: list[Token] = []
    for token in PARSER.parse(text):
        flat += [token, *joined(token.children or [])]
    return flat


def joined(tokens: list[Token]) -> list[Token]:
    r"""Join neighbouring pieces of text; a backslash that escapes nothing (``\ref``) is text."""
    result: list[Token] = []
    for token in tokens:
        if token.type == "text_special" and token.content == token.markup:
            token.type = "text"
        if result and token.type == "text" == result[-1].type:
            result[-1].content += token.content
        else:
            result.append(token)
    return result


def prose_of(text: str) -> str:
    """Return the words of a cell: no code, no formula, no HTML tag, no address."""
    kept = (token.content for token in tokens_of(text) if token.type in ("text", "softbreak"))
    return " ".join(kept)


def markdown_problems(text: str) -> list[str]:
    """Return what in a Markdown cell is not rendered everywhere."""
    checks = (forbidden_syntax, bad_text, bad_maths, bad_display_maths, bad_html, bad_image)
    tokens = tokens_of(text)
    return [problem for check in checks for problem in check(tokens, text.splitlines())]


def forbidden_syntax(tokens: list[Token], lines: list[str]) -> Iterator[str]:
    """Complain of MyST's own syntax."""
    for token in tokens:
        if token.type in FORBIDDEN_TOKENS:
            yield FORBIDDEN_TOKENS[token.type]
        if token.type == "fence" and token.info.lstrip().startswith("{"):
            yield f"```{token.info.strip()}: only the site renders a directive"
        if token.type in ("image", "code_inline", "link_open") and has_attributes(token):
            yield "{…} behind an image, code or link: only the site understands it"


def has_attributes(token: Token) -> bool:
    """Say whether MyST's ``{#id .class}`` follows the token."""
    return bool(token.attrGet("class") or token.attrGet("id"))


def bad_text(tokens: list[Token], lines: list[str]) -> Iterator[str]:
    r"""Complain of ``\(``, of GitHub's alerts, of bare addresses and of TeX outside a formula."""
    inside_link = 0
    for token in tokens:
        inside_link += {"link_open": 1, "link_close": -1}.get(token.type, 0)
        if token.type == "text_special" and token.markup in (r"\(", r"\)", r"\[", r"\]"):
            yield f"{token.markup}: formulas are written with $…$ or $$ lines"
        if token.type != "text":
            continue
        if re.search(r"\[!\w+\]", token.content):
            yield "[!NOTE]: only GitHub renders it; write > **Note.**"
        if not inside_link and re.search(r"https?://", token.content):
            yield "a bare address: write <https://…> or [words](https://…)"
        yield from bad_tex(token.content)


def bad_tex(content: str) -> Iterator[str]:
    r"""Complain of ``\label`` and ``\ref``."""
    for match in FORBIDDEN_TEX.finditer(content):
        yield rf"{match[0]}: number the formula with \tag{{4.2}} and write the number"


def bad_maths(tokens: list[Token], lines: list[str]) -> Iterator[str]:
    """Complain of dollar signs that open no formula, and of what a formula must not hold."""
    for token in tokens:
        if token.type == "text" and "$" in token.content:
            around = token.content.strip()[:60]
            yield rf"a $ without its partner, or with a space just inside: {around!r} (money: \$)"
        if token.type.startswith("math_"):
            yield from bad_tex(token.content)


def bad_display_maths(tokens: list[Token], lines: list[str]) -> Iterator[str]:
    """Complain of a displayed formula that is not a paragraph of its own."""
    for token in tokens:
        if token.type != "math_block":
            continue
        first, last = token.map
        if not (blank(lines, first - 1) and blank(lines, last)):
            yield f"$$ without a blank line around it: {lines[first].strip()!r}"
        if last - first > 1 and not (bare(lines[first]) == bare(lines[last - 1]) == "$$"):
            yield f"$$ shares its line with a part of the formula: {lines[first].strip()!r}"


def blank(lines: list[str], index: int) -> bool:
    """Say whether a line is blank, or before the first or after the last one."""
    return not 0 <= index < len(lines) or bare(lines[index]) == ""


def bare(line: str) -> str:
    """Return a line without the marks of a quotation around it."""
    return line.lstrip("> ").strip()


def bad_html(tokens: list[Token], lines: list[str]) -> Iterator[str]:
    """Complain of HTML other than folded details, line breaks, sub- and superscripts."""
    for token in tokens:
        if token.type in ("html_block", "html_inline"):
            yield from html_problems(token.content)


def bad_image(tokens: list[Token], lines: list[str]) -> Iterator[str]:
    """Complain of images without a text, and of those that Colab cannot find."""
    for token in tokens:
        if token.type != "image":
            continue
        address = str(token.attrGet("src"))
        if len(token.content) < 20:
            yield f"an image without alt text that says what it shows: {address}"
        if not address.startswith("https://"):
            yield f"an image that Colab cannot find: {address} (draw it in a code cell)"
