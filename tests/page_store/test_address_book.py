"""What the file of addresses knows, in both languages and from both databases: it is asked without one."""

import pytest
from wagtail.contrib.redirects.models import Redirect

from normandy_centres.page_store.address_book import FOUND, GONE, HERE, MOVED, Address, AddressBook
from normandy_centres.page_store.storage import Store
from pages.models import StandardPage
from pages.permanent.ids import id_of

from ..factories import StandardPageFactory
from ..page_types import one_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("language", "prefix"), [("fr", ""), ("en", "/en")])
def test_it_knows_what_is_here_what_moved_and_what_is_gone(
    pages: Store, language: str, prefix: str
) -> None:
    home = one_of(StandardPage, language).get_parent()
    moved, gone = (StandardPageFactory(parent=home, slug=slug, title=slug) for slug in ("a1", "b1"))
    moved.slug = "a2"
    moved.save_revision().publish()
    moved.slug = "a3"
    moved.save_revision().publish()
    gone.unpublish()
    Redirect.objects.create(old_path="/tape", redirect_link="/ailleurs/", is_permanent=False)

    book = AddressBook(pages)
    book.write("one")
    here = f"{prefix}/a3/"
    assert book.look_up(here) == Address(here, HERE)
    for past in ("a1", "a2"):
        assert book.look_up(f"{prefix}/{past}/") == Address(f"{prefix}/{past}/", MOVED, here)
    permanent = f"{prefix}/p/{id_of(moved.translation_key)}"
    assert book.look_up(permanent) == Address(permanent, FOUND, here)
    of_gone = book.look_up(f"{prefix}/b1/")
    assert of_gone is not None
    assert of_gone.status == GONE
    assert b"b1" in of_gone.body
    assert book.look_up("/tape/") == Address("/tape", FOUND, "/ailleurs/")
    assert book.look_up(f"{prefix}/never/") is None
