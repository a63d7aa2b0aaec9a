"""The notice (通报) as a neutral model: what is said of a period, what is annexed to it, the basis.

The office fills a ``Matter`` and tables with figures; ``compose`` words them once, in the language of the
document. The order of rows is the ranking's; nothing is reckoned here.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from infoledger.characters import without_controls
from infoledger.config.model import NoticeDesign
from infoledger.config.notice import ANNEXES, SECTIONS
from infoledger.documents.annexes import Annex, annexes, announced, fulfilment
from infoledger.documents.basis import Basis, basis_lines
from infoledger.documents.ranking import Columns, headings, rankings
from infoledger.documents.sections import Matter, text_of
from infoledger.documents.signing import Indents, indents
from infoledger.documents.tables import Listing
from infoledger.documents.text import Figure, Paragraph, clean, joined
from infoledger.documents.titles import titled, work_of
from infoledger.i18n import translation
from infoledger.periods import Period, day_title, title


@dataclass(frozen=True, slots=True)
class Imprint:
    """What stands at the foot of the last page (版记): who else receives it, who printed it and on which day."""

    label: str
    copy_to: str
    printed_by: str
    printed_on: str


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice, worded and ready to print, sent ``to`` those it concerns.

    ``annexes`` are announced by ``annex_lines``; ``notes`` stand below the text. ``signed`` is who signs it, placed
    as a ``seal`` asks. Wide tables are ``turned``. ``postings`` go into the workbook only.
    """

    language: str
    office: str
    number: str
    title: tuple[str, ...]
    to: str
    period: str
    paragraphs: tuple[Paragraph, ...]
    annex_lines: tuple[str, ...]
    signed: str
    date: str
    seal: bool
    contact: str
    imprint: tuple[Imprint, ...]
    annexes: tuple[Annex, ...]
    notes: tuple[str, ...]
    basis: tuple[str, ...]
    turned: bool = True
    postings: Listing | None = None

    @property
    def called(self) -> str:
        """The title in one line, as the file's own."""
        return joined(self.title)

    @property
    def ends(self) -> Indents:
        """How far from the right edge signature and day end, in characters."""
        return indents(self.signed, self.date, seal=self.seal)


def compose(
    office: str,
    matter: Matter,
    *,
    basis: Basis,
    day: date,
    language: str,
    design: NoticeDesign | None = None,
    number: str = "",
    by: str = "unit",
    further: Sequence[str] = (),
    without_zeros: bool = False,
    adopted: Listing | None = None,
    corrections: Listing | None = None,
    postings: Listing | None = None,
) -> Notice:
    """The notice that tells of ``matter``, issued by ``office`` on ``day``, as the config's ``design`` has it.

    Its tables have rows ``by`` unit or informant (then the first figure is the unit). ``further`` are the
    headings of the regulation's own columns, after the fixed ones. Annexes without rows are left out;
    ``postings`` go into the workbook. Raises ``UsageError`` for a column that there is none of.
    """
    _ = translation(language).gettext
    design = design or NoticeDesign()
    work, period = work_of(design.work, language), matter.period
    called, sentences = title(period, language), tuple(basis_lines(basis, language))
    party = headings(by, language)[1]
    held = annexes(
        {
            "ranking": rankings(matter.tables, by, further, Columns(design.columns, without_zeros), language),
            "quotas": list(fulfilment(matter.tasks, party, period, language)),
            "adopted": [adopted] if adopted else [],
            "corrections": [corrections] if corrections else [],
        },
        {"ranking": sentences},
        ANNEXES if design.annexes is None else design.annexes,
        period,
        work,
        language,
    )
    sections = tuple(SECTIONS) if design.sections is None else design.sections
    # What somebody wrote for this notice is printed, whatever sections the config names.
    said = [name for name in ("comment", "focus") if getattr(matter.remarks, name) and name not in sections]
    noted = any(annex.notes for annex in held)
    return Notice(
        language=language,
        office=clean(office),
        number=without_controls(number),
        title=titled(_title(period, language), design.title, called, work),
        to=_addressees(design.to, [table.group for table in matter.tables], language),
        period=called,
        paragraphs=tuple(text_of(matter, (*sections, *said), design.named, work, language)),
        annex_lines=announced(held, language) if held else (),
        signed=clean(design.signed_by or office),
        date=day_title(day, language),
        seal=design.seal,
        contact=_("({contact})").format(contact=_listed(design.contact, language)) if design.contact else "",
        imprint=_imprint(design, office, day, language),
        annexes=held,
        notes=() if noted else sentences,
        basis=sentences,
        turned=design.wide == "landscape",
        postings=postings,
    )


#: What templates may print by an older name.
OLDER: Mapping[str, str] = {"annexes": "tables", "annex_lines": "annex_line", "signed": "office"}


def older_names(notice: Notice) -> dict[str, Any]:
    """What templates for a notice with one annex call its parts."""
    _ = translation(notice.language).gettext
    first, *others = notice.annexes or (Annex("", (), ()),)
    return {
        "annex": first.label,
        "annex_line": "\N{IDEOGRAPHIC SPACE}".join(notice.annex_lines),
        "annex_title": first.title,
        "columns": first.tables[0].heads if first.tables else (),
        "charted": first.tables[0].charted if first.tables else (),
        "tables": [_Older(each.title, [_OlderRow(row) for row in each.lines]) for each in first.tables],
        "listings": [
            Listing(each.title or joined(annex.title), each.heads, each.lines, each.note)
            for annex in others
            for each in annex.tables
        ],
    }


class _OlderRow(NamedTuple):
    cells: tuple[Figure, ...]


class _Older(NamedTuple):
    group: str
    rows: Sequence[_OlderRow]


def _title(period: Period, language: str) -> str:
    """The usual title, with room for ``{period}`` and ``{work}``; | is where it may well be broken."""
    _ = translation(language).gettext
    titles = {
        "week": _("Weekly notice on {work}, {period}"),
        "half": _("Half-yearly notice on {work}, {period}"),
        "year": _("Yearly notice on {work}, {period}"),
    }
    return titles.get(period.size, _("Notice on {work}, {period}"))


def _addressees(said: str, groups: Iterable[str], language: str) -> str:
    """To whom the notice goes (主送机关): ``各乡镇，县直各部门：``."""
    _ = translation(language).gettext
    if said:
        return _("{units}:").format(units=_listed(said, language).rstrip(":："))
    # 主送机关 of different kinds are parted by a comma, not by 顿号.
    comma = "，" if language == "zh" else ", "
    return _("{units}:").format(units=comma.join(_all_of(group, language) for group in groups) or _("All units"))


def _all_of(group: str, language: str) -> str:
    _ = translation(language).gettext
    named = re.sub("直(?=部门|单位|机关)", "直各", group) if language == "zh" else group
    return named if "各" in named else _("All {group}").format(group=named) if named else _("All units")


def _listed(said: str, language: str) -> str:
    """Text of the config with commas as the language sets them."""
    return re.sub(r"\s*[,，]\s*", "，" if language == "zh" else ", ", clean(said))


def _imprint(design: NoticeDesign, office: str, day: date, language: str) -> tuple[Imprint, ...]:
    _ = translation(language).gettext
    if not (design.copy_to or design.printed_by):
        return ()
    copies = _("{names}.").format(names=_listed(design.copy_to, language).rstrip("。.")) if design.copy_to else ""
    return (
        Imprint(
            _("{label}: ").format(label=_("Copy to")) if copies else "",
            copies,
            clean(design.printed_by or office),
            _("printed on {day}").format(day=day_title(day, language)),
        ),
    )
