"""Finding and reading ``config.yaml``: strictly, with every mistake told at once."""

import os
import sys
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from infoledger.config import nodes
from infoledger.config.model import Body, Config, Office, Outlet, Publication, WorkedCase
from infoledger.config.names import Names
from infoledger.config.nodes import Place, Reading, UnreadableError
from infoledger.config.office import CONFIG
from infoledger.config.outlets import outlet_names
from infoledger.config.regulations import CASES, REGULATION
from infoledger.config.values import DAY, TEXT
from infoledger.errors import UsageError
from infoledger.i18n import _
from infoledger.periods import Calendar
from infoledger.rules.regulation import Regulation


def find(option: Path | None) -> Path:
    """The config to use: ``option``, else ``$INFOLEDGER_CONFIG``, ``./config.yaml``, the user's own.

    Raises ``UsageError`` where none of the last two is there.
    """
    if option:
        return option
    if named := os.environ.get("INFOLEDGER_CONFIG"):
        return Path(named)
    places = [Path("config.yaml"), _user_folder() / "infoledger" / "config.yaml"]
    for path in places:
        if path.exists():
            return path
    raise UsageError(
        _("There is no config: neither {first} nor {second}.").format(first=places[0], second=places[1]),
        _("Make one with “infoledger init FOLDER”, or name one with --config."),
    )


def load(path: Path) -> Config:
    """The config at ``path`` with its regulations. Raises ``UsageError`` that holds every mistake."""
    reading = Reading(str(path), _names(Config(path, Office(""), "")))
    root = _root(path, reading)
    if root is None:
        raise _refusal(reading)
    values = CONFIG.read(root)
    places = values.pop("regulations", ())
    config = _config(path.absolute(), values)
    opened = [_opened(place, path.parent) for place in places]
    read = [_regulation(place, config, path.parent) for place in opened if place]
    _check_days(read)
    if reading.findings:
        raise _refusal(reading)
    read.sort(key=lambda each: each.regulation.effective)
    cases = tuple((each.regulation, each.cases) for each in read if each.cases)
    return replace(config, regulations=tuple(each.regulation for each in read), cases=cases)


def read_regulation(path: Path, config: Config) -> Regulation:
    """The regulation in the file ``path``, judged by the names that ``config`` declares.

    Raises ``UsageError`` that holds every mistake.
    """
    reading = Reading(str(path), _names(config))
    root = _root(path, reading)
    if root:
        regulation = _regulation(root, config, config.path.parent).regulation
    if root is None or reading.findings:
        raise _refusal(reading)
    return regulation


def ledger_url(ledger: str, folder: Path) -> str:
    """The SQLAlchemy URL of ``ledger``: itself, or of a file relative to ``folder``."""
    if "://" in ledger:
        return ledger
    return f"sqlite:///{(folder / ledger).absolute().as_posix()}"


class _Read(NamedTuple):
    """A regulation with its worked cases and where it stands."""

    regulation: Regulation
    cases: tuple[WorkedCase, ...]
    place: Place


def _config(path: Path, values: Mapping[str, Any]) -> Config:
    """The config that ``values`` of ``CONFIG`` make, without regulations."""
    office: Office = values["office"]
    bodies = {name: _body(name, **body) for name, body in values.get("bodies", {}).items()}
    publications = {
        name: Publication(name, **{"issuer": office.name, **publication})
        for name, publication in values.get("publications", {}).items()
    }
    made = {
        "ledger": ledger_url(values.get("ledger", "ledger.db"), path.parent),
        "calendar": Calendar(values.get("year_starts", 1), values.get("month_ends", 31), values.get("periods", {})),
        "bodies": bodies,
        "publications": publications,
        "outlets": (
            *(outlet for body in bodies.values() for outlet in body.outlets),
            *(Outlet(name, office.name, office.level, own=True) for name in publications),
        ),
    }
    parts = ("year_starts", "month_ends", "periods")  # of the calendar
    return Config(path, **{name: value for name, value in values.items() if name not in parts} | made)


