"""Links of a released assignment to chapters lead to the chapters' pages.

The notebooks name the repository, because students open them elsewhere; on the site, whose pages
the chapters are, a reader stays.
"""

from pathlib import PurePosixPath

from docutils import nodes
from sphinx.application import Sphinx

from tools.repository import current

RELEASES = "assignments/release/"


def keep_on_site(app: Sphinx, doctree: nodes.document, page: str) -> None:
    """Replace the addresses of chapters in the repository by those of their pages."""
    if app.builder.format != "html" or not page.startswith(RELEASES):
        return
    start = f"{current().url}/blob/main/"
    for link in doctree.findall(nodes.reference):
        address = link.get("refuri", "")
        file, _, anchor = address.removeprefix(start).partition("#")
        target = str(PurePosixPath(file).with_suffix("")) if file else ""
        if address.startswith(start) and target in app.env.found_docs:
            to_page = app.builder.get_relative_uri(page, target)
            link["refuri"] = f"{to_page}#{anchor}" if anchor else to_page
            link["internal"] = True


def setup(app: Sphinx) -> dict[str, bool]:
    """Mend a page when it is resolved."""
    app.connect("doctree-resolved", keep_on_site)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
