"""How an editor is told that claims keep a page from being published: at the top, and beside each."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.admin.utils import set_query_params
from wagtail.blocks import StreamBlockValidationError, StructBlockValidationError
from wagtail.models import Page

from .page_claims import Path, PlacedFinding

#: In the address of a page's form: mark the claims that stand in the draft.
MARK = "claims"


def marked_url(page: Page, next_url: str | None = None) -> str:
    """Return the address of a page's form with its claims marked."""
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return set_query_params(url, {MARK: "marked", "next": next_url or None})


def describe(found: PlacedFinding) -> str:
    """Return where a claim stands and what it is, on one line."""
    values = {"place": found.place, "phrase": found.phrase, "kind": found.kind.label}
    return _("%(place)s: “%(phrase)s” (%(kind)s)") % values


def summary(findings: Iterable[PlacedFinding]) -> SafeString:
    """Return the message at the top of the form: each phrase, and where it stands."""
    return format_html(
        "{}<ul>{}</ul>",
        _(
            "This draft is saved, but it can’t be published, scheduled or approved: what it claims must "
            "stand in a fact, with its source."
        ),
        format_html_join("", "<li>{}</li>", ((describe(found),) for found in findings)),
    )


def mark(form: Any, findings: Iterable[PlacedFinding]) -> None:
    """Put each claim beside its field or block on a page's form."""
    by_field: dict[str, list[PlacedFinding]] = {}
    for found in findings:
        by_field.setdefault(found.field, []).append(found)
    for field, here in by_field.items():
        if field in form.fields:
            error = _nested([(found.path, _beside(found)) for found in here])
            form.errors[field] = form.error_class([error])


def _beside(found: PlacedFinding) -> str:
    values = {"phrase": found.phrase, "kind": found.kind.label}
    return _("“%(phrase)s” is %(kind)s: put it in as a fact, or leave it out.") % values


def _nested(found: list[tuple[Path, str]]) -> ValidationError:
    """Return the messages as an error with the shape of the blocks in which they stand.

    A stream and a list report alike: by the index of what is wrong in them.
    """
    if not found[0][0]:
        return ValidationError([message for _path, message in found])
    inside: dict[int | str, list[tuple[Path, str]]] = {}
    for (step, *rest), message in found:
        inside.setdefault(step, []).append((tuple(rest), message))
    errors = {step: _nested(messages) for step, messages in inside.items()}
    by_name = isinstance(next(iter(errors)), str)
    return (StructBlockValidationError if by_name else StreamBlockValidationError)(errors)
