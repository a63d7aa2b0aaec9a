"""A notice drawn up from today's facts: as a listing, and with what the clerk adds as a document."""

import re
from collections.abc import Sequence
from contextlib import nullcontext
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from infoledger.errors import InfoledgerError
from infoledger.i18n import _, screen_language, speaking
from infoledger.listings import Column, Listed
from infoledger.numbers import plain
from infoledger.office import issued_notices
from infoledger.office.columns import columns
from infoledger.office.desk import Desk
from infoledger.office.disclosing import limit_of
from infoledger.office.issued_notices import Scope
from infoledger.office.reckoning import party_name

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from infoledger.documents.narrative import Remarks
    from infoledger.documents.notice import Notice
    from infoledger.rules.reckoning import Reckoning
    from infoledger.rules.standings import Standing

_FIGURES = (
    *("submitted", "forwarded", "adopted", "adoptions", "adoption_rate"),
    *("instructions", "points", "points_to_date"),
)


class Said(NamedTuple):
    """What the clerk adds to the figures of a notice, and how it is to look."""

    number: str = ""
    comment: Path | None = None
    focus: Path | None = None
    up_to: str | None = None
    template: Path | None = None

    def remarks(self) -> "Remarks":
        """The number and the words in the files."""
        from infoledger.documents.narrative import Remarks

        return Remarks(self.number, _text(self.comment), _text(self.focus))


class Drawn:
    """The notice of ``scope`` from today's facts; as a document only with what is ``said`` in it."""

    def __init__(self, desk: Desk, scope: Scope, connection: "Connection", said: Said | None) -> None:
        from infoledger.office.reckoning import reckoned_on
        from infoledger.rules.standings import standings

        self._desk, self._by = desk, scope.by
        notices = issued_notices.earlier(connection, scope)
        window = scope.window
        first = min((each.window.first for each in notices if each.window.size == window.size), default=window.first)
        with speaking(desk.config.language) if said else nullcontext():
            self.reckoning = reckoned_on(connection, desk, window, since=first)
        self.rows = _of_group(scope.group, standings(self.reckoning, scope.by))
        self.changes = issued_notices.changed(self.reckoning, notices, scope.by)
        self._template = said and said.template
        self._notice = said and self._compose(connection, said)

    def listing(self) -> Listed:
        """The rows with their columns."""
        return listing(self.reckoning, self.rows, self._by)

    def file(self, form: str) -> str | bytes:
        """The document in one of its formats; by the clerk's template, if it is for that format."""
        from infoledger.documents.rendering import render

        assert self._notice is not None
        own = self._template
        template = own if own and own.suffix.lower() == f".{form}" else None
        return render(self._notice, form, template, self._desk.config.layout)

    def sentences(self) -> list[str]:
        """What the figures rest on and what has changed in earlier notices."""
        from infoledger.documents.notice import basis_lines
        from infoledger.office.notice_document import basis_of

        text = _("Changed since {period} was issued: {party} {printed} → {today}.")
        changes = (
            text.format(
                period=each.window.name,
                party=party_name(each.party, each.window.last, self.reckoning.book),
                printed=plain(each.printed),
                today=plain(each.today),
            )
            for each in self.changes
        )
        return [*basis_lines(basis_of(self.reckoning), screen_language()), *changes]

    def _compose(self, connection: "Connection", said: Said) -> "Notice":
        from infoledger.ledger.disclosure import withheld_titles
        from infoledger.office.notice_document import comparisons, notice_of

        config = self._desk.config
        with speaking(config.language):
            return notice_of(
                self.reckoning,
                self.rows,
                self._by,
                config,
                changes=self.changes,
                compared=comparisons(connection, self._desk, self.reckoning, self.rows, self._by),
                withheld=withheld_titles(connection, config.secrecy, limit_of(config, said.up_to)),
                remarks=said.remarks(),
            )


def listing(reckoning: "Reckoning", rows: "Sequence[Standing]", by: str) -> Listed:
    """The standings ``by`` unit or informant with their columns, those of the regulation's own last."""
    from infoledger.rules.standings import regulation_of

    who = ("unit",) if by == "unit" else ("informant", "unit")
    regulation = regulation_of(reckoning)
    further = [Column(each.name, each.name, numeric=True) for each in (regulation.columns if regulation else ())]
    return [*columns("group", "rank", *who, *_FIGURES), *further], [_cells(row, by) for row in rows]


def charts(listed: Listed) -> str:
    """The points and the adoption rate of each group as bars for a terminal."""
    from infoledger.documents.charts import Bar, text_bars

    heads, rows = listed
    at = {column.key: place for place, column in enumerate(heads)}
    name = at.get("informant", at["unit"])
    drawn = []
    for group in dict.fromkeys(row[at["group"]] for row in rows):
        for key in ("points", "adoption_rate"):
            bars = [
                Bar(row[name], Decimal(row[at[key]]))
                for row in rows
                if row[at["group"]] == group and row[at[key]] is not None
            ]
            drawn.append(f"{group} {heads[at[key]].heading}".lstrip() + "\n" + text_bars(bars))
    return "\n".join(drawn)


def _cells(row: "Standing", by: str) -> list[Any]:
    member = row.member
    who = [member.name] if by == "unit" else [member.name, member.unit]
    return [member.group, row.rank, *who, *(getattr(row, figure) for figure in _FIGURES), *row.columns]


def _of_group(group: str | None, rows: "list[Standing]") -> "list[Standing]":
    if group is None:
        return rows
    from infoledger.config.names import resolve

    names: dict[str, Sequence[str]] = {row.member.group: () for row in rows}
    if not names:
        raise InfoledgerError(_("No unit was a member in this period."))
    chosen = resolve(group, names)
    return [row for row in rows if row.member.group == chosen]


def _text(path: Path | None) -> str:
    """The text in a file, without the marks of headings and lists in Markdown."""
    if path is None:
        return ""
    from infoledger.textfiles import decode, read_bytes

    lines = decode(read_bytes(path), path.name).replace("**", "").splitlines()
    return "\n".join(re.sub(r"^\s*(#+|[-*+])\s+", "", line) for line in lines)
