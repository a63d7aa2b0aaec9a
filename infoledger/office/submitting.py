"""Submitting: an item as it comes in, alone or as a whole folder of drafts."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from infoledger.errors import Finding, InfoledgerError, UsageError
from infoledger.folding import fold
from infoledger.i18n import _
from infoledger.ledger.listing import Listing
from infoledger.ledger.models import Item
from infoledger.ledger.recording import record_items
from infoledger.ledger.references import item_ids
from infoledger.ledger.register import load_register
from infoledger.office.agreeing import Agree, Recorded, recorded
from infoledger.office.desk import Desk
from infoledger.office.duplicates import likenesses
from infoledger.office.fields import Fields
from infoledger.office.remarks import remarks, uncategorised
from infoledger.office.sentences import sentence
from infoledger.office.typed import Keyboard, typed_fact

if TYPE_CHECKING:
    from infoledger.intake.drafts import Draft
    from infoledger.ledger.journal import Pen
    from infoledger.ledger.register import Register
    from infoledger.office.choices import Choices

#: Asks a person for the units of a draft, which are among the choices; the text says which draft it is.
AskUnits = Callable[[str, "Choices"], str]


class Came(NamedTuple):
    """An item of a folder: its reference, and what the draft and its name said."""

    ref: str
    units: str
    submitted: Any
    title: str


class Folder(NamedTuple):
    """What became of a folder: the items that came, and the drafts that came before, each with its reference.

    ``left`` are files that must be saved in another format before they can be read.
    """

    came: list[Came]
    before: list[tuple[str, str]]
    left: list[Finding]
    recorded: Recorded


def drafted(given: Mapping[str, Any], file: Path | None) -> "tuple[dict[str, Any], Draft | None]":
    """What is ``given`` of an item, with the title and the text of the draft in ``file`` where it says neither."""
    if not file:
        return dict(given), None
    from infoledger.intake.drafts import read_draft

    draft = read_draft(file)
    text = given["body"] or draft.under(given["title"])
    return {**given, "body": text, "title": given["title"] or draft.title}, draft


def submit_item(
    desk: Desk, fields: Fields, given: Mapping[str, Any], draft: "Draft | None" = None, agree: Agree | None = None
) -> Recorded:
    """Record one item, and keep the file of its ``draft``. Raises ``InfoledgerError``, ``UsageError``."""

    def write(pen: "Pen") -> tuple[str, list[str]]:
        lookup = Keyboard(pen.connection, desk)
        new = typed_fact(pen, lookup, fields, "items", given)
        (ref,) = record_items(pen, [new], desk.config.calendar)
        ((item,),) = pen.inserted(Item)
        if draft:
            from infoledger.intake.drafts import keep_draft

            keep_draft(pen, item, draft)
        listing = Listing(pen.connection, desk.config, lookup.register)
        pen.sentence = sentence("items", listing.new("items", new, ref=ref))
        return ref, _remarks(pen, desk, lookup, [new])

    (ref, odd), pen = recorded(desk, "submit", write, agree)
    return Recorded([ref], pen.sentence, odd)


def submit_folder(
    desk: Desk, fields: Fields, folder: Path, common: Mapping[str, Any], ask_units: AskUnits | None
) -> Folder:
    """Record an item for each draft in ``folder``, all or none; one that was submitted before is passed over.

    So are files in formats that are not read here, such as .doc and .pdf.

    Unit and day are those in the file's name, else those of ``common``; for a unit that neither says
    ``ask_units``, if there is anybody to ask. Raises ``InfoledgerError`` that tells all that is wrong.
    """
    from infoledger.intake.drafts import can_be_saved_as_docx, drafts_in, keep_draft, kept

    with desk.reading() as connection:
        register = load_register(connection)
    paths = drafts_in(folder)
    left = [path for path in paths if can_be_saved_as_docx(path)]
    given = _read([path for path in paths if path not in left], register, common, ask_units)
    with desk.recording("submit") as pen:
        known = [(draft.name, kept(pen.connection, draft)) for draft, _row in given]
        new = [each for each, (_name, ref) in zip(given, known, strict=True) if not ref]
        lookup = Keyboard(pen.connection, desk)
        facts = [_fact(pen, lookup, fields, draft, row) for draft, row in new]
        refs = record_items(pen, facts, desk.config.calendar)
        ids = item_ids(pen.connection, refs)
        for ref, (draft, _row) in zip(refs, new, strict=True):
            keep_draft(pen, ids[ref], draft)
        pen.sentence = _("submitted from {folder}; drafts: {count}").format(count=len(refs), folder=folder.name)
        odd = _remarks(pen, desk, lookup, facts)
    came = [Came(ref, row["units"], row["submitted"], draft.title) for ref, (draft, row) in zip(refs, new, strict=True)]
    before = [(name, ref) for name, ref in known if ref]
    return Folder(came, before, list(map(_unread, left)), Recorded(refs, pen.sentence, odd))


def _unread(path: Path) -> Finding:
    """Why the file at ``path`` is not read, and what to do."""
    from infoledger.intake.drafts import read_draft

    try:
        read_draft(path)
    except UsageError as error:
        return Finding(path.name, error.message, error.hint)
    raise AssertionError(path)


def _remarks(pen: "Pen", desk: Desk, lookup: Keyboard, facts: Sequence[Any]) -> list[str]:
    """What is to be said of items that were just recorded: what they lack, earn, and are like."""
    bare = uncategorised(desk, [item.title for item in facts if item.category is None])
    alike = likenesses(pen.connection, desk, pen.inserted(Item), lookup.register)
    return [*bare, *remarks(pen.connection, desk, pen), *alike]


def _read(
    paths: list[Path], register: "Register", common: Mapping[str, Any], ask_units: AskUnits | None
) -> "list[tuple[Draft, dict[str, Any]]]":
    """Each draft with the columns of its item. Raises ``InfoledgerError`` that tells all that is wrong."""
    from infoledger.intake.drafts import named, read_draft

    known = {fold(name) for unit in register.units.values() for name in register.aliases[unit.id]}
    known |= {fold(state.name) for unit in register.units.values() for state in unit.states}
    found: list[tuple[Draft, dict[str, Any]]] = []
    wrong = []
    for path in paths:
        said = named(path.stem, lambda word: fold(word) in known)
        try:
            draft = read_draft(path)
            unit = said.unit or common.get("units") or _asked(draft, register, ask_units)
        except UsageError as error:
            wrong.append(Finding(path.name, error.message, error.hint))
            continue
        row = {"title": draft.title, "body": draft.body, "units": unit, "submitted": said.day or common["submitted"]}
        found.append((draft, {**common, **row}))
    if wrong:
        raise InfoledgerError(_("Nothing was recorded:"), findings=wrong)
    return found


def _asked(draft: "Draft", register: "Register", ask_units: AskUnits | None) -> str:
    if not ask_units:
        raise UsageError(
            _("Its name says no unit."), _("Call it 单位-2026-10-05-标题, or say --unit for those that name none.")
        )
    from infoledger.office.choices import Choices

    return ask_units(_("{file} “{title}”: unit").format(file=draft.name, title=draft.title), Choices(register.names))


def _fact(pen: "Pen", lookup: Keyboard, fields: Fields, draft: "Draft", row: Mapping[str, Any]) -> Any:
    """The item; what is wrong with it is told with the file's name."""
    try:
        return typed_fact(pen, lookup, fields, "items", row)
    except InfoledgerError as error:
        raise type(error)(f"{draft.name}: {error.message}", error.hint, error.findings) from None
