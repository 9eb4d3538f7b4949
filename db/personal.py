"""A person's data as a whole: shown to them (GDPR 15, 20) and erased (17), as the register says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    MetaData,
    Table,
    and_,
    delete,
    exists,
    false,
    func,
    or_,
    select,
    update,
)

from db.register import OWNER, REGISTER, Belonging
from db.session import Tx, rows
from db.tables import Base, Idea, Media


@dataclass(frozen=True, slots=True)
class File:
    """A copy of a photo or voice message: to which idea it belongs and under which name it lies in MEDIA_DIR."""

    idea: str
    position: int
    stored_as: str


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
        _follow(table, way)
    except LookupError:
        return False
    return True


def _target(column: Column[Any]) -> Column[Any]:
    """The column that a foreign key points to. Raises LookupError for a column that is none."""
    for key in column.foreign_keys:
        return key.column
    raise LookupError(column.name)


def _follow(table: Table, way: str) -> tuple[ColumnElement[Any], list[tuple[Any, ColumnElement[bool]]]]:
    """The column at the end of a way, and the joins that lead there."""
    *steps, last = way.split(".")
    here: Any = table
    joins = []
    for step in steps:
        target = _target(here.c[step])
        there = target.table.alias()
        joins.append((there, here.c[step] == there.c[target.name]))
        here = there
    return here.c[last], joins


def _mine(table: Any, person_id: int) -> ColumnElement[bool]:
    """Which rows of a table belong to a person."""
    if table.name == OWNER:
        return and_(table.c.id == person_id)
    return or_(
        false(), *(_points_at_mine(table.c[name], person_id) for name in REGISTER[table.name].through)
    )


def _points_at_mine(column: Column[Any], person_id: int) -> ColumnElement[bool]:
    target = _target(column)
    if target.table.name == OWNER:
        return column == person_id
    return column.in_(select(target).where(_mine(target.table, person_id)))


def _tables() -> list[tuple[Table, Belonging]]:
    """The tables of the register, parents before children."""
    return [(t, REGISTER[t.name]) for t in Base.metadata.sorted_tables if t.name in REGISTER]


def export(tx: Tx, person_id: int) -> dict[str, list[dict[str, Any]]]:
    """Everything stored about a person, by table, in words that can be read."""
    return {table.name: _shown(tx, table, belonging, person_id) for table, belonging in _tables()}


def _shown(tx: Tx, table: Table, belonging: Belonging, person_id: int) -> list[dict[str, Any]]:
    source: Any = table
    columns = []
    for name, way in belonging.shown.items():
        column, joins = _follow(table, way)
        columns.append(column.label(name))
        for there, condition in joins:
            source = source.outerjoin(there, condition)
    columns += [table.c[column].is_not(None).label(name) for name, column in belonging.secret.items()]
    query = select(*columns).select_from(source).where(_mine(table, person_id)).order_by(*table.primary_key)
    return [
        {name: _readable(value, name in belonging.secret) for name, value in row._mapping.items()}
        for row in tx.execute(query)
    ]


def _readable(value: Any, secret: bool) -> Any:
    if secret:
        return "yes" if value else "no"
    return value.isoformat() if isinstance(value, datetime) else value


def files(tx: Tx, person_id: int) -> list[File]:
    """The copies of what a person sent, in the order in which it came."""
    query = select(Idea.number, Media.position, Media.stored_as).join_from(Media, Idea)
    return rows(
        tx, query.where(Idea.author_id == person_id, Media.state == "stored").order_by(Media.id), File
    )


def erase(tx: Tx, person_id: int, *, keep_ideas: bool) -> list[str]:
    """Deletes a person and all that belongs to them. Returns the names of the files that nothing names any more."""
    _lock(tx, person_id)
    before = {file.stored_as for file in files(tx, person_id)}
    if keep_ideas:
        _let_go_of_ideas(tx, person_id)
    for table, belonging in _tables():
        for name in belonging.cut:
            tx.execute(update(table).where(_points_at_mine(table.c[name], person_id)).values({name: None}))
    for table, _ in reversed(_tables()):
        tx.execute(delete(table).where(_mine(table, person_id)))
    return sorted(
        before - set(tx.execute(select(Media.stored_as).where(Media.stored_as.in_(before))).scalars())
    )


def _lock(tx: Tx, person_id: int) -> None:
    """Whoever wants to write to this person on PostgreSQL at the same moment waits, and then finds nobody."""
    people = Base.metadata.tables[OWNER]
    tx.execute(select(people.c.id).where(people.c.id == person_id).with_for_update())


def ideas_that_could_stay(tx: Tx, person_id: int) -> int:
    """How many ideas still say something without voice messages."""
    return tx.execute(select(func.count()).select_from(Idea).where(_could_stay(person_id))).scalar_one()


def _could_stay(person_id: int) -> ColumnElement[bool]:
    """Not what was withdrawn, and not what was only spoken, since a voice tells who speaks."""
    shows = exists().where(Media.idea_id == Idea.id, Media.kind != "voice")
    return and_(Idea.author_id == person_id, Idea.status != "withdrawn", or_(Idea.text != "", shows))


def _let_go_of_ideas(tx: Tx, person_id: int) -> None:
    staying = select(Idea.id).where(_could_stay(person_id))
    tx.execute(delete(Media).where(Media.kind == "voice", Media.idea_id.in_(staying)))
    tx.execute(update(Idea).where(_could_stay(person_id)).values(author_id=None, draft_key=None))
