"""What is wrong in the content files is said with file and line, and then nothing is written."""

from pathlib import Path

import pytest
from wagtail.models import Page

from centres.models import Centre
from pages.facts.models import Fact, Source
from pages.models import LoadedItem

from .conftest import Loader
from .test_loading import change

pytestmark = pytest.mark.django_db

FACTS = "facts/all.yaml"
RECORDS = "records/all.yaml"
HOME = "pages/home.yaml"
ONE = "pages/one.yaml"
SEARCH = "search.yaml"

#: What is changed in which file, and what must be said: the line's number is found by the new text.
PROBLEMS = {
    "unknown fact in prose": (HOME, "[[F4]] Voir", "[[F9]] Voir", "unknown fact “F9”"),
    "unknown fact in a list": (HOME, "facts: [F1, F3]", "facts: [F1, F8]", "unknown fact “F8”"),
    "unknown fact of a record": (RECORDS, "fact: F2, main", "fact: F7, main", "unknown fact “F7”"),
    "unknown page in prose": (
        HOME,
        "Voir [les protons](page:protons)",
        "Voir [les protons](page:neutrons)",
        "unknown page “neutrons”",
    ),
    "unknown parent": (ONE, "parent: centres", "parent: nowhere", "unknown page “nowhere”"),
    "unknown page in a menu": ("menus.yaml", "[centres]", "[nowhere]", "nowhere"),
    "unknown source": (FACTS, "sources: [paper]", "sources: [rumour]", "unknown source “rumour”"),
    "unknown record": (ONE, "record: one", "record: two", "unknown record “two”"),
    "unknown centre of a speciality": (
        RECORDS,
        "centres: [one]",
        "centres: [two]",
        "unknown “two”",
    ),
    "missing translation": (
        ONE,
        "title: {fr: Centre Un, en: Centre One}",
        "title: {fr: Centre Un}",
        "the text in “en” is missing",
    ),
    "empty translation": (
        ONE,
        "lead: {fr: Un centre., en: A centre.}",
        'lead: {fr: Un centre., en: ""}',
        "the text in “en” is missing",
    ),
    "missing translation of a fact": (
        FACTS,
        '{fr: "On appelle le {value}.", en: "Call {value}."}',
        '{en: "Call {value}."}',
        "the text in “fr” is missing",
    ),
    "missing translation of a record": (
        RECORDS,
        "name: {fr: Centre Un, en: Centre One}",
        "name: {fr: Centre Un}",
        "the text in “en” is missing",
    ),
    "bad date of a source": (
        "sources.yaml",
        "read_on: 2026-11-24",
        "read_on: hier",
        "“hier” is not a date",
    ),
    "bad date of a fact": (
        FACTS,
        "review_by: 2031-11-24",
        "review_by: 2031-13-24",
        "“2031-13-24” is not a date",
    ),
    "unknown page type": (
        ONE,
        "type: CentrePage",
        "type: CenterPage",
        "unknown page type “CenterPage”",
    ),
    "unknown language of a synonym": (SEARCH, "language: fr", "language: de", "fr or en, not “de”"),
    "misspelt name of a synonym": (SEARCH, "also: [", "olso: [", "a synonym has no “olso”"),
    "synonym without a list": (
        SEARCH,
        "typed: [rdv, rendez-vous]",
        "typed: rdv",
        "“typed” must be a list",
    ),
    "synonym that is no word": (SEARCH, "[rdv, rendez-vous]", "[rdv, '?']", "“?” in “typed” is no"),
    "synonym that is two": (SEARCH, "[rdv, rendez-vous]", "[rdv, 'a, b']", "“a, b” in “typed” has"),
    "synonym of nothing": (SEARCH, "[rdv, rendez-vous]", "[rdv]", "stands for nothing else"),
    "no synonym": (SEARCH, "  two:\n", "  two: [chemo]\n  three:\n", "“two” must be a mapping"),
    "promoted results": (
        SEARCH,
        "synonyms:\n",
        "promoted: {a: b}\nsynonyms:\n",
        "no “promoted”; editors choose",
    ),
    "unknown block": (HOME, "- section:", "- sektion:", "unknown block “sektion”"),
    "unknown piece of a section": (HOME, "- facts:", "- fakts:", "unknown piece “fakts”"),
}
#: Problems whose place is that of the whole thing, not of the line that was changed.
WHOLE = {
    "missing field of a synonym": (
        SEARCH,
        "    typed: [rdv, rendez-vous]\n",
        "",
        "language: fr",
        "a synonym needs “typed”",
    ),
    "missing source": (
        FACTS,
        "  sources: [paper]\n",
        "  sources: []\n",
        "F1",
        "a fact needs a source",
    ),
    "missing field of a page": (
        ONE,
        "description: {fr: Le premier centre., en: The first centre.}\n",
        "",
        "type:",
        "a page needs “description”",
    ),
    "bad value of a fact": (FACTS, '"27000"', '"27 mille"', "F4", "27 mille"),
    "bad telephone": (FACTS, '"+33231455020"', '"02 31"', "F2", "02 31"),
    "bad kind": (FACTS, "kind: claim", "kind: gossip", "F3", "gossip"),
    "bad state": (FACTS, "state: disputed", "state: doubtful", "F4", "doubtful"),
    "reserved slug": (
        "pages/centres.yaml",
        "{fr: centres, en: centres}",
        "{fr: rechercher, en: centres}",
        "type:",
        "rechercher",
    ),
}


