"""A chapter's file is in the form that the tools write, so that a change shows only itself."""

from tools.notebooks import Notebook, normalise, read, text_of


def form_problems(chapter: Notebook) -> list[str]:
    """Return whether the file differs from its normal form."""
    if text_of(normalise(read(chapter.path).node)) == chapter.path.read_text(encoding="utf-8"):
        return []
    return ["the file is not in its normal form (metadata, ids, format): `make outputs` writes it"]
