"""The common base of all tables: naming of constraints, STRICT, the columns that recur."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Annotated, Any

from sqlalchemy import JSON, BigInteger, LargeBinary, MetaData, SmallInteger, String
from sqlalchemy.orm import DeclarativeBase, mapped_column

from db.types import UtcDateTime

Moment = Annotated[datetime, mapped_column(UtcDateTime)]
Code = Annotated[str, mapped_column(String(64))]
Long = Annotated[str, mapped_column(String)]
Big = Annotated[int, mapped_column(BigInteger)]
Small = Annotated[int, mapped_column(SmallInteger)]
Bytes = Annotated[bytes, mapped_column(LargeBinary)]
Data = Annotated[Any, mapped_column(JSON(none_as_null=True))]
Serial = Annotated[int, mapped_column(BigInteger, primary_key=True)]


def random_id() -> int:
    """An id that tells neither order nor number of people; 53 bits, so that JSON readers keep it exact."""
    return secrets.randbits(52) + 1


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    __table_args__: Any = {"sqlite_strict": True}


STRICT = {"sqlite_strict": True}
