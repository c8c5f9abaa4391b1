"""What editors have uploaded, as readers get it; settings.CSP_BY_PATH lets none of it run."""

import mimetypes
import posixpath

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.core.files.storage import FileSystemStorage, default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.utils.http import http_date
from django.views.decorators.http import require_safe
from django.views.static import serve, was_modified_since
from wagtail.documents import get_document_model
from wagtail.models import UploadedFile

#: Where a photograph waits until its text is written: it is nobody's to see. Documents have an address of
#: their own (/documents/…), which asks whether somebody may have them and gives them as attachments.
HIDDEN = tuple(
    f"{model._meta.get_field('file').upload_to}/" for model in (UploadedFile, get_document_model())
)


@require_safe
def media(request: HttpRequest, path: str) -> HttpResponseBase:
    """Return an uploaded file."""
    if posixpath.normpath(path).lstrip("/").startswith(HIDDEN):
        raise Http404
    if not isinstance(default_storage, FileSystemStorage):
        return _from_storage(request, path)
    try:
        return serve(request, path, document_root=str(settings.MEDIA_ROOT))
    except OSError as error:  # no file can have this name
        raise Http404 from error


def _from_storage(request: HttpRequest, path: str) -> HttpResponseBase:
    """Return a file from a storage that isn't a folder of this machine's."""
    name = posixpath.normpath(path).lstrip("/")
    try:
        changed = default_storage.get_modified_time(name).timestamp()
        if not was_modified_since(request.headers.get("If-Modified-Since"), changed):
            return HttpResponseNotModified()
        file = default_storage.open(name)
    except (FileNotFoundError, SuspiciousOperation) as error:
        raise Http404 from error
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return FileResponse(file, content_type=kind, headers={"Last-Modified": http_date(changed)})
