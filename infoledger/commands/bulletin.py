"""``bulletin``: the office's own publications, put together, issued and printed."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from infoledger.commands.done import say_done
from infoledger.commands.forms import Template, check_template
from infoledger.commands.options import Form, On, Output
from infoledger.console import at_terminal, choose_form, say, show, show_line, write_out
from infoledger.errors import InfoledgerError, UsageError
from infoledger.i18n import _, listed
from infoledger.listings import Column
from infoledger.office.desk import Desk

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from infoledger.config.model import Config, Publication
    from infoledger.documents.bulletin import Bulletin
    from infoledger.ledger.bulletins import Issue, Placed, Printed

app = typer.Typer(
    help=_(
        "Put together, issue and print the office's own publications.\n\n"
        "ISSUE is 政务信息 for the only one in preparation, its id (3, 政务信息#3), or, once it is issued, "
        "政务信息第12期, 政务信息/2026/12 or the running number 政务信息/57."
    )
)

IssueWord = Annotated[
    str,
    typer.Argument(
        metavar="ISSUE", help=_("政务信息 (in preparation), 3, 政务信息#3, 政务信息第12期, 政务信息/2026/12.")
    ),
]
Refs = Annotated[list[str], typer.Argument(metavar="REF…", help=_("References of items."))]


@app.command()
def new(
    ctx: typer.Context,
    publication: Annotated[str, typer.Argument(metavar="PUBLICATION", help=_("One of the config's publications."))],
    on: On = None,
    title: Annotated[
        str | None, typer.Option("--title", metavar="TEXT", help=_("The title of a special issue."))
    ] = None,
    note: Annotated[str | None, typer.Option("--note", metavar="TEXT", help=_("The editor's note (编者按)."))] = None,
) -> None:
    """Begin an issue, meant to go out on a day; its id is printed.

    Example: infoledger bulletin new 政务信息 --title 防汛专刊
    """
    from infoledger.config.names import resolve
    from infoledger.ledger.bulletins import new_issue

    desk: Desk = ctx.obj
    publications = desk.config.publications
    chosen = publications[resolve(publication, dict.fromkeys(publications, ()))]
    day = desk.day(on) if on else None
    with desk.recording("bulletin new") as pen:
        issue = new_issue(pen, chosen, special=title, note=note, day=day)
    show_line(str(issue.id))
    say_done(pen.sentence)


@app.command()
def add(
    ctx: typer.Context,
    issue: IssueWord,
    refs: Refs,
    section: Annotated[
        str | None,
        typer.Option(
            "--section",
            metavar="SECTION",
            help=_("The section they stand in (default: the one called like their category)."),
        ),
    ] = None,
    title: Annotated[
        str | None,
        typer.Option(
            "--title", metavar="TEXT", help=_("The title to print; | where a line is to break (one item only).")
        ),
    ] = None,
) -> None:
    """Put items at the end of an issue in preparation.

    Example: infoledger bulletin add 政务信息 2026-0001 2026-0002 --section 要闻
    """
    from infoledger.config.names import resolve
    from infoledger.ledger.bulletins import add_items, find_issue
    from infoledger.ledger.reading import item_ids

    desk: Desk = ctx.obj
    if title and len(refs) > 1:
        raise UsageError(_("--title is for one item, not for {count}.").format(count=len(refs)))
    with desk.recording("bulletin add") as pen:
        found = find_issue(pen.connection, issue, desk.config.publications)
        sections = _publication(desk.config, found).sections
        chosen = resolve(section, dict.fromkeys(sections, ())) if section else None
        ids = item_ids(pen.connection, refs)
        items = list(dict.fromkeys(ids[ref] for ref in refs))
        add_items(pen, found, items, desk.config, section=chosen, title=title)
        added = _placed(desk, found, pen.connection)[-len(items) :]
    say_done(pen.sentence)
    _warn_of_titles(added)


@app.command()
def drop(ctx: typer.Context, issue: IssueWord, refs: Refs) -> None:
    """Take items out of an issue in preparation.

    Example: infoledger bulletin drop 政务信息 2026-0002
    """
    from infoledger.ledger.bulletins import drop_items, find_issue
    from infoledger.ledger.reading import item_ids

    desk: Desk = ctx.obj
    with desk.recording("bulletin drop") as pen:
        found = find_issue(pen.connection, issue, desk.config.publications)
        drop_items(pen, found, list(item_ids(pen.connection, refs).values()))
    say_done(pen.sentence)


@app.command("show")
def show_issue(ctx: typer.Context, issue: IssueWord, form: Form = None, output: Output = None) -> None:
    """Show the items of an issue in their order.

    Example: infoledger bulletin show 政务信息
    """
    from infoledger.ledger.bulletins import find_issue

    desk: Desk = ctx.obj
    with desk.reading() as connection:
        found = find_issue(connection, issue, desk.config.publications)
        pieces = _placed(desk, found, connection)
    columns = [
        Column("place", _("place"), numeric=True),
        Column("ref", _("reference")),
        Column("section", _("section")),
        Column("title", _("title")),
        Column("units", _("units")),
        Column("secrecy", _("secrecy")),
    ]
    rows = [
        [place, piece.ref, piece.section, piece.title, ";".join(piece.units), piece.secrecy]
        for place, piece in enumerate(pieces, 1)
    ]
    show(columns, rows, form, output)
    say(_state(found))
    _warn_of_titles(pieces)


@app.command()
def sign(
    ctx: typer.Context,
    issue: IssueWord,
    role: Annotated[
        str, typer.Argument(metavar="ROLE", help=_("One of the publication's signatures: 编辑, 审核, 签发 …"))
    ],
    name: Annotated[str, typer.Argument(metavar="NAME", help=_("Who signed."))],
) -> None:
    """Put a name beside a signature of an issue in preparation.

    Example: infoledger bulletin sign 政务信息 编辑 王某
    """
    from infoledger.config.names import resolve
    from infoledger.ledger.bulletins import find_issue
    from infoledger.ledger.bulletins import sign as sign_issue

    desk: Desk = ctx.obj
    with desk.recording("bulletin sign") as pen:
        found = find_issue(pen.connection, issue, desk.config.publications)
        roles = _publication(desk.config, found).signatures
        sign_issue(pen, found, resolve(role, dict.fromkeys(roles, ())), name)
    say_done(pen.sentence)


@app.command("issue")
def issue_it(ctx: typer.Context, issue: IssueWord, on: On = None, template: Template = None) -> None:
    """Issue it: give it its number and record the adoption of its items. It cannot be taken back.

    From then on it is printed as it is now, with the office's own template if one is named here.

    Example: infoledger bulletin issue 政务信息
    """
    from infoledger.commands.questions import agree
    from infoledger.ledger.bulletins import find_issue, issue_bulletin

    desk: Desk = ctx.obj
    if template:
        check_template(template, template.suffix.lower().removeprefix("."))

    def printed(numbered: "Issue", pieces: "Sequence[Placed]") -> "Printed":
        return _print(desk, _compose(desk, numbered, pieces), template)

    lacking = list(_lacking(desk, issue))
    for told in lacking:
        say(told)
    if lacking and at_terminal():
        agree(_("Issue it all the same?"), enter=False)
    with desk.recording("bulletin issue") as pen:
        found = find_issue(pen.connection, issue, desk.config.publications)
        _publication(desk.config, found)
        day = desk.day(on) if on else found.day or desk.today
        issued = issue_bulletin(pen, found, desk.config, day, printed)
    show_line(issued.called)
    say(_("{sentence}.").format(sentence=pen.sentence))


@app.command()
def render(
    ctx: typer.Context,
    issue: IssueWord,
    form: Annotated[
        Literal["txt", "md", "html", "docx"] | None,
        typer.Option("--format", "-f", help=_("The format (default: by the file's ending, else txt).")),
    ] = None,
    output: Output = None,
    template: Template = None,
) -> None:
    """Print an issue. An issued one is the same each time; docx is the one to print on paper.

    Example: infoledger bulletin render 政务信息 -o 政务信息.docx
    """
    from infoledger.documents.rendering import BULLETIN_FORMATS

    desk: Desk = ctx.obj
    chosen = choose_form(form, output, BULLETIN_FORMATS) if form or output else "txt"
    check_template(template, chosen)
    if chosen == "docx" and not output and sys.stdout.isatty():
        raise UsageError(_("A Word document does not go to the terminal."), _("Name a file with -o."))
    write_out(_file(desk, issue, chosen, template), output)
    if output:
        say(_("Wrote {file}.").format(file=output))


@app.command("list")
def list_all(
    ctx: typer.Context,
    publication: Annotated[str | None, typer.Argument(metavar="PUBLICATION", help=_("Only this publication."))] = None,
    form: Form = None,
    output: Output = None,
) -> None:
    """List issues, in preparation and issued.

    Example: infoledger bulletin list
    """
    from infoledger.config.names import resolve
    from infoledger.ledger.bulletins import item_counts, list_issues

    desk: Desk = ctx.obj
    name = resolve(publication, dict.fromkeys(desk.config.publications, ())) if publication else None
    with desk.reading() as connection:
        issues, counts = list_issues(connection, name), item_counts(connection)
    columns = [
        Column("id", _("id"), numeric=True),
        Column("issue", _("issue")),
        Column("date", _("date")),
        Column("issued", _("issued")),
        Column("items", _("items"), numeric=True),
        Column("title", _("title")),
    ]
    rows = [
        [each.id, each.called, each.day, each.content is not None, counts.get(each.id, 0), each.special]
        for each in issues
    ]
    show(columns, rows, form, output)


def _file(desk: Desk, word: str, form: str, template: Path | None) -> str | bytes:
    """The issue that ``word`` means as it was issued, or as it would be issued now. Raises ``InfoledgerError``."""
    from infoledger.documents.rendering import render
    from infoledger.ledger.bulletins import find_issue

    with desk.reading() as connection:
        found = find_issue(connection, word, desk.config.publications)
        if found.content is None:
            draft = _compose(desk, found, _placed(desk, found, connection))
            return render(draft, form, template, desk.config.layout)
        if template:
            raise InfoledgerError(
                _("{issue} is issued and is printed as it was then.").format(issue=found.called),
                _("Leave --template out."),
            )
        return as_issued(connection, found, form)


def as_issued(connection: "Connection", issue: "Issue", form: str) -> bytes:
    """The file of an issue in one of its formats; of one made before files were kept only the words are as then."""
    from infoledger.documents.bulletin import Bulletin
    from infoledger.documents.content import pack, thaw, unpack
    from infoledger.documents.rendering import render
    from infoledger.ledger.bulletins import files_of

    files = files_of(connection, issue) or pack({form: render(thaw(Bulletin, issue.content or {}), form)})
    return unpack(files, form)


def _lacking(desk: Desk, word: str) -> Iterator[str]:
    """What the issue in preparation that ``word`` means lacks: signatures, and the text of items."""
    from infoledger.ledger.bulletins import find_issue

    with desk.reading() as connection:
        found = find_issue(connection, word, desk.config.publications)
        pieces = _placed(desk, found, connection)
    if found.content is not None:
        return
    if unsigned := [role for role in _publication(desk.config, found).signatures if not found.signed.get(role)]:
        yield _("Nobody has signed as {roles}.").format(roles=listed(unsigned))
    if empty := [piece.ref for piece in pieces if not piece.body.strip()]:
        yield _("Without text: {refs}.").format(refs=listed(empty))


def _print(desk: Desk, document: "Bulletin", template: Path | None) -> "Printed":
    """A document in every format, by the office's own template where one is named."""
    from infoledger.documents.content import freeze, pack
    from infoledger.documents.rendering import BULLETIN_FORMATS, render
    from infoledger.ledger.bulletins import Printed

    own = {template.suffix.lower().removeprefix("."): template} if template else {}
    files = {form: render(document, form, own.get(form), desk.config.layout) for form in BULLETIN_FORMATS}
    return Printed(freeze(document), pack(files))


