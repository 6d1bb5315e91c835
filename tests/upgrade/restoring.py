"""Puts back the database that the version before left: the demonstration, an import, submissions
in every state, a publication. `previous.sql.gz` is SQLite's own dump of it."""

from __future__ import annotations

import gzip
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Final

import psycopg2.extensions
from django.conf import settings

_ROOT: Final = Path(__file__).resolve().parents[2]
_DUMP: Final = Path(__file__).with_name("previous.sql.gz")
# Makes the tables as they were when the dump was made: those of libraries as they are today, ours
# without what came after.
_MAKE_TABLES: Final = """
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
executor = MigrationExecutor(connection)
ours = {"units", "reports", "directives"}
others = [node for node in executor.loader.graph.leaf_nodes() if node[0] not in ours]
executor.migrate([*others, *((app, "0001_tables") for app in ours)])
"""
_NAME: Final = "cchc_previous"


def manage(url: str, folder: Path, *words: str) -> str:
    """What a command says of the database at that address; fails where the command does."""
    environment = {**os.environ, "DATABASE_URL": url, "VAR_DIR": str(folder), "DEBUG": "1"}
    done = subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=_ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@contextmanager
def previous_database(folder: Path) -> Iterator[str]:
    """The address of a database as the version before left it, on the engine of this run."""
    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        path = folder / "previous.sqlite3"
        _into_sqlite(path)
        yield f"sqlite:///{path}"
        return
    with _postgresql("postgres") as server:
        _run(server, f"DROP DATABASE IF EXISTS {_NAME}_{os.getpid()}")
        _run(server, f"CREATE DATABASE {_NAME}_{os.getpid()}")
    try:
        url = _address(f"{_NAME}_{os.getpid()}")
        manage(url, folder, "shell", "--verbosity", "0", "--command", _MAKE_TABLES)
        with _postgresql(f"{_NAME}_{os.getpid()}") as filled:
            _into_postgresql(filled)
        yield url
    finally:
        with _postgresql("postgres") as server:
            _run(server, f"DROP DATABASE IF EXISTS {_NAME}_{os.getpid()} WITH (FORCE)")


def _into_sqlite(path: Path | str) -> sqlite3.Connection:
    base = sqlite3.connect(path)
    base.executescript(gzip.decompress(_DUMP.read_bytes()).decode())
    base.commit()
    return base


def _into_postgresql(server: psycopg2.extensions.connection) -> None:
    """Every row of the dump, in the place of those that making the tables has left."""
    with closing(_into_sqlite(":memory:")) as base, server.cursor() as cursor:
        tables = [
            name
            for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            if not name.startswith("sqlite_")
        ]
        cursor.execute("SET session_replication_role = replica; SET TIME ZONE 'UTC'")
        for table in tables:
            cursor.execute(f'DELETE FROM "{table}"')
        for table in tables:
            _copy(base, cursor, table)
        cursor.execute("SET session_replication_role = DEFAULT")


def _copy(base: sqlite3.Connection, cursor: Any, table: str) -> None:
    rows = base.execute(f'SELECT * FROM "{table}"')
    names = [column[0] for column in rows.description]
    cursor.execute(
        "SELECT column_name FROM information_schema.columns"
        " WHERE table_name = %s AND data_type = 'boolean'",
        [table],
    )
    booleans = {name for (name,) in cursor.fetchall()}
    marks = ", ".join(["%s"] * len(names))
    columns = ", ".join(f'"{name}"' for name in names)
    for row in rows:
        values = [
            bool(value) if name in booleans and value is not None else value
            for name, value in zip(names, row, strict=True)
        ]
        cursor.execute(f'INSERT INTO "{table}" ({columns}) VALUES ({marks})', values)
    if "id" in names:
        cursor.execute(
            "SELECT setval(pg_get_serial_sequence(%s, 'id'), greatest(max(id), 1))"
            f" FROM \"{table}\" WHERE pg_get_serial_sequence(%s, 'id') IS NOT NULL"
            " HAVING max(id) IS NOT NULL",
            [f'"{table}"', f'"{table}"'],
        )


def _address(name: str) -> str:
    base = settings.DATABASES["default"]
    port = f":{base['PORT']}" if base["PORT"] else ""
    return f"postgres://{base['USER']}:{base['PASSWORD']}@{base['HOST']}{port}/{name}"


@contextmanager
def _postgresql(name: str) -> Iterator[psycopg2.extensions.connection]:
    with closing(psycopg2.connect(_address(name))) as server:
        server.autocommit = True
        yield server


def _run(server: psycopg2.extensions.connection, statement: str) -> None:
    with server.cursor() as cursor:
        cursor.execute(statement)
