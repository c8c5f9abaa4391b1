"""Two servers with a database and a bucket in common: what is done at one holds at the other."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from django.contrib.auth.hashers import make_password
from django.core.files.storage import default_storage
from django.db import connection
from django.utils import timezone
from wagtail.models import Page, PageLogEntry

from pages.models import CustomImage

from ..backup.state import add_image
from ..bucket import Bucket, serving
from ..factories import SuperuserFactory
from ..own_site import ROOT, url_of
from ..sign_in import PASSWORD, SIGN_IN, WRONG, give_app

pytestmark = [pytest.mark.drill, pytest.mark.postgresql]

START_SECONDS = 60
#: A change is known on every server within a second; the machine may be busy.
SEEN_SECONDS = 10


@dataclass
class Server:
    """One of the servers, at its port."""

    port: int
    environment: dict[str, str]

    def ask(self, path: str, form: dict[str, str] | None = None, **headers: str) -> Any:
        wire = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        said = {"Host": "localhost", **{name.replace("_", "-"): of for name, of in headers.items()}}
        if form is not None:
            said["Content-Type"] = "application/x-www-form-urlencoded"
        wire.request("POST" if form else "GET", path, urlencode(form) if form else None, said)
        answer: Any = wire.getresponse()
        answer.body = answer.read()
        wire.close()
        return answer


@contextmanager
def server(site: str, folder: Path, bucket: Bucket) -> Iterator[Server]:
    folder.mkdir()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = os.environ | bucket.environment()
    environment |= {"DATABASE_URL": url_of(site), "SERVER_FOLDER": str(folder)}
    environment["DJANGO_SETTINGS_MODULE"] = "tests.servers.settings"
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--log-level", "warning"]
    command += ["--port", str(port), "--blocking-threads", "2", "normandy_centres.wsgi:application"]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
        try:
            found = Server(port, environment)
            until(lambda: answers(found), START_SECONDS)
            yield found
        finally:
            process.terminate()
            process.wait(20)


def answers(found: Server) -> bool:
    try:
        return bool(found.ask("/health/live").status == 200)
    except OSError:
        return False


def until(condition: Callable[[], bool], seconds: float) -> float:
    began = time.monotonic()
    while not condition():
        assert time.monotonic() < began + seconds, "It never came about."
        time.sleep(0.05)
    return time.monotonic() - began


def test_two_servers(site: str, folders: Path, settings: Any) -> None:
    SuperuserFactory(username="claire", password=make_password(PASSWORD))
    give_app(SuperuserFactory._meta.model.objects.get(username="claire"))
    settings.PAGE_STORE_DIR = folders / "pages"  # who keeps none tells nobody of what changed
    with ExitStack() as stack:
        bucket = stack.enter_context(serving())
        settings.STORAGES = bucket.storages(settings.STORAGES)
        one, two = (stack.enter_context(server(site, folders / name, bucket)) for name in "ab")

        # A page that is published is the new one on both; so is its picture.
        page = Page.objects.get(depth=2, locale__language_code="fr").specific
        for each in (one, two, one, two):
            assert each.ask("/").status == 200
        until(lambda: "hit" in two.ask("/").headers["Cache-Status"], SEEN_SECONDS)
        page.seo_title = "Vu partout"
        page.save_revision().publish()
        took = [
            until(lambda each=each: b"Vu partout" in each.ask("/").body, SEEN_SECONDS)  # type: ignore[misc]
            for each in (one, two)
        ]
        add_image("Falaise")
        picture = CustomImage.objects.get().renditions.first()
        assert picture is not None
        for each in (one, two):
            assert each.ask(picture.url).body == bucket.files[picture.file.name]
            assert b'"media": "ok"' in each.ask("/health/ready").body

        # Who fails at one waits at the other.
        statuses = [sign_in(each) for each in (one, two, one, two, one, two)]
        assert statuses == [200, 200, 200, 200, 429, 429]

        # What is due is done once, although both ask at the same moment.
        due = Page.objects.exclude(pk=page.pk).filter(live=True, numchild=0).first()
        assert due is not None
        later = due.specific
        later.title, later.go_live_at = "À son heure", timezone.now()
        later.save_revision(approved_go_live_at=later.go_live_at)
        connection.close()
        processes = [
            subprocess.Popen(
                [sys.executable, "manage.py", "run_due", "-v", "0"], cwd=ROOT, env=each.environment
            )
            for each in (one, two)
        ]
        assert [process.wait(300) for process in processes] == [0, 0]
        assert Page.objects.get(pk=due.pk).title == "À son heure"
        published = PageLogEntry.objects.filter(page=due.pk, action="wagtail.publish.scheduled")
        assert published.count() == 1
        assert not (folders / "media").exists()
        assert default_storage.listdir("cards")[1]
        print(f"\nseen after {max(took):.2f} s; {dict(bucket.asked)} asked of the storage")


def sign_in(at: Server) -> int:
    form = at.ask(SIGN_IN)
    cookie = form.headers["Set-Cookie"].split(";")[0]
    token = form.body.decode().split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    sent = {"csrfmiddlewaretoken": token, "username": "claire", "password": PASSWORD, "code": WRONG}
    return int(at.ask(SIGN_IN, sent, Cookie=cookie, Referer=f"http://localhost{SIGN_IN}").status)
