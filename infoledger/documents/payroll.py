"""The pay list (稿酬奖励发放表) as a statement: who is paid what, with room to sign, and the sum in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from infoledger.documents.amounts import Yuan, capitals, figures
from infoledger.documents.statement import ROOM, Statement, makers
from infoledger.documents.tables import Listing
from infoledger.documents.text import Figure, Paragraph, clean
from infoledger.documents.titles import titled
from infoledger.i18n import translation
from infoledger.periods import Period, day_title, title


@dataclass(frozen=True, slots=True)
class Paid:
    """What a party gets: yuan of the period itself, and what ``corrected`` earlier lists, perhaps below 0."""

    name: str
    unit: str
    yuan: Decimal
    corrected: Decimal = Decimal(0)


def compose(
    office: str,
    work: str,
    period: Period,
    paid: Sequence[Paid],
    *,
    corrections: Sequence[tuple[Figure, ...]] = (),
    particulars: Sequence[tuple[Figure, ...]] = (),
    day: date,
    language: str,
) -> Statement:
    """The pay list of ``period``, made by ``office`` on ``day``.

    ``corrections`` are the lines that differ from lists issued before, ``particulars`` all lines;
    both are (date, party, yuan, clause, citation, reference, title). The last annex is that of the particulars.
    """
    _ = translation(language).gettext
    columns = (_("Date"), _("Party"), _("Yuan"), _("Clause"), _("Article"), _("Reference"), _("Title"))
    corrected = Listing(_("Corrections of lists issued before"), columns, tuple(corrections))
    particular = Listing(_("Particulars"), columns, tuple(particulars))
    whole = sum((each.yuan + each.corrected for each in paid), Decimal(0))
    in_words = _("In all: {capitals} (¥{figures})").format(capitals=capitals(whole), figures=figures(whole))
    nobody = _("In {period} nobody is to be paid.")
    return Statement(
        language=language,
        office=clean(office),
        title=titled(_("Pay for {matter}, {period}"), "", title(period, language), work),
        paragraphs=() if paid else (Paragraph(nobody.format(period=title(period, language))),),
        tables=(_listing(paid, language),) if paid else (),
        closing=(in_words,) if paid else (),
        signatures=makers(language),
        date=day_title(day, language),
        annexes=(*([corrected] if corrections else []), particular),
    )


def _listing(paid: Sequence[Paid], language: str) -> Listing:
    """Who is paid what; the period's own sums and corrections apart where there are any."""
    _ = translation(language).gettext
    corrected = any(each.corrected for each in paid)
    parts = (_("This period"), _("Corrections")) if corrected else ()
    rows: list[tuple[Figure, ...]] = [
        (place, clean(each.name), clean(each.unit), *_amounts(each.yuan, each.corrected, corrected), ROOM)
        for place, each in enumerate(paid, 1)
    ]
    sums = (sum((each.yuan for each in paid), Decimal(0)), sum((each.corrected for each in paid), Decimal(0)))
    rows.append(("", _("Sum"), "", *_amounts(*sums, corrected), ""))
    return Listing(
        "",
        (_("No."), _("Payee"), _("Unit"), *parts, _("Yuan"), _("Signature")),
        tuple(rows),
        to_sign=True,
    )


def _amounts(yuan: Decimal, corrected: Decimal, apart: bool) -> tuple[Yuan, ...]:
    parts = (yuan, corrected) if apart else ()
    return tuple(Yuan.of(amount) for amount in (*parts, yuan + corrected))
