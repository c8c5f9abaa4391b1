"""Every page in its own language only, and each leads to itself in the other."""

import json
import re

import pytest
from wagtail.models import Page

from ..crawl import Answer, Crawl

pytestmark = pytest.mark.once

SITE = "http://localhost"
#: Addresses of the site itself, beside the pages of the tree.
VIEWS = {"/rechercher/": "/en/search/", "/sources/": "/en/sources/"}


def twins(crawl: Crawl) -> dict[str, str]:
    """Map each page's path to that of the same page in the other language."""
    found: dict[str, str] = {}
    pages = Page.objects.live().filter(depth__gt=1).select_related("locale")
    by_key: dict[object, list[str]] = {}
    for page in pages:
        by_key.setdefault(page.translation_key, []).append(page.url)
    for first, second in by_key.values():
        found |= {first: second, second: first}
    return found


def tree_pages(crawl: Crawl) -> list[Answer]:
    return [crawl.page(path) for path in twins(crawl)]


def alternates(answer: Answer) -> dict[str, str]:
    return {
        str(tag["hreflang"]): str(tag["href"])
        for tag in answer.soup.find_all("link", rel="alternate", hreflang=True)
    }


def meta(answer: Answer, name: str) -> str:
    tag = answer.soup.find("meta", property=name)
    return str(tag["content"]) if tag else ""


def test_the_walk_reaches_every_live_page(crawl: Crawl) -> None:
    unreached = twins(crawl).keys() - crawl.answers.keys()
    assert not unreached, "no link leads to these pages"
    assert len(twins(crawl)) > 80


def test_every_page_says_its_language(crawl: Crawl) -> None:
    wrong = [page.path for page in crawl.pages if page.soup.html["lang"] != page.language]
    assert not wrong


def test_the_switch_leads_to_the_same_page_and_back(crawl: Crawl) -> None:
    problems = []
    for path, twin in (twins(crawl) | VIEWS).items():
        answer = crawl.answers.get(path)
        if answer is None:
            continue
        switches = answer.soup.select("a.language-tile")
        other = "en" if answer.language == "fr" else "fr"
        if not switches or {tag["href"] for tag in switches} != {twin}:
            problems.append((path, [tag["href"] for tag in switches], twin))
        elif {tag["hreflang"] for tag in switches} != {other}:
            problems.append((path, "hreflang of the switch"))
        elif any(tag.find("small") for tag in switches):
            problems.append((path, "says that this isn't the same page"))
    assert not problems


def test_hreflang_both_ways_on_every_page(crawl: Crawl) -> None:
    problems = []
    for path, twin in twins(crawl).items():
        french, english = (path, twin) if crawl.page(path).language == "fr" else (twin, path)
        wanted = {"fr": SITE + french, "en": SITE + english, "x-default": SITE + french}
        if alternates(crawl.page(path)) != wanted:
            problems.append((path, alternates(crawl.page(path))))
    assert not problems


def test_canonical_is_the_page_itself(crawl: Crawl) -> None:
    problems = []
    for answer in tree_pages(crawl):
        found = [str(tag["href"]) for tag in answer.soup.find_all("link", rel="canonical")]
        if found != [SITE + answer.path]:
            problems.append((answer.path, found))
    assert not problems


def test_whatever_search_engines_may_show_says_in_a_sentence_what_it_is(crawl: Crawl) -> None:
    without = []
    for answer in crawl.pages:
        head = answer.soup.head
        if head.select_one('meta[name="robots"][content*="noindex"]'):
            continue
        sentence = head.select_one('meta[name="description"]')
        if sentence is None or len(str(sentence["content"]).split()) < 4:
            without.append(answer.path)
    assert not without


def test_open_graph_names_the_language_of_the_page_and_the_other(crawl: Crawl) -> None:
    locales = {"fr": "fr_FR", "en": "en_GB"}
    problems = []
    for answer in tree_pages(crawl):
        other = "en" if answer.language == "fr" else "fr"
        found = meta(answer, "og:locale"), meta(answer, "og:locale:alternate")
        if found != (locales[answer.language], locales[other]):
            problems.append((answer.path, found))
    assert not problems


