"""Terms are found in whatever form they are written, and nowhere else."""

import pytest

from pages.collation import initial, sort_key
from pages.glossary.finder import Finder

FRENCH = Finder(
    {
        "chemotherapy": ["Chimiothérapie", "chimio"],
        "has": ["Haute Autorité de santé", "HAS"],
        "lymphoma": ["Lymphome"],
        "diffuse": ["Lymphome B diffus à grandes cellules"],
        "oncologist": ["Oncologue médical"],
        "day-hospital": ["Hôpital de jour"],
        "fees": ["Dépassement d’honoraires"],
        "heart": ["Cœur"],
    },
    "fr",
    {"Institut européen du lymphome"},
)
ENGLISH = Finder(
    {"therapy": ["Proton therapy"], "has": ["HAS"], "recurrence": ["Recurrence"]}, "en"
)


def words(finder: Finder, text: str) -> list[str]:
    return [text[item.start : item.end] for item in finder.find(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Une chimiothérapie.", ["chimiothérapie"]),
        ("CHIMIOTHÉRAPIES !", ["CHIMIOTHÉRAPIES"]),
        ("la chimiotherapie et la chimio", ["chimiotherapie"]),
        ("une radio-chimiothérapie, des chimiothérapeutes", []),
        ("l’hôpital de jour, les hôpitaux de jours", ["hôpital de jour"]),
        ("des oncologues médicaux", ["oncologues médicaux"]),
        ("un dépassement d'honoraires", ["dépassement d'honoraires"]),
        ("le coeur", ["coeur"]),
        ("les cœurs", ["cœurs"]),
        ("un lymphome B diffus à grandes cellules", ["lymphome B diffus à grandes cellules"]),
        ("un lymphome b\u00a0diffus", ["lymphome"]),
        ("la HAS", ["HAS"]),
        ("elle has, Has", []),
        ("l’Institut européen du lymphome", []),
        ("l’Institut de Chimiothérapie", []),
        ("l’Institut de chimiothérapie et un lymphome", ["lymphome"]),
        ("À Caen. Chimiothérapie possible", ["Chimiothérapie"]),
        ("il a dit « chimio » tout bas", []),
        ("", []),
    ],
)
def test_in_french(text: str, found: list[str]) -> None:
    assert words(FRENCH, text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Proton therapies spare", ["Proton therapies"]),
        ("protons therapy", []),
        ("it has a recurrence", ["recurrence"]),
        ("he said “recurrence”", []),
    ],
)
def test_in_english(text: str, found: list[str]) -> None:
    assert words(ENGLISH, text) == found


def test_a_term_is_found_once() -> None:
    text = "Une chimio, une chimiothérapie, un lymphome."
    assert words(FRENCH, text) == ["chimio", "lymphome"]
    assert [item.key for item in FRENCH.find(text, {"chemotherapy"})] == ["lymphoma"]


def test_whatever_the_text_what_is_found_stands_in_it_in_order() -> None:
    hypothesis = pytest.importorskip("hypothesis")
    pieces = ["chimio", "HAS", "lymphome", " ", "-", "’", "«", "»", "ﬁ", "İ", "é", "\u0301", "\x00"]
    texts = hypothesis.strategies.lists(
        hypothesis.strategies.sampled_from(pieces) | hypothesis.strategies.text(max_size=3)
    )

    @hypothesis.settings(max_examples=40, deadline=None)
    @hypothesis.given(texts)
    def check(parts: list[str]) -> None:
        text = "".join(parts)
        found = FRENCH.find(text)
        assert len({item.key for item in found}) == len(found)
        end = 0
        for item in found:
            assert end <= item.start < item.end <= len(text)
            assert not text[item.start - 1 : item.start].isalnum()
            assert not text[item.end : item.end + 1].isalnum()
            end = item.end

    check()


@pytest.mark.parametrize(
    ("language", "titles"),
    [
        (
            "fr",
            ["L’accueil", "Une école", "École de médecine", "Écoles", "L’œuvre", "Ofac", "Le zéro"],
        ),
        ("en", ["An aim", "The centre", "Cœur", "Coexist", "Zero"]),
    ],
)
def test_titles_in_the_order_of_a_dictionary(language: str, titles: list[str]) -> None:
    assert sorted(reversed(titles), key=lambda title: sort_key(title, language)) == titles


@pytest.mark.parametrize(
    ("title", "language", "letter"),
    [
        ("Éthique", "fr", "E"),
        ("L’œil", "fr", "O"),
        ("Les soins", "fr", "S"),
        ("The team", "en", "T"),
        ("Les", "fr", "L"),
        ("Lait", "fr", "L"),
        ("3 missions", "fr", "#"),
        ("«\u00a0Santé\u00a0»", "fr", "S"),
    ],
)
def test_letter_of_a_title(title: str, language: str, letter: str) -> None:
    assert initial(title, language) == letter
