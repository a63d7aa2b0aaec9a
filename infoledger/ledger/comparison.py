"""What of an import the ledger has already: the same file twice changes nothing.

Equal facts are as many facts. A fact that a clerk voided or corrected is still there as it was
recorded, or importing its file again would bring it back; one that ``undo`` took back is not.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import date
from typing import Literal, NamedTuple

from sqlalchemy import Connection, and_, or_, select

from infoledger.ledger.models import Change, Entry, Item, Recorded, Solicitation
from infoledger.ledger.recording import TABLES, NewFact, cleaned, in_parts, taken_refs
from infoledger.ledger.seals import Record, canonical, record, records, table_of
from infoledger.ledger.shapes import NewItem

Match = Literal["new", "there", "other"]

#: The column that dates a fact, where it is not ``day``.
DATED: Mapping[type[Recorded], str] = {Item: "submitted", Solicitation: "issued"}

_CHANGES = table_of(Change)
_ENTRIES = table_of(Entry)


class _Known(NamedTuple):
    ref: str | None
    content: str


def compare(connection: Connection, new: Sequence[NewFact] | Sequence[NewItem]) -> list[Match]:
    """For each of ``new``, all of one kind, whether the ledger lacks it, has it, or has another.

    ``other`` is an item whose reference belongs to one of other content, in the ledger or earlier
    in ``new``. Of equal facts, as many are ``there`` as the ledger has.
    """
    if not new:
        return []
    shape = type(new[0])
    model = TABLES[shape]
    content = tuple(field.name for field in fields(shape) if field.name != "ref")
    days = [getattr(fact, DATED.get(model, "day")) for fact in new]
    known = list(_recorded(connection, model, content, min(days), max(days)))
    if not known and not any(getattr(fact, "ref", None) for fact in new):  # a reference may stand at another day
        return ["new"] * len(new)
    wanted = [_known(record(model, cleaned(fact)), content) for fact in new]
    spare = Counter(each.content for each in known)
    matches = _by_ref(connection, wanted, known, spare)
    for place, each in enumerate(wanted):
        if each.ref is None:
            matches[place] = "there" if spare[each.content] > 0 else "new"
            spare[each.content] -= 1
    return [matches[place] for place in range(len(new))]


def _by_ref(
    connection: Connection, wanted: Sequence[_Known], known: Sequence[_Known], spare: Counter[str]
) -> dict[int, Match]:
    """The match of each wanted item with a reference; what it finds is taken out of ``spare``."""
    contents: dict[str, set[str]] = {}
    for each in known:
        contents.setdefault(each.ref or "", set()).add(each.content)
    taken = {*taken_refs(connection, {each.ref for each in wanted if each.ref})}
    matches: dict[int, Match] = {}
    seen: set[str] = set()
    for place, each in enumerate(wanted):
        if each.ref is None:
            continue
        if each.content in contents.get(each.ref, ()):
            matches[place] = "there"
            spare[each.content] -= each.ref not in seen
        elif each.ref in taken:
            matches[place] = "other"
        else:
            matches[place] = "new"
            taken.add(each.ref)
            contents.setdefault(each.ref, set()).add(each.content)
        seen.add(each.ref)
    return matches


def _known(found: Record, content: Collection[str]) -> _Known:
    return _Known(found.get("ref"), canonical({name: found[name] for name in content if found.get(name) is not None}))


def _recorded(
    connection: Connection, model: type[Recorded], content: Collection[str], first: date, last: date
) -> Iterator[_Known]:
    """What was recorded for the days ``first`` to ``last``, as it is and as it was before corrections."""
    table = table_of(model)
    undone = select(_ENTRIES.c.id).where(_ENTRIES.c.undoes.is_not(None))
    stands = or_(table.c.voided.is_(None), table.c.voided.not_in(undone))
    originals = _originals(connection, model, content)
    dated = table.c[DATED.get(model, "day")]
    within = dated.between(first, last)
    for chosen in (within, *(and_(~within, table.c.id.in_(part)) for part in in_parts(originals))):
        for found, _seal in records(connection, model, stands, chosen):
            known = {_known(found, content)}
            if found["id"] in originals:
                known.add(_known({**found, **originals[found["id"]]}, content))
            yield from known


def _originals(connection: Connection, model: type[Recorded], content: Collection[str]) -> Mapping[int, Record]:
    """The columns of corrected rows that were corrected, as they were first."""
    altered = select(_CHANGES).where(_CHANGES.c.of == table_of(model).name, _CHANGES.c.before.is_not(None))
    originals: dict[int, Record] = {}
    for change in connection.execute(altered.order_by(_CHANGES.c.id.desc())):
        corrected = {name: value for name, value in change.before.items() if name in content or name == "ref"}
        for identity in range(change.first, change.last + 1) if corrected else ():
            originals.setdefault(identity, {}).update(corrected)
    return originals
