"""The admin's screens of translations: the list, the comparison, the panel, and who may mark."""

from collections.abc import Callable
from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import AbstractUser
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook
from wagtail.models import Locale, Page

from centres.models import CentrePage
from pages.models import GlossaryTerm, StandardPage
from pages.translation.drafting import translate
from pages.translation.tracking import record_of, said_by
from pages.translation.work import State, overview, waiting_for

from ..factories import SpecialityPageFactory, StandardPageFactory
from ..users.conftest import _people, browser_of, module_db, person, said  # noqa: F401
from .conftest import Pair, body, publish

pytestmark = pytest.mark.django_db

REPORT = "/admin/reports/translations/"


def changes_of(page: Page) -> str:
    return f"/admin/translation/{page.pk}/changes/"


def mark(browser: Client, page: Page, twin: Page) -> None:
    source = said_by(StandardPage.objects.get(pk=twin.pk))
    browser.post(f"/admin/translation/{page.pk}/up-to-date/", {"seen": source.pk})


@pytest.fixture
def waiting(pair: Pair, french_home: Page, editor: AbstractUser) -> dict[str, Page]:
    """One page in each state that asks for work, and one that doesn't."""
    missing = publish(StandardPageFactory(parent=french_home, title="Page sans anglais"))
    started = publish(StandardPageFactory(parent=french_home, title="Page commencée"))
    translate(started, editor)
    english = publish(pair.en, lead="News from England.")
    return {"missing": missing, "draft": started, "behind": english}


def test_the_list_shows_what_waits_in_both_directions(
    admin: Client, waiting: dict[str, Page]
) -> None:
    page = admin.get(REPORT).content.decode()
    for text in ("Page sans anglais", "Page commencée", "Listening to the radio"):
        assert text in page
    for text in ("Traduire en anglais", "Ouvrir le brouillon", "Voir ce qui a changé"):
        assert text in page
    behind = admin.get(f"{REPORT}?state=behind").content.decode()
    assert "Listening to the radio" in behind
    assert "Page sans anglais" not in behind
    into_english = admin.get(f"{REPORT}?into=en").content.decode()
    assert "Page sans anglais" in into_english
    assert "Listening to the radio" not in into_english


def test_the_list_is_filtered_by_centre(admin: Client, waiting: dict[str, Page]) -> None:
    centre = CentrePage.objects.filter(locale__language_code="fr").first()
    page = SpecialityPageFactory(parent=centre, locale=centre.locale, title="Page du centre")
    found = admin.get(f"{REPORT}?section={centre.translation_key}").content.decode()
    assert page.title in found
    assert "Page sans anglais" not in found


def test_the_list_is_exported_with_its_filter(admin: Client, waiting: dict[str, Page]) -> None:
    answer = admin.get(f"{REPORT}?state=behind&export=csv")
    rows = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert rows[0].startswith("Page,Vers,État,")
    assert [row.split(",")[:3] for row in rows[1:]] == [
        ["Listening to the radio", "Français", "En retard"]
    ]
    everything = b"".join(admin.get(f"{REPORT}?export=xlsx").streaming_content)
    sheet = load_workbook(BytesIO(everything)).active
    assert sheet.max_row == 1 + len(waiting)


def test_the_list_asks_as_much_for_many_pages_as_for_few(
    admin: Client, waiting: dict[str, Page], french_home: Page
) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as captured:
            admin.get(REPORT)
        return len(captured)

    count()
    before = count()
    for number in range(8):
        StandardPageFactory(parent=french_home, title=f"Page {number}")
    assert count() == before


def test_the_home_page_is_told_how_many_wait(
    waiting: dict[str, Page], editor: AbstractUser
) -> None:
    assert overview(editor) == {State.BEHIND: 1, State.MISSING: 1, State.DRAFT: 1, State.WAITING: 0}
    assert {page.pk for page in waiting_for(editor)} == {page.pk for page in waiting.values()}


def test_the_comparison_shows_what_was_what_changed_and_the_translation(
    admin: Client, pair: Pair
) -> None:
    publish(pair.en, body=body("The radio", "<p>A sentence.</p>"))
    mark(admin, pair.fr, pair.en)
    publish(pair.fr, body=body("La radio", "<p>Une longue phrase.</p>"))
    page = admin.get(changes_of(pair.en)).content.decode()
    assert "Une phrase." in page
    assert '<ins><span class="addition">' in page
    assert "A sentence." in page
    assert "1 modification." in page


