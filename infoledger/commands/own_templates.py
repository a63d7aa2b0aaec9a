"""``template export`` and ``template check``: an office's own templates for the bulletin and the notice."""

from pathlib import Path
from typing import Annotated

import typer

from infoledger.console import say, show_line, write_file
from infoledger.errors import UsageError
from infoledger.i18n import _
from infoledger.office.desk import Desk


def export(
    ctx: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help=_("The folder to write them into."))],
) -> None:
    """Write the document templates that ship, to be changed: Word files in Word or WPS, and web pages.

    The Word files are laid out as “layout” in the config says. “--template FILE” of notice and of
    bulletin render prints with what became of them.

    Example: infoledger template export 模板
    """
    from infoledger.commands.folders import new_folder
    from infoledger.documents.own_templates import shipped

    desk: Desk = ctx.obj
    templates = {folder / name: content for name, content in shipped(desk.config.layout)}
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
    from infoledger.commands.forms import check_template
    from infoledger.documents import own_templates

    check_template(template, template.suffix.lower().removeprefix("."))
    kind, missing = own_templates.check(template)
    say(_("{file} is a template of the {kind}, without mistakes.").format(file=template, kind=kind))
    if missing:
        say(_("It does not print: {names}.").format(names=", ".join(missing)))
