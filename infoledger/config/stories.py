"""Facts told in YAML, in the words of the import columns, as a book for the rules: no ledger needed."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from infoledger.config.model import Category, Config
from infoledger.config.names import nearest
from infoledger.config.outlets import find_outlet, outlet_key
from infoledger.dates import parse_moment
from infoledger.errors import InfoledgerError
from infoledger.i18n import _, listed
from infoledger.rules.facts import Book, Fact, Informant, InformantState, Item, Unit, UnitState, in_order
from infoledger.rules.fields import STATUSES
from infoledger.rules.lateness import Moment, hours_late
from infoledger.rules.reckoning import Rulebook
from infoledger.rules.solicitations import answer

#: What each kind of fact may say beside the key that names it. The first kind whose key stands in
#: a fact is its kind: a submission, too, names a unit.
_KEYS: Mapping[str, tuple[str, ...]] = {
    "submission": (
        *("date", "unit", "group", "informant", "role", "title", "category", "urgent", "occurred", "hours_late"),
        *(
            "solicitation",
            "solicited",
            "follows",
            "follow_up",
            "source",
            "tag",
            "quality",
            "characters",
            "status",
            "body",
        ),
    ),
    "forward": ("date", "body"),
    "adoption": ("date", "outlet", "form", "section", "fee", "issue"),
    "instruction": ("date", "leader", "level", "chief", "outlet"),
    "violation": ("date", "unit", "informant", "level", "ref"),
    "award": ("date", "kind"),
    "adjustment": ("date", "unit", "informant", "points", "yuan", "cite"),
    "solicitation": ("issued", "due", "unit", "body"),
    "informant": ("unit", "role", "joined", "left"),
    "unit": ("group", "headcount", "parent", "joined", "left"),
}
_SYNONYMS = {"units": "unit", "informants": "informant", "tags": "tag", "submitted": "date"}
#: Told first, because the others name them.
_FIRST = ("unit", "informant", "submission")
_EVERYBODY = ("全部", "all")
_SEPARATORS = re.compile("[;；、]")


def tell(facts: Sequence[Mapping[str, Any]], config: Config, rulebook: Rulebook) -> Book:
    """The book of a case's facts. Raises ``InfoledgerError`` for one that cannot be read."""
    return _Story(config, rulebook).tell(facts)


def kinds_told(facts: Sequence[Mapping[str, Any]]) -> list[str]:
    """The kinds of ``facts``. Raises ``InfoledgerError`` for one that names none."""
    return [_Reader(fact).kind for fact in facts]


