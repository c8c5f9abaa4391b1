"""The whole site, walked along its links: all lead somewhere, none to a stranger."""

import re
from urllib.parse import urldefrag, urlsplit

import pytest
from django.contrib.staticfiles import finders

from centres.models import Centre, Partner
from pages.facts.models import Source

from .crawl import OWN_HOSTS, VIEWS, Crawl, internal

pytestmark = pytest.mark.once

#: Schemes of links that open no page.
DIALS = ("tel:", "sms:", "mailto:", "geo:")
#: To whom a reader may complain, as the law wants it said.
AUTHORITIES = {
    "www.cnil.fr",
    "www.defenseurdesdroits.fr",
    # Maps of the reader's own choice: nothing is loaded from them.
    "maps.apple.com",
    "www.openstreetmap.org",
}
#: Elements that make the browser fetch something.
FETCHED = {
    "img": ("src", "srcset"),
    "source": ("src", "srcset"),
    "script": ("src",),
    "iframe": ("src",),
    "video": ("src", "poster"),
    "audio": ("src",),
    "object": ("data",),
    "embed": ("src",),
    "image": ("href", "xlink:href"),
    "use": ("href", "xlink:href"),
}
FETCHING_RELATIONS = {"stylesheet", "icon", "preload", "modulepreload", "prefetch", "manifest"}


def test_every_internal_link_answers(crawl: Crawl) -> None:
    broken = [
        (answer.status, answer.path, answer.came_from)
        for answer in crawl.answers.values()
        if answer.status != 200 and not (answer.status == 301 and answer.path.startswith("/fr/"))
    ]
    assert not broken
    assert len(crawl.pages) > 100


def test_search_and_sources_can_be_reached_by_links(crawl: Crawl) -> None:
    unreached = [path for path in VIEWS if not crawl.page(path).came_from]
    assert not unreached


def test_every_fragment_exists(crawl: Crawl) -> None:
    problems = []
    for page in crawl.pages:
        for written, absolute in page.links:
            fragment = urldefrag(absolute).fragment
            target = crawl.answers.get(internal(absolute) or "")
            if fragment and target and fragment not in target.ids:
                problems.append((page.path, written))
    assert not problems


def test_no_identifier_stands_twice_on_a_page(crawl: Crawl) -> None:
    problems = []
    for page in crawl.pages:
        found = [tag["id"] for tag in page.soup.find_all(id=True)]
        problems += [(page.path, name) for name in {*found} if found.count(name) > 1]
    assert not problems


def test_labels_and_descriptions_lead_to_something_on_the_page(crawl: Crawl) -> None:
    problems = []
    for page in crawl.pages:
        for name in ("for", "aria-labelledby", "aria-describedby", "aria-controls"):
            for tag in page.soup.find_all(attrs={name: True}):
                missing = set(str(tag[name]).split()) - page.ids
                problems += [(page.path, name, item) for item in missing]
    assert not problems


def test_links_leave_only_for_sources_partners_and_the_centres(crawl: Crawl) -> None:
    addresses = [
        *Source.objects.values_list("address", flat=True),
        *Partner.objects.values_list("website", flat=True),
        *Centre.objects.values_list("website", flat=True),
        *Centre.objects.values_list("website_en", flat=True),
    ]
    known = {urlsplit(address).hostname for address in addresses if address} | AUTHORITIES
    strangers = set()
    leaving = 0
    for page in crawl.pages:
        for written, absolute in page.links:
            if written.startswith(DIALS) or internal(absolute):
                continue
            leaving += 1
            parts = urlsplit(absolute)
            if parts.scheme not in {"http", "https"} or parts.hostname not in known:
                strangers.add((page.path, written))
    assert not strangers
    assert leaving > 100


def test_nothing_is_fetched_from_elsewhere(crawl: Crawl) -> None:
    problems = []
    missing = set()
    for page in crawl.pages:
        wanted = [
            str(tag[name])
            for element, names in FETCHED.items()
            for tag in page.soup.find_all(element)
            for name in names
            if tag.has_attr(name)
        ]
        wanted += [
            str(tag["href"])
            for tag in page.soup.find_all("link", href=True)
            if FETCHING_RELATIONS & {*tag["rel"]}
        ]
        for address in wanted:
            if urlsplit(address).hostname or urlsplit(address).scheme:
                problems.append((page.path, address))
            elif address.startswith("/static/fonts/"):
                continue  # built at installation, not kept with the code
            elif address.startswith("/static/") and not finders.find(address[len("/static/") :]):
                missing.add(address)
    assert not problems
    assert not missing, "static files that a page asks for"


def test_no_cookie_for_a_reader(crawl: Crawl) -> None:
    assert not [
        (answer.path, answer.cookies) for answer in crawl.answers.values() if answer.cookies
    ]
    assert not [
        answer.path
        for answer in crawl.answers.values()
        if "Cookie" in answer.headers.get("Vary", "")
    ], "an answer that differs by cookie can't be kept in a cache"


def test_nothing_inline(crawl: Crawl) -> None:
    problems = []
    for page in crawl.pages:
        for tag in page.soup.find_all("script"):
            if not tag.get("src") and tag.get("type") != "application/ld+json":
                problems.append((page.path, "script"))
        problems += [(page.path, "style") for _tag in page.soup.find_all("style")]
        problems += [(page.path, "style=", tag.name) for tag in page.soup.find_all(style=True)]
        for tag in page.soup.find_all(True):
            problems += [(page.path, name) for name in tag.attrs if re.match(r"on[a-z]", name)]
        problems += [(page.path, link) for link, _ in page.links if link.startswith("javascript:")]
    assert not problems


def test_every_link_and_picture_says_something(crawl: Crawl) -> None:
    problems = []
    for page in crawl.pages:
        for tag in page.soup.find_all("a"):
            if tag.find_parent("template"):
                continue  # a script fills it in
            picture = tag.find("img", alt=True)
            said = tag.get_text(strip=True) or tag.get("aria-label") or (picture and picture["alt"])
            if not said:
                problems.append((page.path, str(tag)[:120]))
            if not tag.get("href"):
                problems.append((page.path, "a link without an address", str(tag)[:120]))
        problems += [(page.path, str(tag)[:120]) for tag in page.soup.find_all("img", alt=False)]
    assert not problems


def test_forms_ask_by_get_or_send_an_answer_and_stay_on_the_site(crawl: Crawl) -> None:
    problems = []
    for page in crawl.pages:
        for form in page.soup.find_all("form"):
            host = urlsplit(str(form.get("action", ""))).hostname or ""
            sends = str(form.get("method", "get")).lower() != "get"
            answers = form.get("action") in {"/votre-avis/", "/en/feedback/"}
            if host not in OWN_HOSTS or sends != answers:
                problems.append((page.path, str(form)[:120]))
    assert not problems
