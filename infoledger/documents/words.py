"""The words of what the rules say in keys and values: notes, verdicts, facts.

``say`` puts an English text of the catalogue into the language of whoever reads.
"""

from collections.abc import Callable, Mapping
from decimal import Decimal

from infoledger.i18n import N_
from infoledger.numbers import plain
from infoledger.rules.actions import Ratio
from infoledger.rules.details import Months
from infoledger.rules.facts import Fact
from infoledger.rules.fates import Event, FateKind
from infoledger.rules.figures import FIGURES
from infoledger.rules.kinds import PartyKind
from infoledger.rules.measured import Condition, Measured
from infoledger.rules.notes import Note, NoteKey
from infoledger.rules.regulation import Cap, Few
from infoledger.rules.whens import Range

Say = Callable[[str], str]

_PARTIES: Mapping[PartyKind, tuple[str, str]] = {
    "unit": (N_("{count} unit"), N_("{count} units")),
    "informant": (N_("{count} informant"), N_("{count} informants")),
}

# The kinds of fact as a list of postings names them: written out for the catalogue.
_FACTS = (
    *(N_("submission"), N_("forward"), N_("adoption"), N_("instruction"), N_("feedback"), N_("violation")),
    *(N_("solicitation"), N_("award"), N_("adjustment"), N_("quota"), N_("period"), N_("outcome")),
)
_ANSWERS = {"on_time": N_("answered in time"), "late": N_("answered late"), "missed": N_("not answered")}
_WINDOWS = {
    "item": N_("item"),
    "day": N_("day"),
    "week": N_("week"),
    "month": N_("month"),
    "quarter": N_("quarter"),
    "half": N_("half-year"),
    "year": N_("year"),
}
#: What a ratio may be divided by, beside other figures.
_DIVISORS = {
    "least": N_("task"),
    "best": N_("the highest"),
    "mean": N_("the average"),
    "total": N_("the total"),
}
_SIGNS = {"at_least": ">=", "at_most": "<=", "above": ">", "below": "<", "equals": "="}
_SENTENCES: Mapping[NoteKey, str] = {
    "reason": "{reason}",  # as a clerk typed it
    "total_set": N_("the year's total is set to {amount}"),
    "instead": N_("worth {amount} instead"),
    "fixed": N_("{amount}, but another clause has fixed what the item is worth"),
    "counted_already": N_("{amount}, of which something as good already counts"),
    "no_fee": N_("no fee is recorded on the adoption"),
    "raised": N_("raised to {amount}"),
    "lowered": N_("lowered to {amount}"),
    "running": N_("{count} sub-periods running are needed"),
    "rank": N_("rank {rank}"),
    "barred": N_("barred by {outcome}"),
    "behind": N_("rank {rank} with {points} points, behind the first {top}"),
}

_FATES: Mapping[FateKind, str] = {
    "forwarded": N_("sent up to {by}"),
    "adopted": N_("adopted by {by}"),
    "instructed": N_("{by} wrote an instruction"),
    "returned": N_("returned"),
    "rejected": N_("not taken"),
    "returned_above": N_("returned by {by}"),
    "rejected_above": N_("not taken by {by}"),
    "unused": N_("not used"),
    "waiting": N_("waiting"),
}


def how_many(count: int, kind: PartyKind, say: Say) -> str:
    """So many units or informants: ``4个单位``, ``2名信息员``."""
    one, several = _PARTIES[kind]
    return say(one if count == 1 else several).format(count=count)


def became(event: Event, say: Say) -> str:
    """What one thing says that became of an item, and why where anybody said so."""
    words = say(_FATES[event.kind]).format(by=event.by)
    return say(N_("{words}: {why}")).format(words=words, why=event.why) if event.why else words


def told(note: Note | None, say: Say) -> str:
    """What a note says; nothing where there is none."""
    if note is None:
        return ""
    if note.key in _WORDED:
        return _WORDED[note.key](note, say)
    values = {name: plain(value) if isinstance(value, Decimal) else value for name, value in note.values.items()}
    return say(_SENTENCES[note.key]).format(**values)


