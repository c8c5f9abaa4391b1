"""Permanent names (IRIs) of what the site speaks of, for structured data, open data and feeds."""
