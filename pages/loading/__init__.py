"""From content files (YAML, French and English side by side) to the database.

reader: files to plain data with their lines · markdown: words to rich text · blocks: a page's body ·
ledger: what was loaded, so that no edit is ever overwritten · facts, pages, glossary, furniture: the tables.
"""
