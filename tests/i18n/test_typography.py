"""Typography put right: what ordinary keyboards don't type, and nothing else."""

import random

import pytest

from pages.typography import set_rich_type, set_type
from pages.typography.rules import set_apostrophes, set_name

from .test_formats import VISIBLE

PIECES = [
    "mot",
    "l'eau",
    " ",
    " ",
    "?",
    "!",
    ";",
    ":",
    ".",
    "«",
    "»",
    '"',
    "'",
    "27",
    "000",
    "%",
    "h",
    "02 31",
]


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Que faire ?", "Que faire_?"),
        ("Attention !", "Attention_!"),
        ("un ; deux", "un_; deux"),
        ("Deux cas : un", "Deux cas~: un"),
        ("27 % des cas", "27~% des cas"),
        ("{value} %", "{value}~%"),
        ("« oui »", "«~oui~»"),
        ("« oui ? »", "«~oui_?~»"),
        ("n° 12", "n°~12"),
        ("Quoi  ?", "Quoi_?"),
        # A space that lacks comes where no doubt is possible.
        ("Quoi?", "Quoi_?"),
        ("Quoi ?!", "Quoi_?!"),
        ("Deux cas: un", "Deux cas~: un"),
        ("«oui»", "«~oui~»"),
        ("de 8:30 à 9:00", "de 8:30 à 9:00"),
        # Apostrophes and quotes.
        ("l'unité d'aujourd'hui", "l’unité d’aujourd’hui"),
        ('dit "oui".', "dit «~oui~»."),
        ('« dire "oui" »', "«~dire “oui”~»"),
        ('un écran de 5" ici', 'un écran de 5" ici'),
        ('"sans fin', '"sans fin'),
        # Numbers.
        ("27 000 patients", "27_000 patients"),
        ("1 000 000 d’euros", "1_000_000 d’euros"),
        ("en 2021 300 patients", "en 2021 300 patients"),
        ("02 31 45 50 20", "02~31~45~50~20"),
        ("de 8 h 30 à 18 h", "de 8~h~30 à 18~h"),
        ("70 MeV, 5 m, 102 €", "70~MeV, 5~m, 102~€"),
        ("5 mois", "5 mois"),
        ("Pr Vera, M. Vera", "Pr~Vera, M.~Vera"),
        # Addresses stay as they are.
        ("https://www.baclesse.fr/?a=1", "https://www.baclesse.fr/?a=1"),
        ("https://x.fr/l'eau;b?c= ou a.b'c@x.fr", "https://x.fr/l'eau;b?c= ou a.b'c@x.fr"),
        ("Un mot, un autre.", "Un mot, un autre."),
        ("", ""),
    ],
)
def test_french(typed: str, printed: str) -> None:
    assert set_type(typed, "fr").translate(VISIBLE) == printed


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ('the patient\'s "yes"', "the patient’s “yes”"),
        ("the patients' rights", "the patients’ rights"),
        ("he said 'yes, don't' twice", "he said ‘yes, don’t’ twice"),
        ("in the '90s", "in the ’90s"),
        # French rules leave English alone.
        ("Que faire ?", "Que faire ?"),
        ("a : b", "a : b"),
        ("« yes »", "« yes »"),
        ("27 000", "27 000"),
    ],
)
def test_english(typed: str, printed: str) -> None:
    assert set_type(typed, "en") == printed


@pytest.mark.parametrize(
    ("typed", "french", "english"),
    [
        # What somebody typed is set; signs of another language keep close.
        ("Yahoo! Research: Lyon", "Yahoo! Research: Lyon", "Yahoo! Research: Lyon"),
        ("What's next? A study", "What’s next? A study", "What’s next? A study"),
        ("L'Institut : 3 h", "L’Institut~: 3~h", "L’Institut : 3 h"),
        ('Prix "Innovation"', "Prix «~Innovation~»", "Prix “Innovation”"),
    ],
)
def test_names_of_any_language(typed: str, french: str, english: str) -> None:
    assert set_name(typed, "fr").translate(VISIBLE) == french
    assert set_name(typed, "en") == english


def test_of_a_text_in_an_unknown_language_only_apostrophes_are_set() -> None:
    typed = "L'Oréal: \"what's new?\" 3 h ; https://x.fr/l'a"
    assert set_apostrophes(typed) == 'L’Oréal: "what’s new?" 3 h ; https://x.fr/l\'a'


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        (
            '<p>Voir <a href="https://x.fr/?q=l\'eau ; b">l\'eau</a> : &amp; <b>"oui"</b> ?</p>',
            '<p>Voir <a href="https://x.fr/?q=l\'eau ; b">l’eau</a>~: &amp; <b>«~oui~»</b>_?</p>',
        ),
        (
            '<p>l&#x27;<i>eau</i>; <embed embedtype="fact" id="1" form="a : b"/> %</p>',
            '<p>l’<i>eau</i>_; <embed embedtype="fact" id="1" form="a : b"/>~%</p>',
        ),
        ("<p>Un.</p><p>; deux</p>", "<p>Un.</p><p>; deux</p>"),
        ("<p>a &lt; b &amp; c</p>", "<p>a &lt; b &amp; c</p>"),
    ],
)
def test_rich_text_keeps_its_tags(typed: str, printed: str) -> None:
    assert set_rich_type(typed, "fr").translate(VISIBLE) == printed


@pytest.mark.parametrize("language", ["fr", "en"])
def test_setting_twice_changes_nothing_and_no_word_is_lost(language: str) -> None:
    chance = random.Random(1925)  # noqa: S311  (the same texts each time)
    for _round in range(3000):
        typed = "".join(chance.choices(PIECES, k=chance.randint(1, 14)))
        once = set_type(typed, language)
        assert set_type(once, language) == once, repr(typed)
        assert letters(once) == letters(typed)


def letters(text: str) -> str:
    return "".join(character for character in text if character.isalnum())
