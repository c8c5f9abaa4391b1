"""Every public page shows its permanent address."""

import pytest
from wagtail.models import Page

from pages.permanent.ids import id_of

from ..crawl import Crawl

pytestmark = pytest.mark.django_db


def test_every_page_shows_its_own(crawl: Crawl) -> None:
    seen = {}
    for page in Page.objects.live().filter(depth__gt=1).select_related("locale"):
        field = crawl.page(page.url).soup.select_one("#permanent-address")
        code = crawl.page(page.url).soup.select_one(".permanent-link img")
        prefix = "/en" if page.locale.language_code == "en" else ""
        path = f"{prefix}/p/{id_of(page.translation_key)}"
        assert field["value"] == f"http://localhost{path}"
        assert (code["src"], code["loading"]) == (f"{path}.svg", "lazy")
        seen[field["value"]] = page
    assert len(seen) > 100
