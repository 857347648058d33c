"""The glossary, how its terms are found in a text, and where a page gets links to it."""

import pytest
from docutils import nodes
from docutils.frontend import get_default_settings
from docutils.utils import new_document

from tools import glossary
from tools.glossary import Finder
from tools.notebooks import read_chapters
from tools.rules.markdown import prose_of
from tools.sphinx_ext.glossary_links import link_first_uses, running_texts

TERMS = glossary.entries(glossary.PAGE.read_text(encoding="utf-8"))
SMALL = glossary.entries(
    """# Glossary

```{glossary}
entropy
  Average surprise. [Chapter 1][1].

.. found as: logit, logits
logit
log-odds
  A number, [Chapter 4][4], [Chapter 6][6].

relative entropy
  What is wasted.

.. not in: 5
temperature
  A divisor.
```
"""
)


def found(*texts, terms=SMALL, chapter=1):
    finder = Finder(terms, chapter)
    return [(text[a:b], entry.name) for text in texts for a, b, entry in finder.first_uses(text)]


@pytest.fixture(scope="module")
def uses():
    """Return by term the chapters in whose prose it is found."""
    places = {entry.name: set() for entry in TERMS}
    for chapter in read_chapters():
        finder = Finder(TERMS, int(chapter.name[:2]))
        for cell in chapter.markdown_cells:
            for _, _, entry in finder.first_uses(prose_of(cell.source)):
                places[entry.name].add(int(chapter.name[:2]))
    return places


def test_an_entry_has_names_words_and_chapters():
    logit = SMALL[1]
    assert logit.names == ("logit", "log-odds")
    assert logit.name == "logit"
    assert logit.found_as == ("logit", "logits")
    assert logit.chapters == (4, 6)
    assert logit.definition == "A number, [Chapter 4][4], [Chapter 6][6]."
    assert SMALL[0].found_as == ("entropy",)
    assert SMALL[3].not_in == (5,)


def test_an_entry_without_a_definition_is_refused():
    with pytest.raises(ValueError, match="wants a name and a definition"):
        glossary.entries("```{glossary}\nentropy\n```\n")


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["Two logits, one logit."], [("logits", "logit")]),
        (["The logit.", "A Logit again."], [("logit", "logit")]),
        (["Entropy, and entropy."], [("Entropy", "entropy")]),
        (["cross-entropy, entropy-like, logitsum, prelogit"], []),
        (
            ["relative entropy, relative entropy, entropy"],
            [("relative entropy", "relative entropy"), ("entropy", "entropy")],
        ),
        (["relative\nentropy"], [("relative\nentropy", "relative entropy")]),
        (["log-odds"], []),
    ],
)
def test_the_first_use_of_whole_words_is_found(texts, expected):
    assert found(*texts) == expected


def test_a_word_that_means_something_else_in_a_chapter_is_not_found_there():
    assert found("temperature", chapter=4) == [("temperature", "temperature")]
    assert found("temperature", chapter=5) == []


def page(*children):
    document = new_document("page", get_default_settings())
    document += [*children]
    return document


def raw(html):
    return nodes.raw("", html, format="html")


def test_running_text_is_text_of_paragraphs_that_is_not_folded_away():
    sources = nodes.section("", nodes.title("", "Sources"), nodes.paragraph("", "in sources"))
    cell = nodes.container("", nodes.paragraph("", "in an output"), classes=["cell"])
    table = nodes.table("", nodes.tgroup("", nodes.tbody("", nodes.paragraph("", "in a table"))))
    emphasised = nodes.paragraph("", "", nodes.Text("one "), nodes.strong("", "two"))
    doctree = page(
        nodes.title("", "in a heading"),
        emphasised,
        nodes.paragraph("", "", nodes.literal("", "code"), nodes.reference("", "in a link")),
        nodes.paragraph("", "", nodes.math("", "p")),
        nodes.bullet_list("", nodes.list_item("", nodes.paragraph("", "in a list"))),
        nodes.figure("", nodes.caption("", "in a caption")),
        raw("<details><summary>Solution</summary>"),
        nodes.paragraph("", "in a fold"),
        raw("</details>"),
        nodes.paragraph("", "after the fold"),
        nodes.literal_block("", "code"),
        cell,
        table,
        sources,
    )
    assert list(running_texts(doctree)) == ["one ", "two", "in a list", "after the fold"]


def test_the_first_use_becomes_a_link_and_the_text_stays():
    doctree = page(
        nodes.title("", "Entropy"),
        nodes.paragraph("", "A logit, an entropy. Logits."),
        nodes.paragraph("", "Entropy."),
    )
    before = doctree.astext()
    link_first_uses(doctree, Finder(SMALL, 1), {e.name: f"g.html#{e.name}" for e in SMALL})
    links = list(doctree.findall(nodes.reference))
    assert [(link.astext(), link["refuri"]) for link in links] == [
        ("logit", "g.html#logit"),
        ("entropy", "g.html#entropy"),
    ]
    assert all(link["classes"] == ["term"] for link in links)
    assert doctree.astext() == before


def test_every_word_belongs_to_one_entry():
    words = [word.lower() for entry in TERMS for word in entry.found_as]
    assert len(words) == len(set(words)) > 150


def test_the_entries_are_in_the_order_of_the_alphabet():
    names = [entry.name.casefold() for entry in TERMS]
    assert names == sorted(names)
    assert len(names) == len(set(names))


def test_every_term_is_used_by_a_chapter_and_by_the_one_that_explains_it(uses):
    unused = [name for name, places in uses.items() if not places]
    assert unused == []
    wrong = [entry.name for entry in TERMS if entry.chapters[0] not in uses[entry.name]]
    assert wrong == []


def test_every_word_that_a_term_is_found_as_stands_in_a_chapter():
    prose = [prose_of(c.source) for chapter in read_chapters() for c in chapter.markdown_cells]
    alone = {word: glossary.Entry((word,), (word,), (), "") for e in TERMS for word in e.found_as}
    seen = {name for _, name in found(*prose, terms=list(alone.values()))}
    # Names that a reader looks up, although the chapters use another.
    assert alone.keys() - seen <= {"KL divergence"}


def test_a_word_is_set_aside_only_where_a_chapter_has_it():
    for entry in TERMS:
        for number in entry.not_in:
            cells = read_chapters()[number - 1].markdown_cells
            prose = [prose_of(cell.source) for cell in cells]
            alone = [glossary.Entry(entry.names, entry.found_as, (), entry.definition)]
            assert found(*prose, terms=alone), (entry.name, number)
