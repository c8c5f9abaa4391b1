"""An archive that isn't what was written is noticed, wherever it differs; old ones go by the rule."""

from calendar import monthrange
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from normandy_centres.backup.archive import Archive, BackupError, Writer
from normandy_centres.backup.manifest import Manifest
from normandy_centres.backup.retention import NAME, backups, kept, prune

START = datetime(2026, 1, 1, 2, 30, tzinfo=UTC)


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    source, path = tmp_path / "source", tmp_path / "archive.zip"
    source.write_bytes(bytes(range(256)))
    writer = Writer(path)
    entry = writer.add("database.sqlite3", source)
    writer.finish(
        Manifest(
            made=START,
            site="http://localhost",
            kind="sqlite",
            versions={},
            migrations={},
            database=entry,
            media=[],
            missing=[],
        )
    )
    return path


def test_a_changed_byte_or_a_cut_is_noticed_wherever_it_is(archive: Path) -> None:
    whole = archive.read_bytes()
    assert Archive(archive).manifest.made == START
    for position in [*range(0, len(whole), 7), len(whole) - 1]:
        archive.write_bytes(whole[:position])
        with pytest.raises(BackupError):
            Archive(archive)
        changed = bytearray(whole)
        changed[position] ^= 1
        archive.write_bytes(changed)
        with pytest.raises(BackupError):
            Archive(archive)
    archive.write_bytes(whole + b"\0")
    with pytest.raises(BackupError):
        Archive(archive)


def test_days_weeks_and_months_are_kept() -> None:
    nightly = [START + timedelta(days=day) for day in range(365)]
    staying = kept(nightly, [7, 4, 12])
    days = [moment.strftime("%m-%d") for moment in sorted(staying)]
    ends_of_months = [f"{month:02}-{monthrange(2026, month)[1]}" for month in range(1, 12)]
    # 13 and 20 December are Sundays; the 27th is within the seven days.
    assert days == [*ends_of_months, "12-13", "12-20", *(f"12-{day}" for day in range(25, 32))]
    # By the hour, one of each day stays; the youngest always does.
    hourly = [START + timedelta(hours=hour) for hour in range(48)]
    assert kept(hourly, [7, 0, 0]) == {START.replace(hour=23), hourly[-1]} | {
        START.replace(day=2, hour=23)
    }
    assert kept(hourly, [0, 0, 0]) == {hourly[-1]}


def test_other_files_in_the_folder_stay(tmp_path: Path) -> None:
    for day in range(3):
        (tmp_path / (START + timedelta(days=day)).strftime(NAME)).touch()
    (tmp_path / "somebody-elses.zip").touch()
    assert len(prune(tmp_path, [1, 0, 0])) == 2
    assert list(backups(tmp_path)) == [START + timedelta(days=2)]
    assert (tmp_path / "somebody-elses.zip").exists()
