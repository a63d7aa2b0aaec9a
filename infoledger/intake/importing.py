"""Tables into the ledger, all of a file in one journal entry: every row or, if one is wrong, none.

All kinds go one way: rows are read, names are found, what the ledger has already is left out, the
rest is recorded. Whoever calls undoes all of it if the report has findings.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, time
from typing import Any

from infoledger.config.model import Config
from infoledger.errors import Finding
from infoledger.i18n import _, listed
from infoledger.intake.correcting import Change, Correcting, by_key, complete_items, correct_items
from infoledger.intake.facts import BUILDERS, of_sources, pieced
from infoledger.intake.headings import Matched, match_headings, passed_over_notes, unknown_headings
from infoledger.intake.lookup import Lookup
from infoledger.intake.marks import Marked, marked
from infoledger.intake.profiles import with_constants
from infoledger.intake.registers import take_informants, take_units
from infoledger.intake.rows import Cells, read_rows, records_of
from infoledger.intake.tables import Row, Table, passed_rows_notes
from infoledger.intake.values import PARSERS, UnreadableError
from infoledger.kinds import KINDS, Kind
from infoledger.ledger.combined import sources_of
from infoledger.ledger.comparison import compare, references
from infoledger.ledger.journal import Pen
from infoledger.ledger.models import Instruction
from infoledger.ledger.pending import waiting
from infoledger.ledger.reading import awards_given
from infoledger.ledger.recording import record, record_items
from infoledger.ledger.shapes import NewAward, NewInstruction, NewItem
from infoledger.ledger.twice import repeated
from infoledger.periods import Period

#: Columns whose amount a merged cell gives to each of its rows.
_AMOUNTS = ("fee", "points", "yuan")
#: Columns of days that may well lie ahead.
_AHEAD = ("due", "left")

Built = list[tuple[Cells, Any]]


@dataclass
class Report:
    """What became of a file.

    ``counts`` say by kind, in the order recorded, how many rows were ``new``, ``changed``,
    ``there`` already and ``wrong``; ``wrong`` are those rows, ``findings`` all that is wrong with
    them and with the headers. ``again`` are by kind the numbers of new rows that
    are the same as another fact of their day, ``uncategorised`` the titles of new items without a category,
    ``notes`` sentences on what was read as one may not expect, or not read. ``changes`` are what cells change
    of what is there; ``correcting`` says why, where items may be corrected too.
    """

    counts: dict[Kind, Counter[str]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    wrong: list[Cells] = field(default_factory=list)
    again: dict[Kind, list[int]] = field(default_factory=dict)
    uncategorised: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    correcting: Correcting | None = None

    def add(self, kind: Kind, rows: Sequence[Cells]) -> None:
        """Take up what became of all rows of one kind, or of the marks that stand in rows of another."""
        self.counts[kind] = self.counts.get(kind, Counter()) + Counter(
            "wrong" if cells.wrong else cells.outcome for cells in rows
        )
        new = [cells for cells in rows if cells.outcome == "new"]
        self.again.setdefault(kind, []).extend(cells.row.number for cells in new if cells.again)
        if kind.english == "items":
            self.uncategorised += [cells.get("title") for cells in new if cells.get("category") is None]

    def refuse(self, rows: Iterable[Cells]) -> None:
        """Take up all that is wrong with ``rows``."""
        wrong = [cells for cells in rows if cells.wrong]
        for cells in wrong:
            cells.recognise_footer()
        self.wrong += wrong
        self.findings += _yearless_once(wrong)


def import_tables(
    pen: Pen,
    config: Config,
    tables: Iterable[tuple[Kind, Table]],
    today: date,
    step: Callable[[], object] = lambda: None,
    correcting: Correcting | None = None,
) -> Report:
    """Record what ``tables``, in the order of ``kinds.kinds_of``, hold and the ledger lacks.

    Days after ``today`` are noted. ``step`` is called for each row read. If the report has findings,
    the right rows are recorded all the same, so that others could refer to them: the caller must let
    go of the whole entry. With ``correcting``, rows correct what is there, and empty cells change nothing.
    """
    lookup = Lookup(pen.connection, config)
    report = Report(correcting=correcting)
    needs = by_key if correcting else lambda kind: kind
    named = [(kind, table, match_headings(needs(kind), table)) for kind, table in tables]
    report.findings += unknown_headings((table, matched) for _kind, table, matched in named)
    report.notes += passed_over_notes((table, matched) for _kind, table, matched in named)
    report.notes += passed_rows_notes(table for _kind, table, _matched in named)
    read: dict[Kind, list[Cells]] = {}
    made: list[Marked] = []
    for kind, table, matched in named:
        report.findings += matched.findings
        filled = with_constants(table, matched.constants)
        records = records_of(filled, matched.columns)
        report.notes += _notes(filled, matched, records)
        rows = read.setdefault(kind, [])
        if not matched.findings and not matched.unknown:
            here = []
            for cells in read_rows(filled, records, matched.columns):
                here.append(cells)
                step()
            rows += here
            made += marked(here, matched)
    _take_all(pen, lookup, read, made, report, today)
    return report


def _take_all(
    pen: Pen,
    lookup: Lookup,
    read: Mapping[Kind, Sequence[Cells]],
    made: Sequence[Marked],
    report: Report,
    today: date,
) -> None:
    """Record kind by kind what rows and their marks say, and take up in ``report`` what became of them."""
    for kind in KINDS.values():
        rows = read.get(kind, [])
        marks = [mark for mark in made if mark.kind == kind and (mark.named or mark.cells.wrong)]
        if kind in read or marks:
            report.notes += _future(kind, [*rows, *(mark.cells for mark in marks if mark.own)], today)
            both = [*rows, *(mark.cells for mark in marks)]
            report.changes += take(pen, kind, both, lookup, report.correcting)
            report.add(kind, both)
        for mark in marks:
            mark.refuse()
        if kind.english == "items" and made:
            _name_items(pen, rows, made, lookup)
    for rows in read.values():
        report.refuse(rows)


def _name_items(pen: Pen, rows: Sequence[Cells], made: Sequence[Marked], lookup: Lookup) -> None:
    """Let each mark be about the item of its row, which is in the ledger by now if the row is right."""
    right = [cells for cells in rows if not cells.wrong]
    items = [_following(pair, lookup.item) for pair in _built("items", right, lookup)]
    refs = references(pen.connection, [item for _cells, item in items])
    found = {id(cells): ref for (cells, _item), ref in zip(items, refs, strict=True)}
    for mark in made:
        if ref := found.get(id(mark.item)):
            mark.name(ref)


def _notes(table: Table, matched: Matched, records: Sequence[Row]) -> Iterator[str]:
    yield from table.notes
    blank = len(table.rows) - len(records)
    if blank and matched.columns:
        yield _("{table}: passed over {count} rows that hold no record.").format(table=table.name, count=blank)
    yield from _merged_amounts(table, matched)


def _merged_amounts(table: Table, matched: Matched) -> Iterator[str]:
    """What is said of an amount in a merged cell, which each of its rows gets: perhaps it was meant once."""
    for spread in table.merged:
        column = matched.columns.get(spread.header)
        if column is None or column.english not in _AMOUNTS or spread.value is None:
            continue
        with suppress(UnreadableError):  # which is told of each row
            amount = PARSERS["number"](spread.value) if column.holds == "number" else PARSERS["yuan"](spread.value)
            yield _("{table}: {column} {amount} is merged over the rows {rows}: each gets it, {sum} together.").format(
                table=table.name,
                column=spread.header,
                amount=amount,
                rows=listed(map(str, spread.rows)),
                sum=amount * len(spread.rows),
            )


def _future(kind: Kind, rows: Sequence[Cells], today: date) -> Iterator[str]:
    """What is said of days after ``today``, but for those that lie ahead by what they mean."""
    names = [column.english for column in kind.columns if column.holds in ("day", "moment")]
    for name in names:
        if name not in _AHEAD:
            ahead = [cells for cells in rows if (day := _day(cells.get(name))) and day > today]
            if ahead:
                first = ahead[0]
                yield _("{table}: {count} rows have a day after today, the first is row {row}: {day}.").format(
                    table=first.table.name, count=len(ahead), row=first.row.number, day=_day(first.get(name))
                )


def _day(value: date | tuple[date, time | None] | None) -> date | None:
    return value[0] if isinstance(value, tuple) else value


def _yearless_once(wrong: Sequence[Cells]) -> Iterator[Finding]:
    """All that is wrong with rows; that a day lacks its year is told once of a table."""
    lacking = Counter(cells.table.name for cells in wrong for _finding in cells.yearless)
    told: set[str] = set()
    for cells in wrong:
        for finding in cells.wrong:
            if finding not in cells.yearless:
                yield finding
            elif cells.table.name not in told:
                told.add(cells.table.name)
                more = lacking[cells.table.name] - 1
                says = _("{what} So do {count} more.").format(what=finding.what, count=more) if more else finding.what
                yield replace(finding, what=says)


def take(
    pen: Pen, kind: Kind, rows: Sequence[Cells], lookup: Lookup, correcting: Correcting | None = None
) -> list[Change]:
    """Record what ``rows`` of one kind hold and the ledger lacks; what is wrong is noted in them.

    What they changed of what was there, which with ``correcting`` may be items too.
    """
    match kind.english:
        case "units":
            return take_units(pen, rows, lookup, correcting)
        case "informants":
            return take_informants(pen, rows, lookup, correcting)
        case "items":
            if correcting:
                lookup.load_items(_refs(rows))
                complete_items(pen, rows, lookup)
            return _record_items(pen, _built(kind.english, rows, lookup), lookup, correcting)
        case _:
            _record_facts(pen, _built(kind.english, rows, lookup), lookup)
            return []


def _built(kind: str, rows: Sequence[Cells], lookup: Lookup) -> Built:
    """The rows that are right, each with what is to be recorded for it."""
    lookup.load_items(_refs(rows))
    built = []
    for cells in rows:
        fact = BUILDERS[kind](cells, lookup)
        if cells.wrong:
            cells.values.clear()  # nobody asks what else it says, and there may be a hundred thousand such rows
        else:
            built.append((cells, fact))
    for cells in rows:
        if follows := cells.get("follows"):
            cells.values["follows"] = lookup.spelt(follows)
    return built


def _refs(rows: Iterable[Cells]) -> Iterator[str]:
    for cells in rows:
        for name in ("ref", "follows"):
            if ref := cells.values.get(name):
                yield ref
        refs = cells.get("refs") or ()
        yield from refs if len(refs) < 2 else (*refs, cells.whole("refs"))


def _lacking(pen: Pen, built: Built, lookup: Lookup) -> Built:
    """Those of ``built`` that the ledger does not have; an item under a reference that is taken is refused.

    Equal rows with the same 编号 are one item: the reference says so.
    """
    new = []
    matches = compare(pen.connection, [fact for _cells, fact in built], lookup.has_item)
    for pair, match in zip(built, matches, strict=True):
        cells, fact = pair
        if match == "new":
            cells.outcome = "new"
            new.append(pair)
        elif match == "other":
            cells.refuse(
                "ref",
                _("{ref} is taken by an item with other content.").format(ref=fact.ref),
                _("To correct the item so, import with --correct --reason TEXT; a new item needs another reference."),
            )
    return new


def _record_facts(pen: Pen, built: Built, lookup: Lookup) -> None:
    new = _lacking(pen, _of_sources(pen, built, lookup.config), lookup)
    new = [pair for pair in new if not _answered(pen, *pair)]
    refuse_too_many(pen, [(cells, fact) for cells, fact in new if isinstance(fact, NewAward)], lookup.config)
    facts = [fact for _cells, fact in new]
    for (cells, _fact), same in zip(new, repeated(pen.connection, facts), strict=True):
        cells.again = same is not None
    record(pen, facts)
    lookup.reload()


def _answered(pen: Pen, cells: Cells, fact: Any) -> bool:
    """Whether ``fact`` is an instruction that waited for its feedback, which is recorded with it now."""
    if not isinstance(fact, NewInstruction) or not fact.feedback_day:
        return False
    found = waiting(pen.connection, fact)
    if found is not None:
        pen.alter(Instruction, found, feedback=fact.feedback, feedback_day=fact.feedback_day)
        cells.outcome = "changed"
    return found is not None


def _of_sources(pen: Pen, built: Built, config: Config) -> Built:
    """``built`` with facts of its sources where one names a combined item."""
    sources = sources_of(pen.connection, {item for _cells, fact in built for item in pieced(fact)})
    return [
        (cells, each)
        for cells, fact in built
        for each in of_sources(fact, sources, config, form_said=bool(cells.get("form")))
    ]


def _record_items(pen: Pen, built: Built, lookup: Lookup, correcting: Correcting | None) -> list[Change]:
    """Record items; one that follows another of the file comes after it, wherever it stands.

    With ``correcting``, those that are there are corrected; what was changed in them.
    """
    # Until the ledger gives it an id, an item of the file is followed under a number below 0.
    wanted = {ref for cells, _item in built if (ref := cells.get("follows")) and not lookup.has_item(ref)}
    here = {item.ref: -place for place, (_cells, item) in enumerate(built, 1) if item.ref in wanted}

    def followed(ref: str) -> int:
        return here.get(ref) or lookup.item(ref)

    found = [pair for pair in (_following(pair, followed) for pair in built) if not pair[0].wrong]
    changes: list[Change] = []
    if correcting:
        found, changes = correct_items(pen, found, lookup, correcting)
    waiting = _lacking(pen, found, lookup)
    while waiting:
        ready, waiting = _in_turn(waiting, lookup)
        if not ready:
            for cells, _item in waiting:
                cells.refuse("follows", _("These items follow one another in a circle."))
            break
        new = [item for _cells, item in (_following(pair, lookup.item) for pair in ready)]
        refs = record_items(pen, new, lookup.config.calendar)
        lookup.load_items(wanted.intersection(refs))
    return changes


def _in_turn(waiting: Built, lookup: Lookup) -> tuple[Built, Built]:
    """Those ``waiting`` that can be recorded now, and the others, each in the order of the file.

    As many as possible from the first on, because facts of one day count in the order recorded: up
    to one that follows another of these.
    """
    ready: Built = []
    later: Built = []
    here: set[str] = set()
    for place, pair in enumerate(waiting):
        cells, item = pair
        if cells.get("follows") in here:
            return ready, [*later, *waiting[place:]]
        if lookup.has_item(cells.get("follows")):
            ready.append(pair)
            here.add(item.ref)
        else:
            later.append(pair)
    return ready, later


def _following(pair: tuple[Cells, NewItem], find: Callable[[str], int]) -> tuple[Cells, NewItem]:
    """A row and its item, which knows what it follows."""
    cells, item = pair
    return (cells, replace(item, follows=cells.find("follows", find))) if cells.get("follows") else pair


def refuse_too_many(pen: Pen, built: Built, config: Config) -> None:
    """Refuse awards beyond the most that the config allows in a sub-period."""
    given: Counter[tuple[str, Period]] = Counter()
    for cells, award in built:
        allowed = (config.awards or {}).get(award.kind)
        if allowed is None or allowed.most is None:
            continue
        period = config.calendar.holding(allowed.per, award.day)
        place = award.kind, period
        if place not in given:
            given[place] = awards_given(pen.connection, award.kind, period.first, period.last)
        given[place] += 1
        if given[place] > allowed.most:
            cells.refuse(
                "kind",
                _("In {period} there are {most} of {kind} already.").format(
                    period=period.words, most=allowed.most, kind=award.kind
                ),
                _("The config allows no more."),
            )
