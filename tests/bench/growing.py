"""Makes many pages out of the site's own: the same blocks, in both languages, in sections of fifty."""

import copy
from collections.abc import Iterator
from uuid import uuid4

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from tqdm import tqdm
from wagtail.models import Page, ReferenceIndex, Site
from wagtail.signal_handlers import disable_reference_index_auto_update

from pages.models import ArticleIndexPage, ArticlePage, BasePage, StandardPage
from pages.permanent.recording import record_pages
from pages.search.indexing import rebuild

#: So many pages lie below each section, as editors would have it; of five pages one is news.
IN_SECTION = 50
NEWS_EVERY = 5
#: How the address of each begins, by which they are told from the site's own.
MADE = "banc-"


def grow(count: int) -> None:
    """Make pages until there are so many live ones in each language; nothing if there are.

    They are written as rows: publishing each as editors do would take hours. The register of addresses,
    the references and the search know them all the same.
    """
    french = Page.objects.live().filter(depth__gt=1, locale__language_code="fr")
    missing = count - french.count()
    if missing <= 0:
        return
    home = Site.objects.get(is_default_site=True).root_page.specific
    with transaction.atomic(), disable_reference_index_auto_update():
        keys = [uuid4() for _number in range(missing)]
        for root in (home, *home.get_translations().specific()):
            made = list(_in_language(root, keys))
            record_pages(made, timezone.now())
    rebuild()


def _in_language(home: BasePage, keys: list[object]) -> Iterator[Page]:
    """Make a page with each of these translation keys below a language's home page."""
    own = StandardPage.objects.live().descendant_of(home).order_by("path")
    texts = [page for page in own if page.body]
    stories = list(ArticlePage.objects.live().descendant_of(home).order_by("path"))
    index = ArticleIndexPage.objects.live().descendant_of(home).get()
    section = place = None
    for number, key in enumerate(tqdm(keys, desc=f"Pages, {home.slug}", unit="", leave=False)):
        if number % NEWS_EVERY == 0 and stories:
            yield _clone(stories[number % len(stories)], index, key, number)
            continue
        if section is None or place == IN_SECTION:
            section, place = _clone(texts[0], home, key, number), 0
            yield section
            continue
        yield _clone(texts[number % len(texts)], section, key, number)
        place += 1


def _clone(source: BasePage, parent: Page, key: object, number: int) -> BasePage:
    """Write a copy of a page below another, with the references of what it copies."""
    page = copy.copy(source)
    page.pk = page.id = page.page_ptr_id = None
    page._state = copy.copy(source._state)
    page._state.adding = True
    parent.numchild += 1
    page.path = Page._get_path(parent.path, parent.depth + 1, parent.numchild)
    page.depth, page.numchild = parent.depth + 1, 0
    page.title, page.slug = f"{source.title} {number}", f"{MADE}{number}"
    page.url_path = f"{parent.url_path}{page.slug}/"
    page.translation_key = key
    page.latest_revision = page.live_revision = None
    page.draft_title = page.title
    row = Page(
        **{field.attname: getattr(page, field.attname) for field in Page._meta.concrete_fields}
    )
    Page.objects.bulk_create([row])
    page.pk = page.id = page.page_ptr_id = row.pk
    page.save_base(raw=True, force_insert=True)  # its own table: the page's row is there
    Page.objects.filter(pk=parent.pk).update(numchild=parent.numchild)
    _copy_references(source, page)
    return page


def _copy_references(source: Model, page: Model) -> None:
    kind = ContentType.objects.get_for_model(source)
    references = ReferenceIndex.objects.filter(content_type=kind, object_id=str(source.pk))
    rows = list(references)
    for row in rows:
        row.pk, row.object_id = None, str(page.pk)
    ReferenceIndex.objects.bulk_create(rows)
