"""What deploy/ says is what the application says."""

from pathlib import Path

import pytest
from django.core.management import call_command
from pytest_django import Settings

from normandy_centres.page_store.keys import STEP, TRACKING
from pages.models import SiteSettings

DEPLOY = Path(__file__).parents[2] / "deploy"


@pytest.mark.django_db
@pytest.mark.once
def test_headers_are_those_of_the_settings(settings: Settings, tmp_path: Path) -> None:
    settings.SECURE_HSTS_SECONDS = 365 * 24 * 3600
    call_command("nginx_headers", folder=tmp_path)
    now = {file.name: file.read_text() for file in tmp_path.glob("*")}
    kept = {file.name: file.read_text() for file in (DEPLOY / "headers").glob("*")}
    assert kept == now, "Run `manage.py nginx_headers` with the settings of production."


@pytest.mark.django_db
@pytest.mark.once
def test_search_engines_are_kept_out_while_it_is_a_demonstration(tmp_path: Path) -> None:
    for demonstration in (True, False):
        SiteSettings.objects.update(demonstration=demonstration)
        call_command("nginx_headers", folder=tmp_path)
        for kind in ("page", "latest", "unavailable"):
            assert ("noindex" in (tmp_path / f"{kind}.conf").read_text()) is demonstration
        assert "noindex" not in (tmp_path / "static.conf").read_text()


def test_addresses_are_read_as_the_store_reads_them() -> None:
    text = (DEPLOY / "nginx.conf").read_text()
    step = STEP.pattern.removeprefix(r"(?!index\.)")
    assert text.count(TRACKING.pattern) == 2
    assert text.count(step) == 4
