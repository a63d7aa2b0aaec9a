"""Drafts: a whole folder of them submitted at once, and one given back as it came."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from infoledger.console import at_terminal, say, show_line, write_file, write_out
from infoledger.errors import Finding, InfoledgerError, UsageError
from infoledger.i18n import _
from infoledger.office.desk import Desk

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from infoledger.intake.drafts import Draft
    from infoledger.ledger.journal import Pen
    from infoledger.ledger.register import Register


def submit_folder(ctx: typer.Context, folder: Path, common: Mapping[str, Any]) -> None:
    """Record an item for each draft in ``folder``, all or none, and print their references.

    Unit and day are those in the file's name, else those of ``common``; a unit that neither says
    is asked for at a terminal. A file that was submitted before is passed over.
    """
    from infoledger.commands.duplicates import point_out
    from infoledger.commands.sentences import say_done
    from infoledger.intake.drafts import drafts_in, keep_draft
    from infoledger.ledger.reading import item_ids
    from infoledger.ledger.recording import record_items
    from infoledger.ledger.register import load_register

    desk: Desk = ctx.obj
    with desk.reading() as connection:
        register = load_register(connection)
    given = _read(drafts_in(folder), register, common)
    with desk.recording("submit") as pen:
        new = [(draft, row) for draft, row in given if not _is_kept(pen.connection, draft)]
        refs = record_items(pen, [_fact(ctx, pen, draft, row) for draft, row in new], desk.config.calendar)
        ids = item_ids(pen.connection, refs)
        for ref, (draft, _row) in zip(refs, new, strict=True):
            keep_draft(pen, ids[ref], draft)
        pen.sentence = _("submitted from {folder}; drafts: {count}").format(count=len(refs), folder=folder.name)
    for ref, (draft, row) in zip(refs, new, strict=True):
        show_line(ref)
        say(f"{ref}  {row['units']}  {row['submitted']}  {draft.title}")
    if refs:
        point_out(desk, pen.entry)
        say_done(pen.sentence)


def draft(
    ctx: typer.Context,
    ref: Annotated[str, typer.Argument(metavar="REF", help=_("The reference of an item."))],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help=_("Write to this file (else to stdout)."))
    ] = None,
) -> None:
    """Give back the file in which an item came, byte for byte.

    Example: infoledger item draft 2026-0001 -o 原稿.docx
    """
    from infoledger.intake.drafts import last_draft
    from infoledger.ledger.reading import item_ids

    desk: Desk = ctx.obj
    with desk.reading() as connection:
        found = last_draft(connection, item_ids(connection, [ref])[ref])
    if found is None:
        raise InfoledgerError(
            _("{ref} came without a file.").format(ref=ref), _("“infoledger item show {ref}” shows it.").format(ref=ref)
        )
    name, content = found
    if output:
        os.umask(0o077)  # as the ledger itself, a draft is for its owner alone
        write_file(output, content)
        say(_("{name} is written to {file}.").format(name=name, file=output))
    else:
        write_out(content, None)


def _read(paths: list[Path], register: "Register", common: Mapping[str, Any]) -> "list[tuple[Draft, dict[str, Any]]]":
    """Each draft with the columns of its item. Raises ``InfoledgerError`` that tells all that is wrong."""
    from infoledger.intake.drafts import named, read_draft

    known = {name for unit in register.units.values() for name in register.aliases[unit.id]}
    known |= {state.name for unit in register.units.values() for state in unit.states}
    found: list[tuple[Draft, dict[str, Any]]] = []
    wrong = []
    for path in paths:
        said = named(path.stem, known.__contains__)
        try:
            draft = read_draft(path)
            unit = said.unit or common.get("units") or _ask(draft, register)
        except UsageError as error:
            wrong.append(Finding(path.name, error.message, error.hint))
            continue
        row = {"title": draft.title, "body": draft.body, "units": unit, "submitted": said.day or common["submitted"]}
        found.append((draft, {**common, **row}))
    if wrong:
        raise InfoledgerError(_("Nothing was recorded:"), findings=wrong)
    return found


def _ask(draft: "Draft", register: "Register") -> str:
    from infoledger.commands.questions import choose_several

    if not at_terminal():
        raise UsageError(
            _("Its name says no unit."), _("Call it 单位-2026-10-05-标题, or say --unit for those that name none.")
        )
    question = _("{file} “{title}”: unit").format(file=draft.name, title=draft.title)
    return ";".join(choose_several(question, register.names))


def _is_kept(connection: "Connection", draft: "Draft") -> bool:
    from infoledger.intake.drafts import kept

    ref = kept(connection, draft)
    if ref:
        say(_("{file} was submitted before, as {ref}.").format(file=draft.name, ref=ref))
    return ref is not None


def _fact(ctx: typer.Context, pen: "Pen", draft: "Draft", row: Mapping[str, Any]) -> Any:
    """The item; what is wrong with it is told with the file's name."""
    from infoledger.commands.keyboard import typed_fact

    try:
        return typed_fact(ctx, pen, "items", row)
    except InfoledgerError as error:
        raise type(error)(f"{draft.name}: {error.message}", error.hint, error.findings) from None
