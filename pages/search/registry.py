"""What other apps tell the search of their pages: which kind they are, what they are about, whose they are.

The search itself knows nothing of them; an app registers in its `AppConfig.ready`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from .passages import Passage


@dataclass(frozen=True)
class About:
    """What a page is about beyond its own text.

    Attributes:
        names: names of its record in all their forms; they count almost as much as the title.
        texts: other words of the record that the page shows; they count as its body.
        places: the keys of those whose page it is (see register_places).
        passages: what results may show of it: nothing that has a state of its own, as facts do.
    """

    names: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)


@dataclass(frozen=True)
class Kind:
    """A kind of page as readers see it.

    Attributes:
        key: its name in addresses.
        label: what a result says.
    """

    key: str
    label: Any
    models: tuple[str, ...]
    about: Callable[[Any], About] | None = None


@dataclass(frozen=True)
class Places:
    """Whose pages there are.

    Attributes:
        label: what the filter is called.
        names: returns each one's name by its key, in the reader's language.
    """

    label: Any
    names: Callable[[Any], dict[str, str]]


#: A title and an address.
Link = tuple[str, str]
Helper = Callable[[Any], list[Link]]

OTHER = Kind("page", _("Information"), ())
_kinds: dict[str, Kind] = {}
_places: list[Places] = []
_helpers: list[Helper] = []


def register_kind(
    key: str, label: Any, models: Iterable[str], about: Callable[[Any], About] | None = None
) -> None:
    """Register a kind of page.

    Args:
        models: the names of its page types.
        about: says what one of these pages (as its own type) is about.
    """
    _kinds[key] = Kind(key, label, tuple(models), about)


def register_places(label: Any, names: Callable[[Any], dict[str, str]]) -> None:
    """Register whose pages there are; `names` takes the request or None."""
    _places[:] = [Places(label, names)]


def kinds() -> dict[str, Kind]:
    """Return every kind by its key, in the order of registration, "information" last."""
    return {**_kinds, OTHER.key: OTHER}


def kind_of(model: type) -> Kind:
    """Return the kind to which a page type belongs."""
    return next((kind for kind in _kinds.values() if model.__name__ in kind.models), OTHER)


def places() -> Places | None:
    """Return whose pages there are, or None where no app says so."""
    return _places[0] if _places else None


def register_help(links: Helper) -> None:
    """Register where else to look when nothing was found; `links` takes the request."""
    _helpers.append(links)


def help_links(request: Any) -> list[Link]:
    """Return where else to look when nothing was found."""
    return [link for helper in _helpers for link in helper(request)]