def test_the_editor_of_the_translation_is_told_and_can_mark(admin: Client, pair: Pair) -> None:
    publish(pair.fr, lead="Une autre phrase.")
    page = admin.get(f"/admin/pages/{pair.en.pk}/edit/").content.decode()
    assert "La page en français a changé depuis cette traduction" in page
    assert 'data-side-panel="translation"' in page
    assert "Marquer comme à jour" in page
    of_french = admin.get(f"/admin/pages/{pair.fr.pk}/edit/").content.decode()
    assert "La page en anglais est en retard sur celle-ci" in of_french
    mark(admin, pair.en, pair.fr)
    for page_id in (pair.en.pk, pair.fr.pk):
        after = admin.get(f"/admin/pages/{page_id}/edit/").content.decode()
        assert "a changé depuis" not in after
        assert "en retard sur celle-ci" not in after
    history = admin.get(f"/admin/pages/{pair.en.pk}/history/").content.decode()
    assert "Marquée comme à jour avec l’autre langue" in history


def test_a_page_without_a_translation_offers_one_where_it_is_edited(
    admin: Client, french: Page
) -> None:
    page = admin.get(f"/admin/pages/{french.pk}/edit/").content.decode()
    assert "Cette page n’existe pas encore en anglais." in page
    assert "Traduire en anglais" in page


@pytest.mark.once
def test_every_button_says_into_which_language(
    admin: Client, french: Page, english_home: Page
) -> None:
    """In the lists of pages and of terms, for a page and for the one above it."""
    english = StandardPageFactory(parent=english_home, title="Only in English")
    terms = [
        GlossaryTerm.objects.create(
            key=f"only-{language}",
            term=f"Only {language}",
            definition="A word.",
            locale=Locale.objects.get(language_code=language),
        )
        for language in ("fr", "en")
    ]

    def labels(where: str, address: str) -> set[str]:
        soup = BeautifulSoup(admin.get(where).content, "html.parser")
        return {link.get_text(strip=True) for link in soup.select(f"a[href='{address}']")}

    for page, label in ((french, "Traduire en anglais"), (english, "Traduire en français")):
        start = f"/admin/translation/submit/page/{page.pk}/"
        listed_under = page.get_parent().pk
        assert labels(f"/admin/pages/{listed_under}/", start) == {label}
        assert labels(f"/admin/pages/{page.pk}/", start) == {label}
        assert labels(f"/admin/pages/{page.pk}/edit/", start) == {label}
    for term, label in zip(terms, ("Traduire en anglais", "Traduire en français"), strict=True):
        start = f"/admin/translation/submit/snippet/pages/glossaryterm/{term.pk}/"
        listed = (
            f"/admin/snippets/pages/glossaryterm/?q={term.term}&locale={term.locale.language_code}"
        )
        assert labels(listed, start) == {label}


def test_what_nobody_has_seen_is_not_marked(admin: Client, pair: Pair) -> None:
    seen = publish(pair.fr, lead="Une autre phrase.").live_revision_id
    publish(pair.fr, lead="Encore une autre.")
    url = f"/admin/translation/{pair.en.pk}/up-to-date/"
    answer = admin.post(url, {"seen": seen}, follow=True)
    assert "a encore changé entre-temps" in answer.content.decode()
    assert record_of(pair.en).behind_since
    assert admin.get(url).status_code == 405


@pytest.mark.parametrize(
    ("role", "may"),
    [
        ("baclesse-editor", True),
        ("baclesse-medical-reviewer", False),
        ("becquerel-editor", False),
        ("becquerel-publisher", False),
        ("translator", True),
        ("nobody", False),
    ],
)
def test_who_may_edit_and_translate_a_page_may_mark_it(
    role: str,
    may: bool,
    browser_of: Callable[[str], Client],  # noqa: F811
    person: Callable[[str], AbstractUser],  # noqa: F811
) -> None:
    centre = CentrePage.objects.get(centre__collection__name="Baclesse", locale__language_code="fr")
    twin = centre.get_translations().get().specific
    centre.lead = "Une autre phrase."
    centre.save_revision().publish()
    record = record_of(twin)
    assert record.behind_since
    assert waiting_for(person(role)).filter(pk=centre.pk).exists() == (
        may or role == "baclesse-medical-reviewer"
    )
    assert sum(overview(person(role)).values()) == may
    source = said_by(CentrePage.objects.get(pk=centre.pk))
    browser_of(role).post(f"/admin/translation/{twin.pk}/up-to-date/", {"seen": source.pk})
    assert bool(record_of(twin).behind_since) == (not may)
