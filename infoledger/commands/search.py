"""``item search``: items by the words in their titles and texts."""

from typing import Annotated

import typer

from infoledger.commands.options import Form, OptionalPeriod, Output
from infoledger.commands.showing import is_whole, show_listing
from infoledger.console import say
from infoledger.i18n import _
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
    from infoledger.office.items import find_items

    desk: Desk = ctx.obj
    whole = is_whole(form, output)
    columns, found = find_items(desk, text, desk.period(period) if period else None, None if whole else _PAGE + 1)
    shown = found if whole else found[:_PAGE]
    show_listing((columns, shown), form, output, _("Nothing was found."))
    if len(shown) < len(found):
        say(_("These are the newest {count}; a further word or a period finds fewer.").format(count=_PAGE))
