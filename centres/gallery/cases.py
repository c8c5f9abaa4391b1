"""The centres' contacts, and the drawn figures with their tables."""

from collections.abc import Iterator
from typing import Any

from pages.a_to_z import figure as a_to_z
from pages.accessibility import figure as statement
from pages.accessibility.grid import State
from pages.blocks import FigureBlock
from pages.facts.kinds import ValueType
from pages.facts.states import Mark
from pages.figures import Drawing, Row, Table
from pages.gallery.cases.glossary import letters
from pages.gallery.register import Case, Words, block, component
from pages.gallery.samples import TODAY, entries, fact
from pages.services.navigation import Entry
from pages.services.translations import other_language
from pages.sharing import figure as snippets

from ..figures import depth_dose, milestones, network
from ..models import Centre, Milestone, Partner, Project, Telephone
from ..services.contacts import Contact

HEAD = "div.page-head.paint-mint"
LONG_MENU = ("long_name", "word", "long_heading", "three_words")
COLUMNS, ROWS = 12, 4
PARTNERS = 12
#: In no database, so in no collection: the default would be asked of it.
NOWHERE = {"collection_id": None}


def telephone(words: Words, purpose: str, **fields: Any) -> Telephone:
    """Return a number that nobody has."""
    number = fact(words, value="+33231000000", value_type=ValueType.TELEPHONE, **fields)
    texts = {"purpose": words[purpose], "hours": words["hours"]}
    return Telephone(fact=number, **_named(words, **texts))


def contact(words: Words, *, long: bool = False, bare: bool = False) -> Contact:
    """Return a centre's contact, long, or without what isn't known."""
    doubtful: dict[str, Any] = {"mark": Mark.TO_BE_CONFIRMED} if long else {}
    return Contact(
        centre=Centre(key="gallery", **NOWHERE),
        name=words["long_name" if long else "name"],
        town=words["long_town" if long else "town"],
        url="#long" if long else "#short",
        paint="sky",
        illustration="" if bare else "caen-abbaye-aux-hommes",
        street="" if bare else words["long_purpose" if long else "street"],
        locality=f"14000 {words['long_town' if long else 'town']}",
        address_fact=fact(words, **doubtful),
        telephones=[]
        if bare
        else [telephone(words, "long_purpose" if long else "purpose", **doubtful)],
    )


def _contacts(words: Words) -> dict[str, Contact]:
    return {
        "usual": contact(words),
        "long": contact(words, long=True),
        "bare": contact(words, bare=True),
    }


def _named(words: Words, **texts: str) -> dict[str, str]:
    return {f"{name}_{words.language}": text for name, text in texts.items()}


@component("address", inside="div.section > div.section-main")
def address(words: Words) -> Iterator[Case]:
    for name, known in _contacts(words).items():
        yield Case(name, {"contact": known})


@component("phone", inside="div.section > div.section-main")
def phone(words: Words) -> Iterator[Case]:
    yield Case("usual", {"telephone": telephone(words, "purpose")})
    doubtful = telephone(words, "purpose", mark=Mark.TO_BE_CONFIRMED)
    yield Case("to be confirmed", {"telephone": doubtful})


@component("call_tile", inside=HEAD)
def call_tile(words: Words) -> Iterator[Case]:
    for name in ("purpose", "long_purpose"):
        yield Case(name, {"telephone": telephone(words, name)})
    yield Case("two centres", {"contacts": [contact(words), contact(words, long=True)]})


@component("centre_tile", inside="div.first-wall")
def centre_tile(words: Words) -> Iterator[Case]:
    for name, known in _contacts(words).items():
        yield Case(name, {"contact": known})


@component("emergency", inside="div.first-wall")
def emergency(words: Words) -> Iterator[Case]:
    yield Case("usual")
    yield Case("with a fact", {"emergency_fact": fact(words, long=True)})


@component("emergency_numbers", inside="div.night-panel > div.section > ul.night-numbers")
def emergency_numbers(words: Words) -> Iterator[Case]:
    yield Case("usual")


@component("print_head")
def print_head(words: Words) -> Iterator[Case]:
    yield Case("on paper only", {"contacts": [contact(words)]})


@component("footer")
def footer(words: Words) -> Iterator[Case]:
    rights = [*entries(words, "name", "kind"), Entry(words["title"], "#state", False, True)]
    menus = {"rights": rights, "everyone": entries(words, "three_words", "month")}
    usual = {"menus": menus, "accessibility_state": State.PARTIAL}
    yield Case("usual", usual | {"contacts": [contact(words), contact(words)]})
    menus = {"rights": entries(words, *LONG_MENU), "everyone": entries(words, *LONG_MENU)}
    odd = [contact(words, long=True), contact(words, bare=True)]
    yield Case("long names", {"menus": menus, "contacts": odd})


