"""Pages in both trees: first each gets its place, then its content, so that links find their page."""

import json
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid5

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from wagtail.models import Locale, Page, Site

from ..models import ArticlePage, BasePage
from ..translation.tracking import put_in_step
from .blocks import BodyBuilder
from .reader import Entry, in_language
from .writer import ContentError, Writer, as_date, as_required_date, refusal

#: The record of a page type by key; the app that owns the records gives it.
RecordFinder = Callable[[type[BasePage], str], Any]

LAST = 1000
#: In which the pages' translation keys are made from their keys in the files: never to be changed.
NAMESPACE = UUID("6a1f1f0c-5d0e-4b52-9b0c-0d6a54a5f9b1")


class PageWriter:
    """Writes the pages of the content files.

    Args:
        writer: what the writers share; its facts are written.
        record: finds the record that a page is about.
    """

    def __init__(self, writer: Writer, record: RecordFinder) -> None:
        self.writer = writer
        self.record = record
        self.locales = {
            code: Locale.objects.get_or_create(language_code=code)[0]
            for code, _n in settings.LANGUAGES
        }
        self.ids: dict[tuple[str, str], int] = {}
        self.models = {
            model.__name__: model for model in apps.get_models() if issubclass(model, BasePage)
        }

    def write(self) -> None:
        """Write every page in both languages."""
        order = self.in_tree_order()
        remove_welcome_page()
        for key in self.writer.progress(order, "tree"):
            for language in self.locales:
                self._place(key, language)
        self._point_site_to_home()
        for key in self.writer.progress(order, "pages"):
            for language in self.locales:
                self._fill(key, language)
            self._put_in_step(key)

    def in_tree_order(self) -> list[str]:
        """Return the keys so that a parent comes before its children, siblings in their order."""
        pages = self.writer.content.pages

        def path(key: str) -> list[tuple[int, str]]:
            entry = pages[key]
            above = path(entry["parent"]) if entry.get("parent") else []
            return [*above, (entry.get("order") or LAST, key)]

        return sorted(pages, key=lambda key: (len(path(key)), path(key)))

    def page_id(self, language: str) -> Callable[[str], int]:
        return lambda key: self.ids[key, language]

    def _model(self, entry: Entry) -> type[BasePage]:
        model = self.models.get(entry["type"])
        if model is None:
            raise ContentError(entry.at("type"), f"unknown page type “{entry['type']}”")
        return model

    def _existing(self, key: str, language: str, model: type[BasePage]) -> BasePage | None:
        return self.writer.ledger.existing(f"page:{key}:{language}", model)

    # First pass: places

    def _place(self, key: str, language: str) -> None:
        entry = self.writer.content.pages[key]
        model = self._model(entry)
        ledger_key = f"page:{key}:{language}"
        page = self._existing(key, language, model)
        if page is None and ledger_key not in self.writer.ledger.items:
            page = self._new(key, entry, model, language)
            try:
                self._parent(entry, language).add_child(instance=page)
            except ValidationError as error:
                raise ContentError(entry.place, refusal(error)) from error
            self.writer.ledger.placed(ledger_key, page)
        if page is not None:
            self.ids[key, language] = page.pk

    def _new(self, key: str, entry: Entry, model: type[BasePage], language: str) -> BasePage:
        page = model(locale=self.locales[language])
        if language != settings.LANGUAGE_CODE:
            original = Page.objects.get(pk=self.ids[key, settings.LANGUAGE_CODE])
            page.translation_key = original.translation_key
        else:  # the same in every new database: a printed permanent address outlives a fresh start
            page.translation_key = uuid5(NAMESPACE, key)
        self._set_fields(page, entry, language)
        return page

    def _parent(self, entry: Entry, language: str) -> Page:
        if entry.get("parent"):
            return Page.objects.get(pk=self.ids[entry["parent"], language])
        return Page.get_first_root_node()

    def _point_site_to_home(self) -> None:
        homes = [key for key, entry in self.writer.content.pages.items() if not entry.get("parent")]
        home = Page.objects.get(pk=self.ids[homes[0], settings.LANGUAGE_CODE])
        site = Site.objects.filter(is_default_site=True).first() or Site(
            is_default_site=True, hostname="localhost"
        )
        site.root_page = home
        site.site_name = settings.WAGTAIL_SITE_NAME
        site.save()

    # Second pass: content

    def _fill(self, key: str, language: str) -> None:
        entry = self.writer.content.pages[key]
        ledger_key = f"page:{key}:{language}"
        page = self._existing(key, language, self._model(entry))
        data = in_language(entry, language)
        if not self.writer.ledger.should_write(ledger_key, page, data) or page is None:
            return
        self._set_fields(page, entry, language)
        builder = BodyBuilder(key, self.writer.fact_id, self.page_id(language))
        page.in_short = builder.rich(data.get("in_short"))
        page.easy_read = builder.rich(data.get("easy_read"))
        page.easy_read_checked_on = as_date(entry, "easy_read_checked_on")
        for name, text in (data.get("slots") or {}).items():
            setattr(page, name, builder.rich(text))
        page.body = json.dumps(builder.body(data.get("body") or []))
        try:
            page.full_clean()
            page.body.stream_block.clean(page.body)
        except ValidationError as error:
            raise ContentError(entry.place, refusal(error)) from error
        page.save_revision(clean=False).publish()
        page.refresh_from_db()
        self.writer.ledger.written(ledger_key, page, data)

    def _put_in_step(self, key: str) -> None:
        """Note that both languages of a page say the same: side by side, the files are the translation.

        A page that an editor has changed says something of its own: it stays what it is.
        """
        ledger, model = self.writer.ledger, self._model(self.writer.content.pages[key])
        keys = [f"page:{key}:{language}" for language in self.locales]
        pages = [self._existing(key, language, model) for language in self.locales]
        there = [page for page in pages if page is not None]
        if (
            len(there) == len(pages)
            and any(ledger.was_written(item) for item in keys)
            and all(map(ledger.is_as_loaded, keys, there))
        ):
            put_in_step(*there)

    def _set_fields(self, page: BasePage, entry: Entry, language: str) -> None:
        data = in_language(entry, language)
        page.title = data["title"]
        page.slug = data["slug"] or "home"
        page.search_description = data["description"]
        page.lead = data["lead"]
        page.paint = data.get("paint") or ""
        page.illustration = data.get("illustration") or ""
        page.medical = bool(data.get("medical"))
        page.explain_terms = bool(data.get("explain_terms", True))
        page.show_in_menus = bool(data.get("in_menus"))
        page.reviewed_on = as_date(entry, "reviewed_on")
        page.review_by = as_date(entry, "review_by")
        if "hero" in data:
            page.hero = data["hero"]
        if isinstance(page, ArticlePage):
            page.date = as_required_date(entry, "date")
            page.subjects = [
                self._record(page, entry, "about", key) for key in entry.get("about") or []
            ]
        if page.record_name:
            setattr(page, page.record_name, self._record(page, entry, "record", data.get("record")))

    def _record(self, page: BasePage, entry: Entry, name: str, key: Any) -> Any:
        try:
            return self.record(type(page), key)
        except LookupError as error:
            raise ContentError(entry.at(name), f"unknown record “{key}”") from error


def remove_welcome_page() -> None:
    """Remove the page with which Wagtail starts ("Welcome"), and its site: ours takes its place."""
    for page in Page.objects.filter(
        depth=2, content_type__model="page", content_type__app_label="wagtailcore"
    ):
        if not page.get_children().exists():
            page.delete()
