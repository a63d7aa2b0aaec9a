"""Outcomes, honours and marks of a period."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from infoledger.errors import InfoledgerError
from infoledger.i18n import N_, _, translation
from infoledger.listings import Listed, Word
from infoledger.office.columns import columns
from infoledger.office.desk import Desk
from infoledger.office.papers import letter_file, sender_of, statement_file, work_of
from infoledger.office.reckoning import reckoned
from infoledger.periods import Period, title

if TYPE_CHECKING:
    from infoledger.documents.letter import Letter
    from infoledger.documents.text import Figure
    from infoledger.rules.kinds import PartyKind
    from infoledger.rules.outcomes import Assessed


@dataclass(frozen=True)
class Assessment:
    """What is judged at the ends of the sub-periods of a window."""

    desk: Desk
    window: Period
    found: "Sequence[Assessed]"

    def listing(self) -> Listed:
        """A row for each outcome, honour and mark."""
        named = columns("kind", "name", "party", "unit", "group", "detail")
        if not any(self._within(each) for each in self.found):
            return named, [_cells(each) for each in self.found]
        within = replace(columns("period")[0], only_shown=True)
        return [*named, within], [[*_cells(each), self._within(each)] for each in self.found]

    def file(self, form: str) -> str | bytes:
        """The list to be signed."""
        from infoledger.documents.assessment import compose

        config = self.desk.config
        language = config.language
        rows = [
            (each.kind, each.name, self._printed_within(each), *_cells(each)[2:5], _printed(each, language), each.cite)
            for each in self.found
        ]
        document = compose(
            config.office.name, work_of(config), self.window, rows, day=self.desk.today, language=config.language
        )
        return statement_file(document, form, config, "assessment", self.window)

    def commendation(self) -> bytes:
        """The list of those who are honoured (表彰). Raises ``InfoledgerError`` where there is nobody."""
        from infoledger.documents.letter import commendation

        return self._list("honour", commendation, _("Nobody is honoured in {period}."))

    def criticism(self) -> bytes:
        """The list of those of whom outcomes hold (通报批评). Raises ``InfoledgerError`` where there is nobody."""
        from infoledger.documents.letter import criticism

        return self._list("outcome", criticism, _("No outcome holds in {period}."))

    def _list(self, kind: str, compose: "Callable[..., Letter]", nobody: str) -> bytes:
        from infoledger.documents.letter import Named

        config, gettext = self.desk.config, translation(self.desk.config.language).gettext
        named: dict[tuple[str, str, PartyKind, str], dict[str, list[str]]] = {}
        for each in self.found:
            if each.kind == kind:
                member = each.member
                of_unit = gettext(N_("{name} ({unit})")).format(name=member.name, unit=member.unit)
                name = member.name if member.name == member.unit else of_unit
                listed = named.setdefault((each.name, each.cite, member.party.kind, self._shortly_within(each)), {})
                listed.setdefault(member.group, []).append(name)
        if not named:
            raise InfoledgerError(nobody.format(period=self.window.words))
        groups = config.unit_groups or list(dict.fromkeys(each.member.group for each in self.found))
        to = (
            [config.notice.to]
            if config.notice.to
            else [gettext("all of {group}").format(group=group) for group in groups]
        )
        lists = [Named(name, parties, cite, of, within) for (name, cite, of, within), parties in named.items()]
        return letter_file(compose(sender_of(config), to, self.window, lists, self.desk.today), config)

    def _within(self, each: "Assessed") -> str:
        """The sub-period of an honour that is given in several of the window."""
        return each.period.name if each.period and each.period != self.window else ""

    def _shortly_within(self, each: "Assessed") -> str:
        from infoledger.documents.narrative import short_title

        within = each.period if self._within(each) else None
        return short_title(within, self.window, self.desk.config.language) if within else ""

    def _printed_within(self, each: "Assessed") -> str:
        return title(each.period, self.desk.config.language) if each.period and self._within(each) else ""

    def sentences(self, _form: str) -> list[str]:
        """That the window is not over, if it is not."""
        if self.window.over(self.desk.today):
            return []
        text = _("{period} is not over: what is judged at its end is not judged yet.")
        return [text.format(period=self.window.words)]


def assess(desk: Desk, window: Period) -> Assessment:
    """The outcomes, honours and marks whose sub-periods end in ``window``."""
    from infoledger.rules import outcomes

    return Assessment(desk, window, outcomes.assess(reckoned(desk, window)))


def _cells(each: "Assessed") -> list[str]:
    member, detail = each.member, each.detail
    told = format(detail, "f") if isinstance(detail, Decimal) else str(detail)
    return [Word(each.kind), each.name, member.name, member.unit, member.group, told]


def _printed(each: "Assessed", language: str) -> "Figure":
    """The detail as a document has it: ranks and marks are numbers, periods are told in words."""
    from infoledger.documents.amounts import Hundredths

    if each.periods:
        return translation(language).gettext(", ").join(title(period, language) for period in each.periods)
    return Hundredths.of(each.detail) if isinstance(each.detail, Decimal) else each.detail
