"""Lighthouse, of which one version is pinned in package-lock.json; npm fetches it once."""

import hashlib
import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
#: What says which version: the second names no registry, npm asks its own.
PINNED = ("package.json", "package-lock.json", ".npmrc")
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
CHROMIUM = "--headless=new --no-sandbox --disable-dev-shm-usage"
#: For one page, in seconds.
LIMIT = 180


class LighthouseMissingError(RuntimeError):
    """Lighthouse is not here and can't be had."""


def find_lighthouse() -> str:
    """Return the path of Lighthouse, fetched if need be.

    Raises:
        LighthouseMissingError: there is no npm, or it can't fetch what is pinned.
    """
    digest = hashlib.sha256(b"".join((HERE / name).read_bytes() for name in PINNED)).hexdigest()
    folder = ROOT / "var" / "bench" / f"lighthouse-{digest[:12]}"
    program = folder / "node_modules" / ".bin" / "lighthouse"
    if not program.exists():
        npm = shutil.which("npm")
        if not npm:
            raise LighthouseMissingError("no npm (`apt install nodejs npm`)")
        print("Fetching Lighthouse…", flush=True)
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        for name in PINNED:
            shutil.copy(HERE / name, folder / name)
        command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
        if done.returncode or not program.exists():
            raise LighthouseMissingError(f"npm can’t fetch it: {done.stderr.strip()[:200]}")
    return str(program)


def pinned_version() -> str:
    """Return which Lighthouse is pinned."""
    pinned = json.loads((HERE / "package.json").read_text(encoding="utf-8"))
    return str(pinned["dependencies"]["lighthouse"])


def report(program: str, browser: str, address: str) -> dict[str, Any]:
    """Return what Lighthouse says of a page on its phone: a slow processor, a slow network.

    Raises:
        RuntimeError: it couldn't load the page, or judge it.
    """
    command = [program, address, "--output=json", "--output-path=stdout", "--quiet"]
    command += [f"--only-categories={','.join(CATEGORIES)}", f"--chrome-flags={CHROMIUM}"]
    try:
        done = subprocess.run(
            command,
            env=os.environ | {"CHROME_PATH": browser},
            capture_output=True,
            text=True,
            check=False,
            timeout=LIMIT,
        )
    except subprocess.TimeoutExpired as error:
        raise RuntimeError(f"Lighthouse on {address} took longer than {LIMIT} s") from error
    try:
        found: dict[str, Any] = json.loads(done.stdout)
    except ValueError as error:
        raise RuntimeError(f"Lighthouse on {address}: {done.stderr.strip()[-300:]}") from error
    if "runtimeError" in found:
        raise RuntimeError(f"Lighthouse on {address}: {found['runtimeError']['message']}")
    if unscored := [name for name in CATEGORIES if found["categories"][name]["score"] is None]:
        raise RuntimeError(f"Lighthouse on {address} has no score for {', '.join(unscored)}")
    return found
