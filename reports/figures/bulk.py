"""Inserting thousands of rows without a model object for each.

A report of a province has tens of thousands of figures, and each leaves a line of history. Model
objects would take six times as long as the database itself.
"""

from collections.abc import Iterable, Sequence
from io import StringIO
from itertools import islice
from typing import Any, Final

from django.db import connections, router
from django.db.backends.utils import CursorWrapper
from django.db.models import Model

_PAGE: Final = 1000
# What has a meaning of its own in the text that COPY reads.
_ESCAPED: Final = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})


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
    if connection.vendor == "postgresql" and not replacing_on:
        sql = _copy(model, fields, connection)
    else:
        sql = _insert(model, fields, replacing_on, connection)
    waiting = iter(rows)
    with connection.cursor() as cursor, connection.wrap_database_errors:
        while page := list(islice(waiting, _PAGE)):
            columns = map(_converted, converters, zip(*page, strict=True))
            _execute(cursor, sql, list(zip(*columns, strict=True)), connection.vendor)


def _converted(convert: Any, column: Sequence[Any]) -> Sequence[Any]:
    """The values of a column as the database wants them; the same value often comes again."""
    if convert is None:
        return column
    known = {value: convert(value) for value in set(column)}
    return [known[value] for value in column]


def _converter(model: type[Model], name: str, connection: Any) -> Any:
    """What turns a value into the database's; None where the driver does it by itself."""
    field = model._meta.get_field(name)
    if field.get_internal_type() == "DecimalField":
        digits, places = field.max_digits, field.decimal_places  # type: ignore[union-attr]
        return lambda value: connection.ops.adapt_decimalfield_value(value, digits, places)
    if field.get_internal_type() == "DateTimeField":
        return connection.ops.adapt_datetimefield_value
    return None


def _quoted(model: type[Model], names: Iterable[str], connection: Any) -> str:
    columns = (model._meta.get_field(name).column for name in names)  # type: ignore[union-attr]
    return ", ".join(map(connection.ops.quote_name, columns))


# The names in statements come from the model alone, never from a user.
def _copy(model: type[Model], fields: Sequence[str], connection: Any) -> str:
    table = connection.ops.quote_name(model._meta.db_table)
    return f"COPY {table} ({_quoted(model, fields, connection)}) FROM STDIN"


def _insert(
    model: type[Model], fields: Sequence[str], replacing_on: Sequence[str], connection: Any
) -> str:
    table = connection.ops.quote_name(model._meta.db_table)
    places = "%s" if connection.vendor == "postgresql" else f"({', '.join(['%s'] * len(fields))})"
    columns = _quoted(model, fields, connection)
    sql = f"INSERT INTO {table} ({columns}) VALUES {places}"  # noqa: S608
    if not replacing_on:
        return sql
    others = (name for name in fields if name not in replacing_on)
    names = (_quoted(model, [name], connection) for name in others)
    updates = ", ".join(f"{name} = excluded.{name}" for name in names)
    key = _quoted(model, replacing_on, connection)
    return f"{sql} ON CONFLICT ({key}) DO UPDATE SET {updates}"


def _execute(cursor: CursorWrapper, sql: str, values: list[Any], vendor: str) -> None:
    if vendor != "postgresql":
        cursor.executemany(sql, values)
    elif sql.startswith("COPY"):
        # A quarter of the time of the quickest INSERT.
        lines = ("\t".join(map(_copied, row)) + "\n" for row in values)
        cursor.cursor.copy_expert(sql, StringIO("".join(lines)))
    else:
        # psycopg2's executemany sends each row on a journey of its own.
        from psycopg2.extras import execute_values  # type: ignore[import-untyped]

        execute_values(cursor.cursor, sql, values, page_size=_PAGE)


def _copied(value: Any) -> str:
    return r"\N" if value is None else str(value).translate(_ESCAPED)
