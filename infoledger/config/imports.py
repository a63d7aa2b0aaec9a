"""How ``imports`` in ``config.yaml`` is written: how the office's own tables are read."""

from collections.abc import Mapping
from typing import Any

from infoledger.config.model import Mark, Profile
from infoledger.config.names import meant, suggestion
from infoledger.config.nodes import Place
from infoledger.config.records import Key, Record, optional, required
from infoledger.config.shapes import Checked, Choice, Map, Name
from infoledger.config.values import TEXT, WORDS, whole
from infoledger.config.words import VALUES
from infoledger.i18n import _
from infoledger.kinds import KINDS, Column, Kind

#: What a mark says of an item, by the kind of record that it makes, and whose name stands there.
MARKS: Mapping[str, str] = {"adoption": "outlet", "forward": "body", "instruction": "leader"}


def _mark(**said: str) -> Mark:
    date = said.pop("date", "")
    fact = next((name for name in MARKS if name in said), next(iter(MARKS)))
    return Mark(fact, said.get(fact, ""), date)


_MARK_KEYS: dict[str, Key] = {fact: optional(Name(of)) for fact, of in MARKS.items()}
_MARK = Record(_MARK_KEYS | {"date": optional(TEXT)}, _mark, one_of=tuple(MARKS), place="mark")
_PROFILE = Record(
    {
        "kind": required(Choice(*KINDS, translated=VALUES["kind"])),
        "sheets": optional(TEXT),
        "year": optional(whole(1900, 2199)),
        "columns": optional(Map(TEXT)),
        "pass_over": optional(WORDS),
        "constants": optional(Map(TEXT)),
        "marks": optional(Map(_MARK)),
    },
    dict[str, Any],
    place="import",
)


def _check(profile: dict[str, Any], place: Place) -> None:
    """Let columns and constants bear the names that their kind has in English; note what is none of them."""
    kind = KINDS[profile["kind"]]
    columns: dict[str, str] = profile.get("columns", {})
    constants: dict[str, str] = profile.get("constants", {})
    profile["columns"] = {heading: _column(kind, name, place["columns"][heading]) for heading, name in columns.items()}
    meant_by = {name: _column(kind, name, place["constants"][name]) for name in constants}
    profile["constants"] = {
        column: _constant(kind.column(column), constants[name], place["constants"][name])
        for name, column in meant_by.items()
    }
    if profile.get("marks") and kind.english != "items":
        place["marks"].wrong(
            _("Only a table of items has marks that say what became of them."),
            _("Write “kind: items”, or leave the marks out."),
        )


def _constant(column: Column | None, text: str, place: Place) -> str:
    """What stands in ``column`` of each row: where that holds one declared name, only such a one."""
    speaks = column.of if column and column.holds == "line" else None
    return Name(speaks).read(place) or text if speaks else text


def _column(kind: Kind, name: str, place: Place) -> str:
    names = {column.chinese: (column.english,) for column in kind.columns}
    found = meant(name, names)
    if not found:
        place.wrong(_("There is no column “{column}”.").format(column=name), suggestion(name, names))
        return ""
    return next(column.english for column in kind.columns if column.chinese == found[0])


def profiles(read: Mapping[str, Mapping[str, Any]]) -> dict[str, Profile]:
    """The profiles that ``IMPORTS`` read, by name."""
    return {name: Profile(name, **said) for name, said in read.items()}


#: Read when outlets, bodies and leaders are known.
IMPORTS = Map(Checked(_PROFILE, _check))
