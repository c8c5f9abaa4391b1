"""The page about open data: what there is, how to ask, what the states mean, on what terms."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from pages.api.parameters import DEFAULT_LIMIT, MAX_LIMIT
from pages.facts.states import State
from pages.languages import reader_language
from pages.services.views import view_context

from ..feeds import feed_links
from ..models import Centre


@dataclass(frozen=True)
class Collection:
    """A list of the open data.

    Attributes:
        name: as its address has it.
        title, text: what it is, in the reader's language.
        filters: the parameters that it alone takes.
    """

    name: str
    title: Any
    text: Any
    filters: tuple[str, ...] = ()

    @property
    def json(self) -> str:
        return f"{reverse(f'api:list_{self.name}')}?lang={reader_language()}"

    @property
    def csv(self) -> str:
        return f"{self.json}&format=csv&limit={MAX_LIMIT}"


COLLECTIONS = (
    Collection(
        "centres",
        gettext_lazy("The two centres"),
        gettext_lazy("Their addresses and telephone numbers, each with its state."),
    ),
    Collection(
        "specialities",
        gettext_lazy("Specialities"),
        gettext_lazy("Treatments and fields of research, with the centres where they are."),
        ("centre",),
    ),
    Collection(
        "partners",
        gettext_lazy("Partners"),
        gettext_lazy("The bodies with which the centres work."),
        ("centre", "kind"),
    ),
    Collection(
        "awards",
        gettext_lazy("Awards and labels"),
        gettext_lazy("Prizes, rankings and accreditations, with who gave them to whom."),
        ("centre", "kind", "year"),
    ),
    Collection(
        "projects",
        gettext_lazy("Projects"),
        gettext_lazy("What was planned, and what came."),
        ("centre", "kind"),
    ),
    Collection(
        "articles",
        gettext_lazy("News"),
        gettext_lazy("The articles of this site, newest first."),
        ("centre", "year"),
    ),
    Collection(
        "facts",
        gettext_lazy("Facts"),
        gettext_lazy("Each statement with its value, its sources, its age and its state."),
        ("kind", "state", "source"),
    ),
    Collection(
        "sources",
        gettext_lazy("Sources"),
        gettext_lazy("Where the facts come from, with the day on which we read it."),
    ),
)

PARAMETERS = (
    ("lang", gettext_lazy("fr or en: the language of names and texts. Without it, French.")),
    ("centre", gettext_lazy("The key of a centre: only what belongs to it.")),
    ("kind", gettext_lazy("One kind of thing; the description lists the kinds.")),
    ("year", gettext_lazy("Four digits.")),
    ("state", gettext_lazy("One of the states below.")),
    ("source", gettext_lazy("The key of a source: only the facts that rest on it.")),
    ("page, limit", ""),
    ("format", gettext_lazy("json or csv. Without it, the Accept header decides.")),
)

STATES = {
    State.CONFIRMED: gettext_lazy("A source says it, and somebody has checked lately."),
    State.DUE_SOON: gettext_lazy("Confirmed; the next check is near."),
    State.OVERDUE: gettext_lazy("It was confirmed, but the day of the next check has passed."),
    State.PAST: gettext_lazy("Its date is over: the sentence says how it was."),
    State.TO_BE_CONFIRMED: gettext_lazy(
        "No centre has confirmed it yet. Say so wherever you show it."
    ),
    State.DISPUTED: gettext_lazy("Sources say different things: all of them are given."),
}


@require_safe
def open_data(request: HttpRequest) -> HttpResponse:
    """Show what the open data are and how to read them."""
    paging = _("Lists come in parts of %(default)d things; limit goes up to %(most)d.") % {
        "default": DEFAULT_LIMIT,
        "most": MAX_LIMIT,
    }
    context = {
        "collections": COLLECTIONS,
        "parameters": [(name, text or paging) for name, text in PARAMETERS],
        "states": [(str(state), state.label, text) for state, text in STATES.items()],
        "description": reverse("api:openapi-json"),
        "all_feeds": [
            *feed_links(),
            *(link for centre in Centre.objects.all() for link in feed_links(centre)),
        ],
    }
    return render(
        request, "centres/open_data.html", context | view_context(request, _("Open data"))
    )
