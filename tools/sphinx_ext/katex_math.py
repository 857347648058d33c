r"""Maths rendered while the book is built: KaTeX HTML and MathML, no JavaScript in the page.

A formula that KaTeX cannot read is a warning, and so, with `-W`, the end of the build. KaTeX
comes from npm (`tools/web/package.json`) and runs in V8 through `mini-racer`; its style sheet and
fonts are copied into the site.
"""

import base64
import html
import re
import shutil
from functools import cache

from docutils import nodes
from py_mini_racer import JSEvalException, MiniRacer
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util import logging
from sphinx.writers.html5 import HTML5Translator

from tools.paths import WEB

KATEX = WEB / "node_modules" / "katex" / "dist"
STATIC = WEB / "static"
EMBEDDED = ["KaTeX_Main-Regular", "KaTeX_Math-Italic", "KaTeX_Size1-Regular", "KaTeX_Size2-Regular"]
# Asked for in the head, these fonts are there before the first picture, so that no line moves.
ASK = (
    'for (const font of ["1em KaTeX_Main", "italic 1em KaTeX_Math", "1em KaTeX_Size1", '
    '"1em KaTeX_Size2"]) document.fonts.load(font);'
)

logger = logging.getLogger(__name__)


@cache
def _engine() -> MiniRacer:
    engine = MiniRacer()
    engine.eval((KATEX / "katex.min.js").read_text(encoding="utf-8"))
    return engine


@cache
def render(tex: str, *, display: bool) -> str:
    r"""Return the HTML and MathML of one formula.

    Parameters
    ----------
    tex : str
        The formula, without its dollar signs; `\tag{…}` is allowed in a display.
    display : bool
        True for a formula on a line of its own.

    Returns
    -------
    str
        An HTML fragment that needs KaTeX's style sheet and no script.

    Raises
    ------
    ValueError
        If KaTeX cannot read the formula; the message is KaTeX's own.
    """
    options = {
        "displayMode": display,
        "output": "htmlAndMathml",
        "throwOnError": True,
        "strict": "error",
    }
    try:
        return _engine().call("katex.renderToString", tex, options)
    except JSEvalException as error:
        raise ValueError(str(error).splitlines()[0].removeprefix("<anonymous>:1: ")) from error


def _html(node: nodes.Element, *, display: bool) -> str:
    try:
        return render(node.astext().strip(), display=display)
    except ValueError as error:
        logger.warning("%s", error, location=node, type="math", subtype="katex")
        return f"<code>{html.escape(node.astext())}</code>"


def _visit_inline(translator: HTML5Translator, node: nodes.math) -> None:
    translator.body.append(_html(node, display=False))
    raise nodes.SkipNode


def _visit_display(translator: HTML5Translator, node: nodes.math_block) -> None:
    formula = _html(node, display=True)
    # A class, where a style sheet could ask with :has(), which makes long pages slower to lay out.
    kind = "math display numbered" if 'class="katex-tag"' in formula else "math display"
    translator.body.append(f"{translator.starttag(node, 'div', CLASS=kind)}{formula}</div>\n")
    raise nodes.SkipNode


def style_sheet() -> str:
    """Return KaTeX's style sheet with the fonts of almost every formula in it.

    Returns
    -------
    str
        CSS. A font that came after the first picture of the page would move its text; the fonts
        that few formulas need stay files, of woff2 alone, which browsers of ten years read.
    """
    sheet = (KATEX / "katex.min.css").read_text(encoding="utf-8")
    sheet = re.sub(r',url\([^)]*\.(?:woff|ttf)\) format\("[a-z]*"\)', "", sheet)
    for name in EMBEDDED:
        font = base64.b64encode((KATEX / "fonts" / f"{name}.woff2").read_bytes()).decode()
        sheet = sheet.replace(f"url(fonts/{name}.woff2)", f"url(data:font/woff2;base64,{font})")
    return sheet


def _write_styles_and_fonts(app: Sphinx, config: Config) -> None:
    target = STATIC / "katex"
    (target / "fonts").mkdir(parents=True, exist_ok=True)
    (target / "katex.min.css").write_text(style_sheet(), encoding="utf-8")
    for font in (KATEX / "fonts").glob("*.woff2"):
        if font.stem not in EMBEDDED:
            shutil.copy(font, target / "fonts")
    config.html_static_path.append(str(STATIC))


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the renderer under the name `katex`."""
    app.add_html_math_renderer("katex", (_visit_inline, None), (_visit_display, None))
    app.connect("config-inited", _write_styles_and_fonts)
    app.add_css_file("katex/katex.min.css")
    app.add_js_file(None, body=ASK)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
