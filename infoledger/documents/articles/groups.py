"""The cases of a clause put together that differ in one field alone, and the table that many of them make."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from infoledger.documents.articles.fields import excepted, items, manner, outlets, subject
from infoledger.documents.articles.words import listed
from infoledger.documents.tables import Listing
from infoledger.rules.actions import Give
from infoledger.rules.regulation import Case, Clause
from infoledger.rules.whens import FieldTest, When

#: By which fields cases are told apart within a sentence or a row.
_APART = ("form", "category")
#: From how many cases on, of which so many rows have several, a table reads better than a sentence.
_MANY_CASES, _MANY_ROWS = 6, 2
_REST = "其他"


class Group(NamedTuple):
    """Cases that follow each other and differ in ``field`` alone; a case without it is for all others."""

    when: When
    cases: tuple[Case, ...]
    cite: str
    field: str = ""

    @property
    def labels(self) -> tuple[str, ...]:
        """What tells each case from the others of its group."""
        return tuple(_label(case.when, self.field) for case in self.cases)


def grouped(clause: Clause) -> list[Group]:
    """The cases of ``clause`` in their order, those together that may be said together."""
    groups: list[Group] = []
    for case in clause.cases:
        alone = Group(case.when, (case,), case.cite or clause.cite)
        joined = _joined(groups[-1], alone) if groups else None
        if joined:
            groups[-1] = joined
        else:
            groups.append(alone)
    return groups


def _joined(group: Group, alone: Group) -> Group | None:
    if group.cite != alone.cite:
        return None
    # Once a case was for all others, no more can follow it.
    last = group.cases[-1]
    for field in [group.field] if group.field else _APART:
        if _test(last.when, field) and _without(last.when, field) == _without(alone.when, field):
            return Group(_without(last.when, field), (*group.cases, *alone.cases), group.cite, field)
    return None


def _test(when: When, field: str) -> FieldTest | None:
    return next((test for test in when.tests if test.field == field), None)


def _without(when: When, field: str) -> When:
    return When(tuple(test for test in when.tests if test.field != field), when.excluded)


def _label(when: When, field: str) -> str:
    test = _test(when, field)
    if test is None:
        return _REST
    return listed(map(str, test.values)) if field == "form" else items(When((test,)))


def table_of(clause: Clause, groups: Sequence[Group]) -> Listing | None:
    """The cases as a table, a row for each group and a column for each label; None where sentences read better."""
    several = [group for group in groups if group.field]
    fields = {group.field for group in several}
    fixed = all(isinstance(case.action, Give) for case in clause.cases)
    if len(clause.cases) < _MANY_CASES or len(several) < _MANY_ROWS or len(fields) > 1 or not fixed:
        return None
    (field,) = fields
    groups = [_by_field(group, field) for group in groups]
    named = dict.fromkeys(label for group in groups for case in group.cases for label in _each(case, group))
    columns = (*named, _REST)
    cited = any(group.cite != clause.cite for group in groups)
    rows = [
        (*([group.cite] if cited else []), _row(group, clause), *cells)
        for group, cells in zip(groups, _cells(groups, columns), strict=True)
    ]
    unit = "分" if clause.currency == "points" else "元"
    heads = (*(["条款"] if cited else []), "情形", *(f"{column}（{unit}）" for column in columns))
    return Listing(clause.name, heads, tuple(rows))


def _by_field(group: Group, field: str) -> Group:
    """A single case that names the field of the columns is in its column alone."""
    if group.field or not _test(group.when, field):
        return group
    return group._replace(when=_without(group.when, field), field=field)


def _row(group: Group, clause: Clause) -> str:
    """What a row is about: of adoptions where the piece was adopted, and which items if not all."""
    if clause.fact != "adoption":
        return subject(group.when, clause.fact).whole
    noun = items(group.when)
    said = f"{'' if noun == items(When()) else noun}{manner(group.when)}{outlets(group.when)}"
    return (said or "采用") + excepted(group.when, clause.fact)


def _cells(groups: Sequence[Group], columns: Sequence[str]) -> Iterator[tuple[Decimal | None, ...]]:
    """What each group gives under each column; what it gives all others is under each that it does not name.

    Where an earlier row of the same name has given something already, nothing is.
    """
    before: defaultdict[When, set[str]] = defaultdict(set)
    for group in groups:
        given: dict[str, Decimal] = {}
        for case in group.cases:
            assert isinstance(case.action, Give)
            for label in _each(case, group) or [_REST]:
                given.setdefault(label, case.action.given)
        taken = before[group.when]
        yield tuple(None if column in taken else given.get(column, given.get(_REST)) for column in columns)
        taken.update(columns if _REST in given else given)


def _each(case: Case, group: Group) -> list[str]:
    """The columns that a case names: one for each value of the field by which the cases are told apart."""
    test = _test(case.when, group.field)
    return [_label(When((replace(test, values=(value,)),)), group.field) for value in test.values] if test else []
