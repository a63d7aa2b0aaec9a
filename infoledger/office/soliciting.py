"""Solicitations (约稿): what was asked of units, who has answered, who is late, and the letter that asks."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from infoledger.config.model import Profile
from infoledger.config.names import resolve
from infoledger.errors import InfoledgerError
from infoledger.i18n import N_, _, translation
from infoledger.kinds import KINDS
from infoledger.ledger.models import Solicitation
from infoledger.ledger.pending import Solicited, answers, issued_solicitations, solicitations
from infoledger.ledger.reading import Extent, load_book
from infoledger.ledger.register import Register, load_register
from infoledger.listings import Column, Listed
from infoledger.office.desk import Desk
from infoledger.office.papers import letter_file, sender_of

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from infoledger.periods import Period
    from infoledger.rules.facts import Book, Fact

#: What offices call the columns of a list of topics, beside the names that an import knows.
_HEADINGS: Mapping[str, str] = {
    **dict.fromkeys(("题目", "要点", "选题", "主题", "约稿题目", "约稿要点", "约稿主题"), "title"),
    **dict.fromkeys(("截止日期", "截止时间", "报送时限", "时限", "完成时限"), "due"),
    **dict.fromkeys(("责任单位", "承办单位", "约稿单位"), "units"),
    **dict.fromkeys(("撰稿人", "联系人", "经办人"), "persons"),
    **dict.fromkeys(("约稿机关", "上级单位"), "body"),
}

_STATES: Mapping[str, str] = {
    "on_time": N_("answered in time"),
    "late": N_("answered late"),
    "missed": N_("missed"),
    "open": N_("may still answer"),
}


def list_solicitations(desk: Desk, window: "Period") -> Listed:
    """The solicitations issued in ``window``, with how many units have answered each, and how."""
    with desk.reading() as connection:
        found = issued_solicitations(connection, window.first, window.last)
        known = answers(_book(desk, connection, found))
    columns = [
        Column("id", _("id"), numeric=True),
        Column("title", _("title")),
        Column("issued", _("issued on")),
        Column("due", _("due")),
        Column("asked", _("asked"), numeric=True),
        *(Column(state, _(heading), numeric=True) for state, heading in _STATES.items()),
    ]
    rows = []
    for each in found:
        states = [_state(known.get((each.id, unit))) for unit in each.units]
        rows.append([each.id, each.title, each.issued, each.due, len(each.units), *map(states.count, _STATES)])
    return columns, rows


def answers_to(desk: Desk, word: str, *, whole: bool = True) -> tuple[Listed, str]:
    """For each unit asked whether it has answered, and with which item; and how many days are left to answer.

    Unless it is wanted ``whole``, as by programs, an answer is told in the words of the screen. Raises
    ``InfoledgerError`` if ``word``, an id or a title, means no solicitation.
    """
    with desk.reading() as connection:
        found = _find(connection, word)
        register, known = load_register(connection), answers(_book(desk, connection, [found]))
    columns = [
        Column("unit", _("unit")),
        Column("answered", _("answer")),
        Column("date", _("date")),
        Column("ref", _("reference")),
        Column("title", _("title")),
    ]
    rows: list[list[Any]] = []
    for unit in found.units:
        fact = known.get((found.id, unit))
        items = fact.items if fact else ()
        answer: tuple[Any, ...] = (items[0].submitted, items[0].ref, items[0].title) if items else (None, None, None)
        state = _state(fact)
        rows.append([register.units[unit].on(found.issued).name, state if whole else _(_STATES[state]), *answer])
    left = (found.due - desk.today).days
    when = (_("days left: {count}") if left >= 0 else _("days overdue: {count}")).format(count=abs(left))
    return (columns, rows), _("“{title}”, due {due}: {when}.").format(title=found.title, due=found.due, when=when)


def waiting(asked: Solicited, book: "Book", day: date) -> list[str]:
    """The units asked of which ``book`` has no answer, by their names on ``day``."""
    known = answers(book)
    names = ((known.get((asked.id, unit)), book.units[unit].on(day).name) for unit in asked.units)
    return [name for fact, name in names if not (fact and fact.items)]


def solicitation_letter(desk: Desk, words: Sequence[str]) -> bytes:
    """The Word document that asks the units (约稿通知), for one topic or several. Raises as ``answers_to`` does."""
    with desk.reading() as connection:
        found = [_find(connection, word) for word in words]
        return letter_of(connection, desk, found)


def letter_of(connection: "Connection", desk: Desk, found: Sequence[Solicited]) -> bytes:
    """The letter that asks for what was ``found``, of the day on which the last of it was issued."""
    from infoledger.documents import letter

    register, language = load_register(connection), desk.config.language
    topics = [
        letter.Topic(each.title, _addressees(register, each, language), each.due, each.body, each.persons)
        for each in found
    ]
    made = letter.solicitation(sender_of(desk.config), topics, max(each.issued for each in found))
    return letter_file(made, desk.config)


class Asked(NamedTuple):
    """What a list of topics came to: the ids of its solicitations, what was recorded, and what is odd about it."""

    ids: Sequence[int]
    sentence: str
    notes: Sequence[str]


def solicit_list(desk: Desk, file: Path, issued: date) -> Asked:
    """Record what the table ``file`` asks for (约稿要点), on the day ``issued`` where a row says no other.

    What is recorded already is not recorded again. Raises ``WrongRowsError``, or ``InfoledgerError`` for a
    file that cannot be read.
    """
    from infoledger.intake.importing import import_tables
    from infoledger.intake.profiles import known_headings
    from infoledger.intake.tables import read_tables
    from infoledger.office.importing import WrongRowsError, sentence_of

    profile = Profile(file.stem, "solicitations", columns=_HEADINGS, constants={"issued": str(issued)})
    tables = [replace(each, profile=profile) for each in read_tables(file, known_headings({"": profile}))]
    with desk.recording("solicit --from") as pen:
        report = import_tables(pen, desk.config, [(KINDS["solicitations"], each) for each in tables], desk.today)
        if report.findings:
            raise WrongRowsError(file, report)
        new = [id for ids in pen.inserted(Solicitation) for id in ids]
        titles = {str(cell) for table in tables for row in table.rows for cell in row.cells.values()}
        there = issued_solicitations(pen.connection, issued, issued)
        pen.sentence = sentence_of(file, report)
    return Asked(new or [each.id for each in there if each.title in titles], pen.sentence, report.notes)


def _addressees(register: Register, asked: Solicited, language: str) -> list[str]:
    """The units asked as a letter calls them: where all of a group are, the group (各乡镇), the others by name."""
    gettext = translation(language).gettext
    members: dict[str, set[int]] = {}
    for unit in register.members(asked.issued):
        members.setdefault(register.units[unit].on(asked.issued).group, set()).add(unit)
    whole = {group for group, units in members.items() if len(units) > 1 and units.issubset(asked.units)}
    states = (register.units[unit].on(asked.issued) for unit in asked.units)
    every = gettext(N_("all of {group}"))
    names = (every.format(group=each.group) if each.group in whole else each.name for each in states)
    return list(dict.fromkeys(names))


def _find(connection: "Connection", word: str) -> Solicited:
    """The solicitation that ``word`` means. Raises ``InfoledgerError``."""
    found = solicitations(connection)
    by_id = [each for each in found if str(each.id) == word.strip()]
    if by_id:
        return by_id[0]
    if not found:
        raise InfoledgerError(_("There is no solicitation."), _("`infoledger solicit` records one."))
    title = resolve(word, {each.title: () for each in found})
    return max((each for each in found if each.title == title), key=lambda each: (each.issued, each.id))


def _book(desk: Desk, connection: "Connection", found: list[Solicited]) -> "Book":
    """The book that holds all answers to ``found``."""
    days = [day for each in found for day in (each.issued, each.due)] or [desk.today]
    return load_book(connection, desk.config, min(days), max(*days, desk.today), desk.today, Extent({"solicitation"}))


def _state(fact: "Fact | None") -> str:
    return str(fact.details["answered"]) if fact else "open"
