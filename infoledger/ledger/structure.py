"""What a database holds that the program did not make: it could change, hide or copy what is recorded."""

from collections.abc import Iterator

from sqlalchemy import Connection, inspect, text

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
    """Triggers, views, tables, columns and versions that a ledger of version ``schema`` has not, and those it lacks."""
    found = inspect(connection)
    for name in connection.execute(text(_TRIGGERS[connection.dialect.name])).scalars():
        yield _added(_("trigger {name}").format(name=name))
    for name in found.get_view_names():
        yield _added(_("view {name}").format(name=name))
    tables = set(found.get_table_names())
    for name in sorted(tables - Base.metadata.tables.keys() - {_VERSION}):
        yield _added(_("table {name}").format(name=name))
    for table in Base.metadata.sorted_tables:
        columns = {column["name"] for column in found.get_columns(table.name)} if table.name in tables else set()
        if not columns:
            yield Finding(_("table {name}").format(name=table.name), _("It is missing."))
            continue
        for name in sorted(columns - {column.name for column in table.columns}):
            yield _added(_("column {name}").format(name=f"{table.name}.{name}"))
        for column in table.columns:
            if column.name not in columns:
                yield Finding(_("column {name}").format(name=f"{table.name}.{column.name}"), _("It is missing."))
    versions = connection.execute(text(f"SELECT version_num FROM {_VERSION}")).scalars().all()  # noqa: S608
    if versions != [schema]:
        said = ", ".join(map(str, versions)) or _("none")
        yield Finding(_VERSION, _("It holds {versions} in place of {schema}.").format(versions=said, schema=schema))


def _added(where: str) -> Finding:
    return Finding(where, _("infoledger did not make it; someone else did."))
