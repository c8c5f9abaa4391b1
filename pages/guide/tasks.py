"""The tasks of the guide: Markdown files, the same in both languages."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.urls import reverse
from markdown_it import MarkdownIt

from ..typography import set_rich_type

FOLDER = Path(__file__).parent
#: In the order in which somebody new meets them, each with its icon.
TASKS = {
    "write-a-page": "edit",
    "add-a-fact": "fact",
    "images": "image",
    "translate": "globe",
    "send-for-approval": "check",
    "schedule": "calendar-alt",
    "overdue-fact": "history",
    "never-publish": "warning",
}
_TITLE = re.compile(r"# (.+)\n")
#: Addresses are named, so that a guide can't lead astray: admin:fact_review, guide:images.
_NAMED = re.compile(r'(?<=href=")(admin|guide):([\w:-]+)(?=")')

_parser = MarkdownIt("commonmark", {"html": False})


@dataclass(frozen=True)
class Task:
    """One task of the guide in one language.

    Attributes:
        name: in its address; icon: of the admin; html: its body, trusted, without its title.
    """

    name: str
    icon: str
    title: str
    html: str

    @property
    def url(self) -> str:
        return reverse("guide_task", args=[self.name])


@cache
def task(name: str, language: str) -> Task:
    """Return a task in a language; one that has no guide gets the site's first language.

    Raises:
        KeyError: if there is no such task.
    """
    icon = TASKS[name]
    known = language if (FOLDER / language).is_dir() else settings.LANGUAGE_CODE
    text = (FOLDER / known / f"{name}.md").read_text(encoding="utf-8")
    title = _TITLE.match(text)
    if title is None:
        raise ValueError(f"{known}/{name}.md doesn't begin with its title")
    html = _NAMED.sub(_address, _parser.render(text[title.end() :]))
    return Task(name, icon, set_rich_type(title[1], known), set_rich_type(html, known))


def all_tasks(language: str) -> list[Task]:
    """Return all tasks in a language."""
    return [task(name, language) for name in TASKS]


def _address(match: re.Match[str]) -> str:
    kind, name = match.groups()
    return reverse(name) if kind == "admin" else reverse("guide_task", args=[name])
