"""The adopted titles (采用信息目录) of a notice: by unit, with marks for level and instruction and their legend."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from infoledger.documents.tables import Listing
from infoledger.documents.text import clean, in_a_row
from infoledger.i18n import translation

#: By level in printing order; all of them are in GB 2312. What is instructed bears a mark of its own.
_MARKS = "○●▲★◇◆□■"
_INSTRUCTED = "※"


@dataclass(frozen=True, slots=True)
class Adopted:
    """An item adopted: of whom, at the ``level`` of each piece, and whether a leader wrote on it."""

    party: str
    title: str
    levels: tuple[str, ...]
    instructed: bool


def adopted_listing(adopted: Sequence[Adopted], levels: Sequence[str], party: str, language: str) -> Listing:
    """The listing of ``adopted`` in their order; ``party`` heads the column of those whose they are."""
    _ = translation(language).gettext
    used = {level for each in adopted for level in each.levels if level}
    marks = {level: _mark(place, level) for place, level in enumerate(_in_order(used, levels))}
    legend = [f"{mark} {clean(level)}" for level, mark in marks.items() if level in used]
    if any(each.instructed for each in adopted):
        legend.append(f"{_INSTRUCTED} " + _("with an instruction"))
    rows = tuple((clean(each.party), clean(each.title), _marked(each, marks)) for each in adopted)
    note = _("Signs: {legend}.").format(legend=in_a_row(legend, language)) if legend else ""
    return Listing(_("Adopted items"), (party, _("Title"), _("Signs")), rows, note)


def _in_order(used: set[str], levels: Sequence[str]) -> list[str]:
    """All declared levels, so that a mark is the same in every notice; then what else was used."""
    return [*levels, *sorted(used - set(levels))]


def _mark(place: int, level: str) -> str:
    return _MARKS[place] if place < len(_MARKS) else f"[{level}]"


def _marked(each: Adopted, marks: Mapping[str, str]) -> str:
    order = list(marks)
    levels = sorted((level for level in each.levels if level), key=order.index)
    return "".join(marks[level] for level in levels) + _INSTRUCTED * each.instructed
