"""Whatever editors do and however many nights go by: what is stored is what would be written now.

A few sequences of edits are tried each time, on both databases; EDIT_SEQUENCES=100 tries so many others, and
says how many edits there were and how many answers were compared.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from centres.models import Award
from pages.facts.models import Fact, FactSource
from pages.facts.states import Mark
from pages.glossary.models import GlossaryTerm
from pages.models import MenuItem, SiteSettings, StandardPage

from ..factories import FactFactory, ImageFactory, StandardPageFactory
from ..performance.test_queries import busy_page
from ..random_edits import counts_said, sequences_of_edits
from .conftest import Committing, how

pytestmark = [pytest.mark.django_db, pytest.mark.drill]

START = datetime(2027, 3, 1, 12, tzinfo=ZoneInfo("Europe/Paris"))
counted: Counter[str] = Counter()
numbers = count()


@dataclass
class World:
    """Pages in both languages with a fact and a photograph, and the clock."""

    roots: list[Page]
    facts: list[Fact]
    clock: Any
    asked: dict[str, None] = field(default_factory=dict)

    def pages(self) -> list[Page]:
        below = [page for root in self.roots for page in root.get_descendants()]
        return [page.specific for page in below]


def a_word() -> str:
    return f"Mot {next(numbers)}"


def one(things: list[Any], number: int) -> Any:
    return things[number % len(things)] if things else None


def publish(world: World, number: int) -> None:
    if page := one(world.pages(), number):
        page.title = a_word()
        page.save_revision().publish()


def draft(world: World, number: int) -> None:
    if page := one(world.pages(), number):
        page.title = a_word()
        page.save_revision()


def unpublish(world: World, number: int) -> None:
    if page := one([page for page in world.pages() if page.live], number):
        page.unpublish()


def move(world: World, number: int) -> None:
    page, other = one(world.pages(), number), one(world.pages(), number // 3)
    if (
        page
        and page.locale_id == other.locale_id
        and not other.path.startswith(page.path)
        and Page._slug_is_available(page.slug, other, page)
    ):
        page.move(other, pos="last-child")


def delete(world: World, number: int) -> None:
    if page := one(world.pages(), number):
        page.delete()


def create(world: World, number: int) -> None:
    parent = one([*world.roots, *world.pages()], number)
    StandardPageFactory(
        parent=parent, live=bool(number % 4), title=a_word(), slug=f"n{next(numbers)}"
    )


def schedule(world: World, number: int) -> None:
    if page := one(world.pages(), number):
        page.title = a_word()
        page.go_live_at = timezone.now() + timedelta(hours=6 + number % 30)
        page.expire_at = page.go_live_at + timedelta(hours=20)
        page.save_revision().publish()


def rename(world: World, number: int) -> None:
    if page := one(world.pages(), number):
        page.slug = f"n{next(numbers)}"
        page.save_revision().publish()


def change_fact(world: World, number: int) -> None:
    fact = one(world.facts, number)
    fact.refresh_from_db()
    today = timezone.localdate()
    fact.value = str(1000 + next(numbers))
    fact.mark = one([Mark.VERIFIED, Mark.WITHHELD, Mark.DISPUTED, Mark.VERIFIED], number)
    fact.ends_on = one([None, today, today + timedelta(days=1)], number)
    fact.review_by = one([None, today, today + timedelta(days=61)], number // 2)
    fact.past_wording_fr, fact.past_wording_en = "C’est fini : {value}.", "It is over: {value}."
    fact.reason_fr, fact.reason_en = "Deux chiffres.", "Two figures."
    fact.save_revision().publish()


def change_source(world: World, number: int) -> None:
    source = FactSource.objects.filter(fact=one(world.facts, number))[0].source
    source.title = a_word()
    source.save()


def change_settings(world: World, number: int) -> None:
    found = SiteSettings.objects.get()
    found.name = a_word()
    found.translation_grace_days = number % 3
    found.save()


def change_menu(world: World, number: int) -> None:
    item = one(list(MenuItem.objects.all()), number)
    item.label_fr = a_word()
    item.save()


def change_term(world: World, number: int) -> None:
    term = one(list(GlossaryTerm.objects.all()), number)
    term.definition = a_word()
    term.save_revision().publish()


def change_award(world: World, number: int) -> None:
    award = one(list(Award.objects.all()), number)
    award.name_fr = a_word()
    award.save()


def change_picture(world: World, number: int) -> None:
    picture = ImageFactory(title=a_word(), alt_en=a_word())
    page = one(list(StandardPage.objects.descendant_of(world.roots[1])), number)
    if page:
        page.picture = picture
        page.save_revision().publish()


def redirect(world: World, number: int) -> None:
    Redirect.objects.update_or_create(
        old_path="/tape", defaults={"redirect_link": f"/{next(numbers)}/"}
    )


def wait(world: World, number: int) -> None:
    world.clock.shift(timedelta(hours=1 + number % 30))
    call_command("publish_scheduled", verbosity=0)
    call_command("refresh_facts", verbosity=0)


EDITS = (
    *(
        publish,
        draft,
        unpublish,
        move,
        delete,
        create,
        schedule,
        rename,
        change_fact,
        change_source,
    ),
    *(
        change_settings,
        change_menu,
        change_term,
        change_award,
        change_picture,
        redirect,
        wait,
        wait,
    ),
)
sequences = st.lists(st.tuples(st.sampled_from(EDITS), st.integers(0, 200)), min_size=3, max_size=8)


@pytest.fixture
def fresh(settings: Any) -> Client:
    """A browser whose every page is written for it."""
    folder, settings.PAGE_STORE_DIR = settings.PAGE_STORE_DIR, None
    client = Client(headers={"host": "localhost"}, raise_request_exception=False)
    assert how(client.get("/tape/")) == ""
    settings.PAGE_STORE_DIR = folder
    return client


@pytest.fixture
def _say_how_many() -> Iterator[None]:
    with counts_said(counted):
        yield


@pytest.mark.usefixtures("_say_how_many")
@sequences_of_edits(4)
@given(edits=sequences)
def test_what_is_stored_is_what_would_be_written(
    reader: Client,
    fresh: Client,
    committing: Committing,
    french_home: Page,
    english_home: Page,
    edits: list[tuple[Callable[[World, int], None], int]],
) -> None:
    with time_machine.travel(START, tick=False) as clock, transaction.atomic():
        with committing():
            world = a_world(french_home, english_home, clock)
        compare(reader, fresh, world)
        for edit, number in edits:
            clock.shift(timedelta(seconds=2))
            # Between two edits readers come, so that something is stored that may be wrong after it.
            with committing():
                edit(world, number)
            counted[f"edits: {edit.__name__}"] += 1
            compare(reader, fresh, world)
        transaction.set_rollback(True)


def a_world(french_home: Page, english_home: Page, clock: Any) -> World:
    facts = [FactFactory(), FactFactory()]
    french, english = busy_page("fr", 2), busy_page("en", 2)
    english.translation_key = french.translation_key
    english.save()
    for root in (french, english):
        StandardPageFactory(parent=root, slug=f"n{next(numbers)}")
    facts += [Fact.objects.get(pk=pk) for pk in _ids(french)]
    return World([french, english], facts, clock)


def _ids(page: Any) -> list[int]:
    (section,) = page.body
    return [
        fact.pk
        for block in section.value["content"]
        if block.block_type == "facts"
        for fact in block.value
    ]


def compare(reader: Client, fresh: Client, world: World) -> None:
    """Ask for every address twice, stored and written anew; for those of the past, too."""
    world.asked |= dict.fromkeys(addresses(world))
    for path in world.asked:
        stored, written = reader.get(path), fresh.get(path)
        assert stored.status_code == written.status_code, path
        assert stored.content == written.content, path
        counted[f"answers: {how(stored) or 'not stored'}"] += 1
        assert how(reader.get(path)) in {"hit", ""}


def addresses(world: World) -> list[str]:
    found = ["/", "/en/", "/sitemap.xml", "/en/sources/"]
    glossary = SiteSettings.objects.get().glossary_page
    found += [page.url for page in glossary.get_translations(inclusive=True) if page.live]
    found += ["/en/awards/", "/flux/prix.atom", "/a-z/", "/tape/"]
    found += [page.url for page in [*world.roots, *world.pages()] if page.live and page.url]
    found += [f"/en/sources/{fact.key}/" for fact in world.facts[-2:]]
    return found


def test_the_comparison_would_see_a_forgotten_change(
    reader: Client, fresh: Client, monkeypatch: Any, committing: Committing
) -> None:
    """A test that could not fail would prove nothing: without signals, the first edit is found out."""
    reader.get("/en/")
    monkeypatch.setattr("normandy_centres.page_store.invalidation.changed", lambda: None)
    with committing():
        change_settings(World([], [], None), 0)
    assert reader.get("/en/").content != fresh.get("/en/").content