def nothing_written() -> bool:
    models = (Fact, Source, Centre, LoadedItem)
    return not Page.objects.filter(depth__gt=1).exists() and not any(
        model.objects.exists()  # type: ignore[attr-defined]
        for model in models
    )


def line_of(folder: Path, name: str, text: str) -> int:
    text = text.splitlines()[0]
    lines = (folder / name).read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, start=1) if text in line)


@pytest.mark.parametrize("name", PROBLEMS)
def test_a_problem_is_said_with_its_file_and_line(refusal: Loader, folder: Path, name: str) -> None:
    file, old, new, message = PROBLEMS[name]
    change(folder, file, old, new)
    said = refusal()
    assert message in said
    assert f"{file}:{line_of(folder, file, new)}: " in said
    assert nothing_written()


@pytest.mark.parametrize("name", WHOLE)
def test_a_problem_of_a_whole_thing_is_said_at_its_place(
    refusal: Loader, folder: Path, name: str
) -> None:
    file, old, new, start, message = WHOLE[name]
    change(folder, file, old, new)
    said = refusal()
    first = line_of(folder, file, start)
    assert message in said
    assert f"{file}:{first}: " in said or f"{file}:{first + 1}: " in said
    assert nothing_written()


@pytest.mark.parametrize(
    "text",
    [
        "F9: {kind: [date\n",
        "F9:\n\tkind: date\n",
        "F1: {}\nF1: {}\n",
        "- F1\n",
        "&a *b\n",
        "F9: {{date}}\n",
        "F9: a\x07bell\n",
    ],
)
def test_a_file_that_is_no_yaml_mapping(refusal: Loader, folder: Path, text: str) -> None:
    (folder / "facts/broken.yaml").write_text(text, encoding="utf-8")
    assert "facts/broken.yaml:" in refusal()
    assert nothing_written()


def test_a_file_that_is_no_text(refusal: Loader, folder: Path) -> None:
    (folder / "facts/broken.yaml").write_bytes(b"F9: \xff\xfe")
    assert "facts/broken.yaml:1: " in refusal()
    assert nothing_written()


def test_the_same_key_in_two_files(refusal: Loader, folder: Path) -> None:
    text = (folder / FACTS).read_text(encoding="utf-8")
    (folder / "facts/again.yaml").write_text(text[: text.index("F2:")], encoding="utf-8")
    said = refusal()
    assert "“F1” is already in facts/again.yaml:" in said
    assert f"{FACTS}:1: " in said
    assert nothing_written()


def test_the_same_block_id_twice_on_a_page(refusal: Loader, folder: Path) -> None:
    path = folder / HOME
    text = path.read_text(encoding="utf-8")
    body = text[text.index("  - section:") :]
    path.write_text(text + body, encoding="utf-8")
    said = refusal()
    second = len(text.splitlines()) + 2
    assert f"{HOME}:{second}: the id “first” is used twice on this page" in said
    assert nothing_written()


def test_the_same_address_twice(refusal: Loader, folder: Path) -> None:
    text = (folder / "pages/centres.yaml").read_text(encoding="utf-8")
    (folder / "pages/double.yaml").write_text(text, encoding="utf-8")
    assert "pages/double.yaml:" in refusal()
    assert nothing_written()


def test_all_problems_are_said_at_once(refusal: Loader, folder: Path) -> None:
    change(folder, HOME, "facts: [F1, F3]", "facts: [F8, F9]")
    change(folder, ONE, "parent: centres", "parent: nowhere")
    said = refusal()
    for message in ("“F8”", "“F9”", "“nowhere”"):
        assert message in said


def test_a_problem_later_on_leaves_what_is_there_as_it_was(
    load: Loader, refusal: Loader, folder: Path
) -> None:
    load()
    titles = set(Page.objects.values_list("title", flat=True))
    change(folder, ONE, "title: {fr: Centre Un", "title: {fr: Autre")
    change(folder, FACTS, '"27000"', '"27 mille"')
    refusal()
    assert set(Page.objects.values_list("title", flat=True)) == titles
