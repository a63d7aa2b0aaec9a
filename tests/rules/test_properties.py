"""What must hold of any facts under any rules."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from infoledger.numbers import rounded
from infoledger.periods import Calendar
from infoledger.rules.actions import Each, FeeTimes, Give, Instead, More, Ratio
from infoledger.rules.facts import Book, Fact, Informant, InformantState, Item, Unit, UnitState, in_order
from infoledger.rules.measured import Condition, Conditions, Measured
from infoledger.rules.postings import Party
from infoledger.rules.reckoning import Rulebook, reckon
from infoledger.rules.regulation import (
    Bound,
    Cap,
    Case,
    Clause,
    Few,
    Joint,
    Outcome,
    Quota,
    Ranking,
    Regulation,
)
from infoledger.rules.standings import standings
from infoledger.rules.whens import FieldTest, Range, When

FIRST, TODAY = date(2025, 1, 1), date(2027, 1, 1)
UNITS = {id: Unit(id, (UnitState(date.min, f"单位{id}", "甲组" if id % 2 else "乙组"),)) for id in (1, 2, 3)}
PEOPLE = {id: Informant(id, f"信息员{id}", (InformantState(date.min, id),)) for id in UNITS}
LEVELS = ("县级", "市级", "省级")

amounts = st.decimals(-20, 40, places=2)
days = st.integers(0, 729).map(lambda offset: FIRST + timedelta(offset))
windows = st.sampled_from(["week", "month", "quarter", "half", "year"])
groups = st.sampled_from(["group", "all"])
divisors = st.sampled_from(["best", "mean", "total", Measured("adopted"), Decimal(3)])
sharing = st.one_of(
    st.sampled_from([Joint("each"), Joint("split")]),
    st.decimals(0, 1, places=2).map(lambda lead: Joint("lead", lead)),
)


@st.composite
def items(draw):
    return [
        Item(id, f"R{id}", f"标题{id}", draw(days), tuple(units), tuple(units))
        for id in range(1, 6)
        for units in [draw(st.lists(st.sampled_from(list(UNITS)), min_size=1, max_size=3, unique=True))]
    ]


@st.composite
def facts(draw):
    submitted = draw(items())
    told = [Fact("submission", item.id, item.submitted, (item,)) for item in submitted]
    for number in range(1, draw(st.integers(0, 12)) + 1):
        kind = draw(st.sampled_from(["forward", "adoption", "adoption", "instruction", "violation"]))
        details = {"level": draw(st.sampled_from(LEVELS)), "kind": "迟报"}
        if kind == "violation":
            told.append(Fact(kind, number, draw(days), (), draw(st.sampled_from(list(UNITS))), None, details))
        else:
            most = 3 if kind == "adoption" else 1
            piece = draw(
                st.lists(st.sampled_from(submitted), min_size=1, max_size=most, unique_by=lambda item: item.id)
            )
            told.append(Fact(kind, number, draw(days), tuple(piece), details=details))
    return told


@st.composite
def clauses(draw):
    """A regulation's worth of clauses: plain ones of every kind, then more and instead of a plain one."""
    plain = [
        Clause(
            f"{kind}{place}",
            kind,
            tuple(
                Case(Give(draw(amounts)), When((FieldTest("level", (level,)),)))
                for level in (LEVELS if kind in ("forward", "adoption", "instruction") else ())
            )
            or (Case(Give(draw(amounts))),),
            same_item=draw(st.sampled_from(["sum", "highest", "highest_per_level"])),
            pool=draw(st.sampled_from(["", "池"])),
            joint=draw(sharing),
            to=draw(st.sampled_from(["unit", "informant", "both"])),
            cap=draw(st.none() | st.builds(Cap, st.decimals(1, 30, places=1), windows | st.just("item"))),
        )
        for place, kind in enumerate(
            draw(st.lists(st.sampled_from(["submission", "forward", "adoption", "violation"]), max_size=4))
        )
    ]
    base = Clause("基", "adoption", (Case(Give(draw(amounts))),), same_item=draw(st.sampled_from(["sum", "highest"])))
    times = draw(st.decimals(-2, 3, places=1))
    more = Clause(
        "加倍", "instruction", (Case(More(times, "基")),), same_item=draw(st.sampled_from(["sum", "highest"]))
    )
    instead = Clause(
        "替代", "instruction", (Case(Instead(draw(amounts), "基"), When((FieldTest("level", ("省级",)),))),)
    )
    return (*plain, *draw(limited()), base, more, *([instead] if draw(st.booleans()) else []))


