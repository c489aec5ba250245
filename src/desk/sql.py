"""All SQL that differs between SQLite and PostgreSQL."""

from __future__ import annotations

from django.apps.registry import Apps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations import RunPython

_SQLITE = """
CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
"""
_POSTGRESQL = """
CREATE FUNCTION {table}_no_{verb}() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{table} is append-only'; END $$;
CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table} FOR EACH ROW EXECUTE FUNCTION {table}_no_{verb}()
"""


def append_only(table: str) -> RunPython:
    """A migration step after which the database refuses to change or delete rows of `table`."""

    def forbid(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        sql = _POSTGRESQL if editor.connection.vendor == "postgresql" else _SQLITE
        for verb in ("update", "delete"):
            editor.execute(sql.format(table=table, verb=verb))

    return RunPython(forbid, RunPython.noop)
