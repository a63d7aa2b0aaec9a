"""``site``: notices, rankings, issues and units as pages that need no server."""

from pathlib import Path
from typing import Annotated

import typer

from infoledger.commands.folders import new_folder, replace_files
from infoledger.commands.options import UpTo
from infoledger.console import say
from infoledger.i18n import _
from infoledger.office.desk import Desk
from infoledger.office.site import Site


def site(
    ctx: typer.Context,
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help=_("A new folder, or one that was made by this before."))
    ],
    up_to: UpTo = None,
) -> None:
    """Write a site for the intranet: notices, rankings, issues, and a page for each unit with its postings.

    It works from a shared folder without a server, and without scripts but for the search. What is
    more secret than --up-to is left out; pages of a former run that are no longer right are removed.

    Example: infoledger site 网站
    """
    desk: Desk = ctx.obj
    made = Site(desk, up_to)
    pages = made.pages()
    new_folder(folder)
    replace_files(folder, pages)
    for left_out in made.left_out:
        say(_("Left out, as it names what is too secret: {title}").format(title=left_out))
    say(_("Wrote {count} pages; open {file}.").format(count=len(pages), file=folder / "index.html"))
