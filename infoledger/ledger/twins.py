"""Twins of older ledgers: names and references that are the same to the eye and yet stand for two."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, TypeVar

from sqlalchemy import select

from infoledger.errors import Finding
from infoledger.folding import fold
from infoledger.i18n import _
from infoledger.ledger.merging import BEGINNING
from infoledger.ledger.models import Instruction, Item
from infoledger.ledger.register import load_register
from infoledger.ledger.seals import table_of
from infoledger.rules.facts import Informant, Unit

if TYPE_CHECKING:
    from infoledger.ledger.checks import Sight

_ITEMS, _INSTRUCTIONS = table_of(Item), table_of(Instruction)
_T = TypeVar("_T")


def twins(sight: "Sight") -> Iterator[Finding]:
    """Units, informants, references and words that are the same to the eye."""
    yield from _units(sight)
    yield from _informants(sight)
    yield from _references(sight)
    yield from _words(sight)


def _units(sight: "Sight") -> Iterator[Finding]:
    members = [unit for unit in load_register(sight.connection).units.values() if unit.left >= sight.today]
    for kept, twin in _pairs(members, lambda unit: fold(_called(unit)), _called):
        yield _joined("unit", _called(kept), _called(twin), twin)


def _informants(sight: "Sight") -> Iterator[Finding]:
    register = load_register(sight.connection)
    people = [person for person in register.informants.values() if person.left >= sight.today]
    for kept, twin in _pairs(people, lambda one: (fold(one.name), one.states[-1].unit), lambda one: one.name):
        yield _joined("informant", register.full_name(kept), register.full_name(twin), twin)


def _references(sight: "Sight") -> Iterator[Finding]:
    refs = sight.connection.execute(select(_ITEMS.c.ref).where(_ITEMS.c.voided.is_(None)).order_by(_ITEMS.c.id))
    for kept, twin in _pairs(refs.scalars(), fold, str):
        yield Finding(
            shown(twin),
            _same(kept),
            _("One item: infoledger void item “{ref}” --reason TEXT. Two: give one another by item edit --ref.").format(
                ref=twin
            ),
        )


def _words(sight: "Sight") -> Iterator[Finding]:
    """Words that the config leaves open, in two spellings."""
    for column in (_ITEMS.c.category, _ITEMS.c.source, _INSTRUCTIONS.c.leader):
        live = column.table.c.voided.is_(None), column.is_not(None)
        words = sight.connection.execute(select(column).distinct().where(*live).order_by(column)).scalars()
        for kept, twin in _pairs(words, fold, str):
            yield Finding(shown(twin), _same(kept), _("Correct the records that have it, so that all say the one."))


def _joined(kind: str, kept: str, twin: str, member: Unit | Informant) -> Finding:
    on = max(member.joined, BEGINNING)
    command = f'infoledger {kind} merge "{twin}" --into "{kept}" --on {on}'
    return Finding(shown(twin), _same(kept), _("To join them: {command}").format(command=command))


def _same(kept: str) -> str:
    return _("It looks like “{name}”, but is another.").format(name=shown(kept))


def shown(name: str) -> str:
    """``name`` with its signs that are not seen, or not told from others, by their numbers: 人社局[U+200B]."""
    return "".join(letter if letter in (" ", fold(letter)) else _numbered(letter) for letter in name)


def _numbered(letter: str) -> str:
    return f"{letter if letter.isprintable() else ''}[U+{ord(letter):04X}]"


def _pairs(found: Iterable[_T], key: Callable[[_T], Hashable], name: Callable[[_T], str]) -> Iterator[tuple[_T, _T]]:
    """Pairs of what shares a key: the one that is kept, plainly spelt or else the first, with each other one."""
    alike: dict[Hashable, list[_T]] = {}
    for each in found:
        alike.setdefault(key(each), []).append(each)
    for several in alike.values():
        kept = _plain(several, name)
        yield from ((kept, each) for each in several if each is not kept)


def _plain(several: Sequence[_T], name: Callable[[_T], str]) -> _T:
    return next((each for each in several if fold(name(each)) == name(each)), several[0])


def _called(unit: Unit) -> str:
    return unit.states[-1].name
