"""What counts as a claim in prose, and what only looks like one."""

from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from wagtail.models import Collection
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from pages.facts import checks, guard, patterns
from pages.facts.guard import ClaimKind, findings, plain
from pages.facts.models import Fact
from pages.facts.page_claims import open_findings, overrule, page_findings, page_texts
from pages.models import StandardPage

from ..factories import FactFactory, SourceFactory, StandardPageFactory

S043_EN = (
    "It proves that the treatment reduces relapse or exacerbation by 27% with no side effects, "
    "compared to existing treatment developed 20 years ago."
)
S072_EN = "The unit’s efficiency, which is number one in France for mastectomies."
S043_FR = (
    "Elle prouve que le traitement réduit de 27 % les rechutes ou aggravations, sans effets "
    "secondaires, par rapport au traitement existant, vieux de 20 ans."
)
S072_FR = "L’unité est numéro un en France pour les mastectomies."

#: Language, text, and the kinds of what must be found in it.
CLAIMS = [
    # The source article, and what it says in French.
    ("en", S043_EN, "result percentage absolute"),
    ("fr", S043_FR, "result absolute"),  # the percentage is part of the result
    ("en", S072_EN, "exclusive"),
    ("fr", S072_FR, "exclusive"),
    ("fr", "La première unité de France pour les mastectomies.", "exclusive"),
    ("en", "The centre is the only one in Normandy to have begun CAR-T.", "exclusive"),
    ("fr", "C’est le seul centre normand à pratiquer les CAR-T cells.", "exclusive"),
    ("en", "Our centre is world-renowned for its haematology research.", "exclusive"),
    ("fr", "Une recherche de renommée mondiale.", "exclusive"),
    ("en", "The oncogenomics lab – one of the first in France.", "exclusive"),
    ("fr", "Un laboratoire parmi les premiers en France.", "exclusive"),
    ("en", "Published in the world’s best healthcare review.", "exclusive"),
    ("en", "Ranked in Newsweek 2021’s top 100.", "exclusive"),
    ("en", "It’s also the 2nd best CLCC in France for publications.", "exclusive"),
    ("en", "To make Normandy a leading light in genomics.", "exclusive"),
    ("en", "To successfully treat around 50% of women.", "result percentage"),
    ("en", "Destroys the tumour without damaging the surrounding tissue.", "absolute"),
    ("fr", "Détruit la tumeur sans abîmer les tissus voisins.", "absolute"),
    ("en", "Everyone has free, equal access to treatment.", "absolute"),
    # Typography and spelling make no difference.
    ("fr", "une baisse de 27\u202f%", "percentage"),
    ("fr", "de 12,5\u00a0% à 1 000 %", "percentage percentage"),
    ("fr", "entre 10–20 % des cas", "percentage"),
    ("fr", "vingt-sept pour cent des patients", "percentage"),
    ("en", "twenty-seven per cent of patients", "percentage"),
    ("fr", "NUMÉRO UN de la chirurgie", "exclusive"),
    ("fr", "n°\u00a01 en France", "exclusive"),
    ("fr", "l’une des premières équipes", "exclusive"),
    ("en", "NO SIDE EFFECTS", "absolute"),
    # Other words for the same.
    ("fr", "le taux de survie à cinq ans", "result"),
    ("fr", "sept malades sur dix", "result"),
    ("fr", "deux fois moins de rechutes", "result"),
    ("fr", "le premier à proposer ce traitement", "exclusive"),
    ("fr", "le plus grand centre de la région", "exclusive"),
    ("fr", "Les soins sont gratuits.", "absolute"),
    ("fr", "aucun effet indésirable", "absolute"),
    ("en", "the survival rate after five years", "result"),
    ("en", "seven out of ten patients", "result"),
    ("en", "a hazard ratio of 0.73", "result"),
    ("en", "the first to offer it", "exclusive"),
    ("en", "Care is free of charge.", "absolute"),
    # A harmless phrase excuses itself and no other.
    ("fr", "Dès la première consultation, le seul centre qui…", "exclusive"),
    ("en", "The only way to know is to ask the only centre.", "exclusive"),
]

