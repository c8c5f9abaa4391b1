"""Standard pages and articles: they render in both languages and stand only where they may."""

import pytest
from django.test import Client

from pages.models import ArticlePage, BasePage
from pages.services.keeping import collecting

from ..factories import ArticlePageFactory
from ..page_types import (
    CHILDREN,
    check_bare_page,
    check_real_page,
    in_both_languages,
    one_of,
    types_of,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("model", "language"), in_both_languages("pages"))
def test_a_page_of_the_content_renders(
    client: Client, model: type[BasePage], language: str
) -> None:
    check_real_page(client, model, language)


@pytest.mark.parametrize(("model", "language"), in_both_languages("pages"))
def test_a_page_with_nothing_optional_renders(
    client: Client, model: type[BasePage], language: str
) -> None:
    check_bare_page(client, model, language)


@pytest.mark.parametrize("model", types_of("pages"))
def test_only_these_types_may_be_created_below(model: type[BasePage]) -> None:
    allowed = {child.__name__ for child in model.allowed_subpage_models()}
    assert allowed == CHILDREN[model.__name__]


@pytest.mark.parametrize("model", types_of("pages"))
def test_the_form_for_a_new_page_opens_where_it_may_stand(
    admin: Client, model: type[BasePage]
) -> None:
    parent = one_of(model, "fr").get_parent()
    address = f"/admin/pages/add/{model._meta.app_label}/{model._meta.model_name}/{parent.pk}/"
    assert admin.get(address).status_code == 200


def test_the_form_for_a_new_page_is_refused_elsewhere(admin: Client) -> None:
    article = one_of(ArticlePage, "fr")
    response = admin.get(f"/admin/pages/add/pages/standardpage/{article.pk}/")
    assert response.status_code in {302, 403}


@pytest.mark.parametrize("language", ["fr", "en"])
def test_articles_are_listed_newest_first(client: Client, language: str) -> None:
    index = one_of(ArticlePage, language).get_parent().specific
    ArticlePageFactory(parent=index, title="Ancien essai", date="1990-01-01")
    ArticlePageFactory(parent=index, title="Nouvel essai", date="2090-01-01")
    text = client.get(index.url).content.decode()
    body = text[text.index("<main") :]
    assert body.index("Nouvel essai") < body.index("Ancien essai")
    assert ("1er janvier 1990" if language == "fr" else "1 January 1990") in body.replace(
        "\N{NO-BREAK SPACE}", " "
    )


@pytest.mark.once
@pytest.mark.parametrize(("language", "older"), [("fr", "Plus anciennes"), ("en", "Older")])
def test_a_long_list_of_articles_goes_on_elsewhere(
    client: Client, language: str, older: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pages.models.articles.PAGE_LENGTH", 2)
    index = one_of(ArticlePage, language).get_parent().specific
    for year in (2081, 2082, 2083, 2084):
        ArticlePageFactory(parent=index, title=f"Essai {year}", date=f"{year}-01-01")
    first, second = (
        client.get(f"{index.url}{query}").content.decode() for query in ("", "?page=2")
    )
    assert "Essai 2084" in first
    assert "Essai 2082" not in first
    assert f'href="?page=2">{older}</a>' in first
    assert "Essai 2082" in second
    assert f'rel="prev" href="{index.url}"' in second
    with collecting() as terms:
        assert "Essai 2084" in client.get(f"{index.url}?page=nonsense").content.decode()
    assert not terms.parameters  # it is the first page, which is kept without it
    with collecting() as terms:
        client.get(f"{index.url}?page=2")
    assert terms.parameters == {"page": "2"}
