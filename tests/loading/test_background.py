"""What Wagtail does in the background is done once for a long series of changes."""

from contextlib import nullcontext

import pytest
from wagtail.models import Page, ReferenceIndex

from pages.services.background import once_each

from ..factories import StandardPageFactory

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def indexed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note each time that the references of something are written."""
    said: list[str] = []
    write = ReferenceIndex.create_or_update_for_object

    def noted(thing: Page) -> None:
        said.append(str(thing))
        write(thing)

    monkeypatch.setattr(ReferenceIndex, "create_or_update_for_object", noted)
    return said


def test_many_changes_are_followed_once_at_the_end(
    french_home: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = indexed(monkeypatch)
    with once_each():
        page = StandardPageFactory(parent=french_home, title="Une page")
        page.title = "Une autre page"
        page.save()
        assert not said
    assert said.count("Une autre page") == 1
    page.save()
    assert said.count("Une autre page") == 2, "outside, each change is followed at once"


def test_what_was_published_is_indexed_together(french_home: Page) -> None:
    """The index is written once for all pages, not page by page."""
    pages = [StandardPageFactory(parent=french_home, title=f"Zygomorphe {n}") for n in range(5)]
    said: list[list[int]] = []
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("pages.search.indexing._index", said.append)
        with once_each():
            for page in [*pages, *pages]:
                page.save_revision().publish()
        assert said == [[page.pk for page in pages]]


def test_what_fails_is_not_followed(french_home: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    said = indexed(monkeypatch)

    @once_each()
    def fail() -> None:
        french_home.save()
        raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert not said


@pytest.mark.parametrize("together", [True, False])
def test_a_page_that_cannot_be_indexed_is_said_not_passed_over(
    french_home: Page, monkeypatch: pytest.MonkeyPatch, together: bool
) -> None:
    def fail(ids: list[int]) -> None:
        raise LookupError(str(ids))

    page = StandardPageFactory(parent=french_home, title="Zygomorphe")
    monkeypatch.setattr("pages.search.indexing._index", fail)
    with pytest.raises(LookupError, match=str(page.pk)), once_each() if together else nullcontext():
        page.save_revision().publish()


def test_a_task_that_fails_ends_a_long_series(
    french_home: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(thing: Page) -> None:
        raise LookupError(thing.title)

    monkeypatch.setattr(ReferenceIndex, "create_or_update_for_object", fail)
    with pytest.raises(RuntimeError, match="LookupError: Zygomorphe"), once_each():
        StandardPageFactory(parent=french_home, title="Zygomorphe")