def _body(name: str, level: str, outlets: Mapping[str, Mapping[str, Any]] | None = None, **more: str) -> Body:
    own = tuple(Outlet(outlet, name, level, **rest) for outlet, rest in (outlets or {}).items())
    return Body(name, level, own, **more)


def _names(config: Config) -> dict[str, Names]:
    """The names that ``config`` declares, by kind; a kind that it leaves open is missing."""
    declared = {
        "level": config.levels,
        "group": config.unit_groups,
        "category": config.categories,
        "body": (*config.bodies, config.office.name),
        "form": config.forms,
        "leader": config.leaders or None,
        "violation": config.violations,
        "award": config.awards,
        "secrecy": config.secrecy,
    }
    names: dict[str, Names] = {kind: dict.fromkeys(words, ()) for kind, words in declared.items() if words is not None}
    # What a regulation itself declares is empty until it is read.
    own = ("quota", "outcome", "outcome of unit", "outcome of informant", "points clause", "yuan clause")
    return names | {kind: {} for kind in own} | {"outlet": outlet_names(config)}


def _opened(place: Place, folder: Path) -> Place | None:
    """``place`` itself, or the root of the file in ``folder`` that it names."""
    if not isinstance(place.node, nodes.Scalar):
        return place
    name = TEXT.read(place)
    try:
        text = nodes.read_text(folder / name) if name else ""
    except UnreadableError as error:
        place.wrong(f"“{name}”: {error.finding.what}", error.finding.hint)
        return None
    return _composed(text, replace(place.reading, file=str(folder / name))) if name else None


def _root(path: Path, reading: Reading) -> Place | None:
    """The root of the file at ``path``; None, and noted, if it is no readable YAML."""
    try:
        return _composed(nodes.read_text(path), reading)
    except UnreadableError as error:
        reading.findings.append((reading.file, 0, error.finding))
        return None


def _composed(text: str, reading: Reading) -> Place | None:
    try:
        return Place(nodes.compose(text, reading.file), reading)
    except UnreadableError as error:
        reading.findings.append((reading.file, 0, error.finding))
        return None


def _regulation(place: Place, config: Config, folder: Path) -> _Read:
    place = place.among(_names(config))
    values = REGULATION.read(place)
    cases = values.pop("cases", None)
    return _Read(
        Regulation(source=f"{place.reading.file} {place.path}".rstrip(), **values),
        _cases(_opened(cases, folder)) if cases else (),
        place,
    )


def _cases(place: Place | None) -> tuple[WorkedCase, ...]:
    cases = CASES.read(place) if place else ()
    return tuple(WorkedCase(where=place[number].where(), **case) for number, case in enumerate(cases) if place)


def _check_days(read: Iterable[_Read]) -> None:
    """Note which regulations begin on one day, so that neither is the newer."""
    first: dict[date, _Read] = {}
    for each in read:
        effective = each.regulation.effective
        other = first.setdefault(effective, each)
        if other is not each and effective != DAY.blank:
            what = _("“{other}” is in force from {day} too.")
            each.place["effective"].wrong(
                what.format(other=other.regulation.title, day=effective), _("Change one of the days.")
            )


def _refusal(reading: Reading) -> UsageError:
    findings = reading.in_order()
    return UsageError(
        _("{file} is wrong; mistakes: {count}.").format(file=reading.file, count=len(findings)), findings=findings
    )


def _user_folder() -> Path:
    """Where programs keep what a user configures, on this system."""
    home = Path(os.path.expanduser("~"))  # noqa: PTH111 - Path.home raises where there is none
    if os.name == "nt":
        return Path(os.environ.get("APPDATA") or home / "AppData" / "Roaming")
    if sys.platform == "darwin":
        return home / "Library" / "Application Support"
    return Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config")
