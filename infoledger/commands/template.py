"""``template``: what an office gets to fill or to change: workbooks for the units, which come back as imports."""

from inspect import getdoc
from pathlib import Path
from typing import Annotated

import typer

from infoledger.commands import own_templates
from infoledger.console import choose_form, say, write_out
from infoledger.i18n import _
from infoledger.kinds import KINDS
from infoledger.office import templating
from infoledger.office.desk import Desk

app = typer.Typer(
    help=_("Write empty workbooks for the units to fill; write, change and check templates of documents.")
)


def _template(
    ctx: typer.Context,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help=_("The workbook to write: .xlsx."))],
) -> None:
    """Write an empty workbook of this kind, to be filled and imported.

    It has drop-down lists of units, categories and outlets, and a sheet that explains the columns.

    Example: infoledger template items -o 报送表.xlsx
    """
    desk: Desk = ctx.obj
    choose_form(None, output, ("xlsx",))
    write_out(templating.workbook(desk, ctx.info_name or ""), output)
    say(_("{file} is written; filled, it is imported by: infoledger import {file}").format(file=output))


def _office(
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help=_("The workbook to write: .xlsx."))],
) -> None:
    """Write the questionnaire from which “init --from” makes config and rules.

    It is filled beside the office's written regulation, sheet by sheet, in Chinese.

    Example: infoledger template office -o 本单位.xlsx
    """
    choose_form(None, output, ("xlsx",))
    write_out(templating.questionnaire(), output)
    say(_("{file} is written; filled, a ledger begins with: infoledger init 台账 --from {file}").format(file=output))


_help = getdoc(_template)
for _kind in KINDS:
    app.command(_kind, help=_help and _(_help).replace("template items", f"template {_kind}"))(_template)
app.command("office")(_office)
app.command()(own_templates.export)
app.command()(own_templates.check)
