"""The analysis (研判报告) as a statement: what the figures say in sentences, tables, and room for a judgement."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from infoledger.analysis.flow import FEW, Flow
from infoledger.analysis.parts import Cell, Part, Several
from infoledger.analysis.themes import Theme
from infoledger.documents.narrative import Comparison, Totals, compared_with, counted
from infoledger.documents.statement import Statement
from infoledger.documents.tables import Listing
from infoledger.documents.text import Figure, Paragraph, clean, joined
from infoledger.i18n import N_, translation
from infoledger.numbers import plain
from infoledger.periods import Period, day_title, title

_NUMERALS = "一二三四五六七八九"
#: What means something to a shell even between quotation marks.
_UNQUOTED = re.compile(r'["$`\\%!]')
#: Where something is to be written.
_LINE = "＿" * 16
_MOST_THEMES, _MOST_REFS, _MOST_NAMES = 10, 6, 12

#: The parts by their keys: what their tables are called.
TITLES = {
    "funnel": N_("From submission to instruction"),
    "by_category": N_("By category"),
    "by_source": N_("By source"),
    "by_tag": N_("By tag"),
    "by_group": N_("By group"),
    "by_unit": N_("By unit"),
    "by_form": N_("By form of adoption"),
    "by_month": N_("What became of the items of each month"),
    "times": N_("How long it took, in days"),
    "silent": N_("Weeks without any report"),
    "submitted_by_month": N_("Items submitted, units by months"),
    "adopted_by_month": N_("Items adopted, units by months"),
    "points_by_month": N_("Points, units by months"),
    "themes": N_("What titles speak of more than before"),
    "several": N_("Reported by several at once"),
    "returned": N_("Returned and turned down"),
    "hints": N_("Weak points of drafts, by unit"),
    "elements": N_("Elements that are expected"),
}
#: The columns by their keys.
_HEADINGS = {
    "stage": N_("Stage"),
    "level": N_("Level"),
    "name": N_("Name"),
    "month": N_("Month"),
    "step": N_("Step"),
    "category": N_("Category"),
    "unit": N_("Unit"),
    "theme": N_("Theme"),
    "growth": N_("Growth"),
    "title": N_("Title"),
    "verdict": N_("Verdict"),
    "reason": N_("Reason"),
    "element": N_("Element"),
    "items": N_("Items"),
    "rate": N_("Share %"),
    "before": N_("Before"),
    "year_before": N_("A year ago"),
    "place": N_("Place"),
    "submitted": N_("Submitted"),
    "forwarded": N_("Forwarded"),
    "adopted": N_("Adopted"),
    "instructed": N_("Instructed"),
    "adoptions": N_("Pieces"),
    "forwarding_rate": N_("Fwd. %"),
    "adoption_rate": N_("Rate %"),
    "instruction_rate": N_("Instr. %"),
    "rate_before": N_("Before %"),
    "rate_year_before": N_("Year ago %"),
    "adopted_of_these": N_("Adopted of these"),
    "rate_of_these": N_("Of these %"),
    "measured": N_("Measured"),
    "median": N_("Median"),
    "nine_of_ten": N_("Nine of ten within"),
    "late": N_("Late"),
    "silent_weeks": N_("Silent weeks"),
    "weeks": N_("Of weeks"),
    "days": N_("Longest, days"),
    "first": N_("From"),
    "last": N_("To"),
    "total": N_("Total"),
    "titles": N_("Titles"),
    "refs": N_("Items"),
    "units": N_("Units"),
    "reported": N_("Reported by"),
    "not_reported": N_("Not by"),
    "times": N_("Times"),
    "texts": N_("Texts"),
    "characters": N_("Characters each"),
    "present": N_("Present"),
    "present_rate": N_("Present %"),
    "hint_title": N_("Title"),
    "hint_length": N_("Too short"),
    "hint_parts": N_("Elements missing"),
    "hint_figures": N_("No figure or date"),
    "hint_sentences": N_("Long sentences"),
    "hint_punctuation": N_("Punctuation"),
    "hint_repetitions": N_("Repetitions"),
}
#: The words in cells.
_WORDS = {
    "submitted": N_("Items submitted"),
    "forwarded": N_("Items forwarded"),
    "adopted": N_("Items adopted"),
    "instructed": N_("Items instructed"),
    "to_report": N_("Event to report"),
    "to_adoption": N_("Report to adoption"),
    "to_instruction": N_("Adoption to instruction"),
    "new": N_("new"),
    "grown": N_("grown"),
    "seasonal": N_("as every year"),
    "return": N_("returned"),
    "reject": N_("turned down"),
}
_WORDED = frozenset(("step", "growth", "verdict"))
#: Lists of names and references, which a document says in sentences instead.
_LISTS = frozenset(("refs", "reported", "not_reported"))


@dataclass(frozen=True, slots=True)
class Findings:
    """What an analysis tells in sentences.

    ``themes`` come with the references of their items; they are None where too little was recorded before.
    """

    totals: Totals
    compared: Sequence[Comparison]
    whole: Flow
    themes: Sequence[tuple[Theme, str]] | None
    several: Sequence[Several]


def heading(key: str, language: str, part: Part | None = None) -> str:
    """The heading of a column; the columns of an open-ended part are their own."""
    return key if part and key in part.open_ended else translation(language).gettext(_HEADINGS[key])


def listings(parts: Iterable[Part], language: str) -> list[Listing]:
    """The parts as tables of a document; small numbers and who has no name are marked."""
    return [_listing(part, language) for part in parts]


def compose(
    office: str, period: Period, findings: Findings, parts: Sequence[Part], *, day: date, language: str
) -> Statement:
    """The analysis of ``period``: sentences with room for a judgement, then the tables."""
    _ = translation(language).gettext
    sections = {
        _("Totals"): _totals(period, findings, language),
        _("Where it comes from"): _sources(parts, language),
        _("In time"): _in_time(parts, language),
        _("Themes"): _new_themes(findings.themes, language),
        _("Signs of trouble"): signs(findings.several, language),
        _("Quality of drafts"): _quality(parts, language),
    }
    told = {name: [*sentences, _judgement(language)] for name, sentences in sections.items() if sentences}
    return Statement(
        language=language,
        office=clean(office),
        title=(_("Analysis of what came in, {period}").format(period=title(period, language)),),
        paragraphs=tuple(_numbered(told, language)),
        tables=(),
        closing=tuple(explanations(language)),
        signatures="",
        date=day_title(day, language),
        annexes=tuple(without_lists(part, language) for part in parts),
    )


def without_room(statement: Statement) -> Statement:
    """The analysis for who reads it on a screen: without the lines on which a judgement is to be written."""
    read = (each for each in statement.paragraphs if not each.text.endswith(_LINE))
    return replace(statement, paragraphs=tuple(read))


def explanations(language: str) -> list[str]:
    """What is divided by what, and what is not ranked."""
    _ = translation(language).gettext
    divided = _(
        "Forwarding and adoption rates: items forwarded and adopted in the period ÷ items submitted in it, as in the "
        "notice; instruction rate: items instructed ÷ items adopted."
    )
    beside = _(
        "An adoption rate of the notice may pass 100 %: what is adopted in a month may have been submitted before. Of "
        "these %: of the items submitted in the month, how many were adopted by today."
    )
    few = _("Where fewer than {few} items were submitted a rate says little: such rows stand last and are not ranked.")
    return [divided, beside, few.format(few=FEW)]


def focus(themes: Sequence[str], several: Sequence[Several], language: str) -> str:
    """Themes and signs as lines for the next focus of a notice."""
    _ = translation(language).gettext
    follow = _("{n}. Follow {theme}: new developments, troubles and what is proposed.")
    known = _("{n}. “{title}” is reported by {count} units.")
    look = _("{n}. “{title}” is reported by {count} units; {others} are to look whether they have it too.")
    lines = [follow.format(n=number, theme=theme) for number, theme in enumerate(themes[:_MOST_THEMES], 1)]
    for number, each in enumerate(several[:_MOST_THEMES], len(lines) + 1):
        others = _named(each.others, language)
        told = look if others else known
        lines.append(told.format(n=number, title=clean(each.title), count=len(each.units), others=others))
    return "".join(f"{line}\n" for line in lines)


def _totals(period: Period, findings: Findings, language: str) -> list[str]:
    _ = translation(language).gettext
    whole = findings.whole
    rates = [
        (_("forwarding rate {rate} %"), whole.forwarding_rate),
        (_("adoption rate {rate} %"), whole.adoption_rate),
        (_("instruction rate {rate} %"), whole.instruction_rate),
    ]
    known = [words.format(rate=plain(rate)) for words, rate in rates if rate is not None]
    told = _("In {period}, {totals}.").format(period=title(period, language), totals=counted(findings.totals, language))
    said = [told, *([_("{rates}.").format(rates=_(", ").join(known))] if known else [])]
    return said + [compared_with(each, findings.totals, period, language) for each in findings.compared]


def _sources(parts: Sequence[Part], language: str) -> list[str]:
    """What is adopted most and least, by category and by source."""
    _ = translation(language).gettext
    said, named = [], _("{name} ({rate} %)")
    for key, words in (
        ("by_category", _("By category, {best} is adopted most, {worst} least.")),
        ("by_source", _("By source, {best} is adopted most, {worst} least.")),
        ("by_group", _("By group, {best} is adopted most, {worst} least.")),
    ):
        placed = [row for row in _rows(parts, key) if row["place"] is not None]
        if len(placed) > 1:
            ends = placed[0], placed[-1]
            best, worst = (named.format(name=row["name"], rate=plain(row["adoption_rate"])) for row in ends)
            said.append(words.format(best=best, worst=worst))
    return said


def _in_time(parts: Sequence[Part], language: str) -> list[str]:
    _ = translation(language).gettext
    words = {
        "to_report": _(
            "From the event to the report it took {median} days in the middle, nine of ten within {nine_of_ten} days; "
            "{late} of {measured} came late."
        ),
        "to_adoption": _(
            "From the report to the first adoption it took {median} days in the middle, nine of ten within "
            "{nine_of_ten} days."
        ),
        "to_instruction": _(
            "From the first adoption to the first instruction it took {median} days in the middle, nine of ten within "
            "{nine_of_ten} days."
        ),
    }
    found = (row for row in _rows(parts, "times") if not row["category"])
    said = [words[row["step"]].format(**{name: _shown(value) for name, value in row.items()}) for row in found]
    silent = [
        _("{unit} ({weeks} weeks)").format(unit=row["unit"], weeks=row["silent_weeks"])
        for row in _rows(parts, "silent")[:_MOST_NAMES]
    ]
    if silent:
        said.append(_("Longest without a report: {units}.").format(units=_(", ").join(silent)))
    return said


def _new_themes(themes: Sequence[tuple[Theme, str]] | None, language: str) -> list[str]:
    _ = translation(language).gettext
    if themes is None:
        return [_("Too little was recorded before this period to say what is new in it.")]
    return told_themes(themes, language) or [_("Titles speak of nothing more than before.")]


def told_themes(themes: Sequence[tuple[Theme, str]], language: str) -> list[str]:
    """What titles speak of more than before, with the items to judge by."""
    _ = translation(language).gettext
    words = {
        "new": _("{theme}: {count} items, none before ({refs})."),
        "grown": _("{theme}: {count} items, {before} before ({refs})."),
        "seasonal": _("{theme}: {count} items, {before} before, as in other years ({refs})."),
    }
    return [
        words[theme.growth].format(
            theme=theme.phrase,
            count=len(theme.places),
            before=plain(theme.before),
            refs=_some(refs.split(";"), language),
        )
        for theme, refs in themes[:_MOST_THEMES]
    ]


def signs(several: Sequence[Several], language: str, *, on_screen: bool = False) -> list[str]:
    """Each matter with who reported it and who did not; ``on_screen`` the command that makes it one item follows."""
    _ = translation(language).gettext
    told = _("“{title}”: {count} units in {days} days ({units}).")
    absent, together = _("Not reported by {units}."), _("It may be put together into one item ({refs}).")
    said = []
    for each in several[:_MOST_THEMES]:
        days, units = (each.last - each.first).days + 1, _named(each.units, language)
        sentences = [told.format(title=clean(each.title), count=len(each.units), days=days, units=units)]
        if each.others:
            sentences.append(absent.format(units=_named(each.others, language)))
        if not on_screen:
            sentences.append(together.format(refs=_(", ").join(each.refs)))
        said += [joined(sentences), *([merge_command(each)] if on_screen else [])]
    return said


def merge_command(each: Several) -> str:
    """The command that makes one item of several reports, ready to be copied into any shell."""
    return f'infoledger item merge {" ".join(each.refs)} --title "{_UNQUOTED.sub("", clean(each.title))}"'


def _quality(parts: Sequence[Part], language: str) -> list[str]:
    _ = translation(language).gettext
    said = []
    reasons = [
        _("{reason} ({count})").format(reason=row["reason"] or _("no reason given"), count=row["times"])
        for row in _rows(parts, "returned")[:_MOST_REFS]
    ]
    if reasons:
        count = sum(row["times"] for row in _rows(parts, "returned"))
        said.append(_("{count} times a draft was returned or turned down: {reasons}.").format(
            count=count, reasons=_(", ").join(reasons)
        ))  # fmt: skip
    rows = _rows(parts, "hints")
    if rows:
        texts = sum(row["texts"] for row in rows)
        found = [(sum(row[key] for row in rows), key) for key in rows[0] if key.startswith("hint_")]
        most = [
            _("{hint} {count}").format(hint=heading(key, language), count=count)
            for count, key in sorted(found, reverse=True)
            if count
        ]
        if most:
            said.append(_("Of {texts} texts looked at: {hints}.").format(texts=texts, hints=_(", ").join(most)))
    return said


def _numbered(told: Mapping[str, Sequence[str]], language: str) -> Iterable[Paragraph]:
    _ = translation(language).gettext
    for place, (name, sentences) in enumerate(told.items()):
        numeral = _NUMERALS[place] if language == "zh" else place + 1
        yield Paragraph("", 1, _("{numeral}. {heading}").format(numeral=numeral, heading=name))
        yield from map(Paragraph, sentences)


def _judgement(language: str) -> str:
    """Room for what a person makes of it."""
    _ = translation(language).gettext
    return _("Judgement:") + _LINE


def _shown(value: Any) -> Any:
    return plain(value) if isinstance(value, Decimal) else value


def _rows(parts: Sequence[Part], key: str) -> list[dict[str, Any]]:
    return [
        dict(zip((*part.names, *part.figures), row, strict=True))
        for part in parts
        if part.key == key
        for row in part.rows
    ]


def without_lists(part: Part, language: str) -> Listing:
    """A part as a table for people: lists of names and references stand in sentences."""
    kept = [key for key in (*part.names, *part.figures) if key not in _LISTS]
    places = [place for place, key in enumerate((*part.names, *part.figures)) if key in kept]
    figures = tuple(key for key in part.figures if key in kept)
    return _listing(
        part._replace(figures=figures, rows=[tuple(row[place] for place in places) for row in part.rows]), language
    )


def _listing(part: Part, language: str) -> Listing:
    if part.key == "funnel":
        part = _staged(part, language)
    keys = (*part.names, *part.figures)
    rows = [tuple(_cell(key, cell, language) for key, cell in zip(keys, row, strict=True)) for row in part.rows]
    sums = rows.pop() if part.open_ended and rows else ()
    return Listing(
        translation(language).gettext(TITLES[part.key]),
        tuple(_month(key, part) or heading(key, language) for key in keys),
        tuple(rows),
        charted=tuple(keys.index(key) for key in part.charted),
        heated=tuple(place for place, key in enumerate(keys) if key in part.open_ended),
        sums=sums,
    )


def _staged(part: Part, language: str) -> Part:
    """The funnel with the levels of adoption as stages of their own."""
    _ = translation(language).gettext
    rows = [
        (_("at {level}").format(level=level) if level else _(_WORDS[str(stage)]), *figures)
        for stage, level, *figures in part.rows
    ]
    return part._replace(names=("name",), rows=rows)


def _month(key: str, part: Part) -> str:
    """The heading of a month among others: its number, and at each year's first the year."""
    if key not in part.open_ended:
        return ""
    months = part.open_ended
    year, number = key[:4], str(int(key[-2:]))
    return number if len({each[:4] for each in months}) == 1 else f"{year[2:]}.{number}"


