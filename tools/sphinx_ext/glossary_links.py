"""The first use of each term in a chapter's running text leads to the glossary.

On the site only: the notebooks stay as they are. Headings, code, formulas, links, tables, captions,
outputs, folded solutions and the sources of a chapter get no such link.
"""

import re
from collections.abc import Iterator

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util import logging

from tools import glossary
from tools.fingerprint import fingerprint
from tools.paths import ROOT

WITHOUT_LINKS = (
    nodes.FixedTextElement,
    nodes.caption,
    nodes.figure,
    nodes.literal,
    nodes.math,
    nodes.math_block,
    nodes.raw,
    nodes.reference,
    nodes.table,
    nodes.title,
    nodes.topic,
)
CLASS = "term"

logger = logging.getLogger(__name__)


def running_texts(doctree: nodes.document) -> Iterator[nodes.Text]:
    """Yield the pieces of running text of a page, in reading order.

    Parameters
    ----------
    doctree : docutils.nodes.document
        The page.

    Yields
    ------
    docutils.nodes.Text
        Text of a paragraph or a list, not folded away.
    """
    folds = 0
    for text in list(doctree.findall(nodes.Text)):
        if isinstance(text.parent, nodes.raw):
            folds += text.count("<details") - text.count("</details")
        elif folds == 0 and not any(map(_is_apart, _ancestors(text))):
            yield text


def _ancestors(node: nodes.Node) -> Iterator[nodes.Element]:
    while node.parent is not None:
        node = node.parent
        yield node


def _is_apart(node: nodes.Element) -> bool:
    if isinstance(node, nodes.section):
        return node.next_node(nodes.title).astext() == "Sources"
    return isinstance(node, WITHOUT_LINKS) or "cell" in node.get("classes", [])


def link_first_uses(
    doctree: nodes.document, finder: glossary.Finder, addresses: dict[str, str]
) -> None:
    """Put links to the glossary into a page.

    Parameters
    ----------
    doctree : docutils.nodes.document
        The page; it is changed.
    finder : tools.glossary.Finder
        Which words are terms, fresh for this page.
    addresses : dict of str to str
        The address of each entry, by its first name.
    """
    for text in running_texts(doctree):
        pieces, end = [], 0
        for start, stop, entry in finder.first_uses(text):
            word = text[start:stop]
            link = nodes.reference("", word, internal=True, refuri=addresses[entry.name])
            link["classes"].append(CLASS)
            pieces += [nodes.Text(text[end:start]), link]
            end = stop
        if pieces:
            text.parent.replace(text, [*pieces, nodes.Text(text[end:])])


def _link(app: Sphinx, doctree: nodes.document, page: str) -> None:
    chapter = re.match(r"chapters/(\d\d)-", page)
    if app.builder.format != "html" or not chapter:
        return
    terms = glossary.entries(glossary.PAGE.read_text(encoding="utf-8"))
    known = app.env.get_domain("std").objects
    to_page = app.builder.get_relative_uri(page, glossary.DOCUMENT)
    addresses = {}
    for name in (entry.name for entry in terms):
        _, anchor = known.get(("term", name), (None, None))
        if anchor is None:
            logger.warning("the glossary has no anchor for %r", name, type="glossary")
        addresses[name] = f"{to_page}#{anchor}"
    link_first_uses(doctree, glossary.Finder(terms, int(chapter[1])), addresses)


def _note_state(app: Sphinx, config: Config) -> None:
    config.book_glossary_fingerprint = fingerprint(ROOT, (f"{glossary.DOCUMENT}.md",))


def setup(app: Sphinx) -> dict[str, bool]:
    """Link a page when it is resolved; write all pages again when the glossary has changed."""
    app.add_config_value("book_glossary_fingerprint", "", "html")
    app.connect("config-inited", _note_state)
    app.connect("doctree-resolved", _link)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
