"""What happens to items and units, one fact a command: forward, adopt, instruct, solicit, violation, award, adjust."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from infoledger.commands.done import record, show_recorded
from infoledger.commands.options import On, OptionalUnit, UnitName, Yes
from infoledger.commands.showing import write_letter
from infoledger.console import at_terminal, say
from infoledger.errors import UsageError
from infoledger.i18n import _
from infoledger.office.agreeing import Recorded
from infoledger.office.desk import Desk

Ref = Annotated[str, typer.Argument(metavar="REF", help=_("The reference of an item."))]
Refs = Annotated[
    list[str] | None, typer.Argument(metavar="REF…", help=_("References of items; several make one piece."))
]
By = Annotated[
    str | None, typer.Option("--by", metavar="NAME", help=_("The informant; one of two namesakes as 姓名(单位)."))
]
Due = Annotated[str | None, typer.Option("--due", metavar="DATE", help=_("By when feedback is to be given."))]
Level = Annotated[str | None, typer.Option("--level", metavar="LEVEL", help=_("One of the config's levels."))]


def forward(
    ctx: typer.Context,
    refs: Annotated[
        list[str] | None, typer.Argument(metavar="REF…", help=_("References of items, each sent by itself."))
    ] = None,
    body: Annotated[str | None, typer.Option("--to", metavar="BODY", help=_("One of the config's bodies."))] = None,
    date: On = None,
) -> None:
    """Record that items were sent up to a body (上报).

    At a terminal, missing items (found by a part of the title) and a missing body are asked for.

    Example: infoledger forward 2026-0001 --to 泽安市人民政府办公室
    """
    from infoledger.commands.asking import ask_body, ask_items, ask_missing

    desk: Desk = ctx.obj
    said: dict[str, Any] = {"refs": refs, "body": body}
    agree = ask_missing(ctx, said, refs=ask_items, body=ask_body)
    given = [{"ref": each, "body": said["body"], "date": desk.day(date)} for each in said["refs"]]
    record(ctx, "forwards", given, agree)


def adopt(
    ctx: typer.Context,
    refs: Refs = None,
    file: Annotated[
        Path | None,
        typer.Option("--from", metavar="LIST", help=_("A list of printed titles instead: .xlsx, .csv, .docx, .txt.")),
    ] = None,
    outlet: Annotated[
        str | None,
        typer.Option("--in", metavar="OUTLET", help=_("The outlet, written 机关/刊物 where two have its name.")),
    ] = None,
    date: On = None,
    form: Annotated[
        str | None,
        typer.Option(
            "--form", metavar="FORM", help=_("单篇, 综合 … (default: the first; of several items, the second).")
        ),
    ] = None,
    issue: Annotated[str | None, typer.Option("--issue", metavar="N", help=_("The number of the issue."))] = None,
    fee: Annotated[str | None, typer.Option("--fee", metavar="YUAN", help=_("What the outlet paid (稿酬)."))] = None,
    section: Annotated[str | None, typer.Option("--section", metavar="SECTION", help=_("Where in the outlet."))] = None,
    published_title: Annotated[
        str | None, typer.Option("--published-title", metavar="TEXT", help=_("The title it bore there, if another."))
    ] = None,
    yes: Yes = False,
    answers: Annotated[
        Path | None,
        typer.Option(
            "--answers", metavar="FILE", help=_("A sheet of the list's doubtful titles: written, and read once filled.")
        ),
    ] = None,
    visible: Annotated[bool, typer.Option("--visible", help=_("Leave out rows that a filter hides."))] = False,
) -> None:
    """Record that an outlet adopted a piece made from one item, or from several (采用).

    At a terminal, missing items (found by a part of the title) and a missing outlet are asked for.

    With --from, the items behind a list of printed titles are looked for, each in the outlet that the list
    names (a column 刊物, a heading 《刊物》), else in that of --in. Sure ones are recorded
    when you agree, or with --yes; of doubtful ones you pick among three, at the terminal or in the
    sheet of --answers. It ends with 1 if titles are left.

    Example: infoledger adopt 2026-0001 --in 泽安政务信息 --form 简讯

    Example: infoledger adopt 2026-0001 2026-0002 --in 昨日要情 --on 昨天

    Example: infoledger adopt --from titles.txt --in 泽安政务信息 --issue 12
    """
    from infoledger.commands.asking import ask_items, ask_missing, ask_outlet
    from infoledger.commands.matching import adopt_list

    desk: Desk = ctx.obj
    if refs and file:
        raise UsageError(_("Say references of items, or --from LIST: one of the two."))
    said: dict[str, Any] = {"refs": refs, "outlet": outlet}
    agree = None if file else ask_missing(ctx, said, refs=ask_items, outlet=ask_outlet)
    further = {"form": form, "issue": issue, "fee": fee, "section": section, "published_title": published_title}
    common = {name: value for name, value in further.items() if value is not None}
    if file:
        adopt_list(ctx, file, said["outlet"], desk.day(date), common, yes, answers, visible)
    else:
        piece = {"refs": ";".join(said["refs"]), "outlet": said["outlet"], "date": desk.day(date), **common}
        record(ctx, "adoptions", [piece], agree)


def instruct(
    ctx: typer.Context,
    refs: Refs = None,
    leader: Annotated[str | None, typer.Option("--leader", metavar="NAME", help=_("Who wrote it."))] = None,
    level: Level = None,
    chief: Annotated[
        bool | None, typer.Option("--chief/--no-chief", help=_("Whether this is a principal leader (主要领导)."))
    ] = None,
    outlet: Annotated[
        str | None, typer.Option("--in", metavar="OUTLET", help=_("The outlet in which the leader read it."))
    ] = None,
    text: Annotated[str | None, typer.Option("--text", metavar="TEXT", help=_("The words of the instruction."))] = None,
    due: Due = None,
    date: On = None,
) -> None:
    """Record what a leader wrote on an item (批示).

    Level and rank of a leader are those of the config, if it has them. At a terminal, missing items
    (found by a part of the title), a missing leader, and a level that the config does not have are
    asked for.

    Example: infoledger instruct 2026-0001 --leader 林振远 --text 请农业农村局阅研。 --due 2026-12-31
    """
    from infoledger.commands.asking import ask_items, ask_leader, ask_level, ask_missing
    from infoledger.office.choices import has_level

    desk: Desk = ctx.obj
    said: dict[str, Any] = {"refs": refs, "leader": leader, "level": level}
    agree = ask_missing(ctx, said, refs=ask_items, leader=ask_leader)
    if at_terminal() and not has_level(desk, said["leader"]):
        agree = ask_missing(ctx, said, level=ask_level) or agree
    instruction = {
        "refs": ";".join(said["refs"]),
        "leader": said["leader"],
        "level": said["level"],
        "chief": chief,
        "outlet": outlet,
        "text": text,
        "due": due,
        "date": desk.day(date),
    }
    record(ctx, "instructions", [instruction], agree)


def solicit(
    ctx: typer.Context,
    title: Annotated[str | None, typer.Argument(metavar="TITLE", help=_("The topic, by which items name it."))] = None,
    units: Annotated[
        str | None,
        typer.Option("--to", metavar="UNITS", help=_("The units asked, separated by ; — or 全部 for all members.")),
    ] = None,
    due: Annotated[str | None, typer.Option("--due", metavar="DATE", help=_("The last day for answers."))] = None,
    issued: On = None,
    body: Annotated[str | None, typer.Option("--body", metavar="BODY", help=_("The body that asked for it."))] = None,
    persons: Annotated[
        str | None, typer.Option("--persons", metavar="NAMES", help=_("Who is to write, as the letter names them."))
    ] = None,
    file: Annotated[
        Path | None,
        typer.Option(
            "--from", metavar="LIST", help=_("A table of topics instead (题目, 责任单位, 责任人, 截止): .xlsx, .csv …")
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help=_("Also write the letter (约稿通知): .docx or .pdf.")),
    ] = None,
) -> None:
    """Ask units for items on a topic by a day (约稿).

    With --from, all topics of a table. At a terminal, a missing topic, units and day are asked for.

    Example: infoledger solicit 秋粮收购情况 --to 全部 --due 2026-12-31

    Example: infoledger solicit --from 要点.xlsx -o 约稿通知.docx
    """
    from infoledger.commands.asking import ask_asked, ask_due, ask_missing, ask_topic
    from infoledger.office.soliciting import solicit_list, solicitation_letter

    desk: Desk = ctx.obj
    if file and (title or units or due or body or persons):
        raise UsageError(_("Say one topic, or --from LIST: one of the two."))
    if file:
        asked = solicit_list(desk, file, desk.day(issued))
        for note in asked.notes:
            say(note)
        ids: Sequence[str] = [str(each) for each in asked.ids]
        show_recorded(Recorded(ids, asked.sentence.rstrip(".。")))
    else:
        said = {"title": title, "units": units, "due": due}
        agree = ask_missing(ctx, said, title=ask_topic, units=ask_asked, due=ask_due)
        topic = {**said, "issued": desk.day(issued), "body": body, "persons": persons}
        ids = record(ctx, "solicitations", [topic], agree)
    if output:
        write_letter(solicitation_letter(desk, ids), output)


def violation(
    ctx: typer.Context,
    unit: OptionalUnit = None,
    kind: Annotated[
        str | None, typer.Argument(metavar="VIOLATION", help=_("One of the config's violations: 迟报, 漏报 …"))
    ] = None,
    date: On = None,
    informant: By = None,
    ref: Annotated[str | None, typer.Option("--ref", metavar="REF", help=_("The item concerned."))] = None,
    level: Level = None,
    note: Annotated[str | None, typer.Option("--note", metavar="TEXT", help=_("What happened."))] = None,
) -> None:
    """Put a failure down to a unit (差错): late, missed, concealed or false reports.

    At a terminal, a missing unit and kind are asked for.

    Example: infoledger violation 石桥镇 漏报 --note 未报送汛情
    """
    from infoledger.commands.asking import ask_missing, ask_unit, ask_violation

    desk: Desk = ctx.obj
    said = {"unit": unit, "kind": kind}
    agree = ask_missing(ctx, said, unit=ask_unit, kind=ask_violation)
    failure = {
        **said,
        "date": desk.day(date),
        "informant": informant,
        "ref": ref,
        "level": level,
        "note": note,
    }
    record(ctx, "violations", [failure], agree)


def award(
    ctx: typer.Context,
    ref: Ref,
    kind: Annotated[str, typer.Argument(metavar="AWARD", help=_("One of the config's awards."))],
    date: On = None,
) -> None:
    """Give an award to an item (评优), as long as the config allows more of its kind.

    Example: infoledger award 2026-0001 月度好信息
    """
    desk: Desk = ctx.obj
    record(ctx, "awards", [{"ref": ref, "kind": kind, "date": desk.day(date)}])


def adjust(
    ctx: typer.Context,
    unit: UnitName,
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help=_("Why; it is printed by “explain”."))],
    points: Annotated[str | None, typer.Argument(metavar="POINTS", help=_("Points to add, -2 to take away."))] = None,
    yuan: Annotated[str | None, typer.Option("--yuan", metavar="YUAN", help=_("Yuan to add."))] = None,
    cite: Annotated[str | None, typer.Option("--cite", metavar="TEXT", help=_("The article it rests on."))] = None,
    informant: By = None,
    date: On = None,
) -> None:
    """Give a unit, or one of its informants, points or yuan by hand (调整).

    Example: infoledger adjust 青泉镇 -2 --reason 内容重复报送 --cite 第八条
    """
    desk: Desk = ctx.obj
    adjustment = {
        "unit": unit,
        "points": points,
        "yuan": yuan,
        "reason": reason,
        "cite": cite,
        "informant": informant,
        "date": desk.day(date),
    }
    record(ctx, "adjustments", [adjustment])
