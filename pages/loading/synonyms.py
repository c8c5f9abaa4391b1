"""What search.yaml may hold: synonyms, each checked before anything is written."""

from typing import Any

from .reader import LANGUAGES, Entry, Problems

#: What a synonym must have, and what it may have.
REQUIRED = {"language", "typed"}
LISTS = ("typed", "also")
#: Where editors find what isn't loaded from files.
ELSEWHERE = {"promoted": "; editors choose promoted results in the admin"}


def check_search(search: Entry, problems: Problems) -> None:
    """Report what the search can't use, each with its place."""
    for name in sorted(search.keys() - {"synonyms"}):
        problems.add(search.at(name), f"the search has no “{name}”{ELSEWHERE.get(name, '')}")
    synonyms = search.get("synonyms") or {}
    if not isinstance(synonyms, Entry):
        if synonyms:
            problems.add(search.at("synonyms"), "“synonyms” must be a mapping of keys to values")
        return
    for key, entry in synonyms.items():
        if isinstance(entry, Entry):
            _check_synonym(entry, problems)
        else:
            problems.add(synonyms.at(key), f"“{key}” must be a mapping")


def _check_synonym(entry: Entry, problems: Problems) -> None:
    for name in sorted(REQUIRED - entry.keys()):
        problems.add(entry.place, f"a synonym needs “{name}”")
    for name in sorted(entry.keys() - REQUIRED - {*LISTS}):
        problems.add(entry.at(name), f"a synonym has no “{name}”")
    if "language" in entry and entry["language"] not in LANGUAGES:
        known = " or ".join(LANGUAGES)
        problems.add(entry.at("language"), f"the language is {known}, not “{entry['language']}”")
    for name in LISTS:
        if name in entry:
            _check_phrases(entry, name, problems)
    phrases = entry.get("typed")
    if isinstance(phrases, list) and len(phrases) == 1 and not entry.get("also"):
        problems.add(entry.at("typed"), "a single word without “also” stands for nothing else")


def _check_phrases(entry: Entry, name: str, problems: Problems) -> None:
    phrases: Any = entry[name]
    if not isinstance(phrases, list) or not phrases:
        problems.add(entry.at(name), f"“{name}” must be a list of words and short phrases")
        return
    for phrase in phrases:
        if not isinstance(phrase, str | int) or not any(map(str.isalnum, str(phrase))):
            problems.add(entry.at(name), f"“{phrase}” in “{name}” is no word or short phrase")
        elif "," in str(phrase):
            problems.add(entry.at(name), f"“{phrase}” in “{name}” has a comma: it would be two")
    for phrase in sorted({str(item) for item in phrases if phrases.count(item) > 1}):
        problems.add(entry.at(name), f"“{phrase}” is twice in “{name}”")
