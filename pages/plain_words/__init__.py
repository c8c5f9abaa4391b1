"""Checks of plain language in the editor: readability, long sentences, words that need an explanation.

terms: the words, from the glossary · settings: what the browser's module gets · admin: where it shows.
The counting is done in static/js/admin/plain-words.js on the page as it is previewed.
"""
