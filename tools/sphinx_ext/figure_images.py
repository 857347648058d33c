"""Figures as lossless WebP with their size in the page.

matplotlib writes PNGs with an opacity that no figure uses. Lossless WebP takes a third of the room
and shows the same pixels on white, and with width and height in the page nothing moves when a
figure arrives. The notebooks keep their PNGs. An image whose alt text is missing, or the name of
its file, is a warning, and so the end of the build.
"""

import re
from html import unescape
from pathlib import Path, PurePosixPath

from docutils import nodes
from PIL import Image
from sphinx.application import Sphinx
from sphinx.util import logging

IMAGE = re.compile(r'<img (?P<others>[^>]*?)src="(?P<folder>[^"]*_images/)(?P<stem>[^"/]+)\.png"')
FILE_NAME = re.compile(r"\S*\.(png|svg|jpe?g|gif|webp)", re.IGNORECASE)

logger = logging.getLogger(__name__)


def is_no_alt(alt: str) -> bool:
    """Say whether a text tells nothing of its image: empty, or a file's name.

    Parameters
    ----------
    alt : str
        What stands for the image where it is not seen.
    """
    return not alt.strip() or FILE_NAME.fullmatch(unescape(alt).strip()) is not None


def to_webp(source: Path, target: Path) -> None:
    """Write an image as lossless WebP on white.

    Parameters
    ----------
    source : pathlib.Path
        An image that Pillow reads.
    target : pathlib.Path
        The file to write, unless it is there: Sphinx names images by their contents.
    """
    if target.exists():
        return
    with Image.open(source) as image:
        drawn = image.convert("RGBA")
    paper = Image.new("RGBA", drawn.size, "white")
    paper.alpha_composite(drawn)
    paper.convert("RGB").save(target, lossless=True, quality=60, method=4)


def _state_size_and_format(
    app: Sphinx, page: str, template: str, context: dict, doctree: nodes.document | None
) -> None:
    originals = {name: key for key, name in app.builder.images.items()}

    def stated(match: re.Match[str]) -> str:
        path = Path(app.srcdir, originals[f"{match['stem']}.png"])
        with Image.open(path) as image:
            width, height = image.size
        size = f'width="{width}" height="{height}" decoding="async"'
        return f'<img {match["others"]}{size} src="{match["folder"]}{match["stem"]}.webp"'

    if "body" in context:
        context["body"] = IMAGE.sub(stated, context["body"])


def _convert(app: Sphinx, error: Exception | None) -> None:
    for png in Path(app.outdir, "_images").glob("*.png"):
        to_webp(png, png.with_suffix(".webp"))
        png.unlink()


def _check_alt(app: Sphinx, doctree: nodes.document, page: str) -> None:
    for image in doctree.findall(nodes.image):
        if is_no_alt(image.get("alt", "")):
            message = "the image %s has no alt text that says what it shows: %r"
            told = PurePosixPath(image["uri"]).name, image.get("alt", "")
            logger.warning(message, *told, location=image, type="figure")


def setup(app: Sphinx) -> dict[str, bool]:
    """Check images when a page is resolved, name them as WebP in it, convert them at the end."""
    app.connect("doctree-resolved", _check_alt)
    app.connect("html-page-context", _state_size_and_format)
    app.connect("build-finished", _convert)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
