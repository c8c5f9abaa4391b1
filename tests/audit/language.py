"""The language of the page and of its parts."""

import re
from collections.abc import Iterator

from playwright.sync_api import Page

from .model import Fault

# Words that are common in one language and are none in the other.
FRENCH = """
    le les des du une et est sont dans pour avec sur par au aux qui que ce cette ces vous nous votre
    vos notre nos leur leurs il elle ils elles mais ou où de la en à pas plus être peut depuis
"""
ENGLISH = """
    the of and to is are was were for with by from at this that these those you your our their his
    her it its they we but or not be has have can which who when where what since than will
"""
WORDS = {"fr": frozenset(FRENCH.split()), "en": frozenset(ENGLISH.split())}
#: So many words of the other language make a sentence of it; a name has fewer.
ENOUGH = 3


def check(page: Page, language: str) -> Iterator[Fault]:
    """Yield what a screen reader would pronounce in the wrong language."""
    found = page.evaluate("() => audit.languages()")
    if found["root"] != language:
        yield Fault("language: page", "html", f"lang=“{found['root']}”, expected “{language}”")
    for item in found["invalid"]:
        what = f"{item['attribute']}=“{item['code']}” is no language"
        yield Fault("language: invalid code", item["where"], what)
    for item in found["texts"]:
        spoken = spoken_in(item["text"])
        declared = item["lang"].split("-")[0]
        if spoken and declared != spoken:
            what = f"marked “{declared}”, reads as “{spoken}”: {item['text'][:80]}"
            yield Fault("language: parts", item["where"], what)


def spoken_in(text: str) -> str | None:
    """Return the language of a sentence, or None where the words don't tell."""
    words = re.findall(r"[^\W\d_]+", text.casefold())
    hits = {code: sum(word in common for word in words) for code, common in WORDS.items()}
    first, second = sorted(hits, key=lambda code: -hits[code])
    clear = hits[first] >= ENOUGH and hits[first] >= 4 * hits[second]
    return first if clear and hits[first] * 8 >= len(words) else None
