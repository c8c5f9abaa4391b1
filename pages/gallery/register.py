"""The register of the gallery: a section a component, with its cases."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.module_loading import autodiscover_modules
from wagtail.blocks import Block

from ..blocks.tree import own_blocks
from ..yaml_files import load

FOLDER = "components/"
WORDS = Path(__file__).with_name("words.yaml")


class Words:
    """The words of the cases in one language: ``words["title"]``."""

    def __init__(self, language: str) -> None:
        self.language = language

    def __getitem__(self, name: str) -> str:
        return _words()[name][self.language]

    def prose(self, *names: str) -> str:
        """Return rich text of a paragraph for each name."""
        return "".join(f"<p>{self[name]}</p>" for name in names)


@cache
def _words() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = load(WORDS.read_text(encoding="utf-8"))
    return found


@dataclass(frozen=True)
class Case:
    """One way in which a component is used.

    Attributes:
        name: what is special about it.
        context: what its template gets, beside what every page has.
        value: a block's value, where the component is a block.
    """

    name: str
    context: dict[str, Any] = field(default_factory=dict)
    value: Any = None


Cases = Callable[[Words], Iterable[Case]]


@dataclass(frozen=True)
class Section:
    """A component with its cases.

    Attributes:
        name: its template without folder and ending: "card_row", "blocks/section".
        inside: the elements in which it stands on a page: "div.section > div.section-main".
        block: the block, where the component is one.
    """

    name: str
    make_cases: Cases
    inside: str = ""
    block: Block | None = None

    @property
    def template(self) -> str:
        return f"{FOLDER}{self.name}.html"

    def cases(self, language: str) -> Iterator[Case]:
        """Yield the cases: of a block, first what the editor's preview shows."""
        if self.block and hasattr(self.block.meta, "preview_value"):
            yield Case("preview", value=self.block.get_preview_value())
        yield from self.make_cases(Words(language))

    def context(self, case: Case) -> dict[str, Any]:
        """Return what the template gets for a case."""
        if self.block is None:
            return case.context
        value = case.value
        if isinstance(value, list | dict):
            value = self.block.normalize(value)
        # A block writes into the context that it is given.
        return self.block.get_context(value, dict(case.context)) | case.context


_sections: dict[str, Section] = {}


def component(name: str, inside: str = "") -> Callable[[Cases], Cases]:
    """Register a function as the cases of a component."""

    def keep(cases: Cases) -> Cases:
        _sections[name] = Section(name, cases, inside)
        return cases

    return keep


def block(kind: type[Block], inside: str = "") -> Callable[[Cases], Cases]:
    """Register a function as the cases of a block, beside its preview."""

    def keep(cases: Cases) -> Cases:
        known = next(item for item in own_blocks() if type(item) is kind)
        name = known.meta.template.removeprefix(FOLDER).removesuffix(".html")
        _sections[name] = Section(name, cases, inside, known)
        return cases

    return keep


def sections() -> dict[str, Section]:
    """Return every section by name, those of all apps."""
    autodiscover_modules("gallery.cases")
    return dict(sorted(_sections.items()))
