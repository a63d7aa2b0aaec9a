"""The migrations, one schema after another; the newest is ``database.SCHEMA``."""
