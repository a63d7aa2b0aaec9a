"""References of items: which items bear them, and which are the same to the eye."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date

from sqlalchemy import ColumnElement, Connection, LargeBinary, cast, func, not_, or_, select

from infoledger.config.names import ambiguity, nearest
from infoledger.errors import InfoledgerError
from infoledger.folding import fold
from infoledger.i18n import _
from infoledger.ledger.models import Item
from infoledger.ledger.seals import in_parts, table_of

_ITEMS = table_of(Item)
_RECENT = 1000  # references among which the nearest to a mistyped one is sought
_LIVE = "SELECT items.ref, items.id FROM items WHERE items.voided IS NULL AND items.ref IN ({})"


def find_item(connection: Connection, ref: str) -> int | None:
    """The item with the reference ``ref``, if there is one."""
    return taken_refs(connection, [ref.strip()]).get(ref.strip())


def item_ids(connection: Connection, refs: Iterable[str]) -> dict[str, int]:
    """The items with the references ``refs``. Raises ``InfoledgerError`` that names the nearest, or the several."""
    wanted = list(refs)
    found = taken_refs(connection, wanted)
    for ref in wanted:
        if ref not in found:
            if same := same_refs(connection, [ref]):
                raise InfoledgerError(_("“{word}” can mean several.").format(word=ref), ambiguity(same[ref]))
            recent = select(_ITEMS.c.ref).where(_ITEMS.c.voided.is_(None)).order_by(_ITEMS.c.id.desc()).limit(_RECENT)
            close = nearest(ref, connection.execute(recent).scalars())
            hint = _("Did you mean “{word}”?").format(word=close) if close else ""
            raise InfoledgerError(_("There is no item {ref}.").format(ref=ref), hint)
    return found


def taken_refs(connection: Connection, refs: Iterable[str]) -> dict[str, int]:
    """The items that bear one of ``refs`` and were not voided: their ids by what was asked for.

    One that is spelt so goes first, else the only one that is the same to the eye.
    """
    refs = set(refs)
    spelt = dict(_live(connection, refs))
    same = same_refs(connection, refs - spelt.keys())
    return spelt | {ref: next(iter(found.values())) for ref, found in same.items() if len(found) == 1}


def submitted_on(connection: Connection, ref: str) -> date | None:
    """The day on which the item that bears ``ref`` was submitted, None if there is none."""
    id = taken_refs(connection, [ref]).get(ref)
    day: date | None = connection.execute(select(_ITEMS.c.submitted).where(_ITEMS.c.id == id)).scalar()
    return day


def same_refs(connection: Connection, refs: Collection[str]) -> dict[str, dict[str, int]]:
    """For each of ``refs``, the references of items that are the same to the eye, with their ids."""
    wanted = {folded for ref in refs if (folded := fold(ref))}
    if not wanted:
        return {}
    # What folding leaves as it stands is found by the index.
    unusual = connection.execute(
        select(_ITEMS.c.ref, _ITEMS.c.id).where(_ITEMS.c.voided.is_(None), _is_unusual(connection))
    )
    same: dict[str, dict[str, int]] = {}
    for known, id in (*_live(connection, wanted), *unusual):
        if fold(known) in wanted:
            same.setdefault(fold(known), {})[known] = id
    return {ref: same[fold(ref)] for ref in refs if fold(ref) in same} if same else {}


def folded_refs(connection: Connection, start: str) -> set[str]:
    """The references that begin with ``start``, folded; and all that are spelt so that they might when folded."""
    some = or_(_ITEMS.c.ref.startswith(start, autoescape=True), _is_unusual(connection))
    query = select(_ITEMS.c.ref).where(_ITEMS.c.voided.is_(None), some)
    return set(map(fold, connection.execute(query).scalars()))


def _live(connection: Connection, refs: Iterable[str]) -> Iterator[tuple[str, int]]:
    # Ten thousand values as parameters of SQLAlchemy's own would take five times as long.
    mark = "?" if connection.dialect.name == "sqlite" else "%s"
    for some in in_parts(refs):
        found = connection.exec_driver_sql(_LIVE.format(", ".join([mark] * len(some))), tuple(some))
        yield from ((ref, id) for ref, id in found)


def _is_unusual(connection: Connection) -> ColumnElement[bool]:
    """Whether a reference may be another when it is folded: printable ASCII without blanks stays as it stands.

    Every new number asks that of every reference. (Of blanks, ``seen`` leaves only the one.)
    """
    ref = _ITEMS.c.ref
    if connection.dialect.name != "sqlite":
        return ref.regexp_match("[^!-~]")
    is_ascii = func.length(cast(ref, LargeBinary)) == func.length(ref)  # in half the time of a pattern
    return or_(not_(is_ascii), func.instr(ref, " ") > 0)
