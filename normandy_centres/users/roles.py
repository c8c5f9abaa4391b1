"""The roles as data: reads roles.yaml and says of each role which of Wagtail's rights it means."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pages.yaml_files import YAMLError, load

FILE = Path(__file__).with_name("roles.yaml")

#: What each action is called in permissions; others are called as in the file.
CODENAMES = {"edit": "change", "delete with everything below": "bulk_delete"}
PAGE_ACTIONS = {"add", "edit", "publish", "delete with everything below", "lock", "unlock"}

#: Kinds of things whose rights go by collection, with their models.
COLLECTED = {
    "images": ["wagtailimages.image"],
    "documents": ["wagtaildocs.document"],
    "collections": ["wagtailcore.collection"],
    "facts": ["pages.fact"],
    "centres": ["centres.centre"],
    "records": ["centres.speciality", "centres.partner", "centres.award", "centres.project"],
}
#: Kinds of things that belong to nobody in particular.
PLAIN = {
    "sources": ["pages.source"],
    "glossary": ["pages.glossaryterm"],
    "people": ["centres.person"],
    "menus": ["pages.menu"],
    "search": ["pages.searchsynonym", "wagtailsearchpromotions.searchpromotion"],
    "settings": ["pages.sitesettings"],
    "redirects": ["wagtailredirects.redirect"],
    "gone pages": ["pages.publicpage"],
    "users": ["users.user"],
    "groups": ["auth.group"],
    "workflows": ["wagtailcore.workflow", "wagtailcore.task"],
}
#: Rights that are not an action on a kind of thing.
ALSO = {
    "enter": "wagtailadmin.access_admin",
    "translate": "simple_translation.submit_translation",
    "overrule": "pages.overrule_claims",
}
PLACES = {"own", "shared", "everywhere"}
ONLY = "only what this file says"


class RolesError(Exception):
    """Something in roles.yaml can't be understood; the message says what and where."""


@dataclass(frozen=True)
class Centre:
    """One of the two centres: its name in roles, its collection, and the key of its record."""

    key: str
    name: str
    collection: str
    record: str


@dataclass(frozen=True)
class Role:
    """What one group may do.

    Attributes:
        key: as typed after ``invite --role``.
        group: the group's name.
        centre: whose role it is, or None.
        pages: actions ("change") by place ("own").
        collected: permissions ("pages.change_fact") by place.
        plain: permissions that hold for the whole site.
        exact: whether the group loses what the file doesn't say.
    """

    key: str
    group: str
    centre: Centre | None = None
    pages: dict[str, set[str]] = field(default_factory=dict)
    collected: dict[str, set[str]] = field(default_factory=dict)
    plain: set[str] = field(default_factory=set)
    exact: bool = False


@dataclass(frozen=True)
class Workflow:
    """Who approves in which order: each step with its name and the keys of its roles."""

    name: str
    centre: Centre | None
    steps: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Roles:
    """All that roles.yaml says."""

    centres: tuple[Centre, ...]
    shared_collection: str
    roles: dict[str, Role]
    workflows: tuple[Workflow, ...]
    unused_groups: tuple[str, ...]
    unused_workflows: tuple[str, ...]


def read(path: Path = FILE) -> Roles:
    """Return what a file of roles says. Raises RolesError where it can't be understood."""
    try:
        data = load(path.read_text(encoding="utf-8"))
        centres = tuple(Centre(key, **values) for key, values in data["centres"].items())
        roles = {role.key: role for role in _roles(data, centres)}
        workflows = tuple(_workflows(data, centres, roles))
        unused = data.get("remove when unused") or {}
        return Roles(
            centres,
            data["shared collection"],
            roles,
            workflows,
            tuple(unused.get("groups") or ()),
            tuple(unused.get("workflows") or ()),
        )
    except YAMLError as error:
        raise RolesError(f"{path.name} can't be read: {error}") from error
    except (KeyError, TypeError, AttributeError) as error:
        raise RolesError(f"{path.name} isn't as expected: {error}") from error


def _roles(data: dict[str, Any], centres: tuple[Centre, ...]) -> Iterator[Role]:
    for key, entry in (data.get("roles of each centre") or {}).items():
        for centre in centres:
            yield _role(f"{centre.key}-{key}", entry, centre)
    for key, entry in (data.get("roles of both centres") or {}).items():
        yield _role(key, entry, None)


def _role(key: str, entry: dict[str, Any], centre: Centre | None) -> Role:
    group = entry["name"].format(centre=centre.name if centre else "")
    role = Role(key, group, centre, plain={ALSO["enter"]}, exact=bool(entry.get(ONLY)))
    for name, value in entry.items():
        if name in {"name", "purpose", ONLY}:
            continue
        if name == "pages":
            for place, actions in _places(role, name, value):
                unknown = set(actions) - PAGE_ACTIONS
                if unknown:
                    raise RolesError(f"{key}, pages: unknown {', '.join(sorted(unknown))}")
                role.pages[place] = {_codename(action) for action in actions}
        elif name in COLLECTED:
            for place, actions in _places(role, name, value):
                role.collected.setdefault(place, set()).update(_named(COLLECTED[name], actions))
        elif name in PLAIN:
            role.plain.update(_named(PLAIN[name], value))
        elif name == "also":
            unknown = set(value) - set(ALSO)
            if unknown:
                raise RolesError(f"{key}, also: unknown {', '.join(sorted(unknown))}")
            role.plain.update(ALSO[right] for right in value)
        else:
            raise RolesError(f"{key}: unknown “{name}”")
    return role


def _places(role: Role, name: str, value: dict[str, list[str]]) -> Iterator[tuple[str, list[str]]]:
    for place, actions in value.items():
        if place not in PLACES or (place == "own" and role.centre is None):
            raise RolesError(f"{role.key}, {name}: there is no “{place}”")
        yield place, actions


def _named(models: list[str], actions: list[str]) -> set[str]:
    labels = [model.split(".") for model in models]
    return {f"{app}.{_codename(action)}_{model}" for app, model in labels for action in actions}


def _codename(action: str) -> str:
    return CODENAMES.get(action, action)


def _workflows(
    data: dict[str, Any], centres: tuple[Centre, ...], roles: dict[str, Role]
) -> Iterator[Workflow]:
    entry = data["workflow of each centre"]
    steps: tuple[tuple[str, tuple[str, ...]], ...]
    for centre in centres:
        steps = tuple(
            (step["name"].format(centre=centre.name), (f"{centre.key}-{step['by']}",))
            for step in entry["steps"]
        )
        yield _checked(Workflow(entry["name"].format(centre=centre.name), centre, steps), roles)
    entry = data["workflow of what is shared"]
    steps = tuple(
        (step["name"], tuple(f"{centre.key}-{step['by']}" for centre in centres))
        for step in entry["steps"]
    )
    yield _checked(Workflow(entry["name"], None, steps), roles)


def _checked(workflow: Workflow, roles: dict[str, Role]) -> Workflow:
    for name, keys in workflow.steps:
        for key in keys:
            if key not in roles:
                raise RolesError(f"{workflow.name}, {name}: there is no role “{key}”")
    return workflow
