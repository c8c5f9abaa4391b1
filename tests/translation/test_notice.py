"""What readers are told of a page that is behind: in their language, after the time of grace, for free."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.contrib.auth.models import AbstractUser
from django.core.cache import cache
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from wagtail.models import Site

from pages.models import SiteSettings
from pages.services.keeping import collecting
from pages.translation.notice import translation_notice
from pages.translation.tracking import confirm

from .conftest import Pair, draft, publish

pytestmark = [pytest.mark.django_db, pytest.mark.once]

PARIS = ZoneInfo("Europe/Paris")
CHANGED = datetime(2027, 3, 3, 0, 30, tzinfo=PARIS)  # still the day before in UTC
LAST_DAY_OF_GRACE = datetime(2027, 4, 1, 23, 30, tzinfo=PARIS)
AFTER = datetime(2027, 4, 2, 0, 30, tzinfo=PARIS)
ENGLISH = "The French version of this page changed on 3\u00a0March 2027"
FRENCH = "La version anglaise de cette page a changé le 3\u00a0mars 2027"


def read(path: str, moment: datetime) -> str:
    with time_machine.travel(moment, tick=False):
        return Client().get(path).content.decode()


@pytest.mark.parametrize(
    ("behind", "words", "link"),
    [
        ("en", ENGLISH, "Read the page in French"),
        ("fr", FRENCH, "Lire la page en anglais"),
    ],
)
def test_readers_are_told_after_thirty_days(pair: Pair, behind: str, words: str, link: str) -> None:
    page, changed = (pair.en, pair.fr) if behind == "en" else (pair.fr, pair.en)
    with time_machine.travel(CHANGED, tick=False):
        changed = publish(changed, lead="Une autre phrase.")
    assert words not in read(page.url, LAST_DAY_OF_GRACE)
    late = read(page.url, AFTER)
    assert words in late
    assert f'href="{changed.url}" hreflang="{changed.locale.language_code}">{link}</a>' in " ".join(
        late.split()
    )
    assert 'id="translation-notice"' not in read(changed.url, AFTER)


def test_a_page_that_is_kept_is_written_anew_on_the_day(pair: Pair) -> None:
    with time_machine.travel(CHANGED, tick=False):
        publish(pair.fr, lead="Une autre phrase.")
    request = RequestFactory().get(pair.en.url)
    with time_machine.travel(LAST_DAY_OF_GRACE, tick=False), collecting() as terms:
        assert translation_notice(type(pair.en).objects.get(pk=pair.en.pk), request) is None
    assert terms.until == AFTER.replace(minute=0)


def test_the_time_of_grace_is_a_setting(pair: Pair) -> None:
    settings = SiteSettings.for_site(Site.objects.get(is_default_site=True))
    settings.translation_grace_days = 0
    settings.save()
    with time_machine.travel(CHANGED, tick=False):
        publish(pair.fr, lead="Une autre phrase.")
    assert ENGLISH in read(pair.en.url, CHANGED)


def test_readers_are_told_until_the_translation_is_published(
    pair: Pair, editor: AbstractUser
) -> None:
    with time_machine.travel(CHANGED, tick=False):
        fr = publish(pair.fr, lead="Une autre phrase.")
    en = draft(pair.en, lead="Another sentence.")
    confirm(en, fr, editor)
    assert ENGLISH in read(en.url, AFTER)
    publish(en)
    assert ENGLISH not in read(en.url, AFTER)


def test_nobody_is_led_to_a_page_that_was_taken_offline(pair: Pair) -> None:
    with time_machine.travel(CHANGED, tick=False):
        fr = publish(pair.fr, lead="Une autre phrase.")
    fr.unpublish()
    assert ENGLISH not in read(pair.en.url, AFTER)


def test_the_notice_asks_the_database_nothing(pair: Pair) -> None:
    def count(moment: datetime) -> int:
        cache.clear()
        Site.clear_site_root_paths_cache()
        with CaptureQueriesContext(connection) as captured:
            read(pair.en.url, moment)
        return len(captured)

    count(AFTER)  # what Django keeps in memory once it has been asked
    before = count(AFTER)
    with time_machine.travel(CHANGED, tick=False):
        publish(pair.fr, lead="Une autre phrase.")
    assert count(AFTER) == before
    assert ENGLISH in read(pair.en.url, AFTER)
