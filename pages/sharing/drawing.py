"""A share card as a picture: title left, drawing or photograph right, the site's name below.

The letters are drawn by Pillow from the fonts' own packages, the drawings by resvg.
"""

from functools import cache
from io import BytesIO

import resvg_py
from django.core.files.storage import default_storage
from django.template.loader import get_template
from django.utils.text import Truncator
from PIL import Image, ImageDraw, ImageFont, ImageOps

from .. import fonts
from ..choices import Illustration
from .cards import HEIGHT, WIDTH, Photo, ShareCard
from .colours import drawing_sheet, tokens

#: All measures are in pixels of the card.
FIGURE = 560
TEXT = WIDTH - FIGURE
PAD = 56
MEASURE = TEXT - PAD - 24
BRAND = 96
GAP = 22
TITLE_SIZES = range(104, 39, -4)
TITLE_LEADING = 1.02
OWNER_SIZE = 34
OWNER_LEADING = 1.25
NAME_SIZE = 36
EVEN_STEP = 8
#: No title of more characters fits at the smallest size.
LONGEST = 240
#: The mark of the header, and the two halves of the general card, with their paints.
MARKS = ("sky", "lilac")
#: Drawings that stand on a paint of their own: the sea is never green.
GROUNDS = {Illustration.NORMANDY_MAP.value: "sky"}
GENERAL_HALVES = (("sky", "caen-abbaye-aux-hommes"), ("lilac", "rouen-cathedral"))
#: The colours of one card are few: a palette keeps the file small, and all edges sharp.
COLOURS = 192
#: Of JPEG, for photographs, at which the edges of letters stay clean.
QUALITY = 88
#: Of zlib: beyond it a file takes three times as long, for 5 % less.
COMPRESSION = 6

TITLE_FACE, TEXT_FACE = "bricolage-800", "atkinson-400"
_CUTS = {cut.name: cut for cut in fonts.CUTS}
_AXES = {"Optical size": "opsz", "Weight": "wght", "Width": "wdth"}
FAMILY = "Bricolage Grotesque"
_NARROW_NO_BREAK_SPACE = "\u202f"
_NO_BREAK_SPACE = "\u00a0"


@cache
def face(name: str, size: int) -> ImageFont.FreeTypeFont:
    """Return one of the site's fonts (fonts.CUTS) at a size in pixels."""
    cut = _CUTS[name]
    font = ImageFont.truetype(BytesIO(fonts.source_bytes(cut.package, cut.source)), size)
    if cut.axes:
        names = [_AXES[axis["name"].decode()] for axis in font.get_variation_axes()]
        pinned = [value for axis in names if isinstance(value := cut.axes[axis], int | float)]
        font.set_variation_by_axes(pinned)
    return font


