"""A person and all that belongs to them, deleted (GDPR 17), as the register says."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, delete, exists, func, or_, select, update

from db import broadcasts, compaction, media, published, threads
from db.belonging import OWNER
from db.owned import mine, points_at_mine, tables
from db.session import Tx
from db.tables import Base, Idea, Media, Outbox, Publication


def erase(tx: Tx, person_id: int, *, keep_ideas: bool) -> list[str]:
    """Deletes a person and all that belongs to them. Returns the names of the files that nothing names any more."""
    _lock(tx, person_id)
    broadcasts.fold(tx, Outbox.person_id == person_id)
    published.forget(tx, Idea.id.in_(going(tx, person_id, keep_ideas=keep_ideas)))
    names = _let_go_of_ideas(tx, person_id) if keep_ideas else []
    names += media.delete_where(tx, mine(Media.__table__, person_id))
    for table, belonging in tables():
        for name in belonging.cut:
            tx.execute(update(table).where(points_at_mine(table.c[name], person_id)).values({name: None}))
    for table, _ in reversed(tables()):
        tx.execute(delete(table).where(mine(table, person_id)))
    compaction.ask(tx)
    return sorted(names)


def _lock(tx: Tx, person_id: int) -> None:
    """Whoever wants to write to this person on PostgreSQL at the same moment waits, and then finds nobody."""
    people = Base.metadata.tables[OWNER]
    tx.execute(select(people.c.id).where(people.c.id == person_id).with_for_update())


def going(tx: Tx, person_id: int, *, keep_ideas: bool) -> list[int]:
    """The ideas that are deleted with a person."""
    ideas = Idea.__table__
    all_ = tx.execute(select(Idea.id).where(mine(ideas, person_id)).order_by(Idea.id)).scalars()
    stays = select(Idea.id).where(_could_stay(person_id))
    staying = set(tx.execute(stays).scalars()) if keep_ideas else set()
    return [number for number in all_ if number not in staying]


def ideas_that_could_stay(tx: Tx, person_id: int) -> int:
    """How many ideas still say something without voice messages."""
    return tx.execute(select(func.count()).select_from(Idea).where(_could_stay(person_id))).scalar_one()


def _could_stay(person_id: int) -> ColumnElement[bool]:
    """Not what was withdrawn, and not what was only spoken, since a voice tells who speaks."""
    shows = exists().where(Media.idea_id == Idea.id, Media.message_id.is_(None), Media.kind != "voice")
    return and_(Idea.author_id == person_id, Idea.status != "withdrawn", or_(Idea.text != "", shows))


def _let_go_of_ideas(tx: Tx, person_id: int) -> list[str]:
    """What they and the team wrote to each other goes, and what the team began to write about it: it can tell who they were.
    What neighbours read of their ideas stays, in every language."""
    staying = select(Idea.id).where(_could_stay(person_id))
    personal = or_(Media.kind == "voice", Media.message_id.is_not(None))
    names = media.delete_where(tx, and_(personal, Media.idea_id.in_(staying)))
    threads.let_go(tx, Idea.id.in_(staying))
    tx.execute(update(Publication).where(Publication.idea_id.in_(staying)).values(letter=None))
    tx.execute(update(Idea).where(_could_stay(person_id)).values(author_id=None, draft_key=None))
    return names
