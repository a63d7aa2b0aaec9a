"""What is exchanged with the offices above and below: packets, what they held, what came back unused."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the tables of packets, of what they held and of returns."""
    _make(
        "packets",
        sa.Column("partner", sa.Text(), nullable=False),
        sa.Column("received", sa.Boolean(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("records", sa.Integer(), nullable=False),
        sa.Column("confirms", sa.JSON(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
    )
    _make(
        "exchanged",
        sa.Column("packet", sa.Integer(), nullable=False),
        sa.Column("of", sa.Text(), nullable=False),
        sa.Column("record", sa.Integer(), nullable=False),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("said", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(["packet"], ["packets.id"], name=op.f("fk_exchanged_packet")),
    )
    op.create_index(op.f("ix_exchanged_of_record"), "exchanged", ["of", "record"], unique=False)
    op.create_index(op.f("ix_exchanged_packet"), "exchanged", ["packet"], unique=False)
    _make(
        "returns",
        sa.Column("item", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["item"], ["items.id"], name=op.f("fk_returns_item")),
    )
    op.create_index(op.f("ix_returns_item"), "returns", ["item"], unique=False)


def _make(table: str, *own: sa.schema.SchemaItem) -> None:
    """Make ``table`` with its ``own`` columns between those that every recorded row has."""
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        *own,
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("voided", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("seal", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["entry"], ["entries.id"], name=op.f(f"fk_{table}_entry")),
        sa.ForeignKeyConstraint(["voided"], ["entries.id"], name=op.f(f"fk_{table}_voided")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
