"""The compiled catalogue: whoever needs it has it, whoever compiled it."""

import os
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import write_po
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation.reloader import translation_file_changed
from pytest_django import Settings

from normandy_centres import catalogues

WORD = "A word of this test alone"


@pytest.fixture
def source(settings: Settings, tmp_path: Path) -> Path:
    """A French catalogue of one word, which nobody has compiled yet."""
    settings.LOCALE_PATHS = [str(tmp_path)]
    source = tmp_path / "fr" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    with source.open("wb") as file:
        write_po(file, catalogue())
    os.utime(source, (0, 0))  # older than what is compiled of it
    translation_file_changed(None, source.with_suffix(".mo"))
    return source


def catalogue() -> Catalog:
    found = Catalog(locale="fr")
    found.add(WORD, "Un mot de ce seul test")
    return found


def in_french() -> str:
    with translation.override("fr"):
        return gettext(WORD)


def test_a_changed_catalogue_is_compiled_once(source: Path) -> None:
    assert in_french() == WORD
    assert catalogues.compile_stale() == 1
    assert in_french() == "Un mot de ce seul test"
    assert catalogues.compile_stale() == 0


def test_what_another_process_compiled_meanwhile_is_read(source: Path) -> None:
    assert in_french() == WORD
    with source.with_suffix(".mo").open("wb") as file:
        write_mo(file, catalogue())
    assert catalogues.compile_stale() == 0
    assert in_french() == "Un mot de ce seul test"
