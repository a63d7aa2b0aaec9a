"""Which kind of record each table that people bring holds, and which of its columns a header names."""

import re
from collections.abc import Iterable

from infoledger.config.names import suggestion
from infoledger.errors import Finding, UsageError
from infoledger.i18n import _
from infoledger.intake.tables import Table, fold
from infoledger.kinds import KINDS, Column, Kind, kind_named, kinds_allowed, title

#: The column that ``--errors`` adds; a file that was so corrected may be imported as it is.
REASON = "出错原因"

#: Sheets of these names explain a workbook and are no tables.
NOTES = ("填写说明", "notes")


def columns_of(kind: Kind, table: Table) -> tuple[dict[str, Column], list[Finding]]:
    """The column of ``kind`` that each header of ``table`` names, and what is wrong with its header row."""
    columns = {fold(name): column for column in kind.columns for name in (column.chinese, column.english)}
    where = _("{table}, row {row}").format(table=table.name, row=table.header_row)
    matched: dict[str, Column] = {}
    findings = []
    for header in table.headers:
        column = columns.get(fold(header))
        if column is None and header != REASON:
            names = {column.chinese: (column.english,) for column in kind.columns}
            findings.append(
                Finding(where, _("There is no column “{column}”.").format(column=header), suggestion(header, names))
            )
        elif column in matched.values():
            findings.append(Finding(where, _("There are two columns “{column}”.").format(column=header)))
        elif column is not None:
            matched[header] = column
    findings += [
        Finding(where, _("The column “{column}” is missing.").format(column=title(column)))
        for column in kind.columns
        if column.required and column not in matched.values()
    ]
    return matched, findings


#: Every header that some kind knows, folded.
KNOWN = frozenset(
    fold(name) for kind in KINDS.values() for column in kind.columns for name in (column.chinese, column.english)
)


def kind_of(name: str) -> Kind | None:
    """The kind that a file's or sheet's name speaks of (``items-2025``, ``1月信息``); None if none or several."""
    words = re.findall(r"[a-z]+", name.casefold())
    found = [kind for kind in KINDS.values() if kind.chinese in name or kind.english in words]
    # 信息员 speaks of informants, though 信息 stands in it.
    longest = [kind for kind in found if not any(kind.chinese in other.chinese for other in found if other is not kind)]
    return longest[0] if len(longest) == 1 else None


def kinds_of(tables: Iterable[Table], stem: str, said: str | None) -> list[tuple[Kind, Table]]:
    """The kind of each table: as ``said``, else by its sheet's name, else (one table alone) by the file's.

    In the order in which they can be recorded: what others refer to comes first. Raises
    ``UsageError`` where none is to be seen.
    """
    tables = [table for table in tables if table.name not in NOTES]
    kinds = []
    for table in tables:
        kind = kind_named(said) if said else kind_of(table.name) or (kind_of(stem) if len(tables) == 1 else None)
        if kind is None:
            raise UsageError(
                _("What “{name}” holds cannot be told from its name.").format(name=table.name), kinds_allowed()
            )
        kinds.append((kind, table))
    order = list(KINDS)
    return sorted(kinds, key=lambda pair: order.index(pair[0].english))