@st.composite
def limited(draw):
    """Two clauses under one cap, and one of which only a few facts count."""
    shared = Cap(draw(st.decimals(1, 20, places=1)), draw(windows), "合计")
    few = Few(draw(st.integers(1, 3)), draw(windows), draw(st.sampled_from(["first", "best"])))
    by_level = tuple(
        Case(Give(draw(st.decimals(0, 20, places=1))), When((FieldTest("level", (level,)),))) for level in LEVELS
    )
    return (
        Clause("共上报", "forward", (Case(Give(draw(amounts))),), cap=shared),
        Clause("共采用", "adoption", (Case(Give(draw(amounts))),), cap=shared, joint=draw(sharing)),
        Clause("几条", "adoption", by_level, cap=few),
    )


@st.composite
def regulations(draw):
    quota = Quota("月任务", "submission", Decimal(draw(st.integers(0, 2))), "month", "unit")
    owed = Clause("少报", "quota", (Case(Each(draw(amounts), "shortfall"), When((FieldTest("met", (False,)),))),))
    last = Outcome("末位", "unit", Conditions((Condition("rank_from_last", Range(at_most=Decimal(1))),)), "quarter", 2)
    monthly = Clause(
        "按比例",
        "period",
        (Case(Ratio(draw(st.decimals(0, 20, places=1)), draw(divisors), Measured("submitted"), draw(groups))),),
        per=draw(windows),
        part=draw(st.sampled_from(["none", "pro_rata"])),
        basis=draw(st.booleans()),
    )
    punished = Clause("末位扣分", "outcome", (Case(Give(Decimal(-5)), When((FieldTest("outcome", ("末位",)),))),))
    return Regulation(
        "办法",
        FIRST,
        scoring=(*draw(clauses()), owed, monthly, punished),
        quotas=(quota,),
        outcomes=(last,),
        floor=draw(
            st.none() | st.builds(Bound, st.decimals(-5, 5, places=1), st.sampled_from(["month", "quarter", "year"]))
        ),
        ceiling=draw(
            st.none() | st.builds(Bound, st.decimals(5, 30, places=1), st.sampled_from(["month", "quarter", "year"]))
        ),
    )


calendars = st.builds(Calendar, st.integers(1, 12), st.integers(1, 31))


def reckoned(told, regulation, calendar, window):
    rulebook = Rulebook((regulation,), calendar)
    book = Book(UNITS, PEOPLE, in_order([fact for fact in told if fact.day <= window.last]))
    return reckon(book, rulebook, window, TODAY)


def totals(reckoning, window=None):
    return {
        (of, id): total
        for of in ("unit", "informant")
        for id, total in reckoning.measures.total(of, window or reckoning.window).items()
        if total
    }


@settings(max_examples=60, deadline=None)
@given(facts(), regulations(), calendars)
def test_months_add_up_to_the_year(told, regulation, calendar):
    year = calendar.holding("year", date(2025, 12, 15))
    whole = reckoned(told, regulation, calendar, year)
    summed: dict[tuple[str, int], Decimal] = {}
    for month in calendar.ending_in("month", year):
        # Each month is reckoned by itself, knowing nothing of what came after it.
        for party, total in totals(reckoned(told, regulation, calendar, month)).items():
            summed[party] = summed.get(party, Decimal(0)) + total
    assert {party: total for party, total in summed.items() if total} == totals(whole)


@settings(max_examples=60, deadline=None)
@given(facts(), regulations(), st.randoms(use_true_random=False))
def test_the_order_of_recording_facts_of_different_days_changes_nothing(told, regulation, random):
    calendar = Calendar()
    year = calendar.part("year", 2026)
    by_day: dict[tuple[date, str], list[Fact]] = {}
    for fact in in_order(told):
        by_day.setdefault((fact.day, fact.kind), []).append(fact)
    shuffled = list(by_day.values())
    random.shuffle(shuffled)
    again = [fact for day in shuffled for fact in day]
    renumbered = [fact._replace(id=number) for number, fact in enumerate(again, 1)]
    assert totals(reckoned(renumbered, regulation, calendar, year)) == totals(
        reckoned(told, regulation, calendar, year)
    )


