"""The open data of the site, put together: what general pages know and what the centres know."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import re_path
from ninja import NinjaAPI
from wagtail.utils.urlpatterns import decorate_urlpatterns

from centres.api import achievements, articles, records
from pages.api import facts
from pages.api.listing import LICENCE
from pages.api.problems import handle_problems, not_answered
from pages.api.reading import reading

api = NinjaAPI(
    title="Normandy’s cancer centres: open data",
    version="1",
    description=(
        "What this site knows of the two cancer centres of Normandy, to be read by programs. Only what "
        "is public is here. Facts carry their sources and what they are worth today; what is withheld "
        "never appears."
    ),
    urls_namespace="api",
    docs_url=None,
    openapi_url="/openapi.json",
    servers=[{"url": settings.SITE_URL}],
    openapi_extra={"info": {"license": {"name": LICENCE}}},
)
handle_problems(api)
for router in (records.router, achievements.router, articles.router, facts.router):
    api.add_router("/v1", router)


def nothing_here(request: HttpRequest) -> HttpResponse:
    """Answer whatever else is asked below the API: no page lives there."""
    return not_answered(404)


urlpatterns = decorate_urlpatterns([*api.urls[0], re_path("", nothing_here)], reading)
