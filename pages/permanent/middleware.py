"""Answers at past addresses: only where nothing is now, so that a live page always comes first."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from .views import past_address

GetResponse = Callable[[HttpRequest], HttpResponse]


class PastAddressMiddleware:
    """Put the answer for a past address in the place of "not found"."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != 404 or request.method not in {"GET", "HEAD"}:
            return response
        return past_address(request) or response
