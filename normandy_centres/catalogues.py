"""The French interface catalogue, without GNU gettext.

Babel reads the Python files and writes .po and .mo; Django itself turns a template into something
that Babel can read. So a fresh machine needs nothing beside the requirements.
"""

import os
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS
from babel.messages.extract import extract as extract_from
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.reloader import translation_file_changed
from django.utils.translation.template import templatize

SOURCES = ("normandy_centres", "pages", "centres", "templates")
# Django's lazy variants take the same arguments as the functions that Babel knows.
KEYWORDS = DEFAULT_KEYWORDS | {
    f"{name}_lazy": DEFAULT_KEYWORDS[name]
    for name in ("gettext", "ngettext", "pgettext", "npgettext")
}
KEYWORDS["gettext_noop"] = None


def catalogue_path() -> Path:
    """Where the French catalogue lies."""
    return Path(settings.LOCALE_PATHS[0]) / "fr" / "LC_MESSAGES" / "django.po"


def read_catalogue() -> Catalog:
    """The French catalogue as it is; an empty one where there is none yet."""
    path = catalogue_path()
    if not path.exists():
        return Catalog(locale="fr", header_comment="# The interface in French.", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale="fr")


def extract() -> Catalog:
    """Every string that the code and the templates mark for translation."""
    found = Catalog()
    for path in _files():
        text = path.read_text(encoding="utf-8")
        if path.suffix != ".py":
            # What is left of a template is no valid Python in its indentation.
            lines = templatize(text, origin=str(path)).splitlines()
            text = "\n".join(line.strip() for line in lines)
        entries = extract_from(
            "python", BytesIO(text.encode()), KEYWORDS, ["Translators:"], {"encoding": "utf-8"}
        )
        for _line, message, comments, context in entries:
            found.add(message, context=context, auto_comments=comments)
    return found


def update() -> Catalog:
    """Add new strings to the French catalogue, drop unused ones, keep what is translated."""
    catalogue = read_catalogue()
    # No guesses: a similar sentence may mean something else.
    catalogue.update(extract(), no_fuzzy_matching=True, update_creation_date=False)
    path = catalogue_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(
            file, catalogue, width=98, no_location=True, ignore_obsolete=True, sort_output=True
        )
    return catalogue


def problems() -> Iterator[str]:
    """What keeps the French catalogue from being complete, one line for each string."""
    catalogue = read_catalogue()
    for wanted in extract():
        if not wanted.id:
            continue  # the header
        entry = catalogue.get(_key(wanted), wanted.context)
        if entry is None:
            yield f"missing: {wanted.id!r}"
        elif entry.fuzzy:
            yield f"fuzzy: {wanted.id!r}"
        elif not all(entry.string if isinstance(entry.string, tuple | list) else [entry.string]):
            yield f"empty: {wanted.id!r}"
        else:
            for error in entry.check(catalogue):
                yield f"wrong ({error}): {wanted.id!r}"


def compile_stale() -> int:
    """Compile each catalogue that changed since it was last compiled; return how many did."""
    compiled = 0
    for folder in settings.LOCALE_PATHS:
        for source in Path(folder).glob("*/LC_MESSAGES/*.po"):
            target = source.with_suffix(".mo")
            # This process may have read the old one, or none, before another wrote it.
            translation_file_changed(None, target)
            if target.exists() and target.stat().st_mtime > source.stat().st_mtime:
                continue
            with source.open("rb") as file:
                catalogue = read_po(file, locale=source.parts[-3])
            # At once: another process may be about to read it.
            part = target.with_suffix(f".{os.getpid()}.mo")
            with part.open("wb") as file:
                write_mo(file, catalogue)
            part.replace(target)
            compiled += 1
    return compiled


def _files() -> Iterator[Path]:
    for folder in SOURCES:
        for path in sorted((settings.BASE_DIR / folder).rglob("*")):
            if path.suffix == ".py" or (
                path.suffix in {".html", ".txt", ".xml"} and "templates" in path.parts
            ):
                yield path


def _key(message: Message) -> str:
    """What a message is found by: its singular."""
    return message.id if isinstance(message.id, str) else message.id[0]
