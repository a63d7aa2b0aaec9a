import sqlite3
import sys
from pathlib import Path

import typer

from infoledger import __version__
from infoledger.office.desk import Desk


def test_version_names_what_is_installed(run):
    installed, changes = run("--version").stdout.splitlines()
    program, python, sqlite, server = installed.split(" · ")
    assert f"## {__version__}" in Path(changes.partition(": ")[2]).read_text("utf-8")
    assert program == f"infoledger {__version__}"
    assert python == f"Python {sys.version_info.major}.{sys.version_info.minor}.{sys.version_info.micro}"
    assert sqlite == f"SQLite {sqlite3.sqlite_version}"
    assert server.startswith("psycopg 3.")


def test_desk_knows_today_and_clerk(boom, run, monkeypatch):
    seen = []

    def look(ctx: typer.Context) -> None:
        desk: Desk = ctx.obj
        seen.append((str(desk.today), desk.clerk, str(desk.day("昨天"))))

    boom.install(look)
    run("--today", "2026年10月5日", "--clerk", "王芳", "boom")
    monkeypatch.setenv("INFOLEDGER_CLERK", "李雷")
    run("--today", "2026-10-05", "boom")
    run("--today", "2026-10-05", "--clerk", "王芳", "boom")
    assert seen == [
        ("2026-10-05", "王芳", "2026-10-04"),
        ("2026-10-05", "李雷", "2026-10-04"),
        ("2026-10-05", "王芳", "2026-10-04"),
    ]


def test_clerk_without_a_system_name_is_still_someone(monkeypatch):
    def nobody():
        raise KeyError("getpwuid(): uid not found: 4711")

    monkeypatch.setattr("getpass.getuser", nobody)
    assert Desk(None, None, None, None).clerk == "unknown"