class _Story:
    """The facts of one case as a book."""

    def __init__(self, config: Config, rulebook: Rulebook) -> None:
        self._config, self._rulebook = config, rulebook
        self._units: dict[str, Unit] = {}
        self._informants: dict[str, Informant] = {}
        self._items: dict[str, Item] = {}
        self._answers: dict[str, list[Item]] = {}
        self._asked: list[tuple[str, date, list[str]]] = []
        self._facts: list[Fact] = []

    def tell(self, facts: Sequence[Mapping[str, Any]]) -> Book:
        read = [_Reader(fact) for fact in facts]
        for reader in sorted(read, key=lambda reader: (*_FIRST, reader.kind).index(reader.kind)):
            getattr(self, f"_{reader.kind}")(reader)
        for id, (title, due, names) in enumerate(self._asked, 1):
            for unit in self._targets(names):
                items = sorted(self._answers.get(title, []), key=lambda item: item.submitted)
                found = answer(id, unit, due, items, self._rulebook.calendar, date.max)
                self._facts.extend([found] if found else [])
        return Book(
            {unit.id: unit for unit in self._units.values()},
            {person.id: person for person in self._informants.values()},
            in_order(self._facts),
        )

    def _targets(self, names: list[str]) -> list[int]:
        everybody = [unit.id for unit in self._units.values()]
        return everybody if names[0] in _EVERYBODY else [self._unit_id(name) for name in names]

    def _unit(self, reader: "_Reader") -> None:
        headcount = reader.number("headcount")
        parent = self._unit_id(reader.text("parent")) if reader.text("parent") else None
        group = self._group(reader)
        state = UnitState(date.min, reader.text("unit"), group, parent, int(headcount) if headcount else None)
        id = self._unit_id(state.name)
        joined, left = reader.day("joined", date.min), reader.day("left", date.max)
        self._units[state.name] = Unit(id, (state,), joined, left)

    def _group(self, reader: "_Reader") -> str:
        groups = self._config.unit_groups
        return reader.text("group") if groups is None else reader.one_of("group", groups)

    def _unit_id(self, name: str, group: str = "") -> int:
        unit = self._units.setdefault(name, Unit(len(self._units) + 1, (UnitState(date.min, name, group),)))
        if group and not unit.states[0].group:
            self._units[name] = unit._replace(states=(unit.states[0]._replace(group=group),))
        return unit.id

    def _informant(self, reader: "_Reader") -> None:
        name = reader.text("informant")
        state = InformantState(date.min, self._unit_id(reader.needed("unit")), reader.text("role"))
        joined, left = reader.day("joined", date.min), reader.day("left", date.max)
        self._informants[name] = Informant(len(self._informants) + 1, name, (state,), joined, left)

    def _informant_id(self, name: str, unit: int, role: str = "") -> int:
        person = Informant(len(self._informants) + 1, name, (InformantState(date.min, unit, role),))
        return self._informants.setdefault(name, person).id

    def _submission(self, reader: "_Reader") -> None:
        ref = reader.text("submission")
        if ref in self._items:
            raise InfoledgerError(_("“{ref}” is submitted twice.").format(ref=ref))
        group = self._group(reader)
        units = tuple(self._unit_id(name, group) for name in reader.needed_list("unit"))
        names = reader.words("informant")
        # As many people as units: one of each; else whoever is not known yet belongs to the first.
        homes = units if len(names) == len(units) else units[:1] * len(names)
        role = reader.text("role")
        people = tuple(self._informant_id(name, unit, role) for name, unit in zip(names, homes, strict=True))
        submitted, category = reader.moment("date"), reader.text("category") or None
        declared = (self._config.categories or {}).get(category or "")
        if category and self._config.categories is not None and declared is None:
            raise reader.wrong("category", list(self._config.categories))
        body = reader.text("body")
        characters, late = reader.number("characters"), reader.number("hours_late")
        item = Item(
            len(self._items) + 1,
            ref,
            reader.text("title") or ref,
            submitted.day,
            units,
            people,
            category,
            bool(reader.flag("urgent", declared.urgent if declared else False)),
            bool(reader.flag("solicited", bool(reader.text("solicitation")))),
            bool(reader.flag("follow_up", bool(reader.text("follows")))),
            tuple(reader.words("tag")),
            reader.number("quality"),
            late if late is not None else self._lateness(reader, declared, submitted),
            int(characters) if characters is not None else len(body) or None,
            reader.one_of("status", STATUSES) or "received",
            reader.text("source") or None,
        )
        self._items[ref] = item
        self._answers.setdefault(reader.text("solicitation"), []).append(item)
        self._add("submission", item.submitted, (item,))

    def _lateness(self, reader: "_Reader", category: Category | None, submitted: Moment) -> Decimal | None:
        occurred = reader.moment("occurred") if reader.text("occurred") else None
        return hours_late(category.deadline if category else None, occurred, submitted, self._rulebook.workdays)

    def _forward(self, reader: "_Reader") -> None:
        bodies = self._config.bodies
        body = reader.one_of("body", bodies)
        details = {"body": body, "level": bodies[body].level if body in bodies else None}
        self._add("forward", reader.moment("date").day, self._refs(reader, "forward"), details)

    def _adoption(self, reader: "_Reader") -> None:
        items = self._refs(reader, "adoption")
        outlet = find_outlet(self._config, reader.needed("outlet"))
        form = reader.one_of("form", self._config.forms) or self._config.usual_form(len(items))
        details = {
            "outlet": outlet_key(self._config, outlet),
            "body": outlet.body,
            "level": outlet.level or None,
            "own": outlet.own,
            "form": form,
            "section": reader.text("section") or None,
            "issue": reader.text("issue") or None,
            "fee": reader.number("fee"),
        }
        self._add("adoption", reader.moment("date").day, items, details)

    def _instruction(self, reader: "_Reader") -> None:
        leader = self._config.leaders.get(reader.needed("leader"))
        outlet = reader.text("outlet")
        details = {
            "leader": reader.text("leader"),
            "level": reader.one_of("level", self._config.levels) or (leader.level if leader else None),
            "chief": reader.flag("chief", leader.chief if leader else False),
            "outlet": outlet_key(self._config, find_outlet(self._config, outlet)) if outlet else None,
        }
        self._add("instruction", reader.moment("date").day, self._refs(reader, "instruction"), details)

    def _solicitation(self, reader: "_Reader") -> None:
        names = reader.needed_list("unit")
        if names[0] not in _EVERYBODY:
            for name in names:
                self._unit_id(name)
        self._asked.append((reader.text("solicitation"), reader.moment("due").day, names))

    def _violation(self, reader: "_Reader") -> None:
        unit = self._unit_id(reader.needed("unit"))
        name = reader.text("informant")
        details = {"kind": reader.one_of("violation", self._config.violations), "level": reader.text("level") or None}
        items = self._refs(reader, "ref") if reader.text("ref") else ()
        self._add(
            "violation",
            reader.moment("date").day,
            items,
            details,
            unit,
            self._informant_id(name, unit) if name else None,
        )

    def _award(self, reader: "_Reader") -> None:
        awards = self._config.awards
        kind = reader.needed("kind") if awards is None else reader.one_of("kind", awards)
        self._add("award", reader.moment("date").day, self._refs(reader, "award"), {"kind": kind})

    def _adjustment(self, reader: "_Reader") -> None:
        unit = self._unit_id(reader.needed("unit"))
        name = reader.text("informant")
        details = {
            "points": reader.number("points"),
            "yuan": reader.number("yuan"),
            "reason": reader.text("adjustment"),
            "cite": reader.text("cite"),
        }
        person = self._informant_id(name, unit) if name else None
        self._add("adjustment", reader.moment("date").day, (), details, unit, person)

    def _refs(self, reader: "_Reader", key: str) -> tuple[Item, ...]:
        refs = reader.needed_list(key)
        unknown = [ref for ref in refs if ref not in self._items]
        if unknown:
            raise InfoledgerError(
                _("No item “{ref}” was submitted.").format(ref=unknown[0]), misread(unknown[0], self._items)
            )
        return tuple(self._items[ref] for ref in refs)

    def _add(
        self,
        kind: str,
        day: date,
        items: tuple[Item, ...],
        details: Mapping[str, Any] | None = None,
        unit: int | None = None,
        informant: int | None = None,
    ) -> None:
        self._facts.append(Fact(kind, len(self._facts) + 1, day, items, unit, informant, details or {}))


