"""Importing tables that people keep: all rows of a file or, if one is wrong, none."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from infoledger.errors import InfoledgerError
from infoledger.i18n import _, listed
from infoledger.intake.alike import told_together
from infoledger.intake.correcting import Correcting
from infoledger.intake.headings import UnknownHeading
from infoledger.intake.importing import Report, import_tables
from infoledger.intake.kinds import kinds_of
from infoledger.intake.profiles import choose, known_headings, profiled
from infoledger.intake.tables import Reading, Table, read_tables
from infoledger.kinds import Kind, title
from infoledger.ledger.models import Item
from infoledger.listings import Column, Listed
from infoledger.office.desk import Desk
from infoledger.office.duplicates import likenesses
from infoledger.office.remarks import of_import

if TYPE_CHECKING:
    from infoledger.ledger.journal import Pen
    from infoledger.office.own_tables import Asking

_OUTCOMES = ("new", "changed", "there", "wrong")
#: Of more new rows than these, likenesses are looked for only when asked (`item duplicates`).
_COMPARED = 500

#: Told how many rows there are, what is to be called after each of them.
Progress = Callable[[int], AbstractContextManager[Callable[[], object]]]


class Imported(NamedTuple):
    """What came of an import: how many rows by kind (None of an export), a sentence, and what is odd about it.

    ``notes`` say what was read as one may not expect, or passed over, ``changes`` what was changed, or would be.
    """

    counts: Listed | None
    sentence: str
    notes: Sequence[str] = ()
    odd: Sequence[str] = ()
    changes: Listed | None = None


class WrongRowsError(InfoledgerError):
    """Nothing of a file was recorded, because rows of it are wrong; ``counts`` say how many of each kind."""

    def __init__(self, file: Path, report: Report) -> None:
        findings = list(told_together(report.findings))
        hint = _("Correct it and import the file again.")
        if any(isinstance(finding, UnknownHeading) for finding in report.findings):
            hint += "\n" + _(
                "A table of the office's own is taken as it is where a profile says what its headings mean: at a "
                "terminal import asks for each of them; or write it under “imports” (导入表) in config.yaml."
            )
        if len(findings) < len(report.findings):
            hint += " " + _("“--errors FILE.xlsx” writes every wrong row with what is wrong in it.")
        told = _("Nothing of {file} was recorded, because something in it is wrong:")
        super().__init__(told.format(file=file.name), hint, findings)
        self.counts = _counts(report, recorded=False)
        self.notes = report.notes
        self._wrong = report.wrong

    def corrections(self, form: str) -> str | bytes | None:
        """The wrong rows with their reasons as the content of a file, ``xlsx`` or ``csv``; None if none is a row's."""
        from infoledger.intake.corrections import corrections

        return corrections(self._wrong, form) if self._wrong else None


class Asked(NamedTuple):
    """What is asked of an import.

    ``kind`` is what the rows are, where the names of file and sheets do not say it; a ``dry_run`` only
    tries. ``encoding`` is that of a text file, ``year`` that of days without one; with ``visible``,
    hidden rows are left out. ``profile`` is the one of the config by which the tables are read.
    With a ``correct`` reason, rows correct what is there.
    """

    kind: str | None = None
    dry_run: bool = False
    encoding: str | None = None
    year: int | None = None
    visible: bool = False
    profile: str | None = None
    correct: str | None = None


