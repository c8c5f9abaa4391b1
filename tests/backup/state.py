"""All that a site holds, for comparing it with what it held before."""

import hashlib
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection, transaction
from wagtail.documents.models import Document

from normandy_centres.backup.media import mentions
from pages.models import CustomImage

from ..factories import jpeg, upload

#: What a restore changes on purpose: everybody signs in again, stored pages are those of the past.
ON_PURPOSE = {"django_session", "page_store_generation", "page_store_change"}
State = dict[str, Any]


def everything() -> State:
    """Return every row of every table, and the digest of every file that a row names."""
    tables = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    state: State = {}
    with connection.cursor() as cursor:
        for table in sorted(tables - ON_PURPOSE):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608
            state[table] = sorted(map(repr, cursor.fetchall()))
        for mention in mentions(cursor):
            path = Path(default_storage.path(mention.name))
            state[mention.name] = hashlib.sha256(path.read_bytes()).hexdigest()
    return state


def add_document(title: str, name: str = "notice.pdf") -> Document:
    """Upload a document whose bytes say which it is."""
    document = Document(title=title, file=ContentFile(f"%PDF-1.4 {title}".encode(), name))
    document._set_document_file_metadata()
    document.save()
    return document


def add_image(title: str, colour: str = "red") -> CustomImage:
    """Upload a photograph; its pictures are made along with it."""
    with transaction.atomic():
        return CustomImage.objects.create(
            title=title, credit="Test", decorative=True, file=upload(jpeg(colour=colour))
        )


def destroy() -> None:
    """Lose the site: an empty database, no media."""
    if connection.vendor == "sqlite":
        connection.close()
        for path in Path(connection.settings_dict["NAME"]).parent.glob("copy.sqlite3*"):
            path.unlink()
    else:
        with connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA public CASCADE")
            cursor.execute("CREATE SCHEMA public")
    media = Path(settings.MEDIA_ROOT)
    if media.exists():
        media.rename(media.with_name("lost media"))
