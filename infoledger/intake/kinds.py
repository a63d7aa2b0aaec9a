"""Which kind of record each table that people bring holds."""

import re
from collections.abc import Callable, Iterable

from infoledger.errors import UsageError
from infoledger.i18n import _
from infoledger.intake.headings import match_headings
from infoledger.intake.tables import Table
from infoledger.kinds import KINDS, Kind, kind_named, kinds_allowed

_MONTH = re.compile(r"\s*(\d{2,4}年)?\s*(1[0-2]|[1-9]|[一二三四五六七八九]|十[一二]?)\s*月份?\s*")
#: Sheets of these names explain a workbook and are no tables.
NOTES = ("填写说明", "notes")


def kind_of(name: str) -> Kind | None:
    """The kind that a file's or sheet's name speaks of (``items-2025``, ``1月信息``); None if none or several."""
    words = re.findall(r"[a-z]+", name.casefold())
    found = [kind for kind in KINDS.values() if kind.chinese in name or kind.english in words]
    # 信息员 speaks of informants, though 信息 stands in it.
    longest = [kind for kind in found if not any(kind.chinese in other.chinese for other in found if other is not kind)]
    return longest[0] if len(longest) == 1 else None


def _of_month(table: Table) -> Kind | None:
    """Items, if the table is called after a month (1月) and has what items must have."""
    items = KINDS["items"]
    return items if _MONTH.fullmatch(table.name) and not match_headings(items, table).findings else None


def kind_by_name(table: Table, stem: str) -> Kind | None:
    """The kind that the name of a table, or of its file, speaks of, or the month after which it is called."""
    return kind_of(table.name) or kind_of(stem) or _of_month(table)


def _refuse(table: Table) -> Kind | None:
    raise UsageError(_("What “{name}” holds cannot be told from its name.").format(name=table.name), kinds_allowed())


def kinds_of(
    tables: Iterable[Table], stem: str, said: str | None, ask: Callable[[Table], Kind | None] = _refuse
) -> list[tuple[Kind, Table]]:
    """The kind of each table: as ``said``, else by its profile, its sheet's name, or (one table alone) the file's.

    In the order in which they can be recorded: what others refer to comes first. Where none is to be seen a
    person is asked by ``ask``, whose None leaves the table out; without it raises ``UsageError``.
    """
    tables = [table for table in tables if table.name not in NOTES]
    kinds = []
    for table in tables:
        alone = kind_of(stem) if len(tables) == 1 else None
        own = KINDS[table.profile.kind] if table.profile else None
        kind = kind_named(said) if said else own or kind_of(table.name) or alone or _of_month(table) or ask(table)
        if kind:
            kinds.append((kind, table))
    order = list(KINDS)
    return sorted(kinds, key=lambda pair: order.index(pair[0].english))
