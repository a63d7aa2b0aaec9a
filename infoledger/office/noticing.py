"""Notices: the ranking of a period from today's facts, as it was issued, or both side by side."""

import re
from collections.abc import Collection, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from infoledger.errors import InfoledgerError, UsageError
from infoledger.i18n import _, screen_language, translation
from infoledger.listings import Column, Listed, Word
from infoledger.numbers import plain
from infoledger.office import causes, issued_notices, issuing, notice_numbers
from infoledger.office.columns import columns
from infoledger.office.desk import Desk
from infoledger.office.disclosing import veil_of
from infoledger.office.issued_notices import Scope
from infoledger.office.papers import own_template
from infoledger.office.printing import LISTED, PRINTED, Printable, file
from infoledger.office.reckoning import party_name
from infoledger.periods import by_word
from infoledger.rules.figures import NOTICE_FIGURES
from infoledger.rules.kinds import PartyKind

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

    from infoledger.documents.notice import Notice
    from infoledger.ledger.touched import Touched
    from infoledger.rules.corrections import Correction
    from infoledger.rules.reckoning import Reckoning
    from infoledger.rules.standings import Standing


#: What is said for the text of the last notice.
_LAST = "last"


class Additions(NamedTuple):
    """What the clerk adds to the figures of a notice, and how it is to look.

    ``comment`` and ``focus`` are files with text, or ``last`` for that of the last notice; ``up_to`` is the
    highest secrecy of an item whose title is named; ``template`` is the office's own. ``without_zeros`` leaves out
    the columns of the ranking in which all is 0.
    """

    number: str = ""
    comment: Path | None = None
    focus: Path | None = None
    up_to: str | None = None
    template: Path | None = None
    without_zeros: bool = False


def notice(
    desk: Desk, scope: Scope, form: str, additions: Additions | None = None, *, recompute: bool = False
) -> Printable:
    """The notice of ``scope``, to be shown or printed in ``form``: as it was issued, else from today's facts.

    With ``recompute`` today's figures stand beside those of an issued one. Raises ``InfoledgerError``
    where words are added to what was issued.
    """
    additions = additions or Additions()
    with desk.reading() as connection:
        row = issued_notices.find(connection, scope)
        if row is None:
            return CurrentNotice(connection, desk, scope, additions if form in PRINTED else None)
        if recompute:
            return _ComparedNotice(row, CurrentNotice(connection, desk, scope))
    if any(additions):
        raise InfoledgerError(
            _("{key} was issued: its words stay as they are.").format(key=by_word(row.key)),
            _("Withdraw it with --withdraw --reason TEXT, and issue it again."),
        )
    return _IssuedNotice(row)


def issue(desk: Desk, scope: Scope, additions: Additions | None = None) -> str:
    """Freeze the notice of ``scope`` with its files in every format; answer what was done.

    Raises ``InfoledgerError`` if its window is not over, or it was issued already.
    """
    issuing.refuse_unfinished(scope.window, desk.today)
    with issuing.issuance(desk, "notice") as issuance:
        connection = issuance.pen.connection
        numbered = _number(connection, desk, scope, additions or Additions())
        made = CurrentNotice(connection, desk, scope, (additions or Additions())._replace(number=numbered.text))
        files = {form: made.file(form) for form in PRINTED}
        content = issued_notices.content_of(connection, scope, made.reckoning, made.listing(), files) | made.kept()
        if numbered.number:
            content["numbered"] = [numbered.year, numbered.number]
        return issuance.freeze(scope.key, scope.window, content, desk.config.regulations)


def withdraw(desk: Desk, scope: Scope, reason: str) -> str:
    """Take an issued notice back, which stays in the ledger with the ``reason``; answer what was done.

    Raises ``InfoledgerError`` if it was not issued.
    """
    from infoledger.ledger.models import Frozen

    with desk.recording("notice --withdraw") as pen:
        row = issued_notices.find(pen.connection, scope)
        if row is None:
            raise InfoledgerError(
                _("{key} was not issued.").format(key=by_word(scope.key)),
                _("`infoledger notice --list` shows what was."),
            )
        pen.void(Frozen, row.id, reason)
        pen.sentence = _("Withdrew the notice {key}: {reason}").format(key=by_word(row.key), reason=reason)
        pen.final = True
    return pen.sentence


