"""Recording what happened: facts of any kind, as a person typed them, in one journal entry."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from infoledger.errors import InfoledgerError
from infoledger.i18n import _
from infoledger.intake.facts import of_sources, pieced
from infoledger.ledger.combined import sources_of
from infoledger.ledger.listing import Listing
from infoledger.ledger.oddities import oddities
from infoledger.ledger.recording import record
from infoledger.ledger.review import refuse_unreviewed
from infoledger.ledger.secrecy import refuse_too_secret
from infoledger.ledger.shapes import NewAdoption, NewForward
from infoledger.ledger.twice import repeated
from infoledger.office.agreeing import Agree, Recorded, recorded
from infoledger.office.desk import Desk
from infoledger.office.fields import Fields
from infoledger.office.remarks import remarks
from infoledger.office.sentences import sentence, sentence_of_several
from infoledger.office.typed import Keyboard, typed_fact

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from infoledger.config.model import Body, Config, Publication
    from infoledger.ledger.journal import Pen


class _TwiceError(InfoledgerError):
    """Raised to ask a person before what is there already is recorded once more."""


def record_facts(
    desk: Desk,
    fields: Fields,
    kind: str,
    given: Sequence[Mapping[str, Any]],
    agree: Agree | None = None,
    agree_again: Agree | None = None,
) -> Recorded:
    """Record facts of one kind, all or none.

    What is the same as another of its day is recorded once more if a person agrees by ``agree_again``,
    and where there is nobody to ask, is said.

    Raises ``InfoledgerError``, or ``UsageError`` for what cannot be read, with all that is wrong.
    """

    def write(pen: "Pen", asked: bool) -> tuple[range, list[str]]:
        lookup = Keyboard(pen.connection, desk)
        facts = [typed_fact(pen, lookup, fields, kind, each) for each in given]
        odd = [each for fact in facts for each in _oddities(pen, fact, desk.today)]
        sources = sources_of(pen.connection, {item for fact in facts for item in pieced(fact)})
        new = [
            each
            for fact, row in zip(facts, given, strict=True)
            for each in of_sources(fact, sources, desk.config, form_said=bool(row.get("form")))
        ]
        _refuse_kept_inside(pen.connection, facts, desk.config)
        listing = Listing(pen.connection, desk.config, lookup.register)
        if again := _again(pen.connection, listing, kind, new):
            if agree_again and not asked:
                raise _TwiceError("\n".join(again))
            odd = [*again, *odd]
        ids = record(pen, new)
        pen.sentence = sentence_of_several([sentence(kind, listing.one(kind, id)) for id in ids])
        return ids, [*dict.fromkeys(odd), *remarks(pen.connection, desk, pen)]

    try:
        (ids, odd), pen = recorded(desk, fields.command, partial(write, asked=False), agree)
    except _TwiceError as twice:
        assert agree_again is not None
        agree_again(twice.message)
        (ids, odd), pen = recorded(desk, fields.command, partial(write, asked=True), agree)
    return Recorded([str(id) for id in ids], pen.sentence, odd)


def _again(connection: "Connection", listing: Listing, kind: str, new: Sequence[Any]) -> list[str]:
    """A sentence for each fact of which the ledger has the same of its day."""
    said = {found: found and sentence(kind, listing.one(kind, found)) for found in repeated(connection, new)}
    there = _("The same is recorded of that day already, as {id}: {sentence}.")
    return [
        there.format(id=found, sentence=told) if found else _("The same is said here twice.")
        for found, told in said.items()
        if found is not None
    ]


def _refuse_kept_inside(connection: "Connection", facts: Sequence[Any], config: "Config") -> None:
    """Raise ``InfoledgerError`` if the review or the secrecy of an item keeps it from where ``facts`` let it go."""
    going = list(_going_out(facts, config))
    refuse_unreviewed(connection, config, [item for items, _taker in going for item in items])
    for items, taker in going:
        refuse_too_secret(connection, config, items, taker)


def _going_out(facts: Sequence[Any], config: "Config") -> "Iterator[tuple[Sequence[int], Body | Publication]]":
    """The items that ``facts`` send up or print in a publication of this office, and what takes them."""
    for fact in facts:
        if isinstance(fact, NewForward):
            yield (fact.item,), config.bodies[fact.body]
        elif isinstance(fact, NewAdoption) and fact.body == config.office.name and fact.outlet in config.publications:
            yield fact.items, config.publications[fact.outlet]


def _oddities(pen: "Pen", fact: Any, today: date) -> Iterator[str]:
    # A solicitation has no day of its own but two, which its builder has looked at.
    return oddities(pen.connection, fact, today) if hasattr(fact, "day") else iter(())
