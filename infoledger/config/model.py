"""What an office says of itself, as frozen shapes.

``None`` for ``unit_groups``, ``categories`` and ``awards`` means that any name may be used.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from infoledger.errors import Finding
from infoledger.periods import Calendar
from infoledger.rules.kinds import Per
from infoledger.rules.lateness import Deadline
from infoledger.rules.regulation import Regulation
from infoledger.rules.whens import When
from infoledger.workdays import Workdays

if TYPE_CHECKING:
    from infoledger.config.nodes import Place


@dataclass(frozen=True, slots=True)
class Office:
    """Whose ledger this is; ``level`` is that of its own publications."""

    name: str
    level: str = ""


@dataclass(frozen=True, slots=True)
class Category:
    """A kind of item and what is expected of it."""

    deadline: Deadline | None = None
    expects: tuple[str, ...] = ()
    least_characters: int = 0
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class Outlet:
    """Where a piece can be adopted: of which body, at which level; ``own`` if this office issues it."""

    name: str
    body: str
    level: str
    aliases: tuple[str, ...] = ()
    own: bool = False


@dataclass(frozen=True, slots=True)
class Body:
    """Who can adopt (上级单位), and in what; without ``secrecy_at_most`` it may be sent every item."""

    name: str
    level: str
    outlets: tuple[Outlet, ...] = ()
    secrecy_at_most: str = ""


@dataclass(frozen=True, slots=True)
class Leader:
    """Who writes instructions; ``chief`` for a principal leader (主要领导), ``title`` what post it is (职务)."""

    level: str
    chief: bool = False
    title: str = ""


@dataclass(frozen=True, slots=True)
class FirstIssue:
    """The numbers of the first issue that this ledger makes of a publication that is older; None where none is said."""

    number: int | None = None
    running: int | None = None


@dataclass(frozen=True, slots=True)
class Publication:
    """What this office itself issues; issuing adopts the items in it."""

    name: str
    issuer: str
    numbering: Literal["yearly", "running", "both"] = "yearly"
    sections: tuple[str, ...] = ()
    send: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    copies: int | None = None
    secrecy_at_most: str = ""
    signatures: tuple[str, ...] = ()
    first: FirstIssue | None = None


_OF_SEVERAL = "综合"


@dataclass(frozen=True, eq=False)
class Layout:
    """What the office's Word documents have otherwise than those that ship.

    ``fonts`` gives one for another, ``margins`` mm by side, ``lines`` how many a page has, ``red`` the
    RGB of what is red, ``styles`` by the name of the style its font, its size and lengths in pt, and bold.
    One is like no other, so that the templates built for it can be kept.
    """

    fonts: Mapping[str, str] = field(default_factory=dict)
    margins: Mapping[str, float] = field(default_factory=dict)
    lines: int | None = None
    red: str = ""
    styles: Mapping[str, Mapping[str, str | float | bool]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Named:
    """How many of each group the text of a notice names as first and as last."""

    first: int = 3
    last: int = 3


@dataclass(frozen=True, slots=True)
class PaperDesign:
    """An office's own template for a kind of document, relative to the config, and its title."""

    template: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class NoticeDesign:
    """What the office's notice and its kin are called, say and are made of; what is empty has its usual value.

    Titles have room for ``{period}`` and ``{work}``, ``number`` (发文字号) for ``{year}`` and ``{number}``.
    ``sections`` and ``annexes`` are keys of ``config.notice``, None for all; ``columns`` headings of the ranking,
    None for all. With a ``seal`` the signature leaves room for it (GB/T 9704 7.3.5.1).
    """

    work: str = ""
    title: str = ""
    number: str = ""
    to: str = ""
    copy_to: str = ""
    printed_by: str = ""
    contact: str = ""
    signed_by: str = ""
    seal: bool = True
    named: Named = Named()
    sections: tuple[str, ...] | None = None
    annexes: tuple[str, ...] | None = None
    columns: tuple[str, ...] | None = None
    wide: Literal["landscape", "portrait"] = "landscape"
    template: str = ""
    pay: PaperDesign = PaperDesign()
    report: PaperDesign = PaperDesign()
    assessment: PaperDesign = PaperDesign()
    letters: PaperDesign = PaperDesign()


@dataclass(frozen=True, slots=True)
class Mark:
    """What a column of marks says of an item: that it came to a ``fact`` (adoption, forward, instruction) of ``name``.

    ``date`` is the heading of the column with its day, if there is one.
    """

    fact: str
    name: str
    date: str = ""


@dataclass(frozen=True, slots=True)
class Profile:
    """How tables of the office's own making are read: what their headings mean in a table of ``kind``.

    ``sheets`` is a pattern (``*月``) of the names of the sheets that are read so, ``year`` that of days without
    one. ``columns`` gives by heading the English name of one of the kind's columns, ``constants`` by that name
    what stands in rows that say nothing there.
    """

    name: str
    kind: str
    sheets: str = "*"
    year: int | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    pass_over: tuple[str, ...] = ()
    constants: Mapping[str, str] = field(default_factory=dict)
    marks: Mapping[str, Mark] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AnalysisDesign:
    """What the office adds to the analysis (研判) of what comes in.

    ``stop_words`` are no themes, ``own_words`` always may be; what units report within so many ``days`` is
    reported at once.
    """

    stop_words: tuple[str, ...] = ()
    own_words: tuple[str, ...] = ()
    days: int = 7


