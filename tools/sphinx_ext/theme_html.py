"""What the theme writes into every page, mended on its way out.

The theme's version is pinned, so that its HTML stays as these replacements expect it; the tests of
the site fail where one of them no longer finds what it mends.
"""

import re

from sphinx.application import Sphinx
from sphinx.jinja2glue import BuiltinTemplateLoader

MENDS = [
    # Icons come from icons.css: the theme loads a font, its style sheet and 1.5 MB of script.
    (r'<script src="[^"]*/fontawesome/[^"]*"></script>', ""),
    (r'<link [^>]*href="[^"]*/fontawesome/[^"]*"[^>]*/>', ""),
    # The theme is known before anything is drawn: set later, it flashes, and every element's look
    # is found twice.
    (
        r'dataset\.theme = localStorage\.getItem\("theme"\) \|\| "auto";',
        'dataset.theme = ["light", "dark"].find(chosen => chosen === localStorage.getItem("mode"))'
        ' ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");',
    ),
    # All of a page lies in a landmark.
    (r'<div (class="bd-sidebar-primary)', r'<div role="complementary" aria-label="Book" \1'),
    # What a button or a fold is called is what it shows.
    (r'(<button class="btn search-button-field[^>]*?) aria-label="[^"]*"', r"\1"),
    (r'<summary aria-label="[^"]*"', "<summary"),
    # But the arrow in the list of pages shows no words.
    (
        r'<summary>(?=<span class="toctree-toggle")',
        '<summary aria-label="Show or hide the pages of this part">',
    ),
    # A table's empty corner heads nothing.
    (r"<th ([^>]*)>\s*(?:<p>\s*</p>)?\s*</th>", r"<td \1></td>"),
    # An output that is an interactive figure is marked; the style sheet gives it no second card.
    (
        r'<div class="output text_html">(?=<div class="ce-figure)',
        '<div class="output text_html holds-figure">',
    ),
    # A link to a section says so.
    (r'<a class="headerlink" ', '<a class="headerlink" aria-label="Link to this section" '),
]


def mended(page: str) -> str:
    """Return the HTML of a page with all replacements made.

    Parameters
    ----------
    page : str
        The HTML as the theme's templates give it.

    Returns
    -------
    str
        The HTML that is written.
    """
    for pattern, replacement in MENDS:
        page = re.sub(pattern, replacement, page)
    return page


class MendedTemplates(BuiltinTemplateLoader):
    """Sphinx's own templates; what they give is mended."""

    def render(self, template: str, context: dict) -> str:
        """Return a page as it is written."""
        return mended(super().render(template, context))


def setup(app: Sphinx) -> dict[str, bool]:
    """Put this loader in the place of Sphinx's."""
    app.connect("config-inited", lambda app, config: _use(config))
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _use(config: object) -> None:
    config.template_bridge = f"{__name__}.{MendedTemplates.__name__}"
