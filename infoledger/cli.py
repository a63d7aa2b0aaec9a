"""The program as a clerk meets it: global options, the table of commands, and what becomes of errors.

A command's module is imported when the command is called; help and completion need only the table.
"""

import sys
from collections.abc import Callable
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_group

from infoledger import __version__, console, failures
from infoledger.commands.desk import Desk
from infoledger.dates import parse_day
from infoledger.errors import UsageError
from infoledger.i18n import _, lend_catalogue


class Family(NamedTuple):
    """A line of ``infoledger --help``: ``where`` is ``module:attribute`` in ``infoledger.commands``."""

    name: str
    where: str
    summary: str


#: In the order of a month's work; a summary is the first paragraph of the command's docstring.
PANELS = {
    _("Begin"): (
        Family(
            "init",
            "init:init",
            _("Begin a ledger: write a commented config with rules, and an empty ledger beside it."),
        ),
        Family(
            "demo",
            "demo:demo",
            _("Make a county with a year of work, then last month's notice and an issue of its bulletin."),
        ),
        Family("unit", "units:app", _("Keep the register of units.")),
        Family("informant", "informants:app", _("Keep the register of informants.")),
    ),
    _("Record what happened"): (
        Family("submit", "submit:submit", _("Record an item that a unit submitted, and print its reference.")),
        Family(
            "item", "item_desk:app", _("Look at items and correct them; “submit” adds one, “void item” takes one back.")
        ),
        Family(
            "template",
            "template:app",
            _("Write empty workbooks for the units to fill; write, change and check templates of documents."),
        ),
        Family("import", "import_:import_", _("Import tables: all rows of a file or, if one is wrong, none.")),
        Family("review", "review:review", _("Pass, return or reject a draft at the step of review that it waits for.")),
        Family("forward", "facts:forward", _("Record that items were sent up to a body (上报).")),
        Family(
            "adopt",
            "facts:adopt",
            _("Record that an outlet adopted a piece made from one item, or from several (采用)."),
        ),
        Family("instruct", "facts:instruct", _("Record what a leader wrote on an item (批示).")),
        Family(
            "feedback",
            "instructions:feedback",
            _("Record the feedback on an instruction (批示反馈): what was done about it."),
        ),
        Family(
            "instruction",
            "instructions:app",
            _("See which instructions (批示) wait for feedback, and print their slips."),
        ),
        Family("solicit", "facts:solicit", _("Ask units for items on a topic by a day (约稿).")),
        Family(
            "solicitation",
            "solicitations:app",
            _("See who has answered a solicitation (约稿), and print it; “solicit” records one."),
        ),
        Family(
            "violation",
            "facts:violation",
            _("Put a failure down to a unit (差错): late, missed, concealed or false reports."),
        ),
        Family("late", "late:late", _("Show the items that came late and were not put down yet; put them down.")),
        Family(
            "award", "facts:award", _("Give an award to an item (评优), as long as the config allows more of its kind.")
        ),
        Family("adjust", "facts:adjust", _("Give a unit, or one of its informants, points or yuan by hand (调整).")),
        Family("void", "records:void", _("Take a fact back: it stays in the log and counts no more.")),
        Family(
            "undo", "history:undo", _("Take back the last command that recorded something, after showing what it did.")
        ),
    ),
    _("Look"): (
        Family(
            "records",
            "records:records",
            _("List the facts of a kind with their ids, by day; those taken back are left out."),
        ),
        Family("quota", "quota:quota", _("Show what each party owed and did under each quota.")),
        Family(
            "explain", "explain:explain", _("Show every posting behind a unit's, an informant's or an item's points.")
        ),
        Family("assess", "assess:assess", _("List outcomes, honours and marks whose sub-periods lie in a period.")),
        Family("pay", "pay:pay", _("List what each party is paid for a period; who gets nothing is left out.")),
        Family("whatif", "whatif:whatif", _("Compare a period's standings with those under other rules.")),
        Family("log", "history:log", _("Show what was recorded: when, by whom, and what, the oldest first.")),
    ),
    _("Publish"): (
        Family("bulletin", "bulletin:app", _("Put together, issue and print the office's own publications.")),
        Family("notice", "notice:notice", _("Rank the units (or informants) of each group over a period.")),
        Family(
            "report",
            "report:report",
            _("Give the figures of a summary: totals, by level, outlet and month, by unit with rank before and now."),
        ),
        Family(
            "site",
            "site:site",
            _("Write a site for the intranet: notices, rankings, issues, and a page for each unit with its postings."),
        ),
    ),
    _("Look after the ledger"): (
        Family(
            "check",
            "check:check",
            _("Look for what is odd in ledger, journal and config; exit code 1 if anything is found."),
        ),
        Family(
            "backup",
            "backup:backup",
            _("Copy the ledger to a new file, also while others record, and check the copy."),
        ),
        Family("ledger", "ledger:app", _("Move the ledger from one database to another.")),
        Family(
            "restore",
            "backup:restore",
            _("Put a copy in the place of the ledger; the ledger as it was is kept beside it."),
        ),
        Family(
            "export",
            "export:export",
            _("Write everything in the ledger as CSV and JSON, readable without this program."),
        ),
        Family("config", "config:app", _("Check the config and the rules; print their schema.")),
    ),
}
COMMANDS = {family.name: family for families in PANELS.values() for family in families}


