"""What of an import the ledger has already: the same file twice changes nothing.

Equal facts are as many facts. A fact that a clerk voided or corrected is still there as it was
recorded, or importing its file again would bring it back; one that ``undo`` took back is not.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import date
from typing import Any, Literal, NamedTuple

from sqlalchemy import Connection, and_, or_, select

from infoledger.kinds import KINDS
from infoledger.ledger.models import Change, Entry, Recorded
from infoledger.ledger.recording import TABLES, cleaned
from infoledger.ledger.seals import Record, canonical, in_parts, record, records, table_of
from infoledger.ledger.shapes import NewFact, NewItem

Match = Literal["new", "there", "other"]

_CHANGES = table_of(Change)
_ENTRIES = table_of(Entry)


class _Known(NamedTuple):
    ref: str | None
    content: str
    stands: bool = True


def compare(
    connection: Connection, new: Sequence[NewFact] | Sequence[NewItem], is_taken: Callable[[str], bool]
) -> list[Match]:
    """For each of ``new``, all of one kind, whether the ledger lacks it, has it, or has another.

    ``other`` is an item whose reference belongs to one of other content, in the ledger (then it
    ``is_taken``) or earlier in ``new``. Of equal facts, as many are ``there`` as the ledger has.
    """
    if not new:
        return []
    shape = type(new[0])
    model = TABLES[shape]
    content = _compared(shape)
    dated = _day(model)
    days = [getattr(fact, dated) for fact in new]
    known = list(_recorded(connection, model, content, min(days), max(days)))
    if not known and not any(getattr(fact, "ref", None) for fact in new):  # a reference may stand at another day
        return ["new"] * len(new)
    spare = Counter(each.content for each in known)
    matches = _by_ref(new, known, spare, content, is_taken)
    for place, match in enumerate(matches):
        if match is None:
            said = _content(new[place], content)
            matches[place] = "there" if spare[said] > 0 else "new"
            spare[said] -= 1
    return matches


def references(connection: Connection, items: Sequence[NewItem]) -> list[str | None]:
    """For each of ``items``, which the ledger has by now, its reference there; of equal ones each has its own.

    None for one that was taken back.
    """
    if not items:
        return []
    content = _compared(NewItem)
    days = [item.submitted for item in items]
    spare: dict[str, list[str]] = {}
    for known in _recorded(connection, TABLES[NewItem], content, min(days), max(days)):
        if known.stands and known.ref:
            spare.setdefault(known.content, []).append(known.ref)
    return [item.ref or next(iter(_taken_out(spare, _content(item, content))), None) for item in items]


def _taken_out(spare: Mapping[str, list[str]], said: str) -> list[str]:
    """The first of what is ``spare`` under ``said``, which then is not any more."""
    found = spare.get(said, [])
    return [found.pop(0)] if found else []


def _compared(shape: type[Any]) -> tuple[str, ...]:
    """The columns by which two of a shape are the same; whether a reference is, is asked apart."""
    return tuple(field.name for field in fields(shape) if field.compare and field.name != "ref")


def _by_ref(
    new: Sequence[Any],
    known: Sequence[_Known],
    spare: Counter[str],
    content: Collection[str],
    is_taken: Callable[[str], bool],
) -> list[Any]:
    """The match of each item with a reference, None for the others; what it finds is taken out of ``spare``."""
    contents: dict[str, set[str]] = {}
    for each in known:
        contents.setdefault(each.ref or "", set()).add(each.content)
    refs = [getattr(fact, "ref", None) for fact in new]
    firsts: dict[str, int] = {}
    matches: list[Match | None] = [None] * len(new)
    for place, ref in enumerate(refs):
        if ref is None:
            continue
        first = firsts.setdefault(ref, place)
        if first == place and ref not in contents and not is_taken(ref):
            # Most rows of a file: what they say need not be known.
            matches[place] = "new"
            continue
        if matches[first] == "new":
            contents.setdefault(ref, set()).add(_content(new[first], content))
        said = _content(new[place], content)
        if said in contents.get(ref, ()):
            matches[place] = "there"
            spare[said] -= first == place
        else:
            matches[place] = "other" if first != place or is_taken(ref) else "new"
    return matches


def _day(model: type[Recorded]) -> str:
    return KINDS[table_of(model).name].day


def _content(fact: Any, content: Collection[str]) -> str:
    return _known(record(TABLES[type(fact)], cleaned(fact)), content).content


def _known(found: Record, content: Collection[str]) -> _Known:
    said = canonical({name: found[name] for name in content if found.get(name) is not None})
    return _Known(found.get("ref"), said, found.get("voided") is None)


def _recorded(
    connection: Connection, model: type[Recorded], content: Collection[str], first: date, last: date
) -> Iterator[_Known]:
    """What was recorded for the days ``first`` to ``last``, as it is and as it was before corrections."""
    table = table_of(model)
    undone = select(_ENTRIES.c.id).where(_ENTRIES.c.undoes.is_not(None))
    stands = or_(table.c.voided.is_(None), table.c.voided.not_in(undone))
    originals = _originals(connection, model, content)
    dated = table.c[_day(model)]
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
