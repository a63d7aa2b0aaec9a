"""What an office gets to fill or to change: workbooks for the units, templates of documents."""

from pathlib import Path

from infoledger.office.desk import Desk


def workbook(desk: Desk, kind: str) -> bytes:
    """An empty workbook of records of ``kind`` to be filled and imported, with the choices of today."""
    from infoledger.intake.template import choices, template
    from infoledger.kinds import KINDS
    from infoledger.ledger.register import load_register

    with desk.reading() as connection:
        allowed = choices(KINDS[kind], desk.config, load_register(connection), desk.today)
    return template(KINDS[kind], allowed, desk.config.language)


def questionnaire() -> bytes:
    """The workbook that asks what an office's config and rules are to say."""
    from infoledger.intake.questionnaire.workbook import workbook as written

    return written()


def shipped_templates(desk: Desk) -> dict[str, bytes]:
    """The templates of documents that ship, by the name of their file; those for Word by the config's layout."""
    from infoledger.documents.own_templates import shipped

    return dict(shipped(desk.config.layout))


def check_template(template: Path) -> tuple[str, list[str]]:
    """The kind of document that a template is for, and the names that the one that ships prints and it does not.

    Raises ``UsageError`` with every mistake in it.
    """
    from infoledger.documents import own_templates

    return own_templates.check(template)
