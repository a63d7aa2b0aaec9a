"""What is owed under quotas and done (任务完成情况) as a statement."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from infoledger.documents.statement import Statement
from infoledger.documents.tables import Listing
from infoledger.documents.text import Figure, clean, fitted_title
from infoledger.i18n import translation
from infoledger.periods import Period, day_title, title


class Fulfilment(NamedTuple):
    """What a party, of a unit, owed in a sub-period and did; ``met`` is None while it is open."""

    quota: str
    party: str
    unit: str
    period: Period
    least: Figure
    done: Figure
    shortfall: Figure
    met: bool | None


def compose(
    office: str, work: str, period: Period, rows: Sequence[Fulfilment], *, day: date, language: str
) -> Statement:
    """The statement of what was owed in ``period`` and done by ``day``."""
    _ = translation(language).gettext
    told = _("Fulfilment of quotas, {work}, {period}").format(work=work, period=title(period, language))
    nothing = () if rows else (_("No quota is owed in this period."),)
    return Statement(
        language=language,
        office=clean(office),
        title=fitted_title(told),
        paragraphs=(),
        tables=(listing(rows, language),) if rows else (),
        closing=(*_idle(rows, language), *nothing),
        signatures="",
        date=day_title(day, language),
    )


def listing(rows: Iterable[Fulfilment], language: str) -> Listing:
    """The table; units have a column of their own where informants owe."""
    _ = translation(language).gettext
    fulfilled = {True: _("fulfilled"), False: _("not fulfilled"), None: _("under way")}
    heads = (
        _("Quota"),
        _("Party"),
        _("Unit"),
        _("Period"),
        _("Owed"),
        _("Done"),
        _("Still owed"),
        _("Fulfilment"),
    )
    found = list(rows)
    apart = any(each.unit not in ("", each.party) for each in found)
    cells = [
        (
            clean(each.quota),
            clean(each.party),
            clean(each.unit),
            title(each.period, language),
            each.least,
            each.done,
            each.shortfall,
            fulfilled[each.met],
        )
        for each in found
    ]
    kept = [place for place in range(len(heads)) if apart or place != 2]
    return Listing(
        "", tuple(heads[place] for place in kept), tuple(tuple(row[place] for place in kept) for row in cells)
    )


def _idle(rows: Sequence[Fulfilment], language: str) -> Iterable[str]:
    """Who has done nothing of what is owed, by quota and sub-period."""
    _ = translation(language).gettext
    idle: dict[tuple[str, Period], list[str]] = {}
    for each in rows:
        if not each.done and each.least:
            idle.setdefault((each.quota, each.period), []).append(clean(each.party))
    told = _("{quota}, {period}: nothing was done by {names}.")
    for (quota, period), names in idle.items():
        yield told.format(quota=quota, period=title(period, language), names=_(", ").join(names))