def _cell(key: str, cell: Cell, language: str) -> Figure:
    _ = translation(language).gettext
    if isinstance(cell, date):
        return day_title(cell, language)
    if isinstance(cell, str):
        if key in _WORDED:
            return _(_WORDS[cell])
        if key == "month":
            return _month_title(cell, language)
        return clean(cell) or (
            _("All") if key in {"unit", "category"} else "" if key in {"level", "reason"} else _("not said")
        )
    if isinstance(cell, Decimal):
        return cell.normalize() if cell == cell.to_integral_value() and abs(cell) < 10 else cell
    return cell


def _month_title(name: str, language: str) -> str:
    year, number = name.split("-")
    return f"{year}年{int(number)}月" if language == "zh" else name


def _some(refs: Sequence[str], language: str) -> str:
    _ = translation(language).gettext
    return _few(refs, _MOST_REFS, _("{names} and others, {count} items in all"), language)


def _named(names: Sequence[str], language: str) -> str:
    _ = translation(language).gettext
    return _few([clean(name) for name in names], _MOST_NAMES, _("{names} and others, {count} units in all"), language)


def _few(words: Sequence[str], most: int, others: str, language: str) -> str:
    _ = translation(language).gettext
    told = _(", ").join(words[:most])
    return others.format(names=told, count=len(words)) if len(words) > most else told
