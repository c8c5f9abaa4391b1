"""What waits: pages that are not translated, whose translation is only a draft, or is behind."""

from typing import Any

from django.db.models import Case, F, OuterRef, Q, QuerySet, Subquery, TextChoices, Value, When
from django.utils.translation import gettext_lazy
from wagtail.models import Page
from wagtail.permissions import policy_registry

from ..services.translations import other_language
from .models import Translation
from .tracking import TRANSLATE


class State(TextChoices):
    """Why a page's other language asks for work, the most urgent first."""

    BEHIND = "behind", gettext_lazy("Behind")
    MISSING = "missing", gettext_lazy("Not translated")
    DRAFT = "draft", gettext_lazy("Draft, not published yet")
    WAITING = "waiting", gettext_lazy("Up to date, not published yet")


def with_state(pages: "QuerySet[Page]") -> "QuerySet[Page]":
    """Add to each page what its other language is like: one query in all, however many pages.

    Adds ``twin_id`` (the page in the other language, None where there is none), ``state`` (a State, or
    "" where both say the same) and ``since``.
    """
    twins = Page.objects.filter(
        ~Q(locale_id=OuterRef("locale_id")), translation_key=OuterRef("translation_key")
    )
    records = Translation.objects.filter(page_id=OuterRef("twin_id"))
    return pages.annotate(
        twin_id=Subquery(twins.values("pk")[:1]),
        twin_live=Subquery(twins.values("live")[:1]),
        twin_begun=Subquery(twins.values("latest_revision_created_at")[:1]),
    ).annotate(
        behind_since=Subquery(records.values("behind_since")[:1]),
        readers_since=Subquery(records.values("readers_behind_since")[:1]),
        state=Case(
            When(twin_id=None, then=Value(State.MISSING.value)),
            When(twin_live=False, then=Value(State.DRAFT.value)),
            When(behind_since__isnull=False, then=Value(State.BEHIND.value)),
            When(readers_since__isnull=False, then=Value(State.WAITING.value)),
            default=Value(""),
        ),
        since=Case(
            When(twin_id=None, then=F("first_published_at")),
            When(twin_live=False, then=F("twin_begun")),
            When(behind_since__isnull=False, then=F("behind_since")),
            default=F("readers_since"),
        ),
    )


def waiting_for(user: Any) -> "QuerySet[Page]":
    """Return the published pages, among those that somebody may edit, whose other language asks for work.

    Each page is in the language to translate from, with ``state``, ``since`` and ``twin_id``.
    """
    policy = policy_registry.get_by_type(Page)
    pages = policy.instances_user_has_permission_for(user, "change")
    return with_state(pages.filter(live=True, depth__gt=1)).exclude(state="")


def overview(user: Any) -> dict[State, int]:
    """Return how many pages wait for somebody in each state: one query, none for who can't translate."""
    counts: dict[State, int] = dict.fromkeys(State, 0)
    if user.has_perm(TRANSLATE):
        for state in waiting_for(user).values_list("state", flat=True):
            counts[State(state)] += 1
    return counts


def wanted_language(page: Page) -> str:
    """Return the language into which a page of the list is to be translated."""
    return other_language(page.locale.language_code)
