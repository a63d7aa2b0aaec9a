"""An argument that is missing is asked for at a terminal and refused elsewhere, in every command alike.

A command says which of its parameters it asks for, and how: ``ask_missing(ctx, given, units=ask_units)``.
What was recorded with an answer is shown first, and the clerk agrees to it.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from infoledger import console
from infoledger.commands.questions import (
    agree,
    ask,
    ask_read,
    check_file,
    choose,
    choose_or_pass,
    choose_or_write,
    choose_several,
    refuse_unasked,
)
from infoledger.console import say
from infoledger.dates import parse_day
from infoledger.i18n import _
from infoledger.office.desk import Desk

if TYPE_CHECKING:
    from infoledger.office.agreeing import Agree
    from infoledger.office.choices import Choices

#: Asks the person at the terminal for the value of a parameter.
Question = Callable[[Desk], Any]


def ask_missing(ctx: typer.Context, given: dict[str, Any], **questions: Question) -> "Agree | None":
    """Put into ``given`` the answer to each of ``questions``, named by their parameters, that it lacks.

    Return how the clerk agrees to what is recorded with the answers; None where nothing was asked.
    Raises ``UsageError`` for what is missing where nobody is there to be asked.
    """
    missing = [each for each in ctx.command.params if each.name in questions and not given[each.name]]
    for each in missing:
        refuse_unasked(ctx, each)
    for name in [name for name in questions if not given[name]]:
        given[name] = questions[name](ctx.obj)
    return agree_to if missing else None


def ask_title(_desk: Desk) -> str:
    """The title, which says something."""
    return ask(_("Title"))


def ask_units(desk: Desk) -> str:
    """The units that the person means, as ``--unit`` takes them."""
    from infoledger.office.choices import units

    return ask_units_among(_("Unit"), units(desk))


def ask_units_among(question: str, choices: "Choices") -> str:
    """The units among ``choices`` that the person means, as ``--unit`` takes them."""
    return ";".join(choose_several(question, choices))


def ask_items(desk: Desk) -> list[str]:
    """The references of the items that the person means, by them or by parts of their titles."""
    from infoledger.office.choices import items

    return list(choose_several(_("Item"), items(desk)))


def ask_body(desk: Desk) -> str:
    """The body that the person means."""
    from infoledger.office.choices import bodies

    return choose(_("Body"), bodies(desk))


def ask_leader(desk: Desk) -> str:
    """The leader that the person means; one whom the config does not name is written out."""
    from infoledger.office.choices import leaders

    return choose_or_write(_("Leader"), leaders(desk))


def ask_violation(desk: Desk) -> str:
    """The kind of failure that the person means."""
    from infoledger.office.choices import violations

    return choose(_("Kind of failure"), violations(desk))


def ask_unit(desk: Desk) -> str:
    """The unit that the person means."""
    from infoledger.office.choices import units

    return choose(_("Unit"), units(desk))


def ask_category(desk: Desk) -> str | None:
    """The category that the person means; None if there is none to say."""
    from infoledger.office.choices import categories

    known = categories(desk)
    return choose_or_pass(_("Category"), known) if known.names else None


def ask_topic(_desk: Desk) -> str:
    """What a solicitation asks for."""
    return ask(_("Topic"))


def ask_asked(desk: Desk) -> str:
    """The units that are asked for something, as ``--to`` takes them; all members together are one choice."""
    from infoledger.office.choices import askable

    return ask_units_among(_("Units asked"), askable(desk))


def ask_due(desk: Desk) -> str:
    """A day that lies ahead."""
    return ask_read(_("Due"), _("such as 12月5日"), lambda text: parse_day(text, desk.today, since=desk.today))


def ask_period(desk: Desk) -> str:
    """A period, in words or figures."""
    return ask_read(_("Period"), _("such as 上月, 本月, 三季度"), desk.period)


def ask_publication(desk: Desk) -> str:
    """One of the office's own publications."""
    from infoledger.office.choices import publications

    return choose(_("Publication"), publications(desk))


def ask_issue(desk: Desk) -> str:
    """An issue in preparation."""
    from infoledger.office.choices import issues

    return choose(_("Issue"), issues(desk))


def ask_signature(desk: Desk) -> str:
    """What somebody signs an issue as."""
    from infoledger.office.choices import signatures

    return choose(_("Signed as"), signatures(desk))


def ask_name(_desk: Desk) -> str:
    """The name of a person."""
    return ask(_("Name"))


def ask_words(_desk: Desk) -> str:
    """The words of an instruction; empty where nobody wrote them down."""
    return console.ask(_("Its words (Enter for none)"))


def ask_file(_desk: Desk) -> str:
    """A file that is there."""
    return ask_read(_("File"), _("where it lies"), lambda text: check_file(Path(text)))


def ask_draft(desk: Desk) -> str:
    """The reference of a draft that waits for a step of its review."""
    from infoledger.office.choices import drafts

    return choose(_("Draft"), drafts(desk))


def ask_verdict(desk: Desk) -> str:
    """What becomes of the draft."""
    from infoledger.office.choices import verdicts

    return choose(_("Verdict"), verdicts(desk))


def ask_outlet(desk: Desk) -> str:
    """The outlet that the person means."""
    from infoledger.office.choices import outlets

    return choose(_("Outlet"), outlets(desk))


def ask_level(desk: Desk) -> str:
    """The level of a leader whom the config does not know."""
    from infoledger.office.choices import levels

    return choose(_("Level"), levels(desk))


def agree_to(sentence: str) -> None:
    """Let the person agree to what ``sentence`` says; raises ``InfoledgerError`` unless that is so."""
    say(sentence)
    agree(_("Record this?"))