class _Reader:
    """One fact as it is written, each key asked for by name."""

    def __init__(self, fact: Mapping[str, Any]) -> None:
        self._fact = {_SYNONYMS.get(key, key): value for key, value in fact.items()}
        self.kind = next((kind for kind in _KEYS if kind in self._fact), "")
        if not self.kind:
            raise InfoledgerError(
                _("A fact names none of its kinds: {keys}.").format(keys=listed(fact)),
                _("Allowed: {forms}").format(forms=listed(_KEYS)),
            )
        for key in self._fact:
            if key != self.kind and key not in _KEYS[self.kind]:
                allowed = _KEYS[self.kind]
                raise InfoledgerError(
                    _("A {kind} has no “{key}”.").format(kind=self.kind, key=key), misread(key, allowed)
                )

    def words(self, key: str) -> list[str]:
        value = self._fact.get(key)
        if value is None:
            return []
        listed = value if isinstance(value, list | tuple) else _SEPARATORS.split(str(value))
        return [word for each in listed if (word := str(each).strip())]

    def text(self, key: str) -> str:
        return ";".join(self.words(key))

    def needed(self, key: str) -> str:
        return self.needed_list(key)[0]

    def needed_list(self, key: str) -> list[str]:
        found = self.words(key)
        if not found:
            raise InfoledgerError(_("A {kind} lacks its “{key}”.").format(kind=self.kind, key=key))
        return found

    def moment(self, key: str) -> Moment:
        return Moment(*parse_moment(self.needed(key)))

    def day(self, key: str, default: date) -> date:
        return parse_moment(self.text(key))[0] if self.text(key) else default

    def number(self, key: str) -> Decimal | None:
        return self._as(key, Decimal, _("a number")) if self.text(key) else None

    def flag(self, key: str, default: bool | None) -> bool | None:
        return self._as(key, {"true": True, "false": False}.__getitem__, "true, false") if self.text(key) else default

    def one_of(self, key: str, allowed: Sequence[str] | Mapping[str, Any]) -> str:
        text = self.text(key)
        if text and text not in allowed:
            raise self.wrong(key, list(allowed))
        return text

    def wrong(self, key: str, allowed: Sequence[str]) -> InfoledgerError:
        text = self.text(key)
        return InfoledgerError(_("{key} is “{text}”.").format(key=key, text=text), misread(text, allowed))

    def _as(self, key: str, read: Callable[[str], Any], expected: str) -> Any:
        try:
            return read(self.text(key))
        except (InvalidOperation, KeyError, ValueError):
            text = self.text(key)
            raise InfoledgerError(
                _("{key} is “{text}”.").format(key=key, text=text), _("Expected: {expected}.").format(expected=expected)
            ) from None


def misread(word: str, words: Sequence[str] | Mapping[str, Any]) -> str:
    """What to do about a ``word`` that is none of ``words``."""
    close = nearest(word, words)
    allowed = _("Allowed: {forms}").format(forms=listed(words))
    return f"{allowed}. {_('Did you mean “{word}”?').format(word=close)}" if close else allowed
