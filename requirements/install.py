"""Install one of the locked sets of requirements with pip, showing a progress bar.

Runs inside the new virtual environment, so only the standard library is there.
Usage: python requirements/install.py base|dev
"""

import subprocess
import sys
from pathlib import Path

WIDTH = 30
PIP = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--no-input"]
# Most modules are never imported: Python compiles the others when they first are.
OPTIONS = [
    *("--progress-bar", "off", "--require-hashes", "--only-binary", ":all:"),
    "--no-compile",
]


def main(name: str) -> int:
    """Return pip's exit status; its own words are shown only where it failed."""
    lock = Path(__file__).with_name(f"{name}.txt")
    total = sum(line[:1].isalnum() for line in lock.read_text().splitlines())
    command = [*PIP, "install", *OPTIONS, "--requirement", str(lock)]
    said: list[str] = []
    seen = 0
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as pip:
        assert pip.stdout is not None
        for line in pip.stdout:
            said.append(line)
            if line.startswith(("Collecting ", "Requirement already ")):
                seen += 1
                show("Fetching packages", seen / total)
            elif line.startswith("Installing collected"):
                show("Installing packages", 1)
    if sys.stdout.isatty():
        print()
    if pip.returncode:
        sys.stderr.write("".join(said[-30:]))
    return pip.returncode


def show(label: str, share: float) -> None:
    """Redraw the bar, where somebody is looking."""
    if sys.stdout.isatty():
        filled = "█" * round(WIDTH * min(share, 1))
        print(f"\r{label:<28} {filled:<{WIDTH}}", end="", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
