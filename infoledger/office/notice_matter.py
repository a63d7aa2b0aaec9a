"""What a notice tells of, gathered from a reckoning and the ledger: figures, tasks, outcomes, failures, placings."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from infoledger.i18n import translation
from infoledger.office.placing import placings
from infoledger.rules.figures import NOTICE_FIGURES
from infoledger.rules.kinds import PartyKind

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from infoledger.config.model import Config
    from infoledger.documents.narrative import Distinction, Failures, NoticeTable, Remarks, Task
    from infoledger.documents.sections import Matter
    from infoledger.documents.text import Figure
    from infoledger.ledger.leaders import Leaders
    from infoledger.office.desk import Desk
    from infoledger.rules.outcomes import Assessed
    from infoledger.rules.postings import Party
    from infoledger.rules.reckoning import Reckoning
    from infoledger.rules.standings import Standing


def matter_of(
    connection: "Connection",
    desk: "Desk",
    reckoning: "Reckoning",
    rows: "Sequence[Standing]",
    by: PartyKind,
    remarks: "Remarks",
) -> "Matter":
    """All that the notice of the reckoning's window over ``rows`` may tell."""
    from infoledger.documents.ranking import headings
    from infoledger.documents.sections import Matter
    from infoledger.office.notice_document import comparisons, totals_of
    from infoledger.rules.summary import volume_of_units

    config, _ = desk.config, translation(desk.config.language).gettext
    fixed = headings(by, config.language)
    groups = dict.fromkeys(row.member.group for row in rows)
    before = _ranks_before(connection, desk, reckoning, by)
    assessed = list(_assessed(reckoning, groups))
    return Matter(
        reckoning.window,
        tuple(
            _table(reckoning, group, [row for row in rows if row.member.group == group], by, config, before)
            for group in groups
        ),
        totals_of(volume_of_units(reckoning.measures, reckoning.window), config),
        (fixed.index(_("Submitted")), fixed.index(_("Points"))),
        by=by,
        compared=tuple(comparisons(connection, desk, reckoning)),
        tasks=tuple(_tasks(connection, reckoning, groups, by, config.language)),
        outcomes=tuple(_distinctions(assessed, "outcome", config.language, reckoning)),
        honours=(
            *_distinctions(assessed, "honour", config.language, reckoning),
            *_awards(reckoning, groups, config.language),
        ),
        failures=tuple(failures_of(reckoning, groups)),
        placings=tuple(placings(connection, config, reckoning.window)),
        remarks=remarks,
    )


def _ranks_before(
    connection: "Connection", desk: "Desk", reckoning: "Reckoning", by: PartyKind
) -> "Mapping[Party, int]":
    """The ranks of the period before, where the ledger had begun by then and the window is over."""
    from infoledger.ledger.beginning import begun_by
    from infoledger.rules.standings import standings

    before = desk.config.calendar.before(reckoning.window)
    if not reckoning.window.over(desk.today) or not begun_by(connection, before):
        return {}
    return {row.member.party: row.rank for row in standings(replace(reckoning, window=before), by)}


def _table(
    reckoning: "Reckoning",
    group: str,
    rows: "Sequence[Standing]",
    by: PartyKind,
    config: "Config",
    before: "Mapping[Party, int]",
) -> "NoticeTable":
    from infoledger.documents.narrative import NoticeRow, NoticeTable
    from infoledger.office.notice_document import totals_of
    from infoledger.rules.standings import sums
    from infoledger.rules.summary import volume_of_units

    def figures(row: "Standing") -> "tuple[Figure, ...]":
        who = (row.member.unit,) if by == "informant" else ()
        return (*who, *(getattr(row, name) for name in NOTICE_FIGURES), *row.columns)

    done = volume_of_units(reckoning.measures, reckoning.window, group)
    return NoticeTable(
        group,
        tuple(NoticeRow(row.rank, row.member.name, figures(row), before.get(row.member.party)) for row in rows),
        totals_of(done, config),
        tuple(row.member.name for row in rows if not row.submitted),
        (*([""] if by == "informant" else []), *sums(reckoning, by, rows)),
    )


