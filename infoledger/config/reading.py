"""Finding and reading ``config.yaml``: strictly, with every mistake told at once."""

import os
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import astuple, replace
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from infoledger.config import nodes
from infoledger.config.imports import IMPORTS, profiles
from infoledger.config.model import Body, Config, Office, Outlet, Partner, Publication, WorkedCase
from infoledger.config.names import Names
from infoledger.config.nodes import Node, Place, Reading, TooManyMistakesError, UnreadableError
from infoledger.config.office import CONFIG
from infoledger.config.outlets import outlet_names
from infoledger.config.regulations import CASES, REGULATION
from infoledger.config.values import DAY, TEXT
from infoledger.errors import Finding, UsageError
from infoledger.i18n import _
from infoledger.periods import Calendar
from infoledger.rules.regulation import Regulation
from infoledger.textfiles import Decoded
from infoledger.workdays import Workdays

T = TypeVar("T")


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
    config = _told(reading, lambda: _read(path, _root(path, reading)))
    return replace(config, hints=tuple(reading.hints))


def read_nodes(path: Path) -> Node:
    """The config at ``path`` as its files say it, each in its place, the meaning of its words noted in the nodes.

    Raises ``UsageError`` that holds every mistake.
    """
    reading = Reading(str(path), _names(Config(path, Office(""), "")))
    root = _told(reading, lambda: _root(path, reading))
    _told(reading, lambda: _read(path, root))
    return root.node


def read_regulation(path: Path, config: Config) -> Regulation:
    """The regulation in the file ``path``, judged by the names that ``config`` declares.

    Raises ``UsageError`` that holds every mistake.
    """
    reading = Reading(str(path), _names(config))
    return _told(reading, lambda: _regulation(_root(path, reading), config, config.path.parent).regulation)


def ledger_url(ledger: str, folder: Path) -> str:
    """Where ``ledger`` is: a SQLAlchemy URL is itself, a file is relative to ``folder``.

    A file is a path, not a URL, in which its ``?``, ``%`` and ``#`` would mean something else.
    """
    file = ledger if "?" in ledger else ledger.removeprefix("sqlite:///")
    return file if "://" in file else str((folder / file).absolute())


def _told(reading: Reading, read: Callable[[], T]) -> T:
    """What ``read`` gives. Raises ``UsageError`` that holds every mistake noted meanwhile."""
    try:
        value = read()
    except UnreadableError as error:
        reading.findings += ((reading.file, 0, finding) for finding in error.findings)
        raise _refusal(reading) from None
    except TooManyMistakesError:
        raise _refusal(reading, _("Nothing was read after these; perhaps it is the wrong file.")) from None
    if reading.findings:
        raise _refusal(reading)
    return value


def _read(path: Path, root: Place) -> Config:
    values = CONFIG.read(root)
    places, imports = values.pop("regulations", ()), values.pop("imports", None)
    config = _config(path.absolute(), values)
    if imports:
        names = _names(config) | {"body": dict.fromkeys(config.bodies, ())}
        config = replace(config, imports=profiles(IMPORTS.read(imports.among(names))))
    opened = [_opened(place, path.parent) for place in places]
    read = [_regulation(place, config, path.parent) for place in opened if place]
    _check_days(read)
    read.sort(key=lambda each: each.regulation.effective)
    cases = tuple((each.regulation, each.cases) for each in read if each.cases)
    places = {str(config.path): root} | {each.regulation.source: each.place for each in read}
    return replace(config, regulations=tuple(each.regulation for each in read), cases=cases, places=places)


class _Known(NamedTuple):
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
        "workdays": Workdays(values.get("holidays", frozenset()), values.get("makeup_days", frozenset())),
        "bodies": bodies,
        "publications": publications,
        "exchange": {name: _partner(name, path.parent, **said) for name, said in values.get("exchange", {}).items()},
        "outlets": (
            *(outlet for body in bodies.values() for outlet in body.outlets),
            *(Outlet(name, office.name, office.level, own=True) for name in publications),
        ),
    }
    parts = ("year_starts", "month_ends", "periods", "holidays", "makeup_days")  # of the calendars
    return Config(path, **{name: value for name, value in values.items() if name not in parts} | made)


def _body(name: str, level: str, outlets: Mapping[str, Mapping[str, Any]] | None = None, **more: str) -> Body:
    own = tuple(Outlet(outlet, name, level, **rest) for outlet, rest in (outlets or {}).items())
    return Body(name, level, own, **more)


def _partner(partner: str, folder: Path, name: str = "", key: str = "") -> Partner:
    return Partner(partner, name, folder / key if key else None)


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
    """``place`` itself, or the root of the file in ``folder`` that it names, which is put there.

    None, and noted, if that is unreadable.
    """
    if not isinstance(place.node, nodes.Scalar):
        return place
    name = TEXT.read(place)
    if not name:
        return None
    reading = replace(place.reading, file=str(folder / name))
    try:
        text = nodes.read_text(folder / name)
    except UnreadableError as error:
        place.wrong(*astuple(error.findings[0])[1:])
        return None
    try:
        opened = _composed(text, reading)
    except UnreadableError as error:
        reading.findings += ((reading.file, 0, finding) for finding in error.findings)
        return None
    place.put(opened.node)
    return opened


def _root(path: Path, reading: Reading) -> Place:
    """The root of the file at ``path``. Raises ``UnreadableError``."""
    return _composed(nodes.read_text(path), reading)


def _composed(written: Decoded, reading: Reading) -> Place:
    node = nodes.compose(written.text, reading.file)
    if written.encoding == "gb18030":
        hint = _("The file is in GB18030 (ANSI); other programs may want UTF-8.")
        reading.hints.append(Finding(reading.file, hint, _("Save it as UTF-8.")))
    reading.hints += nodes.oddities(node, reading.file)
    return Place(node, reading)


def _regulation(place: Place, config: Config, folder: Path) -> _Known:
    place = place.among(_names(config))
    values = REGULATION.read(place)
    cases = values.pop("cases", None)
    return _Known(
        Regulation(source=f"{place.reading.file} {place.path}".rstrip(), **values),
        _cases(_opened(cases, folder)) if cases else (),
        place,
    )


def _cases(place: Place | None) -> tuple[WorkedCase, ...]:
    cases = CASES.read(place) if place else ()
    return tuple(WorkedCase(where=place[number].where(), **case) for number, case in enumerate(cases) if place)


def _check_days(read: Iterable[_Known]) -> None:
    """Note which regulations begin on one day, so that neither is the newer."""
    first: dict[date, _Known] = {}
    for each in read:
        effective = each.regulation.effective
        other = first.setdefault(effective, each)
        if other is not each and effective != DAY.blank:
            what = _("“{other}” is in force from {day} too.")
            each.place["effective"].wrong(
                what.format(other=other.regulation.title, day=effective), _("Change one of the days.")
            )


def _refusal(reading: Reading, hint: str = "") -> UsageError:
    findings = reading.in_order()
    what = _("{file} is wrong; mistakes: {count}.").format(file=reading.file, count=len(findings))
    return UsageError(what, hint, findings)


def _user_folder() -> Path:
    """Where programs keep what a user configures, on this system."""
    home = Path(os.path.expanduser("~"))  # noqa: PTH111 - Path.home raises where there is none
    if os.name == "nt":
        return Path(os.environ.get("APPDATA") or home / "AppData" / "Roaming")
    if sys.platform == "darwin":
        return home / "Library" / "Application Support"
    return Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config")
