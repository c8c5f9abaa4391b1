"""What an archive says of itself."""

from typing import Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict

#: Counted up whenever an older `make restore` couldn't read what is written now.
FORMAT = 1
#: What the names of media files begin with in the archive.
MEDIA = "media/"


class Entry(BaseModel):
    """A file of the archive; its size is in bytes."""

    model_config = ConfigDict(frozen=True)

    name: str
    size: int
    sha256: str


class Media(BaseModel):
    """A media file, and the columns (table, column) in which rows name it."""

    model_config = ConfigDict(frozen=True)

    entry: Entry
    columns: list[tuple[str, str]]

    @property
    def file_name(self) -> str:
        """What the rows call it."""
        return self.entry.name.removeprefix(MEDIA)


class Manifest(BaseModel):
    """The archive's table of contents.

    Attributes:
        versions: of what wrote it: wagtail, django, python, the database.
        migrations: the last one of each application.
        missing: media files that rows name and that the site itself didn't have any more.
    """

    model_config = ConfigDict(frozen=True)

    format: Literal[1] = 1
    made: AwareDatetime
    site: str
    kind: Literal["sqlite", "postgresql"]
    versions: dict[str, str]
    migrations: dict[str, str]
    database: Entry
    media: list[Media]
    missing: list[str]
