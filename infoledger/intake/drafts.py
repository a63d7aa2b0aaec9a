"""Drafts as units send them: files turned into title and text, their bytes kept as they came."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from infoledger.errors import UsageError
from infoledger.i18n import _
from infoledger.intake.decoding import decode
from infoledger.intake.guard import read_bytes
from infoledger.ledger.journal import Pen
from infoledger.ledger.models import Draft as DraftRow


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft: the ``name`` of its file and its ``content``, and what they say."""

    name: str
    content: bytes
    title: str
    body: str


def read_draft(path: Path) -> Draft:
    """The draft in the file at ``path``: its first line is the title, the rest the text.

    Raises ``UsageError`` for a file that cannot be read, is of another kind, or says nothing.
    """
    content = read_bytes(path)
    read = _READERS.get(path.suffix.lower())
    if read is None:
        raise UsageError(
            _("{file} is no draft that can be read.").format(file=path.name),
            _("Allowed: {forms}").format(forms=" ".join(_READERS)),
        )
    lines = [line.rstrip() for line in read(content, path.name).strip().splitlines()]
    if not lines:
        raise UsageError(_("{file} is empty.").format(file=path.name))
    return Draft(path.name, content, lines[0].lstrip("# ").strip(), "\n".join(lines[1:]).strip())


def keep_draft(pen: Pen, item: int, draft: Draft) -> None:
    """Keep the file of ``draft`` with the item that was made from it."""
    digest = sha256(draft.content).hexdigest()
    pen.insert(DraftRow, [{"item": item, "name": draft.name, "sha256": digest, "content": draft.content}])


_READERS: Mapping[str, Callable[[bytes, str], str]] = {".txt": decode, ".md": decode}
