"""The fixed words of the rules: kinds of fact and party, currencies, and sizes of sub-period."""

from typing import Literal, get_args

#: What clauses may be written for.
ClauseKind = Literal[
    "submission",
    "forward",
    "adoption",
    "instruction",
    "feedback",
    "violation",
    "solicitation",
    "award",
    "quota",
    "period",
    "outcome",
]
#: What a fact may be: an adjustment posts by itself.
FactKind = ClauseKind | Literal["adjustment"]
PartyKind = Literal["unit", "informant"]
Currency = Literal["points", "yuan"]
#: What a posting gives: points that are a basis alone are in no total.
Posted = Currency | Literal["basis"]
Per = Literal["day", "workday", "week", "month", "quarter", "half", "year"]
#: Among whom the best, the mean or the total is sought.
Within = Literal["group", "all"]
#: How several contributions of one item are judged together.
SameItem = Literal["sum", "highest", "highest_per_level"]

CLAUSE_KINDS: tuple[ClauseKind, ...] = get_args(ClauseKind)
PARTY_KINDS: tuple[PartyKind, ...] = get_args(PartyKind)
CURRENCIES: tuple[Currency, ...] = get_args(Currency)
PERS: tuple[Per, ...] = get_args(Per)