@settings(max_examples=60, deadline=None)
@given(facts(), regulations())
def test_the_row_of_a_notice_is_the_sum_of_its_postings(told, regulation):
    calendar = Calendar()
    reckoning = reckoned(told, regulation, calendar, calendar.part("quarter", 2026, 2))
    for of in ("unit", "informant"):
        for row in standings(reckoning, of):
            own = [each.amount for each in reckoning.postings if each.party == row.member.party]
            within = [
                each.amount
                for each in reckoning.postings
                if each.party == row.member.party and each.day in reckoning.window and each.currency == "points"
            ]
            assert row.points == sum(within, Decimal(0))
            assert own == [] or all(amount.as_tuple().exponent >= -2 for amount in own)


@given(
    st.decimals(Decimal("0.01"), 10000, places=2),
    st.integers(1, 3),
    sharing.filter(lambda joint: joint.kind != "each"),
)
def test_shares_of_one_piece_add_up_to_the_rounded_whole(yuan, sharers, joint):
    units = tuple(UNITS)[:sharers]
    item = Item(1, "R1", "标题", FIRST, units, units)
    clause = Clause("稿酬", "adoption", (Case(FeeTimes(Decimal("1.5"))),), "yuan", joint=joint, to="informant")
    calendar = Calendar()
    adoption = Fact("adoption", 1, FIRST, (item,), details={"fee": yuan})
    regulation = Regulation("办法", FIRST, rewards=(clause,))
    reckoning = reckoned([adoption], regulation, calendar, calendar.part("year", 2025))
    paid = reckoning.measures.total("informant", reckoning.window, currency="yuan")
    assert sum(paid.values(), Decimal(0)) == rounded(yuan * Decimal("1.5"), 2)
    if joint.kind == "split" and sharers > 1:
        assert max(paid.values()) - min(paid.values()) <= Decimal("0.01") * sharers


@settings(max_examples=60, deadline=None)
@given(facts(), regulations())
def test_no_window_gives_more_than_its_cap(told, regulation):
    calendar = Calendar()
    reckoning = reckoned(told, regulation, calendar, calendar.part("year", 2026))
    for clause in regulation.scoring:
        if isinstance(clause.cap, Cap) and clause.cap.per != "item" and not clause.cap.shared:
            sums: dict[tuple[Party, object, object], Decimal] = {}
            for posting in reckoning.postings:
                if posting.clause == clause.name:
                    key = (posting.party, calendar.holding(clause.cap.per, posting.day), calendar.year_of(posting.day))
                    sums[key] = sums.get(key, Decimal(0)) + posting.amount
            assert all(abs(total) <= clause.cap.amount for total in sums.values())


@settings(max_examples=60, deadline=None)
@given(facts(), regulations(), st.randoms(use_true_random=False))
def test_clauses_under_one_cap_never_give_more_together_in_whatever_order_a_day_is_recorded(told, regulation, random):
    calendar = Calendar()
    ids = [fact.id for fact in told]
    random.shuffle(ids)
    renumbered = [fact._replace(id=id) for fact, id in zip(told, ids, strict=True)]
    cap = next(clause.cap for clause in regulation.scoring if clause.name == "共上报")
    sums: dict[tuple[Party, object, object], Decimal] = {}
    for posting in reckoned(renumbered, regulation, calendar, calendar.part("year", 2026)).postings:
        if posting.clause in ("共上报", "共采用"):
            key = (posting.party, calendar.holding(cap.per, posting.day), calendar.year_of(posting.day))
            sums[key] = sums.get(key, Decimal(0)) + posting.amount
            assert abs(sums[key]) <= cap.amount


