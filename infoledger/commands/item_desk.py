"""What an editor does with items: compare versions, look for weak points, follow an event, combine."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from infoledger.commands.done import say_done
from infoledger.commands.item_options import ITEM
from infoledger.commands.items import Ref, app
from infoledger.commands.options import Form, On, Output
from infoledger.commands.taking import taking
from infoledger.console import say, show, show_line, write_out
from infoledger.errors import UsageError
from infoledger.i18n import _
from infoledger.listings import Column
from infoledger.numbers import plain
from infoledger.office.desk import Desk

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from infoledger.documents.differences import Part

_ADDED, _REMOVED = "green underline", "red strike"

Refs = Annotated[list[str], typer.Argument(metavar="REF…", help=_("References of items."))]


@app.command()
def diff(ctx: typer.Context, ref: Ref) -> None:
    """Show what the office made of a draft: the submitted text (原稿) against the present one.

    What went stands in red or as [-…-], what came in green or as {+…+}.

    Example: infoledger item diff 2026-0001
    """
    from infoledger.commands.history import local
    from infoledger.documents.differences import differences, share_changed
    from infoledger.ledger.reading import item_ids
    from infoledger.ledger.versions import versions

    desk: Desk = ctx.obj
    with desk.reading() as connection:
        found = versions(connection, item_ids(connection, [ref])[ref])
    first, last = found[0], found[-1]
    parts = differences(f"{first.title}\n\n{first.body}", f"{last.title}\n\n{last.body}")
    _show_marked(parts)
    for version in found:
        say(_("{at}, {clerk}").format(at=local(version.at), clerk=version.clerk))
    say(_("Versions: {count}; changed: {share} %.").format(count=len(found), share=plain(share_changed(parts))))


@app.command()
def lint(
    ctx: typer.Context,
    refs: Annotated[list[str] | None, typer.Argument(metavar="REF…", help=_("References of items."))] = None,
    issue: Annotated[
        str | None, typer.Option("--issue", metavar="ISSUE", help=_("The items of this issue of a publication."))
    ] = None,
    form: Form = None,
    output: Output = None,
) -> None:
    """Look for weak points in drafts: length, parts expected, figures, dates, sentences, punctuation.

    They are hints: nothing is refused for them.

    Example: infoledger item lint 2026-0001 2026-0002

    Example: infoledger item lint --issue 政务信息
    """
    desk: Desk = ctx.obj
    if not refs and not issue:
        raise UsageError(_("REF is missing."), _("Name items, or an issue with --issue."))
    with desk.reading() as connection:
        found = list(_hints(desk, connection, refs or [], issue))
    show([Column("ref", _("reference")), Column("title", _("title")), Column("hint", _("hint"))], found, form, output)
    if not found:
        say(_("Nothing to mend was found."))


@app.command()
def chain(ctx: typer.Context, ref: Ref, form: Form = None, output: Output = None) -> None:
    """Show the items on one event, from the first report on, with what became of each.

    Example: infoledger item chain 2026-0001
    """
    from infoledger.ledger.chains import chain as chain_of
    from infoledger.ledger.listing import Listing
    from infoledger.ledger.reading import item_ids

    desk: Desk = ctx.obj
    with desk.reading() as connection:
        listing = Listing(connection, desk.config)
        items = chain_of(connection, item_ids(connection, [ref])[ref])
        cells = [listing.one("items", item) for item in items]
        adopted = [
            ";".join(f"{each['outlet']} {each['date']}" for each in listing.about("adoptions", item)) for item in items
        ]
        instructed = [
            ";".join(f"{each['leader']} {each['date']}" for each in listing.about("instructions", item))
            for item in items
        ]
    names = ("submitted", "ref", "title", "units")
    columns = [
        Column("submitted", _("submitted")),
        Column("ref", _("reference")),
        Column("title", _("title")),
        Column("units", _("units")),
        Column("adoptions", _("adopted by")),
        Column("instructions", _("instructions")),
    ]
    rows = [[*(each[name] for name in names), *more] for each, *more in zip(cells, adopted, instructed, strict=True)]
    show(columns, rows, form, output)
    if cells[0]["occurred"]:
        say(_("From the event to the first report: {time}.").format(time=_elapsed(cells[0])))


@app.command()
@taking({name: ITEM[name] for name in ("ref", "category", "secrecy", "body")})
def merge(
    ctx: typer.Context,
    refs: Refs,
    title: Annotated[str, typer.Option("--title", metavar="TEXT", help=_("The title of the combined item."))],
    date: On = None,
    file: Annotated[
        Path | None, typer.Option("--file", metavar="FILE", help=_("Its text, as “submit” takes it."))
    ] = None,
    **given: Any,
) -> None:
    """Combine several items into one new text (综合), and print its reference.

    It stands for its sources: forwarding, adopting or instructing it records them as one piece.
    Without a text of its own it says what they say, one after another.

    Example: infoledger item merge 2026-0001 2026-0002 --title 我县多措并举抓好秋粮生产
    """
    from infoledger.config.names import resolve
    from infoledger.intake.drafts import read_draft
    from infoledger.ledger.combined import merge_items
    from infoledger.ledger.reading import item_ids
    from infoledger.ledger.shapes import NewItem

    desk: Desk = ctx.obj
    config = desk.config
    if given["category"] and config.categories:
        given["category"] = resolve(given["category"], dict.fromkeys(config.categories, ()))
    if given["secrecy"]:
        given["secrecy"] = resolve(given["secrecy"], dict.fromkeys(config.secrecy, ()))
    given["body"] = given["body"] or (read_draft(file).body if file else None)
    made = NewItem(submitted=desk.day(date), units=(), title=title, **given)
    with desk.recording("item merge") as pen:
        ids = item_ids(pen.connection, refs)
        number = merge_items(pen, [ids[each] for each in refs], made, config.secrecy, config.calendar)
    show_line(number)
    say_done(pen.sentence)


def _show_marked(parts: "Sequence[Part]") -> None:
    """Coloured on a terminal; elsewhere, and with NO_COLOR, with marks."""
    from infoledger.documents.differences import marked

    if not sys.stdout.isatty():
        write_out(marked(parts).rstrip() + "\n", None)
        return
    from rich.console import Console
    from rich.text import Text

    from infoledger.console import clean

    page = Console(markup=False, emoji=False, highlight=False)
    if page.no_color or not page.color_system:
        write_out(marked(parts).rstrip() + "\n", None)
        return
    styles = {"kept": "", "removed": _REMOVED, "added": _ADDED}
    page.print(Text.assemble(*((clean(part.text), styles[part.fate]) for part in parts)))


def _hints(desk: Desk, connection: "Connection", refs: "Sequence[str]", issue: str | None) -> Iterator[list[Any]]:
    from infoledger.config.model import Category as Expected
    from infoledger.intake.hints import Draft, hints
    from infoledger.ledger.bulletins import find_issue, placed
    from infoledger.ledger.listing import Listing, item_text
    from infoledger.ledger.reading import item_ids

    items = list(item_ids(connection, refs).values())
    if issue:
        found = find_issue(connection, issue, desk.config.publications)
        items += [piece.item for piece in placed(connection, found.id, desk.today)]
    listing = Listing(connection, desk.config)
    for item in dict.fromkeys(items):
        cells = listing.one("items", item)
        category = cells["category"] or ""
        expected = (desk.config.categories or {}).get(category) or Expected()
        for hint in hints(Draft(cells["title"], item_text(connection, item) or "", category, expected)):
            yield [cells["ref"], cells["title"], hint]


def _elapsed(cells: dict[str, Any]) -> str:
    from infoledger.dates import parse_moment

    (day, at), (came, when) = parse_moment(cells["occurred"]), parse_moment(cells["submitted"])
    if at and when:
        from datetime import datetime

        minutes = (datetime.combine(came, when) - datetime.combine(day, at)).total_seconds() // 60
        return _("{hours} h {minutes} min").format(hours=int(minutes // 60), minutes=int(minutes % 60))
    return _("{days} days").format(days=(came - day).days)
