"""Translating by people: drafts in the other language, and what each page is behind with.

models: what each page was last in step with · tracking: when a page falls behind, and when it is put
right · content: what a page says, piece by piece · comparing: what changed in it · drafting: the first
draft · buttons: those that start it · work: what waits, for the report and the home page · report,
views, editor, admin: the admin's screens · standing, words: what they share · notice: what readers are
told.
"""
