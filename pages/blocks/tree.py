"""Every block that a page can be built from."""

from collections.abc import Iterator

from wagtail import blocks

from .body import BodyBlock


def own_blocks() -> list[blocks.Block]:
    """Return one block of each type of this project, from the body of a page down."""
    return list(_walk(BodyBlock(), set()))


def _walk(block: blocks.Block, seen: set[type]) -> Iterator[blocks.Block]:
    # Wagtail's own types, lists for one, hold something else in each place.
    if not type(block).__module__.startswith("wagtail."):
        if type(block) in seen:
            return
        seen.add(type(block))
        yield block
    children = list(getattr(block, "child_blocks", {}).values())
    if isinstance(block, blocks.ListBlock):
        children.append(block.child_block)
    for child in children:
        yield from _walk(child, seen)
