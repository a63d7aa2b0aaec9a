"""``backup`` and ``restore``: copies of the ledger, and one of them in its place again."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from infoledger.commands.options import Yes
from infoledger.console import at_terminal, confirm, say, show_line
from infoledger.errors import Finding, UsageError
from infoledger.i18n import _

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
    from infoledger.office.copying import back_up, counted

    copied = back_up(ctx.obj, file, datetime.now(), keep)
    show_line(str(copied.file))
    say(_("Copied the ledger ({counts}) and checked the copy.").format(counts=counted(copied.holding)))
    if copied.config:
        say(_("Config, rules and templates are in {file}.").format(file=copied.config))
    say(copied.holding.head.sentence)
    for spared in copied.spared:
        say(_("{file} stays: the ledger does not continue what it holds.").format(file=spared))
    if copied.dropped:
        say(_("Older copies dropped: {count}.").format(count=len(copied.dropped)))
    tell_findings(copied.holding.findings)


def restore(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help=_("The copy."))],
    yes: Yes = False,
) -> None:
    """Put a copy in the place of the ledger; the ledger as it was is kept beside it.

    What was recorded since the copy was made is shown first, and asked about.

    Example: infoledger restore 2026-10.backup
    """
    from infoledger.office.copying import counted, restoring

    with restoring(ctx.obj, file) as (copy, lost):
        if lost is None or lost:
            _tell_loss(lost)
            if not yes:
                _confirm(file)
        aside = copy.put_in_place(datetime.now())
    if aside:
        say(_("The ledger as it was is now {file}.").format(file=aside))
    say(_("The ledger is now what {file} holds ({counts}).").format(file=file, counts=counted(copy.holding)))


def tell_findings(findings: Sequence[Finding]) -> None:
    """Say what is odd in a copy, as in the ledger that it was made from; exit code 1 if something is."""
    if findings:
        say(_("In it, as in the ledger, something was changed past the program:"))
        for finding in findings:
            say(f"  {finding}")
        raise typer.Exit(1)


def _tell_loss(lost: Sequence[str] | None) -> None:
    if lost is None:
        say(_("The ledger is too damaged to tell what would be lost."))
        return
    say(_("Recorded since the copy was made, and lost by restoring it: {count}.").format(count=len(lost)))
    for entry in lost[-_SHOWN:]:
        say(f"  {entry}")
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
