"""What an editor does with items: compare versions, look for weak points, follow an event, combine."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from infoledger.characters import tamed
from infoledger.commands.done import show_recorded
from infoledger.commands.forms import Template, check_template, document_form, write_document
from infoledger.commands.item_options import ITEM
from infoledger.commands.items import Ref, app
from infoledger.commands.options import Form, On, Output
from infoledger.commands.showing import show_listing
from infoledger.commands.taking import taking
from infoledger.console import say, show, write_out
from infoledger.errors import UsageError
from infoledger.i18n import _
from infoledger.numbers import plain
from infoledger.office.printing import BULLETIN_FORMATS

if TYPE_CHECKING:
    from rich.console import Console

    from infoledger.office.items import Versions

_ADDED, _REMOVED = "green underline", "red strike"

Refs = Annotated[list[str], typer.Argument(metavar="REF…", help=_("References of items."))]


@app.command()
def diff(ctx: typer.Context, ref: Ref) -> None:
    """Show what the office made of a draft: the submitted text (原稿) against the present one.

    What went stands in red or as [-…-], what came in green or as {+…+}.

    Example: infoledger item diff 2026-0001
    """
    from infoledger.office.items import versions_of

    found = versions_of(ctx.obj, ref)
    _show_marked(found)
    for version in found.written:
        say(version)
    say(_("Versions: {count}; changed: {share} %.").format(count=len(found.written), share=plain(found.changed)))


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
    from infoledger.office.items import weak_points

    if not refs and not issue:
        raise UsageError(_("No item is named."), _("Name items, or an issue with --issue."))
    show_listing(weak_points(ctx.obj, refs or [], issue), form, output, _("Nothing to mend was found."))


@app.command()
def chain(ctx: typer.Context, ref: Ref, form: Form = None, output: Output = None) -> None:
    """Show the items on one event, from the first report on, with what became of each.

    Example: infoledger item chain 2026-0001
    """
    from infoledger.office.items import chain_of

    listing, time = chain_of(ctx.obj, ref)
    show(*listing, form, output)
    if time:
        say(_("From the event to the first report: {time}.").format(time=time))


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
    from infoledger.office.editing import combine_items

    show_recorded(combine_items(ctx.obj, refs, title, ctx.obj.day(date), given, file))


@app.command("print")
def print_(
    ctx: typer.Context,
    refs: Refs,
    leader: Annotated[str, typer.Option("--for", metavar="NAME", help=_("The leader who is to read it (呈阅)."))],
    template: Template = None,
    output: Output = None,
) -> None:
    """Print items as a paper for one leader's reading (呈阅件), with room to write.

    What that leader wrote on them already stands there. The template is one of the bulletin.

    Example: infoledger item print 2026-0001 --for 林振远 -o 呈阅件.docx
    """
    from infoledger.office.publishing import item_file

    chosen = document_form(None, output, BULLETIN_FORMATS) if output else "txt"
    check_template(template, chosen)
    write_document(item_file(ctx.obj, refs, chosen, leader, template), chosen, output)


def _show_marked(versions: "Versions") -> None:
    """Coloured on a terminal; elsewhere, and with NO_COLOR, with marks."""
    page = _coloured_page() if sys.stdout.isatty() else None
    if not page:
        write_out(versions.marked.rstrip() + "\n", None)
        return
    from rich.text import Text

    styles = {"kept": "", "removed": _REMOVED, "added": _ADDED}
    page.print(Text.assemble(*((tamed(part.text), styles[part.fate]) for part in versions.parts)))


def _coloured_page() -> "Console | None":
    """The terminal, if it shows colours."""
    from rich.console import Console

    page = Console(markup=False, emoji=False, highlight=False)
    return page if page.color_system and not page.no_color else None
