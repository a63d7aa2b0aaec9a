"""The program as a clerk meets it: global options, the command that is called, and what becomes of errors.

A command's module is imported when the command is called; help and completion need only ``panels``.
"""

import gc
import sys
from collections.abc import Mapping, Sequence
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any, Literal

import typer
from typer.core import TyperCommand
from typer.main import get_group

from infoledger import __version__, console, failures
from infoledger.command_line import Command, Group, Noun
from infoledger.dates import parse_day
from infoledger.errors import UsageError
from infoledger.i18n import _, lend_catalogue, screen_language
from infoledger.office.desk import Desk
from infoledger.panels import COMMAND_WORDS, COMMANDS, PANELS, words_of

# A command that is not long makes less than this; a long one has its memory tidied now and then. At a tenth
# of it an import, and a year's notice, spent a twelfth of their time on looking, in as much memory.
_MUCH = 2_000_000


class Root(Group):
    """The group of all commands; the one place that prints errors and knows their exit codes."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.commands = {name: TyperCommand(name, help=family.summary) for name, family in COMMANDS.items()}

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        name, _listed, rest = super().resolve_command(ctx, args)
        return name, name and load(name), rest

    @property
    def words(self) -> Mapping[str, str]:
        return {name: COMMAND_WORDS[name] for name in COMMANDS if name in COMMAND_WORDS}

    def spoken(self, words: Sequence[str]) -> list[str]:
        """``words`` of a command line, its command and verb in the language of the screen."""
        if screen_language() != "zh":
            return list(words)
        verbs = words_of(words[0], words[1:2]) if words else {}
        return [*(self.words.get(name, name) for name in words[:1]), *(verbs.get(word, word) for word in words[1:])]

    def panels(self, ctx: Any) -> dict[str, list[tuple[str, str]]]:
        families = {
            title: [(self.in_both(each.name), each.summary) for each in families] for title, families in PANELS.items()
        }
        return {**families, _("Options"): super().panels(ctx)[_("Options")]}

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except Exception as error:
            blamed = ctx.obj.blamed(error) if ctx.obj else error
            if blamed is error:
                raise
            raise blamed from error

    def main(self, *args: Any, **settings: Any) -> Any:
        console.prepare()
        lend_catalogue()
        try:
            result = super().main(*args, **{**settings, "standalone_mode": False})
            sys.stdout.flush()
        except Exception as error:  # noqa: BLE001 - the one place where all errors end
            sys.exit(failures.tell(error))
        sys.exit(failures.tell_interrupted() if result == failures.INTERRUPTED else result)


def load(name: str) -> Any:
    """Import the command called ``name``, with its help in the language of the screen."""
    module, _colon, attribute = COMMANDS[name].where.partition(":")
    target = getattr(import_module(f"infoledger.commands.{module}"), attribute)
    parent = typer.Typer(add_completion=False)
    if isinstance(target, typer.Typer):
        for verb in target.registered_commands:
            verb.cls = Command
        parent.add_typer(target, name=name, cls=Noun)
    else:
        parent.command(name, cls=Command)(target)
    (command,) = get_group(parent).commands.values()
    _translate(command)
    return command


def _translate(command: Any) -> None:
    command.help = command.help and _(command.help)
    for verb in getattr(command, "commands", {}).values():
        _translate(verb)


def version() -> str:
    """What is installed, in a line, and where it is told what has changed.

    That is the program, Python, SQLite, and the driver of a server's ledger.
    """
    import platform
    import sqlite3
    from importlib.metadata import PackageNotFoundError
    from importlib.metadata import version as version_of

    try:
        server = f"psycopg {version_of('psycopg')}"
    except PackageNotFoundError:
        server = _("no driver for PostgreSQL")
    parts = (f"infoledger {__version__}", f"Python {platform.python_version()}", f"SQLite {sqlite3.sqlite_version}")
    changes = Path(__file__).parent / "docs" / ("变更.md" if screen_language() == "zh" else "changes.md")
    return " · ".join((*parts, server)) + "\n" + _("What has changed: {file}").format(file=changes)


def _print_version(wanted: bool) -> None:
    if wanted:
        console.show_line(version())
        raise typer.Exit


def _tell_remarks(desk: Desk) -> None:
    for remark in desk.remarks:
        console.say(remark)


app = typer.Typer(cls=Root, rich_markup_mode=None, context_settings={"help_option_names": ["--help", "-h"]})


@app.callback(
    invoke_without_command=True,
    help=_(
        "Keep the ledger of 政务信息: what units submitted, what was adopted, and what it is worth.\n\n"
        "Without a command: the board, with the month so far and what is due."
    ),
)
def root(
    ctx: typer.Context,
    config: Annotated[
        str | None,
        typer.Option(metavar="PATH", help=_("The office's config.yaml (else $INFOLEDGER_CONFIG, ./config.yaml).")),
    ] = None,
    ledger: Annotated[
        str | None, typer.Option(metavar="URL", help=_("The ledger: a file or a database URL (else the config's)."))
    ] = None,
    today: Annotated[
        str | None, typer.Option(metavar="DATE", help=_("The day to take for today, as when re-running an old month."))
    ] = None,
    clerk: Annotated[
        str | None,
        typer.Option(metavar="NAME", help=_("Who records (else $INFOLEDGER_CLERK, the config's, the system's user).")),
    ] = None,
    version: Annotated[  # noqa: ARG001 - its callback prints it
        bool, typer.Option("--version", help=_("Print the version."), callback=_print_version, is_eager=True)
    ] = False,
    form: Annotated[
        Literal["table", "json"] | None,
        typer.Option("--format", "-f", help=_("The board for people, or for programs.")),
    ] = None,
) -> None:
    """Put the desk in place for the command; without one, show the board."""
    now = date.today()
    desk = Desk(Path(config) if config else None, ledger, parse_day(today, now) if today else now, clerk)
    ctx.obj = desk
    ctx.call_on_close(lambda: _tell_remarks(desk))
    if ctx.invoked_subcommand is None:
        from infoledger.commands.board import show_board

        show_board(desk, form)
    elif form:
        raise UsageError(_("Before a command, --format is for the board."), _("Put it after the command."))


def main() -> None:
    """The entry point ``infoledger``.

    A process lives for one command: looking for what it left behind, above all at the end when
    everything goes, would take as long as the command itself.
    """
    gc.set_threshold(_MUCH)
    try:
        app()
    finally:
        gc.freeze()
