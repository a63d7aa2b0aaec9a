"""An empty ledger, in a file and on a server, with two units and their informants."""

from contextlib import contextmanager
from datetime import date
from types import SimpleNamespace

import pytest

from infoledger.config.model import Config, Office
from infoledger.ledger.database import open_ledger
from infoledger.ledger.recording import record_items
from infoledger.ledger.registration import add_informants, add_units
from infoledger.ledger.shapes import NewInformant, NewItem, NewUnit
from infoledger.periods import Calendar
from tests.postgresql import server

__all__ = ["server"]


@pytest.fixture(params=["file", "server"])
def ledger(request, tmp_path):
    url = str(tmp_path / "ledger.db") if request.param == "file" else request.getfixturevalue("server")()
    with open_ledger(url, create=True) as made:
        with made.writing():  # which makes the tables on a server, too
            pass
        yield made


@pytest.fixture
def entry(ledger):
    """Write one journal entry: ``with entry("submit") as pen``."""

    @contextmanager
    def write(command="test", sentence="Did something."):
        with ledger.entry("clerk", command) as pen:
            pen.sentence = sentence
            yield pen

    return write


@pytest.fixture
def county(entry):
    """Two units, 水利局 (alias 水利) and 甲镇, each with an informant; their ids."""
    with entry("unit add") as pen:
        units = add_units(pen, [NewUnit("水利局", "部门", aliases=("水利",)), NewUnit("甲镇", "乡镇")])
        people = add_informants(pen, [NewInformant("王芳", units[0]), NewInformant("李明", units[1], role="兼职")])
    return SimpleNamespace(bureau=units[0], town=units[1], wang=people[0], li=people[1])


@pytest.fixture
def an_item(county):
    """A new item with something in every field that is asked for."""

    def item(title="汛情", submitted=date(2026, 1, 5), units=None, **more):
        return NewItem(submitted, units or (county.bureau,), title, **more)

    return item


@pytest.fixture
def submit(entry):
    """Record items in an entry of their own and return their references."""

    def recorded(*items):
        with entry("submit") as pen:
            return record_items(pen, items, Calendar())

    return recorded


@pytest.fixture
def config(tmp_path):
    """The smallest config; changed fields by name."""

    def made(**fields):
        return Config(tmp_path / "config.yaml", Office("某县政府办"), "ledger.db", **fields)

    return made
