"""HTML validity: the Nu checker (vnu), of which one version is pinned, over every page as served.

It is a Java program. The npm registry has its makers' own, newest package; npm is a client for it
and nothing else here: nothing of the package but the archive is used.
"""

import base64
import hashlib
import json
import os
import shutil
import subprocess
import tarfile
from collections.abc import Iterator
from pathlib import Path

from .model import Fault, Result

PACKAGE = "vnu-jar@26.9.27"
DIGEST = "TkQd5DFfOaWC9ebtvozTsrH2Vaod3jYg+vrOeREzIXxBexLz9+rS2DNtjn7+RPUiZhgli0SghgBX6RJRNea0KA=="
MODE = "Nu checker"


class CheckerMissingError(RuntimeError):
    """The checker is not here and can't be had."""


def find_checker(folder: Path) -> list[str]:
    """Return the command that starts the checker, fetched if need be: $VNU_JAR, or the pinned one."""
    java = _tool("java", "default-jre-headless")
    if jar := os.environ.get("VNU_JAR"):
        return [java, "-jar", jar]
    kept = folder / PACKAGE / "vnu.jar"
    if not kept.exists():
        _fetch(kept)
    return [java, "-jar", str(kept)]


def check(command: list[str], pages: list[Result], folder: Path) -> list[Result]:
    """Return a result for each page: what the checker says of it, errors and warnings alike."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    results = {}
    for number, page in enumerate(pages):
        file = folder / f"{number:04}.html"
        file.write_text(page.html)
        results[file.name] = Result(page.path, MODE, checks=1)
    arguments = ["--format", "json", "--stdout", "--exit-zero-always", str(folder)]
    done = subprocess.run([*command, *arguments], capture_output=True, text=True, check=False)
    if done.returncode or not done.stdout:
        raise CheckerMissingError(f"the Nu checker stopped: {done.stderr.strip()[-300:]}")
    for message in json.loads(done.stdout)["messages"]:
        for fault in _faults(message):
            results[message["url"].rpartition("/")[2]].faults.append(fault)
    return list(results.values())


def _faults(message: dict[str, str]) -> Iterator[Fault]:
    kind = message.get("subType", message["type"])
    if kind != "info":
        where = " ".join(message.get("extract", "html").split())
        yield Fault(f"html {kind}", where, f"line {message.get('lastLine')}: {message['message']}")


def _fetch(target: Path) -> None:
    npm = _tool("npm", "npm")
    target.parent.mkdir(parents=True, exist_ok=True)
    print(f"Fetching the Nu checker ({PACKAGE})…", flush=True)
    packed = subprocess.run(
        [npm, "pack", PACKAGE, "--silent", "--ignore-scripts"],
        cwd=target.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    if packed.returncode:
        raise CheckerMissingError(
            f"HTML validity needs {PACKAGE} from npm, which failed (or name a copy: VNU_JAR=…/vnu.jar)"
        )
    archive = target.parent / packed.stdout.split()[-1]
    if base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode() != DIGEST:
        raise CheckerMissingError(f"{archive} is not the {PACKAGE} that was pinned")
    with tarfile.open(archive) as files:
        member = next(item for item in files.getmembers() if item.name.endswith("/vnu.jar"))
        source = files.extractfile(member)
        assert source is not None
        target.write_bytes(source.read())
    archive.unlink()


def _tool(name: str, package: str) -> str:
    """The path of a program, which root installs from Debian where it is missing."""
    if not shutil.which(name) and os.geteuid() == 0 and shutil.which("apt-get"):
        print(f"Installing {package}…", flush=True)
        environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        for arguments in (["update"], ["install", "-y", "--no-install-recommends", package]):
            subprocess.run(
                ["apt-get", *arguments], stdout=subprocess.DEVNULL, env=environment, check=False
            )
    if path := shutil.which(name):
        return path
    raise CheckerMissingError(f"HTML validity needs {name}: `apt install {package}`")
