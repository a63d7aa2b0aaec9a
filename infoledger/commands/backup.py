"""``backup`` and ``restore``: copies of the ledger, and one of them in its place again."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from infoledger.commands.options import Yes
from infoledger.console import at_terminal, confirm, say, show_line
from infoledger.errors import UsageError
from infoledger.i18n import _
from infoledger.office.desk import Desk
from infoledger.office.history import local

if TYPE_CHECKING:
    from infoledger.ledger.backup import Restoration
    from infoledger.ledger.copying import Holding

_SHOWN = 20


def backup(
    ctx: typer.Context,
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help=_("The copy; without an ending, a folder of dated copies."))
    ],
    keep: Annotated[
        int | None,
        typer.Option("--keep", metavar="N", min=1, help=_("Of the dated copies in a folder, keep the newest N.")),
    ] = None,
) -> None:
    """Copy the ledger to a new file, also while others record, and check the copy.

    Beside it an archive is written that holds config.yaml and the rules and templates it names.

    In a folder the copy is named by the time: ledger-20261020-173000.backup.

    Example: infoledger backup 2026-10.backup

    Example: infoledger backup copies --keep 30
    """
    from infoledger.ledger.backup import back_up

    desk: Desk = ctx.obj
    copied = back_up(desk.ledger, file, datetime.now(), keep, desk.config_files)
    show_line(str(copied.file))
    say(_("Copied the ledger ({counts}) and checked the copy.").format(counts=counted(copied.holding)))
    if copied.config:
        say(_("Config, rules and templates are in {file}.").format(file=copied.config))
    say(_("Journal: up to entry {head}").format(head=copied.holding.head))
    for spared in copied.spared:
        say(_("{file} stays: the ledger does not continue what it holds.").format(file=spared))
    if copied.dropped:
        say(_("Older copies dropped: {count}.").format(count=len(copied.dropped)))
    tell_findings(copied.holding)


def restore(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help=_("The copy."))],
    yes: Yes = False,
) -> None:
    """Put a copy in the place of the ledger; the ledger as it was is kept beside it.

    What was recorded since the copy was made is shown first, and asked about.

    Example: infoledger restore 2026-10.backup
    """
    from infoledger.ledger.backup import restoring

    desk: Desk = ctx.obj
    with restoring(file, desk.ledger) as restoration:
        if restoration.lost is None or restoration.lost:
            _tell_loss(restoration)
            if not yes:
                _confirm(file)
        aside = restoration.put_in_place(datetime.now())
    if aside:
        say(_("The ledger as it was is now {file}.").format(file=aside))
    say(_("The ledger is now what {file} holds ({counts}).").format(file=file, counts=counted(restoration.holding)))


def counted(holding: "Holding") -> str:
    """How much a ledger holds, in words."""
    rows = holding.rows
    return _("journal entries: {entries}, items: {items}, adoptions: {adoptions}").format(
        entries=rows["entries"], items=rows["items"], adoptions=rows["adoptions"]
    )


def tell_findings(holding: "Holding") -> None:
    """Say what is odd in a copy, as in the ledger that it was made from; exit code 1 if something is."""
    if holding.findings:
        say(_("In it, as in the ledger, something was changed past the program:"))
        for finding in holding.findings:
            say(f"  {finding}")
        raise typer.Exit(1)


def _tell_loss(restoration: "Restoration") -> None:
    if restoration.lost is None:
        say(_("The ledger is too damaged to tell what would be lost."))
        return
    lost: Sequence[Any] = restoration.lost
    say(_("Recorded since the copy was made, and lost by restoring it: {count}.").format(count=len(lost)))
    for entry in lost[-_SHOWN:]:
        say(f"  {local(entry.at)} {entry.clerk}: {entry.sentence}")
    if len(lost) > _SHOWN:
        say(_("  … and {count} earlier ones").format(count=len(lost) - _SHOWN))


def _confirm(file: Path) -> None:
    if not at_terminal():
        raise UsageError(
            _("Nothing was restored, because nobody is here to be asked."),
            _("To restore it all the same: infoledger restore {file} --yes").format(file=file),
        )
    if not confirm(_("Restore the copy all the same?"), enter=False):
        raise typer.Abort
