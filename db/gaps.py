"""What the register of personal data leaves out."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import MetaData, Table

from db.belonging import OWNER, Belonging, follow
from db.register import REGISTER


def gaps(metadata: MetaData, register: Mapping[str, Belonging] = REGISTER) -> list[str]:
    """What the register leaves out of these tables, or names although it is not there."""
    reached, found = {OWNER, *(name for name, belonging in register.items() if belonging.through)}, []
    for table in metadata.sorted_tables:
        belonging = register.get(table.name, Belonging())
        keys = {key.parent.name for key in table.foreign_keys if key.column.table.name in reached}
        found += [
            f"{table.name}.{name} leads to a person" for name in keys - {*belonging.through, *belonging.cut}
        ]
        if table.name in register:
            found += [f"{table.name}.{problem}" for problem in _wrong(table, belonging)]
    return sorted(found + [f"{name} is no table" for name in register if name not in metadata.tables])


def _wrong(table: Table, belonging: Belonging) -> list[str]:
    """Columns of a table that the register invents or says nothing about."""
    ways = {*belonging.shown.values(), *belonging.secret.values(), *belonging.unsaid}
    said = {way.split(".")[0] for way in ways} | {*belonging.through, *belonging.cut}
    there = {column.name for column in table.columns}
    return [
        *(f"{name} is not spoken of" for name in there - said),
        *(f"{way} is not there" for way in ways | said if not _leads_somewhere(table, way)),
        *(
            f"{name} cannot be emptied"
            for name in belonging.cut
            if name in there and not table.c[name].nullable
        ),
    ]


def _leads_somewhere(table: Table, way: str) -> bool:
    try:
        follow(table, way)
    except LookupError:
        return False
    return True
