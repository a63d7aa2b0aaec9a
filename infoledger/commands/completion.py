"""What can stand where the cursor is, for the shell: a parameter says by its metavar what it takes."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

from infoledger.commands.options import FIXED_WORDS
from infoledger.dates import parse_day
from infoledger.errors import UsageError
from infoledger.office.completing import completions
from infoledger.office.desk import Desk


def complete(ctx: Any, parameter: Any, incomplete: str) -> list[str]:
    """The words that ``parameter`` may take and that begin with (or else contain) ``incomplete``; never an error."""
    if choices := parameter.type_descriptor.choices:
        words = [*choices, *(FIXED_WORDS[choice] for choice in choices if choice in FIXED_WORDS)]
        return [word for word in words if word.startswith(incomplete)]
    kinds = [kind.strip("…") for kind in (parameter.metavar or "").split("|")]
    fixed = [word for kind in kinds if kind in FIXED_WORDS for word in (kind, FIXED_WORDS[kind])]
    if found := [word for word in fixed if incomplete and word.startswith(incomplete)]:
        return found
    with suppress(UsageError):  # --today is no day
        return completions(_desk(ctx.find_root().params), kinds, incomplete)
    return []


def _desk(options: Mapping[str, Any]) -> Desk:
    today = date.today()
    given = parse_day(options["today"], today) if options.get("today") else today
    config = options.get("config")
    return Desk(Path(config) if config else None, options.get("ledger"), given, None)
