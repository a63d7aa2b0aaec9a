"""``import``: tables that people keep, whole or not at all."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from infoledger.console import choose_form, say, show, write_out
from infoledger.errors import UsageError
from infoledger.i18n import _
from infoledger.kinds import words
from infoledger.office.desk import Desk

_LONG = 2000  # rows from which a person would like to see how far it is


def import_(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help=_("A .csv, .xlsx, .xls or .ods file, or an export."))],
    kind: Annotated[
        str | None,
        typer.Option(
            "--as",
            metavar="KIND",
            help=_("What the rows are, if the name of file or sheet does not say: {kinds}.").format(kinds=words()),
        ),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=_("Only say what would happen."))] = False,
    encoding: Annotated[
        str | None,
        typer.Option("--encoding", metavar="NAME", help=_("Of a CSV file (default: found out; big5 is not).")),
    ] = None,
    year: Annotated[
        int | None, typer.Option("--year", metavar="YEAR", min=1900, max=2199, help=_("Of days written without one."))
    ] = None,
    visible: Annotated[bool, typer.Option("--visible", help=_("Leave out rows that a filter hides."))] = False,
    profile: Annotated[
        str | None,
        typer.Option("--profile", metavar="NAME", help=_("Which profile of the config reads the tables.")),
    ] = None,
    correct: Annotated[
        bool, typer.Option("--correct", help=_("Let rows correct what is there; an empty cell changes nothing."))
    ] = False,
    reason: Annotated[
        str | None, typer.Option("--reason", metavar="TEXT", help=_("Why it is corrected; it is kept in the log."))
    ] = None,
    errors: Annotated[
        Path | None,
        typer.Option("--errors", metavar="FILE", help=_("Write the wrong rows with their reasons here (.xlsx, .csv).")),
    ] = None,
) -> None:
    """Import tables: all rows of a file or, if one is wrong, none.

    The kind of each table is told by the name of its sheet or file, in Chinese or English. Importing
    the same file again changes nothing. A sheet that “item list -o” wrote and that was corrected is
    imported with --correct.

    Example: infoledger import items.csv --dry-run

    Example: infoledger import 信息.xlsx --correct --reason 类别报错 --dry-run
    """
    from infoledger.commands.own_tables import asking
    from infoledger.office.importing import Asked, WrongRowsError, import_file

    desk: Desk = ctx.obj
    if correct != bool(reason):
        raise UsageError(
            _("--correct and --reason TEXT stand together."), _("Say why: import FILE --correct --reason TEXT")
        )
    errors_form = choose_form(None, errors, ("xlsx", "csv"))
    if errors and errors.exists() and file.exists() and errors.samefile(file):
        raise UsageError(
            _("{file} is the table itself; its right rows would be lost.").format(file=errors),
            _("Name another file for the wrong ones."),
        )
    try:
        asked = Asked(kind, dry_run, encoding, year, visible, profile, reason)
        imported = import_file(desk, file, asked, _progress, asking())
    except WrongRowsError as wrong:
        for note in wrong.notes:
            say(note)
        show(*wrong.counts)
        if errors and (rows := wrong.corrections(errors_form)):
            write_out(rows, errors)
            say(_("The wrong rows are in {file}.").format(file=errors))
        raise
    for note in imported.notes:
        say(note)
    if imported.changes and dry_run:
        show(*imported.changes)
    if imported.counts:
        show(*imported.counts)
    for told in (*imported.odd, imported.sentence):
        say(told)


@contextmanager
def _progress(total: int) -> Iterator[Callable[[], object]]:
    """What to call after each of ``total`` rows: a bar if there are many and a person is watching."""
    if total < _LONG or not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(_("Reading"), total=total)
        yield lambda: progress.advance(task)
