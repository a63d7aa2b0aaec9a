"""``help``: the pages of ``--help``, for who would rather write a word."""

from typing import Annotated

import typer

from infoledger.i18n import _


def help_(
    ctx: typer.Context,
    words: Annotated[
        list[str] | None, typer.Argument(metavar="COMMAND…", help=_("A command, and its verb if it has some."))
    ] = None,
) -> None:
    """Show this page of help, or that of a command.

    Example: infoledger help notice
    """
    root = ctx.find_root()
    root.command.main([*(words or ()), "--help"], prog_name=root.info_name)
