"""The units of systemd name what is there, and systemd understands them."""

import re
import shutil
import subprocess
from pathlib import Path

import environ
import pytest
from django.core.management import get_commands

ROOT = Path(__file__).parents[2]
UNITS = ROOT / "deploy" / "systemd"
#: Of 10, by systemd's own reckoning; a service that isn't hardened has 9.6.
MOST_EXPOSED = 2.5

pytestmark = pytest.mark.once


def test_commands_and_timers_name_what_is_there() -> None:
    services = {path.stem: path.read_text() for path in UNITS.glob("*.service")}
    called = re.findall(r"manage\.py (\w+)", "".join(services.values()))
    assert len(called) >= 4
    assert set(called) <= set(get_commands())
    assert {path.stem for path in UNITS.glob("*.timer")} <= set(services)
    readme = (ROOT / "README.md").read_text()
    example = (ROOT / "deploy" / "centres.env.example").read_text()
    for name in re.findall(r"^([A-Z_]+)=", example, re.MULTILINE):
        assert f"`{name}`" in readme, name


def test_the_example_s_database_is_a_socket() -> None:
    example = (ROOT / "deploy" / "centres.env.example").read_text()
    [url] = re.findall(r"^DATABASE_URL=(.*)$", example, re.MULTILINE)
    told = environ.Env.db_url_config(url)
    assert (told["HOST"], told["NAME"]) == ("/var/run/postgresql", "centres")


@pytest.mark.drill
def test_systemd_understands_them(tmp_path: Path) -> None:
    program = shutil.which("systemd-analyze")
    assert program, "this drill needs systemd-analyze: `apt install systemd`"
    folder = tmp_path / "units"
    shutil.copytree(UNITS, folder)
    for path in folder.rglob("*.*"):
        if path.is_file():
            path.write_text(path.read_text().replace("/srv/centres", str(ROOT)))
    units = sorted(path for path in folder.iterdir() if path.is_file())
    environment = {
        "SYSTEMD_UNIT_PATH": f"{folder}:/usr/lib/systemd/system",
        "PATH": "/usr/bin:/bin",
    }

    def ask(*arguments: str) -> str:
        done = subprocess.run(
            [program, *arguments], env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout + done.stderr

    told = ask("verify", "--man=no", *map(str, units))
    assert "centres-" not in told, told
    for unit in folder.glob("*.service"):
        told = ask("security", "--offline=yes", unit.name)
        [exposure] = re.findall(r"exposure level for .*?: ([\d.]+)", told)
        assert float(exposure) <= MOST_EXPOSED, told
