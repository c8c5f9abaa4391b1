"""The glossary: terms in both languages, explained where a page uses them first, and listed by letter.

models: the terms · edition: what readers see of them, kept in memory · finder: where a text uses a term ·
explain: opens the definition there · figure: the list by letter · structured_data: the same for machines.
"""
