"""Another front end than the command line: a page that shows a notice, made from a ledger without any command."""

import subprocess
import sys
from datetime import date
from pathlib import Path

from infoledger.office import noticing
from infoledger.office.desk import Desk
from infoledger.office.issued_notices import Scope

CONFIG = """
office: {name: 某区政府办公室, level: 县级}
levels: [县级]
bodies: {市政府办公室: {level: 县级, outlets: {市府信息: {}}}}
regulations:
  - {title: 办法, effective: 2026-01-01, scoring: [{name: 采用, fact: adoption, points: 3}]}
"""

PAGE = """
import sys
from datetime import date
from pathlib import Path
from infoledger.office import noticing
from infoledger.office.desk import Desk
from infoledger.office.issued_notices import Scope

desk = Desk(Path("config.yaml"), None, date(2026, 11, 3), None)
page = noticing.notice(desk, Scope(desk.period("2026-10")), "html").file("html")
Path("page.html").write_text(page, "utf-8")
edge = {"typer", "rich", "infoledger.console"} | {each for each in sys.modules if "infoledger.commands" in each}
sys.exit(" ".join(edge & sys.modules.keys()) or 0)
"""


def office(folder: Path, run) -> Desk:
    (folder / "config.yaml").write_text(CONFIG, "utf-8")
    (folder / "units.csv").write_text("单位,组别\n甲镇,乡镇\n乙镇,乡镇\n", "utf-8")
    assert run("import", "units.csv").exit_code == 0
    assert run("submit", "--title", "秋收完成", "--unit", "甲镇", "--on", "2026-10-05").exit_code == 0
    assert run("adopt", "2026-0001", "--in", "市府信息", "--on", "2026-10-10").exit_code == 0
    return Desk(folder / "config.yaml", None, date(2026, 11, 3), "王某")


def test_a_page_shows_the_notice_that_the_command_prints(environment, run):
    desk = office(environment, run)
    page = noticing.notice(desk, Scope(desk.period("2026-10")), "html").file("html")
    assert run("--today", "2026-11-03", "notice", "2026-10", "--format", "html").stdout == page
    assert "甲镇" in str(page)


def test_a_page_is_made_without_command_line_and_terminal(environment, run):
    office(environment, run)
    made = subprocess.run([sys.executable, "-c", PAGE], capture_output=True, timeout=60, check=False)
    assert (made.returncode, made.stderr) == (0, b"")
    assert "秋收完成" in Path("page.html").read_text("utf-8")


def test_a_front_end_gives_back_what_was_issued_with_the_words_to_tell(environment, run):
    desk = office(environment, run)
    scope = Scope(desk.period("2026-10"))
    assert noticing.issue(desk, scope).startswith("Issued 2026-10 unit.")
    before = noticing.notice(desk, scope, "html").file("html")
    run("adopt", "2026-0001", "--in", "市府信息", "--on", "2026-10-20")
    issued = noticing.notice(desk, scope, "html")
    assert issued.file("html") == before
    assert [cells[0] for cells in noticing.issued(desk)[1]] == ["2026-10"]
    assert "As issued" in next(iter(issued.sentences("html")))
