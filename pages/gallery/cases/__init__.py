"""The cases of what `pages` draws: importing this package registers them."""

from . import blocks, cards, facts, furniture, glossary, heads

__all__ = ["blocks", "cards", "facts", "furniture", "glossary", "heads"]
