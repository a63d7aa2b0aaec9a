"""What a person at the terminal is asked to choose: units, items, drafts that wait for a review, outlets."""

from typing import TYPE_CHECKING

from infoledger.commands.questions import choose, choose_several
from infoledger.i18n import _
from infoledger.office.desk import Desk

if TYPE_CHECKING:
    from infoledger.ledger.review import Verdict


def choose_units(desk: Desk) -> str:
    """The units that the person means, as ``--unit`` takes them."""
    from infoledger.ledger.register import load_register

    with desk.reading() as connection:
        register = load_register(connection)
    register.refuse_empty()
    return ";".join(choose_several(_("Unit"), register.names))


def choose_items(desk: Desk) -> list[str]:
    """The references of the items that the person means, by them or by parts of their titles."""
    from sqlalchemy import select

    from infoledger.ledger.models import Item

    live = select(Item.ref, Item.title).where(Item.voided.is_(None)).order_by(Item.id.desc())
    with desk.reading() as connection:
        names = {ref: (title,) for ref, title in connection.execute(live)}
    return list(choose_several(_("Item"), names, lambda ref: f"{ref}  {names[ref][0]}"))


def choose_draft(desk: Desk) -> str:
    """The reference of a draft that waits for a step of its review."""
    from infoledger.ledger.review import waiting

    with desk.reading() as connection:
        drafts = {each.ref: each for each in waiting(connection, desk.config) if each.waits_for}
    names = {ref: (draft.title,) for ref, draft in drafts.items()}
    shown = _("{ref}  {title} (at {step})")
    return choose(
        _("Draft"),
        names,
        lambda ref: shown.format(ref=ref, title=drafts[ref].title, step=drafts[ref].waits_for),
    )


def choose_verdict() -> "Verdict":
    """What becomes of the draft."""
    words: dict[Verdict, str] = {"pass": _("pass it"), "return": _("return it"), "reject": _("reject it")}
    by_word = {word: verdict for verdict, word in words.items()}
    return by_word[choose(_("Verdict"), {word: (verdict,) for verdict, word in words.items()})]


def choose_outlet(desk: Desk) -> str:
    """The outlet that the person means."""
    from infoledger.config.outlets import outlet_names

    return choose(_("Outlet"), outlet_names(desk.config))
