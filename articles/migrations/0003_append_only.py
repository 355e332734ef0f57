"""The database itself refuses to rewrite the audit trail.

SQLite lets lines be deleted (the tests empty its tables that way); PostgreSQL refuses that too.
"""

from django.db import migrations

UPDATE_SQLITE = """
CREATE TRIGGER audit_append_only BEFORE UPDATE ON articles_auditentry
BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END
"""
FUNCTION = """
CREATE FUNCTION articles_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the audit trail is append-only'; END $$
"""
TRIGGER = """
CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE ON articles_auditentry
FOR EACH ROW EXECUTE FUNCTION articles_append_only()
"""


def forward(apps, schema_editor):
    statements = {"sqlite": [UPDATE_SQLITE], "postgresql": [FUNCTION, TRIGGER]}[schema_editor.connection.vendor]
    for statement in statements:
        schema_editor.execute(statement)


def back(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TRIGGER audit_append_only")
    else:
        schema_editor.execute("DROP TRIGGER audit_append_only ON articles_auditentry")
        schema_editor.execute("DROP FUNCTION articles_append_only()")


class Migration(migrations.Migration):
    dependencies = [("articles", "0002_desk")]
    operations = [migrations.RunPython(forward, back)]