def _tasks(
    connection: "Connection", reckoning: "Reckoning", groups: "Mapping[str, None]", by: PartyKind, language: str
) -> "Iterator[Task]":
    """The quotas of the window that are over, of the parties that are ranked."""
    from infoledger.documents.narrative import Owed, Task
    from infoledger.ledger.leaders import leaders
    from infoledger.rules.progress import quota_rows

    led = leaders(connection) if by == "unit" else {}
    tasks: dict[str, tuple[str, list[Owed]]] = {}
    for result in quota_rows(reckoning):
        party = result.party
        if party is None or not result.over or party.kind != by:
            continue
        member = reckoning.measures.member(party, result.period.last)
        if member.group in groups:
            leader = _leader(led.get(party.id), language)
            owed = Owed(member.name, result.least, result.done, result.period, leader)
            tasks.setdefault(result.quota.name, (result.quota.count, []))[1].append(owed)
    for name, (counts, owed_all) in tasks.items():
        yield Task(name, counts, tuple(owed_all))


def _leader(known: "Leaders | None", language: str) -> str:
    """Who answers for a unit: its supervisor, else its head, else its sponsor."""
    _ = translation(language).gettext
    if known is None:
        return ""
    roles = (
        (_("supervised by {name}"), known.supervisor),
        (_("headed by {name}"), known.head),
        (_("sponsored by {name}"), known.sponsor),
    )
    return next((words.format(name=name) for words, name in roles if name), "")


def _assessed(reckoning: "Reckoning", groups: "Mapping[str, None]") -> "Iterator[Assessed]":
    from infoledger.rules import outcomes

    return (each for each in outcomes.assess(reckoning) if each.member.group in groups)


def _distinctions(
    assessed: "Sequence[Assessed]", kind: str, language: str, reckoning: "Reckoning"
) -> "Iterator[Distinction]":
    """Who has each outcome or honour; the sub-period where it is not the whole."""
    from infoledger.documents.narrative import Distinction
    from infoledger.periods import title

    _ = translation(language).gettext
    found: dict[str, list[str]] = {}
    for each in assessed:
        if each.kind == kind:
            within = each.periods or ((each.period,) if each.period else ())
            told = _(", ").join(title(period, language) for period in within if period != reckoning.window)
            name = (
                each.name if kind == "outcome" or not told else _("{name} ({words})").format(name=each.name, words=told)
            )
            party = each.member.name
            if kind == "outcome" and told:
                party = _("{name} ({words})").format(name=party, words=told)
            found.setdefault(name, []).append(party)
    return (Distinction(name, tuple(parties)) for name, parties in found.items())


def _awards(reckoning: "Reckoning", groups: "Mapping[str, None]", language: str) -> "Iterator[Distinction]":
    """The awards of the window by kind: the title and whose it is."""
    from infoledger.documents.narrative import Distinction

    _ = translation(language).gettext
    measures, window = reckoning.measures, reckoning.window
    names = {member.party.id: member.name for member in measures.members("unit", window) if member.group in groups}
    found: dict[str, list[str]] = {}
    for fact in measures.counts.facts("award", window):
        for item in fact.items:
            units = _(", ").join(names[unit] for unit in item.units if unit in names)
            if units:
                told = _("{unit} “{title}”").format(unit=units, title=item.title)
                found.setdefault(fact.details["kind"], []).append(told)
    return (Distinction(kind, tuple(told)) for kind, told in found.items())


def failures_of(reckoning: "Reckoning", groups: "Mapping[str, None]") -> "list[Failures]":
    """The violations of the units of ``groups``, and their missed solicitations."""
    from infoledger.documents.narrative import Failures
    from infoledger.rules.summary import failures, missed_solicitations

    measures, window = reckoning.measures, reckoning.window
    names = {member.party.id: member.name for member in measures.members("unit", window) if member.group in groups}
    found = failures(measures, names.keys(), window)
    if missed := missed_solicitations(measures, names.keys(), window):
        found[""] = missed
    return [
        Failures(kind, tuple((name, counts[unit]) for unit, name in names.items() if unit in counts))
        for kind, counts in found.items()
    ]
