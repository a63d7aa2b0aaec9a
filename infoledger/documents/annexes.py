"""The annexes (附件) of a notice: which, in what order, under which labels, and what is announced of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from infoledger.documents.narrative import Owed, Task, short_title
from infoledger.documents.tables import Listing
from infoledger.documents.text import Figure, fitted_title, joined
from infoledger.documents.titles import matter_of
from infoledger.i18n import N_, translation
from infoledger.periods import Period, title

#: Up to so many sub-periods have a column each.
_APART = 12


@dataclass(frozen=True, slots=True)
class Annex:
    """An annex on pages of its own: ``label`` as 附件1, then its title, its tables and what is noted below them."""

    label: str
    title: tuple[str, ...]
    tables: tuple[Listing, ...]
    notes: tuple[str, ...] = ()


#: What each annex is called, by its key in the config.
TITLES: Mapping[str, str] = {
    "ranking": N_("Ranking by points in {matter}, {period}"),
    "quotas": N_("Fulfilment of quotas in {matter}, {period}"),
    "adopted": N_("Adopted items of {matter}, {period}"),
    "corrections": N_("Registered late and corrected, {period}"),
}


def annexes(
    tables: Mapping[str, Sequence[Listing]],
    notes: Mapping[str, Sequence[str]],
    names: Iterable[str],
    period: Period,
    work: str,
    language: str,
) -> tuple[Annex, ...]:
    """The annexes ``names`` that have any rows, numbered if there are several."""
    _ = translation(language).gettext
    filled = {name: [each for each in tables[name] if each.rows or each.note] for name in names if name in tables}
    held = [(name, listings) for name, listings in filled.items() if listings]
    called = title(period, language)
    return tuple(
        Annex(
            _("Annex {number}").format(number=place) if len(held) > 1 else _("Annex"),
            fitted_title(_(TITLES[name]).format(period=called, matter=matter_of(work)), (called, matter_of(work))),
            tuple(listings),
            tuple(notes.get(name, ())),
        )
        for place, (name, listings) in enumerate(held, 1)
    )


def announced(held: Sequence[Annex], language: str) -> tuple[str, ...]:
    """The lines that name the annexes below the text (附件说明), the first behind its label."""
    _ = translation(language).gettext
    if len(held) == 1:
        return (_("Annex: {title}").format(title=joined(held[0].title)),)
    lines = [f"{place}.{joined(annex.title)}" for place, annex in enumerate(held, 1)]
    return tuple(_("Annexes: {title}").format(title=line) if place == 0 else line for place, line in enumerate(lines))


def fulfilment(tasks: Sequence[Task], party: str, period: Period, language: str) -> Iterable[Listing]:
    """What was owed and done, a table for each quota; where it has several sub-periods, what was done in each."""
    _ = translation(language).gettext
    for task in tasks:
        periods = sorted({each.period for each in task.owed})
        several = len(periods) > 1 or periods[:1] != [period]
        apart = periods if several and len(periods) <= _APART else []
        parties = _by_party(task.owed)
        led = any(each.leader for each in task.owed)
        columns = (
            *(_("No."), party, _("Owed")),
            *(short_title(each, period, language) for each in apart),
            *([] if len(apart) == 1 else [_("Done")]),
            *(_("Missing"), _("Result")),
            *([_("Responsible")] if led else []),
        )
        rows = tuple(_fulfilled(place, owed, apart, led, language) for place, owed in enumerate(parties.values(), 1))
        yield Listing(task.name, columns, rows, centred=True)


def _by_party(owed: Iterable[Owed]) -> dict[str, list[Owed]]:
    found: dict[str, list[Owed]] = {}
    for each in owed:
        found.setdefault(each.name, []).append(each)
    return found


def _fulfilled(
    place: int, owed: Sequence[Owed], apart: Sequence[Period], led: bool, language: str
) -> tuple[Figure, ...]:
    """The row of a party: what it owed in all, did in each sub-period and in all, and what is missing of each."""
    _ = translation(language).gettext
    missed = sum(bool(each.missing) for each in owed)
    missing = sum((each.missing for each in owed), Decimal(0))
    done = {each.period: each.done for each in owed}
    result = _("{count} sub-periods short").format(count=missed) if len(owed) > 1 else _("short")
    return (
        *(place, owed[0].name, sum((each.least for each in owed), Decimal(0))),
        *(done.get(period) for period in apart),
        *([] if len(apart) == 1 else [sum((each.done for each in owed), Decimal(0))]),
        *(missing, result if missed else _("reached")),
        *([owed[0].leader] if led else []),
    )