def issued(desk: Desk) -> Listed:
    """All notices that were ever issued; the withdrawn ones with the reason."""
    from infoledger.ledger.frozen import everything

    def cells(row: "Row[Any]") -> list[Any]:
        which = [row.content["period"], Word(row.content["by"]), row.content["group"] or ""]
        return [*which, row.first, row.last, row.fingerprint[:12], row.reason if row.voided else ""]

    heads = columns("period", "by", "group", "first", "last", "rules", "withdrawn")
    with desk.reading() as connection:
        return heads, [cells(row) for row in everything(connection, "notice")]


class CurrentNotice:
    """The notice of ``scope`` from today's facts; a document, in the config's language, only with ``additions``."""

    def __init__(self, connection: "Connection", desk: Desk, scope: Scope, additions: Additions | None = None) -> None:
        from infoledger.office.reckoning import reckoned_on
        from infoledger.rules.standings import standings

        self._desk, self._scope = desk, scope
        notices = issued_notices.earlier(connection, scope)
        window = scope.window
        days = [each.window.first for each in notices if each.window.size == window.size]
        if additions is not None:  # a document also says who rose and who fell
            days.append(desk.config.calendar.before(window).first)
        since, printed = min(days, default=window.first), additions is not None
        informants = printed or scope.by == "informant"
        self.reckoning = reckoned_on(connection, desk, window, since=since, names=printed, informants=informants)
        self.rows = _of_group(scope.group, standings(self.reckoning, scope.by))
        self.changes = issued_notices.changed(self.reckoning, notices, scope.by)
        self._template = additions and additions.template
        self._document = self._compose(connection, additions) if additions is not None else None

    def listing(self) -> Listed:
        """The rows with their columns."""
        return listing(self.reckoning, self.rows, self._scope.by)

    def file(self, form: str) -> str | bytes:
        """The document in one of its formats; by the clerk's template, if it is for that format."""
        assert self._document is not None
        return file(self._document, form, self._desk.config.layout, self._template or self._own(form))

    def _own(self, form: str) -> Path | None:
        """The office's own template, if it is for a document in ``form``."""
        design = self._desk.config.notice
        return own_template(self._desk.config, design.template) if design.template.endswith(f".{form}") else None

    def kept(self) -> dict[str, Any]:
        """What later notices ask of this one: its remarks, and the worth of its facts and of those it corrects."""
        windows = {self._scope.window: None} | {change.window: None for change in self.changes}
        say = translation(self._desk.config.language).gettext
        worths = {
            window.name: causes.frozen(causes.worths(self.reckoning, window, self._scope.by, say)) for window in windows
        }
        return {"remarks": self._remarks._asdict(), "worths": worths}

    def sentences(self, form: str) -> list[str]:
        """What the figures rest on and what has changed in earlier notices; the document says it itself."""
        from infoledger.documents.basis import basis_lines
        from infoledger.office.notice_document import basis_of

        if form in PRINTED:
            return []
        text = _("Changed since {period} was issued: {party} {printed} → {today}.")
        changes = (
            text.format(
                period=each.window.words,
                party=party_name(each.party, each.window.last, self.reckoning.book),
                printed=plain(each.printed),
                today=plain(each.today),
            )
            for each in self.changes
        )
        return [*basis_lines(basis_of(self.reckoning), screen_language()), *changes]

    def _compose(self, connection: "Connection", additions: Additions) -> "Notice":
        from infoledger.documents.narrative import Remarks
        from infoledger.office.notice_document import Words, notice_of

        config, scope = self._desk.config, self._scope
        veil = veil_of(connection, config, additions.up_to)
        self._remarks = _Remarks(
            _remark(connection, scope, "comment", additions.comment),
            _remark(connection, scope, "focus", additions.focus),
        )
        number = notice_numbers.room(config.notice.number, additions.number, self._desk.today)
        notice = notice_of(
            connection,
            self._desk,
            self.reckoning,
            self.rows,
            scope.by,
            Words(number, Remarks(*self._remarks), veil.names_one, additions.without_zeros),
            self._causes(connection),
        )
        return veil.over(notice)

    def _causes(self, connection: "Connection") -> "dict[Correction, str]":
        """The changes in earlier notices, each with its cause; what was issued without it has it from the journal."""
        say = translation(self._desk.config.language).gettext
        before = issued_notices.kept_worths(connection, self._scope)
        today = {
            window: causes.worths(self.reckoning, window, self._scope.by, say)
            for window in {change.window for change in self.changes}
        }
        untold = {change.window.name for change in self.changes} - before.keys()
        touched = self._touched(connection, untold)
        return {
            change: causes.cause(change, before[change.window.name], today[change.window], say)
            if change.window.name in before
            else causes.told_by_journal(change, today[change.window], touched[change.window.name], say)
            for change in self.changes
        }

    def _touched(self, connection: "Connection", windows: Collection[str]) -> "dict[str, Touched]":
        """What was done to facts since a notice last told of each of ``windows``."""
        from infoledger.ledger.touched import touched_since

        last = issued_notices.told_last(connection, self._scope) if windows else {}
        return {name: touched_since(connection, last[name]) for name in windows}


