"""Backups while editors work, and commands that are killed at any moment.

Each test prints what it did how often.
"""

import hashlib
import shutil
import threading
import time
from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection, transaction
from wagtail.documents.models import Document
from wagtail.models import Page, Revision

from normandy_centres.backup.archive import Archive
from normandy_centres.backup.making import make_backup
from normandy_centres.backup.media import mentions
from normandy_centres.backup.restoring import restore
from normandy_centres.backup.retention import backups
from pages.models import CustomImage, StandardPage

from ..database import connected_to
from ..factories import SuperuserFactory
from ..own_site import Process, command, killed_throughout
from .state import add_document, add_image, destroy, everything

pytestmark = pytest.mark.drill

BACKUPS = 6


def edit(stop: threading.Event, site: str, done: Counter[str], number: int) -> None:
    """Work as an editor does: drafts, uploads, deletions, all day long."""
    with connected_to(site):
        page = StandardPage.objects.order_by("pk")[number]
        turn = 0
        while not stop.is_set():
            turn += 1
            with transaction.atomic():
                # What belongs together is saved together.
                page.title = f"Page {number} {turn}"
                page.save_revision()
                Page.objects.filter(pk=page.pk).update(seo_title=page.title)
            document = add_document(f"{number} {turn}", name="same.pdf")
            image = add_image(f"{number} {turn}", colour=["red", "green", "blue"][turn % 3])
            done["edits"] += 1
            if turn % 2:
                for model, record in ((Document, document), (CustomImage, image)):
                    with transaction.atomic():
                        model.objects.get(pk=record.pk).delete()
                    done["deletions"] += 1


def agrees() -> int:
    """Check that what belongs together is together, and return how many files there are."""
    for draft in Page.objects.exclude(seo_title="").filter(seo_title__startswith="Page "):
        assert draft.get_latest_revision().content["title"] == draft.seo_title
    for model in (Document, CustomImage):
        for record in model.objects.all():
            with record.file.open("rb") as file:
                content = file.read()
            assert hashlib.sha1(content).hexdigest() == record.file_hash, record.file.name  # noqa: S324
    with connection.cursor() as cursor:
        named = mentions(cursor)
    assert all(default_storage.exists(mention.name) for mention in named)
    return len(named)


def test_backups_while_editors_work(site: str) -> None:
    stop, done = threading.Event(), Counter[str]()
    SuperuserFactory(username="somebody")
    editors = [threading.Thread(target=edit, args=(stop, site, done, each)) for each in range(3)]
    for editor in editors:
        editor.start()
    made = []
    try:
        for each in range(BACKUPS):
            time.sleep(1)
            made.append(make_backup(settings.BACKUP_DIR / str(each)))
    finally:
        stop.set()
        for editor in editors:
            editor.join(60)
    assert done["edits"] >= BACKUPS
    before, last = everything(), make_backup()
    destroy()
    restore(last.path)
    assert everything() == before

    files = []
    for backup in made:
        assert backup.manifest.missing == []
        restore(backup.path)
        files.append(agrees())
        assert Revision.objects.exists()
    print(f"{len(made)} backups beside {dict(done)}; files in each: {files}")


def test_a_killed_backup_leaves_no_half_archive(site: str, folders: Path) -> None:
    for each in range(30):
        add_document(f"{each}", name=f"{each}.pdf")

    def check() -> str:
        for path in backups(settings.BACKUP_DIR).values():
            assert len(Archive(path).manifest.media) == 30
        shutil.rmtree(room, ignore_errors=True)  # the next one shall show when it begins
        return "whole"

    room = settings.BACKUP_DIR / ".unfinished"
    print(killed_throughout(lambda: command(site, folders, "backup"), room.exists, check))
    room.mkdir(exist_ok=True)
    (room / "archive").touch()
    make_backup()
    assert not room.exists()


def test_a_killed_restore_leaves_the_old_site_or_the_new(site: str, folders: Path) -> None:
    for each in range(30):
        add_document(f"Avant {each}", name=f"{each}.pdf")
    before = everything()
    first = make_backup().path
    for document in Document.objects.all():
        document.delete()
    for each in range(30):
        add_document(f"Après {each}", name=f"{each}.pdf")
    other = everything()
    second = make_backup(settings.BACKUP_DIR / "second").path
    restored = [second]

    def start() -> Process:
        # Each way in turn: wherever it was, it is to become the other.
        now = Document.objects.order_by("pk").first()
        assert now is not None
        connection.close()
        restored[0] = second if now.title.startswith("Avant") else first
        return command(site, folders, "restore", "--no-input", str(restored[0]))

    def check() -> str:
        state = everything()
        titles = {document.title.split()[0] for document in Document.objects.all()}
        assert len(titles) == 1, "a mixture"
        whole = before if titles == {"Avant"} else other
        files = {"wagtaildocs_document"} | {name for name in whole if "/" in name}
        rest = {name: rows for name, rows in whole.items() if name not in files}
        assert {name: state[name] for name in rest} == rest
        for document in Document.objects.all():
            assert document.file.read() == f"%PDF-1.4 {document.title}".encode()
        for leftover in settings.VAR_DIR.glob("restore-*"):
            shutil.rmtree(leftover)
        return titles.pop()

    def working() -> bool:
        return any(settings.VAR_DIR.glob("restore-*/*"))

    print(killed_throughout(start, working, check))
