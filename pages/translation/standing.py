"""How a page stands to its twin, for whoever edits it: read once, shown in several places."""

from functools import cached_property
from typing import Any

from wagtail.models import Page

from ..services.translations import other_language
from .comparing import Change, changes
from .content import Piece, content_of, readable
from .models import Translation
from .tracking import may_translate, other_page, record_of, said_by


class Standing:
    """A page, its twin, and what the twin says that the page was not yet found to say.

    Args:
        page: a specific page.
        user: who edits it.
    """

    def __init__(self, page: Page, user: Any) -> None:
        self.page = page
        self.user = user
        self.language: str = page.locale.language_code
        self.other: str = other_language(self.language)

    @cached_property
    def twin(self) -> Page | None:
        return other_page(self.page)

    @cached_property
    def record(self) -> Translation | None:
        return record_of(self.page)

    @cached_property
    def twin_record(self) -> Translation | None:
        return record_of(self.twin) if self.twin else None

    @cached_property
    def may_translate(self) -> bool:
        return may_translate(self.user, self.page)

    @property
    def behind(self) -> bool:
        return bool(self.twin and self.record and self.record.behind_since)

    @cached_property
    def seen_revision(self) -> int:
        """The twin's revision that the changes lead to; 0 where it has none."""
        source = said_by(self.twin) if self.twin else None
        return source.pk if source else 0

    @cached_property
    def changes(self) -> list[Change]:
        """What the twin says otherwise than when the page was last up to date, piece by piece."""
        before = self.record.source_revision if self.record else None
        if self.twin is None or before is None:
            return []
        twin = self.twin.specific
        after = said_by(self.twin)
        return changes(
            type(twin),
            before.content,
            after.content if after else content_of(twin),
            content_of(self.page, draft=True),
        )

    @cached_property
    def twin_text(self) -> list[Piece]:
        """The whole text of the twin, as it has to be translated."""
        if self.twin is None:
            return []
        twin = self.twin.specific
        source = said_by(self.twin)
        return readable(type(twin), source.content if source else content_of(twin))
