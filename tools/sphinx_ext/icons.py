"""The theme's few icons as one small style sheet, instead of a font, its style sheet and a script.

The outlines are taken from the theme's own copy of Font Awesome (its licence, SIL OFL 1.1, allows
it) and stand in the style sheet as masks: an icon has the colour of its text and takes its room
before anything is loaded, so that nothing shifts.
"""

import re
from pathlib import Path
from urllib.parse import quote

import pydata_sphinx_theme
from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.ttLib import TTFont
from sphinx.application import Sphinx
from sphinx.config import Config

from tools.paths import WEB

THEME = Path(pydata_sphinx_theme.__file__).parent / "theme/pydata_sphinx_theme/static"
(FONT_AWESOME,) = (THEME / "vendor/fontawesome").iterdir()
FONTS = {
    "fa-brands-400.ttf": "github",
    "fa-solid-900.ttf": (
        "angle-left angle-right arrow-up bars chevron-down circle-half-stroke download expand file "
        "file-pdf lightbulb list magnifying-glass moon pencil-alt rocket sun"
    ),
}
SHEET = WEB / "static" / "icons.css"
FORM = """\
:is(.fa, .fab, .fas, .fa-solid, .fa-brands) {
  background: currentColor;
  display: inline-block;
  height: 1em;
  mask: var(--icon) center / contain no-repeat;
  vertical-align: -0.125em;
  width: 1.25em;
}

/* The theme would put a letter of the font before a link to GitHub. */
html body a:is(.github, .gitlab, .bitbucket)::before {
  content: none;
}

.fa-lg {
  font-size: 1.25em;
  line-height: 0.05em;
}
"""


def code_of(name: str) -> int:
    """Return the code point of an icon.

    Parameters
    ----------
    name : str
        Its name after `fa-`.

    Raises
    ------
    ValueError
        If the theme's style sheet has no such icon.
    """
    sheet = (FONT_AWESOME / "css" / "all.min.css").read_text(encoding="utf-8")
    found = re.search(rf'\.fa-{name}:before[^{{}}]*{{content:"\\([0-9a-f]+)"', sheet)
    if not found:
        raise ValueError(f"Font Awesome has no icon {name!r}: look it up in {FONT_AWESOME}.")
    return int(found[1], 16)


def picture(font: TTFont, code: int) -> str:
    """Return one glyph as the address of an SVG that holds it.

    Parameters
    ----------
    font : fontTools.ttLib.TTFont
        The font.
    code : int
        The glyph's code point.

    Returns
    -------
    str
        A `data:` address, in units of the font, the y-axis turned downward.
    """
    glyphs = font.getGlyphSet()
    glyph = glyphs[font.getBestCmap()[code]]
    pen = SVGPathPen(glyphs, ntos=lambda value: str(round(value)))
    glyph.draw(pen)
    top, height = font["hhea"].ascent, font["hhea"].ascent - font["hhea"].descent
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 {-top} {glyph.width} {height}">'
        f'<path transform="scale(1,-1)" d="{pen.getCommands()}"/></svg>'
    )
    return f"data:image/svg+xml,{quote(svg, safe=' =:/,-')}"


def style_sheet() -> str:
    """Return the style sheet of all icons that the pages use."""
    rules = [FORM]
    for file, names in FONTS.items():
        font = TTFont(FONT_AWESOME / "webfonts" / file)
        for name in names.split():
            rules.append(f'.fa-{name} {{ --icon: url("{picture(font, code_of(name))}"); }}\n')
    return "".join(rules)


def _write(app: Sphinx, config: Config) -> None:
    SHEET.parent.mkdir(parents=True, exist_ok=True)
    SHEET.write_text(style_sheet(), encoding="utf-8")


def setup(app: Sphinx) -> dict[str, bool]:
    """Write the style sheet where `katex_math` has the static files taken from."""
    app.connect("config-inited", _write)
    app.add_css_file("icons.css")
    return {"parallel_read_safe": True, "parallel_write_safe": True}
