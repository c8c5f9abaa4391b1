"""Whole journeys of a text through its hands, in French: each person signs in with their own role."""

from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Locator, Page, expect

from .conftest import EDITOR, SignIn
from .reader import Reader
from .server import run_due
from .test_editor import in_short, publish, write, write_at_the_end

pytestmark = [pytest.mark.browser, pytest.mark.drill]

ADDRESS = "/centres/francois-baclesse/protontherapie/"
WRONG, RIGHT = "Une phrase à corriger.", "Une phrase corrigée."
TABS = 400


def test_written_sent_back_corrected_approved_scheduled(
    sign_in: SignIn, visitor: Reader, editable_database: Path
) -> None:
    editor, reviewer = sign_in("baclesse-editor").page, sign_in("baclesse-medical-reviewer").page
    write_at_the_end(editor, "Protonthérapie", f" {WRONG}")
    choose_action(editor, "Soumettre à Relecture médicale puis publication (Baclesse)")
    expect(editor.locator(".messages")).to_contain_text("soumise")

    from_home(reviewer, "À approuver", "Protonthérapie (fr)")
    expect(in_short(reviewer)).to_contain_text(WRONG)
    choose_action(reviewer, "Demander des modifications")
    modal = reviewer.locator(".modal-body")
    modal.locator("textarea").fill("Dites-le mieux.")
    modal.get_by_role("button", name="Demander des modifications").click()
    modal.wait_for(state="detached")

    from_home(editor, "À corriger", "Protonthérapie (fr)", "Dites-le mieux.")
    expect(in_short(editor)).to_contain_text(WRONG)
    in_short(editor).click(position={"x": 5, "y": 5})
    editor.keyboard.press("Control+End")
    for _letter in WRONG:
        editor.keyboard.press("Backspace")
    write(editor, RIGHT)
    choose_action(editor, "Resoumettre à Relecture médicale (Baclesse)")
    expect(editor.locator(".messages")).to_contain_text("soumise")

    from_home(reviewer, "À approuver", "Voir les changements")
    expect(reviewer.locator("main")).to_contain_text(RIGHT)
    from_home(reviewer, "À approuver", "Protonthérapie (fr)")
    choose_action(reviewer, "Approuver")
    expect(reviewer.locator(".messages")).to_contain_text("mise à jour")

    publisher = sign_in("baclesse-publisher").page
    from_home(publisher, "À approuver", "Protonthérapie (fr)")
    tomorrow = datetime.now(ZoneInfo("Europe/Paris")) + timedelta(days=1)
    schedule(publisher, tomorrow)
    choose_action(publisher, "Approuver et Publier")
    expect(publisher.locator(".messages")).to_contain_text("Protonthérapie")
    home_of(publisher)
    expect(line(publisher, "À publier")).to_contain_text("Protonthérapie (fr)")
    visitor.go(ADDRESS)
    expect(visitor.page.locator("main")).not_to_contain_text(RIGHT)

    run_due(editable_database, tomorrow + timedelta(minutes=1))
    visitor.go(ADDRESS)
    expect(visitor.page.locator("main")).to_contain_text(RIGHT)
    expect(visitor.page.locator("main")).not_to_contain_text(WRONG)


def test_made_stale_and_brought_up_to_date_by_keyboard_alone(sign_in: SignIn) -> None:
    editor = sign_in(EDITOR).page
    write_at_the_end(editor, "Chirurgie ambulatoire", " On rentre chez soi le soir.")
    publish(editor)

    translator = sign_in("translator").page
    go_to(translator, line(translator, "Traductions").get_by_role("link", name="En retard"))
    behind = translator.url
    row = translator.locator("tr", has_text="Chirurgie ambulatoire")
    go_to(translator, row.get_by_role("link", name="Voir ce qui a changé"))
    expect(translator.locator("ins")).to_contain_text("On rentre chez soi le soir.")
    changes = translator.url
    go_to(translator, translator.get_by_role("link", name="Modifier cette page"))
    tab_to(translator, in_short(translator))
    translator.keyboard.press("Control+End")
    write(translator, " You go home in the evening.")
    expect(translator.locator(".w-autosave-indicator__state--saved").first).to_be_visible()
    translator.goto(changes)
    expect(translator.locator("main")).to_contain_text("You go home in the evening.")
    tab_to(translator, translator.get_by_role("button", name="Marquer comme à jour"))
    translator.keyboard.press("Enter")
    expect(translator.locator(".messages")).to_contain_text("marquée comme à jour")
    translator.goto(behind)
    expect(translator.get_by_role("heading", name="Traductions")).to_be_visible()
    expect(row).to_have_count(0)


def home_of(page: Page) -> None:
    """Go to the admin's home."""
    page.goto(page.url.partition("/admin/")[0] + "/admin/")


def line(page: Page, label: str) -> Locator:
    """Return a line of the home's panels."""
    return page.locator(".home-line", has=page.get_by_role("heading", name=label))


def from_home(page: Page, label: str, link: str, said: str = "") -> None:
    """Begin at the home, and follow a link of one of its lines."""
    home_of(page)
    expect(line(page, label)).to_contain_text(said)
    line(page, label).get_by_role("link", name=link).first.click()
    page.wait_for_load_state("networkidle")


def choose_action(page: Page, name: str) -> None:
    """Choose from the menu at the foot of the form."""
    page.get_by_role("button", name="Plus d'actions").click()
    page.get_by_role("button", name=name, exact=True).click()


def schedule(page: Page, moment: datetime) -> None:
    """Choose when a page goes online."""
    page.locator("[data-side-panel-toggle='status']").click()
    page.get_by_role("button", name="Programmer").click()
    page.locator("#id_go_live_at").fill(f"{moment:%Y-%m-%d %H:%M}")
    # The calendar that came with the field would lie in the way of a click.
    page.locator("#schedule-publishing-dialog .action-save").press("Enter")
    page.wait_for_load_state("networkidle")


def tab_to(page: Page, target: Locator) -> None:
    """Press Tab until something has the focus, as somebody without a mouse does."""
    expect(target).to_be_visible()
    for _press in range(TABS):
        if target.evaluate("(element) => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{target} can't be reached by Tab")


def go_to(page: Page, link: Locator) -> None:
    """Follow a link by keyboard."""
    tab_to(page, link)
    page.keyboard.press("Enter")
    page.wait_for_load_state("networkidle")
