"""The list of adopted titles (采用信息目录) of a notice: of whom, where and when each came out, and who wrote on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from infoledger.documents.tables import Listing
from infoledger.documents.text import Figure, clean
from infoledger.i18n import translation
from infoledger.periods import day_title


@dataclass(frozen=True, slots=True)
class Adopted:
    """A piece that was adopted: whose item it holds, in which outlet, on which day; which leaders wrote on it."""

    party: str
    title: str
    outlet: str
    day: date
    leaders: tuple[str, ...] = ()


def adopted_listing(adopted: Sequence[Adopted], withheld: int, party: str, language: str) -> Listing:
    """The listing of ``adopted`` in their order; so many more are ``withheld`` as their titles may not be named.

    ``party`` heads the column of those whose they are.
    """
    _ = translation(language).gettext
    instructed = any(each.leaders for each in adopted)
    alone = len({each.day.year for each in adopted}) == 1
    columns = (_("No."), party, _("Title"), _("Outlet"), _("Date"), *([_("Instruction")] if instructed else []))
    rows: tuple[tuple[Figure, ...], ...] = tuple(
        (
            place,
            clean(each.party),
            clean(each.title),
            clean(each.outlet),
            _day(each.day, alone, language),
            *([_(", ").join(map(clean, each.leaders))] if instructed else []),
        )
        for place, each in enumerate(adopted, 1)
    )
    note = _("{count} more may not be named here.").format(count=withheld) if withheld else ""
    return Listing("", columns, rows, note)


def _day(day: date, alone: bool, language: str) -> str:
    """A day as it is printed; where one year stands ``alone`` in the list, without it: ``10月5日``."""
    printed = day_title(day, language)
    return printed.removeprefix(f"{day.year}年") if alone else printed
