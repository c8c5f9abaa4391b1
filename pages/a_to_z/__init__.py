"""Everything on the site from A to Z, in each language.

entries: what is listed, and how apps add to it · views: the list by letter · figure: the way to it.
"""
