"""Review (审稿): the steps that an item passes before it may go out, and where each item stands.

A return sends the draft back to its unit; its new version passes all steps anew. Who passes it with
an ``override`` skips what is left, and the reason is kept. A text that was edited after its last step
passes that step again.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Literal, NamedTuple

from sqlalchemy import Connection, Row, or_, select

from infoledger.config.model import Config
from infoledger.errors import Finding, InfoledgerError
from infoledger.i18n import N_, _
from infoledger.ledger import models
from infoledger.ledger.combined import sources_of
from infoledger.ledger.journal import Pen
from infoledger.ledger.reading import Extent, load_book
from infoledger.ledger.seals import in_parts, table_of
from infoledger.ledger.versions import versions
from infoledger.rules.conditions import View, compile_when
from infoledger.rules.facts import Book, Fact
from infoledger.rules.postings import Party

Verdict = Literal["pass", "return", "reject"]

_ITEMS, _REVIEWS, _FORWARDS = map(table_of, (models.Item, models.Review, models.Forward))
_ADOPTIONS, _ADOPTION_ITEMS = table_of(models.Adoption), table_of(models.AdoptionItem)
_STATUS = {"pass": "received", "return": "returned", "reject": "rejected"}
_STATES = {"returned": N_("returned"), "rejected": N_("rejected")}
_DONE = {
    "pass": N_("{by} passed {ref} “{title}”"),
    "return": N_("{by} returned {ref} “{title}”"),
    "reject": N_("{by} rejected {ref} “{title}”"),
}


#: The items that went up or came out.
_GONE = (
    select(_FORWARDS.c.item).where(_FORWARDS.c.voided.is_(None)),
    select(_ADOPTION_ITEMS.c.item).join(_ADOPTIONS).where(_ADOPTIONS.c.voided.is_(None)),
)


class Standing(NamedTuple):
    """Where an item stands: the steps it still has to pass, and ``since`` when it waits for the first of them.

    ``reopened`` says that it was through all of them, and that its title or text was edited since.
    """

    item: int
    ref: str
    title: str
    status: str
    missing: tuple[str, ...]
    since: date
    reopened: bool

    @property
    def waits_for(self) -> str | None:
        """The step that is next; None for a draft that went back to its unit, or is through."""
        return self.missing[0] if self.missing and self.status != "returned" else None


def standings(connection: Connection, config: Config, items: Collection[int]) -> dict[int, Standing]:
    """Where ``items`` stand, by id, in the order of ``items``."""
    rows = {row.id: row for row in _selected(connection, items)}
    reviews = _reviews(connection, rows)
    steps = _steps(connection, config, rows.values())
    return {id: _standing(rows[id], steps[id], reviews[id]) for id in items if id in rows}


def waiting(connection: Connection, config: Config) -> list[Standing]:
    """The drafts that are neither through nor rejected, in the order submitted; those that went out are left out."""
    query = select(_ITEMS.c.id).where(_ITEMS.c.voided.is_(None), _ITEMS.c.status.in_(("received", "returned")))
    query = query.where(*(_ITEMS.c.id.not_in(out) for out in _GONE)).order_by(_ITEMS.c.submitted, _ITEMS.c.id)
    found = standings(connection, config, connection.execute(query).scalars().all())
    return [_come_back(connection, each) for each in found.values() if each.missing]


def refuse_unreviewed(connection: Connection, config: Config, items: Collection[int]) -> None:
    """Raise ``InfoledgerError`` that names each of ``items`` with steps left; where no steps are named, none has."""
    if not (config.review.steps or config.review.more):
        return
    found = [each for each in standings(connection, config, items).values() if each.missing]
    if found:
        raise InfoledgerError(
            _("Not through the review:"),
            _(
                "Pass them with `infoledger review REF pass`; "
                "all steps at once with `infoledger review REF pass --override REASON`."
            ),
            [Finding(each.ref, _at(each)) for each in found],
        )


def skipped(connection: Connection, config: Config) -> Iterator[Finding]:
    """The items that went up or out in an issue, as by an import, with steps that nobody passed or overrode."""
    if not (config.review.steps or config.review.more):
        return
    out = (
        select(_FORWARDS.c.item).where(_FORWARDS.c.voided.is_(None)),
        select(_ADOPTION_ITEMS.c.item)
        .join(_ADOPTIONS)
        .where(_ADOPTIONS.c.voided.is_(None), _ADOPTIONS.c.outlet.in_(config.publications)),
    )
    query = select(_ITEMS.c.id).where(_ITEMS.c.voided.is_(None), or_(*(_ITEMS.c.id.in_(gone) for gone in out)))
    gone = set(connection.execute(query.order_by(_ITEMS.c.id)).scalars())
    covered = _behind_combined(connection, config)
    for each in standings(connection, config, sorted(gone - covered)).values():
        if each.missing:
            steps = "、".join(each.missing)
            if each.reopened:
                again = _("Read it again: infoledger review {ref} pass").format(ref=each.ref)
                yield Finding(each.ref, _("Its title or text was edited after {step}.").format(step=steps), again)
            else:
                yield Finding(each.ref, _("It went out without {steps}.").format(steps=steps))


def _behind_combined(connection: Connection, config: Config) -> set[int]:
    """The sources of combined items that are through all steps: they went out in that text."""
    links = table_of(models.ItemSource)
    behind: defaultdict[int, set[int]] = defaultdict(set)
    for row in connection.execute(select(links.c.item, links.c.source)):
        behind[row.item].add(row.source)
    whole = standings(connection, config, list(behind)).values()
    return set[int]().union(*(behind[each.item] for each in whole if not each.missing))


def judge(
    pen: Pen,
    config: Config,
    item: int,
    verdict: Verdict,
    *,
    by: str,
    day: date,
    note: str | None = None,
    override: str | None = None,
) -> int:
    """Record what became of ``item`` at the step it waits for; the id of the record.

    Raises ``InfoledgerError`` for a pass where there is no step left, or the draft has not come back.
    """
    now = standings(pen.connection, config, [item])[item]
    _refuse_out_of_turn(pen.connection, now, verdict, override)
    if verdict == "pass" and not override:
        _refuse_same_hand(pen.connection, config, now, by)
    left = () if override else now.missing[1:]
    step = None if override else next(iter(now.missing), None)
    row = {"item": item, "step": step, "verdict": verdict, "by": by, "day": day}
    (identity,) = pen.insert(models.Review, [{**row, "note": note, "override": override}])
    through = verdict == "pass" and not left
    pen.alter(models.Item, item, status="approved" if through else _STATUS[verdict])
    pen.sentence = _sentence(now, verdict, by, left, override, note)
    return identity


def reopen(
    pen: Pen, config: Config, item: int, corrections: Mapping[str, Any], *, by: str, day: date, note: str
) -> str | None:
    """Let an item that is through the review pass its last step again if ``corrections`` change title or text.

    The last step signs a text, and another text is not the one signed. What went out already keeps its
    status, for it went out as it was signed; ``skipped`` names it. Returns the step, None if none reads it again.
    """
    (row,) = _selected(pen.connection, [item])
    steps = _steps(pen.connection, config, [row])[item]
    now = _standing(row, steps, _reviews(pen.connection, [item])[item])
    before = pen.connection.execute(select(_ITEMS.c.title, _ITEMS.c.body).where(_ITEMS.c.id == item)).mappings().one()
    edited = any(name in corrections and corrections[name] != text for name, text in before.items())
    if not edited or not steps or now.missing:
        return None
    reopened = {"item": item, "step": steps[-1], "verdict": "reopen", "by": by, "day": day, "note": note}
    pen.insert(models.Review, [reopened])
    inside = select(_ITEMS.c.id).where(_ITEMS.c.id == item, *(_ITEMS.c.id.not_in(out) for out in _GONE))
    pen.alter(models.Item, pen.connection.execute(inside).scalars().all(), status="received")
    return steps[-1]


def _refuse_out_of_turn(connection: Connection, now: Standing, verdict: Verdict, override: str | None) -> None:
    if verdict == "pass" and not now.missing and now.status not in _STATES:
        raise InfoledgerError(_("{ref} is through all steps of review.").format(ref=now.ref))
    if override or verdict != "pass":
        return
    if now.status == "rejected":
        raise InfoledgerError(
            _("{ref} was rejected.").format(ref=now.ref),
            _("`infoledger undo`, or `infoledger review REF pass --override REASON`."),
        )
    if now.status == "returned" and not _came_back(connection, now.item):
        raise InfoledgerError(
            _("{ref} was returned on {day} and has not come back.").format(ref=now.ref, day=now.since),
            _("Enter its new version: infoledger item edit {ref} --body TEXT --reason 修改稿").format(ref=now.ref),
        )


def _refuse_same_hand(connection: Connection, config: Config, now: Standing, by: str) -> None:
    """Raise if ``by`` passed a step of this round that must lie in other hands than the one at which ``now`` stands."""
    others = {step for group in config.review.apart if now.missing[0] in group for step in group} - set(now.missing)
    reviews = _reviews(connection, [now.item])[now.item] if others else []
    rounds = [place for place, each in enumerate(reviews, 1) if each.verdict in ("return", "reject")]
    for each in reviews[rounds[-1] if rounds else 0 :]:
        if each.verdict == "pass" and each.step in others and each.by == by:
            told = _("{by} signed {other} of {ref}, and may not sign {step} too.")
            raise InfoledgerError(
                told.format(by=by, other=each.step, ref=now.ref, step=now.missing[0]),
                _("Another person passes it: --by NAME, or --clerk NAME before the command."),
            )


def _come_back(connection: Connection, standing: Standing) -> Standing:
    """A returned draft with a new version is as one just received."""
    back = standing.status == "returned" and _came_back(connection, standing.item)
    return standing._replace(status="received") if back else standing


def _came_back(connection: Connection, item: int) -> bool:
    """Whether the item has a version newer than its last return."""
    known, reviews = versions(connection, item), _reviews(connection, [item])[item]
    returned: int = reviews[-1].entry if reviews else known[0].entry
    return known[-1].entry > returned


def _standing(row: Row[Any], steps: Sequence[str], reviews: Sequence[Row[Any]]) -> Standing:
    # What had been signed before it was recorded came in as approved.
    signed = reviews[0].verdict == "reopen" if reviews else row.status == "approved"
    passed = set(steps) if signed else set[str]()
    for review in reviews:
        if review.verdict == "pass":
            passed |= set(steps) if review.override else {review.step}
        elif review.verdict == "reopen":
            passed.discard(review.step)
        else:
            passed = set()
    since = reviews[-1].day if reviews else row.submitted
    missing = tuple(step for step in steps if step not in passed)
    reopened = bool(reviews) and reviews[-1].verdict == "reopen"
    return Standing(row.id, row.ref, row.title, row.status, missing, since, reopened)


def _steps(connection: Connection, config: Config, rows: Collection[Row[Any]]) -> Mapping[int, tuple[str, ...]]:
    """By item, the steps that the config asks of it, in order; of a combined one what any of its sources asks.

    None are asked of an item from before there were any.
    """
    asked = {row.id: list(config.review.steps) for row in rows if not config.review.lies_before(row.submitted)}
    if config.review.more and asked:
        behind = sources_of(connection, asked)
        more = _more(connection, config, {source for sources in behind.values() for source in sources})
        for id, sources in behind.items():
            asked[id] += [each.step for each in config.review.more if any(each.step in more[one] for one in sources)]
    return {row.id: tuple(dict.fromkeys(asked.get(row.id, ()))) for row in rows}


def _more(connection: Connection, config: Config, items: Collection[int]) -> Mapping[int, set[str]]:
    """By item, the further steps that it asks by itself."""
    days = [row.submitted for row in _selected(connection, items)]
    book = load_book(connection, config, min(days), max(days), max(days), Extent({"submission"}))
    tests = [(each.step, compile_when(each.when)) for each in config.review.more]
    found: defaultdict[int, set[str]] = defaultdict(set)
    for fact in book.facts:
        if fact.id in items:
            views = list(_views(book, fact))
            found[fact.id] = {step for step, matches in tests if any(map(matches, views))}
    return found


def _views(book: Book, fact: Fact) -> Iterator[View]:
    """The item as each of its units sees it."""
    (item,) = fact.items
    return (View(book, fact, item, Party("unit", unit)) for unit in item.units)


def _selected(connection: Connection, items: Iterable[int]) -> Iterator[Any]:
    columns = (_ITEMS.c.id, _ITEMS.c.ref, _ITEMS.c.title, _ITEMS.c.status, _ITEMS.c.submitted)
    for part in in_parts(items):
        yield from connection.execute(select(*columns).where(_ITEMS.c.id.in_(part))).all()


def _reviews(connection: Connection, items: Iterable[int]) -> Mapping[int, list[Row[Any]]]:
    found: defaultdict[int, list[Row[Any]]] = defaultdict(list)
    for part in in_parts(items):
        live = select(_REVIEWS).where(_REVIEWS.c.voided.is_(None), _REVIEWS.c.item.in_(part))
        for row in connection.execute(live.order_by(_REVIEWS.c.id)):
            found[row.item].append(row)
    return found


def _at(standing: Standing) -> str:
    if standing.status in ("returned", "rejected"):
        return _("{title} ({status})").format(title=standing.title, status=_(_STATES[standing.status]))
    return _("{title} (at {step})").format(title=standing.title, step=standing.missing[0])


def _sentence(
    now: Standing, verdict: Verdict, by: str, left: Sequence[str], override: str | None, note: str | None
) -> str:
    steps = now.missing if override else now.missing[:1]
    done = _(_DONE[verdict]).format(by=by, ref=now.ref, title=now.title)
    if steps:
        done += _(" at {step}").format(step="、".join(steps))
    if verdict == "pass":
        done += _(", next: {step}").format(step=left[0]) if left else _(", it may go out")
    if override:
        done += _("; reason: {text}").format(text=override)
    return done + _("; opinion: {text}").format(text=note) if note else done
