"""The gallery shows every component and block, for those who change them and for nobody else."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.template import Template
from django.test import Client, RequestFactory
from django.test.signals import template_rendered
from django.utils import translation

from pages.blocks.tree import own_blocks
from pages.gallery.register import FOLDER, Section, sections
from pages.gallery.views import draw

from ..page_types import LANGUAGES
from ..security.test_settings import HOSTS, KEY, start

pytestmark = pytest.mark.once

TEMPLATES = settings.BASE_DIR / "templates"
#: In the head of a page: there is nothing to look at.
UNSEEN = "components/meta/"


def rendered_by(section: Section) -> Iterator[tuple[str, str]]:
    """Yield the name of each case and what it draws, in French."""
    request = RequestFactory().get("/gallery/")
    for number, case in enumerate(section.cases("fr")):
        yield case.name, draw(section, case, number, request)


@pytest.fixture
def seen() -> Iterator[set[str]]:
    """The names of the templates that have been rendered."""
    names: set[str] = set()

    def note(sender: Template, template: Template, **kwargs: Any) -> None:
        names.add(str(template.name))

    template_rendered.connect(note)
    yield names
    template_rendered.disconnect(note)


@pytest.mark.django_db
def test_every_component_and_every_block_is_shown(seen: set[str]) -> None:
    for section in sections().values():
        with translation.override("fr"):
            cases = list(rendered_by(section))
        assert cases, f"{section.name} has no case"
        assert all(html.strip() for _name, html in cases), section.name
    files = {str(file.relative_to(TEMPLATES)) for file in TEMPLATES.glob(f"{FOLDER}**/*.html")}
    assert {name for name in files if not name.startswith(UNSEEN)} - seen == set()
    shown = {type(section.block) for section in sections().values() if section.block}
    assert {type(block) for block in own_blocks()} - shown == set()


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_its_pages_are_in_both_languages_and_kept_from_search_engines(
    client: Client, language: str
) -> None:
    prefix = "" if language == "fr" else "/en"
    listed = client.get(f"{prefix}/gallery/")
    assert f'href="{prefix}/gallery/blocks/steps/"' in listed.content.decode()
    page = client.get(f"{prefix}/gallery/card_row/")
    assert f'<html lang="{language}">' in page.content.decode()
    assert {answer.headers["X-Robots-Tag"] for answer in (listed, page)} == {"noindex"}
    assert client.get(f"{prefix}/gallery/no-such-component/").status_code == 404
    assert "/gallery/" not in client.get("/sitemap.xml").content.decode()


ASK = """
import django; django.setup()
from django.urls import resolve
print(*(resolve(path).view_name for path in ("/gallery/", "/gallery/card_row/")))
"""


@pytest.mark.drill
@pytest.mark.parametrize("module", ["production", "local"])
def test_readers_have_no_gallery(module: str) -> None:
    """Its address is one that no page has: 404."""
    name = f"normandy_centres.settings.{module}"
    done = start(ASK, KEY | HOSTS | {"DJANGO_SETTINGS_MODULE": name})
    assert done.stdout.split("\n")[0] == "wagtail_serve wagtail_serve", done.stderr
