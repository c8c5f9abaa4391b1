"""Public pages on disk: written once, then served as files are; they outlive the database.

A request first meets ``middleware``, which answers from ``storage``. What is stored holds for one generation
(``generations``): each change that readers could see begins a new one (``invalidation``). ``watching`` knows
whether the database answers; ``without_database`` answers while it doesn't, with the last copy of each page
and the ``address_book``. ``warming`` writes pages before somebody asks for them.
"""
