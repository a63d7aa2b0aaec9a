"""Publishing: issues of the office's own publications, put together, signed, issued and printed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from infoledger.errors import InfoledgerError, UsageError
from infoledger.i18n import _, listed
from infoledger.listings import Answer, Column, Listed
from infoledger.office import issuing
from infoledger.office.desk import Desk
from infoledger.office.printing import BULLETIN_FORMATS, file
from infoledger.office.referring import items_meant
from infoledger.periods import Period

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from infoledger.config.model import Config, Publication
    from infoledger.documents.bulletin import Bulletin
    from infoledger.ledger.bulletins import Issue, Placed


def begin(desk: Desk, publication: str, *, special: str | None, note: str | None, on: str | None) -> tuple[int, str]:
    """Begin an issue, meant to go out on a day; its id, and what was done."""
    from infoledger.config.names import resolve
    from infoledger.ledger.bulletins import new_issue

    publications = desk.config.publications
    chosen = publications[resolve(publication, dict.fromkeys(publications, ()))]
    day = desk.day(on) if on else None
    with desk.recording("bulletin new") as pen:
        issue = new_issue(pen, chosen, special=special, note=note, day=day)
    return issue.id, pen.sentence


def put_in(desk: Desk, word: str, refs: Sequence[str], *, section: str | None = None, title: str | None = None) -> str:
    """Put items at the end of an issue in preparation; answer what was done."""
    from infoledger.config.names import resolve
    from infoledger.ledger.bulletins import add_items, find_issue

    if title and len(refs) > 1:
        raise UsageError(_("--title is for one item, not for {count}.").format(count=len(refs)))
    with desk.recording("bulletin add") as pen:
        found = find_issue(pen.connection, word, desk.config.publications)
        sections = _publication(desk.config, found).sections
        chosen = resolve(section, dict.fromkeys(sections, ())) if section else None
        ids = items_meant(desk, pen.connection, refs)
        items = list(dict.fromkeys(ids[ref] for ref in refs))
        add_items(pen, found, items, desk.config, section=chosen, title=title)
    return pen.sentence


def take_out(desk: Desk, word: str, refs: Sequence[str]) -> str:
    """Take items out of an issue in preparation; answer what was done."""
    from infoledger.ledger.bulletins import drop_items, find_issue

    with desk.recording("bulletin drop") as pen:
        found = find_issue(pen.connection, word, desk.config.publications)
        drop_items(pen, found, list(items_meant(desk, pen.connection, refs).values()))
    return pen.sentence


def sign(desk: Desk, word: str, role: str, name: str) -> str:
    """Put a name beside a signature of an issue in preparation; answer what was done."""
    from infoledger.config.names import resolve
    from infoledger.ledger.bulletins import find_issue
    from infoledger.ledger.bulletins import sign as sign_issue

    with desk.recording("bulletin sign") as pen:
        found = find_issue(pen.connection, word, desk.config.publications)
        roles = _publication(desk.config, found).signatures
        sign_issue(pen, found, resolve(role, dict.fromkeys(roles, ())), name)
    return pen.sentence


def contents(desk: Desk, word: str) -> Answer:
    """The items of an issue in their order, and how far the issue is."""
    from infoledger.ledger.bulletins import find_issue

    with desk.reading() as connection:
        found = find_issue(connection, word, desk.config.publications)
        pieces = _placed(desk, found, connection)
    columns = [
        Column("place", _("place"), numeric=True),
        Column("ref", _("reference")),
        Column("section", _("section")),
        Column("title", _("title")),
        Column("units", _("units")),
        Column("secrecy", _("secrecy")),
    ]
    rows = [
        [place, piece.ref, piece.section, piece.title, ";".join(piece.units), piece.secrecy]
        for place, piece in enumerate(pieces, 1)
    ]
    return Answer((columns, rows), [_state(found)])


def issues(desk: Desk, publication: str | None = None) -> Listed:
    """All issues, of one publication or of all, in preparation and issued."""
    from infoledger.config.names import resolve
    from infoledger.ledger.bulletins import item_counts, list_issues

    name = resolve(publication, dict.fromkeys(desk.config.publications, ())) if publication else None
    with desk.reading() as connection:
        found, counts = list_issues(connection, name), item_counts(connection)
    columns = [
        Column("id", _("id"), numeric=True),
        Column("issue", _("issue")),
        Column("date", _("date")),
        Column("issued", _("issued")),
        Column("items", _("items"), numeric=True),
        Column("title", _("title")),
    ]
    rows = [
        [each.id, each.called, each.day, each.content is not None, counts.get(each.id, 0), each.special]
        for each in found
    ]
    return columns, rows


def numbers_unsaid(desk: Desk, word: str) -> tuple[str, ...]:
    """Which numbers the issue is to be asked for: those of the first one made here, where nothing says them."""
    from infoledger.ledger.bulletins import find_issue
    from infoledger.ledger.issue_numbers import begins_unsaid

    with desk.reading() as connection:
        publication = _publication(desk.config, find_issue(connection, word, desk.config.publications))
        if not begins_unsaid(connection, desk.config, publication):
            return ()
    return {"yearly": ("number",), "running": ("running",), "both": ("number", "running")}[publication.numbering]


def issue(
    desk: Desk,
    word: str,
    *,
    on: str | None = None,
    template: Path | None = None,
    unsigned: str = "",
    first: Mapping[str, int] | None = None,
) -> tuple[str, str]:
    """Issue it: number it, freeze its files and record the adoption of its items; what it is called, what was done.

    ``first`` are the numbers of ``numbers_unsaid`` as a person said them.

    Raises ``InfoledgerError`` where it lacks a signature or a text and no reason for that is given by ``unsigned``.
    """
    from infoledger.config.model import FirstIssue
    from infoledger.documents.content import freeze, pack
    from infoledger.ledger.bulletins import find_issue, number_issue, record_issue

    config = desk.config
    with issuing.issuance(desk, "bulletin") as issuance:
        pen = issuance.pen
        found = find_issue(pen.connection, word, config.publications)
        _publication(config, found)
        day = desk.day(on) if on else found.day or desk.today
        numbered, pieces = number_issue(pen, found, config, day, FirstIssue(**first) if first else None)
        lacking = " ".join(_lacking(config, found, pieces))
        if lacking and not unsigned:
            hint = _("Sign it and add the texts, or say why it goes out without them: --unsigned REASON.")
            raise InfoledgerError(lacking, hint)
        document = _compose(desk, pen.connection, numbered, pieces)
        files = {form: file(document, form, config.layout, template) for form in BULLETIN_FORMATS}
        issuance.freeze(str(found.id), Period(day, day), pack(files))
        record_issue(pen, numbered, pieces, freeze(document), config, day)
        if lacking:
            told = _("{sentence} ({lacking} Reason: {reason})")
            pen.sentence = told.format(sentence=pen.sentence, lacking=lacking, reason=unsigned)
    return numbered.called, pen.sentence


def issue_file(
    desk: Desk, word: str, form: str, template: Path | None = None, leader: str | None = None
) -> str | bytes:
    """An issue as it was issued, or as it would be issued now; with ``leader``, the edition for that one's reading.

    Raises ``InfoledgerError`` where a ``template`` is named for one that was issued.
    """
    from infoledger.documents.bulletin import Bulletin
    from infoledger.documents.content import thaw
    from infoledger.ledger.bulletins import find_issue

    with desk.reading() as connection:
        found = find_issue(connection, word, desk.config.publications)
        if found.content is None or leader:
            pieces = _placed(desk, found, connection)
            frozen = found.content and thaw(Bulletin, found.content)
            bulletin = frozen or _compose(desk, connection, found, pieces)
            if leader:
                bulletin = for_leader(desk, connection, bulletin, leader, [piece.item for piece in pieces], template)
            return file(bulletin, form, desk.config.layout, template)
        if template:
            raise InfoledgerError(
                _("{issue} is issued and is printed as it was then.").format(issue=found.called),
                _("Leave --template out."),
            )
        return issued_file(connection, found, form)


def issued_file(connection: "Connection", issue: "Issue", form: str) -> bytes:
    """The file of an issue in one of its formats; of one made before files were kept only the words are as then."""
    from infoledger.documents.bulletin import Bulletin
    from infoledger.documents.content import pack, thaw, unpack
    from infoledger.ledger import frozen
    from infoledger.office.issuing import issued_file as kept_file

    row = frozen.find(connection, "bulletin", str(issue.id))
    if row:
        return kept_file(row, row.content, form)
    return unpack(pack({form: file(thaw(Bulletin, issue.content or {}), form)}), form)


def item_file(desk: Desk, refs: Sequence[str], form: str, leader: str, template: Path | None = None) -> str | bytes:
    """Items as they stand, as one paper for the reading of a leader (呈阅件). Raises ``InfoledgerError``."""
    from infoledger.config.model import Publication
    from infoledger.i18n import translation
    from infoledger.ledger.bulletins import highest_secrecy, placed_items
    from infoledger.office.referring import items_meant

    config = desk.config
    masthead = translation(config.language).gettext("For reading")
    with desk.reading() as connection:
        items = list(dict.fromkeys(items_meant(desk, connection, refs).values()))
        pieces = placed_items(connection, items, desk.today)
        paper = _bulletin(
            desk,
            connection,
            Publication(masthead, config.office.name),
            pieces,
            secrecy=highest_secrecy(pieces, config.secrecy),
        )
        bulletin = for_leader(desk, connection, replace(paper, number=""), leader, items, template)
    return file(bulletin, form, config.layout, template)


def for_leader(
    desk: Desk,
    connection: "Connection",
    bulletin: "Bulletin",
    leader: str,
    items: Sequence[int],
    template: Path | None,
) -> "Bulletin":
    """The edition for ``leader``, with what that one wrote on the ``items``, or room to write."""
    from infoledger.config.names import resolve
    from infoledger.documents.bulletin import reader
    from infoledger.documents.rendering import read_template
    from infoledger.ledger.pending import instructions

    if template and "reader" not in read_template(template)[0]:
        raise UsageError(
            _("The template {file} has no place for the leader.").format(file=template),
            _("Take {name} over from the one that ships: `infoledger template export DIR`.").format(name="reader"),
        )
    leaders = desk.config.leaders
    name = resolve(leader, dict.fromkeys(leaders, ())) if leaders else leader
    post = leaders[name].title if leaders else ""
    written = [
        (each.text, each.day)
        for each in instructions(connection)
        if each.leader == name and each.text and set(each.items) & set(items)
    ]
    return replace(bulletin, reader=reader(name, post, written, bulletin.language))


def _lacking(config: "Config", issue: "Issue", pieces: "Sequence[Placed]") -> Iterator[str]:
    """What it lacks to go out: signatures, and the text of items."""
    if unsigned := [role for role in _publication(config, issue).signatures if not issue.signed.get(role)]:
        yield _("Nobody has signed as {roles}.").format(roles=listed(unsigned))
    if empty := [piece.ref for piece in pieces if not piece.body.strip()]:
        yield _("Without text: {refs}.").format(refs=listed(empty))


def _compose(desk: Desk, connection: "Connection", issue: "Issue", pieces: "Sequence[Placed]") -> "Bulletin":
    from infoledger.ledger.bulletins import highest_secrecy

    return _bulletin(
        desk,
        connection,
        _publication(desk.config, issue),
        pieces,
        day=issue.day or desk.today,
        number=issue.number,
        running=issue.running,
        special=issue.special or "",
        note=issue.note or "",
        secrecy=highest_secrecy(pieces, desk.config.secrecy),
        signed=issue.signed,
    )


def _bulletin(
    desk: Desk, connection: "Connection", publication: "Publication", pieces: "Sequence[Placed]", **said: Any
) -> "Bulletin":
    """A bulletin of ``pieces``, each with the pictures of its draft; what else is ``said`` goes to ``compose``."""
    from infoledger.documents.bulletin import Piece, compose

    composed = [
        Piece(piece.title, piece.body, piece.units, piece.section or "", _pictures(connection, piece.item))
        for piece in pieces
    ]
    return compose(publication, composed, language=desk.config.language, **{"day": desk.today, **said})


def _pictures(connection: "Connection", item: int) -> tuple[tuple[str, bytes], ...]:
    from infoledger.intake.drafts import last_draft
    from infoledger.intake.pictures import pictures

    draft = last_draft(connection, item)
    return tuple(pictures(draft[1])) if draft else ()


def _placed(desk: Desk, issue: "Issue", connection: "Connection") -> "list[Placed]":
    from infoledger.ledger.bulletins import placed

    return placed(connection, issue.id, issue.day or desk.today)


def _publication(config: "Config", issue: "Issue") -> "Publication":
    from infoledger.config.names import resolve

    return config.publications[resolve(issue.publication, dict.fromkeys(config.publications, ()), parts=False)]


def _state(issue: "Issue") -> str:
    if issue.content is not None:
        return _("{issue}, issued on {day}.").format(issue=issue.called, day=issue.day)
    return _("{issue}, in preparation.").format(issue=issue.called)
