"""Column types that behave alike in SQLite and PostgreSQL."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated, Any

from sqlalchemy import BigInteger, DateTime, Dialect, Enum, Integer, Row, Text
from sqlalchemy.orm import mapped_column
from sqlalchemy.types import TypeDecorator, TypeEngine


def storable(text: str) -> str:
    """`text` without what PostgreSQL (NUL) or both databases (lone surrogates) refuse to store."""
    if "\0" in text:
        text = text.replace("\0", "")
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "backslashreplace").decode()
    return text


AnyRow = Row[*tuple[Any, ...]]


class StorableText(TypeDecorator[str]):
    """Text of the world outside: what no database takes is taken out on the way in."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, _dialect: Dialect) -> str | None:
        return None if value is None else storable(value)


class UtcTime(TypeDecorator[datetime]):
    """A point in time, aware UTC on the way in and out; SQLite itself would drop the zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone means nothing to the store")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def one_of(values: type[StrEnum]) -> TypeEngine[Any]:
    """A column of the values of an enumeration, as text, so that a new value needs no migration."""
    return Enum(values, native_enum=False, length=16, values_callable=lambda kind: [member.value for member in kind])


# SQLite numbers rows by itself only in a column that is exactly INTEGER PRIMARY KEY.
_BIG = BigInteger().with_variant(Integer(), "sqlite")
Id = Annotated[int, mapped_column(_BIG, primary_key=True, autoincrement=True)]
Big = Annotated[int, mapped_column(_BIG)]
Words = Annotated[str, mapped_column(StorableText)]
Time = Annotated[datetime, mapped_column(UtcTime)]
