"""The two languages can't disagree: figures, dates, telephones and names outside facts are compared."""

from pathlib import Path
from shutil import copytree

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Page

from centres.services.names import known_names
from pages.facts.drift import differences
from pages.facts.page_drift import drift

from ..factories import StandardPageFactory

MINI = Path(__file__).resolve().parents[1] / "data" / "content"


@pytest.mark.parametrize(
    ("french", "english"),
    [
        ("27\u202f000 patients", "27,000 patients"),
        ("27 000 patients", "27,000 patients"),
        ("38,5 %", "38.5%"),
        ("le 3 septembre 2021", "on 3 September 2021"),
        ("le 1er mai 2025", "on 1 May 2025"),
        ("en décembre 2021", "in December 2021"),
        ("le 02 31 45 50 20", "on +33 2 31 45 50 20"),
        ("de 8 h à 18 h 30", "8 am to 6.30 pm"),
        ("avec le GANIL", "with GANIL"),
        ("LABÉO, LABÉO et LABÉO", "LABÉO"),
        ('Depuis <embed embedtype="fact" id="12" form="value"/>.', "No fact here."),
        ("vous pouvez venir", "you may come"),
        ("la marche", "walking in the march"),
    ],
)
def test_what_is_the_same_in_both_languages(french: str, english: str) -> None:
    assert not differences("here", french, english, {"GANIL", "LABÉO"})


@pytest.mark.parametrize(
    ("french", "english", "only_french", "only_english"),
    [
        ("1 162 personnes", "1,000 people", ["1162"], ["1000"]),
        ("le 3 septembre 2021", "on 4 September 2021", ["2021-09-03"], ["2021-09-04"]),
        ("le 02 31 45 50 20", "on +33 2 31 45 50 21", ["tel 231455020"], ["tel 231455021"]),
        ("de 8 h à 18 h", "8 am to 7 pm", ["18:00"], ["19:00"]),
        ("avec le GANIL", "with a laboratory", ["GANIL"], []),
        ("deux fois 12 et 12", "once 12", ["12"], []),
    ],
)
def test_what_differs_is_named(
    french: str, english: str, only_french: list[str], only_english: list[str]
) -> None:
    (found,) = differences("here", french, english, {"GANIL"})
    assert list(found.french) == only_french
    assert list(found.english) == only_english


def test_the_content_files_agree() -> None:
    call_command("check_drift", "--files")


def test_a_difference_planted_in_the_files_fails_the_check(tmp_path: Path) -> None:
    folder = copytree(MINI, tmp_path / "content")
    page = folder / "pages" / "one.yaml"
    text = page.read_text(encoding="utf-8")
    page.write_text(
        text.replace(
            "{fr: Un centre., en: A centre.}", "{fr: Un centre de 1925., en: A centre of 1923.}"
        ),
        encoding="utf-8",
    )
    with pytest.raises(CommandError, match="differ in 1 place"):
        call_command("check_drift", "--files", str(folder))


def test_the_live_pages_agree(db: None) -> None:
    assert not drift(Page.objects.live().filter(depth__gt=1), known_names())


def test_a_difference_planted_on_a_page_is_found_at_its_place(french_home: Page) -> None:
    french = StandardPageFactory(parent=french_home, slug="essai-fr", lead="Ouvert depuis 1925.")
    english = french.copy_for_translation(
        french_home.get_translations().get(locale__language_code="en").locale
    )
    english.lead = "Open since 1923."
    english.save_revision().publish()
    (found,) = drift(Page.objects.filter(translation_key=french.translation_key), known_names())
    assert found.place == f"{french.url_path} lead"
    assert (found.french, found.english) == (("1925",), ("1923",))
