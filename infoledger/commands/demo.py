"""``demo``: a made-up county with a year of work, and what a clerk does with it at the end of a month."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from infoledger.console import say, write_file
from infoledger.errors import InfoledgerError
from infoledger.i18n import _
from infoledger.office.desk import Desk

if TYPE_CHECKING:
    from infoledger.intake.tables import Table
    from infoledger.kinds import Kind
    from infoledger.ledger.journal import Pen

_PUBLICATION = "政务信息"
_SIGNATURES = {"编辑": "何静", "审核": "吴卫东", "签发": "苏文清"}
_PRINTED = "拟刊"  # the tag of what waits for the bulletin
_UNREAD = timedelta(days=3)
_NOTICE_FORMS = ("docx", "xlsx", "html")


def demo(
    ctx: typer.Context, folder: Annotated[Path, typer.Argument(metavar="DIR", help=_("A new or empty folder."))]
) -> None:
    """Make a county with a year of work, then last month's notice and an issue of its bulletin.

    Example: infoledger demo 演示
    """
    from infoledger.demo.county import config_text, county
    from infoledger.demo.incoming import incoming

    asked: Desk = ctx.obj
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise InfoledgerError(
            _("{folder} is not empty.").format(folder=folder), _("Name a folder that is not there yet.")
        )
    tables = county(asked.today)
    for name, text in {**config_text(asked.today), **incoming(asked.today, tables)}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        write_file(folder / name, text)
    ctx.obj = Desk(folder / "config.yaml", None, asked.today, asked.clerk)
    _import(ctx.obj, tables)
    _issue_bulletin(ctx, folder, [row["ref"] for row in tables["items"] if row.get("tags") == _PRINTED])
    _print_notice(ctx, folder)
    say(
        _(
            "\nEverything is in {folder}. Go there and try:\n"
            "  infoledger quota this-month\n"
            "  infoledger explain 青泉镇 last-month\n"
            "  infoledger submit --title 青泉镇完成晚稻收割 --unit 青泉镇\n"
            "  infoledger --help"
        ).format(folder=folder)
    )


def _import(desk: Desk, tables: Mapping[str, Sequence[Mapping[str, str]]]) -> None:
    from infoledger.intake.importing import import_tables
    from infoledger.kinds import KINDS

    with desk.recording("demo") as pen:
        known = [(kind, _table(kind, tables[name])) for name, kind in KINDS.items() if tables.get(name)]
        report = import_tables(pen, desk.config, known)
        if report.findings:
            raise InfoledgerError(_("The demo does not fit its own config."), findings=report.findings)
        _pass_review(pen, desk.today)
        pen.sentence = _("the demo county was made up")


def _pass_review(pen: "Pen", today: date) -> None:
    """Let all be through the review but the newest drafts that went nowhere yet."""
    from sqlalchemy import select

    from infoledger.ledger.models import AdoptionItem, Forward, InstructionItem, Item, Review

    out = {
        id
        for column in (AdoptionItem.item, Forward.item, InstructionItem.item)
        for (id,) in pen.connection.execute(select(column))
    }
    columns = (Item.id, Item.submitted, Item.tags)
    read = [
        row
        for row in pen.connection.execute(select(*columns).order_by(Item.id))
        if row.submitted < today - _UNREAD or _PRINTED in row.tags or row.id in out
    ]
    passed = {"verdict": "pass", "by": _SIGNATURES["审核"], "override": _("made up")}
    pen.insert(Review, [{**passed, "item": row.id, "day": row.submitted} for row in read])
    pen.alter(Item, [row.id for row in read], status="approved")


def _table(kind: "Kind", rows: Sequence[Mapping[str, str]]) -> "Table":
    from infoledger.intake.tables import Row, Table

    names = [column.english for column in kind.columns if any(column.english in row for row in rows)]
    cells = [Row(number, {name: row.get(name) for name in names}, {}) for number, row in enumerate(rows, 2)]
    return Table(kind.english, 1, tuple(names), tuple(cells))


def _issue_bulletin(ctx: typer.Context, folder: Path, refs: list[str]) -> None:
    """Issue a first number, and begin the next one."""
    from infoledger.commands import bulletin

    _prepare(ctx, refs[: len(refs) // 2])
    for role, name in _SIGNATURES.items():
        _say_command(f"bulletin sign {_PUBLICATION} {role} {name}")
        bulletin.sign(ctx, _PUBLICATION, role, name)
    _say_command(f"bulletin issue {_PUBLICATION}")
    bulletin.issue_it(ctx, _PUBLICATION)
    name = _printed_name(ctx.obj)
    _say_command(f"bulletin render {name} -o {name}.docx")
    bulletin.render(ctx, name, output=folder / f"{name}.docx")
    _prepare(ctx, refs[len(refs) // 2 :])


def _printed_name(desk: Desk) -> str:
    from infoledger.ledger.bulletins import list_issues

    with desk.reading() as connection:
        issue = next(issue for issue in list_issues(connection) if issue.number)
    return f"{issue.publication}第{issue.number}期"


def _prepare(ctx: typer.Context, refs: list[str]) -> None:
    from infoledger.commands import bulletin

    _say_command(f"bulletin new {_PUBLICATION}")
    bulletin.new(ctx, _PUBLICATION)
    _say_command(f"bulletin add {_PUBLICATION} {' '.join(refs)}")
    bulletin.add(ctx, _PUBLICATION, refs)


def _print_notice(ctx: typer.Context, folder: Path) -> None:
    from infoledger.commands.notice import notice

    month = ctx.obj.period("last-month").name
    for form in _NOTICE_FORMS:
        _say_command(f"notice {month} -o 通报-{month}.{form}")
        notice(ctx, month, output=folder / f"通报-{month}.{form}")
    _say_command(f"notice {month}")
    notice(ctx, month)


def _say_command(words: str) -> None:
    say(f"\n$ infoledger {words}")
