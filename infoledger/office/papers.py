"""Papers that the office prints by its config: title and template of each kind, who signs, whom to ask."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from infoledger.errors import UsageError
from infoledger.i18n import _
from infoledger.office.printing import file
from infoledger.periods import Period

if TYPE_CHECKING:
    from infoledger.config.model import Config
    from infoledger.documents.letter import Letter, Sender
    from infoledger.documents.statement import Statement

Paper = Literal["pay", "report", "assessment"]


def work_of(config: "Config") -> str:
    """What the office calls its work in titles and sentences."""
    from infoledger.documents import titles

    return titles.work_of(config.notice.work, config.language)


def statement_file(statement: "Statement", form: str, config: "Config", paper: Paper, period: Period) -> str | bytes:
    """A ``statement`` of ``period`` as a file, with the title and by the template that the config has for ``paper``."""
    from infoledger.documents.titles import titled
    from infoledger.periods import title

    design = getattr(config.notice, paper)
    if design.title:
        statement = replace(statement, title=titled("", design.title, title(period, config.language), work_of(config)))
    return file(statement, form, config.layout, own_template(config, design.template))


def letter_file(letter: "Letter", config: "Config") -> bytes:
    """A letter as a Word document, by the office's own template if the config names one."""
    content = file(letter, "docx", config.layout, own_template(config, config.notice.letters.template))
    assert isinstance(content, bytes)
    return content


def sender_of(config: "Config") -> "Sender":
    """The office as the sender of letters."""
    from infoledger.documents.letter import Sender

    design = config.notice
    return Sender(config.office.name, config.language, design.signed_by, design.contact, work_of(config), design.seal)


def own_template(config: "Config", named: str) -> Path | None:
    """The template that the config names, relative to it; None if it names none. Raises ``UsageError``."""
    if not named:
        return None
    template = config.path.parent / named
    if not template.is_file():
        raise UsageError(
            _("There is no template {file}.").format(file=template),
            _("It is named under “notice” in config.yaml; `infoledger template export DIR` writes those that ship."),
        )
    return template
