"""``notice``: the ranking of a period."""

from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from infoledger.commands.desk import Desk
from infoledger.commands.options import Output, PeriodText
from infoledger.console import Column, choose_form, say, show, write_out
from infoledger.errors import InfoledgerError
from infoledger.i18n import _, screen_language

if TYPE_CHECKING:
    from infoledger.rules.standings import Standing

#: Formats of the ranking alone, and of the whole notice.
LISTED, PRINTED = ("table", "csv", "json"), ("md", "txt", "html", "docx", "xlsx")

By = Annotated[Literal["unit", "informant"], typer.Option("--by", help=_("Rank units or informants."))]
NoticeForm = Annotated[
    Literal["table", "csv", "json", "md", "txt", "html", "docx", "xlsx"] | None,
    typer.Option("--format", "-f", help=_("The ranking as table, csv or json; the whole notice as the others.")),
]
Group = Annotated[str | None, typer.Option("--group", metavar="GROUP", help=_("Only this group of units."))]


def notice(
    ctx: typer.Context,
    period: PeriodText,
    by: By = "unit",
    group: Group = None,
    form: NoticeForm = None,
    output: Output = None,
) -> None:
    """Rank the units (or informants) of each group over a period.

    Every unit that was a member on a day of the period has a row, also with nothing.

    Example: infoledger notice last-month
    """
    from infoledger.commands.printed import basis_of, notice_of
    from infoledger.commands.reckoned import reckoned
    from infoledger.documents.notice import basis_lines
    from infoledger.rules.standings import regulation_of, standings

    desk: Desk = ctx.obj
    reckoning = reckoned(desk, desk.period(period))
    rows = standings(reckoning, by)
    if group is not None:
        rows = _only(group, rows)
    chosen = choose_form(form, output, (*LISTED, *PRINTED))
    if chosen in PRINTED:
        from infoledger.documents.rendering import render

        write_out(render(notice_of(reckoning, rows, by, desk.config), chosen), output)
        return
    regulation = regulation_of(reckoning)
    further = [Column(each.name, each.name, numeric=True) for each in (regulation.columns if regulation else ())]
    show([*columns(by), *further], [cells(row, by) for row in rows], chosen, output)
    for line in basis_lines(basis_of(reckoning), screen_language()):
        say(line)


def columns(by: str) -> list[Column]:
    """The fixed columns of a notice, in the order of its csv."""
    who = (
        [Column("unit", _("Unit"))]
        if by == "unit"
        else [Column("informant", _("Informant")), Column("unit", _("Unit"))]
    )
    counted = [
        ("submitted", _("Submitted")),
        ("forwarded", _("Forwarded")),
        ("adopted", _("Adopted")),
        ("adoptions", _("Adoptions")),
        ("adoption_rate", _("Rate %")),
        ("instructions", _("Instructions")),
        ("points", _("Points")),
        ("points_to_date", _("Points to date")),
    ]
    return [
        Column("group", _("Group")),
        Column("rank", _("Rank"), numeric=True),
        *who,
        *(Column(name, heading, numeric=True) for name, heading in counted),
    ]


def cells(row: "Standing", by: str) -> list[Any]:
    """A standing as the cells of ``columns``."""
    member = row.member
    who = [member.name] if by == "unit" else [member.name, member.unit]
    return [member.group, row.rank, *who, *row[2:10], *row.columns]


def _only(group: str, rows: "list[Standing]") -> "list[Standing]":
    from infoledger.config.names import resolve

    names = {row.member.group: () for row in rows}
    if not names:
        raise InfoledgerError(_("No unit was a member in this period."))
    chosen = resolve(group, names)
    return [row for row in rows if row.member.group == chosen]
