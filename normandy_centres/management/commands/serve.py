"""Prepare the site and serve it with the production server (`make run`)."""

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import traceback
from argparse import ArgumentParser
from types import FrameType
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand, CommandError
from django.db import InterfaceError, OperationalError, close_old_connections

from normandy_centres import catalogues, startup
from normandy_centres.page_store.watching import watch

START_SECONDS = 60  # how long the server may take to answer its first request
DUE_EVERY_SECONDS = 60
STOP_SECONDS = 10


class Command(BaseCommand):
    help = "Prepare the site (database, content, static files) and serve it."
    prepared = False
    requires_system_checks = ()  # they read the addresses, which are translated: see handle()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
        parser.add_argument("--port", type=int, default=os.environ.get("PORT") or 8000)
        parser.add_argument("--workers", type=int, default=2)

    def handle(self, *args: object, host: str, port: int, workers: int, **options: object) -> None:
        self.stopping = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._interrupt_preparation)
        with contextlib.suppress(KeyboardInterrupt):
            _require_free_port(host, port)
            # Before anything reads the addresses: once read, their translation stays.
            catalogues.compile_stale()
            self.check()
            self._prepare()
        if self.stopping.is_set():
            self.stdout.write("Stopped before the site was ready; the next start goes on.")
            return

        self.server = server = _start_server(host, port, workers)
        try:
            for number in (signal.SIGINT, signal.SIGTERM):
                signal.signal(number, self._ask_to_stop)
            if self._wait_until_it_answers(server, host, port):
                self._welcome()
                self._serve(server)
        finally:
            _stop_server(server)
        if not self.stopping.is_set():
            raise CommandError(f"The server ended by itself (exit status {server.returncode}).")
        self.stdout.write("Stopped.")

    def _prepare(self) -> None:
        """Prepare everything; while the database is away, what needs none, and the rest once it is back."""
        try:
            self.stdout.write(startup.prepare(self.stopping), ending="")
        except (OperationalError, InterfaceError) as error:
            close_old_connections()
            reason = str(error).strip().splitlines()[:1]
            self.stderr.write(f"The database doesn’t answer, stored pages do: {''.join(reason)}")
            startup.prepare_without_database()
        else:
            self.prepared = True

    def _interrupt_preparation(self, number: int, frame: FrameType | None) -> None:
        # The exception may be lost in a callback of the database's; the flag is not.
        self.stopping.set()
        raise KeyboardInterrupt

    def _ask_to_stop(self, number: int, frame: FrameType | None) -> None:
        self.stopping.set()
        self.server.terminate()

    def _wait_until_it_answers(self, server: subprocess.Popen[bytes], host: str, port: int) -> bool:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and not self.stopping.is_set() and server.poll() is None:
            if _answers(host, port):
                return True
            self.stopping.wait(0.2)
        if not self.stopping.is_set() and server.poll() is None:
            raise CommandError(f"The server did not answer within {START_SECONDS} seconds.")
        return False

    def _welcome(self) -> None:
        self.stdout.write(
            f"\n  Français  {settings.SITE_URL}/"
            f"\n  English   {settings.SITE_URL}/en/"
            f"\n  Admin     {settings.SITE_URL}/admin/"
        )
        if not self.prepared:
            self.stdout.write("\nThe database is away: what needs it follows once it is back.")
        elif link := startup.first_administrator_link():
            self.stdout.write(
                "\nNo administrator can sign in yet. This link, which works once, sets the password of the"
                " first\none, `admin`, and the app that gives the codes; have your telephone at hand:"
                f"\n  {link}"
            )
        self.stdout.write("\nCtrl-C stops the site.")

    def _serve(self, server: subprocess.Popen[bytes]) -> None:
        """Do what falls due (scheduled publishing, clocks) every minute while the server runs."""
        watch.start()
        # The first start leaves many to make; pages name a general card meanwhile.
        threading.Thread(target=_make_ahead, daemon=True).start()
        due = "run_due" in get_commands()
        next_time = time.monotonic() + DUE_EVERY_SECONDS
        while not self.stopping.wait(0.5) and server.poll() is None:
            if due and time.monotonic() >= next_time:
                next_time = time.monotonic() + DUE_EVERY_SECONDS
                try:
                    with watch.asking():  # a database that hangs must not keep this from stopping
                        if not self.prepared:
                            self._prepare()
                        if self.prepared:
                            call_command("run_due", verbosity=0)
                except Exception:
                    # The next minute may go better; the site stays up meanwhile.
                    traceback.print_exc()
                close_old_connections()


def _make_ahead() -> None:
    try:
        call_command("warm", verbosity=0)
        call_command("make_cards", all=True, verbosity=0)
    except (OperationalError, InterfaceError):
        pass  # the database is away; run_due makes what is missing
    finally:
        close_old_connections()


def _require_free_port(host: str, port: int) -> None:
    """Say so before anything is prepared, rather than after."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CommandError(
                f"Port {port} can't be used ({error.strerror})."
                f" Choose another: make run PORT={port + 1}"
            ) from error


def _start_server(host: str, port: int, workers: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--log-level", "warning"]
    command += ["--host", host, "--port", str(port), "--workers", str(workers)]
    # Each thread keeps a database connection; what comes beyond them waits.
    command += ["--blocking-threads", "4", "--backpressure", "64"]
    # A group of its own: Ctrl-C reaches this process alone, which then ends the server in order.
    return subprocess.Popen(  # noqa: S603
        [*command, "normandy_centres.wsgi:application"], cwd=settings.BASE_DIR, process_group=0
    )


def _stop_server(server: subprocess.Popen[bytes]) -> None:
    server.terminate()
    try:
        server.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(server.pid, signal.SIGKILL)  # with its workers, which would keep the port
        server.wait()


def _answers(host: str, port: int) -> bool:
    """Whether the home page comes (or the redirect to it with TLS, or a word that the database is away)."""
    connection = http.client.HTTPConnection(host, port, timeout=5)
    try:
        connection.request("GET", "/", headers={"Host": urlsplit(settings.SITE_URL).netloc})
        return connection.getresponse().status in {200, 301, 302, 503}
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
