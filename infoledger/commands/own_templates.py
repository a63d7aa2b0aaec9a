"""``template export`` and ``template check``: an office's own templates for the bulletin and the notice."""

from pathlib import Path
from typing import Annotated

import typer

from infoledger.commands.folders import new_folder
from infoledger.commands.forms import check_template
from infoledger.console import say, show_line
from infoledger.errors import UsageError
from infoledger.i18n import _, listed
from infoledger.office import templating
from infoledger.office.desk import Desk
from infoledger.office.printing import ending
from infoledger.outfiles import write_file


def export(
    ctx: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help=_("The folder to write them into."))],
) -> None:
    """Write the document templates that ship, to be changed: Word files in Word or WPS, and web pages.

    The Word files are laid out as “layout” in the config says. “--template FILE” of notice and of
    bulletin render prints with what became of them.

    Example: infoledger template export 模板
    """
    desk: Desk = ctx.obj
    templates = {folder / name: content for name, content in templating.shipped_templates(desk).items()}
    new_folder(folder)
    for path in templates:
        if path.exists():
            raise UsageError(_("{file} is there already.").format(file=path), _("Name another folder."))
    for path, content in templates.items():
        write_file(path, content)
        show_line(str(path))


def check(template: Annotated[Path, typer.Argument(metavar="FILE", help=_("A template: .docx or .html."))]) -> None:
    """Look for mistakes in a document template: unknown names, full-width braces, what fails in print.

    What the template that ships prints and this one does not is told, and is no mistake.

    Example: infoledger template check 模板/notice.docx
    """
    check_template(template, ending(template))
    kind, missing = templating.check_template(template)
    say(_("{file} is a template of the {kind}, without mistakes.").format(file=template, kind=kind))
    if missing:
        say(_("It does not print: {names}.").format(names=listed(missing)))
