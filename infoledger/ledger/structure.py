"""What a database holds that the program did not make: it could change, hide or copy what is recorded."""

from collections.abc import Iterator

from sqlalchemy import Connection, Inspector, Table, inspect, text

from infoledger.errors import Finding
from infoledger.i18n import _
from infoledger.ledger.models import Base

_VERSION = "alembic_version"
_TRIGGERS = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' ORDER BY name",
    "postgresql": "SELECT DISTINCT trigger_name FROM information_schema.triggers "
    "WHERE trigger_schema = current_schema() ORDER BY trigger_name",
}


def foreign(connection: Connection, schema: str) -> Iterator[Finding]:
    """What a ledger of version ``schema`` has not, from triggers to columns and indexes, and what it lacks."""
    found = inspect(connection)
    for name in connection.execute(text(_TRIGGERS[connection.dialect.name])).scalars():
        yield _added(_("trigger {name}").format(name=name))
    for name in found.get_view_names():
        yield _added(_("view {name}").format(name=name))
    tables = set(found.get_table_names())
    for name in sorted(tables - Base.metadata.tables.keys() - {_VERSION}):
        yield _added(_("table {name}").format(name=name))
    for table in Base.metadata.sorted_tables:
        if table.name in tables:
            yield from _of_table(found, table)
        else:
            yield Finding(_("table {name}").format(name=table.name), _("It is missing."))
    versions = connection.execute(text(f"SELECT version_num FROM {_VERSION}")).scalars().all()  # noqa: S608
    if versions != [schema]:
        said = ", ".join(map(str, versions)) or _("none")
        yield Finding(_VERSION, _("It holds {versions} in place of {schema}.").format(versions=said, schema=schema))


def _of_table(found: Inspector, table: Table) -> Iterator[Finding]:
    columns = {column["name"] for column in found.get_columns(table.name)}
    for name in sorted(columns - {column.name for column in table.columns}):
        yield _added(_("column {name}").format(name=f"{table.name}.{name}"))
    for column in table.columns:
        if column.name not in columns:
            yield Finding(_("column {name}").format(name=f"{table.name}.{column.name}"), _("It is missing."))
    # What a server makes by itself to hold a constraint is no index of its own.
    indexes = {str(each["name"]) for each in found.get_indexes(table.name) if not each.get("duplicates_constraint")}
    for name in sorted(indexes - {index.name for index in table.indexes}):
        yield _added(_("index {name}").format(name=name))


def _added(where: str) -> Finding:
    return Finding(where, _("infoledger did not make it; someone else did."))
