"""``item draft``: the file in which an item came, given back."""

from pathlib import Path
from typing import Annotated

import typer

from infoledger.console import say, write_out
from infoledger.i18n import _
from infoledger.office.desk import Desk
from infoledger.outfiles import write_file


def draft(
    ctx: typer.Context,
    ref: Annotated[str, typer.Argument(metavar="REF", help=_("The reference of an item."))],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help=_("Write to this file (else to stdout)."))
    ] = None,
) -> None:
    """Give back the file in which an item came, byte for byte.

    Example: infoledger item draft 2026-0001 -o 原稿.docx
    """
    from infoledger.office.items import file_of
    from infoledger.office.private import private

    desk: Desk = ctx.obj
    name, content = file_of(desk, ref)
    if output:
        with private():
            write_file(output, content)
        say(_("{name} is written to {file}.").format(name=name, file=output))
    else:
        write_out(content, None)
