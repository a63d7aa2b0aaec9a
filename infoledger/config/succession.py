"""What a newer regulation takes away from the one before, which may be meant and may be forgotten."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from infoledger.config.model import Config, Outlet
from infoledger.config.outlets import outlet_key
from infoledger.errors import Finding
from infoledger.i18n import _, listed
from infoledger.numbers import plain
from infoledger.rules.actions import Give
from infoledger.rules.regulation import Clause, Regulation
from infoledger.rules.whens import FieldTest, When

#: What is known of an adoption by its outlet and form alone.
_Adoption = Mapping[str, str | bool]


def dropped(older: Regulation, newer: Regulation, config: Config) -> Iterator[Finding]:
    """The clauses of ``older`` that ``newer`` has no more, by their name or as a new one on the same facts."""
    for key in ("scoring", "rewards"):
        before, now = getattr(older, key), getattr(newer, key)
        names = {clause.name for clause in before}
        renamed = {clause.fact for clause in now if clause.name not in names}
        kept = {clause.name for clause in now}
        for place, clause in enumerate(before):
            if clause.name not in kept and clause.fact not in renamed:
                what = _("“{clause}” has nothing to follow it in the newer regulation “{newer}”.")
                hint = _("If it is meant to end, nothing is to be done.")
                where = config.where(older, key, place)
                yield Finding(where, what.format(clause=clause.name, newer=newer.called), hint)


def fallen(older: Regulation, newer: Regulation, config: Config) -> Iterator[Finding]:
    """The outlets in which an adoption of no particular kind gives fewer points than under ``older``."""
    for outlet in config.outlets:
        changes = {form: _change(older, newer, _adoption(config, outlet, form)) for form in ("", *(config.forms or ()))}
        # A form that is no other than the rest needs no word of its own.
        apart = {form: change for form, change in changes.items() if not form or change != changes[""]}
        less = {form: _told(form, *change) for form, change in apart.items() if change[1] < change[0]}
        if less:
            what = _("An adoption in “{outlet}” gives fewer points than under “{older}”: {less}.")
            told = what.format(outlet=outlet_key(config, outlet), older=older.called, less=listed(less.values()))
            yield Finding(_where(newer, config, _adoption(config, outlet, next(iter(less)))), told)


def _change(older: Regulation, newer: Regulation, adoption: _Adoption) -> tuple[Decimal, Decimal]:
    return _points(older, adoption), _points(newer, adoption)


def _told(form: str, before: Decimal, now: Decimal) -> str:
    words = _("{form} {now} after {before}") if form else _("{now} after {before}")
    return words.format(form=form, now=plain(now), before=plain(before))


def _adoption(config: Config, outlet: Outlet, form: str) -> _Adoption:
    known: dict[str, str | bool] = {
        "outlet": outlet_key(config, outlet),
        "body": outlet.body,
        "level": outlet.level,
        "own": outlet.own,
    }
    return known | ({"form": form} if form else {})


def _points(regulation: Regulation, adoption: _Adoption) -> Decimal:
    return sum((_given(clause, adoption) for clause in _clauses(regulation)), Decimal(0))


def _clauses(regulation: Regulation) -> list[Clause]:
    return [clause for clause in regulation.scoring if clause.fact == "adoption" and not clause.basis]


def _given(clause: Clause, adoption: _Adoption) -> Decimal:
    case = next((case for case in clause.cases if _matches(case.when, adoption)), None)
    return case.action.given if case and isinstance(case.action, Give) else Decimal(0)


def _where(regulation: Regulation, config: Config, adoption: _Adoption) -> str:
    """The line of the case that decides on ``adoption``, else of all clauses."""
    for place, clause in enumerate(regulation.scoring):
        for number, case in enumerate(clause.cases if clause in _clauses(regulation) else ()):
            if _matches(case.when, adoption):
                return config.where(regulation, "scoring", place, "cases", number)
    return config.where(regulation, "scoring")


def _matches(when: When, adoption: _Adoption) -> bool:
    """Whether an adoption matches of which no more is known."""
    tests = all(_holds(test, adoption) for test in when.tests)
    return tests and not any(_matches(each, adoption) for each in when.excluded)


def _holds(test: FieldTest, adoption: _Adoption) -> bool:
    return test.range is None and adoption.get(test.field) in test.values
