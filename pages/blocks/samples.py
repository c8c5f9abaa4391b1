"""What the previews of blocks show where a block takes facts or pages: some of this site's own."""

from typing import Any

from wagtail.models import Page

from ..languages import reader_language

#: The home page of a language lies above this depth; what is below it makes a better sample.
BELOW_HOME = 3


def sample_facts(number: int, **wanted: Any) -> list[Any]:
    """Return some published facts; fewer where there aren't as many.

    Args:
        number: how many.
        wanted: conditions on their fields.
    """
    from ..facts.models import Fact

    return list(Fact.objects.published().with_sources().filter(**wanted)[:number])


def sample_pages(number: int) -> list[Any]:
    """Return some live pages in the editor's language."""
    pages = Page.objects.live().filter(depth=BELOW_HOME, locale__language_code=reader_language())
    return list(pages.specific()[:number])
