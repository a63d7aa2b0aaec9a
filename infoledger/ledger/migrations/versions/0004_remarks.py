"""Errors found in issues (刊评), and who is to write on a topic that was solicited (责任人)."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the table of remarks, and the column of persons."""
    op.create_table(
        "remarks",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("bulletin", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("item", sa.Integer(), nullable=True),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("voided", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("seal", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["bulletin"], ["bulletins.id"], name=op.f("fk_remarks_bulletin")),
        sa.ForeignKeyConstraint(["entry"], ["entries.id"], name=op.f("fk_remarks_entry")),
        sa.ForeignKeyConstraint(["item"], ["items.id"], name=op.f("fk_remarks_item")),
        sa.ForeignKeyConstraint(["voided"], ["entries.id"], name=op.f("fk_remarks_voided")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remarks")),
    )
    op.create_index(op.f("ix_remarks_bulletin"), "remarks", ["bulletin"], unique=False)
    op.create_index(op.f("ix_remarks_day"), "remarks", ["day"], unique=False)
    op.add_column("solicitations", sa.Column("persons", sa.Text(), nullable=True))
