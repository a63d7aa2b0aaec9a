"""What was issued and stays as it was: notices and pay lists with the fingerprint of their rules, bulletins."""

from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Row, Select, select

from infoledger.errors import InfoledgerError
from infoledger.i18n import _
from infoledger.ledger.journal import Head, Pen
from infoledger.ledger.models import Entry, Frozen
from infoledger.ledger.seals import table_of
from infoledger.periods import Period, by_word
from infoledger.rules.actions import Action, Each, FeeTimes, Give, Instead, More, SetTotal
from infoledger.rules.regulation import Conversion, Regulation

_ENTRIES, _FROZEN = map(table_of, (Entry, Frozen))


def fingerprint(regulations: Sequence[Regulation]) -> str:
    """A SHA-256 over all that the regulations say: the same rules, the same fingerprint.

    What a regulation leaves at its default is left out, so that a rule which this program learns
    later does not change the fingerprint of those that never used it.
    """
    return sha256(repr([_said(each) for each in regulations]).encode()).hexdigest()


def _said(value: Any) -> Any:
    if isinstance(value, Give | Each | FeeTimes | More | Instead | SetTotal):
        return _action(value)
    if isinstance(value, tuple) and len(value) == 1 and isinstance(value[0], Conversion):
        return _said(value[0])  # a regulation once had one conversion alone
    if is_dataclass(value) and not isinstance(value, type):
        return [
            (each.name, _said(getattr(value, each.name)))
            for each in fields(value)
            if each.compare and getattr(value, each.name) != each.default
        ]
    if isinstance(value, Mapping):
        return sorted((name, _said(each)) for name, each in value.items())
    return [_said(each) for each in value] if isinstance(value, tuple) else str(value)


def _action(action: Action) -> list[tuple[str, str]]:
    """An action as all were written when they had one shape, so that the fingerprints of what was issued stay."""
    kind = of = ""
    match action:
        case Give(amount, currency):
            kind = currency
        case Each(amount, of) | Instead(amount, of) | More(amount, of):
            kind = type(action).__name__.lower()
        case FeeTimes(amount):
            kind = "fee_times"
        case SetTotal(amount):
            kind = "set"
    return [("kind", kind), ("amount", str(amount)), *([("of", of)] if of else [])]


def freeze(
    pen: Pen, kind: str, key: str, window: Period, regulations: Sequence[Regulation] | None, content: Mapping[str, Any]
) -> None:
    """Keep what is issued for ever. Raises ``InfoledgerError`` if ``key`` was issued already.

    Without ``regulations``, for what holds no figures, there is no fingerprint.
    """
    if find(pen.connection, kind, key):
        raise InfoledgerError(_("{key} was issued already.").format(key=by_word(key)))
    row = {"kind": kind, "key": key, "first": window.first, "last": window.last, "content": dict(content)}
    rules = "" if regulations is None else fingerprint(regulations)
    pen.insert(Frozen, [{**row, "fingerprint": rules}])
    pen.sentence = _("Issued {key}.").format(key=by_word(key))
    pen.final = True


def find(connection: Connection, kind: str, key: str) -> Row[Any] | None:
    """What was issued of ``kind`` under ``key`` and not withdrawn."""
    return connection.execute(_query(kind).where(_FROZEN.c.key == key, _FROZEN.c.voided.is_(None))).first()


def head_of(row: Row[Any]) -> Head:
    """The head of the journal when what ``row`` holds was issued."""
    return Head(row.entry, row.head)


def issued(connection: Connection, kind: str, ending: str = "", window: Period | None = None) -> Sequence[Row[Any]]:
    """What was issued of ``kind`` and not withdrawn, in the order of issue.

    Only what has a key with that ``ending`` and is of that ``window``: rows hold whole documents.
    """
    query = _query(kind).where(_FROZEN.c.voided.is_(None))
    if ending:
        query = query.where(_FROZEN.c.key.endswith(ending, autoescape=True))
    if window:
        query = query.where(_FROZEN.c.first == window.first, _FROZEN.c.last == window.last)
    return connection.execute(query).all()


def issued_windows(connection: Connection, kind: str) -> frozenset[Period]:
    """The windows of what was issued of ``kind`` and not withdrawn."""
    query = select(_FROZEN.c.first, _FROZEN.c.last).where(_FROZEN.c.kind == kind, _FROZEN.c.voided.is_(None))
    return frozenset(Period(row.first, row.last) for row in connection.execute(query))


def everything(connection: Connection, kind: str) -> Sequence[Row[Any]]:
    """What was ever issued of ``kind``, in the order of issue."""
    return connection.execute(_query(kind)).all()


def _query(kind: str) -> Select[Any]:
    query = select(_FROZEN, _ENTRIES.c.hash.label("head")).join(_ENTRIES, _ENTRIES.c.id == _FROZEN.c.entry)
    return query.where(_FROZEN.c.kind == kind).order_by(_FROZEN.c.id)
