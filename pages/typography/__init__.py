"""Typography put right when something goes to the readers, without a change of words.

rules: of each language, for text · setting: the texts of a page, a fact or a record · models: when it
is done · admin: what the editor is told.
"""

from .rules import set_rich_type, set_type

__all__ = ["set_rich_type", "set_type"]
