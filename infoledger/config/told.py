"""What the facts of worked cases may say: by which words, in either language, and of which columns."""

from collections.abc import Iterable, Mapping
from typing import Any

from infoledger.config.words import VALUES
from infoledger.errors import InfoledgerError
from infoledger.folding import fold_heading
from infoledger.i18n import _, listed, screen_language
from infoledger.kinds import KINDS, Column, Kind
from infoledger.rules.facts import FACT_ORDER

#: What a case may say of an item without telling how it came about.
SAID = (
    Column("紧急", "urgent", "flag"),
    Column("字数", "characters", "whole"),
    Column("迟报小时", "hours_late", "number"),
    Column("约稿", "solicited", "flag"),
    Column("续报", "follow_up", "flag"),
)

#: What a case may say of an item's unit and informant without a fact of their own.
_OF_PARTIES = (Column("组别", "group", of="group"), Column("岗位", "role"))

#: What a case calls feedback on an instruction, and the day of a fact.
FEEDBACK = ("feedback", "批示反馈")
DAY = ("date", "日期")

#: The kinds that a case may tell. What names others comes first: the first whose word stands in a fact is its kind.
_TOLD = [kind for kind in reversed([*KINDS.values()]) if kind.enrolled or kind.fact in FACT_ORDER]


def named(fact: Mapping[str, Any]) -> Kind | None:
    """The kind of a fact of a case; None for feedback, and for one that names none."""
    return next((kind for kind in _TOLD if kind.fact in fact or kind.said in fact), None)


def kind_told(fact: Mapping[str, Any]) -> Kind:
    """The kind of a fact of a case. Raises ``InfoledgerError`` for one that names none."""
    found = named(fact)
    if found is None:
        raise InfoledgerError(
            _("A fact names none of its kinds: {keys}.").format(keys=listed(fact)),
            _("Allowed: {forms}").format(forms=listed(f"{kind.fact}({kind.said})" for kind in reversed(_TOLD))),
        )
    return found


def called(kind: Kind) -> str:
    """How a case calls a fact of ``kind`` in the language of the screen."""
    return kind.said if screen_language() == "zh" else kind.fact


def columns_known(kind: Kind) -> tuple[Column, ...]:
    """What a fact of ``kind`` may say."""
    return (*kind.columns, *SAID, *_OF_PARTIES) if kind.english == "items" else kind.columns


def columns_told(kind: Kind, fact: Mapping[str, Any]) -> dict[str, Column]:
    """The column that each key of ``fact`` means; whoever calls tells those that mean none."""
    known = {column.english: column for column in columns_known(kind)}
    names = {fold_heading(name): column for column in (*_OF_PARTIES, *SAID, *kind.columns) for name in _names(column)}
    if kind.dated:
        names = {**dict.fromkeys(DAY, known[kind.dated]), **names}
    if "text" in known:
        names["批示内容"] = known["text"]
    flags = {fold_heading(column.chinese): column for column in SAID if column.holds == "flag"}
    names |= {kind.fact: known[kind.key], kind.said: known[kind.key]}
    return {
        key: flags.get(fold_heading(key), names[fold_heading(key)]) if _is_flag(fact[key]) else names[fold_heading(key)]
        for key in fact
        if fold_heading(key) in names
    }


def _names(column: Column) -> Iterable[str]:
    one = (column.english.removesuffix("s"),) if column.holds == "names" else ()
    return (*one, column.english, column.chinese)


def _is_flag(value: Any) -> bool:
    return any(value in pair for pair in VALUES["flag"].items())


def keys_in_both(fact: Mapping[str, Any]) -> dict[str, tuple[str, str]]:
    """The keys of ``fact`` as they are written, each in English and in Chinese; those that mean nothing are missing."""
    kind = named(fact) or KINDS["instructions"]
    fixed = (DAY, FEEDBACK if named(fact) is None else (kind.fact, kind.said))
    columns = columns_told(kind, fact)
    if named(fact) is None:  # 办理情况 has no English word beside that of the fact
        columns = {key: column for key, column in columns.items() if column.english not in FEEDBACK}
    words = {key: _in_both(kind, column) for key, column in columns.items()}
    words |= {key: pair for pair in fixed for key in fact if key in pair}
    return {key: words[key] for key in fact if key in words}


def values_in_both(fact: Mapping[str, Any]) -> dict[str, tuple[str, str]]:
    """The fixed words among the values of ``fact``, by key, each in English and in Chinese."""
    kind = named(fact)
    columns = columns_told(kind, fact) if kind else {}
    found = {
        key: next((pair for pair in VALUES[column.holds].items() if fact[key] in pair), None)
        for key, column in columns.items()
        if column.holds in ("flag", "status")
    }
    return {key: pair for key, pair in found.items() if pair}


def _in_both(kind: Kind, column: Column) -> tuple[str, str]:
    # Of the instruction, its own word is the key.
    chinese = "批示内容" if column.english == "text" and kind.said == column.chinese else column.chinese
    english = column.english.removesuffix("s") if column.holds == "names" else column.english
    return (english, chinese)
