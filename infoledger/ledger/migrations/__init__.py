"""How a ledger of an older version is brought up to date (alembic)."""
