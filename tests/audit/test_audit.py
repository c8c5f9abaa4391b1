"""The audit itself: a sound page passes in every mode, and each fault is found by its rule."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from ..browser.conftest import FLAGS
from . import exceptions, gallery, pictures, report
from .faulty import FAULTS, serve_faults
from .language import spoken_in
from .model import MODES, WIDE, Fault, Mode, Result, Target, Visit
from .visit import look


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def faulty_site() -> Iterator[str]:
    with serve_faults() as origin:
        yield origin


@pytest.mark.browser
class TestVisits:
    @pytest.mark.parametrize("mode", MODES, ids=lambda mode: mode.name)
    def test_a_sound_page_has_no_fault(
        self, browser: Browser, faulty_site: str, mode: Mode
    ) -> None:
        target = Target("/", "fr", is_sample=True)
        (result,) = look(browser, faulty_site, Visit(target, (mode,)))
        assert result.faults == []
        assert result.checks >= 4

    @pytest.mark.parametrize("rule", FAULTS)
    def test_each_fault_is_found(self, browser: Browser, faulty_site: str, rule: str) -> None:
        (result,) = look(browser, faulty_site, Visit(Target(f"/{quote(rule)}", "fr"), (WIDE,)))
        assert rule in {fault.rule for fault in result.faults}, result.faults

    def test_a_page_that_fails_is_a_fault(self, browser: Browser, faulty_site: str) -> None:
        (result,) = look(browser, faulty_site, Visit(Target("/", "fr", status=404), (WIDE,)))
        assert [fault.rule for fault in result.faults] == ["not checked"]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("La liste des essais est tenue par le centre pour les médecins", "fr"),
        ("The list of trials is kept by the centre for physicians", "en"),
        ("Centre François Baclesse, Caen", None),
        ("Prise en charge", None),
    ],
)
def test_the_language_of_a_sentence_is_told(text: str, language: str | None) -> None:
    assert spoken_in(text) == language


def test_an_exception_covers_what_it_names_and_nothing_else() -> None:
    fault = Fault("axe region", "main > svg", "what")
    results = [Result("/en/a/", "m", [fault]), Result("/b/", "m", [fault])]
    entry = exceptions.Accepted("axe region", "/en/*", "svg", "it is somebody else's")
    unused = exceptions.Accepted("axe list", "*", "ul", "it is gone")
    assert exceptions.apply([entry, unused], results) == [unused]
    assert [result.faults for result in results] == [[], [fault]]
    assert results[0].accepted == [fault]


def test_an_exception_without_a_reason_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "exceptions.yaml"
    file.write_text("- rule: axe list\n  path: /\n  where: ul\n  because: ''\n")
    with pytest.raises(ValueError, match="because"):
        exceptions.read(file)


def test_the_report_counts_visits_and_names_every_fault(tmp_path: Path) -> None:
    fault = Fault("axe list", "<ul>", "a list")
    results = [Result("/", "320 light", [fault], checks=3), Result("/", "320 dark", checks=2)]
    report.write(tmp_path, results, 60)
    assert "&lt;ul&gt;" in (tmp_path / "report.html").read_text()
    lines = list(report.summary(results))
    assert lines[-2] == "1 pages, 2 visits, 5 checks, 1 faults, 0 accepted"
    assert lines[-1] == "1 passed, 1 failed"


class TestPictures:
    """What the comparison of the gallery's pictures sees, and what it doesn't."""

    def test_a_shade_is_not_seen_and_a_word_is(self) -> None:
        accepted = Image.new("RGB", (320, 600), "white")
        shade = Image.new("RGB", (320, 600), (250, 250, 250))
        assert pictures.compare(accepted, shade, pictures.SAME.step).share == 0
        word = accepted.copy()
        word.paste("black", (20, 20, 60, 30))
        difference = pictures.compare(accepted, word, pictures.SAME.step)
        assert difference.share == 400 / (320 * 600) > pictures.SAME.share
        assert difference.picture.getpixel((30, 25)) == (255, 0, 0)
        assert difference.picture.getpixel((100, 100)) != (255, 0, 0)

    def test_what_has_grown_has_changed_even_in_the_same_colour(self) -> None:
        accepted, taller = Image.new("RGB", (320, 600)), Image.new("RGB", (320, 660))
        assert pictures.compare(accepted, taller, 255).share == pytest.approx(60 / 660)
        assert pictures.compare(taller, accepted, 255).share > pictures.OTHER.share

    def test_another_version_of_chromium_is_told_and_judged_less_strictly(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (tmp_path / "chromium.txt").write_text("141\n")
        monkeypatch.setattr(gallery, "VERSION", tmp_path / "chromium.txt")
        monkeypatch.setattr(gallery, "version_of", lambda chromium: chromium)
        assert gallery.choose_tolerance("141") == pictures.SAME
        assert capsys.readouterr().out == ""
        assert gallery.choose_tolerance("142") == pictures.OTHER
        assert "of Chromium 141, this is 142" in capsys.readouterr().out
