"""wrk, the load generator: an installed one, or Debian's, which root installs now."""

import os
import re
import shutil
import subprocess

#: Readers who ask at the same time, each on a connection that stays open.
CONNECTIONS = 8


class WrkMissingError(RuntimeError):
    """There is no wrk and none could be installed."""


def find_wrk() -> str:
    """Return the path of wrk.

    Raises:
        WrkMissingError: there is none, and it can't be installed.
    """
    if not shutil.which("wrk") and os.geteuid() == 0 and shutil.which("apt-get"):
        print("Installing wrk…", flush=True)
        environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        for command in (["update"], ["install", "-y", "--no-install-recommends", "wrk"]):
            subprocess.run(
                ["apt-get", *command], check=False, stdout=subprocess.DEVNULL, env=environment
            )
    if path := shutil.which("wrk"):
        return path
    raise WrkMissingError("the benchmark needs wrk: `apt install wrk`")


def pages_a_second(program: str, address: str, headers: dict[str, str], seconds: float) -> float:
    """Return how many answers a second come from an address.

    Raises:
        RuntimeError: an answer was an error, or none came.
    """
    command = [program, "--threads", "1", "--connections", str(CONNECTIONS)]
    command += ["--duration", f"{seconds:g}s", "--timeout", "20s"]
    for name, value in headers.items():
        command += ["--header", f"{name}: {value}"]
    said = subprocess.run([*command, address], check=True, capture_output=True, text=True).stdout
    found = re.search(r"Requests/sec:\s*([\d.]+)", said)
    if not found or float(found[1]) == 0 or "Non-2xx" in said or "Socket errors" in said:
        raise RuntimeError(f"{address} wasn’t served as it should be:\n{said}")
    return float(found[1])
