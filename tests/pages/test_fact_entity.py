"""Facts inside running text: in the editor, in the database, and as readers see them."""

import json
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.signals import request_started
from django.test import Client
from django.urls import reverse
from django.utils import translation
from pytest_django import DjangoAssertNumQueries
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.models import Locale, Page
from wagtail.rich_text import RichText, features

from pages.blocks.text import PROSE_FEATURES
from pages.facts import draftail
from pages.facts.models import Fact
from pages.facts.states import Mark
from pages.models import StandardPage
from pages.rich_text import write_prose
from pages.services.references import References, published_facts

pytestmark = pytest.mark.django_db


def make_fact(**values: Any) -> Fact:
    defaults: dict[str, Any] = {
        "key": "TEST-PATIENTS",
        "kind": "figure",
        "value_type": "number",
        "value": "27000",
        "unit_fr": "patients",
        "unit_en": "patients",
        "wording_fr": "Le centre suit {value} patients.",
        "wording_en": "The centre cares for {value} patients.",
        "mark": Mark.VERIFIED,
    }
    return Fact.objects.create(**defaults | values)


@pytest.fixture
def fact() -> Fact:
    return make_fact()


@pytest.fixture
def converter() -> ContentstateConverter:
    return ContentstateConverter(PROSE_FEATURES)


def read(converter: ContentstateConverter, html: str) -> dict[str, Any]:
    return json.loads(converter.from_database_format(html))


def round_trip(converter: ContentstateConverter, html: str) -> str:
    return converter.to_database_format(converter.from_database_format(html))


def entity_texts(content: dict[str, Any]) -> list[str]:
    """Return the text under each entity, in order."""
    return [
        block["text"][span["offset"] : span["offset"] + span["length"]]
        for block in content["blocks"]
        for span in block["entityRanges"]
    ]


def references_to(*facts: Fact, language: str = "fr") -> References:
    return References(language, facts=published_facts(fact.pk for fact in facts))


class TestInTheEditor:
    @pytest.mark.parametrize(
        ("form", "text"),
        [
            ("", "Le centre suit 27\u202f000 patients."),
            ("value", "27\u202f000\u00a0patients"),
        ],
    )
    def test_a_fact_reads_as_it_will_in_the_text(
        self, fact: Fact, converter: ContentstateConverter, form: str, text: str
    ) -> None:
        attribute = f' form="{form}"' if form else ""
        content = read(
            converter, f'<p>Ici <embed embedtype="fact" id="{fact.pk}"{attribute}/> aussi.</p>'
        )

        assert content["blocks"][0]["text"] == f"Ici {text} aussi."
        assert entity_texts(content) == [text]
        entity = content["entityMap"]["0"]
        assert (entity["type"], entity["mutability"]) == ("FACT", "IMMUTABLE")
        data = entity["data"]
        assert (data["id"], data["form"], data["label"]) == (fact.pk, form, text)
        assert (data["key"], data["state"]) == (fact.key, str(fact.state.label))

    def test_a_long_sentence_is_cut_in_the_editor_only(
        self, converter: ContentstateConverter
    ) -> None:
        long = make_fact(wording_fr="Le centre " + "soigne " * 40 + "{value} patients.")
        data = read(converter, f'<embed embedtype="fact" id="{long.pk}"/>')["entityMap"]["0"][
            "data"
        ]

        assert len(data["label"]) <= draftail.LABEL_LENGTH
        assert data["wording"].endswith("27\u202f000 patients.")

    def test_a_fact_without_value_offers_none(self, converter: ContentstateConverter) -> None:
        plain = make_fact(value_type="none", value="", wording_fr="Le centre soigne.")
        data = read(converter, f'<embed embedtype="fact" id="{plain.pk}"/>')["entityMap"]["0"][
            "data"
        ]

        assert data["labels"] == {"": "Le centre soigne.", "value": ""}

    def test_many_facts_cost_one_query(
        self,
        fact: Fact,
        converter: ContentstateConverter,
        django_assert_num_queries: DjangoAssertNumQueries,
    ) -> None:
        others = [make_fact(key=f"TEST-{number}") for number in range(5)]
        html = "".join(
            f'<p>Ici <embed embedtype="fact" id="{item.pk}"/>.</p>' for item in [fact, *others]
        )
        with django_assert_num_queries(1):
            assert len(read(converter, html)["entityMap"]) == 6

    def test_a_fact_that_is_gone_is_shown_and_kept(self, converter: ContentstateConverter) -> None:
        html = '<p data-block-key="a">Ici <embed embedtype="fact" id="987654" form="value"/> !</p>'
        content = read(converter, html)

        assert content["blocks"][0]["text"] == "Ici ? 987654 !"
        assert content["entityMap"]["0"]["data"]["published"] is False
        assert round_trip(converter, html) == html


