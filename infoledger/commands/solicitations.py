"""``solicitation``: what was asked of units (约稿), who has answered, who is late, and the letter that asks."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from infoledger.commands.options import Form, OptionalPeriod, Output
from infoledger.console import say, show, write_out
from infoledger.errors import InfoledgerError
from infoledger.i18n import N_, _, translation
from infoledger.listings import Column
from infoledger.office.desk import Desk

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from infoledger.ledger.pending import Solicited
    from infoledger.ledger.register import Register
    from infoledger.rules.facts import Book, Fact

app = typer.Typer(help=_("See who has answered a solicitation (约稿), and print it; “solicit” records one."))

Which = Annotated[str, typer.Argument(metavar="ID|TITLE", help=_("Its id, or its title; of several the newest."))]
LetterFile = Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help=_("The Word document to write."))]

_STATES: Mapping[str, str] = {
    "on_time": N_("answered in time"),
    "late": N_("answered late"),
    "missed": N_("missed"),
    "open": N_("may still answer"),
}


@app.command("list")
def list_(ctx: typer.Context, period: OptionalPeriod = None, form: Form = None, output: Output = None) -> None:
    """List the solicitations issued in a period (default: the assessment year), with how many units answered.

    Example: infoledger solicitation list
    """
    from infoledger.ledger.pending import answers, issued_solicitations

    desk: Desk = ctx.obj
    window = desk.period(period) if period else desk.config.calendar.year_of(desk.today)
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
    show(columns, rows, form, output)
    if not rows:
        say(_("There are none."))


@app.command("show")
def show_(ctx: typer.Context, which: Which, form: Form = None, output: Output = None) -> None:
    """Show for each unit asked whether it has answered, and with which item.

    Example: infoledger solicitation show 1
    """
    from infoledger.ledger.pending import answers
    from infoledger.ledger.register import load_register

    desk: Desk = ctx.obj
    with desk.reading() as connection:
        found = _find(connection, which)
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
        shown = state if form in ("csv", "json") or output else _(_STATES[state])
        rows.append([register.units[unit].on(found.issued).name, shown, *answer])
    show(columns, rows, form, output)
    left = (found.due - desk.today).days
    when = (_("days left: {count}") if left >= 0 else _("days overdue: {count}")).format(count=abs(left))
    say(_("“{title}”, due {due}: {when}.").format(title=found.title, due=found.due, when=when))


@app.command("print")
def print_(ctx: typer.Context, which: Which, output: LetterFile) -> None:
    """Write the letter that asks the units (约稿通知) as a Word document.

    Example: infoledger solicitation print 1 -o 约稿通知.docx
    """
    from infoledger.documents import letter
    from infoledger.ledger.register import load_register

    desk: Desk = ctx.obj
    with desk.reading() as connection:
        found, register = _find(connection, which), load_register(connection)
    made = letter.solicitation(
        desk.config.office.name,
        found.title,
        _addressees(register, found, desk.config.language),
        due=found.due,
        body=found.body,
        day=found.issued,
        language=desk.config.language,
    )
    write_out(letter.render(made, desk.config.layout), output)
    say(_("Wrote {file}.").format(file=output))


def _addressees(register: "Register", asked: "Solicited", language: str) -> list[str]:
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


def _find(connection: "Connection", word: str) -> "Solicited":
    """The solicitation that ``word`` means. Raises ``InfoledgerError``."""
    from infoledger.config.names import resolve
    from infoledger.ledger.pending import solicitations

    found = solicitations(connection)
    by_id = [each for each in found if str(each.id) == word.strip()]
    if by_id:
        return by_id[0]
    if not found:
        raise InfoledgerError(_("There is no solicitation."), _("`infoledger solicit` records one."))
    title = resolve(word, {each.title: () for each in found})
    return max((each for each in found if each.title == title), key=lambda each: (each.issued, each.id))


def _book(desk: Desk, connection: "Connection", found: "list[Solicited]") -> "Book":
    """The book that holds all answers to ``found``."""
    from infoledger.ledger.reading import load_book

    days = [day for each in found for day in (each.issued, each.due)] or [desk.today]
    return load_book(connection, desk.config, min(days), max(*days, desk.today), desk.today, {"solicitation"})


def _state(fact: "Fact | None") -> str:
    return str(fact.details["answered"]) if fact else "open"
