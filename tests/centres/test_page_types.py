"""The pages about centres: they render in both languages and stand only where they may."""

import pytest
from django.test import Client
from wagtail.models import Page

from centres.models import AwardIndexPage, CentrePage, HomePage, SpecialityPage
from pages.models import BasePage

from ..crawl import Crawl
from ..factories import AwardPageFactory, FactFactory
from ..page_types import (
    CHILDREN,
    bare_page,
    check_bare_page,
    check_real_page,
    in_both_languages,
    one_of,
    types_of,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("model", "language"), in_both_languages("centres"))
def test_a_page_of_the_content_renders(
    client: Client, model: type[BasePage], language: str
) -> None:
    check_real_page(client, model, language)


@pytest.mark.parametrize(("model", "language"), in_both_languages("centres"))
def test_a_page_with_nothing_optional_renders(
    client: Client, model: type[BasePage], language: str
) -> None:
    check_bare_page(client, model, language)


@pytest.mark.parametrize("model", types_of("centres"))
def test_only_these_types_may_be_created_below(model: type[BasePage]) -> None:
    allowed = {child.__name__ for child in model.allowed_subpage_models()}
    assert allowed == CHILDREN[model.__name__]


def test_the_table_of_types_is_complete() -> None:
    assert {model.__name__ for model in BasePage.__subclasses__()} == CHILDREN.keys() - {"Page"}


def test_only_home_pages_stand_at_the_root_and_only_two() -> None:
    root = Page.get_first_root_node().specific
    below = {child for child in BasePage.__subclasses__() if child.can_create_at(root)}
    assert below == set(), "both languages have their home page already"
    HomePage.objects.filter(locale__language_code="en").get().delete()
    below = {child for child in BasePage.__subclasses__() if child.can_create_at(root)}
    assert below == {HomePage}


@pytest.mark.parametrize("model", [item for item in types_of("centres") if item is not HomePage])
def test_the_form_for_a_new_page_opens_where_it_may_stand(
    admin: Client, model: type[BasePage]
) -> None:
    parent = one_of(model, "fr").get_parent()
    address = f"/admin/pages/add/{model._meta.app_label}/{model._meta.model_name}/{parent.pk}/"
    assert admin.get(address).status_code == 200


@pytest.mark.parametrize(
    ("language", "missing", "question"),
    [
        ("fr", "Nous ne le savons pas encore", "Que faut-il apporter"),
        ("en", "We don’t know this yet", "What to bring"),
    ],
)
def test_an_empty_answer_says_what_is_missing_and_whom_to_call(
    language: str, missing: str, question: str
) -> None:
    page = bare_page(SpecialityPage, language)
    centre = one_of(CentrePage, language).centre
    page.speciality.centres.add(centre)
    page.speciality.save()
    page.where = "<p>Ici, une réponse de test.</p>"
    text = page.make_preview_request().content.decode()
    assert "Ici, une réponse de test." in text
    assert text.count(missing) == 5, "six questions, one of them answered"
    number = centre.telephones.first().fact.value
    assert text.count(f'href="tel:{number}"') >= 5


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("model", [CentrePage, SpecialityPage])
def test_centres_and_specialities_say_whom_to_call_in_an_emergency(
    crawl: Crawl, model: type[BasePage], language: str
) -> None:
    for page in model.objects.live().filter(locale__language_code=language):
        links = {written for written, _absolute in crawl.page(page.url).links}
        assert {"tel:15", "tel:112", "sms:114"} <= links, page.url


@pytest.mark.parametrize("language", ["fr", "en"])
def test_awards_can_be_chosen_by_centre_year_and_kind(client: Client, language: str) -> None:
    index = one_of(AwardIndexPage, language)
    centre = one_of(CentrePage, language)
    page = AwardPageFactory(
        parent=centre,
        title="Prix imaginaire",
        award__centre=centre.centre,
        award__year=1950,
        award__kind="ranking",
        award__fact=FactFactory(),
    )

    def shown(**query: str) -> bool:
        return f'href="{page.url}"' in client.get(index.url, query).content.decode()

    assert shown()
    assert shown(year="1950")
    assert shown(centre=centre.centre.key, kind="ranking", year="1950")
    assert not shown(year="2021")
    assert not shown(kind="prize")
    assert not shown(centre=CentrePage.objects.exclude(centre=centre.centre)[0].centre.key)
    assert shown(year="no-such-year"), "a value that doesn't exist is ignored"


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_home_page_heeds_its_title_for_search_engines(client: Client, language: str) -> None:
    home = one_of(HomePage, language)
    home.seo_title = "Deux centres"
    home.save_revision().publish()
    assert "<title>Deux centres · " in client.get(home.url).content.decode()
