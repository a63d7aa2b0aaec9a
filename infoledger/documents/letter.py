"""Letters to units: the solicitation (约稿通知) and the slip for an instruction (批示办理通知), on one template."""

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from infoledger.config.model import Layout
from infoledger.documents import docx
from infoledger.documents.text import Paragraph, clean, fitted_title, joined, paragraphs
from infoledger.i18n import translation
from infoledger.periods import day_title


@dataclass(frozen=True, slots=True)
class Letter:
    """What a letter says, each text as it is printed; ``to`` are the units it is sent to."""

    office: str
    title: tuple[str, ...]
    to: str
    paragraphs: tuple[Paragraph, ...]
    date: str


def solicitation(
    office: str, title: str, units: Sequence[str], *, due: date, body: str | None, day: date, language: str
) -> Letter:
    """The letter that asks ``units`` for items on ``title`` by ``due``; ``body`` is who asked the office."""
    _ = translation(language).gettext
    told = {"title": clean(title), "due": day_title(due, language), "body": clean(body or "")}
    asked = (
        _("At the request of {body}, we ask you for items on “{title}”.")
        if body
        else _("We ask you for items on “{title}”.")
    )
    lines = [
        asked.format(**told) + _(" Please send them by {due}.").format(**told),
        _("Say what the situation is, with figures, why it is so, and what you propose."),
        _(
            "Name the topic “{title}” when you submit. Who has not answered by then is counted by the regulation."
        ).format(**told),
    ]
    return _letter(office, _("Solicitation of items on “{title}”").format(**told), units, lines, day, language)


def instruction(
    office: str,
    titles: Sequence[str],
    units: Sequence[str],
    *,
    leader: str,
    outlet: str | None,
    text: str | None,
    written: date,
    due: date | None,
    day: date,
    language: str,
) -> Letter:
    """The slip that hands an instruction on ``titles`` to the units concerned."""
    _ = translation(language).gettext
    told = {
        "leader": clean(leader),
        "written": day_title(written, language),
        "titles": _(", ").join(_("“{title}”").format(title=clean(title)) for title in titles),
        "outlet": clean(outlet or ""),
        "text": clean(text or ""),
        "due": day_title(due, language) if due else "",
    }
    read = _("On {written} {leader} wrote an instruction on {titles}")
    lines = [
        (read + (_(", read in {outlet}") if outlet else "") + (_(":") if text else _("."))).format(**told),
        *([_("“{text}”").format(**told)] if text else []),
        (
            _("Please see to it, and tell us in writing what was done by {due}.")
            if due
            else _("Please see to it, and tell us in writing what was done.")
        ).format(**told),
    ]
    return _letter(office, _("Handling of a leader's instruction"), units, lines, day, language)


def render(letter: Letter, layout: Layout | None = None) -> bytes:
    """The letter as a Word document, by the office's ``layout``."""
    context = {field.name: getattr(letter, field.name) for field in dataclasses.fields(letter)}
    return docx.render(docx.shipped("letter", layout), context, title=joined(letter.title), author=letter.office)


def _letter(office: str, title: str, units: Sequence[str], lines: Sequence[str], day: date, language: str) -> Letter:
    _ = translation(language).gettext
    to = _("{units}:").format(units=_(", ").join(map(clean, units)))
    body = tuple(Paragraph(part.whole) for part in paragraphs("\n".join(lines)))
    return Letter(clean(office), fitted_title(title), to, body, day_title(day, language))
