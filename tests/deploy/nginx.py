"""Debian's nginx on loopback, with deploy/nginx.conf: only ports, folders and the certificate are others."""

import http.client
import json
import os
import shutil
import socket
import ssl
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar

from ..database import made_copy

ROOT = Path(__file__).parents[2]
HOST = "www.example.org"
PACKAGES = ("nginx", "libnginx-mod-http-brotli-static", "openssl")
MODULE = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")
START_SECONDS = 120


class NginxMissingError(RuntimeError):
    """There is no nginx and none could be installed."""


def find_nginx() -> str:
    """Return the path of nginx: an installed one, or Debian's, which root installs now."""
    path = f"{os.environ.get('PATH', '')}:/usr/sbin"
    if not _complete(path) and os.geteuid() == 0 and shutil.which("apt-get"):
        print("Installing nginx…", flush=True)
        quiet = {
            "stdout": subprocess.DEVNULL,
            "env": os.environ | {"DEBIAN_FRONTEND": "noninteractive"},
        }
        subprocess.run(["apt-get", "update"], check=False, **quiet)
        install = ["apt-get", "install", "-y", "--no-install-recommends", *PACKAGES]
        subprocess.run(install, check=False, **quiet)
    if not _complete(path):
        raise NginxMissingError(f"this drill needs nginx: `apt install {' '.join(PACKAGES)}`")
    return str(shutil.which("nginx", path=path))


