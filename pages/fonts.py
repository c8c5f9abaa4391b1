"""The site's fonts, cut from their packages: only the letters, weights and widths that pages use.

The packages hold TrueType files under the Open Font License; browsers get small WOFF2 files from our own
origin. Nothing of this is committed: ``build_fonts`` writes it, and writes it again only when
something that goes in has changed.
"""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from importlib import metadata, resources
from io import BytesIO
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

#: Raise it when the code below makes other files from the same packages.
RECIPE = 1
DIGEST_FILE = "digest.txt"

BRICOLAGE = "fontpkg_bricolage_grotesque"
ATKINSON = "fontpkg_atkinson_hyperlegible"

SPACE = 0x20
THIN_SPACE = 0x2009
NARROW_NO_BREAK_SPACE = 0x202F
#: The narrow space of French punctuation, as part of an ordinary space.
NARROW = 0.6

LATIN = (*range(0x20, 0x7F), *range(0xA0, 0x100))
FRENCH = tuple(map(ord, "ŒœŸ"))
TYPOGRAPHIC = tuple(map(ord, "–—‘’‚“”„†•…‹›€−×≤≥≈™"))
SPACES = (THIN_SPACE, NARROW_NO_BREAK_SPACE)
TEXT = (*LATIN, *FRENCH, *TYPOGRAPHIC, *SPACES)
#: What numerals and telephones are written with.
NUMERALS = (*map(ord, "0123456789+ ,.%€"), 0xA0, *SPACES)

Axes = dict[str, float | tuple[float, float]]


@dataclass(frozen=True)
class Cut:
    """One file that the site serves.

    Attributes:
        name: the name of the file, without its ending.
        package: the package that holds the source.
        source: the name of the source file in it.
        characters: the code points to keep.
        axes: for a variable source, where each axis is pinned (or the range that stays).
        features: the OpenType features to keep.
    """

    name: str
    package: str
    source: str
    characters: tuple[int, ...]
    axes: Axes = field(default_factory=dict)
    features: tuple[str, ...] = ("kern", "mark", "mkmk", "ccmp", "liga")


CUTS = (
    Cut(
        "bricolage-800",
        BRICOLAGE,
        "BricolageGrotesque[opsz,wdth,wght].ttf",
        TEXT,
        axes={"wght": 800, "wdth": 100, "opsz": 40},
    ),
    Cut(
        "bricolage-digits",
        BRICOLAGE,
        "BricolageGrotesque[opsz,wdth,wght].ttf",
        NUMERALS,
        axes={"wght": 800, "wdth": (75, 100), "opsz": 96},
        features=("kern",),
    ),
    Cut("atkinson-400", ATKINSON, "AtkinsonHyperlegible-Regular.ttf", TEXT),
    Cut("atkinson-700", ATKINSON, "AtkinsonHyperlegible-Bold.ttf", TEXT),
)


def build(folder: Path, progress: Callable[[Iterable[Cut]], Iterable[Cut]] = iter) -> list[Path]:
    """Write the font files into a folder, unless they are there and up to date.

    Args:
        folder: where the files go; made where it is missing.
        progress: wraps the iteration, for a progress bar.

    Returns:
        The files written: none when everything was up to date.
    """
    wanted = digest()
    stamp = folder / DIGEST_FILE
    files = [folder / f"{cut.name}.woff2" for cut in CUTS]
    if all(file.exists() for file in files) and stamp.exists() and stamp.read_text() == wanted:
        return []
    folder.mkdir(parents=True, exist_ok=True)
    for cut in progress(iter(CUTS)):
        (folder / f"{cut.name}.woff2").write_bytes(woff2(cut))
    stamp.write_text(wanted)
    return files


def digest() -> str:
    """Return a digest of all that decides what the files contain."""
    state = hashlib.sha256(f"{RECIPE} {CUTS!r} {metadata.version('fonttools')}".encode())
    for package, source in sorted({(cut.package, cut.source) for cut in CUTS}):
        state.update(source_bytes(package, source))
    return state.hexdigest()


def source_path(package: str, source: str) -> Path:
    """Return where the TrueType file of a font package lies; packages are installed as files."""
    return Path(str(resources.files(package).joinpath("files", source)))


def source_bytes(package: str, source: str) -> bytes:
    """Return the TrueType file of a font package."""
    return source_path(package, source).read_bytes()


def woff2(cut: Cut) -> bytes:
    """Return one cut as a WOFF2 file."""
    # The sources' own time stamps stay, so that the same inputs give the same bytes.
    font = TTFont(BytesIO(source_bytes(cut.package, cut.source)), recalcTimestamp=False)
    if cut.axes:
        font = instancer.instantiateVariableFont(font, cut.axes, inplace=True)
    if "gvar" in font:
        for (
            name
        ) in font.getGlyphOrder():  # the instancer drops glyphs that don't vary, the subsetter asks
            font["gvar"].variations.setdefault(name, [])
    add_narrow_spaces(font)
    options = Options()
    options.layout_features = list(cut.features)
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]  # with the copyright and the licence
    options.hinting = False
    options.desubroutinize = True
    options.notdef_outline = True
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=cut.characters)
    subsetter.subset(font)
    font.flavor = "woff2"
    out = BytesIO()
    font.save(out)
    return out.getvalue()


def add_narrow_spaces(font: TTFont) -> None:
    """Give a font without U+202F and U+2009 a narrower copy of its space for both."""
    characters = font.getBestCmap()
    missing = [code for code in SPACES if code not in characters]
    if not missing or "glyf" not in font:
        return
    space = characters[SPACE]
    name = "space.narrow"
    advance, bearing = font["hmtx"][space]
    glyph = font["glyf"][
        space
    ]  # read before the order changes: tables are read when first asked for
    font.setGlyphOrder([*font.getGlyphOrder(), name])
    font["glyf"].glyphs[name] = glyph
    font["glyf"].glyphOrder = font.getGlyphOrder()
    font["hmtx"].metrics[name] = (round(advance * NARROW), bearing)
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap.update(dict.fromkeys(missing, name))