@dataclass(frozen=True, slots=True)
class ReviewStep:
    """A further step of review for items that match."""

    step: str
    when: When = When()


@dataclass(frozen=True, slots=True)
class Review:
    """The steps that an item passes before it may go out; one submitted before ``since`` needs none.

    Of the steps of each group of ``apart`` a person may sign only one.
    One of which nothing has become ``unused_after`` so many days is told its unit as not used; None: never.
    """

    steps: tuple[str, ...] = ()
    more: tuple[ReviewStep, ...] = ()
    since: date | None = None
    apart: tuple[tuple[str, ...], ...] = ()
    unused_after: int | None = None

    def lies_before(self, submitted: date) -> bool:
        """Whether an item of this day came before there were steps, and counts as approved."""
        return self.since is not None and submitted < self.since


@dataclass(frozen=True, slots=True)
class Partner:
    """An office with which packets are exchanged: a body above or a unit below, by ``name``.

    ``called`` is what it calls itself, if that is another name; ``key`` the file with the secret that both hold.
    """

    name: str
    called: str = ""
    key: Path | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """What it may be called in a packet."""
        return (self.name, self.called) if self.called else (self.name,)


@dataclass(frozen=True, slots=True)
class Award:
    """A kind of award (评优) and how many may be given per sub-period; ``most`` None: any."""

    most: int | None = None
    per: Per = "month"


@dataclass(frozen=True, slots=True)
class WorkedCase:
    """An example in the rules, as it is written.

    ``facts`` keep their words, since one that cannot be read fails the case and nothing else.
    ``expect`` gives the points by period and party; ``where`` is the case's file and line.
    """

    name: str
    facts: tuple[Mapping[str, str | tuple[str, ...]], ...]
    expect: Mapping[str, Mapping[str, Decimal]]
    where: str


@dataclass(frozen=True)
class Config:
    """The whole of config.yaml, with its regulations by effective date, oldest first.

    ``bodies`` does not hold the publications; ``outlets`` are all outlets, publications last.
    ``cases`` are the worked cases of each regulation that has some, ``hints`` what is odd in how the files are
    written, ``places`` the roots of config and regulations as they are written.
    """

    path: Path
    office: Office
    ledger: str
    language: str = "zh"
    clerk: str = ""
    calendar: Calendar = field(default_factory=Calendar)
    workdays: Workdays = field(default_factory=Workdays)
    levels: tuple[str, ...] = ("县级", "市级", "省级", "国家级", "媒体")
    unit_groups: tuple[str, ...] | None = None
    categories: Mapping[str, Category] | None = None
    bodies: Mapping[str, Body] = field(default_factory=dict)
    outlets: tuple[Outlet, ...] = ()
    forms: tuple[str, ...] = ("单篇", "综合", "简讯")
    leaders: Mapping[str, Leader] = field(default_factory=dict)
    publications: Mapping[str, Publication] = field(default_factory=dict)
    layout: Layout | None = None
    notice: NoticeDesign = NoticeDesign()
    imports: Mapping[str, Profile] = field(default_factory=dict)
    analysis: AnalysisDesign = AnalysisDesign()
    secrecy: tuple[str, ...] = ("公开", "内部", "秘密")
    review: Review = Review()
    violations: tuple[str, ...] = ("迟报", "漏报", "瞒报", "误报")
    awards: Mapping[str, Award] | None = None
    exchange: Mapping[str, Partner] = field(default_factory=dict)
    regulations: tuple[Regulation, ...] = ()
    cases: tuple[tuple[Regulation, tuple[WorkedCase, ...]], ...] = ()
    hints: tuple[Finding, ...] = ()
    places: Mapping[str, "Place"] = field(default_factory=dict, compare=False, repr=False)

    def usual_form(self, items: int) -> str:
        """The form of a piece made from so many ``items`` if none is said: the first, or 综合 of several."""
        return _OF_SEVERAL if items > 1 and _OF_SEVERAL in self.forms else self.forms[0]

    def where(self, regulation: Regulation | None, *keys: str | int) -> str:
        """Where in its files something stands, by its keys in a ``regulation`` or in the config itself."""
        source = regulation.source if regulation else str(self.path)
        place = self.places.get(source)
        return place.reach(*keys).where() if place else source

    def in_force(self, day: date) -> Regulation | None:
        """The regulation in force on ``day``."""
        return next((each for each in reversed(self.regulations) if each.effective <= day), None)

    @property
    def deadlines_in_workdays(self) -> bool:
        """Whether a category's deadline is counted in workdays."""
        deadlines = (category.deadline for category in (self.categories or {}).values())
        return any(deadline.unit == "wd" for deadline in deadlines if deadline)

    @cached_property
    def shared_outlets(self) -> frozenset[str]:
        """The outlet names that several bodies have."""
        names = [outlet.name for outlet in self.outlets]
        return frozenset(name for name in names if names.count(name) > 1)