@settings(max_examples=60, deadline=None)
@given(facts(), limited(), st.integers(0, 11))
def test_at_the_end_of_a_window_the_best_few_are_what_counts_also_when_one_is_taken_back(told, clauses, voided):
    calendar = Calendar()
    few = replace(clauses[2], cap=replace(clauses[2].cap, which="best"))
    left = [fact for fact in told if fact.id != voided or fact.kind == "submission"]
    regulation = Regulation("办法", FIRST, scoring=(few,))
    given: dict[tuple[int, object, object], list[Decimal]] = {}
    for fact in left:
        if fact.kind == "adoption" and fact.day.year == 2026:
            case = next(case for case in few.cases if case.when.tests[0].values == (fact.details["level"],))
            for unit in {unit for item in fact.items for unit in item.units}:
                window = (calendar.holding(few.cap.per, fact.day), calendar.year_of(fact.day))
                given.setdefault((unit, *window), []).append(case.action.given)
    sums: dict[tuple[int, object, object], Decimal] = {}
    for posting in reckoned(left, regulation, calendar, calendar.part("year", 2026)).postings:
        if posting.day.year == 2026:
            key = (posting.party.id, calendar.holding(few.cap.per, posting.day), calendar.year_of(posting.day))
            sums[key] = sums.get(key, Decimal(0)) + posting.amount
    best = {key: sum(sorted(amounts)[-few.cap.count :], Decimal(0)) for key, amounts in given.items()}
    assert {key: total for key, total in sums.items() if total} == {key: total for key, total in best.items() if total}


@settings(max_examples=60, deadline=None)
@given(facts(), st.decimals(0, 1000, places=2), groups)
def test_the_shares_of_a_total_add_up_to_the_cent(told, yuan, within):
    calendar = Calendar()
    ratio = Ratio(yuan, "total", Measured("submitted"), within)
    clause = Clause("分摊", "period", (Case(ratio),), "yuan", per="month")
    regulation = Regulation("办法", FIRST, rewards=(clause,))
    reckoning = reckoned(told, regulation, calendar, calendar.part("year", 2026))
    for month in calendar.ending_in("month", reckoning.window):
        submitted = reckoning.measures.figures("submitted", "unit", month)
        paid = reckoning.measures.total("unit", month, currency="yuan")
        for ids in ([1, 3], [2]) if within == "group" else ([1, 2, 3],):
            shared_out = yuan if any(submitted.get(id) for id in ids) else Decimal(0)
            assert sum((Decimal(paid.get(id) or 0) for id in ids), Decimal(0)) == shared_out


def concerns(fact, party):
    named = fact.unit if party.kind == "unit" else fact.informant
    theirs = [item.units if party.kind == "unit" else item.informants for item in fact.items]
    return named == party.id or any(party.id in ids for ids in theirs)


@settings(max_examples=100, deadline=None)
@given(facts(), regulations(), st.builds(Party, st.sampled_from(["unit", "informant"]), st.sampled_from(list(UNITS))))
def test_where_each_is_judged_alone_the_facts_of_others_change_nothing(told, regulation, party):
    assert not Rulebook((regulation,), Calendar()).judges_each_alone
    # What hangs on others: the rank that an outcome asks for, and what the others have.
    scoring = tuple(clause for clause in regulation.scoring if clause.fact not in ("outcome", "period"))
    regulation = replace(regulation, scoring=scoring)
    calendar = Calendar()
    assert Rulebook((regulation,), calendar).judges_each_alone

    def postings(facts):
        found = reckoned(facts, regulation, calendar, calendar.part("year", 2026)).postings
        return [each for each in found if each.party == party]

    # Quotas are numbered across all parties.
    def shown(postings):
        return [each._replace(fact=each.fact and each.fact._replace(id=0)) for each in postings]

    assert shown(postings([fact for fact in told if concerns(fact, party)])) == shown(postings(told))


def test_a_parent_for_whom_its_sub_units_count_is_not_judged_alone():
    regulation = Regulation("办法", FIRST, ranking=Ranking(roll_up=True))
    assert not Rulebook((regulation,), Calendar()).judges_each_alone


def test_who_earns_by_the_rank_of_a_period_is_not_judged_alone():
    first = Conditions((Condition("rank", Range(at_most=Decimal(1))),))
    clause = Clause("第一名", "period", (Case(Give(Decimal(5))),), per="month", conditions=first)
    assert not Rulebook((Regulation("办法", FIRST, scoring=(clause,)),), Calendar()).judges_each_alone
