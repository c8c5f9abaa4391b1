"""The records of the content files, and the whole loading in its order."""

from .records import RecordWriter
from .run import load

__all__ = ["RecordWriter", "load"]
