"""The command and what it remembers: broken only after failures on two days, forgotten when unused."""

from collections.abc import Callable
from datetime import datetime, timedelta
from io import StringIO
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from pages.links import checking
from pages.links.fetching import Answer
from pages.links.models import Status
from pages.models import ExternalLink, StandardPage

from .conftest import HASTY
from .server import OtherSite

pytestmark = [pytest.mark.django_db, pytest.mark.both]

NOON = datetime(2027, 6, 14, 12, tzinfo=ZoneInfo("Europe/Paris"))
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.mark.parametrize(
    ("answers", "failures", "broken"),
    [
        ([(Status.GONE, NOON)], 1, False),
        ([(Status.GONE, NOON), (Status.TIMEOUT, NOON + HOUR)], 1, False),
        ([(Status.GONE, NOON), (Status.TIMEOUT, NOON + 7 * DAY)], 2, True),
        (
            [(Status.GONE, NOON), (Status.WORKS, NOON + DAY), (Status.GONE, NOON + 2 * DAY)],
            1,
            False,
        ),
        # A day ends at midnight here, not in Greenwich.
        ([(Status.ERROR, NOON + 11 * HOUR), (Status.ERROR, NOON + 13 * HOUR)], 2, True),
        # What turns programs away proves nothing.
        ([(Status.GONE, NOON), (Status.REFUSED, NOON + DAY)], 1, False),
        ([(Status.REFUSED, NOON), (Status.REFUSED, NOON + DAY)], 0, False),
    ],
)
def test_when_a_link_is_broken(
    answers: list[tuple[Status, datetime]], failures: int, broken: bool
) -> None:
    link = ExternalLink.objects.create(url="https://one.example/")
    for status, moment in answers:
        link.note(Answer(link.url, status), moment)
    link.refresh_from_db()
    assert (link.failures, link.is_broken) == (failures, broken)
    assert ExternalLink.objects.broken().contains(link) == broken
    working = [moment for status, moment in answers if status == Status.WORKS]
    assert link.last_seen_working == (working[-1] if working else None)


def run(*args: str) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    try:
        call_command("check_links", *args, stdout=out, stderr=err)
    except CommandError as error:
        err.write(str(error))
    return out.getvalue(), err.getvalue()


@pytest.fixture
def only(monkeypatch: pytest.MonkeyPatch, site: OtherSite) -> OtherSite:
    """The other site is the only one that is asked, and in a hurry."""
    ask = checking.answers

    def local(urls: list[str], manners: Any) -> Any:
        yield from ask([url for url in urls if "//127.0.0." in url], HASTY)

    monkeypatch.setattr(checking, "answers", local)
    return site


def test_the_command_checks_what_pages_link_to_and_lists_what_is_broken(
    only: OtherSite, linking: Callable[..., StandardPage]
) -> None:
    linking(only.url("moved"))
    linking(only.url("404"), title="Page au lien cassé")
    out, err = run()
    assert "2 of " in out
    assert "1 works, has moved, 1 is gone" in out
    assert err == ""
    ExternalLink.objects.filter(status=Status.GONE).update(last_checked=timezone.now() - 7 * DAY)
    _out, err = run()
    assert (
        f"{only.url('404')}: Broken: is gone (code 404)\n    Page au lien cassé · Français" in err
    )
    assert err.endswith("1 links are broken.")
    moved = ExternalLink.objects.get(url=only.url("moved"))
    assert moved.moved_to == only.url("ok/new")


def test_only_what_was_not_checked_lately_and_not_too_many(
    only: OtherSite, linking: Callable[..., StandardPage]
) -> None:
    for name in ("a", "b", "c"):
        linking(only.url(f"ok/{name}"))
    run()
    ExternalLink.objects.update(last_checked=timezone.now())
    ExternalLink.objects.filter(url=only.url("ok/b")).update(last_checked=timezone.now() - 8 * DAY)
    ExternalLink.objects.filter(url=only.url("ok/c")).update(last_checked=timezone.now() - 9 * DAY)
    only.requests.clear()
    run("--older-than", "7", "--limit", "1")
    assert [path for _method, path, _headers in only.requests] == ["/ok/c"]
    run("--older-than", "7")
    assert [path for _method, path, _headers in only.requests] == ["/ok/c", "/ok/b"]


def test_what_is_linked_to_no_more_is_forgotten(
    only: OtherSite, linking: Callable[..., StandardPage]
) -> None:
    page = linking(only.url("404"))
    run()
    page.unpublish()
    run()
    assert not ExternalLink.objects.filter(url=only.url("404")).exists()


def test_what_was_answered_is_kept_when_the_run_is_cut_short(site: OtherSite) -> None:
    links = [
        ExternalLink.objects.create(url=site.url("ok")),
        *[ExternalLink.objects.create(url=site.url(f"long/{n}", host=2)) for n in range(50)],
    ]

    def until_the_first(found: Any, total: int) -> Any:
        yield next(iter(found))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        checking.check(links, HASTY, until_the_first)
    assert (
        ExternalLink.objects.filter(url__in=[link.url for link in links])
        .exclude(status=Status.NEW)
        .count()
        == 1
    )
    assert len(site.requests) < 10


@pytest.mark.parametrize("argument", ["--limit=-1", "--older-than=soon"])
def test_a_number_that_is_none_is_refused(argument: str) -> None:
    with pytest.raises(CommandError, match="invalid natural value"):
        call_command("check_links", argument)
