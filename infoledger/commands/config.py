"""``config``: whether the office's config is right, and its schema for editors."""

from typing import Annotated, Literal

import typer

from infoledger.commands.forms import document_form, write_document
from infoledger.commands.options import Output
from infoledger.console import line_width, say, write_out
from infoledger.errors import UsageError
from infoledger.i18n import _, screen_language
from infoledger.office import checking, guiding
from infoledger.office.desk import Desk
from infoledger.office.printing import PRINTED
from infoledger.outfiles import json_text

ScreenLanguage = Literal["zh", "en"]

app = typer.Typer(help=_("Check the config and the rules; print them and their schema."))


@app.command()
def check(ctx: typer.Context) -> None:
    """Tell every mistake in the config and its regulations, and run their worked cases.

    What is legal but odd is told as a hint.

    Example: infoledger config check
    """
    desk: Desk = ctx.obj
    for hint in checking.config_hints(desk):
        say(_("Hint: {hint}").format(hint=hint))
    count = checking.run_worked_cases(desk)
    say(_("{file} is right; worked cases: {count}.").format(file=desk.config.path, count=count))


@app.command()
def show(
    ctx: typer.Context,
    language: Annotated[
        ScreenLanguage | None, typer.Option("--language", help=_("Chinese words (zh) or English ones (en)."))
    ] = None,
    articles: Annotated[
        bool,
        typer.Option(
            "--articles", help=_("The regulation in force as sentences, to be checked against the document and signed.")
        ),
    ] = False,
    output: Output = None,
) -> None:
    """Print what config.yaml and the files that it names say, as one YAML text without their comments.

    Its words are those of the screen's language or of --language; read back, it is the same config.
    With --articles it is the regulation in force, article by article in Chinese sentences.

    Example: infoledger config show --language en

    Example: infoledger config show --articles -o 对照表.docx
    """
    desk: Desk = ctx.obj
    if not articles:
        write_out(checking.shown(desk.config.path, language or screen_language()), output)
        return
    if language == "en":
        raise UsageError(_("The articles are read back in Chinese alone."), _("Leave --language out."))
    form = document_form(None, output, PRINTED) if output else "txt"
    read_back = checking.articles(desk)
    write_document(read_back.file(form), form, output)
    for sentence in read_back.sentences():
        say(sentence)


@app.command()
def guide(
    ctx: typer.Context,
    topic: Annotated[
        str | None, typer.Argument(metavar="TOPIC", help=_("A heading, or a key or a fixed word in either language."))
    ] = None,
    output: Output = None,
) -> None:
    """Tell how a regulation is written: every key with its meaning, its values and an example that comes out.

    With a topic, what is said of it alone; with -o as a file (.docx, .html, .txt).

    Example: infoledger config guide cap

    Example: infoledger config guide 上限 -o 上限.docx
    """
    desk: Desk = ctx.obj
    told = guiding.told(topic, screen_language())
    if output:
        form = document_form(None, output, guiding.FORMATS)
        write_document(told.file(form, desk.today), form, output)
    else:
        write_out(told.text(line_width()), None)


@app.command()
def schema(
    regulation: Annotated[
        bool, typer.Option("--regulation", help=_("Print that of a regulation in a file of its own."))
    ] = False,
) -> None:
    """Print a JSON Schema of config.yaml, with which an editor completes and checks it.

    Example: infoledger config schema
    """
    write_out(json_text(checking.schema(regulation=regulation)), None)
