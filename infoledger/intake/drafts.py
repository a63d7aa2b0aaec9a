"""Drafts as units send them: files turned into title and text, their bytes kept as they came."""

import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

from sqlalchemy import Connection, select

from infoledger.errors import UsageError
from infoledger.i18n import N_, _
from infoledger.intake.word import read_words
from infoledger.ledger.journal import Pen
from infoledger.ledger.models import Draft as DraftRow
from infoledger.ledger.models import Item
from infoledger.ledger.seals import table_of
from infoledger.textfiles import decode, read_bytes

#: Characters of a draft; whatever is longer is none.
LONGEST = 1_000_000

_DRAFTS = table_of(DraftRow)
_ITEMS = table_of(Item)
_DAY = re.compile(r"(?<!\d)(20\d\d)(?:[-._年]?)(\d{1,2})(?:[-._月]?)(\d{1,2})日?(?!\d)")


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft: the ``name`` of its file and its ``content``, and what they say."""

    name: str
    content: bytes
    title: str
    body: str

    def under(self, title: str | None) -> str:
        """The text that stands under ``title``: what the draft calls itself is text where it is called otherwise."""
        return self.body if title in (None, self.title) else f"{self.title}\n{self.body}".strip()


def read_draft(path: Path) -> Draft:
    """The draft in the file at ``path``: its first paragraph is the title, the rest the text.

    Raises ``UsageError`` for a file that cannot be read, is of another kind, or says nothing.
    """
    content = read_bytes(path)
    read = _READERS.get(path.suffix.lower())
    if read is None:
        allowed = _("Allowed: {forms}").format(forms=" ".join(_READERS))
        how = _CONVERTED.get(path.suffix.lower())
        what = _("{file} is no draft that can be read.").format(file=path.name)
        raise UsageError(what, _(how) if how else allowed)
    paragraphs = [text for text in read(content, path.name) if text.strip()]
    if not paragraphs:
        raise UsageError(_("{file} is empty.").format(file=path.name))
    if sum(map(len, paragraphs)) > LONGEST:
        raise UsageError(_("{file} has more than {count} characters.").format(file=path.name, count=LONGEST))
    title, *text = paragraphs
    return Draft(path.name, content, _on_one_line(title), "\n".join(text).strip())


@dataclass(frozen=True, slots=True)
class Named:
    """What the name of a draft's file says: ``甲乡-2026-10-05-标题.docx``, ``甲乡 标题.docx``."""

    unit: str | None
    day: date | None


def named(stem: str, is_unit: Callable[[str], bool]) -> Named:
    """The unit and the day in a file's name, which may stand anywhere in it; None for what it does not say."""
    day = _DAY.search(stem)
    words = re.split(r"[\s\-_—·,，()（）【】\[\]]+", _DAY.sub(" ", stem, count=1))
    with suppress(ValueError):  # 2026-02-30
        return Named(next(filter(is_unit, words), None), day and date(*(int(part) for part in day.groups())))
    return Named(next(filter(is_unit, words), None), None)


def can_be_saved_as_docx(path: Path) -> bool:
    """Whether ``path`` is a document that is not read here and can be once it is saved in another format."""
    return path.suffix.lower() in _CONVERTED


def drafts_in(folder: Path) -> list[Path]:
    """The files in ``folder`` that may be drafts, by name; hidden ones and Word's own left out.

    Raises ``UsageError`` if there are none.
    """
    if not folder.is_dir():
        raise UsageError(_("{folder} is not a folder.").format(folder=folder))
    found = sorted(path for path in folder.iterdir() if path.is_file() and not path.name.startswith((".", "~$")))
    if not found:
        raise UsageError(_("There are no files in {folder}.").format(folder=folder))
    return found


def kept(connection: Connection, draft: Draft) -> str | None:
    """The reference of the item that came in the very same file, if one did."""
    query = select(_ITEMS.c.ref).join(_DRAFTS, _DRAFTS.c.item == _ITEMS.c.id)
    same = _DRAFTS.c.sha256 == sha256(draft.content).hexdigest()
    return connection.execute(query.where(same, _DRAFTS.c.voided.is_(None), _ITEMS.c.voided.is_(None))).scalar()


def last_draft(connection: Connection, item: int) -> tuple[str, bytes] | None:
    """Name and content of the file in which ``item`` last came, None if it came without."""
    query = select(_DRAFTS.c.name, _DRAFTS.c.content).where(_DRAFTS.c.item == item, _DRAFTS.c.voided.is_(None))
    row = connection.execute(query.order_by(_DRAFTS.c.id.desc()).limit(1)).first()
    return (row.name, row.content) if row else None


def keep_draft(pen: Pen, item: int, draft: Draft) -> None:
    """Keep the file of ``draft`` with the item that was made from it."""
    digest = sha256(draft.content).hexdigest()
    pen.insert(DraftRow, [{"item": item, "name": draft.name, "sha256": digest, "content": draft.content}])


def _paragraphs(content: bytes, name: str) -> list[str]:
    return [line.rstrip() for line in decode(content, name).splitlines()]


def _words(content: bytes, name: str) -> list[str]:
    return read_words(content, name).lines


def _on_one_line(title: str) -> str:
    """A title that was broken into lines, without the mark of a heading in Markdown."""
    lines = [line.strip() for line in title.lstrip("# ").split("\n")]
    return " ".join("".join(lines).split())


_AS_DOCX = N_("Open it in Word or WPS, choose “Save as”, and take “Word document (*.docx)” for its type.")
#: What office programs write and is not read here, with what to do about it.
_CONVERTED: Mapping[str, str] = {
    **dict.fromkeys((".doc", ".wps", ".wpt", ".rtf", ".odt"), _AS_DOCX),
    ".pdf": N_("Ask for the file it was made from, or open it in Word and save it as .docx; read it over after that."),
}
_READERS: Mapping[str, Callable[[bytes, str], Sequence[str]]] = {
    ".docx": _words,
    ".txt": _paragraphs,
    ".md": _paragraphs,
}