class TestRoundTrip:
    @pytest.mark.parametrize(
        "html",
        [
            '<p data-block-key="a">Ici <embed embedtype="fact" id="{id}"/> aussi.</p>',
            '<p data-block-key="a">Ici <embed embedtype="fact" id="{id}" form="value"/> aussi.</p>',
            '<p data-block-key="a"><embed embedtype="fact" id="{id}"/></p>',
            '<p data-block-key="a">(<embed embedtype="fact" id="{id}" form="value"/>)</p>',
            # Side by side, twice in a paragraph, in a list, in bold, beside a link.
            '<p data-block-key="a"><embed embedtype="fact" id="{id}"/>'
            '<embed embedtype="fact" id="{id}" form="value"/></p>',
            '<p data-block-key="a"><embed embedtype="fact" id="{id}"/> '
            '<embed embedtype="fact" id="{id}" form="value"/></p>',
            '<ul><li data-block-key="a">De <embed embedtype="fact" id="{id}"/> à</li></ul>',
            '<p data-block-key="a">Ici <b><embed embedtype="fact" id="{id}"/></b> aussi.</p>',
            '<p data-block-key="a">Ici <b><i><embed embedtype="fact" id="{id}"/></i></b> là.</p>',
            '<p data-block-key="a"><a href="https://example.org/">Là</a> '
            '<embed embedtype="fact" id="{id}"/></p>',
        ],
    )
    def test_the_database_gets_back_what_it_gave(
        self, fact: Fact, converter: ContentstateConverter, html: str
    ) -> None:
        stored = html.replace("{id}", str(fact.pk))
        assert round_trip(converter, stored) == stored

    def test_the_text_in_the_editor_is_only_a_view(
        self, fact: Fact, converter: ContentstateConverter
    ) -> None:
        content = read(converter, f'<p>Ici <embed embedtype="fact" id="{fact.pk}"/></p>')
        content["entityMap"]["0"]["data"]["label"] = "<script>alert(1)</script>"
        written = converter.to_database_format(json.dumps(content))

        assert "script" not in written
        assert "27" not in written

    def test_bold_around_more_than_the_fact(
        self, fact: Fact, converter: ContentstateConverter
    ) -> None:
        embed = f'<embed embedtype="fact" id="{fact.pk}"/>'
        written = round_trip(converter, f'<p data-block-key="a"><b>Ici {embed} aussi</b>.</p>')

        assert written == f'<p data-block-key="a"><b>Ici </b><b>{embed}</b><b> aussi</b>.</p>'

    @pytest.mark.parametrize("pk", ["", None, "1 or 1", '"/><script>'])
    def test_an_entity_without_a_proper_id_is_dropped(
        self, fact: Fact, converter: ContentstateConverter, pk: str | None
    ) -> None:
        content = read(converter, f'<p>Ici <embed embedtype="fact" id="{fact.pk}"/></p>')
        content["entityMap"]["0"]["data"]["id"] = pk

        assert "<embed" not in converter.to_database_format(json.dumps(content))


class TestForReaders:
    def test_a_confirmed_fact(self, fact: Fact) -> None:
        text = RichText(
            f'<p>Ici : <embed embedtype="fact" id="{fact.pk}"/> Ou : '
            f'<embed embedtype="fact" id="{fact.pk}" form="value"/>.</p>'
        )
        html = write_prose(text, references_to(fact))

        assert "Ici : Le centre suit 27\u202f000 patients." in html
        assert "Ou : 27\u202f000\u00a0patients" in html
        assert "<embed" not in html
        assert str(fact.state.label) not in html

    def test_in_english(self, fact: Fact) -> None:
        with translation.override("en"):
            html = write_prose(
                f'<p><embed embedtype="fact" id="{fact.pk}"/></p>',
                references_to(fact, language="en"),
            )
        assert "The centre cares for 27,000 patients." in html

    def test_a_fact_to_be_confirmed_says_so(self) -> None:
        doubtful = make_fact(mark=Mark.SEED)
        html = write_prose(
            f'<p><embed embedtype="fact" id="{doubtful.pk}" form="value"/></p>',
            references_to(doubtful),
        )
        assert str(doubtful.state.label) in html

    @pytest.mark.parametrize("change", [{"mark": Mark.WITHHELD}, {"live": False}])
    @pytest.mark.parametrize("form", ["", ' form="value"'])
    def test_what_is_withheld_or_a_draft_leaves_nothing(
        self, change: dict[str, Any], form: str
    ) -> None:
        hidden = make_fact(**change)
        html = write_prose(
            f'<p>Ici.<embed embedtype="fact" id="{hidden.pk}"{form}/></p>', references_to(hidden)
        )
        assert html == "<p>Ici.</p>"

    def test_a_fact_that_is_gone_leaves_nothing(self) -> None:
        html = write_prose('<p>Ici.<embed embedtype="fact" id="987654"/></p>', references_to())
        assert html == "<p>Ici.</p>"


