"""The language of the admin's pages for who isn't signed in yet: the one their browser asks for."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.cache import patch_vary_headers


def readers_language(request: HttpRequest) -> Any:
    """Return a context in which the browser's language is spoken."""
    return translation.override(translation.get_language_from_request(request))


def in_readers_language(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Let a view speak it, until somebody is signed in and Wagtail knows what they have chosen."""

    def localised(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        with readers_language(request):
            response = view(request, *args, **kwargs)
            if hasattr(response, "render"):
                response = response.render()
            response.headers["Content-Language"] = translation.get_language() or ""
        patch_vary_headers(response, ["Accept-Language"])
        return response

    return localised
