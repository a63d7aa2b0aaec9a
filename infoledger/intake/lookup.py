"""What the names in a table stand for: units, people, items and solicitations of the ledger, words of the config."""

from collections.abc import Callable, Collection, Iterable
from datetime import date
from functools import cached_property, partial
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from infoledger.config.model import Config, Outlet
from infoledger.config.names import Names, ambiguity, meant, resolve
from infoledger.config.outlets import find_outlet
from infoledger.errors import InfoledgerError
from infoledger.folding import fold, refuse_separator, seen
from infoledger.i18n import _
from infoledger.ledger.models import Instruction, Solicitation
from infoledger.ledger.references import item_ids, same_refs
from infoledger.ledger.register import Register, load_register
from infoledger.ledger.seals import table_of

# Looking for the nearest reference takes a while; a file in which all are unknown has another fault.
_NEAREST_SOUGHT = 20


class _Solicited(NamedTuple):
    id: int
    issued: date
    due: date


class Lookup:
    """Finds by name. What is unknown, or could be several, is refused by an ``InfoledgerError``.

    A name counts only whole, never by a part of it as at the keyboard, where the clerk sees what
    was understood.
    """

    parts = False  # whether a part of a name will do

    def __init__(self, connection: Connection, config: Config) -> None:
        self.config = config
        self._connection = connection
        self._items: dict[str, int] = {}
        self._same: dict[str, dict[str, int]] = {}  # by what a row says, the references that are the same to the eye
        self._new: dict[str, str] = {}  # references that the file at hand brings, by their folded form
        self._new_units: dict[str, str] = {}  # names likewise
        self._words: dict[Any, dict[str, set[str]]] = {}  # by column, the words there by their folded form
        self._spelt: dict[Any, dict[str, str]] = {}  # by column, what was asked for, as it is spelt there
        self._unknown = 0
        self.reload()

    def declared(self, names: Collection[str] | None, column: Any = None) -> Callable[[str], str]:
        """What takes the words of ``names`` alone; if they are None any word, spelt as ``column`` has it already."""
        if names is None:
            return str if column is None else lambda word: self._spelt_there(column, word)
        return lambda word: word if word in names else resolve(word, dict.fromkeys(names, ()), parts=self.parts)

    def _spelt_there(self, column: Any, word: str) -> str:
        if column not in self._words:
            found = self._connection.execute(select(column).distinct().where(column.is_not(None))).scalars()
            each = (text for value in found for text in ([value] if isinstance(value, str) else value))
            self._words[column] = {}
            for text in each:
                self._words[column].setdefault(fold(text), set()).add(text)
        known = self._spelt.setdefault(column, {})
        if word not in known:
            spelt = self._words[column].setdefault(fold(word), {word})
            known[word] = word if word in spelt else min(spelt)
        return known[word]

    def reload(self) -> None:
        """Take up what was registered since, and the solicitations recorded."""
        self.register: Register = load_register(self._connection)
        self._units: dict[str, int | InfoledgerError] = {}
        self._people: dict[tuple[str, tuple[int, ...]], int | None] = {}  # None where the day matters, or no one is
        self._unit_ids = {unit.states[-1].name: unit.id for unit in self.register.units.values()}
        self._unit_names: Names = {
            unit.states[-1].name: (*self.register.aliases[unit.id], *(state.name for state in unit.states))
            for unit in self.register.units.values()
        }
        self.__dict__.pop("_solicitations", None)

    @cached_property
    def _solicitations(self) -> dict[str, list[_Solicited]]:
        """The solicitations that stand, by title."""
        table = table_of(Solicitation)
        columns = (table.c.title, table.c.id, table.c.issued, table.c.due)
        found: dict[str, list[_Solicited]] = {}
        for title, *said in self._connection.execute(
            select(*columns).where(table.c.voided.is_(None)).order_by(table.c.id)
        ):
            found.setdefault(title, []).append(_Solicited(*said))
        return found

    @property
    def _topics(self) -> Names:
        return dict.fromkeys(self._solicitations, ())

    def load_items(self, refs: Iterable[str]) -> None:
        """Take up which of ``refs`` are there."""
        same = same_refs(self._connection, set(refs))
        self._same.update(same)
        for ref, found in same.items():
            self._items.update(found if len(found) > 1 else {**found, ref: next(iter(found.values()))})

    def has_item(self, ref: str | None) -> bool:
        """Whether ``ref``, if it says one, was loaded and is an item."""
        return ref is None or ref in self._items

    def spelt(self, ref: str) -> str:
        """``ref`` as the item that it means spells it, in the ledger or before in the file at hand."""
        there = self._same.get(ref, {})
        if ref in there or len(there) > 1:
            return ref
        return next(iter(there), None) or self._new.get(fold(ref), ref)

    def item_ref(self, ref: str) -> str:
        """``ref`` for an item, as the one that is there spells it; if it could be several, refused."""
        there = self._same.get(ref, {})
        if not there:
            refuse_separator(ref)
            return self._new.setdefault(fold(ref), seen(ref))
        if ref not in there and len(there) > 1:
            raise InfoledgerError(_("“{word}” can mean several.").format(word=ref), ambiguity(there))
        return self.spelt(ref)

    def item(self, ref: str) -> int:
        """The item with the reference ``ref``."""
        if ref not in self._items:
            self._unknown += 1
            if self._unknown > _NEAREST_SOUGHT:
                raise InfoledgerError(_("There is no item {ref}.").format(ref=ref))
            self._items.update(item_ids(self._connection, [ref]))
        return self._items[ref]

    def unit_on(self, day: date | None) -> Callable[[str], int]:
        """What finds a unit, of several that bear or bore a name the one that bore it on ``day``."""
        return partial(self._bearer, day) if day and self.register.reused else self.unit

    def _bearer(self, day: date, name: str) -> int:
        found = self.register.bearer(name, day)
        return self.unit(name) if found is None else found

    def unit(self, name: str) -> int:
        """The unit called ``name`` now, by an alias, or formerly."""
        found = self._units.get(name)
        if found is None and self._unknown > _NEAREST_SOUGHT and not self.has_unit(name):
            raise InfoledgerError(_("“{word}” is not known.").format(word=name))
        if found is None:
            try:
                self.register.refuse_empty()
                found = self._unit_ids[resolve(name, self._unit_names, parts=False)]
            except InfoledgerError as error:  # kept, for it may stand in a thousand rows
                found = error.with_traceback(None)
                self._unknown += 1
            self._units[name] = found
        if isinstance(found, InfoledgerError):
            # Anew each time: what is raised keeps all that it passed through in memory.
            raise InfoledgerError(found.message, found.hint)
        return found

    def informant(self, name: str, units: tuple[int, ...], day: date | None) -> int:
        """The informant of ``units`` who is called ``name`` on ``day``."""
        key = name, units
        if key not in self._people:
            found = self.register.called(name, units)
            self._people[key] = found[0].id if len(found) == 1 else None
        return self._people[key] or self.register.informant(name, units, day)

    def unit_name(self, name: str) -> str:
        """``name`` for a unit, as the one that is there is called; if it could be several, refused."""
        if self.has_unit(name):
            return resolve(name, self._unit_names, parts=False)
        refuse_separator(name)
        return self._new_units.setdefault(fold(name), seen(name))

    def has_unit(self, name: str) -> bool:
        """Whether some unit is called ``name``."""
        return bool(meant(name, self._unit_names))

    def members(self, day: date) -> tuple[int, ...]:
        """All units that are members on ``day``, at least one."""
        found = tuple(self.register.members(day))
        if not found:
            raise InfoledgerError(_("No unit is a member on {day}.").format(day=day))
        return found

    def solicitation(self, title: str, day: date) -> int:
        """The solicitation ``title`` that an item of ``day`` answers.

        Of several: issued by then and not yet due, if there is one; of these the latest.
        """
        titled = self._solicitations[resolve(title, self._topics, parts=False)]
        return max(titled, key=lambda each: (each.issued <= day, each.due >= day, each.issued, each.id)).id

    def topic(self, title: str) -> str:
        """The ``title`` of a new solicitation, spelt as one that is there already."""
        found = meant(title, self._topics)
        return found[0] if len(found) == 1 else title

    def leader(self, name: str) -> str:
        """The leader called ``name``, spelt as the config has it, else as the ledger has."""
        found = meant(name, dict.fromkeys(self.config.leaders, ()))
        return found[0] if len(found) == 1 else self._spelt_there(table_of(Instruction).c.leader, name)

    def outlet(self, name: str) -> Outlet:
        """The outlet ``name``, written 机关/刊物 where two bodies have one of that name."""
        return find_outlet(self.config, name)