def wrap(text: str, font: ImageFont.FreeTypeFont, width: float) -> list[str] | None:
    """Return a text in lines no wider than ``width``, or None where a word alone is wider."""
    lines: list[str] = []
    for word in text.split(" "):
        if font.getlength(word) > width:
            return None
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and font.getlength(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def balanced(text: str, font: ImageFont.FreeTypeFont, width: int) -> list[str] | None:
    """Return a text in as few lines as fit, of lengths as even as can be, or None as ``wrap``."""
    best = wrap(text, font, width)
    while best and (narrower := wrap(text, font, width := width - EVEN_STEP)):
        if len(narrower) > len(best):
            break
        best = narrower
    return best


def fit_title(text: str, room: int) -> tuple[ImageFont.FreeTypeFont, list[str]]:
    """Return the largest size at which a title fits, and its lines; one that is too long is cut short.

    Args:
        room: the height that there is for it, in pixels.
    """
    for size in TITLE_SIZES:
        font = face(TITLE_FACE, size)
        lines = wrap(text, font, MEASURE)
        if lines and len(lines) * size * TITLE_LEADING <= room:
            return font, balanced(text, font, MEASURE) or lines
    for length in range(min(len(text), LONGEST), 1, -1):
        lines = wrap(Truncator(text).chars(length), font, MEASURE)
        if lines and len(lines) * size * TITLE_LEADING <= room:
            break
    return font, lines or []


def draw(card: ShareCard) -> bytes:
    """Return a card as a picture of WIDTH × HEIGHT: a PNG, with a photograph a JPEG.

    The title stands on the page's paint and never on the photograph, so that it can always be read.
    """
    ground = tokens()[card.paint]
    picture = Image.new("RGB", (WIDTH, HEIGHT), ground)
    if card.photo and default_storage.exists(card.photo.file):
        _place_photo(picture, card.photo)
    else:
        if paint := GROUNDS.get(card.illustration):
            ground = tokens()[paint]
            picture.paste(ground, (TEXT, 0, WIDTH, HEIGHT))
        _place_figure(picture, card.illustration, ground, FIGURE)
    _write(picture, card)
    _place_brand(picture, card.site_name)
    return _encode_photo(picture) if card.photo else _encode(picture)


def draw_general() -> bytes:
    """Return the card without a word, for whatever has none of its own: both towns, side by side."""
    picture = Image.new("RGB", (WIDTH, HEIGHT), tokens()["chalk"])
    for place, (paint, name) in enumerate(GENERAL_HALVES):
        half = Image.new("RGB", (WIDTH // 2, HEIGHT), tokens()[paint])
        _place_figure(half, name, tokens()[paint], WIDTH // 2)
        picture.paste(half, (place * WIDTH // 2, 0))
    return _encode(picture)


def _place_figure(picture: Image.Image, name: str, ground: str, width: int) -> None:
    """Draw one of the site's drawings in the lower right corner: it bleeds off both edges."""
    svg = get_template(f"illustrations/{name}.svg").render()
    # Inline in a page it needs no namespace; alone it does.
    svg = svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    png = resvg_py.svg_to_bytes(
        svg_string=svg,
        width=width,
        style_sheet=drawing_sheet(ground),
        skip_system_fonts=True,
        font_files=[str(fonts.source_path(_CUTS[TITLE_FACE].package, _CUTS[TITLE_FACE].source))],
        font_family=FAMILY,
    )
    figure = Image.open(BytesIO(png)).convert("RGBA")
    place = (picture.width - figure.width, picture.height - figure.height)
    picture.paste(figure, place, figure)


def _place_photo(picture: Image.Image, photo: Photo) -> None:
    """Fill the right side with a photograph, cut around what matters in it."""
    with default_storage.open(photo.file) as file, Image.open(file) as source:
        shown = source.convert("RGB")
    cut = ImageOps.fit(shown, (FIGURE, HEIGHT), centering=(photo.across, photo.down))
    picture.paste(cut, (TEXT, 0))


def _write(picture: Image.Image, card: ShareCard) -> None:
    pen = ImageDraw.Draw(picture)
    ink = tokens()["ink"]
    small = face(TEXT_FACE, OWNER_SIZE)
    owner = wrap(_plain(card.owner), small, MEASURE) or [] if card.owner else []
    step = round(OWNER_SIZE * OWNER_LEADING)
    room = HEIGHT - BRAND - 2 * PAD - (len(owner) * step + GAP if owner else 0)
    font, lines = fit_title(_plain(card.title), room)
    top = float(PAD)
    # The first line's capitals, and not the room above them, begin at the pad line.
    top -= font.getbbox("H")[1]
    for line in lines:
        pen.text((PAD - font.size // 24, top), line, font=font, fill=ink)
        top += font.size * TITLE_LEADING
    top += font.getbbox("H")[1] + GAP
    for line in owner:
        pen.text((PAD, top), line, font=small, fill=ink)
        top += step


def _place_brand(picture: Image.Image, name: str) -> None:
    """Draw the site's mark and name along the foot, as they stand in the header."""
    pen = ImageDraw.Draw(picture)
    top = HEIGHT - BRAND
    pen.rectangle((0, top, TEXT, HEIGHT), fill=tokens()["ink"])
    for place, paint in enumerate(MARKS):
        svg = get_template("components/icons/mark.html").render()
        svg = svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
        png = resvg_py.svg_to_bytes(
            svg_string=svg,
            width=BRAND,
            background=tokens()[paint],
            style_sheet=f"path {{ fill: {tokens()['ink']} }}",
        )
        picture.paste(Image.open(BytesIO(png)).convert("RGB"), (place * BRAND, top))
    font = face(TITLE_FACE, NAME_SIZE)
    left = len(MARKS) * BRAND + GAP
    while font.getlength(name) > TEXT - left - GAP and font.size > NAME_SIZE // 2:
        font = face(TITLE_FACE, int(font.size) - 2)
    middle = top + BRAND / 2
    pen.text((left, middle), _plain(name), font=font, fill=tokens()["chalk"], anchor="lm")


def _plain(text: str) -> str:
    """Return a text with the spaces that the fonts' packages have."""
    return text.replace(_NARROW_NO_BREAK_SPACE, _NO_BREAK_SPACE)


def _encode_photo(picture: Image.Image) -> bytes:
    out = BytesIO()
    picture.save(out, "JPEG", quality=QUALITY, optimize=True)
    return out.getvalue()


def _encode(picture: Image.Image) -> bytes:
    out = BytesIO()
    picture.quantize(COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(
        out, "PNG", compress_level=COMPRESSION
    )
    return out.getvalue()
