"""Demonstrating: a made-up county with a year of work, put into an empty ledger."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from infoledger.errors import InfoledgerError
from infoledger.i18n import _
from infoledger.office.desk import Desk

if TYPE_CHECKING:
    from infoledger.intake.tables import Table
    from infoledger.kinds import Kind
    from infoledger.ledger.journal import Pen

Tables = Mapping[str, Sequence[Mapping[str, str]]]

PUBLICATION = "政务信息"
#: Who signs an issue, by role.
SIGNATURES: Mapping[str, str] = {"编辑": "何静", "审核": "吴卫东", "签发": "苏文清"}
_PRINTED = "拟刊"  # the tag of what waits for the bulletin
_UNREAD = timedelta(days=3)


def made_up(today: date) -> tuple[Tables, dict[str, str]]:
    """A year of the county's records by kind, and the texts of the files that its office has, by path."""
    from infoledger.demo.county import config_text, county
    from infoledger.demo.incoming import incoming

    tables = county(today)
    return tables, {**config_text(today), **incoming(today, tables)}


def waiting_for_bulletin(tables: Tables) -> list[str]:
    """The references of the items that are to be printed."""
    return [row["ref"] for row in tables["items"] if row.get("tags") == _PRINTED]


def fill(desk: Desk, tables: Tables) -> None:
    """Record the whole year in one entry. Raises ``InfoledgerError`` where it does not fit the config."""
    from infoledger.intake.importing import import_tables
    from infoledger.kinds import KINDS

    with desk.recording("demo") as pen:
        known = [(kind, _table(kind, tables[name])) for name, kind in KINDS.items() if tables.get(name)]
        report = import_tables(pen, desk.config, known, desk.today)
        if report.findings:
            raise InfoledgerError(_("The demo does not fit its own config."), findings=report.findings)
        _pass_review(pen, desk.today)
        pen.sentence = _("the demo county was made up")


def issued_name(desk: Desk) -> str:
    """What the issue that has its number is called."""
    from infoledger.ledger.bulletins import list_issues

    with desk.reading() as connection:
        issue = next(issue for issue in list_issues(connection) if issue.number)
    return f"{issue.publication}第{issue.number}期"


def _pass_review(pen: "Pen", today: date) -> None:
    """Let all be through the review but the newest drafts that went nowhere yet."""
    from sqlalchemy import select

    from infoledger.ledger.models import AdoptionItem, Forward, InstructionItem, Item, Review
    from infoledger.ledger.seals import table_of

    out = {
        id
        for model in (AdoptionItem, Forward, InstructionItem)
        for (id,) in pen.connection.execute(select(table_of(model).c.item))
    }
    items = table_of(Item).c
    read = [
        row
        for row in pen.connection.execute(select(items.id, items.submitted, items.tags).order_by(items.id))
        if row.submitted < today - _UNREAD or _PRINTED in row.tags or row.id in out
    ]
    passed = {"verdict": "pass", "by": SIGNATURES["审核"], "override": _("made up")}
    pen.insert(Review, [{**passed, "item": row.id, "day": row.submitted} for row in read])
    pen.alter(Item, [row.id for row in read], status="approved")


def _table(kind: "Kind", rows: Sequence[Mapping[str, str]]) -> "Table":
    from infoledger.intake.tables import Row, Table

    names = [column.english for column in kind.columns if any(column.english in row for row in rows)]
    cells = [Row(number, {name: row.get(name) for name in names}, {}) for number, row in enumerate(rows, 2)]
    return Table(kind.english, 1, tuple(names), tuple(cells))
