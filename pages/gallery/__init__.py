"""Every component and every block with its usual content and its extremes, for those who change them.

``/gallery/`` and ``/en/gallery/`` exist where the setting GALLERY is on: development and tests. Each
app's ``gallery/cases.py`` holds the cases of its components; `make audit` compares pictures of them
with the accepted ones (tests/audit/gallery.py).
"""