def test_structured_data_speak_the_page_s_language(crawl: Crawl) -> None:
    problems = []
    for answer in tree_pages(crawl):
        (script,) = answer.soup.find_all("script", type="application/ld+json")
        graph = json.loads(script.string)["@graph"]
        about = [thing for thing in graph if thing.get("url") == SITE + answer.path]
        # The site itself is one in both languages.
        spoken = {
            thing["inLanguage"]
            for thing in graph
            if "inLanguage" in thing and thing["@type"] != "WebSite"
        }
        if not about or spoken != {answer.language}:
            problems.append((answer.path, spoken))
    assert not problems


def test_sections_have_the_same_anchors_in_both_languages(crawl: Crawl) -> None:
    problems = []
    for path, twin in twins(crawl).items():
        here, there = (
            [tag["id"] for tag in crawl.page(item).soup.select("h2[id]")] for item in (path, twin)
        )
        if here != there:
            problems.append((path, here, there))
    assert not problems


def test_section_headings_lead_to_the_same_section_in_the_other_language(crawl: Crawl) -> None:
    seen = 0
    problems = []
    for path, twin in twins(crawl).items():
        for link in crawl.page(path).soup.select("a.twin"):
            seen += 1
            address, _sharp, anchor = str(link["href"]).partition("#")
            if address != twin or anchor not in crawl.page(twin).ids:
                problems.append((path, link["href"]))
    assert not problems
    assert seen > 100


#: Interface words that stand on many pages and are no words of the other language.
FRENCH = (
    "Aller au contenu",
    "Menu principal",
    "Urgence vitale",
    "Vos droits",
    "En bref",
    "Sur cette page",
    "Pas encore de source",
    "à confirmer",
    "Rechercher",
    "consulté",
    "Prendre rendez-vous",
    "sources divergent",
)
ENGLISH = (
    "Skip to",
    "Main menu",
    "Life-threatening",
    "Your rights",
    "In short",
    "On this page",
    "No source yet",
    "to be confirmed",
    "Search",
    "read on",
    "Book an appointment",
    "sources differ",
)


@pytest.mark.parametrize(("language", "foreign"), [("fr", ENGLISH), ("en", FRENCH)])
def test_no_interface_words_of_the_other_language(
    crawl: Crawl, language: str, foreign: tuple[str, ...]
) -> None:
    problems = []
    for answer in crawl.pages:
        if answer.language == language:
            text = answer.own_text
            problems += [
                (answer.path, words) for words in foreign if re.search(rf"\b{words}", text)
            ]
    assert not problems


@pytest.mark.parametrize(("language", "own"), [("fr", FRENCH), ("en", ENGLISH)])
def test_the_words_looked_for_are_really_those_of_the_interface(
    crawl: Crawl, language: str, own: tuple[str, ...]
) -> None:
    text = " ".join(item.visible_text for item in crawl.pages if item.language == language)
    missing = [words for words in own if words not in text]
    assert not missing, "the test above looks for words that the site doesn't use"


def test_french_pages_have_no_breaking_space_before_high_punctuation(crawl: Crawl) -> None:
    problems = []
    for answer in crawl.pages:
        if answer.language != "fr":
            continue
        for text in answer.soup.find_all(string=re.compile(r"\S [;!?:»%]|« ")):
            if text.parent.name != "script" and not text.find_parent(lang="en"):
                problems.append((ascii(str(text).strip()[:80]), answer.path))
    assert not dict(problems), "each text with one of its pages"


def test_english_pages_have_no_french_spaces(crawl: Crawl) -> None:
    problems = []
    for answer in crawl.pages:
        if answer.language == "en":
            for text in answer.soup.find_all(string=re.compile("[\u00a0\u202f][;!?:»%]")):
                if text.parent.name != "script" and not text.find_parent(lang="fr"):
                    problems.append((answer.path, str(text).strip()[:80]))
    assert not problems
