"""``packet``: exchange with the offices above and below (交换), in files that travel as they can."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from infoledger.commands.folders import new_folder
from infoledger.commands.options import Form, OptionalPeriod, Output
from infoledger.commands.showing import show_listing
from infoledger.console import say, show, write_out
from infoledger.errors import UsageError
from infoledger.i18n import _
from infoledger.office.desk import Desk

if TYPE_CHECKING:
    from infoledger.office.sending import Sent

app = typer.Typer(help=_("Exchange items and what became of them with the offices above and below, in packets."))


@app.command()
def send(
    ctx: typer.Context,
    office: Annotated[
        str | None,
        typer.Argument(metavar="BODY|UNIT", help=_("An office under “exchange” in the config, above or below.")),
    ] = None,
    period: OptionalPeriod = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help=_("The packet (.zip)."))] = None,
    folder: Annotated[
        Path | None, typer.Option("--all", metavar="DIR", help=_("A packet for every office into this folder instead."))
    ] = None,
    again: Annotated[
        int | None, typer.Option("--again", metavar="NUMBER", min=1, help=_("A packet that was lost, as it was sent."))
    ] = None,
) -> None:
    """Make the next packet for an office: up the items forwarded, down what became of them.

    It holds what was not sent yet, and what was changed or taken back since. What is above the secrecy that a
    body takes stays here. A packet has its number for good; one that was lost is made again with --again.

    Example: infoledger packet send 泽安市人民政府办公室 -o 上报.zip

    Example: infoledger packet send --all 交换
    """
    from infoledger.office import sending

    desk: Desk = ctx.obj
    if folder:
        if office or output or again:
            raise UsageError(_("Say an office and -o FILE, or --all DIR: one of the two."))
        new_folder(folder)
        packets = sending.send_all(desk)
        for each in packets:
            _write(each, folder / each.name)
        if not packets:
            say(_("Nothing is new for any office."))
    elif not office or not output:
        raise UsageError(_("Say for which office, and where: infoledger packet send OFFICE -o FILE.zip"))
    else:
        _refuse_place(output)
        window = desk.period(period) if period else None
        packet = sending.send_again(desk, office, again) if again else sending.send(desk, office, window)
        if packet:
            _write(packet, output)
        else:
            say(_("Nothing is new for {office}; no packet was made.").format(office=office))


@app.command()
def receive(
    ctx: typer.Context, file: Annotated[Path, typer.Argument(metavar="FILE", help=_("The packet (.zip)."))]
) -> None:
    """Take what another office sent into the ledger, each record once, all of it or nothing.

    Example: infoledger packet receive 上报.zip
    """
    from infoledger.office.receiving import receive as take

    received = take(ctx.obj, file)
    show(*received.counts)
    for told in (*received.notes, received.sentence):
        say(told)


@app.command("list")
def list_(ctx: typer.Context, period: OptionalPeriod = None, form: Form = None, output: Output = None) -> None:
    """List the packets that went and came, and which numbers are missing.

    Example: infoledger packet list
    """
    from infoledger.office.exchanging import list_packets

    desk: Desk = ctx.obj
    listing, gaps = list_packets(desk, desk.period(period) if period else None)
    show_listing(listing, form, output)
    for told in gaps:
        say(told)


def _write(packet: "Sent", file: Path) -> None:
    from infoledger.office.private import private

    for note in packet.notes:
        say(note)
    say(packet.sentence)
    with private():
        write_out(packet.content, file)
    say(_("Wrote {file}.").format(file=file))


def _refuse_place(file: Path) -> None:
    """Raise ``UsageError`` where no file can be written: what is recorded as sent should be there."""
    if file.is_dir() or not file.absolute().parent.is_dir():
        raise UsageError(_("{file} cannot be written.").format(file=file), _("Name a file in a folder that is there."))
