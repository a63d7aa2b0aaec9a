"""What the names in a table stand for: units, people, items and solicitations of the ledger, words of the config."""

from collections.abc import Callable, Collection, Iterable
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, select

from infoledger.config.model import Config, Outlet
from infoledger.config.names import Names, meant, resolve
from infoledger.config.outlets import find_outlet
from infoledger.errors import InfoledgerError
from infoledger.i18n import _
from infoledger.ledger.models import Solicitation
from infoledger.ledger.reading import item_ids
from infoledger.ledger.recording import taken_refs
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
        self._unknown = 0
        self.reload()

    def declared(self, names: Collection[str] | None) -> Callable[[str], str]:
        """What takes the words of ``names`` alone; any word if they are None."""
        if names is None:
            return str
        return lambda word: word if word in names else resolve(word, dict.fromkeys(names, ()), parts=self.parts)

    def reload(self) -> None:
        """Take up what was registered since, and the solicitations recorded."""
        self.register: Register = load_register(self._connection)
        self._units: dict[str, int | InfoledgerError] = {}
        self._unit_ids = {unit.states[-1].name: unit.id for unit in self.register.units.values()}
        self._unit_names: Names = {
            unit.states[-1].name: (*self.register.aliases[unit.id], *(state.name for state in unit.states))
            for unit in self.register.units.values()
        }
        table = table_of(Solicitation)
        self._solicitations: dict[str, list[_Solicited]] = {}
        for row in self._connection.execute(select(table).where(table.c.voided.is_(None)).order_by(table.c.id)):
            self._solicitations.setdefault(row.title, []).append(_Solicited(row.id, row.issued, row.due))
        self._titles: Names = dict.fromkeys(self._solicitations, ())

    def load_items(self, refs: Iterable[str]) -> None:
        """Take up which of ``refs`` are there."""
        self._items.update(taken_refs(self._connection, set(refs)))

    def has_item(self, ref: str | None) -> bool:
        """Whether ``ref``, if it says one, was loaded and is an item."""
        return ref is None or ref in self._items

    def item(self, ref: str) -> int:
        """The item with the reference ``ref``."""
        if ref not in self._items:
            self._unknown += 1
            if self._unknown > _NEAREST_SOUGHT:
                raise InfoledgerError(_("There is no item {ref}.").format(ref=ref))
            self._items.update(item_ids(self._connection, [ref]))
        return self._items[ref]

    def unit(self, name: str) -> int:
        """The unit called ``name`` now, by an alias, or formerly."""
        found = self._units.get(name)
        if found is None:
            try:
                found = self._unit_ids[resolve(name, self._unit_names, parts=False)]
            except InfoledgerError as error:  # kept, for it may stand in a thousand rows
                found = error
            self._units[name] = found
        if isinstance(found, InfoledgerError):
            raise found
        return found

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
        titled = self._solicitations[resolve(title, self._titles, parts=False)]
        return max(titled, key=lambda each: (each.issued <= day, each.due >= day, each.issued, each.id)).id

    def outlet(self, name: str) -> Outlet:
        """The outlet ``name``, written 机关/刊物 where two bodies have one of that name."""
        return find_outlet(self.config, name)
