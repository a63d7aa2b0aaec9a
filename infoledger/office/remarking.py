"""What was found wrong in issues of the office's own publications (刊评), and how often in which year."""

from collections import Counter
from typing import TYPE_CHECKING

from infoledger.errors import InfoledgerError
from infoledger.i18n import _
from infoledger.listings import Column, Listed
from infoledger.office.desk import Desk

if TYPE_CHECKING:
    from infoledger.periods import Period


def remark(
    desk: Desk, word: str, text: str, *, kind: str, ref: str | None = None, on: str | None = None
) -> tuple[int, str]:
    """Record an error of ``kind`` found in an issue, perhaps in the item ``ref``; its id, and what was done."""
    from infoledger.documents.text import clean
    from infoledger.ledger.bulletins import find_issue
    from infoledger.ledger.references import item_ids
    from infoledger.ledger.remarks import add_remark

    said, sort = clean(text), clean(kind)
    if not said or not sort:
        raise InfoledgerError(_("“{field}” must not be empty.").format(field="--kind" if said else "TEXT"))
    with desk.recording("bulletin remark") as pen:
        issue = find_issue(pen.connection, word, desk.config.publications)
        item = item_ids(pen.connection, [ref])[ref] if ref else None
        identity = add_remark(pen, issue, sort, said, desk.day(on), item)
    return identity, pen.sentence


def remarks(desk: Desk, window: "Period | None") -> Listed:
    """What was found in issues that went out in ``window``, or ever."""
    from infoledger.ledger.bulletins import list_issues
    from infoledger.ledger.remarks import remarks as recorded

    with desk.reading() as connection:
        issues = {issue.id: issue for issue in list_issues(connection)}
        found = [each for each in recorded(connection) if each.bulletin in issues]
    columns = [
        Column("id", _("id"), numeric=True),
        Column("issue", _("issue")),
        Column("date", _("found on")),
        Column("kind", _("kind")),
        Column("ref", _("reference")),
        Column("note", _("note")),
    ]
    rows = []
    for each in found:
        issue = issues[each.bulletin]
        if window is None or (issue.day and issue.day in window):
            rows.append([each.id, issue.called, each.day, each.kind, each.ref, each.note])
    return columns, rows


def by_year(desk: Desk) -> Listed:
    """How many errors of each kind were found in the issues of each assessment year, beside how many issues it had."""
    from infoledger.ledger.bulletins import list_issues
    from infoledger.ledger.remarks import remarks as recorded

    with desk.reading() as connection:
        issued = [issue for issue in list_issues(connection) if issue.content is not None and issue.day]
        found = recorded(connection)
    calendar = desk.config.calendar
    places = {each.id: (calendar.year_of(each.day).name, each.publication) for each in issued if each.day}
    issues = Counter(places.values())
    errors = Counter((*places[each.bulletin], each.kind) for each in found if each.bulletin in places)
    columns = [
        Column("year", _("year")),
        Column("publication", _("publication")),
        Column("kind", _("kind")),
        Column("count", _("errors"), numeric=True),
        Column("issues", _("issues"), numeric=True),
    ]
    rows = []
    for year, publication in sorted(issues):
        kinds = {kind: count for (*place, kind), count in errors.items() if place == [year, publication]}
        for kind, count in sorted(kinds.items(), key=lambda each: -each[1]) or [("", 0)]:
            rows.append([year, publication, kind, count, issues[year, publication]])
    return columns, rows
