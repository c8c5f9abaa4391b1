"""What readers find, in both languages, and what the results say of it."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.db.models import F
from django.test import Client
from wagtail.contrib.search_promotions.models import Query, SearchPromotion
from wagtail.models import Locale, Page

from pages.facts.models import Fact
from pages.facts.states import State
from pages.glossary.models import GlossaryTerm
from pages.models import SearchSynonym, StandardPage
from pages.search.indexing import index_pages, rebuild
from pages.search.models import SearchDocument

from ..factories import FactFactory, StandardPageFactory
from ..page_types import one_of

pytestmark = [pytest.mark.django_db, pytest.mark.both]

PATHS = {"fr": "/rechercher/", "en": "/en/search/"}


def soup(client: Client, language: str, **asked: str) -> BeautifulSoup:
    response = client.get(PATHS[language], asked)
    assert response.status_code == 200
    return BeautifulSoup(response.content.decode(), "html.parser")


def titles(page: BeautifulSoup, place: int = 0) -> list[str]:
    """Return the titles of the results: of this language, then (1) of the other."""
    lists = page.select("ul.results")
    return [link.get_text() for link in lists[place].select("a.row-title")] if lists else []


def published(parent: Page, **fields: Any) -> StandardPage:
    page = StandardPageFactory(parent=parent, locale=parent.locale, **fields)
    page.save_revision().publish()
    return page


@pytest.mark.parametrize(
    ("language", "typed", "title"),
    [
        ("fr", "hematologie", "Hématologie"),
        ("fr", "LABEO", "LABÉO"),
        ("fr", "Henri-Becquerel", "Centre Henri Becquerel"),
        ("fr", "proton thérapie", "Protonthérapie"),
        ("en", "hematology", "Haematology"),
        ("en", "francois baclesse", "Centre François Baclesse"),
        ("en", "out patient surgery", "Outpatient surgery"),
    ],
)
def test_other_spellings_find_the_page(
    client: Client, language: str, typed: str, title: str
) -> None:
    assert titles(soup(client, language, q=typed))[0] == title


def test_a_result_says_kind_centre_passage_and_day(client: Client) -> None:
    result = soup(client, "fr", q="protons").select_one("li.result")
    assert result is not None
    assert result.select_one(".row-meta").get_text() == "Spécialité · Centre François Baclesse"
    assert {mark.get_text().lower() for mark in result.select("mark")} & {"proton", "protons"}
    assert result.select_one("time")["datetime"]


def test_no_passage_shows_a_fact_without_its_state(client: Client) -> None:
    lines = "\n".join(SearchDocument.objects.values_list("passages", flat=True))
    assert "27" + "\u202f" + "000" not in lines
    assert "02 31" not in lines.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("language", "typed", "meant", "title"),
    [
        ("fr", "protonterapie", "protonthérapie", "Protonthérapie"),
        ("en", "limphoma", "lymphoma", "Haematology"),
    ],
)
def test_a_slip_is_put_right_and_may_be_insisted_on(
    client: Client, language: str, typed: str, meant: str, title: str
) -> None:
    page = soup(client, language, q=typed)
    assert title in titles(page)
    status = page.select_one("main [role=status]").get_text()
    assert meant in status
    assert typed in status
    exact = page.select_one('main a[href*="exact=1"]')["href"]
    answer = BeautifulSoup(client.get(PATHS[language] + exact).content.decode(), "html.parser")
    assert not titles(answer)
    link = next(link for link in answer.select("main a.plain-link") if link.get_text() == meant)
    assert title in titles(soup(client, language, q=meant))
    assert "exact" not in link["href"]


def test_the_other_language_is_offered_where_this_one_has_little(client: Client) -> None:
    page = soup(client, "fr", q="outpatient surgery")
    link = next(
        link for link in page.select("ul.results a") if link.get_text() == "Outpatient surgery"
    )
    assert link["lang"] == "en"
    assert len(soup(client, "fr", q="cancer").select("ul.results")) == 1


def test_titles_weigh_more_than_summaries_and_those_more_than_the_text(
    client: Client, french_home: Page
) -> None:
    published(french_home, title="Au texte", easy_read="<p>Un zygomorphe est ici.</p>")
    published(french_home, title="Au chapeau", lead="Un zygomorphe est ici.")
    published(french_home, title="Zygomorphe")
    found = titles(soup(client, "fr", q="zygomorphe"))
    assert found == ["Zygomorphe", "Au chapeau", "Au texte"]


def test_filters_leave_one_kind_of_one_centre(client: Client) -> None:
    page = soup(client, "fr", q="cancer", kind="speciality", place="henri-becquerel")
    origins = {meta.get_text() for meta in page.select(".row-meta")}
    assert origins
    assert all(item.startswith("Spécialité · ") and "Becquerel" in item for item in origins)
    current = page.select('.choices a[aria-current="true"]')
    assert len(current) == 2
    assert "kind" not in current[0]["href"]
    everything = soup(client, "fr", q="cancer", kind="nothing", place="x")
    assert not everything.select("[aria-current=true]")


@pytest.mark.parametrize(("language", "words"), [("fr", "Aucun"), ("en", "Nothing")])
def test_an_empty_answer_helps(client: Client, language: str, words: str) -> None:
    main = soup(client, language, q="xyzzyx").select_one("main")
    assert main.find("h2", string=lambda text: text and words in text)
    links = [link["href"] for link in main.select("a")]
    assert "tel:+33231455020" in links
    assert one_of_specialities(language) in links


def one_of_specialities(language: str) -> str:
    return {"fr": "/specialites/", "en": "/en/specialities/"}[language]


def test_what_is_not_public_is_not_found(client: Client, french_home: Page) -> None:
    page = published(french_home, title="Zygomorphe", slug="zygomorphe")
    assert titles(soup(client, "fr", q="zygomorphes")) == ["Zygomorphe"]
    page.title = "Brachycéphale"
    page.save_revision()
    assert not titles(soup(client, "fr", q="brachycephale")), "a draft"
    page.get_latest_revision().publish()
    assert titles(soup(client, "fr", q="brachycephale")) == ["Brachycéphale"]
    assert not titles(soup(client, "fr", q="zygomorphe"))
    StandardPage.objects.get(pk=page.pk).unpublish()
    assert not titles(soup(client, "fr", q="brachycephale"))


def test_a_deleted_page_is_forgotten_and_rebuilding_finds_the_rest(french_home: Page) -> None:
    page = published(french_home, title="Zygomorphe", slug="zygomorphe")
    count = SearchDocument.objects.count()
    assert Page.objects.get(pk=page.pk).delete()
    assert SearchDocument.objects.count() == count - 1
    SearchDocument.objects.all().delete()
    index_pages([french_home])
    assert SearchDocument.objects.count() == 1


def test_update_index_finds_what_no_signal_told(french_home: Page, client: Client) -> None:
    StandardPageFactory(parent=french_home, title="Zygomorphe", locale=french_home.locale)
    StandardPage.objects.live().exclude(title="Zygomorphe").update(live=False)
    Page.objects.exclude(title="Zygomorphe").filter(depth__gt=2).update(live=False)
    rebuild()
    assert titles(soup(client, "fr", q="zygomorphe")) == ["Zygomorphe"]
    assert set(titles(soup(client, "fr", q="polarix"))) <= {"Accueil"}


def test_a_renamed_record_is_found_by_its_new_name(client: Client) -> None:
    from centres.models import PartnerPage

    partner = one_of(PartnerPage, "fr").partner
    partner.variants = ["Zygomorphe"]
    partner.save()
    assert titles(soup(client, "fr", q="zygomorphe"))


def test_editors_teach_synonyms(client: Client) -> None:
    assert "Protonthérapie" not in titles(soup(client, "fr", q="zygomorphe"))
    SearchSynonym.objects.create(language="fr", typed="zygomorphe, mot rare", also="protonthérapie")
    assert titles(soup(client, "fr", q="Mots rares"))[0] == "Protonthérapie"


def test_editors_put_a_page_first(client: Client) -> None:
    page = StandardPage.objects.live().get(slug="confidentialite")
    query = Query.get("Lymphomes")
    SearchPromotion.objects.create(query=query, page=page, description="Lisez d’abord ceci.")
    first = soup(client, "fr", q="lymphome").select_one("li.result")
    assert first.select_one("a").get_text() == page.title
    assert "Lisez d’abord ceci." in first.get_text()
    found = titles(soup(client, "fr", q="lymphome"))
    assert found.count(page.title) == 1
    assert len(found) > 2


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_word_of_the_glossary_is_answered_with_what_it_means(
    client: Client, language: str
) -> None:
    """The definition of the word itself, although another one that uses it comes before it."""
    for key, term, also, definition in (
        ("abaque", "Abaque", "", "Sert à compter chaque zygomorphe."),
        ("zygomorphe", "Zygomorphe", "zygo", "Un mot que personne ne connaît."),
    ):
        GlossaryTerm.objects.create(
            locale=Locale.objects.get(language_code=language),
            key=key,
            term=term,
            also=also,
            definition=definition,
        ).save_revision().publish()
    page = {"fr": "/patients/glossaire/", "en": "/en/patients/glossary/"}[language]
    for typed, word in (("zygomorphes", "Zygomorphe"), ("ZYGO", "zygo")):
        result = soup(client, language, q=typed).select_one("li.result")
        assert result.select_one("a")["href"] == f"{page}#term-zygomorphe"
        hint = result.select_one(".row-hint > span").get_text()
        assert hint == "Zygomorphe (zygo) – Un mot que personne ne connaît."
        assert result.select_one("mark").get_text() == word
    anchors = BeautifulSoup(client.get(page).content.decode(), "html.parser")
    assert anchors.find(id="term-zygomorphe")


def test_a_fact_whose_date_passes_overnight_is_found_as_it_reads_today(
    client: Client, french_home: Page
) -> None:
    evening = datetime(2027, 6, 14, 23, tzinfo=ZoneInfo("Europe/Paris"))
    night = evening + timedelta(hours=2)
    # The other facts have no news that night.
    Fact.objects.with_state(night.date()).update(known_state=F("state_now"))
    fact = FactFactory(
        value_type="none",
        value="",
        wording_fr="Un zygomorphe ouvrira.",
        past_wording_fr="Un brachycéphale a ouvert.",
        ends_on=evening.date(),
        known_state=State.CONFIRMED,
    )
    with time_machine.travel(evening, tick=False):
        page = published(
            french_home, in_short=f'<p><embed embedtype="fact" id="{fact.pk}"/></p>', title="Essai"
        )
        call_command("refresh_facts", verbosity=0)
        assert titles(soup(client, "fr", q="zygomorphe")) == [page.title]
    with time_machine.travel(night, tick=False):
        call_command("refresh_facts", verbosity=0)
        assert not titles(soup(client, "fr", q="zygomorphe", exact="1"))
        assert titles(soup(client, "fr", q="brachycephale")) == [page.title]
