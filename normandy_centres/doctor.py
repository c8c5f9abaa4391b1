"""What `manage.py doctor` looks at: a real installation, part by part, and what to do where one is ill."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from smtplib import SMTPException

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles.storage import ManifestFilesMixin, staticfiles_storage
from django.core import checks
from django.core.files.storage import FileSystemStorage, default_storage
from django.core.mail import get_connection
from django.db import Error, connection
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pages.fonts import CUTS

from . import health
from .backup.retention import backups
from .middleware import is_loopback
from .page_store.storage import store
from .users.invitations import can_sign_in

#: Hours after which the nightly backup is late.
BACKUP_HOURS = 36
#: Of the disk: below this, uploads and backups will fail before long.
LEAST_FREE = 0.1
MAIL_SECONDS = 10


@dataclass(frozen=True)
class Finding:
    """What was found of one part.

    Attributes:
        about: the part.
        said: how it is.
        do: what to do about it; "" where all is well.
        severe: whether the site can't do its work; otherwise it is worth a look.
    """

    about: str
    said: str
    do: str = ""
    severe: bool = False


def examine() -> Iterator[Finding]:
    """Look at every part in turn; what needs the database is left out while it doesn't answer."""
    yield from _settings()
    database = _database()
    yield database
    if not database.do:
        yield _migrations()
        yield _people()
    yield _media()
    yield _page_store()
    yield _static_files()
    yield _fonts()
    yield _scheduler()
    yield _mail()
    yield _backups()
    yield _disk()


def _settings() -> Iterator[Finding]:
    about = _("Settings")
    found = []
    if settings.DEBUG:
        do = _("Set DJANGO_SETTINGS_MODULE=normandy_centres.settings.production.")
        found.append(Finding(about, _("DEBUG is on: errors show the code to readers."), do, True))
    local = is_loopback(settings.SITE_URL.split("//", 1)[-1])
    if not local and not settings.SITE_URL.startswith("https://"):
        do = _("Set SITE_URL to an address with https.")
        found.append(Finding(about, _("Readers reach the site without TLS."), do, True))
    problems = checks.run_checks(include_deployment_checks=not local)
    for problem in problems:
        if problem.level >= checks.WARNING and not problem.is_silenced():
            severe = problem.level >= checks.ERROR
            found.append(Finding(about, f"{problem.id}: {problem.msg}", problem.hint or "", severe))
    yield from found or [Finding(about, settings.SITE_URL)]


def _database() -> Finding:
    about = _("Database")
    try:
        health.database_answers()
    except (Error, OSError):
        do = _("Start the database, and check DATABASE_URL.")
        return Finding(about, _("It doesn’t answer."), do, True)
    if connection.vendor == "postgresql" and not shutil.which("pg_dump"):
        do = _("Install PostgreSQL’s programs: apt install postgresql-client.")
        return Finding(about, _("It answers, but it can’t be backed up without pg_dump."), do)
    return Finding(about, connection.display_name)


def _migrations() -> Finding:
    about = _("Migrations")
    if not health.is_migrated():
        do = _("Run: manage.py migrate")
        return Finding(about, _("The database is older than the code."), do, True)
    return Finding(about, _("The database is as the code needs it."))


def _people() -> Finding:
    about = _("Administrators")
    people = get_user_model().objects.filter(is_superuser=True, is_active=True)
    if not any(map(can_sign_in, people)):
        do = _("Run: manage.py invite somebody@example.org --role administrator")
        if person := people.first():
            do = _("Run: manage.py second_factor %(name)s --reset") % {"name": person.username}
        return Finding(about, _("No administrator can sign in."), do)
    return Finding(about, _("Somebody can sign in."))


def _folder(about: str, writable: Callable[[], bool], folder: object) -> Finding:
    try:
        writable()
    except OSError as error:
        do = _("Give the site’s account the right to write to %(folder)s.") % {"folder": folder}
        return Finding(about, error.strerror or str(error), do, True)
    return Finding(about, _("%(folder)s can be written to.") % {"folder": folder})


def _media() -> Finding:
    about = _("Media")
    if isinstance(default_storage, FileSystemStorage):
        return _folder(about, health.media_writable, settings.MEDIA_ROOT)
    bucket = health.media_bucket()
    try:
        kept_apart = bucket.keeps_apart()
    except OSError as error:
        do = _("Check the MEDIA_S3_… variables: the key must read, write, list and delete.")
        return Finding(about, str(error), do, True)
    if not kept_apart:
        do = _(
            "Choose a storage that heeds If-None-Match, so that no upload takes another’s place."
        )
        return Finding(about, _("It writes over files of the same name."), do, True)
    said = _("The bucket %(name)s takes files and keeps them; backups copy them one by one.")
    return Finding(about, said % {"name": bucket.bucket_name})