def _compose(desk: Desk, issue: "Issue", pieces: "Sequence[Placed]") -> "Bulletin":
    from infoledger.documents.bulletin import Piece, compose
    from infoledger.ledger.bulletins import highest_secrecy

    config = desk.config
    return compose(
        _publication(config, issue),
        [Piece(piece.title, piece.body, piece.units, piece.section or "") for piece in pieces],
        day=issue.day or desk.today,
        language=config.language,
        number=issue.number,
        running=issue.running,
        special=issue.special or "",
        note=issue.note or "",
        secrecy=highest_secrecy(pieces, config.secrecy),
        signed=issue.signed,
    )


def _placed(desk: Desk, issue: "Issue", connection: Any) -> "list[Placed]":
    from infoledger.ledger.bulletins import placed

    return placed(connection, issue.id, issue.day or desk.today)


def _publication(config: "Config", issue: "Issue") -> "Publication":
    from infoledger.config.names import resolve

    return config.publications[resolve(issue.publication, dict.fromkeys(config.publications, ()), parts=False)]


def _state(issue: "Issue") -> str:
    if issue.content is not None:
        return _("{issue}, issued on {day}.").format(issue=issue.called, day=issue.day)
    return _("{issue}, in preparation.").format(issue=issue.called)


def _warn_of_titles(pieces: "Sequence[Placed]") -> None:
    """Tell of titles that leave a few characters on their last line, while they can still be broken well."""
    from infoledger.documents.text import breaks_badly

    for piece in pieces:
        if breaks_badly(piece.title):
            say(
                _("The title of {ref} leaves a few characters on its last line: put | where it should break.").format(
                    ref=piece.ref
                )
            )
