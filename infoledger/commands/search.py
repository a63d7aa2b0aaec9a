"""``item search``: items by the words in their titles and texts."""

from typing import Annotated

import typer

from infoledger.commands.options import Form, OptionalPeriod, Output
from infoledger.console import say, show
from infoledger.errors import UsageError
from infoledger.i18n import _
from infoledger.listings import Column, Word
from infoledger.office.desk import Desk

_PAGE = 50


def search(
    ctx: typer.Context,
    text: Annotated[str, typer.Argument(metavar="TEXT", help=_("What to look for; of several words all are wanted."))],
    period: OptionalPeriod = None,
    form: Form = None,
    output: Output = None,
) -> None:
    """Find items by the words in their titles; in a period, also by those in their texts.

    The newest come first. On the screen a page of 50 is shown, csv and json give all.

    Example: infoledger item search 防汛

    Example: infoledger item search '防汛 演练' this-year
    """
    from infoledger.ledger.search import search_items

    desk: Desk = ctx.obj
    words = text.split()
    if not words:
        raise UsageError(_("There is nothing to look for."), _("Write a word of the title."))
    window = desk.period(period) if period else None
    whole = form in ("csv", "json") or output is not None
    with desk.reading() as connection:
        found = list(search_items(connection, words, window, None if whole else _PAGE + 1))
    columns = [
        Column("ref", _("reference")),
        Column("submitted", _("submitted")),
        Column("units", _("units")),
        Column("title", _("title")),
        Column("status", _("status")),
    ]
    shown = found if whole else found[:_PAGE]
    rows = [(hit.ref, hit.submitted, ";".join(hit.units), hit.title, Word(hit.status)) for hit in shown]
    show(columns, rows, form, output)
    if not found:
        say(_("Nothing was found."))
    elif len(shown) < len(found):
        say(_("These are the newest {count}; a further word or a period finds fewer.").format(count=_PAGE))
