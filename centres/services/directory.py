"""The centres with their addresses and telephones, fetched once for each request."""

from django.db.models import Prefetch
from django.http import HttpRequest

from ..models.records import Centre, Site, Telephone


def centres(request: HttpRequest | None = None) -> list[Centre]:
    """Return every centre with its sites, telephones and their facts: three queries a request.

    Args:
        request: where the answer is kept, so that a page and its footer share it.
    """
    known: list[Centre] | None = getattr(request, "centres", None)
    if known is None:
        known = list(
            Centre.objects.select_related("emergency_fact").prefetch_related(
                Prefetch("sites", Site.objects.select_related("address_fact", "location_fact")),
                Prefetch("telephones", Telephone.objects.select_related("fact")),
            )
        )
        if request is not None:
            setattr(request, "centres", known)  # noqa: B010  (requests have none of their own)
    return known
