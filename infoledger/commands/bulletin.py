"""``bulletin``: the office's own publications, put together, issued and printed."""

import re
from typing import Annotated, Literal

import typer

from infoledger.commands.done import say_done
from infoledger.commands.forms import Leader, Template, check_template, document_form, write_document
from infoledger.commands.options import Form, On, OptionalPeriod, Output
from infoledger.commands.showing import show_listing
from infoledger.console import ask, at_terminal, say, show, show_answer, show_line
from infoledger.errors import UsageError
from infoledger.i18n import _
from infoledger.office import publishing
from infoledger.office.desk import Desk
from infoledger.office.printing import BULLETIN_FORMATS, ending

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
    desk: Desk = ctx.obj
    identity, sentence = publishing.begin(desk, publication, special=title, note=note, on=on)
    show_line(str(identity))
    say_done(sentence)


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
    desk: Desk = ctx.obj
    say_done(publishing.put_in(desk, issue, refs, section=section, title=title))


@app.command()
def drop(ctx: typer.Context, issue: IssueWord, refs: Refs) -> None:
    """Take items out of an issue in preparation.

    Example: infoledger bulletin drop 政务信息 2026-0002
    """
    desk: Desk = ctx.obj
    say_done(publishing.take_out(desk, issue, refs))


@app.command("show")
def show_issue(ctx: typer.Context, issue: IssueWord, form: Form = None, output: Output = None) -> None:
    """Show the items of an issue in their order.

    Example: infoledger bulletin show 政务信息
    """
    desk: Desk = ctx.obj
    show_answer(publishing.contents(desk, issue), form, output)


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
    desk: Desk = ctx.obj
    say_done(publishing.sign(desk, issue, role, name))


@app.command("issue")
def issue_it(
    ctx: typer.Context,
    issue: IssueWord,
    on: On = None,
    template: Template = None,
    unsigned: Annotated[
        str, typer.Option("--unsigned", metavar="REASON", help=_("Why it goes out without a signature or a text."))
    ] = "",
) -> None:
    """Issue it: give it its number and record the adoption of its items. It cannot be taken back.

    From then on it is printed as it is now, with the office's own template if one is named here.
    Without all its signatures and texts it goes out only for a reason, which the log keeps.

    Example: infoledger bulletin issue 政务信息
    """
    desk: Desk = ctx.obj
    if template:
        check_template(template, ending(template))
    first = _ask_first(desk, issue) if at_terminal() else None
    called, sentence = publishing.issue(desk, issue, on=on, template=template, unsigned=unsigned.strip(), first=first)
    show_line(called)
    say(_("{sentence}.").format(sentence=sentence))


def _ask_first(desk: Desk, issue: str) -> dict[str, int]:
    """The numbers of the first issue made here, where nothing says them; Enter stands for 1."""
    questions = {
        "number": _("Number of this issue in the year (Enter: 1)"),
        "running": _("Its running number (Enter: 1)"),
    }
    wanted = publishing.numbers_unsaid(desk, issue)
    if wanted:
        say(_("This is the first issue of it in this ledger; “first” in the config would say its numbers."))
    return {name: _ask_number(questions[name]) for name in wanted}


def _ask_number(question: str) -> int:
    while not re.fullmatch("[1-9][0-9]{0,5}", answer := ask(question) or "1"):
        say(_("Type a number such as 56."))
    return int(answer)


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
    leader: Leader = None,
) -> None:
    """Print an issue. An issued one is the same each time; docx is the one to print on paper.

    With --for it is the edition for one leader's reading (呈阅): it names the leader and leaves room to
    write, or holds what that leader wrote on its items.

    Example: infoledger bulletin render 政务信息 -o 政务信息.docx

    Example: infoledger bulletin render 政务信息 --for 林振远 -o 呈阅.docx
    """
    desk: Desk = ctx.obj
    chosen = document_form(form, output, BULLETIN_FORMATS) if form or output else "txt"
    check_template(template, chosen)
    write_document(publishing.issue_file(desk, issue, chosen, template, leader), chosen, output)


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
    desk: Desk = ctx.obj
    show(*publishing.issues(desk, publication), form, output)


@app.command()
def remark(
    ctx: typer.Context,
    issue: IssueWord,
    text: Annotated[str, typer.Argument(metavar="TEXT", help=_("What is wrong, and where."))],
    kind: Annotated[str, typer.Option("--kind", metavar="KIND", help=_("错别字, 标点, 数据, 格式 …"))] = "差错",
    ref: Annotated[str | None, typer.Option("--ref", metavar="REF", help=_("The item concerned."))] = None,
    on: On = None,
) -> None:
    """Record an error found in an issue after it went out (刊评).

    Example: infoledger bulletin remark 1 第二篇“部暑”应为“部署” --kind 错别字
    """
    from infoledger.office.remarking import remark as record_remark

    identity, sentence = record_remark(ctx.obj, issue, text, kind=kind, ref=ref, on=on)
    show_line(str(identity))
    say_done(sentence)


@app.command()
def remarks(
    ctx: typer.Context,
    period: OptionalPeriod = None,
    count: Annotated[bool, typer.Option("--count", help=_("Count them by year and kind instead."))] = False,
    form: Form = None,
    output: Output = None,
) -> None:
    """List the errors found in issues that went out in a period (default: ever), or count them by year.

    Example: infoledger bulletin remarks this-year

    Example: infoledger bulletin remarks --count
    """
    from infoledger.office.remarking import by_year
    from infoledger.office.remarking import remarks as recorded

    desk: Desk = ctx.obj
    if count and period:
        raise UsageError(_("--count counts all years."), _("Leave the period out."))
    listing = by_year(desk) if count else recorded(desk, desk.period(period) if period else None)
    show_listing(listing, form, output)
