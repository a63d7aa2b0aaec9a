"""``init``: a new ledger with its config."""

from pathlib import Path
from typing import Annotated

import typer

from infoledger.commands.options import Form, Output
from infoledger.commands.questions import ask, choose
from infoledger.console import at_terminal, say, show, show_line
from infoledger.errors import UsageError
from infoledger.i18n import _
from infoledger.office.desk import Desk

_USUAL = "county"


def init(
    ctx: typer.Context,
    folder: Annotated[Path | None, typer.Argument(metavar="DIR", help=_("The folder to make it in."))] = None,
    preset: Annotated[
        str | None,
        typer.Option("--preset", metavar="NAME", help=_("The office whose config and rules to begin with.")),
    ] = None,
    questionnaire: Annotated[
        Path | None,
        typer.Option("--from", metavar="FILE", help=_("A filled questionnaire (see “infoledger template office”).")),
    ] = None,
    list_presets: Annotated[bool, typer.Option("--list-presets", help=_("List the offices to choose from."))] = False,
    form: Form = None,
    output: Output = None,
) -> None:
    """Begin a ledger: write a commented config with rules, and an empty ledger beside it.

    Config and rules are those of a ready-made office, or made from a questionnaire filled beside the
    written regulation. Nothing that is there is overwritten.

    Example: infoledger init 台账 --preset township
    """
    from infoledger.office.beginning import begin, begin_from, kinds_of_office, kinds_told

    desk: Desk = ctx.obj
    if list_presets:
        if form or output:
            show(*kinds_of_office(), form, output)
        else:
            for told in kinds_told():
                show_line(told)
        return
    if folder is None:
        raise UsageError(_("Where is it to be made?"), _("As in: infoledger init FOLDER"))
    if questionnaire and preset:
        raise UsageError(_("--preset and --from exclude each other."), _("Leave one of them out."))
    if questionnaire is None and preset is None:
        preset, questionnaire = _chosen() if at_terminal() else (_USUAL, None)
    for path in begin_from(questionnaire, folder, desk.today) if questionnaire else begin(folder, preset or _USUAL):
        say(_("Wrote {file}.").format(file=path))
    here = f'"{folder}"' if " " in str(folder) else folder
    say((_filled() if questionnaire else _ready_made()).format(folder=here))


def _ready_made() -> str:
    return _(
        "Now go there: cd {folder}\n"
        "Change the names in config.yaml to those of your office, and see that “infoledger config check” is "
        "content. Then register the units: “infoledger unit add” or “infoledger import units.csv”."
    )


def _filled() -> str:
    return _(
        "Now go there: cd {folder}\n"
        "The units and informants of the questionnaire are registered. See that “infoledger config check” is content, "
        "and lay “infoledger config show --articles” beside the regulation. The first item: “infoledger submit”."
    )


def _chosen() -> tuple[str | None, Path | None]:
    """What a person at the terminal begins with: the name of a ready-made office, or a filled questionnaire."""
    from infoledger.office.choices import offices

    filled = _("a questionnaire filled beside our regulation")
    name = choose(_("Begin with"), offices(filled))
    if name != filled:
        return name, None
    return None, Path(ask(_("The questionnaire")))
