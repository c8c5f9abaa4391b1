"""What goes wrong while somebody writes: nothing is lost, and the editor is told in plain words."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from .conftest import EDITOR, PASSWORD, SignIn, next_code
from .reader import Reader
from .test_editor import in_short, open_page, write_at_the_end

pytestmark = [pytest.mark.browser, pytest.mark.drill]

SAVED = ".w-autosave-indicator__state--saved"
#: As a word processor puts it on the clipboard: styles, fonts, smart tags, lists that are paragraphs.
FROM_WORD = Path(__file__).parents[1] / "data" / "from-word.html"
PASTED = [
    ("unstyled", "Venir au centre"),
    ("unstyled", "Vous pouvez venir avec un proche ou seul."),
    ("unordered-list-item", "votre carte Vitale"),
    ("unordered-list-item", "vos ordonnances"),
    ("ordered-list-item", "Appelez"),
    ("unstyled", "Lundi"),
    ("unstyled", "Matin"),
]
PASTE = """(element, html) => {
  const data = new DataTransfer();
  data.setData('text/html', html);
  element.dispatchEvent(
    new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
}"""


@pytest.fixture
def editor(sign_in: SignIn) -> Reader:
    return sign_in(EDITOR)


def test_a_paste_from_word_keeps_the_words_and_drops_the_styles(editor: Reader) -> None:
    page = editor.page
    open_page(page, "Génomique")
    text = in_short(page)
    text.click(position={"x": 5, "y": 5})
    page.keyboard.press("Control+a")
    page.keyboard.press("Backspace")
    text.evaluate(PASTE, FROM_WORD.read_text())
    stored = page.locator("input[name='in_short']")
    expect(stored).to_have_value(re.compile("le plan"))
    kept = json.loads(stored.input_value())
    blocks = [
        (block["type"], " ".join(block["text"].split()))
        for block in kept["blocks"]
        if block["text"].strip()
    ]
    assert blocks[:-1] == PASTED
    assert blocks[-1][1].startswith("le plan le piège")
    styles = {style["style"] for block in kept["blocks"] for style in block["inlineStyleRanges"]}
    assert styles == {"BOLD", "ITALIC"}
    assert [entity["data"] for entity in kept["entityMap"].values()] == [
        {"url": "https://www.example.org/plan"}
    ]
    assert page.evaluate("window.pasted") is None
    page.keyboard.type(" Et la suite.")  # what a script pastes is no key that somebody pressed
    saved_again(page)
    page.reload()
    expect(text.locator("li")).to_have_count(3)
    for _kind, words in PASTED:
        expect(text).to_contain_text(words)
    editor.found_problems()  # the browser looks for the picture that was pasted


def test_a_lost_connection_loses_no_word(editor: Reader) -> None:
    page = editor.page
    write_at_the_end(page, "Venir à Caen ou à Rouen", " Avant la coupure.")
    editor.context.set_offline(True)
    page.keyboard.type(" Pendant la coupure.")
    told = page.locator(".footer__save-warning")
    expect(told).to_contain_text("La connexion est coupée")
    expect(told).to_contain_text("enregistré dès que la connexion revient")
    editor.context.set_offline(False)
    saved_again(page)
    expect(told).to_be_empty()
    assert [
        problem for problem in editor.found_problems() if "INTERNET_DISCONNECTED" not in problem
    ] == []
    page.reload()
    expect(in_short(page)).to_contain_text("Avant la coupure. Pendant la coupure.")


def test_a_session_that_ends_loses_no_word(editor: Reader) -> None:
    page = editor.page
    write_at_the_end(page, "Hématologie", " Avant la fin.")
    editor.context.clear_cookies()
    page.keyboard.type(" Après la fin.")
    told = page.locator(".footer__save-warning")
    expect(told).to_contain_text("Votre session a pris fin")
    # Even who takes no notice and sends the form stays where the text is.
    page.get_by_role("button", name="Enregistrer le brouillon").click()
    expect(in_short(page)).to_contain_text("Après la fin.")

    with page.expect_popup() as opened:
        told.get_by_role("link", name="Se connecter dans une autre fenêtre").click()
    window = opened.value
    window.locator("input[name='username']").fill(EDITOR)
    window.locator("input[name='password']").fill(PASSWORD)
    window.locator("input[name='code']").fill(next_code())
    window.get_by_role("button", name="identifier").click()
    window.wait_for_url("**/admin/")
    window.close()
    saved_again(page)
    expect(told).to_be_empty()
    assert [problem for problem in editor.found_problems() if "403" not in problem] == []
    page.reload()
    expect(in_short(page)).to_contain_text("Avant la fin. Après la fin.")


def saved_again(page: Page) -> None:
    """Wait until the admin says that the draft is saved."""
    expect(page.locator(SAVED).first).to_be_visible()
