"""What browsers send while a page or a fact is written, reviewed and published."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from wagtail.models import Page, TaskState
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from centres.models import SpecialityPage
from pages.facts.models import Fact

BrowserOf = Callable[[str], Client]


def page_form(page: SpecialityPage, **changes: str) -> dict[str, str]:
    prose = (
        "in_short",
        "where",
        "when",
        "with_whom",
        "what_to_bring",
        "cost",
        "whom_to_call",
        "easy_read",
    )
    values = {
        "title": page.title,
        "slug": page.slug,
        "lead": page.lead,
        "search_description": page.search_description,
        "speciality": page.speciality_id,
        "body": streamfield([]),
        "comments": inline_formset([]),
        **{name: rich_text("") for name in prose},
    }
    return nested_form_data(values | changes)


def filled(response: HttpResponse, **changes: str) -> dict[str, str]:
    """Return what a form that was just opened sends, with changes."""

    def fields(form: Any) -> Iterator[tuple[str, str]]:
        for field in form:
            value = field.value()
            if value is not None and value is not False:
                yield field.html_name, value.isoformat() if isinstance(value, date) else str(value)

    form = response.context["form"]
    data = dict(fields(form))
    for formset in form.formsets.values():
        data |= dict(fields(formset.management_form))
        for inner in formset.forms:
            data |= dict(fields(inner))
    return data | changes


def edit_page(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def edit_fact(fact: Fact) -> str:
    return reverse("wagtailsnippets_pages_fact:edit", args=[fact.pk])


def act(browser: Client, thing: Any, action: str, comment: str = "") -> bool:
    """Approve or send back from the dashboard; return whether that was allowed."""
    state = TaskState.objects.get(
        workflow_state=thing.current_workflow_state, status=TaskState.STATUS_IN_PROGRESS
    )
    namespace = "wagtailadmin_pages" if isinstance(thing, Page) else "wagtailsnippets_pages_fact"
    browser.post(
        reverse(f"{namespace}:workflow_action", args=[thing.pk, action, state.pk]),
        {"comment": comment},
    )
    state.refresh_from_db()
    return state.status != TaskState.STATUS_IN_PROGRESS
