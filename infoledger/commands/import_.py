"""``import``: tables that people keep, whole or not at all."""

import gc
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from infoledger.console import choose_form, say, show, write_out
from infoledger.errors import InfoledgerError
from infoledger.i18n import _
from infoledger.kinds import title, words
from infoledger.listings import Column
from infoledger.office.desk import Desk

if TYPE_CHECKING:
    from infoledger.intake.importing import Report

_OUTCOMES = ("new", "changed", "there", "wrong")
_LONG = 2000  # rows from which a person would like to see how far it is


class _LetGoError(Exception):
    """Raised to let go of an entry that is not to be kept."""


#: Of more new rows than these, likenesses are looked for only when asked (`item duplicates`).
_COMPARED = 500


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
    errors: Annotated[
        Path | None,
        typer.Option("--errors", metavar="FILE", help=_("Write the wrong rows with their reasons here (.xlsx, .csv).")),
    ] = None,
) -> None:
    """Import tables: all rows of a file or, if one is wrong, none.

    The kind of each table is told by the name of its sheet or file, in Chinese or English. Importing
    the same file again changes nothing.

    Example: infoledger import items.csv --dry-run
    """
    from infoledger.commands.export import import_export
    from infoledger.intake.export import is_export
    from infoledger.intake.importing import import_tables
    from infoledger.intake.kinds import KNOWN, kinds_of
    from infoledger.intake.tables import read_tables
    from infoledger.office.duplicates import likenesses

    desk: Desk = ctx.obj
    if is_export(file):
        import_export(desk, file, dry_run)
        return
    form = choose_form(None, errors, ("xlsx", "csv"))
    with _keeping_all():
        tables = kinds_of(read_tables(file, encoding, KNOWN), file.stem, kind)
        with suppress(_LetGoError), desk.recording("import") as pen:
            with _progress(sum(len(table.rows) for _kind, table in tables)) as step:
                report = import_tables(pen, desk.config, tables, step)
            pen.sentence = _sentence(file, report)
            if dry_run or report.findings:
                raise _LetGoError
    _show(report, recorded=not dry_run and not report.findings)
    if report.findings:
        if errors and report.wrong:
            _write_corrections(report, errors, form)
        raise InfoledgerError(
            _("Nothing of {file} was recorded, because something in it is wrong:").format(file=file.name),
            _("Correct it and import the file again."),
            report.findings,
        )
    if not dry_run and sum(counts["new"] for counts in report.counts.values()) <= _COMPARED:
        for told in likenesses(desk, pen.entry):
            say(told)
    say(_("A dry run: nothing was recorded.") if dry_run else pen.sentence)


def _sentence(file: Path, report: "Report") -> str:
    recorded = {kind: counts["new"] + counts["changed"] for kind, counts in report.counts.items()}
    if not any(recorded.values()):
        return _("Nothing in {file} is new.").format(file=file.name)
    counts = ", ".join(f"{title(kind)} {number}" for kind, number in recorded.items())
    return _("Imported {file}: {counts}.").format(file=file.name, counts=counts)


def _show(report: "Report", *, recorded: bool) -> None:
    columns = [
        Column("kind", _("kind")),
        Column("new", _("new") if recorded else _("would be new"), numeric=True),
        Column("changed", _("changed") if recorded else _("would change"), numeric=True),
        Column("there", _("already there"), numeric=True),
        Column("wrong", _("wrong"), numeric=True),
    ]
    show(columns, [(title(kind), *(counts[name] for name in _OUTCOMES)) for kind, counts in report.counts.items()])


def _write_corrections(report: "Report", output: Path, form: str) -> None:
    from infoledger.intake.corrections import corrections

    write_out(corrections(report.wrong, form), output)
    say(_("The wrong rows are in {file}.").format(file=output))


@contextmanager
def _keeping_all() -> Iterator[None]:
    """No search for garbage: each row of a file is wanted to the end, and looking through all takes a quarter more."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


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
