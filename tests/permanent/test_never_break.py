"""Whatever editors do, in whatever order: every address that was ever served still answers.

A few sequences of edits are tried each time; EDIT_SEQUENCES=300 tries so many others, and says how many
edits and addresses there were.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from uuid import UUID

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Page

from pages.permanent.ids import id_of
from pages.permanent.recording import entry_of, replace

from ..factories import StandardPageFactory, SuperuserFactory
from ..random_edits import counts_said, sequences_of_edits

pytestmark = [pytest.mark.django_db, pytest.mark.drill]

SLUGS = ("un", "deux", "trois")
counted: Counter[str] = Counter()


@dataclass
class Site:
    """A small tree in two languages, and what readers have seen of it.

    Attributes:
        roots: the pages under which all happens; they stay.
        holders: of each address ever served, the page that was there last.
    """

    roots: list[Page]
    holders: dict[str, tuple[UUID, str]] = field(default_factory=dict)
    keys: set[UUID] = field(default_factory=set)

    def pages(self) -> list[Page]:
        pages = [page for root in self.roots for page in root.get_descendants()]
        return [page.specific for page in pages]

    def live(self) -> list[Page]:
        return [page for page in self.pages() if page.live]

    def note(self) -> None:
        for page in self.live():
            self.holders[page.url] = (page.translation_key, page.locale.language_code)
            self.keys.add(page.translation_key)


def free(parent: Page, slug: str, page: Page | None = None) -> bool:
    return Page._slug_is_available(slug, parent, page)


def save(page: Page) -> None:
    if page.live:
        page.save_revision().publish()
    else:
        page.save()


def rename(page: Page, other: Page, slug: str) -> None:
    if free(page.get_parent(), slug, page):
        page.slug = slug
        save(page)


def move(page: Page, other: Page, slug: str) -> None:
    within = other.path.startswith(page.path)
    if not within and other.locale_id == page.locale_id and free(other, page.slug, page):
        page.move(other, pos="last-child")


def swap(page: Page, other: Page, slug: str) -> None:
    if page.pk != other.pk and page.get_parent().pk == other.get_parent().pk:
        first, second = page.slug, other.slug
        for item, new in ((page, "entre-deux"), (other, first), (page, second)):
            item.slug = new
            save(item)


def unpublish(page: Page, other: Page, slug: str) -> None:
    if page.live:
        # Of the pages below, Wagtail asks all the same whether somebody may.
        UnpublishPageAction(
            page, user=SuperuserFactory(), include_descendants=slug == SLUGS[0]
        ).execute(skip_permission_checks=True)


def may_replace(page: Page, other: Page) -> bool:
    within = other.path.startswith(page.path)
    return page.live and other.live and other.locale_id == page.locale_id and not within


def merge(page: Page, other: Page, slug: str) -> None:
    if may_replace(page, other):
        unpublish(page, other, slug)
        replace(entry_of(page), other)


def delete(page: Page, other: Page, slug: str) -> None:
    page.delete()


def delete_for_another(page: Page, other: Page, slug: str) -> None:
    if may_replace(page, other):
        entry = entry_of(page)
        page.delete()
        entry.refresh_from_db()
        replace(entry, other)


def restore(page: Page, other: Page, slug: str) -> None:
    if not page.live:
        page.save_revision().publish()


def add(page: Page, other: Page, slug: str) -> None:
    """A new page, often where another was; a translation where there is none."""
    key = {} if other.has_translation(page.locale) else {"translation_key": other.translation_key}
    if free(page, slug):
        StandardPageFactory(parent=page, slug=slug, **key)


EDITS: list[Callable[[Page, Page, str], None]] = [
    rename,
    move,
    swap,
    unpublish,
    merge,
    delete,
    delete_for_another,
    restore,
    add,
]
sequences = st.lists(
    st.tuples(
        st.sampled_from(EDITS), st.integers(0, 11), st.integers(0, 11), st.sampled_from(SLUGS)
    ),
    min_size=4,
    max_size=14,
)


@pytest.fixture
def site(french_home: Page, english_home: Page) -> Site:
    site = Site([])
    french = _tree(french_home, {})
    english = _tree(english_home, {page.slug: page for page in french})
    site.roots = [french[0], english[0]]
    return site


def _tree(home: Page, twins: dict[str, Page]) -> list[Page]:
    made: list[Page] = []

    def page(parent: Page, slug: str) -> Page:
        key = {"translation_key": twins[slug].translation_key} if twins else {}
        made.append(StandardPageFactory(parent=parent, slug=slug, **key))
        return made[-1]

    root = page(home, "essai")
    first, _second = page(root, "a"), page(root, "b")
    page(page(first, "c"), "d")
    return made


@pytest.fixture
def _say_how_many() -> Iterator[None]:
    with counts_said(counted):
        yield


@pytest.mark.usefixtures("_say_how_many")
@sequences_of_edits(6)
@given(edits=sequences)
def test_every_address_ever_served_answers(
    site: Site, edits: list[tuple[Callable[[Page, Page, str], None], int, int, str]]
) -> None:
    with transaction.atomic():
        site.holders.clear()
        site.keys.clear()
        site.note()
        for edit, one, another, slug in edits:
            pages = site.pages()
            if not pages:
                break
            edit(pages[one % len(pages)], pages[another % len(pages)], slug)
            site.note()
            counted["edits"] += 1
        check(site)
        transaction.set_rollback(True)


def check(site: Site) -> None:
    client, known = Client(), {}
    live = {(page.translation_key, page.locale.language_code): page for page in site.live()}
    shown = {page.url for page in live.values()}

    def get(path: str) -> tuple[int, str]:
        if path not in known:
            response = client.get(path)
            known[path] = response.status_code, response.headers.get("Location", "")
        return known[path]

    for path, holder in site.holders.items():
        status, target = get(path)
        if path in shown:
            assert status == 200, path
        elif holder in live:
            assert (status, target) == (301, live[holder].url), path
        else:
            assert status in {301, 410}, (path, status)
        if status == 301:
            assert target in shown | {root.url for root in site.roots}, path
            assert get(target)[0] == 200, (path, target)
    for key in site.keys:
        for language, path in (("fr", f"/p/{id_of(key)}"), ("en", f"/en/p/{id_of(key)}")):
            status, target = get(path)
            if (key, language) in live:
                assert (status, target) == (302, live[key, language].url), path
            else:
                assert status in {200, 302, 410}, (path, status)
            if status == 302:
                assert get(target)[0] == 200, (path, target)
            counted["permanent addresses"] += 1
    counted["addresses ever served"] += len(site.holders)
    counted["sequences"] += 1
