"""Letters to units (函件): solicitations, slips for instructions, reminders, all on one template."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from infoledger.documents.text import Figure, Paragraph, clean, figure, fitted_title, joined, paragraphs
from infoledger.i18n import translation
from infoledger.periods import Period, day_title, title
from infoledger.rules.kinds import PartyKind

_NUMERALS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十")


@dataclass(frozen=True, slots=True)
class Letter:
    """What a letter says, each text as it is printed; ``to`` are the units it is sent to, ``signed`` who sends it."""

    language: str
    office: str
    title: tuple[str, ...]
    to: str
    paragraphs: tuple[Paragraph, ...]
    signed: str
    date: str
    contact: str = ""
    seal: bool = True

    @property
    def called(self) -> str:
        """The title in one line, as the file's own."""
        return joined(self.title)


class Sender(NamedTuple):
    """Who sends a letter, in which language, and whom to ask about it; ``work`` is what the office calls its work.

    With a ``seal`` the signature leaves room for it.
    """

    office: str
    language: str
    signed_by: str = ""
    contact: str = ""
    work: str = ""
    seal: bool = True

    def letter(
        self,
        heading: str,
        units: Iterable[str],
        lines: Sequence[str],
        day: date,
        *,
        table: Sequence[Sequence[str]] = (),
        headed: bool = False,
    ) -> Letter:
        """The letter to ``units`` that says ``lines``, below the first of them a ``table``, its head first.

        Where it is ``headed``, numbered lines are headings.
        """
        _ = translation(self.language).gettext
        first, *rest = paragraphs("\n".join(lines)) if headed else (Paragraph(line) for line in map(clean, lines))
        rows = [Paragraph("", rows=tuple(tuple(map(clean, row)) for row in table))] if table else []
        return Letter(
            language=self.language,
            office=clean(self.office),
            title=fitted_title(heading),
            to=_("{units}:").format(units=_(", ").join(map(clean, units))),
            paragraphs=(first, *rows, *rest),
            signed=clean(self.signed_by or self.office),
            date=day_title(day, self.language),
            contact=clean(self.contact),
            seal=self.seal,
        )


class Topic(NamedTuple):
    """What is asked for by ``due``, of which units and of whom in them; ``body`` is who asked the office for it."""

    title: str
    units: Sequence[str]
    due: date
    body: str | None = None
    persons: str | None = None


class Instructed(NamedTuple):
    """What a leader wrote on items, and where they were read; ``post`` (职务) stands before the name."""

    leader: str
    written: date
    titles: Sequence[str]
    post: str = ""
    outlet: str | None = None
    text: str | None = None
    due: date | None = None


class Owed(NamedTuple):
    """What a unit, or ``party`` of it, owes of a quota in a sub-period and has not done."""

    quota: str
    party: str
    period: Period
    least: Figure
    done: Figure
    shortfall: Figure


def solicitation(sender: Sender, topics: Sequence[Topic], day: date) -> Letter:
    """The letter that asks units for items on ``topics``: on one in words, on several in a table."""
    _ = translation(sender.language).gettext
    units = list(dict.fromkeys(unit for topic in topics for unit in topic.units))
    what = _("Say what the situation is, with figures, why it is so, and what you propose.")
    if len(topics) == 1:
        (topic,) = topics
        told = {"title": clean(topic.title), "due": day_title(topic.due, sender.language)}
        told |= {"body": clean(topic.body or ""), "persons": clean(topic.persons or "")}
        asked = (
            _("At the request of {body}, we ask you for items on “{title}”.")
            if topic.body
            else _("We ask you for items on “{title}”.")
        )
        by_whom = _(" To be written by: {persons}.").format(**told) if topic.persons else ""
        lines = [
            asked.format(**told) + _(" Please send them by {due}.").format(**told) + by_whom,
            what,
            _(
                "Name the topic “{title}” when you submit. Who has not answered by then is counted by the regulation."
            ).format(**told),
        ]
        return sender.letter(_("Solicitation of items on “{title}”").format(**told), units, lines, day)
    lines = [
        _("We ask you for items on the topics below, each by its day."),
        what,
        _("Name the topic when you submit. Who has not answered by then is counted by the regulation."),
    ]
    heading = _("Solicitation of items on several topics")
    return sender.letter(heading, units, lines, day, table=_topics(topics, sender.language))


def _topics(topics: Sequence[Topic], language: str) -> list[list[str]]:
    """The topics as a table; who is to write and who asked for it have a column where they are known."""
    _ = translation(language).gettext
    rows = [
        [_("No."), _("Subject"), _("Asked"), _("To be written by"), _("Asked for by"), _("Due")],
        *(
            [
                str(place),
                topic.title,
                _(", ").join(topic.units),
                topic.persons or "",
                topic.body or "",
                day_title(topic.due, language),
            ]
            for place, topic in enumerate(topics, 1)
        ),
    ]
    told = [place for place in range(len(rows[0])) if any(row[place] for row in rows[1:])]
    return [[row[place] for place in told] for row in rows]


def instruction(sender: Sender, instructed: Instructed, units: Sequence[str], day: date) -> Letter:
    """The slip that hands an instruction to the units concerned."""
    _ = translation(sender.language).gettext
    told = {
        "leader": clean(_("{post} {leader}").format(post=instructed.post, leader=instructed.leader)),
        "written": day_title(instructed.written, sender.language),
        "titles": _(", ").join(_("“{title}”").format(title=clean(title)) for title in instructed.titles),
        "outlet": clean(instructed.outlet or ""),
        "text": clean(instructed.text or ""),
        "due": day_title(instructed.due, sender.language) if instructed.due else "",
    }
    read = _("On {written} {leader} wrote an instruction on {titles}")
    lines = [
        (
            read + (_(", read in {outlet}") if instructed.outlet else "") + (_(":") if instructed.text else _("."))
        ).format(**told),
        *([_("“{text}”").format(**told)] if instructed.text else []),
        (
            _("Please see to it, and tell us in writing what was done by {due}.")
            if instructed.due
            else _("Please see to it, and tell us in writing what was done.")
        ).format(**told),
    ]
    return sender.letter(_("Handling of a leader's instruction"), units, lines, day)


