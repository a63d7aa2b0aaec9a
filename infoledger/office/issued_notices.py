"""Issued notices: frozen whole, printed again as they were, withdrawn, and what has changed in them since."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from infoledger.listings import Column, Listed
from infoledger.office.columns import columns
from infoledger.periods import Period
from infoledger.rules.kinds import PartyKind

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

    from infoledger.office.causes import Worths
    from infoledger.rules.corrections import Correction, Issued
    from infoledger.rules.postings import Party
    from infoledger.rules.reckoning import Reckoning


class Scope(NamedTuple):
    """Which notice: of a window, by unit or informant, of one group of units or of all."""

    window: Period
    by: PartyKind = "unit"
    group: str | None = None

    @property
    def key(self) -> str:
        """What the notice is issued under."""
        return f"{self.window.name}{self.whose}"

    @property
    def whose(self) -> str:
        """The end of the key, which those of other windows share."""
        return "".join(f" {part}" for part in (self.by, self.group) if part)


def find(connection: "Connection", scope: Scope) -> "Row[Any] | None":
    """The notice as it was issued, if it was."""
    from infoledger.ledger import frozen

    return frozen.find(connection, "notice", scope.key)


def earlier(connection: "Connection", scope: Scope) -> "list[Issued]":
    """The issued notices of any window by and over the same as ``scope``, in the order of issue."""
    from infoledger.rules.corrections import Issued

    return [
        Issued(
            Period(row.first, row.last, row.content["period"], row.content["size"]),
            _points(row.content["points"]),
            {name: _points(points) for name, points in row.content["settled"].items()},
        )
        for row in _alike(connection, scope)
    ]


def kept_worths(connection: "Connection", scope: Scope) -> "Mapping[str, Worths]":
    """What the facts of each issued window were worth when a notice last told of it, where that was kept."""
    from infoledger.office.causes import thawed

    found: dict[str, Worths] = {}
    for row in _alike(connection, scope):
        found |= {name: thawed(kept) for name, kept in row.content.get("worths", {}).items()}
    return found


def told_last(connection: "Connection", scope: Scope) -> Mapping[str, int]:
    """The entry of the journal in which a notice last told of each issued window, by the window's name."""
    found: dict[str, int] = {}
    for row in _alike(connection, scope):
        found |= dict.fromkeys((row.content["period"], *row.content["settled"]), row.entry)
    return found


def remarks(connection: "Connection", scope: Scope, which: str) -> Iterator[str]:
    """The comments or next focuses (``which``) of the notices like ``scope``, the last issued first."""
    for row in reversed(_alike(connection, scope)):
        if text := row.content.get("remarks", {}).get(which):
            yield text


def _alike(connection: "Connection", scope: Scope) -> "list[Row[Any]]":
    """The issued notices by and over the same as ``scope``, in the order of issue."""
    from infoledger.ledger.frozen import issued

    rows = issued(connection, "notice", ending=scope.whose)
    return [row for row in rows if (row.content["by"], row.content["group"]) == (scope.by, scope.group)]


def changed(reckoning: "Reckoning", notices: "Sequence[Issued]", by: PartyKind) -> "list[Correction]":
    """What has changed since in the issued notices of the reckoning's length."""
    from infoledger.rules.corrections import corrections

    return corrections(notices, reckoning.window, by, reckoning.measures, _rolls_up(reckoning))


def content_of(
    connection: "Connection", scope: Scope, reckoning: "Reckoning", listing: Listed, files: Mapping[str, str | bytes]
) -> dict[str, Any]:
    """What is kept of a notice that is issued: its rows, its files, its points and what it settles."""
    from infoledger.documents.content import pack
    from infoledger.rules.corrections import points_of, settled

    window, measures, roll_up = reckoning.window, reckoning.measures, _rolls_up(reckoning)
    heads, rows = listing
    return {
        "period": window.name,
        "size": window.size,
        "by": scope.by,
        "group": scope.group,
        "columns": [[column.key, column.heading, column.numeric] for column in heads],
        "rows": [[str(cell) if isinstance(cell, Decimal) else cell for cell in row] for row in rows],
        "files": pack(files),
        "points": _plain(points_of(scope.by, window, measures, roll_up)),
        "settled": {
            name: _plain(points)
            for name, points in settled(earlier(connection, scope), window, scope.by, measures, roll_up).items()
        },
    }


def listing(row: "Row[Any]") -> Listed:
    """The rows of an issued notice with their columns."""
    heads = [Column(*column) for column in row.content["columns"]]
    rows = [
        [
            Decimal(cell) if column.numeric and isinstance(cell, str) else cell
            for column, cell in zip(heads, cells, strict=True)
        ]
        for cells in row.content["rows"]
    ]
    return heads, rows


def compared(row: "Row[Any]", today: Listed) -> Listed:
    """``today``'s rows, each with the rank and the points that were issued, None for who was not listed then."""
    heads, rows = today
    printed_heads, printed_rows = listing(row)
    who = [column.key for column in heads if column.key in ("group", "informant", "unit")]
    name, then = _picker(heads, who), _picker(printed_heads, who)
    figures = _picker(printed_heads, ["rank", "points"])
    printed = {then(cells): figures(cells) for cells in printed_rows}
    together = [[*cells, *printed.get(name(cells), (None, None))] for cells in rows]
    return [*heads, *columns("rank_issued", "points_issued")], together


def file(row: "Row[Any]", form: str) -> bytes:
    """An issued notice in one of its printed formats."""
    from infoledger.office.issuing import issued_file

    return issued_file(row, row.content["files"], form)


def printed_points(row: "Row[Any]") -> "dict[Party, Decimal]":
    """The points that an issued notice printed, by party."""
    return _points(row.content["points"])


def _picker(heads: Sequence[Column], keys: Sequence[str]) -> Callable[[Sequence[Any]], tuple[Any, ...]]:
    """What reads the cells of ``keys`` out of a row."""
    keys_ = [column.key for column in heads]
    places = [keys_.index(key) for key in keys]
    return lambda cells: tuple(cells[place] for place in places)


def _rolls_up(reckoning: "Reckoning") -> bool:
    regulation = reckoning.rulebook.on(reckoning.window.last)
    return bool(regulation and regulation.ranking.roll_up)


def _plain(points: "dict[Party, Decimal]") -> list[list[Any]]:
    return [[party.kind, party.id, str(amount)] for party, amount in points.items()]


def _points(plain: list[list[Any]]) -> "dict[Party, Decimal]":
    from infoledger.rules.postings import Party

    return {Party(kind, id): Decimal(amount) for kind, id, amount in plain}
