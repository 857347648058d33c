"""The pages of what the book settles, and the links between their rows and the cells.

The directive `evidence` shows all rows of a letter, the roles `evidence-count` and `evidence-rows`
their number and links to them. A cell that settles an entry gets an anchor, to which its row leads,
and at its end a link back. A row whose cell is not in the built book is a warning, and so the end
of the build.
"""

from functools import cache
from html import escape
from pathlib import PurePosixPath

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.transforms import SphinxTransform
from sphinx.util.docutils import SphinxDirective, SphinxRole
from sphinx.writers.html5 import HTML5Translator

from tools.evidence import EVIDENCE
from tools.evidence_pages import PAGES, Book, Row, chosen, groups, links_to, read_book
from tools.evidence_places import anchors_of, label_of
from tools.fingerprint import fingerprint
from tools.paths import ROOT, chapters

# When one of these changes, Sphinx reads every page again.
FORM = ("tools/evidence_pages.py", "tools/evidence_places.py", "tools/sphinx_ext/evidence_pages.py")
# What a mark means for the colour of its frame, which only adds to mark and words.
KINDS = {"✓": "yes", "◐": "partly", "≈": "partly", "✗": "no", "≠": "no"}


@cache
def _book() -> Book:
    return read_book()


class EvidenceRows(SphinxDirective):
    """All rows of one letter, under a heading for each chapter."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the sections."""
        for path in (EVIDENCE, *chapters()):
            self.env.note_dependency(str(path))
        return [self.section(*group) for group in groups(self.arguments[0], _book())]

    def section(self, heading: str, rows: list[Row]) -> nodes.section:
        """Return one group of rows."""
        section = nodes.section("", nodes.title("", "", *self.parsed(heading)))
        section["names"].append(nodes.fully_normalize_name(heading))
        self.state.document.note_implicit_target(section, section)
        section += nodes.definition_list("", *map(self.item, rows), classes=["evidence"])
        return section

    def item(self, row: Row) -> nodes.definition_list_item:
        """Return one row: the statement as a term, with its anchor, and what became of it."""
        own = nodes.reference("", row.entry, refid=row.entry, reftitle="Address of this row")
        term = nodes.term("", "", own, nodes.Text(" "), *self.parsed(row.statement))
        term["ids"], term["names"] = [row.entry], [row.entry.lower()]
        self.state.document.note_explicit_target(term, term)
        text = nodes.paragraph("", "", *_verdict(row), *self.parsed(row.text))
        definition = nodes.definition("", text)
        if row.place:
            place = self.parsed(row.place)
            definition += nodes.paragraph("", "", *place, classes=["evidence-place"])
        return nodes.definition_list_item("", term, definition)

    def parsed(self, text: str) -> list[nodes.Node]:
        """Return MyST text as nodes."""
        return self.parse_inline(text)[0]


def _verdict(row: Row) -> list[nodes.Node]:
    if not row.verdict:
        return []
    kind = KINDS.get(row.verdict[0], "aside")
    shown = nodes.inline("", row.verdict, classes=["evidence-verdict", f"evidence-{kind}"])
    return [shown, nodes.Text(" ")]


class EvidenceCount(SphinxRole):
    """How many rows there are: of a letter, with a state, with an outcome."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the number."""
        return [nodes.Text(str(len(chosen(self.text, _book()))))], []


class EvidenceLinks(SphinxRole):
    """Links to the same rows."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the links."""
        text = links_to(chosen(self.text, _book()))
        return self.inliner.parse(text, self.lineno, self.inliner, self.inliner.parent)


class LinksBack(nodes.General, nodes.Element):
    """The links at the end of a cell to the rows that it settles."""


class EvidenceCells(SphinxTransform):
    """Give each cell that settles an entry an anchor and a link back."""

    default_priority = 400  # before Sphinx collects the targets

    def apply(self, **options: object) -> None:
        """Change the cells of one page."""
        cells = [
            (cell, cell["cell_metadata"].get("evidence", []))
            for cell in self.document.findall(nodes.container)
            if cell.get("nb_element") == "cell_code"
        ]
        anchors = anchors_of(entry for _, entries in cells for entry in entries)
        for cell, entries in cells:
            cell[:0] = [self.target(next(anchors)) for _ in entries]
            cell += [LinksBack(entries=entries)] if entries else []

    def target(self, anchor: str) -> nodes.target:
        """Return what a row's link leads to."""
        name = label_of(PurePosixPath(self.env.docname).name, anchor)
        target = nodes.target("", "", ids=[anchor], names=[name])
        self.document.note_explicit_target(target)
        return target


def _visit_links(translator: HTML5Translator, node: LinksBack) -> None:
    links = ", ".join(_link_back(translator, entry) for entry in node["entries"])
    translator.body.append(f'<p class="evidence-links">{links}</p>\n')
    raise nodes.SkipNode


def _link_back(translator: HTML5Translator, entry: str) -> str:
    page, builder = PAGES[entry[0]], translator.builder
    address = builder.get_relative_uri(builder.current_docname, page.document)
    words = f"{page.row} {entry}"
    name = f"{words} in the {page.name}"
    return f'<a href="{escape(address)}#{entry}" aria-label="{name}">{words}</a>'


def _skip(translator: nodes.NodeVisitor, node: LinksBack) -> None:
    raise nodes.SkipNode


def _note_form(app: Sphinx, config: Config) -> None:
    config.book_evidence_form = fingerprint(ROOT, FORM)


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the directive, the roles and what happens to the cells."""
    app.add_config_value("book_evidence_form", "", "env")
    app.connect("config-inited", _note_form)
    app.add_directive("evidence", EvidenceRows)
    app.add_role("evidence-count", EvidenceCount())
    app.add_role("evidence-rows", EvidenceLinks())
    app.add_transform(EvidenceCells)
    app.add_node(LinksBack, html=(_visit_links, None), latex=(_skip, None))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
