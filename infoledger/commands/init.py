"""``init``: a new ledger with its config."""

from pathlib import Path
from typing import Annotated

import typer

from infoledger.commands.options import Form, Output
from infoledger.console import say, show
from infoledger.errors import UsageError
from infoledger.i18n import _


def init(
    ctx: typer.Context,  # noqa: ARG001 - every command's first
    folder: Annotated[Path | None, typer.Argument(metavar="DIR", help=_("The folder to make it in."))] = None,
    preset: Annotated[
        str, typer.Option("--preset", metavar="NAME", help=_("The office whose config and rules to begin with."))
    ] = "county",
    list_presets: Annotated[bool, typer.Option("--list-presets", help=_("List the offices to choose from."))] = False,
    form: Form = None,
    output: Output = None,
) -> None:
    """Begin a ledger: write a commented config with rules, and an empty ledger beside it.

    Nothing that is there is overwritten.

    Example: infoledger init 台账 --preset township
    """
    from infoledger.office.beginning import begin, presets

    if list_presets:
        show(*presets(), form, output)
        return
    if folder is None:
        raise UsageError(_("Where is it to be made?"), _("As in: infoledger init FOLDER"))
    for path in begin(folder, preset):
        say(_("Wrote {file}.").format(file=path))
    say(
        _(
            "Now go there: cd {folder}\n"
            "Change the names in config.yaml to those of your office, and see that “infoledger config check” is "
            "content. Then register the units: “infoledger unit add” or “infoledger import units.csv”."
        ).format(folder=f'"{folder}"' if " " in str(folder) else folder)
    )