HARMLESS = [
    ("fr", "Votre première consultation dure une heure."),
    ("fr", "La première consultation en Normandie se passe à Caen."),
    ("fr", "Le premier rendez-vous, le premier jour, la première fois."),
    ("fr", "Vous n’êtes pas seul. Venez seule ou accompagnée, seulement si vous le voulez."),
    ("fr", "Une seule question suffit. Le seul moyen de savoir est de demander."),
    ("fr", "Parlez des effets secondaires avec l’équipe."),
    ("fr", "Le 15 répond jour et nuit ; le 2 sur la carte ; 20 ans ; 3,5 km."),
    ("fr", "Il y a des risques : l’équipe vous les dit."),
    ("fr", "La lutte contre le cancer en France et dans le monde."),
    ("en", "Your first appointment lasts an hour. The first time, bring your letter."),
    ("en", "The only way to know is to ask."),
    ("en", "If you only have one question, ask it first."),
    ("en", "The steps leading to treatment. Lead nurses are there."),
    ("en", "Every treatment has side effects. Ask about the risks."),
    ("en", "Feel free to ask. The best thing is up to you; best wishes."),
    ("en", "Come in 10 minutes, 5 days in a row, on 12 May 2024."),
]


@pytest.mark.parametrize(("language", "text", "kinds"), CLAIMS)
def test_claims(language: str, text: str, kinds: str) -> None:
    found = findings(text, language)
    assert [item.kind.value for item in found] == kinds.split()
    assert all(text[item.start : item.end] == item.phrase for item in found)


@pytest.mark.parametrize(("language", "text"), HARMLESS)
def test_harmless(language: str, text: str) -> None:
    assert findings(text, language) == []


def test_what_is_in_a_fact_is_no_claim() -> None:
    text = plain('<p>Ici, <embed embedtype="fact" id="12"/> et <b>27</b>&nbsp;%.</p>')
    assert [item.phrase for item in findings(text, "fr")] == ["27\u00a0%"]
    assert findings(plain('<p>le <embed embedtype="fact" id="1"/> seul</p>'), "fr") == []


def test_paragraphs_stay_apart() -> None:
    assert findings(plain("<p>Venez le premier</p><p>à proposer, en France</p>"), "fr") == []


def test_an_entry_of_another_embed_is_no_fact() -> None:
    assert plain('<embed embedtype="media" url="27 %"/>a') == "a"


# --- The file ------------------------------------------------------------------------------------


def test_the_file_is_in_order() -> None:
    assert guard.claims().problems == []
    assert checks.check_claims_file(None) == []


@pytest.mark.parametrize(
    ("words", "example", "problem"),
    [
        ("le (seul", "le seul", "“(” is never closed"),
        ("le seul)", "le seul", "“)” closes nothing"),
        ("[le/la seul", "le seul", "“[” is never closed"),
        ("(le]", "le", "“]” closes nothing"),
        ("...", "le seul", "no words"),
        ("le seul", "la seule", "isn't found in its example"),
    ],
)
def test_words_that_can_not_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: str, example: str, problem: str
) -> None:
    file = tmp_path / "claims.yaml"
    whole = patterns.FILE.read_text(encoding="utf-8")
    entry = f'      - {{words: "{words}", example: "{example}"}}\n'
    file.write_text(whole.replace("    claims:\n", "    claims:\n" + entry, 1), encoding="utf-8")
    read = patterns.read(file)
    assert len(read.problems) == 1
    assert "fr: percentage" in read.problems[0]
    assert problem in read.problems[0]

    monkeypatch.setattr(checks, "claims", lambda: read)
    assert [message.id for message in checks.check_claims_file(None)] == ["pages.E001"]


@pytest.mark.parametrize("text", ["fr: [", "- a", "", "fr: {percentage: {claim: []}}"])
def test_a_file_that_is_none(tmp_path: Path, text: str) -> None:
    file = tmp_path / "claims.yaml"
    file.write_text(text, encoding="utf-8")
    assert patterns.read(file).problems
    assert patterns.read(tmp_path / "missing.yaml").problems


# --- On a page -----------------------------------------------------------------------------------


def body(text: str) -> list[dict[str, object]]:
    """A section with a text, then with a step."""
    step = {"heading": "Et après", "text": text}
    content = [
        {"type": "text", "value": "<p>Bonjour.</p>", "id": "text-1"},
        {"type": "steps", "value": [{"type": "item", "value": step, "id": "step-1"}], "id": "s"},
    ]
    value = {"heading": "Ici", "content": content, "aside": ""}
    return [{"type": "section", "value": value, "id": "section-1"}]


