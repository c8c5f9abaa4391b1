"""All content files read, and checked before anything is written."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .blocks import INNER, OPTIONAL, REQUIRED
from .markdown import facts_in, pages_in
from .reader import Entry, Place, Problems, check_languages, is_bilingual, read_file, read_folder
from .synonyms import check_search

PAGE_REQUIRED = {"type", "slug", "title", "description", "lead"}
#: What a term of the glossary may have.
TERM = {
    *("term", "definition", "also_fr", "also_en"),
    *("page", "source", "medical", "reviewed_on", "in_pages"),
}


@dataclass
class Content:
    """The content files of a folder.

    Attributes:
        root: the folder.
        sources, facts, glossary, pages: by key. records: by family ("partners"), then by key.
        problems: what is wrong in them.
    """

    root: Path
    problems: Problems = field(default_factory=Problems)
    sources: Entry = field(default_factory=lambda: Entry(Place("", 1), {}))
    facts: dict[str, Entry] = field(default_factory=dict)
    records: dict[str, dict[str, Entry]] = field(default_factory=dict)
    pages: dict[str, Entry] = field(default_factory=dict)
    glossary: dict[str, Entry] = field(default_factory=dict)
    menus: Entry = field(default_factory=lambda: Entry(Place("", 1), {}))
    settings: Entry = field(default_factory=lambda: Entry(Place("", 1), {}))
    search: Entry = field(default_factory=lambda: Entry(Place("", 1), {}))

    @classmethod
    def read(cls, root: Path) -> "Content":
        """Read and check the content files of a folder."""
        content = cls(root)
        content._read()
        content._check()
        return content

    def _read(self) -> None:
        self.sources = read_file(self.root / "sources.yaml", self.root, self.problems)
        self.menus = read_file(self.root / "menus.yaml", self.root, self.problems)
        self.settings = read_file(self.root / "settings.yaml", self.root, self.problems)
        if (self.root / "search.yaml").exists():  # a site may begin without
            self.search = read_file(self.root / "search.yaml", self.root, self.problems)
        for _name, entries in read_folder(self.root / "facts", self.root, self.problems):
            for key, entry in entries.items():
                self._keep(self.facts, key, entry, entries)
        terms = read_file(self.root / "glossary.yaml", self.root, self.problems)
        for key, entry in terms.items():
            self._keep(self.glossary, key, entry, terms)
        for _name, families in read_folder(self.root / "records", self.root, self.problems):
            for family, entries in families.items():
                for key, entry in (entries or {}).items():
                    self._keep(self.records.setdefault(family, {}), key, entry, entries)
        for key, entry in read_folder(self.root / "pages", self.root, self.problems):
            self.pages[key] = entry

    def _keep(self, known: dict[str, Entry], key: str, entry: Any, file: Entry) -> None:
        if not isinstance(entry, Entry):
            self.problems.add(file.at(key), f"“{key}” must be a mapping")
        elif key in known:
            self.problems.add(file.at(key), f"“{key}” is already in {known[key].place}")
        else:
            known[key] = entry

    # Checks

    def _check(self) -> None:
        everything = [
            self.sources,
            self.menus,
            self.settings,
            *self.facts.values(),
            *self.glossary.values(),
            *self.pages.values(),
        ]
        for family in self.records.values():
            everything += family.values()
        for entry in everything:
            check_languages(entry, self.problems)
        for fact in self.facts.values():
            self._check_fact(fact)
        for term in self.glossary.values():
            self._check_term(term)
        for place, rows in self.menus.items():
            for row in rows or []:
                key = row.get("page") if isinstance(row, dict) else row
                self._check_key(self.menus.at(place), "page", key, self.pages)
        for name in ("accessibility_page", "glossary_page"):
            if self.settings.get(name):
                self._check_key(self.settings.at(name), "page", self.settings[name], self.pages)
        for page in self.pages.values():
            self._check_page(page)
        check_search(self.search, self.problems)

    def _check_fact(self, fact: Entry) -> None:
        for name in ("kind", "owner", "wording", "state"):
            if name not in fact:
                self.problems.add(fact.place, f"a fact needs “{name}”")
        sources = fact.get("sources") or []
        if not sources and fact.get("state") not in {"to_be_confirmed", "withheld"}:
            self.problems.add(fact.place, "a fact needs a source, or the state to_be_confirmed")
        for item in sources:
            key = item.get("source") if isinstance(item, dict) else item
            if key not in self.sources:
                self.problems.add(fact.at("sources"), f"unknown source “{key}”")

    def _check_term(self, term: Entry) -> None:
        for name in sorted({"term", "definition"} - term.keys()):
            self.problems.add(term.place, f"a term needs “{name}”")
        for name in sorted(term.keys() - TERM):
            self.problems.add(term.at(name), f"a term has no “{name}”")
        for name, known in (("page", self.pages), ("source", self.sources)):
            if term.get(name):
                self._check_key(term.at(name), name, term[name], known)

    def _check_page(self, page: Entry) -> None:
        for name in sorted(PAGE_REQUIRED - page.keys()):
            self.problems.add(page.place, f"a page needs “{name}”")
        parent = page.get("parent")
        if parent and parent not in self.pages:
            self.problems.add(page.at("parent"), f"unknown page “{parent}”")
        seen: set[str] = set()
        for block in page.get("body") or []:
            self._check_block(page, block, seen)
        for place, text in texts(page):
            for key in facts_in(text):
                self._check_key(place, "fact", key, self.facts)
            for key in pages_in(text):
                self._check_key(place, "page", key, self.pages)

    def _check_key(self, place: Place, what: str, key: Any, known: Any) -> None:
        if key not in known:
            self.problems.add(place, f"unknown {what} “{key}”")

    def _check_block(self, page: Entry, block: Any, seen: set[str]) -> None:
        if not isinstance(block, Entry) or len(block) != 1:
            self.problems.add(page.at("body"), "each block is one name with its values")
            return
        ((name, value),) = block.items()
        if name not in REQUIRED:
            self.problems.add(block.place, f"unknown block “{name}”")
            return
        required = REQUIRED[name] | {"id"}
        for missing in sorted(required - value.keys()):
            self.problems.add(value.place, f"the block “{name}” needs “{missing}”")
        for extra in sorted(value.keys() - required - OPTIONAL.get(name, set())):
            self.problems.add(value.at(extra), f"the block “{name}” has no “{extra}”")
        if value.get("id") in seen:
            self.problems.add(value.at("id"), f"the id “{value['id']}” is used twice on this page")
        seen.add(value.get("id"))
        self._check_targets(value)
        for inner in value.get("content") or []:
            self._check_inner(value, inner)

    def _check_inner(self, section: Entry, inner: Any) -> None:
        if not isinstance(inner, Entry) or len(inner) != 1:
            self.problems.add(
                section.at("content"), "each piece of a section is one name with its values"
            )
            return
        ((name, value),) = inner.items()
        if name not in INNER:
            self.problems.add(inner.place, f"unknown piece “{name}” in a section")
        elif name == "facts":
            for key in value or []:
                self._check_key(inner.place, "fact", key, self.facts)
        elif name == "links":
            for row in value:
                self._check_row(row)

    def _check_targets(self, value: Entry) -> None:
        for key in value.get("entries") or []:
            self._check_key(value.at("entries"), "fact", key, self.facts)
        for key in value.get("pages") or []:
            self._check_key(value.at("pages"), "page", key, self.pages)
        if value.get("page"):
            self._check_key(value.at("page"), "page", value["page"], self.pages)
        for tile in value.get("figures") or []:
            if tile.get("fact"):
                self._check_key(tile.at("fact"), "fact", tile["fact"], self.facts)
        for row in value.get("rows") or []:
            self._check_row(row)

    def _check_row(self, row: Entry) -> None:
        if bool(row.get("page")) == bool(row.get("url")):
            self.problems.add(row.place, "a link needs “page” or “url”, one of the two")
        elif row.get("page"):
            self._check_key(row.at("page"), "page", row["page"], self.pages)


def texts(value: Any) -> Iterator[tuple[Place, str]]:
    """Yield each text in one language with its place, however deep it stands."""
    if is_bilingual(value):
        for language, text in value.items():
            yield value.at(language), str(text or "")
    elif isinstance(value, dict):
        for item in value.values():
            yield from texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from texts(item)


def bilingual_texts(content: Content) -> Iterator[tuple[Place, str, str]]:
    """Yield each text of the facts and pages in both languages, with its place."""

    def walk(value: Any) -> Iterator[tuple[Place, str, str]]:
        if is_bilingual(value):
            yield value.place, str(value.get("fr") or ""), str(value.get("en") or "")
        elif isinstance(value, dict):
            for key, item in value.items():
                if key != "slug":
                    yield from walk(item)
        elif isinstance(value, list):
            for item in value:
                yield from walk(item)

    for entry in [
        *content.facts.values(),
        *content.glossary.values(),
        *content.pages.values(),
    ]:
        yield from walk(entry)
