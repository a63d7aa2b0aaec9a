"""``records`` and ``void``: the facts as they stand, and how one of them is taken back."""

from typing import Annotated

import typer

from infoledger.commands.done import say_done
from infoledger.commands.options import Form, OptionalPeriod, Output, Reason
from infoledger.commands.showing import show_records
from infoledger.i18n import _
from infoledger.kinds import kind_named, words
from infoledger.office.desk import Desk


def records(
    ctx: typer.Context,
    kind: Annotated[str, typer.Argument(metavar="KIND", help=words())],
    period: OptionalPeriod = None,
    form: Form = None,
    output: Output = None,
) -> None:
    """List the facts of a kind with their ids, by day; those taken back are left out.

    Units and informants of a period are those who were members in it.

    Example: infoledger records adoptions last-month

    Example: infoledger records 采用 2026Q3 -o adoptions.csv
    """
    desk: Desk = ctx.obj
    window = desk.period(period) if period else None
    show_records(desk, kind_named(kind), window, None, form, output)


def void(
    ctx: typer.Context,
    kind: Annotated[str, typer.Argument(metavar="KIND", help=_("item, forward, adoption … or 信息, 上报, 采用 …"))],
    which: Annotated[
        str, typer.Argument(metavar="ID|REF", help=_("The id that “records” shows, or the item's reference."))
    ],
    reason: Reason,
    outlet: Annotated[
        str | None, typer.Option("--in", metavar="OUTLET", help=_("Only an adoption in this outlet."))
    ] = None,
) -> None:
    """Take a fact back: it stays in the log and counts no more.

    An adoption is found by its item, too: “void adoption REF --in OUTLET”. With an item go all
    facts that concern it alone.

    Example: infoledger void adoption 1 --reason 市里撤稿
    """
    from infoledger.office.records import void as take_back

    say_done(take_back(ctx.obj, kind_named(kind), which, reason, outlet))
