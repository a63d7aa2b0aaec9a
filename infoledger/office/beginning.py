"""Beginning a ledger: config and rules as an office of the kind has them, or as a filled questionnaire says."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from infoledger import presets
from infoledger.config.reading import load
from infoledger.errors import InfoledgerError, reason_of
from infoledger.i18n import _, listed
from infoledger.ledger.database import open_ledger
from infoledger.listings import Column, Listed
from infoledger.office.desk import Desk

#: The registers that a questionnaire holds, as files that can be imported again.
_REGISTERS = ("单位.csv", "信息员.csv")


def kinds_of_office() -> Listed:
    """The offices whose config and rules one can begin with."""
    columns = (
        Column("preset", _("preset")),
        Column("title", _("office")),
        Column("aliases", _("also called")),
        Column("suits", _("whom it suits")),
        Column("particular", _("what is particular")),
    )
    return columns, [
        (each.name, each.title, "、".join(each.aliases), each.suits, each.particular) for each in presets.offices()
    ]


def kinds_told() -> list[str]:
    """The offices to begin with as sentences for a person, a few lines each."""
    shown = _("{title} ({preset}), also called {aliases}\n  {suits}\n  {particular}")
    return [
        shown.format(
            title=each.title,
            preset=each.name,
            aliases="、".join(each.aliases),
            suits=each.suits,
            particular=each.particular,
        )
        for each in presets.offices()
    ]


def begin(folder: Path, preset: str) -> list[Path]:
    """Write config, rules and an empty ledger into ``folder``; answer which files were written.

    Raises ``InfoledgerError`` or ``UsageError`` where something is there already.
    """
    return _begin(folder, presets.files_of(preset))


def begin_from(questionnaire: Path, folder: Path, today: date) -> list[Path]:
    """Begin a ledger in ``folder`` from a filled questionnaire, with its units and informants registered.

    Raises ``UsageError`` with every wrong cell; then nothing is written.
    """
    from infoledger.intake.questionnaire import answers, registers, writing

    told = answers.read_answers(questionnaire)
    files = {
        "config.yaml": writing.config_yaml(told),
        "rules.yaml": writing.rules_yaml(told),
        "cases.yaml": writing.cases_yaml(told),
        **dict(zip(_REGISTERS, (registers.units_csv(told), registers.informants_csv(told)), strict=True)),
    }
    written = _begin(folder, {name: text.encode() for name, text in files.items() if text})
    _register(folder, today)
    return written


def write_new(folder: Path, files: Mapping[str, bytes]) -> list[Path]:
    """Write ``files`` into ``folder``, made if need be; the paths written.

    Raises ``InfoledgerError`` where a file of a name is there already or cannot be written. Then
    ``folder`` holds what it held before.
    """
    if taken := [name for name in files if (folder / name).exists()]:
        raise InfoledgerError(
            _("{folder} already has {files}.").format(folder=folder, files=listed(sorted(taken))),
            _("Nothing was written. Choose another folder, or move the files away."),
        )
    written: list[Path] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            written.append(folder / name)
            written[-1].write_bytes(content)
    except OSError as error:
        for path in written:
            path.unlink(missing_ok=True)
        raise InfoledgerError(
            _("{folder} cannot be written: {reason}.").format(folder=folder, reason=reason_of(error))
        ) from error
    return written


def _begin(folder: Path, files: Mapping[str, bytes]) -> list[Path]:
    if (folder / "ledger.db").exists():
        raise InfoledgerError(_("There is a ledger in {folder} already.").format(folder=folder))
    written = write_new(folder, files)
    open_ledger(load(folder / "config.yaml").ledger, create=True).close()
    return written


def _register(folder: Path, today: date) -> None:
    from contextlib import nullcontext

    from infoledger.office.importing import Asked, import_file

    desk = Desk(folder / "config.yaml", None, today, None)
    for name in _REGISTERS:
        if (folder / name).exists():
            import_file(desk, folder / name, Asked(), lambda _rows: nullcontext(lambda: None))
