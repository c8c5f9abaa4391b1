"""How things are named for ever: by what never changes, not by slugs, which editors rename.

Records are named by their key, pages by the translation key that both languages share. The names are
addresses of this site (SITE_URL): who opens one is led to the page as it is called today.
"""

from typing import Any

from django.conf import settings

#: The kind under which pages are named.
PAGE = "page"


def site_id(fragment: str) -> str:
    """Return the name of something of which there is one: the website itself."""
    return f"{settings.SITE_URL}/#{fragment}"


def thing_id(kind: str, key: Any) -> str:
    """Return the name of a thing.

    Args:
        kind: the name of the link from its page to it ("centre"), or PAGE.
        key: what never changes of it.
    """
    return f"{settings.SITE_URL}/id/{kind}/{key}"


def page_id(page: Any) -> str:
    """Return the name of a page in its language; its twin differs by the fragment only."""
    return f"{thing_id(PAGE, page.translation_key)}#{page.locale.language_code}"
