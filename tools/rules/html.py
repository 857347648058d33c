"""The little HTML that a Markdown cell may hold: folded details, breaks, sub- and superscripts."""

from html.parser import HTMLParser

ALLOWED_TAGS = {"details", "summary", "br", "sub", "sup"}
MARKDOWN_MARKS = ("$", "`", "**", "](")


class TagReader(HTMLParser):
    """Collects what is wrong with the tags of a piece of HTML and with the text between them."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.problems: list[str] = []
        self.inside: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Check the tag's name and that it has no attribute."""
        if tag not in ALLOWED_TAGS:
            self.problems.append(f"<{tag}>: only {', '.join(sorted(ALLOWED_TAGS))} are rendered")
        elif attrs:
            self.problems.append(f"<{tag} {attrs[0][0]}=…>: write the tag alone")
        self.inside = tag

    def handle_endtag(self, tag: str) -> None:
        """Leave the tag."""
        self.inside = None

    def handle_data(self, data: str) -> None:
        """Check the text: Markdown is not rendered in a block of HTML."""
        if self.inside == "summary" and any(mark in data for mark in MARKDOWN_MARKS):
            self.problems.append(f"Markdown in <summary> is shown as it stands: {data.strip()!r}")
        elif self.inside != "summary" and data.strip():
            self.problems.append(f"text in a block of HTML, leave a blank line: {data.strip()!r}")

    def handle_comment(self, data: str) -> None:
        """Complain: a comment is for an author, and readers on GitHub can open it."""
        self.problems.append("an HTML comment")


def html_problems(html: str) -> list[str]:
    """Return what in a piece of HTML is not rendered everywhere."""
    reader = TagReader()
    reader.feed(html)
    reader.close()
    return reader.problems