def about(fact: Fact | None, say: Say) -> str:
    """What a fact without items is about: which quota, which failure."""
    details = fact.details if fact else {}
    if "quota" in details:
        return say(N_("{quota}: {done} of {least}")).format(
            quota=details["quota"], done=plain(details["count"]), least=plain(details["least"])
        )
    if "answered" in details:
        answer = _ANSWERS[details["answered"]]
        return say(answer)
    words: str = details.get("outcome") or (details.get("kind", "") if fact and fact.kind == "violation" else "")
    return words


def _capped(note: Note, say: Say) -> str:
    cap: Cap = note.values["cap"]
    window = _WINDOWS[cap.per]
    return say(N_("{amount}, cut by the cap of {cap} per {per}")).format(
        amount=plain(note.values["amount"]), cap=plain(cap.amount), per=say(window)
    )


def _not_among(note: Note, say: Say) -> str:
    few: Few = note.values["cap"]
    first, best = (
        N_("{amount}, but only the first {count} per {per} count"),
        N_("{amount}, but only the best {count} per {per} count"),
    )
    return say(first if few.which == "first" else best).format(
        amount=plain(note.values["amount"]), count=few.count, per=say(_WINDOWS[few.per])
    )


def _taken_back(note: Note, say: Say) -> str:
    few: Few = note.values["cap"]
    per = say(_WINDOWS[few.per])
    return say(N_("taken back: a better one came, and only the best {count} per {per} count")).format(
        count=few.count, per=per
    )


def _months(note: Note, say: Say) -> str:
    months: Months = note.values["months"]
    return say(N_("for {there} of {of} months")).format(there=months.there, of=months.of)


def _ratio(note: Note, say: Say) -> str:
    ratio: Ratio = note.values["ratio"]
    divisor = ""
    if isinstance(ratio.over, Measured):
        divisor = measured_words(ratio.over, say)
    elif isinstance(ratio.over, str):
        divisor = say(_DIVISORS[ratio.over])
    told = say(N_("{times} × {figure} {value} ÷ {divisor} {over}")).format(
        times=plain(ratio.times),
        figure=measured_words(ratio.of, say) if ratio.of else say(N_("done")),
        value=_number(note.values["value"]),
        divisor=divisor,
        over=_number(note.values["over"]),
    )
    return " ".join(told.split())


def measured_words(asked: Measured, say: Say) -> str:
    """A figure with what narrows it."""
    filters = "; ".join(filter(None, (asked.kind, asked.quota, *asked.clauses)))
    return say(FIGURES[asked.measure].phrase) + (f" ({filters})" if filters else "")


def _number(value: Decimal | int) -> str:
    """A number as a note shows it: of what does not end, four places."""
    return plain(round(Decimal(value), 4))


def _done(note: Note, say: Say) -> str:
    values = note.values
    words = say(N_("{done} of {least}")).format(done=plain(values["done"]), least=plain(values["least"]))
    if values["missing"]:
        words += say(N_(", {missing} missing")).format(missing=plain(values["missing"]))
    return words + (f": {';'.join(values['refs'])}" if values["refs"] else "")


def _measured(note: Note, say: Say) -> str:
    condition: Condition = note.values["condition"]
    value: Decimal | int | None = note.values["value"]
    return say(N_("{measure} is {value} (asked: {bounds})")).format(
        measure=measured_words(condition.measured, say),
        value=say(N_("none")) if value is None else plain(value),
        bounds=_bounds(condition.range),
    )


def _bounds(span: Range) -> str:
    bounds = ((sign, getattr(span, name)) for name, sign in _SIGNS.items())
    return " ".join(f"{sign} {plain(bound)}" for sign, bound in bounds if bound is not None)


_WORDED: Mapping[NoteKey, Callable[[Note, Say], str]] = {
    "capped": _capped,
    "not_among": _not_among,
    "taken_back": _taken_back,
    "ratio": _ratio,
    "months": _months,
    "done": _done,
    "measured": _measured,
}