def test_where_a_claim_stands(french_home: StandardPage) -> None:
    page = StandardPageFactory(
        parent=french_home,
        title="Numéro un",
        lead="Le seul centre.",
        in_short="<p>27 %</p>",
        search_description="Sans effet secondaire.",
        body=body(f"<p>{S072_FR}</p>"),
    )
    found = page_findings(page)
    by_field = {item.field: item for item in found}
    assert set(by_field) == {"title", "lead", "in_short", "search_description", "body"}
    assert by_field["body"].path == (0, "content", 1, 0, "text")
    assert by_field["body"].block_id == "step-1"
    assert by_field["body"].kind == ClaimKind.EXCLUSIVE
    assert by_field["body"].phrase == "numéro un"


def test_every_text_of_every_page_is_walked(french_home: StandardPage) -> None:
    texts = list(page_texts(french_home))
    assert {"title", "lead", "hero", "in_short", "body"} <= {text.field for text in texts}
    assert "overruled_reason" not in {text.field for text in texts}


def test_a_fact_may_say_it(french_home: StandardPage) -> None:
    fact = FactFactory(wording_fr=S072_FR)
    embed = f'<p>Voici : <embed embedtype="fact" id="{fact.pk}"/></p>'
    page = StandardPageFactory(parent=french_home, in_short=embed, body=body(embed))
    assert page_findings(page) == []


def test_only_the_words_that_were_overruled_stand(french_home: StandardPage) -> None:
    page = StandardPageFactory(parent=french_home, lead="Le seul centre.")
    page.overruled_reason = "C’est le nom d’un prix."
    assert overrule(page)
    assert open_findings(page) == []

    page.title = "Numéro un"
    assert not overrule(page)  # the reason has served
    assert [item.phrase for item in open_findings(page)] == ["Numéro un"]

    page.overruled_reason += " Le titre aussi."
    assert overrule(page)
    assert open_findings(page) == []

    page.overruled_reason = ""
    assert not overrule(page)
    assert len(open_findings(page)) == 2


# --- The content ---------------------------------------------------------------------------------


@pytest.mark.django_db
def test_no_false_alarm_on_the_content(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("check_claims")


def test_the_command_names_what_it_finds(
    french_home: StandardPage, capsys: pytest.CaptureFixture[str]
) -> None:
    StandardPageFactory(parent=french_home, lead=S072_FR)
    with pytest.raises(CommandError):
        call_command("check_claims")
    assert "numéro un" in capsys.readouterr().out


# --- Results in the register ---------------------------------------------------------------------

RESULT = {"kind": "result", "value_type": "percentage", "value": "27"}
MEASURED = {
    "endpoint_fr": "rechute ou décès",
    "endpoint_en": "relapse or death",
    "comparator_fr": "le traitement habituel",
    "comparator_en": "the usual treatment",
}


@pytest.mark.django_db
def test_a_result_says_what_was_measured_and_against_what() -> None:
    with pytest.raises(ValidationError) as refused:
        FactFactory.build(sources=0, **RESULT).clean()
    assert set(refused.value.message_dict) == set(MEASURED)
    FactFactory.build(sources=0, **RESULT, **MEASURED).clean()
    # What no reader sees needs only the reason why.
    withheld = {"mark": "withheld", "reason_fr": "Faux.", "reason_en": "Wrong."}
    FactFactory.build(sources=0, **RESULT, **withheld).clean()


@pytest.mark.parametrize("sources", [0, 1])
def test_a_result_rests_on_a_source(admin: Client, sources: int) -> None:
    source = SourceFactory()
    collection = Collection.get_first_root_node().pk
    fact = {"key": "TEST-RESULT", "mark": "verified", "collection": collection, **RESULT}
    wordings = {"wording_fr": "Moins {value}.", "wording_en": "{value} less."}
    links = inline_formset([{"source": source.pk}] * sources)
    data = nested_form_data(fact | wordings | MEASURED | {"fact_sources": links})
    answer = admin.post(reverse("wagtailsnippets_pages_fact:add"), data)

    assert Fact.objects.filter(key="TEST-RESULT").exists() is bool(sources)
    if not sources:
        assert set(answer.context["form"].errors) == {"kind"}
