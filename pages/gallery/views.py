"""The gallery's pages: the list of the components, and each component with its cases."""

from dataclasses import dataclass
from io import BytesIO
from types import SimpleNamespace

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe
from PIL import Image

from ..languages import reader_language
from ..services.views import view_context
from .register import Case, Section, Words, sections
from .samples import furniture

PICTURE_SIZE = (640, 480)


@dataclass(frozen=True)
class Shown:
    """A case as the page shows it."""

    name: str
    html: SafeString


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List the components."""
    context = view_context(request, "Gallery") | {"sections": sections().values()}
    return _unlisted(render(request, "gallery/index.html", context))


@require_safe
def component(request: HttpRequest, name: str) -> HttpResponse:
    """Show a component with its cases, one under the other."""
    section = sections().get(name)
    if section is None:
        raise Http404
    cases = [
        Shown(case.name, draw(section, case, number, request))
        for number, case in enumerate(section.cases(reader_language()), start=1)
    ]
    context = view_context(request, name) | {"cases": cases}
    return _unlisted(render(request, "gallery/component.html", context))


@require_safe
def picture(request: HttpRequest) -> HttpResponse:
    """Draw the picture that stands for photographs: a slope from dark to light."""
    slope = Image.linear_gradient("L").resize(PICTURE_SIZE)
    file = BytesIO()
    slope.save(file, "PNG")
    return HttpResponse(file.getvalue(), content_type="image/png")


def draw(section: Section, case: Case, number: int, request: HttpRequest) -> SafeString:
    """Return the component in the state of a case, with the elements in which it stands."""
    context = furniture(Words(reader_language())) | section.context(case)
    context.setdefault("block", SimpleNamespace(id=f"case{number}"))
    html = render_to_string(section.template, context, request)
    for step in reversed(section.inside.split(" > ") if section.inside else []):
        tag, *classes = step.split(".")
        html = format_html('<{} class="{}">{}</{}>', tag, " ".join(classes), html, tag)
    return html


def _unlisted(response: HttpResponse) -> HttpResponse:
    response.headers["X-Robots-Tag"] = "noindex"
    return response
