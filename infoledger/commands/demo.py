"""``demo``: a made-up county with a year of work, and what a clerk does with it at the end of a month."""

from pathlib import Path
from typing import Annotated

import typer

from infoledger.console import say
from infoledger.errors import InfoledgerError
from infoledger.i18n import _
from infoledger.office import demonstrating
from infoledger.office.demonstrating import PUBLICATION, SIGNATURES, issued_name
from infoledger.office.desk import Desk
from infoledger.outfiles import write_file

_NOTICE_FORMS = ("docx", "xlsx", "html")


def demo(
    ctx: typer.Context, folder: Annotated[Path, typer.Argument(metavar="DIR", help=_("A new or empty folder."))]
) -> None:
    """Make a county with a year of work, then last month's notice and an issue of its bulletin.

    Example: infoledger demo 演示
    """
    asked: Desk = ctx.obj
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise InfoledgerError(
            _("{folder} is not empty.").format(folder=folder), _("Name a folder that is not there yet.")
        )
    tables, files = demonstrating.made_up(asked.today)
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        write_file(folder / name, text)
    ctx.obj = Desk(folder / "config.yaml", None, asked.today, asked.clerk)
    demonstrating.fill(ctx.obj, tables)
    _issue_bulletin(ctx, folder, demonstrating.waiting_for_bulletin(tables))
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


def _issue_bulletin(ctx: typer.Context, folder: Path, refs: list[str]) -> None:
    """Issue a first number, and begin the next one."""
    from infoledger.commands import bulletin

    _prepare(ctx, refs[: len(refs) // 2])
    for role, name in SIGNATURES.items():
        _say_command(f"bulletin sign {PUBLICATION} {role} {name}")
        bulletin.sign(ctx, PUBLICATION, role, name)
    _say_command(f"bulletin issue {PUBLICATION}")
    bulletin.issue_it(ctx, PUBLICATION)
    name = issued_name(ctx.obj)
    _say_command(f"bulletin render {name} -o {name}.docx")
    bulletin.render(ctx, name, output=folder / f"{name}.docx")
    _prepare(ctx, refs[len(refs) // 2 :])


def _prepare(ctx: typer.Context, refs: list[str]) -> None:
    from infoledger.commands import bulletin

    _say_command(f"bulletin new {PUBLICATION}")
    bulletin.new(ctx, PUBLICATION)
    _say_command(f"bulletin add {PUBLICATION} {' '.join(refs)}")
    bulletin.add(ctx, PUBLICATION, refs)


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
