"""What there is to choose from where a person is asked: units, items, drafts that wait, outlets."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import select

from infoledger.config.names import Names, like, meant
from infoledger.config.outlets import outlet_names
from infoledger.i18n import _
from infoledger.ledger.models import Item
from infoledger.ledger.register import load_register
from infoledger.ledger.review import waiting
from infoledger.ledger.seals import table_of
from infoledger.office.desk import Desk
from infoledger.presets import offices as ready_made

_ITEMS = table_of(Item).c


class Choices(NamedTuple):
    """Names with the further names that each goes by, and how some are shown; the others as they are."""

    names: Names
    labels: Mapping[str, str] = {}

    def label(self, name: str) -> str:
        """How ``name`` is shown."""
        return self.labels.get(name, name)

    def like(self, typed: str) -> Sequence[str]:
        """The names that ``typed`` is, else those of which it is a part, else those that look like it."""
        return meant(typed, self.names) or like(typed, self.names)


def offices(*more: str) -> Choices:
    """The ready-made offices by the names of their presets, after ``more`` to choose from; they go by aliases too."""
    presets = ready_made()
    names = {each.name: (each.title, *each.aliases) for each in presets}
    return Choices({**dict.fromkeys(more, ()), **names}, {each.name: each.title for each in presets})


def units(desk: Desk) -> Choices:
    """The units by name. Raises ``InfoledgerError`` if none is registered."""
    with desk.reading() as connection:
        register = load_register(connection)
    register.refuse_empty()
    return Choices(register.names)


def items(desk: Desk) -> Choices:
    """The items that stand by reference, the newest first; they go by their titles too."""
    live = select(_ITEMS.ref, _ITEMS.title).where(_ITEMS.voided.is_(None)).order_by(_ITEMS.id.desc())
    with desk.reading() as connection:
        titles = {row.ref: row.title for row in connection.execute(live)}
    labels = {ref: f"{ref}  {title}" for ref, title in titles.items()}
    return Choices({ref: (title,) for ref, title in titles.items()}, labels)


def drafts(desk: Desk) -> Choices:
    """The drafts that wait for a step of their review, by reference; they go by their titles too."""
    with desk.reading() as connection:
        found = {each.ref: each for each in waiting(connection, desk.config) if each.waits_for}
    shown = _("{ref}  {title} (at {step})")
    labels = {ref: shown.format(ref=ref, title=each.title, step=each.waits_for) for ref, each in found.items()}
    return Choices({ref: (each.title,) for ref, each in found.items()}, labels)


def verdicts(_desk: Desk) -> Choices:
    """What can become of a draft at a step of its review."""
    words = {"pass": _("pass it"), "return": _("return it"), "reject": _("reject it")}
    return Choices({verdict: (word,) for verdict, word in words.items()}, words)


def outlets(desk: Desk) -> Choices:
    """The outlets of the config, written 机关/刊物 where two have one name."""
    return Choices(outlet_names(desk.config))


def bodies(desk: Desk) -> Choices:
    """The bodies of the config."""
    return Choices(dict.fromkeys(desk.config.bodies, ()))


def leaders(desk: Desk) -> Choices:
    """The leaders of the config."""
    return Choices(dict.fromkeys(desk.config.leaders, ()))


def violations(desk: Desk) -> Choices:
    """The kinds of failure of the config."""
    return Choices(dict.fromkeys(desk.config.violations, ()))


def categories(desk: Desk) -> Choices:
    """The categories of the config."""
    return Choices(dict.fromkeys(desk.config.categories or (), ()))


def askable(desk: Desk) -> Choices:
    """The units, and all members together first."""
    everybody = "全部"
    return Choices({everybody: (_("all"),), **units(desk).names})


def publications(desk: Desk) -> Choices:
    """The office's own publications."""
    return Choices(dict.fromkeys(desk.config.publications, ()))


def issues(desk: Desk) -> Choices:
    """The issues in preparation."""
    from infoledger.ledger.bulletins import list_issues

    with desk.reading() as connection:
        return Choices({issue.called: () for issue in list_issues(connection) if issue.content is None})


def signatures(desk: Desk) -> Choices:
    """What somebody may sign an issue of any publication as."""
    names = (name for publication in desk.config.publications.values() for name in publication.signatures)
    return Choices(dict.fromkeys(names, ()))


def levels(desk: Desk) -> Choices:
    """The levels of the config."""
    return Choices(dict.fromkeys(desk.config.levels, ()))


def has_level(desk: Desk, leader: str) -> bool:
    """Whether the config says at which level ``leader`` is."""
    known = desk.config.leaders
    return any(known[name].level for name in meant(leader, dict.fromkeys(known, ())))
