"""What can be meant where something is being typed: units, references, outlets, periods and other words.

A key pressed waits for the answer, so the ledger is read past the models, which take longer to
import than a file takes to read.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from infoledger.errors import InfoledgerError
from infoledger.i18n import screen_language
from infoledger.kinds import KINDS
from infoledger.office.desk import Desk

if TYPE_CHECKING:
    from infoledger.config.model import Config

_SHOWN = 50
_PATIENCE = 3  # seconds for a server to answer
_MONTHS = 12
_RELATIVE = ("this-month", "last-month", "this-year", "last-year", "本月", "上月", "今年", "去年")


def completions(desk: Desk, kinds: Sequence[str], typed: str) -> list[str]:
    """The words of ``kinds`` (UNIT, REF, PERIOD …) that begin with (or else contain) what is ``typed``; never an error.

    Of several units, separated by semicolons, the last one is being typed.
    """
    sources = [source for kind in kinds if (source := _SOURCES.get(kind))]
    done, separator, last = typed.rpartition(";") if "UNITS" in kinds else ("", "", typed)
    try:
        words = list(dict.fromkeys(word for source in sources for word in source(desk, last)))
    except (InfoledgerError, sqlite3.Error, OSError, ImportError):
        return []
    found = [word for word in words if word.startswith(last)] or [word for word in words if last in word]
    return [f"{done}{separator}{word}" for word in found[:_SHOWN]]


def _units(desk: Desk, _typed: str) -> Iterable[str]:
    yield from _column(
        desk,
        "SELECT name FROM unit_states AS last JOIN units ON units.id = unit WHERE last.voided IS NULL"
        " AND units.voided IS NULL AND last.id = (SELECT max(id) FROM unit_states"
        " WHERE unit = last.unit AND voided IS NULL) ORDER BY units.id",
    )


def _refs(desk: Desk, typed: str) -> Iterable[str]:
    # What is left of a reference without the typed part differs from it: so both databases look for a part.
    part = "(? = '' OR replace(ref, ?, '') <> ref)"
    query = f"SELECT ref FROM items WHERE voided IS NULL AND {part} ORDER BY id DESC LIMIT ?"  # noqa: S608 - no word of anybody's
    yield from _column(desk, query, typed, typed, _SHOWN)


def _periods(desk: Desk, _typed: str) -> Iterator[str]:
    yield from _RELATIVE
    yield from desk.config.calendar.windows
    for size in ("month", "quarter", "half", "year"):
        period = desk.config.calendar.holding(size, desk.today)
        for _number in range(_MONTHS if size == "month" else 2):
            yield period.name
            period = desk.config.calendar.before(period)


def _outlets(desk: Desk, _typed: str) -> Iterable[str]:
    from infoledger.config.outlets import outlet_names

    return outlet_names(desk.config)


def _topics(_desk: Desk, _typed: str) -> Iterable[str]:
    from infoledger.documents.guide import parts, written

    return (word for part in parts(written(screen_language()))[1:] for word in part.names)


def _declared(read: "Callable[[Config], Iterable[str] | None]") -> Callable[[Desk, str], Iterable[str]]:
    return lambda desk, _typed: read(desk.config) or ()


def _column(desk: Desk, query: str, *values: object) -> Iterator[str]:
    """The only column that ``query`` finds in the ledger."""
    scheme, _colon, where = desk.ledger.rpartition("://")
    if scheme.startswith("postgresql"):
        yield from _from_server(f"postgresql://{where}", query.replace("?", "%s"), values)
        return
    file = desk.ledger.removeprefix("sqlite:///")
    address = Path(file).absolute().as_uri() + "?mode=ro"
    with closing(sqlite3.connect(address, uri=True)) as ledger:
        yield from (row[0] for row in ledger.execute(query, values))


def _from_server(address: str, query: str, values: Sequence[object]) -> Iterator[str]:
    """What ``query`` finds on a server, asked without the models; nothing where it does not answer."""
    import psycopg

    with suppress(psycopg.Error), psycopg.connect(address, connect_timeout=_PATIENCE) as server:
        yield from (row[0] for row in server.execute(query.encode(), values))


_SOURCES: Mapping[str, Callable[[Desk, str], Iterable[str]]] = {
    "UNIT": _units,
    "WHO": _units,
    "UNITS": _units,
    "OLD": _units,
    "REF": _refs,
    "PERIOD": _periods,
    "KIND": lambda _desk, _typed: [word for kind in KINDS.values() for word in (kind.english, kind.chinese)],
    "OUTLET": _outlets,
    "BODY": _declared(lambda config: config.bodies),
    "CATEGORY": _declared(lambda config: config.categories),
    "FORM": _declared(lambda config: config.forms),
    "GROUP": _declared(lambda config: config.unit_groups),
    "LEVEL": _declared(lambda config: config.levels),
    "VIOLATION": _declared(lambda config: config.violations),
    "AWARD": _declared(lambda config: config.awards),
    "SECRECY": _declared(lambda config: config.secrecy),
    "PUBLICATION": _declared(lambda config: config.publications),
    "ISSUE": _declared(lambda config: config.publications),
    "TOPIC": _topics,
}