def reminder(
    sender: Sender, unit: str, period: Period, owed: Sequence[Owed], day: date, *, heading: str = ""
) -> Letter:
    """The letter that reminds ``unit`` of what it still owes in ``period`` (催报通知).

    ``heading`` is the office's own title, with room for ``{period}`` and ``{work}``.
    """
    language = sender.language
    _ = translation(language).gettext
    told = {"period": title(period, language), "work": sender.work, "day": day_title(day, language)}
    parties = any(each.party != unit for each in owed)
    head = [_("Quota"), _("Party"), _("Period"), _("Owed"), _("Done"), _("Still owed"), _("Due")]
    rows = [head, *(_owed(each, language) for each in owed)]
    if not parties:
        rows = [[row[0], *row[2:]] for row in rows]
    lines = [
        _("By {day} the following of what your unit owes in {period} is not done:").format(**told),
        _("Please submit what is still owed by its last day; where that is past, as soon as you can, and say why."),
        _("What is not done is counted by the regulation."),
    ]
    called = heading or _("Reminder of {work} still owed, {period}")
    return sender.letter(called.format(**told), [unit], lines, day, table=rows)


def packet(sender: Sender, to: str, number: int, held: Mapping[str, int], *, up: bool, day: date) -> Letter:
    """The letter that lies in a packet, in Chinese: how many records it ``held`` by table, and how it is read.

    One that goes ``up`` brings items; one that goes down tells what became of them.
    """
    _ = translation("zh").gettext
    if not held:
        brought = _("This packet, no {number}, only confirms what we received of you.")
    elif up:
        brought = _("We send you, in packet no {number}, items of information, and ask you to use them:")
    else:
        brought = _("We tell you, in packet no {number}, what became of your items, and what we ask of you:")
    rows = [[_("Table"), _("Records")], *([table, str(count)] for table, count in held.items())]
    lines = [
        brought.format(number=number),
        _("Any spreadsheet opens the tables. To take all into the ledger: infoledger packet receive FILE."),
    ]
    heading = _("Items of information sent up") if up else _("What became of items of information")
    return sender._replace(language="zh").letter(heading, [to], lines, day, table=rows if held else ())


def _owed(each: Owed, language: str) -> list[str]:
    figures = map(figure, (each.least, each.done, each.shortfall))
    return [each.quota, each.party, title(each.period, language), *figures, day_title(each.period.last, language)]


class Named(NamedTuple):
    """Who is named under ``heading``, an honour or an outcome, by group; ``cite`` is the article it rests on.

    The parties are units or, of this ``kind``, informants. ``within`` is the sub-period that they are named for.
    """

    heading: str
    parties: Mapping[str, Sequence[str]]
    cite: str = ""
    kind: PartyKind = "unit"
    within: str = ""


def commendation(sender: Sender, to: Sequence[str], period: Period, honours: Sequence[Named], day: date) -> Letter:
    """The list of those who are commended for ``period`` (表彰)."""
    _ = translation(sender.language).gettext
    heading = _("Commendation of {parties} for {work}, {period}")
    told = _("For their {work} in {period} the following {parties} are commended:")
    return _list_of(sender, to, period, honours, day, heading, told)


def criticism(sender: Sender, to: Sequence[str], period: Period, outcomes: Sequence[Named], day: date) -> Letter:
    """The list of those who are criticised for ``period`` (通报批评), under what was found of them."""
    _ = translation(sender.language).gettext
    heading = _("Criticism of {parties} for {work}, {period}")
    told = _("For their {work} in {period} the following {parties} are criticised:")
    return _list_of(sender, to, period, outcomes, day, heading, told)


def _list_of(
    sender: Sender, to: Sequence[str], period: Period, named: Sequence[Named], day: date, heading: str, told: str
) -> Letter:
    words = {"period": title(period, sender.language), "work": sender.work, "parties": _who(named, sender.language)}
    lines = [told.format(**words), *(line for place, each in enumerate(named) for line in _named(each, place, sender))]
    return sender.letter(heading.format(**words), to, lines, day, headed=True)


def _who(named: Sequence[Named], language: str) -> str:
    """Of what kind those are who are named."""
    _ = translation(language).gettext
    kinds = {each.kind for each in named}
    if len(kinds) > 1:
        return _("units and persons")
    return _("units") if "unit" in kinds else _("persons")


def _named(each: Named, place: int, sender: Sender) -> Iterator[str]:
    """A heading with how many are named, and below it who, by group."""
    _ = translation(sender.language).gettext
    count = sum(map(len, each.parties.values()))
    told = _(", ").join(filter(None, (each.within, each.cite and _("by {cite}").format(cite=each.cite))))
    headings = {
        "unit": _("{number}. {heading}{notes}: {count} units"),
        "informant": _("{number}. {heading}{notes}: {count} informants"),
    }
    yield headings[each.kind].format(
        number=_NUMERALS[place % len(_NUMERALS)] if sender.language == "zh" else place + 1,
        heading=clean(each.heading),
        notes=_(" ({words})").format(words=clean(told)) if told else "",
        count=count,
    )
    for group, parties in each.parties.items():
        names = _(", ").join(map(clean, parties))
        yield (_("{group}: {names}.") if group else _("{names}.")).format(group=clean(group), names=names)
