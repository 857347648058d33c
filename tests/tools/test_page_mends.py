"""What is mended in the theme's pages: landmarks, names, icons, images."""

import numpy as np
import pytest
from fontTools.ttLib import TTFont
from PIL import Image

from tools.sphinx_ext import icons
from tools.sphinx_ext.figure_images import IMAGE, to_webp
from tools.sphinx_ext.theme_html import mended


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ('a<script src="../x/fontawesome/6/js/all.min.js?d=1"></script>b', "ab"),
        ('a<link href="x/fontawesome/6/css/all.min.css" rel="stylesheet" />b', "ab"),
        ('<link rel="preload" as="font" href="x/fontawesome/6/f.woff2" />', ""),
        ('<link href="x/theme.css" />', '<link href="x/theme.css" />'),
        (
            '<div class="bd-sidebar-primary bd-sidebar">',
            '<div role="complementary" aria-label="Book" class="bd-sidebar-primary bd-sidebar">',
        ),
        (
            '<button class="btn search-button-field x" title="Search" aria-label="Search" d="1">',
            '<button class="btn search-button-field x" title="Search" d="1">',
        ),
        ('<summary aria-label="Toggle hidden content">', "<summary>"),
        ('<th class="head"><p></p></th>', '<td class="head"></td>'),
        ('<th class="head"><p>loss</p></th>', '<th class="head"><p>loss</p></th>'),
        (
            '<div class="output text_html"><div class="ce-figure" data-ce="logit">',
            '<div class="output text_html holds-figure"><div class="ce-figure" data-ce="logit">',
        ),
        (
            '<div class="output text_html"><table>',
            '<div class="output text_html"><table>',
        ),
        (
            '<a class="headerlink" href="#a">#</a>',
            '<a class="headerlink" aria-label="Link to this section" href="#a">#</a>',
        ),
    ],
)
def test_a_page_is_mended(page, expected):
    assert mended(page) == expected


def test_the_style_sheet_draws_every_icon_and_is_small():
    sheet = icons.style_sheet()
    names = " ".join(icons.FONTS.values()).split()
    assert all(f".fa-{name} {{ --icon: url(" in sheet for name in names)
    assert len(sheet) < 20_000  # the theme's font, style sheet and script: two million


def test_an_unknown_icon_is_refused_by_name():
    with pytest.raises(ValueError, match="no icon 'unicorn-of-the-sea'"):
        icons.code_of("unicorn-of-the-sea")


def test_an_icon_is_the_outline_of_the_font():
    font = TTFont(icons.FONT_AWESOME / "webfonts" / "fa-solid-900.ttf")
    code = icons.code_of("bars")
    assert code == 0xF0C9  # as Font Awesome's own list has it
    picture = icons.picture(font, code)
    assert picture.startswith("data:image/svg+xml,%3Csvg xmlns=")
    assert '"' not in picture


def test_an_image_becomes_webp_with_the_same_pixels_on_white(tmp_path):
    pixels = np.random.default_rng(7).integers(0, 256, (20, 30, 4), dtype=np.uint8)
    pixels[:10, :, 3], pixels[10:, :, 3] = 255, 0
    Image.fromarray(pixels).save(tmp_path / "a.png")
    to_webp(tmp_path / "a.png", tmp_path / "a.webp")
    with Image.open(tmp_path / "a.webp") as image:
        shown = np.asarray(image.convert("RGB"))
    np.testing.assert_array_equal(shown[:10], pixels[:10, :, :3])
    assert (shown[10:] == 255).all()


def test_only_the_figures_of_the_book_are_renamed():
    assert IMAGE.search('<img alt="A." src="../_images/0f3e.png" />')["stem"] == "0f3e"
    assert IMAGE.search('<img alt="Colab logo" src="../_static/images/logo.png">') is None