# Figures. Their `draw` asks the database; here they show what the database should never hold.


@block(FigureBlock)
def figures(words: Words) -> Iterator[Case]:
    yield _figure(words, "depth-dose", depth_dose.draw({}))
    places = [
        {"name": words["name"], "town": words["town"], "url": "#a"},
        {"name": words["long_name"], "town": words["long_town"], "url": ""},
    ]
    drawing = Drawing("components/figures/map.html", {"paint": "sky", "centres": places})
    yield _figure(words, "map", drawing)
    yield _figure(words, "network", network.drawing(*_network(words)))
    yield _figure(words, "milestones", milestones.draw(_project(words)))
    yield _figure(words, "accessibility statement", _statement(words))
    yield _figure(words, "link to us", _snippets(words))
    listed = {"letters": letters(words), "other_language": other_language(words.language)}
    yield _figure(words, "glossary", Drawing("components/figures/glossary.html", listed))
    yield _figure(words, "from A to Z", a_to_z.draw({}))


def _statement(words: Words) -> Drawing:
    """Return the statement with numbers that stay when those of the site change."""
    row = statement.Row("1.1", words["text"], words["enormous_title"])
    groups = tuple(statement.Group(result, (row, row)) for result in statement.OPEN_RESULTS)
    drawing = statement.draw({})
    fixed = {
        "state": State.PARTIAL,
        "rate": "97 %",
        "applicable": 60,
        "met": 58,
        "not_met": 1,
        "not_tested": 1,
        "not_applicable": 46,
        "oldest_test": TODAY,
        "newest_test": TODAY,
        "themes": [statement.OpenTheme(words["kind"], groups)],
        "technologies": [words["word"]],
        "browsers": [words["name"]],
        "tools": [words["long_name"], words["kind"]],
        "sample": [statement.Tested(words[name], f"#{name}") for name in ("title", "word")],
    }
    return Drawing(drawing.template, drawing.context | fixed)


def _snippets(words: Words) -> Drawing:
    """Return lines to copy, short and long, on the page and folded away."""
    texts = {name: snippets.Snippet(name, words[name], words[name]) for name in ("word", "text")}
    groups = [
        snippets.Group(words["title"], (texts["word"],)),
        snippets.Group(words["kind"], (texts["text"],), folded=True),
    ]
    return Drawing("components/figures/link_to_us.html", {"groups": groups})


def _figure(words: Words, name: str, drawing: Drawing) -> Case:
    value = {"heading": words["heading"], "text": words.prose("lead")}
    return Case(name, {"drawing": drawing}, value=value)


@component("figures/table", inside="figure.fig.fig-notes.paint-sun > div")
def table(words: Words) -> Iterator[Case]:
    yield Case("usual", {"table": depth_dose.table(words.language)})
    cells = tuple(f"{number * 1234}" for number in range(1, COLUMNS))
    rows = tuple(Row(f"{words['item']} {number}", cells) for number in range(1, ROWS + 1))
    columns = (words["item"], *(f"{words['month']} {number}" for number in range(1, COLUMNS)))
    yield Case("12 columns", {"table": Table(words["long_label"], columns, rows)})


@component("figures/milestones_section")
def milestones_section(words: Words) -> Iterator[Case]:
    yield Case("on a project's page", _project(words))


def _project(words: Words) -> dict[str, Any]:
    told = fact(words)
    planned = [
        Milestone(fact=told, planned=day, actual=done, **_named(words, label=words[label]))
        for label, day, done in (
            ("three_words", "2021", "2022-05"),
            ("enormous_title", "2023", ""),
            ("word", "", "2024-01-15"),
            ("long_label", "2030", ""),
        )
    ]
    project = Project(pk=1, **_named(words, name=words["long_name"]), **NOWHERE)
    return {"project": project, "milestones": planned, "today": TODAY}


def _network(words: Words) -> tuple[list[Centre], list[network.Relation]]:
    centres = [
        Centre(pk=number, town=town, **NOWHERE) for number, town in enumerate(("Caen", "Rouen"), 1)
    ]
    kinds = list(Partner.Kind)
    names = ("name", "long_name", "word", "three_words", "enormous_title")
    relations = [
        network.Relation(
            partner=Partner(
                pk=number,
                kind=kinds[number % len(kinds)],
                **_named(words, name=words[names[number % len(names)]]),
                **NOWHERE,
            ),
            centres=tuple(centres if number % 3 == 0 else centres[number % 2 :][:1]),
            url=f"#partner{number}" if number % 2 else "",
        )
        for number in range(PARTNERS)
    ]
    return centres, relations