class _Remarks(NamedTuple):
    comment: str
    focus: str


def _number(connection: "Connection", desk: Desk, scope: Scope, additions: Additions) -> notice_numbers.Numbered:
    from infoledger.ledger.frozen import everything

    rows = everything(connection, "notice")
    return notice_numbers.next_number(desk.config.notice.number, additions.number, scope.key, rows, desk.today)


def _remark(connection: "Connection", scope: Scope, which: str, said: Path | None) -> str:
    """The text in a file, or that of the last notice like ``scope`` that has any. Raises ``UsageError``."""
    if said is None or str(said) != _LAST:
        return _text(said)
    for text in issued_notices.remarks(connection, scope, which):
        return text
    raise UsageError(
        _("No notice that was issued has a text for --{option} to take up again.").format(option=which),
        _("Name a text file."),
    )


class _IssuedNotice:
    """A notice as it was issued."""

    def __init__(self, row: "Row[Any]") -> None:
        self._row = row

    def listing(self) -> Listed:
        return issued_notices.listing(self._row)

    def file(self, form: str) -> bytes:
        return issued_notices.file(self._row, form)

    def sentences(self, _form: str) -> Collection[str]:
        text = _("As issued ({key}); --recompute shows today's figures beside it.")
        return [text.format(key=by_word(self._row.key))]


class _ComparedNotice:
    """Today's figures of a notice beside those that were issued."""

    def __init__(self, row: "Row[Any]", current: CurrentNotice) -> None:
        self._row, self._current = row, current

    def listing(self) -> Listed:
        return issued_notices.compared(self._row, self._current.listing())

    def file(self, _form: str) -> str | bytes:
        raise UsageError(
            _("Both side by side are figures, not a document."), _("Allowed: {forms}").format(forms=" ".join(LISTED))
        )

    def sentences(self, _form: str) -> Collection[str]:
        return ()


def listing(reckoning: "Reckoning", rows: "Sequence[Standing]", by: PartyKind) -> Listed:
    """The standings ``by`` unit or informant with their columns, those of the regulation's own last."""
    from infoledger.rules.standings import regulation_of

    who = ("unit",) if by == "unit" else ("informant", "unit")
    regulation = regulation_of(reckoning)
    further = [Column(each.name, each.name, numeric=True) for each in (regulation.columns if regulation else ())]
    return [*columns("group", "rank", *who, *NOTICE_FIGURES), *further], [_cells(row, by) for row in rows]


def bars(listed: Listed) -> str:
    """The points and the adoption rate of each group as bars for a terminal."""
    from infoledger.documents.charts import Bar, text_bars

    heads, rows = listed
    at = {column.key: place for place, column in enumerate(heads)}
    name = at.get("informant", at["unit"])
    drawn = []
    for group in dict.fromkeys(row[at["group"]] for row in rows):
        for key in ("points", "adoption_rate"):
            bars = [
                Bar(row[name], Decimal(row[at[key]]))
                for row in rows
                if row[at["group"]] == group and row[at[key]] is not None
            ]
            drawn.append(f"{group} {heads[at[key]].heading}".lstrip() + "\n" + text_bars(bars))
    return "\n".join(drawn)


def _cells(row: "Standing", by: PartyKind) -> list[Any]:
    member = row.member
    who = [member.name] if by == "unit" else [member.name, member.unit]
    return [member.group, row.rank, *who, *(getattr(row, figure) for figure in NOTICE_FIGURES), *row.columns]


def _of_group(group: str | None, rows: "list[Standing]") -> "list[Standing]":
    if group is None:
        return rows
    from infoledger.config.names import resolve

    names: dict[str, Sequence[str]] = {row.member.group: () for row in rows}
    if not names:
        raise InfoledgerError(_("No unit was a member in this period."))
    chosen = resolve(group, names)
    return [row for row in rows if row.member.group == chosen]


def _text(path: Path | None) -> str:
    """The text in a file, without the marks of headings and lists in Markdown."""
    if path is None:
        return ""
    from infoledger.textfiles import decode, read_bytes

    lines = decode(read_bytes(path), path.name).replace("**", "").splitlines()
    return "\n".join(re.sub(r"^\s*(#+|[-*+])\s+", "", line) for line in lines)
