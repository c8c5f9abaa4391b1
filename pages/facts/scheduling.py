"""The last guard: what is due is looked at again on its day, since facts lapse and claims are learnt."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from wagtail.models import PageLogEntry, Revision
from wagtail.users.models import UserProfile

from ..models.base import BasePage
from ..services.mentions import mentioned
from .models import Fact
from .page_claims import open_findings
from .refusal import describe, marked_url
from .states import State

logger = logging.getLogger(__name__)

#: A fact in one of these states no longer says what it said.
LAPSED = frozenset({State.PAST, State.WITHHELD})


@dataclass
class Hold:
    """A page that was due and isn't published, and why.

    Attributes:
        page: as it would have been published.
        editor: who scheduled it, if that is known.
        facts: those that have lapsed since.
    """

    page: BasePage
    editor: Any
    facts: list[Fact] = field(default_factory=list)


def hold_due() -> list[Hold]:
    """Clear the schedule of each due page that must not be published, and write to its editor."""
    held = list(_due_but_refused())
    for hold in held:
        _write_to_editor(hold)
    return held


def _due_but_refused() -> Iterator[Hold]:
    due = Revision.page_revisions.filter(approved_go_live_at__lt=timezone.now())
    for revision in due.order_by("approved_go_live_at"):
        page = revision.as_object()
        if not isinstance(page, BasePage):
            continue
        editor, since = _scheduled(revision)
        hold = Hold(page, editor, lapsed_facts(page, since))
        if hold.facts or open_findings(page):
            revision.approved_go_live_at = None
            revision.save(update_fields=["approved_go_live_at"])  # which the page's history tells
            yield hold


def _scheduled(revision: Revision) -> tuple[Any, datetime]:
    """Return who scheduled a revision, and when."""
    entry = (
        PageLogEntry.objects.filter(revision=revision, action="wagtail.publish.schedule")
        .select_related("user")
        .order_by("timestamp")
        .last()
    )
    return (entry.user, entry.timestamp) if entry else (revision.user, revision.created_at)


def lapsed_facts(page: BasePage, since: datetime) -> list[Fact]:
    """Return the facts on which a page rests that have lapsed since a moment, or aren't published.

    What had lapsed before was so under the editor's eyes: it reads in its past wording.
    """
    ids = [*mentioned(page)[0], *page.record_facts()]
    today = timezone.localdate()
    return [
        fact
        for fact in Fact.objects.filter(pk__in=ids)
        if not fact.live
        or (
            fact.state_on(today) in LAPSED
            and _as_it_was(fact, since).state_on(timezone.localdate(since)) not in LAPSED
        )
    ]


def _as_it_was(fact: Fact, moment: datetime) -> Fact:
    """Return a fact as its last revision before a moment has it; without one, as it is."""
    before = fact.revisions.filter(created_at__lte=moment).order_by("created_at").last()
    return before.as_object() if before else fact


# --- The mail ------------------------------------------------------------------------------------


def _write_to_editor(hold: Hold) -> None:
    if not (hold.editor and hold.editor.email):
        logger.warning("Not published, and nobody to tell: page %s", hold.page.pk)
        return
    language = UserProfile.get_for_user(hold.editor).get_preferred_language()
    with translation.override(language):
        subject = _("Not published: %(title)s") % {"title": hold.page.get_admin_display_title()}
        body = _body(hold)
    try:
        send_mail(subject, body, settings.DEFAULT_FROM_EMAIL, [hold.editor.email])
    except OSError:  # the mail server is away: the other pages still have to be looked at
        logger.exception("The editor of page %s could not be told that it is held", hold.page.pk)


def _body(hold: Hold) -> str:
    lines = [
        _("The page “%(title)s” was due to be published, and was not. Its draft is as you left it.")
        % {"title": hold.page.get_admin_display_title()}
    ]
    if hold.facts:
        facts = [f"- {fact}: {fact.state_label}" for fact in hold.facts]
        lines += ["", _("Facts on which it rests have lapsed since you scheduled it:"), *facts]
    if found := open_findings(hold.page):
        claims = [f"- {describe(item)}" for item in found]
        lines += ["", _("These words must stand in a fact, with its source:"), *claims]
    lines += ["", _("Open the page:"), settings.WAGTAILADMIN_BASE_URL + marked_url(hold.page)]
    return "\n".join(lines)
