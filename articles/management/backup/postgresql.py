"""pg_dump, pg_restore and psql: a dump of one snapshot, and one transaction that puts it in place."""

import os
import re
import subprocess
from contextlib import contextmanager

from django.conf import settings
from django.db import connection, transaction
from psycopg.conninfo import make_conninfo

from articles.management import schema
from articles.management.backup.archive import Unfit
from articles.management.backup.contents import close, counts

# Empties the schema, whatever newer version made what is in it; what belongs to an extension stays.
CLEAR = """DO $$
DECLARE thing record;
BEGIN
    FOR thing IN
        SELECT format('%I.%I', n.nspname, c.relname) AS name,
            CASE c.relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'S' THEN 'SEQUENCE'
                ELSE 'TABLE' END AS kind
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = current_schema() AND c.relkind IN ('r', 'p', 'v', 'm', 'S')
            AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
        ORDER BY c.relkind IN ('r', 'p') DESC
    LOOP
        EXECUTE format('DROP %s IF EXISTS %s CASCADE', thing.kind, thing.name);
    END LOOP;
    FOR thing IN
        SELECT p.oid::regprocedure AS name FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
        WHERE n.nspname = current_schema()
            AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
    LOOP
        EXECUTE format('DROP ROUTINE IF EXISTS %s CASCADE', thing.name);
    END LOOP;
END $$"""


class PostgreSQL:
    engine = "postgresql"

    def save(self, target, say):
        """pg_dump in the very snapshot that the counts come from. Gives {'migrations', 'counts'} of it."""
        self._check_tools()
        with transaction.atomic(durable=True), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            cursor.execute("SELECT pg_export_snapshot()")
            [snapshot] = cursor.fetchone()
            about = {"migrations": schema.applied(connection), "counts": counts()}
            say("  pg_dump is at work")
            options = ["--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}"]
            self._run("pg_dump", *options, f"--file={target}", f"--dbname={self._address()}")
        return about

    def size(self):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_database_size(current_database())")
            return cursor.fetchone()[0]

    def check(self, path):
        """Raises Unfit when pg_restore cannot read all of it. Which migrations it holds, only the manifest tells."""
        self._run("pg_restore", "--file=/dev/null", str(path))
        if "TABLE DATA" not in self._run("pg_restore", "--list", str(path)):
            raise Unfit("The database in the backup holds no tables.")

    def folder(self):
        return settings.VAR_DIR

    @contextmanager
    def replaced(self, new, suffix, say):
        """In one transaction what is there goes and what was saved comes: it happens as a whole or not at all.

        Before, all of it is saved; from there it comes back when the block fails.
        """
        before = new.with_name("before.dump")
        empty = not connection.introspection.table_names()
        if not empty:
            self.save(before, say)
            before = before.rename(settings.VAR_DIR / f"news.dump{suffix}")
        close()
        try:
            self._load(new)
            yield "" if empty else str(before)
        except BaseException:
            close()
            self._put_back(before, empty, say)
            raise

    def _put_back(self, before, empty, say):
        """Also right when nothing had changed yet: the same content is then written again."""
        if empty:
            return
        try:
            self._load(before)
        except Unfit:
            say(f"The database of before could not be put back. It is in {before} (pg_restore reads it).")
            raise
        before.unlink()
        say("The database of before is back.")

    def _load(self, dump):
        """A script first, then psql: if pg_restore broke off in the middle of a pipe, psql would commit the half.

        pg_restore's own --clean would leave behind the tables that only a newer version has.
        """
        self._check_tools()
        script = dump.with_suffix(".sql")
        try:
            self._run("pg_restore", "--no-owner", "--no-privileges", f"--file={script}", str(dump))
            _without_newer_words(script)
            options = ["--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", "--output=/dev/null"]
            steps = ["--command=SET LOCAL lock_timeout = '30s'", f"--command={CLEAR}", f"--file={script}"]
            self._run("psql", *options, *steps, f"--dbname={self._address()}")
        finally:
            script.unlink(missing_ok=True)

    def _check_tools(self):
        server = connection.pg_version // 10000
        for name in ("pg_dump", "pg_restore", "psql"):
            major = int(re.search(r"\d+", self._run(name, "--version"))[0])
            if major < server:
                raise Unfit(
                    f"{name} is of version {major}, the database server of version {server}: install the client "
                    f"programs of PostgreSQL {server} (Debian: postgresql-client-{server}) and have them on PATH."
                )

    def _address(self):
        """'host=… user=… dbname=…' as Django connects, without the password: others can see a program's arguments."""
        known = {name: value for name, value in self._parameters().items() if name != "password"}
        return make_conninfo(**known)

    def _parameters(self):
        ours = {"cursor_factory", "context", "prepare_threshold", "server_side_binding", "pool", "autocommit"}
        return {name: value for name, value in connection.get_connection_params().items() if name not in ours}

    def _run(self, program, *arguments):
        password = self._parameters().get("password")
        environment = os.environ | ({"PGPASSWORD": str(password)} if password else {})
        try:
            done = subprocess.run([program, *arguments], env=environment, capture_output=True, text=True)
        except FileNotFoundError as error:
            raise Unfit(
                f"{program} is not on PATH: install the client programs of PostgreSQL (Debian: postgresql-client)."
            ) from error
        if done.returncode:
            raise Unfit(f"{program} failed: {done.stderr.strip() or f'code {done.returncode}'}")
        return done.stdout


def _without_newer_words(script):
    """pg_restore of version 17 and later begins with a setting that older servers do not know: made a comment."""
    newer = b"SET transaction_timeout = 0;"
    with open(script, "r+b") as file:
        position = file.read(8192).find(newer)
        if position >= 0:
            file.seek(position)
            file.write(b"-" * len(newer))
