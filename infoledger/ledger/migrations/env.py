"""How alembic runs the migrations: on the connection that ``database`` has begun to write with."""

from alembic import context

from infoledger.ledger.models import Base

# SQLite cannot alter a table in place; a batch writes it anew.
context.configure(
    connection=context.config.attributes["connection"], target_metadata=Base.metadata, render_as_batch=True
)
context.run_migrations()
