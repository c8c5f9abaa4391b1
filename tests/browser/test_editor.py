"""An editor's day in the real admin, in French: sign in, edit, preview, publish, translate."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from .conftest import EDITOR, SignIn
from .reader import Reader

pytestmark = pytest.mark.browser

SAVED_AFTER = 1000  # milliseconds; the admin saves half a second after the last change
#: Whether the admin has looked at a form as it was opened, and so sees what changes.
WATCHES = "() => Boolean(wagtail.app.queryController('w-unsaved').initialFormData)"
FACT = "S028"
FACT_BEGINS = "En cancérologie, la génomique étudie"
SENTENCE = "Une phrase écrite pour voir"


@pytest.fixture
def editor(sign_in: SignIn) -> Reader:
    """A window in which the editor has signed in."""
    return sign_in(EDITOR)


def test_the_admin_speaks_french(editor: Reader) -> None:
    assert editor.page.locator("html").get_attribute("lang") == "fr"
    expect(editor.page.get_by_role("button", name="Rapports")).to_be_visible()
    expect(editor.page.locator("#menu-search-q")).to_have_attribute("placeholder", "Rechercher")


def test_edit_preview_publish(editor: Reader, visitor: Reader) -> None:
    page = editor.page
    open_page(page, "Génomique")
    text = in_short(page)
    text.click(position={"x": 5, "y": 5})
    page.keyboard.press("Control+End")
    page.keyboard.type(f" {SENTENCE} : ")
    insert_fact(page, FACT)
    write(page, " Et la suite.")
    expect(text).to_contain_text(f"{SENTENCE} : {FACT_BEGINS}")

    page.locator("[data-side-panel-toggle='preview']").click()
    preview = page.frame_locator("[data-side-panel='preview'] iframe").last
    expect(preview.locator("main")).to_contain_text(SENTENCE)
    expect(preview.locator("main")).to_contain_text(FACT_BEGINS)
    visitor.go("/centres/francois-baclesse/genomique/")
    expect(visitor.page.locator("main")).not_to_contain_text(SENTENCE)

    publish(page)
    visitor.go("/centres/francois-baclesse/genomique/")
    told = visitor.page.locator("main p", has_text=SENTENCE)
    expect(told).to_contain_text(FACT_BEGINS)
    expect(told).to_contain_text("Et la suite.")
    assert told.locator("a[href*='#fact-']").count() > 0, "the fact doesn't lead to its source"


@pytest.mark.drill
def test_new_page_and_its_translation(editor: Reader, visitor: Reader) -> None:
    page = editor.page
    open_page(page, "Patients et proches")
    actions(page, "Ajouter une sous-page")
    page.get_by_role("link", name="Page standard").first.click()
    page.wait_for_load_state("networkidle")
    page.locator("input[name='title']").fill("Une page de passage")
    page.locator("[name='lead']").fill("Une page pour voir.")
    in_short(page).click()
    write(page, "Cette page est un essai.")
    publish(page)

    # Until there is a translation, the switch says that it leads to the nearest page.
    visitor.go("/patients/une-page-de-passage/")
    switch = visitor.page.locator(".site-header-row > .language-tile")
    expect(switch).to_contain_text("page la plus proche")
    assert switch.get_attribute("href") == "/en/patients/"

    page.locator(".messages").get_by_role("link", name="Modifier").click()
    page.wait_for_url("**/edit/")
    actions(page, "Traduire en anglais")
    page.get_by_role("button", name="Traduire en anglais").click()
    page.wait_for_url("**/edit/")
    page.wait_for_load_state("networkidle")
    page.locator("input[name='title']").fill("A passing page")
    page.locator("[name='lead']").fill("A page to see.")
    page.get_by_role("tab", name="Adresse et partage").click()
    # The address follows the title by itself; who typed it meanwhile would have it twice.
    expect(page.locator("input[name='slug']")).to_have_value("a-passing-page")
    page.get_by_role("tab", name="Contenu").click()
    expect(in_short(page)).to_contain_text("Cette page est un essai.")
    in_short(page).click()
    page.keyboard.press("Control+a")
    write(page, "This page is a trial.")
    visitor.go("/en/patients/a-passing-page/", status=404)
    visitor.problems.clear()  # the missing page, on the console
    publish(page)

    visitor.go("/patients/une-page-de-passage/")
    switch.click()
    expect(visitor.page).to_have_url(re.compile(r"/en/patients/a-passing-page/"))
    expect(visitor.page.locator("html")).to_have_attribute("lang", "en")
    expect(visitor.page.locator("main")).to_contain_text("This page is a trial.")


def open_page(page: Page, title: str) -> None:
    """Find a page by the search in the admin's menu, and open it for editing."""
    search = page.locator("#menu-search-q")
    search.fill(title)
    search.press("Enter")
    page.wait_for_url("**q=*")
    page.get_by_role("link", name=title, exact=True).first.click()
    page.wait_for_url("**/edit/")
    page.wait_for_load_state("networkidle")
    # For two seconds the admin takes what is typed for what was there; it saves what comes after.
    page.wait_for_function(WATCHES)


