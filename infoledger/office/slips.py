"""Slips (得分明细): for a unit, an informant or an item every posting, and what became of each item."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from infoledger.i18n import translation
from infoledger.office.desk import Desk
from infoledger.office.explaining import as_issued, of_items, of_party, verdict_cells, verdict_columns
from infoledger.office.file_names import file_names
from infoledger.office.printing import file
from infoledger.office.reckoning import party_name, reckoned_on
from infoledger.periods import Period, day_title, title

if TYPE_CHECKING:
    from collections.abc import Mapping

    from infoledger.documents.slips import Became, Posted, Slip
    from infoledger.documents.slips import Standing as Place
    from infoledger.documents.statement import Statement
    from infoledger.rules.facts import Item
    from infoledger.rules.fates import Fate
    from infoledger.rules.postings import Party, Posting
    from infoledger.rules.standings import Standing

#: How an item stands, which is no event of a day.
_STANDS = ("waiting", "unused")


def slip_file(desk: Desk, who: str, window: Period, form: str, template: Path | None = None) -> str | bytes:
    """What ``explaining.explain`` shows of ``who``, as a document. Raises ``InfoledgerError`` as it does."""
    return file(Slips(desk, window).of(who), form, desk.config.layout, template)


def unit_slips(desk: Desk, window: Period, form: str, template: Path | None = None) -> dict[str, str | bytes]:
    """The slip of each unit that belonged on a day of ``window``, by the name of its file."""
    made = list(Slips(desk, window).of_units())
    names = file_names([name for name, _statement in made])
    layout = desk.config.layout
    return {
        f"{name}.{form}": file(each, form, layout, template) for name, (_called, each) in zip(names, made, strict=True)
    }


class Slips:
    """The slips of a window, from one reckoning."""

    def __init__(self, desk: Desk, window: Period) -> None:
        from infoledger.ledger.fates import fates
        from infoledger.rules.standings import standings

        self._desk, self._window = desk, window
        with desk.reading() as connection:
            self._reckoning = reckoned_on(connection, desk, window)
            self._items = self._submitted()
            ids = list(dict.fromkeys(item.id for items in self._items.values() for item in items))
            self._fates = fates(connection, desk.config, ids, desk.today)
            self._rows: Mapping[Party, Standing] = {
                row.member.party: row for by in ("unit", "informant") for row in standings(self._reckoning, by)
            }

    def of(self, who: str) -> "Statement":
        """The slip of a unit, an informant or an item, or the verdicts on a quota, an outcome or an honour."""
        from infoledger.config.rulebook import rulebook_of
        from infoledger.ledger.combined import stood_for
        from infoledger.ledger.fates import fates
        from infoledger.ledger.references import taken_refs
        from infoledger.ledger.register import load_register
        from infoledger.rules.judgement import judged_names, verdicts

        if who in judged_names(rulebook_of(self._desk.config)):
            rows = [self._verdict(each) for each in verdicts(self._reckoning, who)]
            return self._listing(who, [column.heading for column in verdict_columns(self._)], rows)
        with self._desk.reading() as connection:
            item = taken_refs(connection, [who]).get(who)
            if item is None:
                return self._of_party(load_register(connection).party(who, self._window.last))
            items = stood_for(connection, [item])
            found = fates(connection, self._desk.config, items, self._desk.today)
        became = [self._became(each) for each in found.values()]
        postings = [each for each in of_items(self._reckoning, items) if each.currency == "points"]
        _ = self._
        columns = (_("Date"), _("Party"), _("Points"), _("Clause"), _("Article"), _("Note"))
        told = [_("{title}: {fate}.").format(title=each.title, fate=each.fate) for each in became]
        return self._listing(who, columns, [self._of_piece(each) for each in postings], told)

    def _of_piece(self, posting: "Posting") -> tuple[Any, ...]:
        name = party_name(posting.party, posting.day, self._reckoning.book)
        posted = self._posted(posting)
        return (self._day(posted.day), name, posted.points, posted.clause, posted.cite, posted.note)

    def of_units(self) -> "Iterable[tuple[str, Statement]]":
        """Each unit's name and slip, in the order of registration."""
        for member in self._reckoning.measures.members("unit", self._window):
            yield member.name, self._of_party(member.party)

    def _of_party(self, party: "Party") -> "Statement":
        from infoledger.documents.slips import compose

        config = self._desk.config
        slip = self._slip(party)
        return compose(config.office.name, self._window, slip, day=self._desk.today, language=config.language)

    def _slip(self, party: "Party") -> "Slip":
        from infoledger.documents.slips import Slip

        postings = of_party(self._reckoning, party)
        theirs = self._reckoning.counted_for(party)
        items = dict.fromkeys(item for each in self._items for item in self._items[each] if each in theirs)
        with self._desk.reading() as connection:
            issued = as_issued(connection, self._reckoning, party)
        language = self._desk.config.language
        return Slip(
            party_name(party, self._window.last, self._reckoning.book),
            self._place(party),
            [self._posted(each) for each in postings if each.currency == "points"],
            [self._posted(each) for each in postings if each.currency == "basis"],
            [self._became(self._fates[item.id]) for item in items if item.id in self._fates],
            [(title(self._window, language), points) for _key, points in issued],
        )

    def _place(self, party: "Party") -> "Place | None":
        from infoledger.documents.slips import Standing as Place

        row = self._rows.get(party)
        if row is None:
            return None
        group = [
            each
            for each in self._rows.values()
            if (each.member.group, each.member.party.kind) == (row.member.group, party.kind)
        ]
        return Place(row.member.group, row.rank, len(group), row.submitted, row.adopted, party.kind)

    def _submitted(self) -> "dict[Party, list[Item]]":
        """The items submitted in the window, by each party that submitted them."""
        from infoledger.rules.postings import Party

        found: dict[Party, list[Item]] = {}
        for fact in self._reckoning.book.facts:
            if fact.kind == "submission" and fact.day in self._window:
                (item,) = fact.items
                parties = [Party("unit", unit) for unit in item.units]
                parties += [Party("informant", person) for person in item.informants]
                for party in parties:
                    found.setdefault(party, []).append(item)
        return found

    def _posted(self, posting: "Posting") -> "Posted":
        from infoledger.documents.slips import Posted
        from infoledger.documents.words import about, told
        from infoledger.rules.regulation import clause_title

        items = posting.fact.items if posting.fact else ()
        return Posted(
            posting.day,
            posting.amount,
            clause_title(posting.clause, self._),
            posting.cite,
            posting.regulation,
            "；".join(item.title for item in items) or about(posting.fact, self._),
            "; ".join(filter(None, (about(posting.fact, self._) if items else "", told(posting.note, self._)))),
        )

    def _became(self, fate: "Fate") -> "Became":
        from infoledger.documents.slips import Became
        from infoledger.documents.words import became

        told = self._("{day} {event}")
        events = [
            became(each, self._)
            if each.kind in _STANDS
            else told.format(day=self._day(each.day), event=became(each, self._))
            for each in fate.events
        ]
        return Became(fate.ref, fate.submitted, fate.title, "；".join(events))

    def _verdict(self, verdict: Any) -> tuple[Any, ...]:
        """The cells of a verdict as they are printed: periods and answers in words."""
        name, party, unit, _period, held, *rest = verdict_cells(verdict, self._)
        answers = {True: self._("yes"), False: self._("no"), "open": self._("open")}
        period = title(verdict.period, self._desk.config.language)
        return (name, party, unit, period, answers[held], *rest)

    def _listing(
        self, who: str, columns: Sequence[str], rows: Sequence[tuple[Any, ...]], told: Sequence[str] = ()
    ) -> "Statement":
        from infoledger.documents.slips import compose_listing

        config = self._desk.config
        heading = self._("{name}, {period}").format(name=who, period=title(self._window, config.language))
        office, language = config.office.name, config.language
        return compose_listing(office, heading, columns, rows, told, day=self._desk.today, language=language)

    def _day(self, day: Any) -> str:
        return day_title(day, self._desk.config.language)

    @cached_property
    def _(self) -> Any:
        return translation(self._desk.config.language).gettext
