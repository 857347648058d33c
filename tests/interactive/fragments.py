"""Takes a fragment of HTML apart."""

import re
from html.parser import HTMLParser
from urllib.parse import unquote

IMAGE = "data:image/svg+xml,"
VOID = {"br", "img", "input", "meta", "link", "hr"}


class _Elements(HTMLParser):
    """Collects elements as (name, attributes), and checks that each is closed."""

    def __init__(self):
        super().__init__()
        self.found, self.open = [], []

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def elements(text):
    """Return (name, attributes) of each element; each must be closed."""
    parser = _Elements()
    parser.feed(text)
    parser.close()
    assert parser.open == []
    return parser.found


def markup(figure):
    """Return the markup of a figure's still picture."""
    return "\n".join(figure.still())


def pictured(text):
    """Return the markup within each image of a fragment."""
    images = [keys["src"] for tag, keys in elements(text) if tag == "img"]
    assert all(source.startswith(IMAGE) for source in images)
    return [unquote(source.removeprefix(IMAGE)) for source in images]


def payload(text):
    """Return the JSON text that the script reads."""
    return re.search(r'<script type="application/json" class="ce-data">(.*?)</script>', text)[1]
