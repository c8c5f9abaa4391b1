"""What was backed up comes back, whole or not at all."""

import json
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection
from wagtail.documents.models import Document
from wagtail.models import Page

from normandy_centres.backup import archive as archives
from normandy_centres.backup import databases, making, restoring
from normandy_centres.backup.archive import BackupError, Writer
from normandy_centres.backup.making import Made, make_backup
from normandy_centres.backup.restoring import restore
from normandy_centres.page_store.models import Generation
from pages.models import CustomImage

from ..bucket import serving
from ..database import connected_to
from ..factories import SuperuserFactory
from .state import add_document, add_image, destroy, everything


def edit_everything() -> None:
    """Do what must be undone; a file gets the name of one that went."""
    document = Document.objects.get(title="Avant")
    document.delete()
    again = add_document("Après")
    assert again.file.name == document.file.name or Path(again.file.name).name == "notice.pdf"
    Page.objects.filter(depth__gt=2).update(title="Changé", live=False)
    CustomImage.objects.all().delete()
    SuperuserFactory(username="newcomer")


def test_all_of_it_comes_back_on_a_bare_machine_and_over_a_site(site: str) -> None:
    page = Page.objects.filter(depth__gt=2).first()
    assert page is not None
    SuperuserFactory(username="somebody")
    add_document("Avant")
    add_image("Falaise")
    page.specific.save_revision()
    before, generation = everything(), Generation.objects.get_or_create()[0].name
    made = make_backup()
    assert stat.S_IMODE(made.path.stat().st_mode) == 0o600
    assert made.manifest.missing == []

    destroy()
    call_command("restore", made.path, "--no-input", verbosity=0)
    assert everything() == before
    # Pages on disk were written from another database.
    assert Generation.objects.get().name != generation

    # Over a site that has gone on, a file keeps its name and the one from the archive gets another.
    edit_everything()
    restore(made.path)
    document = Document.objects.get()
    assert document.file.read() == b"%PDF-1.4 Avant"
    assert default_storage.open("documents/notice.pdf").read() == b"%PDF-1.4 Apr\xc3\xa8s"
    after = everything()
    own = {"wagtaildocs_document", "documents/notice.pdf", document.file.name}
    assert {name: after[name] for name in after if name not in own} == {
        name: before[name] for name in before if name not in own
    }


def test_a_file_that_came_and_went_meanwhile(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    add_document("Avant")
    dump, read = type(databases.database()).dump, making._read
    snapshots = []

    def dumped(*known: Any) -> Any:
        if not snapshots:
            add_document("Bref")  # there when the snapshot is taken, and not pinned
        return dump(*known)

    def edited(*known: Any) -> Any:
        if not snapshots:
            with connected_to(site):
                for document in Document.objects.all():
                    document.delete()
                add_document("Après")
        snapshots.append(read(*known))
        return snapshots[-1]

    monkeypatch.setattr(type(databases.database()), "dump", dumped)
    monkeypatch.setattr(making, "_read", edited)
    made = make_backup()
    assert made.manifest.missing == []
    # One file couldn't be had any more: the site is backed up as it is after that.
    assert len(snapshots) == 2
    destroy()
    restore(made.path)
    assert [document.file.read() for document in Document.objects.all()] == [
        b"%PDF-1.4 Apr\xc3\xa8s"
    ]


def test_what_went_meanwhile_is_in_the_archive(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    add_document("Avant")
    read = making._read

    def edited(*known: Any) -> Any:
        with connected_to(site):
            document = Document.objects.get()
            document.delete()
            add_document("Après")  # gets the same name
        return read(*known)

    monkeypatch.setattr(making, "_read", edited)
    made = make_backup()
    destroy()
    restore(made.path)
    assert Document.objects.get().file.read() == b"%PDF-1.4 Avant"


@pytest.mark.drill
def test_media_in_a_bucket(site: str, settings: Any) -> None:
    with serving() as bucket:
        settings.STORAGES = bucket.storages(settings.STORAGES)
        lost, gone = add_document("Avant"), add_document("Perdu", name="lost.pdf")
        del bucket.files[gone.file.name]
        before = dict(bucket.files)
        made = make_backup()
        assert made.manifest.missing == [gone.file.name]
        bucket.files.clear()
        restore(made.path)
        assert bucket.files == before
        # Over a site that has gone on, nothing in the bucket is written over.
        bucket.files[lost.file.name] = b"another"
        restore(made.path)
        assert bucket.files[lost.file.name] == b"another"
        assert Document.objects.get(pk=lost.pk).file.read() == b"%PDF-1.4 Avant"


def test_a_file_that_the_site_has_lost_is_named(site: str) -> None:
    document = add_document("Perdu")
    Path(document.file.path).unlink()
    made = make_backup()
    assert made.manifest.missing == [document.file.name]


def rewritten(made: Made, change: Callable[[dict[str, Any]], None], target: Path) -> Path:
    """Write the archive anew, checksum and all, with another table of contents."""
    told = json.loads(made.manifest.model_dump_json())
    change(told)
    found, writer = archives.Archive(made.path), Writer(target)
    copy = target.with_suffix(".copy")
    found.extract(made.manifest.database, copy)
    writer.add(made.manifest.database.name, copy)
    writer.finish(Mock(model_dump_json=lambda indent: json.dumps(told)))
    return target


def test_what_does_not_fit_is_refused_with_nothing_changed(
    site: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = make_backup()
    add_document("Après")
    before = everything()

    def refuses(path: Path, why: str) -> None:
        with pytest.raises(CommandError, match=why):
            call_command("restore", path, "--no-input")
        assert everything() == before

    other = {"sqlite": "postgresql", "postgresql": "sqlite"}[connection.vendor]
    refuses(
        rewritten(made, lambda told: told.update(kind=other), tmp_path / "kind"), "DATABASE_URL"
    )
    newer = {"pages": "9999_tomorrow"}
    refuses(
        rewritten(made, lambda told: told.update(migrations=newer), tmp_path / "newer"),
        "pages.9999_tomorrow",
    )
    refuses(rewritten(made, lambda told: told.update(format=2), tmp_path / "format"), "format 2")
    refuses(tmp_path / "nowhere", "nowhere")
    # The database refuses in the midst of it.
    monkeypatch.setattr(
        restoring, "_statements", lambda *known: ["DELETE FROM wagtailcore_pagelogentry", "Oh no"]
    )
    refuses(made.path, "near|syntax")


def test_one_backup_at_a_time_and_leftovers_go(site: str, settings: Any) -> None:
    leftover = settings.BACKUP_DIR / ".unfinished" / "archive"
    leftover.parent.mkdir(parents=True)
    leftover.write_bytes(b"half")
    with (
        making._alone(settings.BACKUP_DIR),
        pytest.raises(BackupError, match="Another backup"),
    ):
        make_backup()
    assert not leftover.exists()


def test_missing_programs_are_named(
    site: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    if connection.vendor == "sqlite":
        assert make_backup().path.exists()  # needs none
        return
    with pytest.raises(BackupError, match="apt install postgresql-client"):
        make_backup()
    assert list((tmp_path / "backups").glob("*.zip")) == []
