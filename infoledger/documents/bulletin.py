"""The bulletin (简报) as a neutral model: every word that is printed, in the order it is printed.

``compose`` makes it from what an issue holds; dates, numbers and labels are worded there once, in
the language of the document, so that no format needs to know it.
"""

from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from infoledger.config.model import Publication
from infoledger.documents.text import Paragraph, balanced_title, clean, paragraphs
from infoledger.i18n import translation
from infoledger.periods import day_title

_BLANK = "\N{IDEOGRAPHIC SPACE}"
#: The degrees of the Law on Guarding State Secrets (保守国家秘密法); what is only 内部 bears no copy number.
_STATE_SECRETS = ("秘密", "机密", "绝密")


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of a draft, the file's content in base64; ``words`` stand for it where none can be shown."""

    kind: str  # png, jpeg
    data: str
    words: str


@dataclass(frozen=True, slots=True)
class Piece:
    """An item as it goes into an issue; ``units`` are the names of those who contributed it.

    ``pictures`` are those of its draft, each the kind of its file and the file's content.
    """

    title: str
    body: str
    units: tuple[str, ...]
    section: str = ""
    pictures: tuple[tuple[str, bytes], ...] = ()


@dataclass(frozen=True, slots=True)
class Reader:
    """For whose reading an edition is (呈阅), and what that leader wrote; without that, there is room to write."""

    label: str
    heading: str
    written: tuple[Paragraph, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """One printed piece: ``title`` by lines, ``credit`` as ``（甲乡供稿）``."""

    title: tuple[str, ...]
    paragraphs: tuple[Paragraph, ...]
    credit: str
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """The articles under one heading; without a name, under none."""

    name: str
    articles: tuple[Article, ...]


@dataclass(frozen=True, slots=True)
class SendLine:
    """A line of the send block (版记): ``报：`` and who receives it."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Bulletin:
    """An issue of a publication, worded and ready to print.

    ``special`` names the series under the masthead and a special issue; ``number`` is ``第3期``,
    ``第57期`` or ``第3期（总第57期）``; ``contents_title`` is empty where a list of contents would list
    one article. ``copy_number`` (份号) is there on state secrets only, with room for the stamp, ``reader``
    on the edition for one leader.
    """

    language: str
    secrecy: str
    masthead: str
    special: str
    number: str
    issuer: str
    date: str
    contents_title: str
    note: tuple[Paragraph, ...]
    sections: tuple[Section, ...]
    send: tuple[SendLine, ...]
    signatures: str
    copies: str
    copy_number: str = ""
    reader: Reader | None = None

    @property
    def called(self) -> str:
        """Name and number, as the file's own title."""
        return " ".join(filter(None, (self.masthead, self.special, self.number)))


def compose(
    publication: Publication,
    pieces: Sequence[Piece],
    *,
    day: date,
    language: str,
    number: int | None = None,
    running: int | None = None,
    special: str = "",
    note: str = "",
    secrecy: str = "",
    signed: Mapping[str, str] | None = None,
) -> Bulletin:
    """The issue of ``publication`` that holds ``pieces``; without a number it is still in preparation.

    A publication called ``芜湖信息·每日快报`` is a series under the masthead 芜湖信息.
    """
    _ = translation(language).gettext
    masthead, _dot, series = clean(publication.name).partition("·")
    return Bulletin(
        language=language,
        secrecy=clean(secrecy),
        masthead=masthead,
        special=_BLANK.join(filter(None, (series, clean(special)))),
        number=number_text(number, running, language),
        issuer=clean(publication.issuer),
        date=day_title(day, language),
        contents_title=_("In this issue") if len(pieces) > 1 else "",
        note=_note(note, _("Editor's note: ")),
        sections=tuple(_sections(publication.sections, pieces, language)),
        send=tuple(_send_line(label, receivers, language) for label, receivers in publication.send.items()),
        signatures=_signatures(publication.signatures, signed or {}, language),
        copies=_("({count} copies printed)").format(count=publication.copies) if publication.copies else "",
        copy_number=_("Copy number: ") + _BLANK * 6 if secrecy.startswith(_STATE_SECRETS) else "",
    )


def reader(leader: str, post: str, written: Iterable[tuple[str, date]], language: str) -> Reader:
    """The edition for ``leader``, whose ``post`` (职务) stands before the name; ``written`` is what was, and when."""
    _ = translation(language).gettext
    told = _("{text} ({leader}, {day})")
    lines = (told.format(text=text, leader=leader, day=day_title(day, language)) for text, day in written)
    return Reader(
        _("For the reading of {leader}").format(leader=clean(_("{post} {leader}").format(post=post, leader=leader))),
        _("Instruction: "),
        tuple(Paragraph(clean(line)) for line in lines),
    )


def number_text(number: int | None, running: int | None, language: str) -> str:
    """How an issue is numbered in print; both numbers where the publication counts both."""
    _ = translation(language).gettext
    if number and running:
        return _("No. {number} (total {running})").format(number=number, running=running)
    if number or running:
        return _("No. {number}").format(number=number or running)
    return _("(in preparation)")


def _note(note: str, label: str) -> tuple[Paragraph, ...]:
    first, *rest = paragraphs(note) or (Paragraph(""),)
    if not first.whole:
        return ()
    return Paragraph(first.whole, heading=label), *(Paragraph(part.whole) for part in rest)


def _sections(order: Sequence[str], pieces: Iterable[Piece], language: str) -> Iterable[Section]:
    """Pieces without a section first, then section by section as the config lists them."""
    held: dict[str, list[Piece]] = {name: [] for name in ("", *order)}
    for piece in pieces:
        held.setdefault(piece.section, []).append(piece)
    for name, parts in held.items():
        if parts:
            yield Section(clean(name), tuple(_article(part, language) for part in parts))


def _article(piece: Piece, language: str) -> Article:
    _ = translation(language).gettext
    # Without whom, a piece has no credit: a meeting's report written by the office itself.
    units = _(", ").join(clean(unit) for unit in piece.units)
    credit = _("(contributed by {units})").format(units=units) if units else ""
    pictures = tuple(Picture(kind, b64encode(data).decode(), _("(picture)")) for kind, data in piece.pictures)
    return Article(balanced_title(piece.title, piece.units), paragraphs(piece.body), credit, pictures)


def _send_line(label: str, receivers: Sequence[str], language: str) -> SendLine:
    _ = translation(language).gettext
    names = _("; ").join(clean(receiver) for receiver in receivers)
    return SendLine(_("{label}: ").format(label=clean(label)), _("{names}.").format(names=names))


def _signatures(roles: Sequence[str], signed: Mapping[str, str], language: str) -> str:
    """Every role that the config lists, with its name or room to sign."""
    _ = translation(language).gettext
    room = _BLANK * 3
    named = (_("{label}: ").format(label=clean(role)) + (clean(signed.get(role, "")) or room) for role in roles)
    return _BLANK.join(named)
