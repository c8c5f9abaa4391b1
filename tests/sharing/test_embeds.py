"""Cards to embed: any site may frame them and nothing else; they say what isn't, or is no longer, sure."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from bs4 import BeautifulSoup, Tag
from django.test import Client
from django.utils import translation

from centres.models import AwardPage, CentrePage
from pages.facts.models import Fact
from pages.facts.states import Mark
from pages.models import BasePage
from pages.sharing.embeds import embed_path

from ..crawl import Crawl
from ..page_types import LANGUAGES, one_of

pytestmark = [pytest.mark.django_db, pytest.mark.once]

DAY = datetime(2026, 11, 24, 12, tzinfo=ZoneInfo("Europe/Paris"))
KINDS = (CentrePage, AwardPage)


def soup_of(client: Client, path: str) -> BeautifulSoup:
    answer = client.get(path)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def text_of(client: Client, path: str) -> str:
    main = soup_of(client, path).main
    assert main is not None
    return " ".join(main.get_text(" ").split())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("model", KINDS)
def test_any_site_may_frame_a_card(client: Client, model: type[BasePage], language: str) -> None:
    page = one_of(model, language)
    answer = client.get(embed_path(page))
    policy = answer.headers["Content-Security-Policy"]
    assert "frame-ancestors *" in policy
    assert "script-src 'none'" in policy
    assert "X-Frame-Options" not in answer.headers
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert "max-age" in answer.headers["Cache-Control"]
    assert not answer.cookies
    soup = BeautifulSoup(answer.content, "html.parser")
    assert soup.html is not None
    assert soup.html["lang"] == language
    canonical = soup.find("link", rel="canonical")
    assert isinstance(canonical, Tag)
    assert canonical["href"] == page.full_url
    assert not soup.find_all(["script", "style", "form", "img"])
    links = soup.find_all("a")
    assert page.full_url in {link["href"] for link in links}
    assert {link["target"] for link in links} == {"_top"}
    heading = soup.h1
    assert heading is not None
    assert heading.get_text() == page.title


def test_no_page_may_be_framed(crawl: Crawl) -> None:
    framed = [
        answer.path
        for answer in crawl.pages
        if answer.headers["X-Frame-Options"] != "DENY"
        or "frame-ancestors 'none'" not in answer.headers["Content-Security-Policy"]
    ]
    assert not framed
    types = {type(page).__name__ for page in _shown(crawl)}
    assert types >= {model.__name__ for model in BasePage.__subclasses__()} - {"Page"}


def _shown(crawl: Crawl) -> list[BasePage]:
    models = BasePage.__subclasses__()
    pages = [one_of(model, language) for model in models for language in LANGUAGES]
    return [page for page in pages if page and page.url in crawl.answers]


@pytest.mark.parametrize(
    "path", ["/embed/", "/embed/centre/nowhere/", "/embed/partner/iba/", "/en/embed/award/none/"]
)
def test_what_has_no_card_is_not_found(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_card_goes_with_its_page(client: Client, language: str) -> None:
    page = one_of(CentrePage, language)
    path = embed_path(page)
    page.unpublish()
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    ("language", "since"), [("fr", "depuis le 1er mars"), ("en", "since 1 March")]
)
@pytest.mark.parametrize("field", ["ends_on", "review_by"])
def test_an_award_says_when_it_has_lapsed(
    client: Client, field: str, language: str, since: str
) -> None:
    page = one_of(AwardPage, language)
    path = embed_path(page)
    fact = Fact.objects.filter(pk=page.award.fact_id)
    fact.update(mark=Mark.VERIFIED, ends_on=None, review_by=None)
    with time_machine.travel(DAY, tick=False):
        assert since not in text_of(client, path)
        fact.update(**{field: date(2026, 3, 1)})
        assert f"{since} 2026" in text_of(client, path)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_unconfirmed_award_says_so_and_a_withheld_one_says_nothing(
    client: Client, language: str
) -> None:
    page = one_of(AwardPage, language)
    path = embed_path(page)
    fact = Fact.objects.filter(pk=page.award.fact_id)
    fact.update(mark=Mark.TO_BE_CONFIRMED, ends_on=None)
    known = fact.get()
    with translation.override(language):
        assert f"{known.state_label}" in text_of(client, path)
        assert known.wording in text_of(client, path)
        fact.update(mark=Mark.WITHHELD)
        assert known.wording not in text_of(client, path)
        assert soup_of(client, path).find(class_="chip")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_centre_gives_no_number_without_its_chip(client: Client, language: str) -> None:
    page = one_of(CentrePage, language)
    path = embed_path(page)
    telephone = page.centre.telephones.first()
    Fact.objects.filter(pk=telephone.fact_id).update(mark=Mark.TO_BE_CONFIRMED)
    number = soup_of(client, path).find(class_="phone")
    assert isinstance(number, Tag)
    chip = number.find_next_sibling(class_="chip")
    assert chip is not None
    with translation.override(language):
        assert (
            chip.get_text()
            == telephone.fact.__class__.objects.get(pk=telephone.fact_id).state_label
        )
    Fact.objects.filter(pk=telephone.fact_id).update(mark=Mark.WITHHELD)
    shown = soup_of(client, path).find(class_="phone")
    assert shown is None or shown["href"] != number["href"]


@pytest.mark.drill
@pytest.mark.parametrize(
    ("path", "language"), [("/faire-un-lien/", "fr"), ("/en/link-to-us/", "en")]
)
def test_what_is_copied_works(client: Client, path: str, language: str) -> None:
    """Every line that the page offers is an element, or an address, that leads somewhere."""
    fields = soup_of(client, path).find_all("textarea")
    labels = {
        label["for"] for label in soup_of(client, path).find_all("label", attrs={"for": True})
    }
    assert {field["id"] for field in fields} <= labels
    assert all(field.has_attr("readonly") for field in fields)
    lines = [field.get_text() for field in fields]
    markup = BeautifulSoup("".join(line for line in lines if line.startswith("<")), "html.parser")
    found = markup.find_all(["a", "iframe"])
    frames = {str(element["src"]) for element in found if element.name == "iframe"}
    cards = {
        f"http://localhost{embed_path(page)}"
        for model in KINDS
        for page in model.objects.live().filter(locale__language_code=language)
    }
    assert frames == cards
    addresses = [str(element.get("src") or element["href"]) for element in found]
    addresses += [line for line in lines if line.startswith("http")]
    assert len(addresses) == len(lines)
    for address in addresses:
        assert address.startswith("http://localhost/")
        target = address.removeprefix("http://localhost")
        assert client.get(target, headers={"host": "localhost"}).status_code == 200
