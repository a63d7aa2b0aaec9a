"""Whether a ledger goes on from what it was: an earlier copy, or a head of the journal that was written down.

Whoever recomputes the whole chain by hand is found by nothing in the file itself, only by what is
kept elsewhere.
"""

import re
from collections.abc import Iterator
from contextlib import closing
from itertools import zip_longest
from pathlib import Path

from sqlalchemy import Connection, select

from infoledger.errors import Finding, UsageError
from infoledger.i18n import _
from infoledger.ledger.complaints import spoken
from infoledger.ledger.files import file_address, read
from infoledger.ledger.journal import Head, head
from infoledger.ledger.models import Entry
from infoledger.ledger.seals import table_of

_ENTRIES = table_of(Entry)
_WRITTEN_DOWN = re.compile(r"\s*(\d+)[\s:,，：]+([0-9a-fA-F]{8,64})\s*")


def departures(connection: Connection, earlier: str) -> Iterator[Finding]:
    """Where the journal does not go on from ``earlier``: the file of a copy, or the number and hash of an entry.

    Of a hash the first eight digits are enough. Raises ``UsageError`` if ``earlier`` is neither,
    ``LedgerUnavailableError`` if the copy cannot be read.
    """
    written = _WRITTEN_DOWN.fullmatch(earlier)
    if written and not Path(earlier).exists():
        yield from _from_head(connection, Head(int(written[1]), written[2].lower()))
    elif Path(earlier).is_file():
        yield from _from_copy(connection, Path(earlier))
    else:
        raise UsageError(
            _("There is no file {file}.").format(file=earlier),
            _("Allowed: a copy, or the number and hash of a journal entry as they were said: “57 3fa4…”."),
        )


def _from_head(connection: Connection, kept: Head) -> Iterator[Finding]:
    here = head(connection, kept.number)
    if not (here.number == kept.number and here.hash.startswith(kept.hash)):
        yield Finding(_journal(kept.number), _("It is not the one whose hash was kept: {hash}.").format(hash=kept.hash))


def _from_copy(connection: Connection, copy: Path) -> Iterator[Finding]:
    query = select(_ENTRIES.c.id, _ENTRIES.c.hash, _ENTRIES.c.sentence).order_by(_ENTRIES.c.id)
    with spoken(file_address(copy)), closing(read(copy)) as there:
        kept = there.execute("SELECT id, hash, sentence FROM entries ORDER BY id")
        for old, now in zip_longest(kept, connection.execute(query)):
            if old is None:
                return
            if now is None or tuple(old[:2]) != tuple(now[:2]):
                said = _("In the copy it is “{old}”, in the ledger {now}. The copy is no forerunner of the ledger.")
                now_said = f"“{now.sentence}”" if now else _("there is none")
                yield Finding(_journal(old[0]), said.format(old=old[2], now=now_said))
                return


def _journal(number: int) -> str:
    return _("journal entry {number}").format(number=number)