def in_short(page: Page) -> Locator:
    """Return the editor of the field "En bref"."""
    return page.get_by_role("textbox", name="En bref", exact=True)


def write(page: Page, text: str) -> None:
    """Write in "En bref" where the cursor is; return when the admin is not just saving a draft.

    It saves what changes from two seconds after the page came: it may not have saved at all.
    """
    page.keyboard.type(text)
    expect(page.locator("input[name='in_short']")).to_have_value(re.compile(re.escape(text)))
    page.wait_for_timeout(SAVED_AFTER)
    expect(page.locator(".w-autosave-indicator__state--saving")).to_be_hidden()


def insert_fact(page: Page, key: str) -> None:
    """Type a slash command and choose a fact by its key."""
    page.keyboard.type("/fact")
    expect(page.locator("[role='option']")).to_have_count(1)
    page.keyboard.press("Enter")
    page.locator(".modal-body input[name='q']").fill(key)
    rows = page.locator(".modal-body a[data-chooser-modal-choice]")
    expect(rows).to_have_count(1)
    rows.click()
    page.locator(".modal-body").wait_for(state="detached")


def actions(page: Page, name: str) -> None:
    """Choose from the actions beside the page's title."""
    page.get_by_role("button", name="Actions", exact=True).first.click()
    page.get_by_role("link", name=name, exact=True).first.click()
    page.wait_for_load_state("networkidle")


def write_at_the_end(page: Page, title: str, text: str) -> None:
    """Open a page and add to what it says in short."""
    open_page(page, title)
    in_short(page).click(position={"x": 5, "y": 5})
    page.keyboard.press("Control+End")
    write(page, text)


def publish(page: Page) -> None:
    """Publish what is being edited."""
    page.get_by_role("button", name="Plus d'actions").click()
    page.get_by_role("button", name="Publier").click()
    page.wait_for_url(lambda url: url.rstrip("/").rpartition("/")[2].isdigit())
    expect(page.locator(".messages")).to_contain_text("publiée")


@pytest.mark.drill
def test_claims_of_the_source_article_are_refused(editor: Reader, visitor: Reader) -> None:
    """S043 and S072 as the article words them: refused with the reason, and the draft is kept."""
    page = editor.page
    claims = (
        "Le traitement réduit les rechutes de 27 % sans effets secondaires. "
        "L’unité est numéro un en France pour les mastectomies."
    )
    write_at_the_end(page, "Hématologie", f" {claims}")
    page.get_by_role("button", name="Plus d'actions").click()
    page.get_by_role("button", name="Publier").click()
    page.wait_for_url("**claims=marked**")
    said = page.locator("body")
    for phrase in ("27 %", "sans effets secondaires", "numéro un"):
        expect(said).to_contain_text(phrase)
    expect(in_short(page)).to_contain_text("numéro un en France")
    visitor.go("/centres/henri-becquerel/hematologie/")
    expect(visitor.page.locator("main")).not_to_contain_text("numéro un")


@pytest.mark.drill
def test_the_checks_know_french(editor: Reader) -> None:
    """A long sentence and a word that nobody explains are listed; readability is in French words."""
    page = editor.page
    long = "Nous écrivons ici une phrase " + "bien trop longue et sans fin " * 5 + "pour voir."
    write_at_the_end(page, "Venir à Caen ou à Rouen", f" {long} Puis vient un lymphome.")
    page.locator("[data-side-panel-toggle='checks']").click()
    plain = page.locator("[data-side-panel='checks'] [data-plain-words]")
    expect(plain.locator("[data-plain-words-part='sentences']")).to_contain_text(long)
    expect(plain.locator("[data-plain-words-part='terms']")).to_contain_text("lymphome")
    score = page.locator("[data-content-readability-score]")
    expect(score).to_have_text(re.compile(r"^(Facile|Accessible|Assez difficile|Difficile) \("))
    in_short(page).click(position={"x": 5, "y": 5})
    page.keyboard.press("Control+End")
    write(page, " Un lymphome est une maladie du sang.")
    expect(plain.locator("[data-plain-words-part='terms']")).not_to_contain_text("lymphome")
