"""Where this office stands in what its superiors make known (位次)."""

import sqlalchemy as sa
from alembic import op

from infoledger.ledger.models import Exact

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the table of placings."""
    op.create_table(
        "placings",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=True),
        sa.Column("of", sa.Integer(), nullable=True),
        sa.Column("points", Exact(), nullable=True),
        sa.Column("task", Exact(), nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("voided", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("seal", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["entry"], ["entries.id"], name=op.f("fk_placings_entry")),
        sa.ForeignKeyConstraint(["voided"], ["entries.id"], name=op.f("fk_placings_voided")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_placings")),
    )
    op.create_index(op.f("ix_placings_day"), "placings", ["day"], unique=False)
