"""What stands around every page: menus, notice, breadcrumb, headings."""

from collections.abc import Iterator

from django.templatetags.static import static

from ...permanent.links import PermanentLink
from ...services.context import Crumb
from ...translation.notice import TranslationNotice
from ..register import Case, Words, component
from ..samples import HERE, TODAY, entries, page, site, switch

SHORT = ("name", "kind", "three_words", "town")
LONG = ("long_name", "long_heading", "word", "long_town", "long_purpose", "enormous_title", "name")


@component("header")
def header(words: Words) -> Iterator[Case]:
    usual = {"site": site(words), "menus": {"header": entries(words, *SHORT)}}
    yield Case("usual", usual | {"languages": switch(words)})
    yield Case("missing translation", usual | {"languages": switch(words, exact=False)})
    long = {"site": site(words, name=words["word"]), "menus": {"header": entries(words, *LONG)}}
    yield Case("long names", long | {"languages": switch(words)})


@component("language_tile")
def language_tile(words: Words) -> Iterator[Case]:
    yield Case("usual", {"languages": switch(words)})
    yield Case("missing translation", {"languages": switch(words, exact=False)})


@component("search_link")
def search_link(words: Words) -> Iterator[Case]:
    yield Case("usual")


@component("notice")
def notice(words: Words) -> Iterator[Case]:
    yield Case("usual", {"site": site(words)})
    long = dict.fromkeys(("demonstration_fr", "demonstration_en"), words["enormous_title"])
    yield Case("inside, enormous", {"site": site(words, **long), "inside": True})


@component("breadcrumb")
def breadcrumb(words: Words) -> Iterator[Case]:
    for names in (("name", "title"), ("name", "long_heading", "word", "enormous_title")):
        *above, last = names
        crumbs = [Crumb(words[name], f"{HERE}{name}") for name in above]
        yield Case(f"{len(names)} steps", {"breadcrumb": [*crumbs, Crumb(words[last], None)]})


@component("section_heading", inside="div.section > div.section-head")
def section_heading(words: Words) -> Iterator[Case]:
    twin = switch(words)
    names = {
        "twin_url": f"{HERE}twin",
        "twin_lang": twin.other,
        "twin_language_name": twin.other_name,
    }
    yield Case("usual", {"heading": words["heading"], "anchor": "a", **names})
    yield Case(
        "missing translation", {"heading": words["heading"], "anchor": "b", "twin_url": None}
    )
    yield Case("long", {"heading": words["long_heading"], "anchor": "c", **names})
    yield Case("60 letters", {"heading": words["word"], "anchor": "d", "long": True, **names})


@component("translation_notice")
def translation_notice_(words: Words) -> Iterator[Case]:
    languages = switch(words)
    usual = TranslationNotice(languages.other, TODAY, f"{HERE}twin")
    yield Case("usual", {"translation_notice": usual})


@component("notice_of_age")
def notice_of_age(words: Words) -> Iterator[Case]:
    yield Case("usual", {"day": TODAY.isoformat()})


@component("keep_offline")
def keep_offline(words: Words) -> Iterator[Case]:
    yield Case("usual", {"site": site(words), "page": page(words)})


@component("feedback")
def feedback(words: Words) -> Iterator[Case]:
    yield Case("usual", {"site": site(words), "page": page(words, pk=1)})


@component("permanent_link")
def permanent_link(words: Words) -> Iterator[Case]:
    # No page has this address, so that there is no QR code of it: another drawing stands in its place.
    link = PermanentLink("https://example.org/p/k3m9x2", static("img/icon.svg"))
    yield Case("usual", {"permanent": link})