def _page_store() -> Finding:
    about = _("Page store")
    pages = store()
    if pages is None:
        do = _("Set PAGE_STORE=1, so that pages outlive the database.")
        return Finding(about, _("It is switched off."), do)
    found = _folder(about, health.page_store_writable, pages.root)
    if not found.do and not pages.current():
        return Finding(about, _("It holds no page yet."), _("Run: manage.py warm"))
    return found


def _static_files() -> Finding:
    about = _("Static files")
    if isinstance(staticfiles_storage, ManifestFilesMixin) and not (
        Path(settings.STATIC_ROOT, staticfiles_storage.manifest_name).exists()
    ):
        do = _("Run: manage.py collectstatic --no-input")
        return Finding(about, _("They haven’t been collected: no page can be shown."), do, True)
    return Finding(about, _("They are collected."))


def _fonts() -> Finding:
    about = _("Fonts")
    folder = Path(settings.STATICFILES_DIRS[0]) / "fonts"
    missing = [cut.name for cut in CUTS if not (folder / f"{cut.name}.woff2").exists()]
    if missing:
        do = _("Run: manage.py build_fonts, then manage.py collectstatic --no-input")
        return Finding(about, _("Missing: %(names)s.") % {"names": ", ".join(missing)}, do)
    return Finding(about, _("They are built."))


def _scheduler() -> Finding:
    about = _("Scheduled work")
    age = health.seconds_since_run()
    if age is None or age > health.LATE:
        do = _("Start the timer: systemctl enable --now centres-due.timer")
        said = _("It never ran here.") if age is None else _ago(age)
        return Finding(about, said, do, True)
    return Finding(about, _ago(age))


def _mail() -> Finding:
    about = _("Mail")
    if not settings.EMAIL_BACKEND.endswith("smtp.EmailBackend"):
        do = _("Set EMAIL_URL to a mail server.")
        return Finding(about, _("It reaches nobody: no mail server is set."), do)
    try:
        server = get_connection(timeout=MAIL_SECONDS)
        server.open()
        server.close()
    except (OSError, SMTPException) as error:
        do = _("Check EMAIL_URL, and that the network lets this machine reach the server.")
        return Finding(about, _("The server can’t be used: %(error)s") % {"error": error}, do, True)
    if settings.DEFAULT_FROM_EMAIL.endswith("@localhost"):
        do = _("Set DEFAULT_FROM_EMAIL to an address of the site’s own domain.")
        return Finding(
            about, _("The sender is %(address)s.") % {"address": settings.DEFAULT_FROM_EMAIL}, do
        )
    return Finding(about, _("The server answers."))


def _backups() -> Finding:
    about = _("Backups")
    do = _("Start the timer: systemctl enable --now centres-backup.timer")
    youngest = next(iter(backups(settings.BACKUP_DIR)), None)
    if youngest is None:
        said = _("There is none in %(folder)s.") % {"folder": settings.BACKUP_DIR}
        return Finding(about, said, do, True)
    age = (datetime.now(UTC) - youngest).total_seconds()
    return (
        Finding(about, _ago(age), do, True)
        if age > BACKUP_HOURS * 3600
        else Finding(about, _ago(age))
    )


def _disk() -> Finding:
    about = _("Disk")
    usage = shutil.disk_usage(settings.VAR_DIR)
    gigabytes = {"free": usage.free // 10**9, "total": usage.total // 10**9}
    said = _("%(free)s of %(total)s GB are free.") % gigabytes
    if usage.free < LEAST_FREE * usage.total:
        return Finding(about, said, _("Make room, or keep fewer backups (BACKUP_KEEP)."))
    return Finding(about, said)


def _ago(seconds: float) -> str:
    """Return how long ago something happened, in words."""
    minutes = int(seconds / 60)
    if minutes < 120:
        said = ngettext("%(count)s minute ago.", "%(count)s minutes ago.", minutes)
        return said % {"count": minutes}
    hours = minutes // 60
    return ngettext("%(count)s hour ago.", "%(count)s hours ago.", hours) % {"count": hours}
