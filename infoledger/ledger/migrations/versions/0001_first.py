"""The ledger as it was first: entries and changes, the register, facts, issues, what was frozen."""

import sqlalchemy as sa
from alembic import op

from infoledger.ledger.models import Exact

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make all tables."""
    op.create_table(
        "entries",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("clerk", sa.Text(), nullable=False),
        sa.Column("command", sa.Text(), nullable=False),
        sa.Column("sentence", sa.Text(), nullable=False),
        sa.Column("final", sa.Boolean(), nullable=False),
        sa.Column("undoes", sa.Integer(), nullable=True),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["undoes"], ["entries.id"], name=op.f("fk_entries_undoes")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entries")),
    )
    op.create_table(
        "bulletins",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("publication", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("running", sa.Integer(), nullable=True),
        sa.Column("issued", sa.Date(), nullable=True),
        sa.Column("signed", sa.JSON(), nullable=False),
        sa.Column("content", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("voided", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("seal", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["entry"], ["entries.id"], name=op.f("fk_bulletins_entry")),
        sa.ForeignKeyConstraint(["voided"], ["entries.id"], name=op.f("fk_bulletins_voided")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bulletins")),
        sa.UniqueConstraint("publication", "running", name=op.f("uq_bulletins_publication_running")),
        sa.UniqueConstraint("publication", "year", "number", name=op.f("uq_bulletins_publication_year_number")),
    )
    op.create_table(
        "changes",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("of", sa.Text(), nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("before", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(["entry"], ["entries.id"], name=op.f("fk_changes_entry")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_changes")),
    )
    op.create_index(op.f("ix_changes_entry"), "changes", ["entry"], unique=False)
    op.create_index(op.f("ix_changes_of_first"), "changes", ["of", "first"], unique=False)
    op.create_table(
        "frozen",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("voided", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("seal", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["entry"], ["entries.id"], name=op.f("fk_frozen_entry")),
        sa.ForeignKeyConstraint(["voided"], ["entries.id"], name=op.f("fk_frozen_voided")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_frozen")),
    )
    op.create_table(
        "informants",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("joined", sa.Date(), nullable=True),
        sa.Column("left", sa.Date(), nullable=True),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("voided", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("seal", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["entry"], ["entries.id"], name=op.f("fk_informants_entry")),
        sa.ForeignKeyConstraint(["voided"], ["entries.id"], name=op.f("fk_informants_voided")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_informants")),
    )
    op.create_index(op.f("ix_informants_name"), "informants", ["name"], unique=False)
    op.create_table(
        "instructions",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("leader", sa.Text(), nullable=False),
        sa.Column("level", sa.Text(), nullable=True),
        sa.Column("chief", sa.Boolean(), nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("outlet", sa.Text(), nullable=True),
        sa.Column("body", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("feedback", sa.Text(), nullable=True),
        sa.Column("feedback_day", sa.Date(), nullable=True),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("voided", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("seal", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["entry"], ["entries.id"], name=op.f("fk_instructions_entry")),
        sa.ForeignKeyConstraint(["voided"], ["entries.id"], name=op.f("fk_instructions_voided")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_instructions")),
    )
    op.create_index(op.f("ix_instructions_day"), "instructions", ["day"], unique=False)
    op.create_table(
        "numbers",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("series", sa.Text(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("voided", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("seal", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["entry"], ["entries.id"], name=op.f("fk_numbers_entry")),
        sa.ForeignKeyConstraint(["voided"], ["entries.id"], name=op.f("fk_numbers_voided")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_numbers")),
    )
    op.create_index(
        "uq_numbers_series",
        "numbers",
        ["series"],
        unique=True,
        sqlite_where=sa.text("voided IS NULL"),
        postgresql_where=sa.text("voided IS NULL"),
    )
    op.create_table(
        "solicitations",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("issued", sa.Date(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("body", sa.Text(), nullable=True),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("voided", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("seal", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["entry"], ["entries.id"], name=op.f("fk_solicitations_entry")),
        sa.ForeignKeyConstraint(["voided"], ["entries.id"], name=op.f("fk_solicitations_voided")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_solicitations")),
    )
    op.create_index(op.f("ix_solicitations_due"), "solicitations", ["due"], unique=False)
    op.create_table(
        "units",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("aliases", sa.JSON(), nullable=False),
        sa.Column("head", sa.Text(), nullable=True),
        sa.Column("supervisor", sa.Text(), nullable=True),
        sa.Column("sponsor", sa.Text(), nullable=True),
        sa.Column("joined", sa.Date(), nullable=True),
        sa.Column("left", sa.Date(), nullable=True),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("voided", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("seal", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["entry"], ["entries.id"], name=op.f("fk_units_entry")),
        sa.ForeignKeyConstraint(["voided"], ["entries.id"], name=op.f("fk_units_voided")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_units")),
    )
    op.create_table(
        "adjustments",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("unit", sa.Integer(), nullable=False),
        sa.Column("informant", sa.Integer(), nullable=True),
        sa.Column("points", Exact(), nullable=True),
        sa.Column("yuan", Exact(), nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("cite", sa.Text(), nullable=True),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("voided", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("seal", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["entry"], ["entries.id"], name=op.f("fk_adjustments_entry")),
        sa.ForeignKeyConstraint(["informant"], ["informants.id"], name=op.f("fk_adjustments_informant")),
        sa.ForeignKeyConstraint(["unit"], ["units.id"], name=op.f("fk_adjustments_unit")),
        sa.ForeignKeyConstraint(["voided"], ["entries.id"], name=op.f("fk_adjustments_voided")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_adjustments")),
    )
    op.create_index(op.f("ix_adjustments_day"), "adjustments", ["day"], unique=False)
    op.create_table(
        "adoptions",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("outlet", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("level", sa.Text(), nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("issue", sa.Text(), nullable=True),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("section", sa.Text(), nullable=True),
        sa.Column("fee", sa.Integer(), nullable=True),
        sa.Column("published_title", sa.Text(), nullable=True),
        sa.Column("bulletin", sa.Integer(), nullable=True),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("voided", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("seal", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["bulletin"], ["bulletins.id"], name=op.f("fk_adoptions_bulletin")),
        sa.ForeignKeyConstraint(["entry"], ["entries.id"], name=op.f("fk_adoptions_entry")),
        sa.ForeignKeyConstraint(["voided"], ["entries.id"], name=op.f("fk_adoptions_voided")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_adoptions")),
    )
    op.create_index(op.f("ix_adoptions_day"), "adoptions", ["day"], unique=False)
    op.create_table(
        "informant_states",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("informant", sa.Integer(), nullable=False),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("unit", sa.Integer(), nullable=False),
        sa.Column("role", sa.Text(), nullable=True),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("voided", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("seal", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["entry"], ["entries.id"], name=op.f("fk_informant_states_entry")),
        sa.ForeignKeyConstraint(["informant"], ["informants.id"], name=op.f("fk_informant_states_informant")),
        sa.ForeignKeyConstraint(["unit"], ["units.id"], name=op.f("fk_informant_states_unit")),
        sa.ForeignKeyConstraint(["voided"], ["entries.id"], name=op.f("fk_informant_states_voided")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_informant_states")),
    )
    op.create_index(op.f("ix_informant_states_informant"), "informant_states", ["informant"], unique=False)
    op.create_table(
        "items",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("submitted", sa.Date(), nullable=False),
        sa.Column("submitted_time", sa.Time(), nullable=True),
        sa.Column("occurred", sa.Date(), nullable=True),
        sa.Column("occurred_time", sa.Time(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=True),
        sa.Column("solicitation", sa.Integer(), nullable=True),
        sa.Column("follows", sa.Integer(), nullable=True),
        sa.Column("secrecy", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("tags", sa.JSON(), nullable=False),
        sa.Column("quality", Exact(), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=True),
        sa.Column("characters", sa.Integer(), nullable=True),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("voided", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("seal", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["entry"], ["entries.id"], name=op.f("fk_items_entry")),
        sa.ForeignKeyConstraint(["follows"], ["items.id"], name=op.f("fk_items_follows")),
        sa.ForeignKeyConstraint(["solicitation"], ["solicitations.id"], name=op.f("fk_items_solicitation")),
        sa.ForeignKeyConstraint(["voided"], ["entries.id"], name=op.f("fk_items_voided")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_items")),
    )
    op.create_index(op.f("ix_items_solicitation"), "items", ["solicitation"], unique=False)
    op.create_index(op.f("ix_items_submitted"), "items", ["submitted"], unique=False)
    op.create_index(
        "uq_items_ref",
        "items",
        ["ref"],
        unique=True,
        sqlite_where=sa.text("voided IS NULL"),
        postgresql_where=sa.text("voided IS NULL"),
    )
    op.create_table(
        "solicitation_targets",
        sa.Column("solicitation", sa.Integer(), nullable=False),
        sa.Column("unit", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["solicitation"], ["solicitations.id"], name=op.f("fk_solicitation_targets_solicitation")
        ),
        sa.ForeignKeyConstraint(["unit"], ["units.id"], name=op.f("fk_solicitation_targets_unit")),
        sa.PrimaryKeyConstraint("solicitation", "unit", name=op.f("pk_solicitation_targets")),
    )
    op.create_table(
        "unit_states",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("unit", sa.Integer(), nullable=False),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("group", sa.Text(), nullable=False),
        sa.Column("parent", sa.Integer(), nullable=True),
        sa.Column("headcount", sa.Integer(), nullable=True),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("voided", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("seal", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["entry"], ["entries.id"], name=op.f("fk_unit_states_entry")),
        sa.ForeignKeyConstraint(["parent"], ["units.id"], name=op.f("fk_unit_states_parent")),
        sa.ForeignKeyConstraint(["unit"], ["units.id"], name=op.f("fk_unit_states_unit")),
        sa.ForeignKeyConstraint(["voided"], ["entries.id"], name=op.f("fk_unit_states_voided")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit_states")),
    )
    op.create_index(op.f("ix_unit_states_unit"), "unit_states", ["unit"], unique=False)
    op.create_table(
        "adoption_items",
        sa.Column("adoption", sa.Integer(), nullable=False),
        sa.Column("item", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["adoption"], ["adoptions.id"], name=op.f("fk_adoption_items_adoption")),
        sa.ForeignKeyConstraint(["item"], ["items.id"], name=op.f("fk_adoption_items_item")),
        sa.PrimaryKeyConstraint("adoption", "item", name=op.f("pk_adoption_items")),
    )
    op.create_index(op.f("ix_adoption_items_item"), "adoption_items", ["item"], unique=False)
    op.create_table(
        "awards",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("item", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("voided", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("seal", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["entry"], ["entries.id"], name=op.f("fk_awards_entry")),
        sa.ForeignKeyConstraint(["item"], ["items.id"], name=op.f("fk_awards_item")),
        sa.ForeignKeyConstraint(["voided"], ["entries.id"], name=op.f("fk_awards_voided")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_awards")),
    )
    op.create_index(op.f("ix_awards_day"), "awards", ["day"], unique=False)
    op.create_index(op.f("ix_awards_item"), "awards", ["item"], unique=False)
    op.create_table(
        "bulletin_items",
        sa.Column("bulletin", sa.Integer(), nullable=False),
        sa.Column("item", sa.Integer(), nullable=False),
        sa.Column("section", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["bulletin"], ["bulletins.id"], name=op.f("fk_bulletin_items_bulletin")),
        sa.ForeignKeyConstraint(["item"], ["items.id"], name=op.f("fk_bulletin_items_item")),
        sa.PrimaryKeyConstraint("bulletin", "item", name=op.f("pk_bulletin_items")),
    )
    op.create_table(
        "drafts",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("item", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("voided", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("seal", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["entry"], ["entries.id"], name=op.f("fk_drafts_entry")),
        sa.ForeignKeyConstraint(["item"], ["items.id"], name=op.f("fk_drafts_item")),
        sa.ForeignKeyConstraint(["voided"], ["entries.id"], name=op.f("fk_drafts_voided")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drafts")),
    )
    op.create_index(op.f("ix_drafts_item"), "drafts", ["item"], unique=False)
    op.create_table(
        "forwards",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("item", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("voided", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("seal", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["entry"], ["entries.id"], name=op.f("fk_forwards_entry")),
        sa.ForeignKeyConstraint(["item"], ["items.id"], name=op.f("fk_forwards_item")),
        sa.ForeignKeyConstraint(["voided"], ["entries.id"], name=op.f("fk_forwards_voided")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_forwards")),
    )
    op.create_index(op.f("ix_forwards_day"), "forwards", ["day"], unique=False)
    op.create_index(op.f("ix_forwards_item"), "forwards", ["item"], unique=False)
    op.create_table(
        "instruction_items",
        sa.Column("instruction", sa.Integer(), nullable=False),
        sa.Column("item", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["instruction"], ["instructions.id"], name=op.f("fk_instruction_items_instruction")),
        sa.ForeignKeyConstraint(["item"], ["items.id"], name=op.f("fk_instruction_items_item")),
        sa.PrimaryKeyConstraint("instruction", "item", name=op.f("pk_instruction_items")),
    )
    op.create_index(op.f("ix_instruction_items_item"), "instruction_items", ["item"], unique=False)
    op.create_table(
        "item_informants",
        sa.Column("item", sa.Integer(), nullable=False),
        sa.Column("informant", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["informant"], ["informants.id"], name=op.f("fk_item_informants_informant")),
        sa.ForeignKeyConstraint(["item"], ["items.id"], name=op.f("fk_item_informants_item")),
        sa.PrimaryKeyConstraint("item", "informant", name=op.f("pk_item_informants")),
    )
    op.create_table(
        "item_sources",
        sa.Column("item", sa.Integer(), nullable=False),
        sa.Column("source", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["item"], ["items.id"], name=op.f("fk_item_sources_item")),
        sa.ForeignKeyConstraint(["source"], ["items.id"], name=op.f("fk_item_sources_source")),
        sa.PrimaryKeyConstraint("item", "source", name=op.f("pk_item_sources")),
    )
    op.create_index(op.f("ix_item_sources_source"), "item_sources", ["source"], unique=False)
    op.create_table(
        "item_units",
        sa.Column("item", sa.Integer(), nullable=False),
        sa.Column("unit", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["item"], ["items.id"], name=op.f("fk_item_units_item")),
        sa.ForeignKeyConstraint(["unit"], ["units.id"], name=op.f("fk_item_units_unit")),
        sa.PrimaryKeyConstraint("item", "unit", name=op.f("pk_item_units")),
    )
    op.create_table(
        "reviews",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("item", sa.Integer(), nullable=False),
        sa.Column("step", sa.Text(), nullable=True),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("override", sa.Text(), nullable=True),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("voided", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("seal", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["entry"], ["entries.id"], name=op.f("fk_reviews_entry")),
        sa.ForeignKeyConstraint(["item"], ["items.id"], name=op.f("fk_reviews_item")),
        sa.ForeignKeyConstraint(["voided"], ["entries.id"], name=op.f("fk_reviews_voided")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reviews")),
    )
    op.create_index(op.f("ix_reviews_item"), "reviews", ["item"], unique=False)
    op.create_table(
        "violations",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("unit", sa.Integer(), nullable=False),
        sa.Column("informant", sa.Integer(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("item", sa.Integer(), nullable=True),
        sa.Column("level", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("voided", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("seal", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["entry"], ["entries.id"], name=op.f("fk_violations_entry")),
        sa.ForeignKeyConstraint(["informant"], ["informants.id"], name=op.f("fk_violations_informant")),
        sa.ForeignKeyConstraint(["item"], ["items.id"], name=op.f("fk_violations_item")),
        sa.ForeignKeyConstraint(["unit"], ["units.id"], name=op.f("fk_violations_unit")),
        sa.ForeignKeyConstraint(["voided"], ["entries.id"], name=op.f("fk_violations_voided")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_violations")),
    )
    op.create_index(op.f("ix_violations_day"), "violations", ["day"], unique=False)