def import_file(desk: Desk, file: Path, asked: Asked, progress: Progress, asking: "Asking | None" = None) -> Imported:
    """Record what is new in the tables of ``file``, or make an empty ledger of an export.

    Of what the tables leave open, a person is asked by ``asking``, if one is there. Raises ``WrongRowsError``,
    or ``InfoledgerError`` for a file that cannot be read.
    """
    if file.is_dir() and (told := _from_export(desk, file, asked.dry_run)):
        return Imported(None, told)
    read = _read(desk, file, asked)
    tables = _explained(desk, read, file, asked, asking) if asking else kinds_of(read, file.stem, asked.kind)
    with (desk.rehearsing if asked.dry_run else desk.recording)("import") as pen:
        with progress(sum(len(table.rows) for _kind, table in tables)) as step:
            correcting = Correcting(asked.correct, desk.clerk, desk.today) if asked.correct else None
            report = import_tables(pen, desk.config, tables, desk.today, step, correcting)
        if report.findings:
            raise WrongRowsError(file, report)
        pen.sentence = sentence_of(file, report)
        alike = (
            likenesses(pen.connection, desk, pen.inserted(Item)) if asked.dry_run and _new(report) <= _COMPARED else []
        )
    counts = _counts(report, recorded=not asked.dry_run)
    changes = _changes(report) if report.changes else None
    if asked.dry_run:
        return Imported(counts, _("A dry run: nothing was recorded."), report.notes, alike, changes)
    return Imported(counts, pen.sentence, report.notes, _odd(desk, pen, report), changes)


def _read(desk: Desk, file: Path, asked: Asked) -> list[Table]:
    """The tables of ``file``, each with the profile that reads it."""
    profiles = desk.config.imports
    chosen = choose(profiles, asked.profile)
    reading = Reading(asked.encoding, asked.year, asked.visible)
    tables = read_tables(file, known_headings(profiles), reading)
    return profiled(tables, profiles, chosen, asked.kind, year_said=asked.year is not None, stem=file.stem)


def _explained(
    desk: Desk, read: Sequence[Table], file: Path, asked: Asked, asking: "Asking"
) -> list[tuple[Kind, Table]]:
    from infoledger.config.keeping import keep
    from infoledger.office.own_tables import explained, kind_asked

    tables = kinds_of(read, file.stem, asked.kind, lambda table: kind_asked(table, asking))
    return explained(tables, desk.config, file.stem, asking, lambda profile: keep(desk.config, profile))


def _from_export(desk: Desk, folder: Path, dry_run: bool) -> str:
    """What came of an import of the export in ``folder``; nothing where there is none."""
    from infoledger.intake.export import is_export
    from infoledger.office.exporting import import_export

    if not is_export(folder):
        return ""
    entries = import_export(desk, folder, dry_run=dry_run)
    told = _("The ledger is as it was exported: {count} journal entries.")
    return _("A dry run: nothing was recorded.") if dry_run else told.format(count=entries)


def _odd(desk: Desk, pen: "Pen", report: Report) -> Sequence[str]:
    with desk.reading() as connection:
        alike = likenesses(connection, desk, pen.inserted(Item)) if _new(report) <= _COMPARED else ()
        return [*of_import(connection, desk, report, pen), *alike]


def _new(report: Report) -> int:
    return sum(counts["new"] for counts in report.counts.values())


def _changes(report: Report) -> Listed:
    columns = [
        Column("row", _("row"), numeric=True),
        Column("what", _("reference or name")),
        Column("column", _("column")),
        Column("old", _("was")),
        Column("new", _("becomes")),
    ]
    return columns, [(each.row, each.what, title(each.column), each.old, each.new) for each in report.changes]


def sentence_of(file: Path, report: Report) -> str:
    """What was recorded of ``file``, in the clerk's words."""
    recorded = {kind: counts["new"] + counts["changed"] for kind, counts in report.counts.items()}
    if not any(recorded.values()):
        return _("Nothing in {file} is new.").format(file=file.name)
    counts = listed(f"{title(kind)} {number}" for kind, number in recorded.items())
    if report.correcting:
        told = _("Corrected by {file}: {counts} ({reason}).")
        return told.format(file=file.name, counts=counts, reason=report.correcting.reason)
    return _("Imported {file}: {counts}.").format(file=file.name, counts=counts)


def _counts(report: Report, *, recorded: bool) -> Listed:
    columns = [
        Column("kind", _("kind")),
        Column("new", _("new") if recorded else _("would be new"), numeric=True),
        Column("changed", _("changed") if recorded else _("would change"), numeric=True),
        Column("there", _("already there"), numeric=True),
        Column("wrong", _("wrong"), numeric=True),
    ]
    return columns, [(title(kind), *(counts[name] for name in _OUTCOMES)) for kind, counts in report.counts.items()]
