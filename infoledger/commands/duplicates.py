"""Items that were perhaps submitted before (重报): listed for a period, pointed out when they come."""

import typer

from infoledger.commands.options import Form, Output, PeriodText
from infoledger.console import say, show
from infoledger.i18n import _
from infoledger.listings import Column
from infoledger.office.desk import Desk

_SHOWN = 10


def duplicates(ctx: typer.Context, period: PeriodText, form: Form = None, output: Output = None) -> None:
    """List items of a period that are like one of the 90 days before, in title or text (重报).

    In square brackets stands where the titles differ: the earlier words, then the later ones.

    Example: infoledger item duplicates last-month
    """
    from infoledger.intake.duplicates import load_twins

    desk: Desk = ctx.obj
    window = desk.period(period)
    with desk.reading() as connection:
        found = load_twins(connection, desk.config, window.first, window.last)
    columns = [
        Column("ref", _("reference")),
        Column("submitted", _("submitted")),
        Column("earlier", _("earlier item")),
        Column("earlier_submitted", _("submitted")),
        Column("title_likeness", _("title %"), numeric=True),
        Column("text_likeness", _("text %"), numeric=True),
        Column("difference", _("title, with what differs")),
    ]
    rows = [
        (twin.item.ref, twin.item.day, twin.earlier.ref, twin.earlier.day, twin.title, twin.text, twin.difference)
        for twin in found
    ]
    show(columns, rows, form, output)


def point_out(desk: Desk, entry: int) -> None:
    """Tell the clerk which of the items that a journal entry recorded are like earlier ones."""
    from infoledger.intake.duplicates import load_twins_of

    with desk.reading() as connection:
        found = load_twins_of(connection, desk.config, entry)
    for twin in found[:_SHOWN]:
        likeness = _("title {title}%").format(title=twin.title)
        if twin.text is not None:
            likeness = _("{title}, text {text}%").format(title=likeness, text=twin.text)
        say(
            _("{ref} is perhaps a duplicate of {earlier} of {day} ({likeness}): {difference}").format(
                ref=twin.item.ref,
                earlier=twin.earlier.ref,
                day=twin.earlier.day,
                likeness=likeness,
                difference=twin.difference,
            )
        )
    if len(found) > _SHOWN:
        told = _("{count} more are perhaps duplicates: infoledger item duplicates PERIOD")
        say(told.format(count=len(found) - _SHOWN))
