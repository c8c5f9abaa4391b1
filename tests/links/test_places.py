"""Where addresses are found, and which."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from wagtail.models import Page

from centres.models import CentrePage
from pages.links.places import collect, external
from pages.models import StandardPage

from ..factories import PartnerFactory, SourceFactory, StandardPageFactory

pytestmark = [pytest.mark.django_db, pytest.mark.both]


def places(url: str) -> list[str]:
    with translation.override("en"):
        return [str(place) for place in collect().by_url.get(url, [])]


def link_block(url: str) -> list[dict[str, object]]:
    row = {"page": None, "url": url, "label": "Un site", "hint": ""}
    content = [{"type": "links", "value": [{"type": "item", "value": row, "id": "3"}], "id": "2"}]
    section = {"heading": "Plus loin", "aside": "", "content": content}
    return [{"type": "section", "value": section, "id": "1"}]


def test_links_in_prose_and_blocks_of_both_languages(
    linking: Callable[..., StandardPage], french_home: Page, english_home: Page
) -> None:
    linking("https://one.example/?a=1&amp;b=2#part", title="Page française")
    StandardPageFactory(
        parent=english_home, title="English page", body=link_block("https://two.example/")
    )
    assert places("https://one.example/?a=1&b=2") == ["Page française · Français · In short"]
    [found] = places("https://two.example/")
    assert found.startswith(
        "English page · English · Body › Section 1 › Content › Links 1 › Link 1"
    )


def test_records_and_sources(db: None) -> None:
    """Found without this package knowing what records there are."""
    PartnerFactory(name_fr="Un laboratoire", website="https://lab.example/")
    SourceFactory(publisher="Le Monde", title="Un article", address="https://press.example/1")
    assert places("https://lab.example/") == ["Un laboratoire · Website"]
    assert places("https://press.example/1") == ["Le Monde: Un article · Address"]


def test_only_what_readers_see(linking: Callable[..., StandardPage]) -> None:
    page = linking("https://draft.example/", live=False)
    assert places("https://draft.example/") == []
    page.save_revision().publish()
    assert places("https://draft.example/")


@pytest.mark.parametrize(
    "address",
    ["", "/fr/", "#part", "mailto:a@b.example", "tel:15", "http://", "http://[", "javascript:x()"],
)
def test_what_leads_to_no_other_site(address: str) -> None:
    assert external(address) == ""


def test_this_site_is_not_another(linking: Callable[..., StandardPage]) -> None:
    linking("http://localhost/patients/")
    assert places("http://localhost/patients/") == []


def test_the_queries_do_not_grow(linking: Callable[..., StandardPage]) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            collect()
        return len(queries)

    count()  # content types are looked up once
    before = count()
    for number in range(5):
        linking(f"https://many.example/{number}")
        PartnerFactory(website=f"https://partner.example/{number}")
    assert count() == before <= 4


def test_what_a_centre_owns_is_found_under_its_name(linking: Callable[..., StandardPage]) -> None:
    centre = CentrePage.objects.get(centre__key="henri-becquerel", locale__language_code="fr")
    linking("https://rouen.example/", parent=centre)
    with translation.override("fr"):
        found = collect()
    [key] = [key for key, name in found.sections_in_use().items() if name == centre.title]
    assert "https://rouen.example/" in found.urls_in(key)
    assert "https://www.cnil.fr" not in found.urls_in(key)