class Light:
    """Spares a call what Typer would import without need, each slower to import than Typer itself.

    That is its reader of values, for completion and for words that stay as they were typed, and
    rich, for the help that some shells show beside a completion.
    """

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        for parameter in self.get_params(ctx):  # type: ignore[attr-defined]
            parameter.help = parameter.help and _(parameter.help)  # Typer's own, as of --help
            if "process_value" not in vars(parameter):
                parameter.process_value = _lightly(parameter)
            if ctx.resilient_parsing and parameter.metavar:
                from infoledger.commands.completion import complete

                parameter._custom_shell_complete = complete  # noqa: SLF001 - Typer takes it as it builds a parameter
        return super().parse_args(ctx, args)  # type: ignore[misc,no-any-return]

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Plain text: Typer's own page cuts Chinese sentences off, and takes twice as long to import as to read."""
        formatter.write(f"{self.get_usage(ctx)}\n\n{console.wrapped(self.help or '')}\n")  # type: ignore[attr-defined]
        for title, rows in self.panels(ctx).items():
            if rows:
                formatter.write(f"\n{title}\n{console.two_columns(rows)}")

    def panels(self, ctx: Any) -> dict[str, list[tuple[str, str]]]:
        """The lines of help under each heading: verbs, if it has any, and what it is given."""
        verbs = [(name, verb.help.partition("\n\n")[0]) for name, verb in getattr(self, "commands", {}).items()]
        parameters = self.get_params(ctx)  # type: ignore[attr-defined]
        arguments, options = (
            [record for each in parameters if each.param_type_name == kind and (record := each.get_help_record(ctx))]
            for kind in ("argument", "option")
        )
        return {_("Commands"): verbs, _("Arguments"): arguments, _("Options"): options}

    def shell_complete(self, ctx: Any, incomplete: str) -> Any:
        found = super().shell_complete(ctx, incomplete)  # type: ignore[misc]
        for item in found:
            item.help = None  # which Typer would put through rich
        return found


class Command(Light, TyperCommand):
    """A command to which ``-5`` is a number and not an unknown option."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        ctx.ignore_unknown_options = any(word[:1] == "-" and word[1:2].isdigit() for word in args)
        return super().parse_args(ctx, args)


class Noun(Light, TyperGroup):
    """A command with verbs; without one it shows them."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**{**settings, "no_args_is_help": True})


class Root(Light, TyperGroup):
    """The group of all commands; the one place that prints errors and knows their exit codes."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.commands = {name: TyperCommand(name, help=family.summary) for name, family in COMMANDS.items()}

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        name, _listed, rest = super().resolve_command(ctx, args)
        return name, name and load(name), rest

    def panels(self, ctx: Any) -> dict[str, list[tuple[str, str]]]:
        families = {title: [(each.name, each.summary) for each in families] for title, families in PANELS.items()}
        return {**families, _("Options"): super().panels(ctx)[_("Options")]}

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


def _lightly(parameter: Any) -> Callable[[Any, Any], Any]:
    read, wanted = parameter.process_value, parameter.type_descriptor.annotation

    def process(ctx: Any, value: Any) -> Any:
        if ctx.resilient_parsing or (value is None and not parameter.required):
            return value
        return value if type(value) is wanted and not parameter.callback else read(ctx, value)

    return process


def _print_version(wanted: bool) -> None:
    if wanted:
        console.show_line(f"infoledger {__version__}")
        raise typer.Exit


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
        str | None, typer.Option(metavar="NAME", help=_("Who records (else $INFOLEDGER_CLERK, the system's user)."))
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
    if ctx.invoked_subcommand is None:
        from infoledger.commands.board import show_board

        show_board(desk, form)
    elif form:
        raise UsageError(_("Before a command, --format is for the board."), _("Put it after the command."))
    ctx.obj = desk


def main() -> None:
    """The entry point ``infoledger``."""
    app()
