"""What editors have uploaded, as readers get it; settings.CSP_BY_PATH lets none of it run."""

import posixpath

from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe
from django.views.static import serve
from wagtail.models import UploadedFile

#: Where a photograph waits until its text is written: it is nobody's to see.
WAITING = f"{UploadedFile._meta.get_field('file').upload_to}/"


@require_safe
def media(request: HttpRequest, path: str) -> HttpResponseBase:
    """Return an uploaded file."""
    if posixpath.normpath(path).lstrip("/").startswith(WAITING):
        raise Http404
    try:
        return serve(request, path, document_root=str(settings.MEDIA_ROOT))
    except OSError as error:  # no file can have this name
        raise Http404 from error
