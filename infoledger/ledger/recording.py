"""The verbs that record facts, always several at once: one fact is a list of one.

Texts are cleaned here, once, on their way in. Names are ids by now (``register``).
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import fields
from itertools import count as numbers
from itertools import islice
from operator import attrgetter
from typing import Any, get_args, get_origin

from sqlalchemy import Connection, select

from infoledger.characters import without_controls
from infoledger.columns import each
from infoledger.errors import InfoledgerError
from infoledger.folding import fold, refuse_separator, seen
from infoledger.i18n import _
from infoledger.ledger import shapes
from infoledger.ledger.journal import SEALED, Pen
from infoledger.ledger.models import Item, Number, Recorded
from infoledger.ledger.references import folded_refs, same_refs
from infoledger.ledger.seals import Columns, batches, table_of
from infoledger.periods import Calendar

#: The table that takes each shape.
TABLES: Mapping[type, type[Recorded]] = {
    shape: SEALED[shape.KIND] for shape in (shapes.NewItem, *get_args(shapes.NewFact))
}


class _Layout:
    """The fields of a shape: all, those that hold text, and of these the ones that must say something."""

    def __init__(self, shape: type) -> None:
        found = fields(shape)
        self.names = tuple(field.name for field in found)
        self.values = attrgetter(*self.names)
        self.texts = tuple(field.name for field in found if field.type in (str, str | None))
        self.lists = tuple(field.name for field in found if get_origin(field.type) is tuple)
        self.required = tuple(field.name for field in found if field.type is str)


_LAYOUTS = {shape: _Layout(shape) for shape in (*TABLES, shapes.NewUnit, shapes.NewInformant)}

_ITEMS = table_of(Item)
_NUMBERS = table_of(Number)


def record(pen: Pen, new: Sequence[shapes.NewFact]) -> range:
    """Record facts of one kind and return their ids, in order. Raises ``InfoledgerError``."""
    return pen.insert_columns(TABLES[type(new[0])], map(cleaned_columns, batches(new))) if new else range(0)


def record_items(pen: Pen, new: Sequence[shapes.NewItem], calendar: Calendar) -> list[str]:
    """Record items and return their references, in order.

    Those without one are numbered ``2026-0001`` by the assessment year of the day submitted,
    without gaps. Raises ``InfoledgerError`` if a reference is taken.
    """
    refs = [_new_ref(item.ref) for item in new]
    given = [ref for ref in refs if ref]
    _refuse_taken(pen.connection, given)
    waiting: dict[str, list[int]] = {}
    for place, ref in enumerate(refs):
        if not ref:
            waiting.setdefault(calendar.year_of(new[place].submitted).name, []).append(place)
    for year, places in waiting.items():
        for place, ref in zip(places, _refs(pen, year, len(places), set(map(fold, given))), strict=True):
            refs[place] = ref
    pen.insert_columns(Item, map(_received, batches(new), batches(refs)))
    return refs


def _new_ref(ref: str | None) -> str:
    refuse_separator(ref or "")
    return seen(ref or "")


def _received(items: Sequence[shapes.NewItem], refs: Sequence[str]) -> Columns:
    values = cleaned_columns(items)
    return {**values, "ref": refs, "characters": list(map(_characters, values["body"]))}


def edit_item(pen: Pen, item: int, reason: str | None = None, **values: Any) -> None:
    """Correct an item from its own dates on. Raises ``InfoledgerError`` if a new reference is taken."""
    values = {name: _clean(value) for name, value in values.items()}
    if "ref" in values:
        values["ref"] = _new_ref(values["ref"])
        _refuse_taken(pen.connection, [values["ref"]], but=item)
    if "body" in values:
        values["characters"] = _characters(values["body"])
    pen.alter(Item, item, **values, reason=reason)


def last_number(connection: Connection, series: str) -> int:
    """The last number given out in ``series``, 0 if none was."""
    found = _number(connection, series)
    return found.last if found else 0


def set_last_number(pen: Pen, series: str, last: int) -> None:
    """Note that ``last`` is the last number given out in ``series``."""
    _set_last(pen, series, _number(pen.connection, series), last)


def _set_last(pen: Pen, series: str, found: Any, last: int) -> None:
    """Note ``last`` in the row that was ``found`` of the series, or in a new one."""
    if found:
        pen.alter(Number, found.id, last=last)
    else:
        pen.insert(Number, [{"series": series, "last": last}])


def cleaned(new: Any) -> dict[str, Any]:
    """What a shape holds, by name, its texts cleaned; what is empty is left out.

    Raises ``InfoledgerError`` if a text that must be there says nothing.
    """
    return {name: value for name, (value,) in cleaned_columns([new]).items() if value is not None}


def cleaned_columns(new: Sequence[Any]) -> dict[str, Sequence[Any]]:
    """What shapes of one kind hold, by name, their texts cleaned. Raises ``InfoledgerError`` as ``cleaned`` does."""
    layout = _LAYOUTS[type(new[0])]
    values: dict[str, Sequence[Any]] = dict(zip(layout.names, zip(*map(layout.values, new), strict=True), strict=True))
    for name in (*layout.texts, *layout.lists):
        if values[name].count(None) < len(new):
            values[name] = each(_clean, values[name])
    for name in layout.required:
        if None in values[name]:
            raise InfoledgerError(_("“{field}” must not be empty.").format(field=name))
    return values


def _clean(value: Any) -> Any:
    kind = type(value)
    if kind is str:
        return without_controls(value).strip() or None
    if kind is tuple:
        return tuple(dict.fromkeys(part for part in map(_clean, value) if part is not None))
    return value


def _characters(body: str | None) -> int | None:
    return len("".join(body.split())) if body else None


def _refuse_taken(connection: Connection, refs: Collection[str], but: int | None = None) -> None:
    taken = {fold(ref) for ref, found in same_refs(connection, refs).items() if set(found.values()) != {but}}
    for ref in refs:
        folded = fold(ref)
        if folded in taken:
            raise InfoledgerError(_("The reference {ref} is taken.").format(ref=ref))
        taken.add(folded)


def _refs(pen: Pen, year: str, count: int, reserved: Collection[str]) -> list[str]:
    """The next ``count`` free references of ``year``."""
    series, form = f"items {year}", f"{year}-{{:04}}".format
    known = _number(pen.connection, series)
    first = known.last + 1 if known else 1
    ahead = set(map(form, range(first, first + count)))
    taken = {*same_refs(pen.connection, ahead), *reserved}
    if not taken.isdisjoint(ahead):  # an import brought some of its own, perhaps thousands in a row
        taken = {*folded_refs(pen.connection, f"{year}-"), *reserved}
    free = list(islice((number for number in numbers(first) if form(number) not in taken), count))
    _set_last(pen, series, known, free[-1])
    return list(map(form, free))


def _number(connection: Connection, series: str) -> Any:
    query = select(_NUMBERS.c.id, _NUMBERS.c.last).where(_NUMBERS.c.series == series, _NUMBERS.c.voided.is_(None))
    return connection.execute(query).first()
