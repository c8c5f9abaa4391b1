"""Each test has a site that it may destroy."""

from ..own_site import db, folders, site

__all__ = ["db", "folders", "site"]
