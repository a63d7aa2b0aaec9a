"""What was recorded, in a sentence: for the clerk at once, for the log for ever."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from infoledger.errors import UsageError
from infoledger.i18n import _, listed
from infoledger.kinds import KINDS, title
from infoledger.numbers import plain
from infoledger.periods import by_word

_NAMES_SHOWN = 2
_LETTERS_SHOWN = 40


def sentence(kind: str, cells: Mapping[str, Any]) -> str:
    """What a record of ``kind``, as it is listed, says."""
    made = {"units": _few(cells.get("units")), "amounts": _amounts(cells), "standing": _standing(cells)}
    made["period"] = by_word(str(cells.get("period")))
    return _(KINDS[kind].sentence).format(**{**cells, **made})


def sentence_of_several(sentences: Sequence[str]) -> str:
    """The first of ``sentences`` and how many there are beside it."""
    first, *others = sentences
    return _("{sentence}, and {count} more").format(sentence=first, count=len(others)) if others else first


def sentence_of_edit(
    kind: str, what: str, given: Mapping[str, Any], read: Mapping[str, Any], before: Mapping[str, Any] | None = None
) -> str:
    """That ``what``, of ``kind``, was corrected, and to what; from what, where the cells ``before`` say it.

    It is ``given`` without what is None; days as they were ``read``.
    """
    said = {name: _day(name, read) or str(value) for name, value in given.items() if value is not None}
    if not said:
        raise UsageError(_("Nothing was said to correct."), _("“--help” shows what can be corrected."))
    titles = {column.english: title(column) for column in KINDS[kind].columns}
    changes = [_change(titles[name], (before or {}).get(name), value) for name, value in said.items()]
    return _("corrected {what}: {changes}").format(what=what, changes="; ".join(changes))


def _change(column: str, old: Any, new: str) -> str:
    if old is None:
        return _("{column} → {new}").format(column=column, new=_brief(new))
    return _("{column} {old} → {new}").format(column=column, old=_brief(str(old)), new=_brief(new))


def _day(name: str, read: Mapping[str, Any]) -> str | None:
    """The day that was read as ``name``, for 昨天 would soon be another; None if it is no day."""
    day, at = read.get(name), read.get(f"{name}_time")
    if not isinstance(day, date):
        return None
    return f"{day} {at:%H:%M}" if at else str(day)


def _brief(value: str) -> str:
    return (value if len(value) <= _LETTERS_SHOWN else value[:_LETTERS_SHOWN] + "…") or _("(empty)")


def _few(names: str | None) -> str:
    several = (names or "").split(";")
    if len(several) <= _NAMES_SHOWN + 1:
        return "、".join(several)
    return _("{names} and others, {count} units in all").format(
        names="、".join(several[:_NAMES_SHOWN]), count=len(several)
    )


def _amounts(cells: Mapping[str, Any]) -> str:
    given = ((cells.get("points"), _("{amount} points")), (cells.get("yuan"), _("{amount} yuan")))
    return listed(form.format(amount=plain(amount)) for amount, form in given if amount is not None)


def _standing(cells: Mapping[str, Any]) -> str:
    """Rank and points of a placing, as far as they are known."""
    rank, of = cells.get("rank"), cells.get("of")
    ranked = _("rank {rank} of {of}").format(rank=rank, of=of) if of else _("rank {rank}").format(rank=rank)
    return listed(part for part in (ranked if rank else "", _amounts(cells)) if part)