class TestInTheAdmin:
    @pytest.fixture
    def admin(self, client: Client) -> Client:
        client.force_login(get_user_model().objects.create_superuser("chief", password="x" * 20))
        return client

    @pytest.fixture
    def page(self, fact: Fact) -> Page:
        english, _created = Locale.objects.get_or_create(language_code="en")
        embed = f'<embed embedtype="fact" id="{fact.pk}"/>'
        text = {"type": "text", "value": f"<p>Here: {embed}</p>"}
        section = {"heading": "What we do", "content": [text, text]}
        return Page.get_first_root_node().add_child(
            instance=StandardPage(
                title="Facts",
                slug="test-facts",
                locale=english,
                body=json.dumps([{"type": "section", "value": section}]),
            )
        )

    def test_a_form_writes_its_facts_in_the_page_s_language(
        self, admin: Client, page: Page
    ) -> None:
        html = admin.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()

        assert "The centre cares for 27,000 patients." in html
        assert "Le centre suit" not in html
        assert "js/admin/fact-entity.js" in html
        # For the chooser, as the form's options carry it: quoted once more inside an attribute.
        assert "language&quot;: &quot;en&quot;" in html
        assert draftail._language() == "fr", "what comes after has its own language"

    def test_the_next_request_starts_afresh(self, page: Page) -> None:
        draftail.edit_page(None, page)  # type: ignore[arg-type]  # it looks only at the page
        request_started.send(self.__class__)

        assert draftail._language() == "fr"

    def test_a_form_asks_for_its_facts_once(
        self,
        page: Page,
        fact: Fact,
        converter: ContentstateConverter,
        django_assert_num_queries: DjangoAssertNumQueries,
    ) -> None:
        draftail.edit_page(None, page)  # type: ignore[arg-type]
        with django_assert_num_queries(1):
            for _text in range(3):
                content = read(converter, f'<p><embed embedtype="fact" id="{fact.pk}"/></p>')
        request_started.send(self.__class__)

        assert entity_texts(content) == ["The centre cares for 27,000 patients."]

    def test_a_new_page_has_the_language_of_its_parent(self, page: Page) -> None:
        draftail.create_page(None, page, StandardPage)  # type: ignore[arg-type]
        language = draftail._language()
        request_started.send(self.__class__)

        assert language == "en"

    def test_the_chooser_lists_facts_in_the_language_of_the_text(
        self, admin: Client, fact: Fact
    ) -> None:
        url = reverse("fact_entity_chooser:choose")
        answer = admin.get(url, {"language": "en", "q": "", "p": 1})
        html = json.loads(answer.content)["html"]
        results = admin.get(
            reverse("fact_entity_chooser:choose_results"), {"language": "en", "q": fact.key}
        ).content.decode()

        assert "language=en" in html
        assert "The centre cares for 27,000 patients." in results
        assert f"{reverse('fact_entity_chooser:chosen', args=[fact.pk])}?language=en" in results

    @pytest.mark.parametrize(
        ("language", "label"),
        [
            ("en", "The centre cares for 27,000 patients."),
            ("fr", "Le centre suit 27\u202f000 patients."),
            ("xx", "Le centre suit 27\u202f000 patients."),
        ],
    )
    def test_what_is_chosen_comes_with_what_the_editor_shows(
        self, admin: Client, fact: Fact, language: str, label: str
    ) -> None:
        answer = admin.get(
            reverse("fact_entity_chooser:chosen", args=[fact.pk]), {"language": language}
        )
        chosen = json.loads(answer.content)["result"]

        assert (chosen["id"], chosen["form"], chosen["label"]) == (fact.pk, "", label)
        assert set(plugin_options()["attributes"]) <= set(chosen)

    def test_nobody_chooses_without_signing_in(self, client: Client, fact: Fact) -> None:
        answer = client.get(reverse("fact_entity_chooser:chosen", args=[fact.pk]))
        assert answer.status_code == 302


def plugin_options() -> dict[str, Any]:
    options: dict[str, Any] = {}
    features.get_editor_plugin("draftail", "fact").construct_options(options)
    return options["entityTypes"][0]
