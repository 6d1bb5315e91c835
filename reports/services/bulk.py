"""Inserting thousands of rows without a model object for each.

A report of a province has tens of thousands of figures, and each leaves a line of history. Model
objects would take six times as long as the database itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connections, router
from django.db.backends.utils import CursorWrapper
from django.db.models import Model

_PAGE = 1000


def rows_insert(
    model: type[Model],
    fields: Sequence[str],
    rows: Iterable[Sequence[Any]],
    *,
    replacing_on: Sequence[str] = (),
) -> None:
    """Insert rows of values, in the order of `fields`; no signals, no `save()`.

    With `replacing_on` (the fields of a unique constraint) a row that stands there already is
    overwritten in all other fields. Values must fit their columns: dates aware, decimals within
    their digits, foreign keys as ids. Raises IntegrityError as any insert does; call it within a
    transaction.
    """
    connection = connections[router.db_for_write(model)]
    converters = [_converter(model, name, connection) for name in fields]
    values = [
        tuple(
            convert(value) if convert else value
            for convert, value in zip(converters, row, strict=True)
        )
        for row in rows
    ]
    if not values:
        return
    sql = _statement(model, fields, replacing_on, connection)
    with connection.cursor() as cursor:
        _execute(cursor, sql, values, connection.vendor)


def _converter(model: type[Model], name: str, connection: Any) -> Any:
    """What turns a value into the database's; None where the driver does it by itself."""
    field = model._meta.get_field(name)
    if field.get_internal_type() == "DecimalField":
        digits, places = field.max_digits, field.decimal_places  # type: ignore[union-attr]
        return lambda value: connection.ops.adapt_decimalfield_value(value, digits, places)
    if field.get_internal_type() == "DateTimeField":
        return connection.ops.adapt_datetimefield_value
    return None


def _statement(
    model: type[Model], fields: Sequence[str], replacing_on: Sequence[str], connection: Any
) -> str:
    def quoted(names: Iterable[str]) -> list[str]:
        columns = (model._meta.get_field(name).column for name in names)  # type: ignore[union-attr]
        return [connection.ops.quote_name(column) for column in columns]

    table = connection.ops.quote_name(model._meta.db_table)
    places = "%s" if connection.vendor == "postgresql" else f"({', '.join(['%s'] * len(fields))})"
    # Names come from the model alone, never from a user.
    sql = f"INSERT INTO {table} ({', '.join(quoted(fields))}) VALUES {places}"  # noqa: S608
    if not replacing_on:
        return sql
    others = quoted(name for name in fields if name not in replacing_on)
    updates = ", ".join(f"{column} = excluded.{column}" for column in others)
    return f"{sql} ON CONFLICT ({', '.join(quoted(replacing_on))}) DO UPDATE SET {updates}"


def _execute(cursor: CursorWrapper, sql: str, values: list[Any], vendor: str) -> None:
    if vendor != "postgresql":
        cursor.executemany(sql, values)
        return
    # psycopg2's executemany sends each row on a journey of its own.
    from psycopg2.extras import execute_values  # type: ignore[import-untyped]

    execute_values(cursor.cursor, sql, values, page_size=_PAGE)
