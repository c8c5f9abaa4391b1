"""Two pictures of the same thing, and how much they differ.

The fonts are the site's own, without hinting and in shades of grey (FLAGS), so that one version of
Chromium draws the same on every machine, but for a shade here and there. Another version may set
the edges of letters differently, which moves many pixels a little.
"""

from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageChops

FLAGS = ["--font-render-hinting=none", "--disable-lcd-text", "--force-color-profile=srgb"]


@dataclass(frozen=True)
class Tolerance:
    """What isn't seen as a difference.

    Attributes:
        step: how far a pixel may be from the accepted one in red, green or blue, of 255.
        share: the share of pixels that may be further.
    """

    step: int
    share: float


#: The same version of Chromium: a changed word of a tall picture is more than this.
SAME = Tolerance(step=24, share=0.0001)
#: Another version: letters may move by a fraction of a pixel; a line that wraps elsewhere is more.
OTHER = Tolerance(step=96, share=0.02)


@dataclass(frozen=True)
class Difference:
    """How much differs, and a picture that shows where: pale what is alike, red what isn't."""

    share: float
    picture: Image.Image


def compare(accepted: Image.Image, seen: Image.Image, step: int) -> Difference:
    """Return how a picture differs from the accepted one.

    Args:
        step: differences up to this, of 255, don't count. What only one of them has, being taller
            or wider, always counts.
    """
    size = max(accepted.width, seen.width), max(accepted.height, seen.height)
    before, now = (_on_canvas(picture, size) for picture in (accepted, seen))
    bands = ImageChops.difference(before, now).split()
    worst = ImageChops.lighter(ImageChops.lighter(bands[0], bands[1]), bands[2])
    outside = ImageChops.difference(bands[3], Image.new("L", size))
    differs = ImageChops.lighter(worst.point(lambda value: 255 * (value > step)), outside)
    pale = Image.blend(now.convert("L").convert("RGB"), Image.new("RGB", size, "white"), 0.7)
    pale.paste("red", mask=differs)
    return Difference(differs.histogram()[255] / (size[0] * size[1]), pale)


def _on_canvas(picture: Image.Image, size: tuple[int, int]) -> Image.Image:
    canvas = Image.new("RGBA", size)
    canvas.paste(picture.convert("RGBA"))
    return canvas


def keep(picture: Image.Image, file: Path, effort: int = 2) -> None:
    """Write a picture without loss.

    Args:
        effort: how hard to try to make it small, up to 6, which takes seconds.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    picture.convert("RGB").save(file, "WEBP", lossless=True, quality=100, method=effort)
