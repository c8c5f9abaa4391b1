"""What the parts of the audit tell one another: visits, faults, results."""

from dataclasses import dataclass, field

from ..browser.reader import Scheme


@dataclass(frozen=True)
class Mode:
    """How a page is looked at."""

    width: int
    scheme: Scheme
    forced: bool = False

    @property
    def name(self) -> str:
        return f"{self.width} {'forced colours' if self.forced else self.scheme}"

    @property
    def is_first_view(self) -> bool:
        """Whether this mode measures what doesn't depend on colours."""
        return self.scheme == "light" and not self.forced


MODES = (
    Mode(320, "light"),
    Mode(320, "dark"),
    Mode(1280, "light"),
    Mode(1280, "dark"),
    Mode(1280, "dark", forced=True),
)
#: The mode in which the walk with the keyboard covers every page.
WIDE = MODES[2]
#: A page is loaded once for each width; colours change under it.
LOADS = (MODES[:2], MODES[2:])


@dataclass(frozen=True)
class Target:
    """An address to look at.

    Attributes:
        path: path and query.
        is_sample: whether it stands for all of its type in what isn't done on every page.
    """

    path: str
    language: str
    status: int = 200
    is_sample: bool = False


@dataclass(frozen=True)
class Visit:
    """A page loaded once, and the modes in which it is looked at, one after the other."""

    target: Target
    modes: tuple[Mode, ...]

    def has_walk(self, mode: Mode) -> bool:
        """Whether the keyboard goes through the page: every page once, samples in each layout."""
        samples = mode.is_first_view or mode.forced
        return mode == WIDE or (self.target.is_sample and samples)


@dataclass(frozen=True)
class Fault:
    """Something that is wrong: by which rule, with which element, and what."""

    rule: str
    where: str
    what: str


@dataclass
class Result:
    """What came of looking at a page in one way.

    Attributes:
        checks: how many checks were made.
        figures: what was measured, such as the weight.
        accepted: faults that exceptions.yaml allows.
        html: the page as it was served, where somebody needs it.
    """

    path: str
    mode: str
    faults: list[Fault] = field(default_factory=list)
    checks: int = 0
    figures: dict[str, float] = field(default_factory=dict)
    accepted: list[Fault] = field(default_factory=list)
    html: str = ""