def _complete(path: str) -> bool:
    return bool(shutil.which("nginx", path=path) and shutil.which("openssl") and MODULE.exists())


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Front:
    """The site behind nginx, in a folder of its own.

    Attributes:
        port: where nginx speaks TLS.
        plain: where it doesn't.
        behind: where the application listens.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port, self.plain, self.behind = free_port(), free_port(), free_port()
        self.log = (folder / "log").open("ab")
        self.application: subprocess.Popen[bytes] | None = None
        self.environment = os.environ | {
            "ALLOWED_HOSTS": HOST,
            "BEHIND_PROXY": "1",
            "DATABASE_URL": f"sqlite:///{folder / 'db.sqlite3'}",
            "DJANGO_SECRET_KEY": "only-for-this-test-" + "0" * 50,
            "DJANGO_SETTINGS_MODULE": "tests.deploy.settings",
            "FRONT_FOLDER": str(folder),
            "SITE_URL": f"https://{HOST}",
        }

    # The application

    def manage(self, *arguments: str) -> None:
        self.python("manage.py", *arguments)

    def python(self, *arguments: str) -> None:
        command = [sys.executable, *arguments]
        subprocess.run(
            command, cwd=ROOT, env=self.environment, check=True, stdout=self.log, stderr=self.log
        )

    def fill(self) -> None:
        """Fill the database with the real content."""
        shutil.copyfile(made_copy(), self.folder / "db.sqlite3")

    def start(self, port: int, *options: str, **environment: str) -> subprocess.Popen[bytes]:
        """Start an application in a group of its own: killed, it takes its workers along."""
        command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--log-level", "warning"]
        command += ["--host", "127.0.0.1", "--port", str(port), "--workers", "1", *options]
        return subprocess.Popen(
            [*command, "normandy_centres.wsgi:application"],
            cwd=ROOT,
            env=self.environment | environment,
            stdout=self.log,
            stderr=self.log,
            process_group=0,
        )

    @contextmanager
    def serving(self, *options: str) -> Iterator[None]:
        self.application = self.start(self.behind, *options)
        try:
            until_answered(self.behind)
            yield
        finally:
            self.kill()

    def kill(self) -> None:
        """End the application as the system does when memory is short."""
        if self.application and self.application.poll() is None:
            os.killpg(self.application.pid, 9)
            self.application.wait()
            _until_closed(self.behind)  # its workers end a moment later

    # nginx

    def configuration(self) -> str:
        """Return the configuration that is in deploy/, with the ports and folders of this test."""
        text = (ROOT / "deploy" / "nginx.conf").read_text()
        for written, here in {
            "/etc/ssl/centres": str(self.folder),
            "/srv/centres/deploy": str(ROOT / "deploy"),
            "/srv/centres/var": str(self.folder / "var"),
            "127.0.0.1:8000": f"127.0.0.1:{self.behind}",
            "listen 80": f"listen 127.0.0.1:{self.plain}",
            "listen 443": f"listen 127.0.0.1:{self.port}",
        }.items():
            assert written in text
            text = text.replace(written, here)
        (self.folder / "centres.conf").write_text(text)
        temporary = "\n".join(
            f"{name}_temp_path {self.folder}/{name};"
            for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        return f"""
            {"user nobody nogroup;" if os.geteuid() == 0 else ""}
            load_module {MODULE};
            include {ROOT / "deploy" / "nginx-main.conf"};
            daemon off;
            worker_processes 1;
            pid {self.folder}/pid;
            error_log {self.folder}/error.log;
            events {{}}
            http {{ access_log off; {temporary} include {self.folder}/centres.conf; }}
        """

    @contextmanager
    def in_front(self, program: str) -> Iterator[None]:
        subprocess.run(
            [
                *("openssl", "req", "-x509", "-nodes", "-newkey", "rsa:2048", "-days", "2"),
                *("-subj", f"/CN={HOST}", "-keyout", str(self.folder / "privkey.pem")),
                *("-out", str(self.folder / "fullchain.pem")),
            ],
            check=True,
            capture_output=True,
        )
        main = self.folder / "nginx.conf"
        main.write_text(self.configuration())
        command = [program, "-c", str(main), "-e", str(self.folder / "error.log")]
        server = subprocess.Popen(command, stdout=self.log, stderr=self.log)
        try:
            until_open(self.port)
            yield
        finally:
            server.terminate()
            server.wait(20)

    # Readers

    def wire(self) -> ssl.SSLSocket:
        """A connection as a browser opens one to the site."""
        trusting = ssl.create_default_context()
        trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
        plain = socket.create_connection(("127.0.0.1", self.port), timeout=40)
        return trusting.wrap_socket(plain, server_hostname=HOST)

    def get(self, path: str, method: str = "GET", **headers: str) -> http.client.HTTPResponse:
        """Ask nginx."""
        wire = http.client.HTTPConnection(HOST)
        wire.sock = self.wire()
        return _answer(wire, method, path, headers)

    def get_behind(self, path: str, **headers: str) -> http.client.HTTPResponse:
        """Ask the application as nginx does."""
        wire = http.client.HTTPConnection("127.0.0.1", self.behind, timeout=40)
        return _answer(wire, "GET", path, {"Host": HOST, "X-Forwarded-Proto": "https"} | headers)

    def raw(self, request: bytes) -> bytes:
        """Send bytes to nginx and return its answer, however it may look."""
        with self.wire() as wire:
            wire.sendall(request)
            found = b""
            with suppress(ConnectionError):
                while part := wire.recv(65536):
                    found += part
            return found


def _answer(
    wire: http.client.HTTPConnection, method: str, path: str, headers: dict[str, str]
) -> http.client.HTTPResponse:
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    wire.request(method, path, headers={"Accept-Encoding": "identity"} | names)
    answer = wire.getresponse()
    answer.body = answer.read()  # type: ignore[attr-defined]
    wire.close()
    return answer


def stored(front: Front) -> list[dict[str, Any]]:
    """What is known of every page that was ever stored."""
    latest = front.folder / "var" / "pages" / "latest" / HOST
    return [json.loads(file.read_text()) for file in sorted(latest.rglob("index.json"))]


def by_nginx(answer: http.client.HTTPResponse) -> bool:
    return answer.headers.get("Cache-Status", "").startswith("nginx")


def text(answer: http.client.HTTPResponse) -> str:
    return answer.body.decode()  # type: ignore[attr-defined,no-any-return]


def until_open(port: int) -> None:
    """Wait until somebody listens on a port."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"Nobody listens on port {port}.")


def _until_closed(port: int) -> None:
    with suppress(ConnectionRefusedError):
        while True:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            time.sleep(0.05)


def until_answered(port: int) -> None:
    """Wait until an application answers: an open port may be that of another, which is just ending."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        wire = http.client.HTTPConnection("127.0.0.1", port, timeout=START_SECONDS)
        try:
            wire.request("GET", "/robots.txt")
            wire.getresponse()
            return
        except (OSError, http.client.HTTPException):
            time.sleep(0.1)
        finally:
            wire.close()
    raise AssertionError(f"Nobody answers on port {port}.")


AnyFront = TypeVar("AnyFront", bound=Front)


@contextmanager
def site_in_front(kind: Callable[[Path], AnyFront] = Front) -> Iterator[AnyFront]:  # type: ignore[assignment]
    """Yield the site, everything stored, with nginx before it; the application isn't started yet."""
    program = find_nginx()
    with tempfile.TemporaryDirectory(prefix="front-", dir="/tmp") as name:
        folder = Path(name)
        folder.chmod(0o755)  # nginx isn't root
        (folder / "var").mkdir()
        front = kind(folder)
        front.fill()
        front.manage("collectstatic", "--no-input", "--verbosity", "0")
        front.manage("render_error_pages")
        front.manage("warm")
        with front.in_front(program):
            yield front
