"""A changed style sheet, script or extension reaches the pages.

Sphinx copies static files only when it writes some page; a change of nothing but a style sheet
would leave the old one in the site.
"""

from sphinx.application import Sphinx
from sphinx.config import Config

from tools.fingerprint import fingerprint
from tools.paths import ROOT

STATIC = ("_static", "tools/sphinx_ext", "tools/web")


def _note_state(app: Sphinx, config: Config) -> None:
    config.book_static_fingerprint = fingerprint(ROOT, STATIC)


def setup(app: Sphinx) -> dict[str, bool]:
    """Write the pages again when a static file has changed."""
    app.add_config_value("book_static_fingerprint", "", "html")
    app.connect("config-inited", _note_state)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
