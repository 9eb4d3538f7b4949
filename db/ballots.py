"""Anonymous surveys: unfinished ballots, who has taken part, and answers that are nobody's."""

from __future__ import annotations

import random
from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete, insert, select, update

from db.query import upsert
from db.session import Tx
from db.sessions import Given
from db.tables import Ballot, BallotWay, Participation
from db.tables.base import random_id


def begin(tx: Tx, round_id: int, person_id: int, sealed: bytes) -> None:
    """Somebody's way through a round; one that was begun stays as it is."""
    row = upsert(tx, BallotWay).values(round_id=round_id, person_id=person_id, step=1, sealed=sealed)
    tx.execute(row.on_conflict_do_nothing())


def way(tx: Tx, round_id: int, person_id: int) -> tuple[int, bytes] | None:
    """(step, sealed) of an unfinished ballot."""
    query = select(BallotWay.step, BallotWay.sealed).where(*_mine(round_id, person_id))
    row = tx.execute(query).first()
    return None if row is None else (row[0], row[1])


def write(tx: Tx, round_id: int, person_id: int, step: int, after: int, sealed: bytes) -> bool:
    """Puts the ballot of one step in place of it; False if the person is elsewhere by now."""
    here = (*_mine(round_id, person_id), BallotWay.step == step)
    return tx.execute(update(BallotWay).where(*here).values(step=after, sealed=sealed)).rowcount == 1


def end(tx: Tx, round_id: int, person_id: int, step: int) -> bool:
    """Takes an unfinished ballot away; False if the person is elsewhere by now."""
    return (
        tx.execute(delete(BallotWay).where(*_mine(round_id, person_id), BallotWay.step == step)).rowcount
        == 1
    )


def _mine(round_id: int, person_id: int) -> tuple[Any, Any]:
    return BallotWay.round_id == round_id, BallotWay.person_id == person_id


def took_part(tx: Tx, round_id: int, nullifier: bytes) -> bool:
    key = (Participation.round_id == round_id, Participation.nullifier == nullifier)
    return tx.execute(select(Participation.round_id).where(*key)).first() is not None


def mark(tx: Tx, round_id: int, nullifier: bytes) -> bool:
    """Whether this is the first ballot of whoever the nullifier stands for; the database lets nobody be it twice."""
    row = upsert(tx, Participation).values(round_id=round_id, nullifier=nullifier).on_conflict_do_nothing()
    return tx.execute(row.returning(Participation.round_id)).first() is not None


def cast(
    tx: Tx, round_id: int, given: Mapping[str, Given], *, goal: int, area_id: int, language: str
) -> None:
    """All answers of a ballot at once, each for itself, in no order."""
    about = {"round_id": round_id, "goal": goal, "area_id": area_id, "language": language}
    rows = [
        {**about, "id": random_id(), "question": one.question, "state": one.state, "value": one.value}
        for one in given.values()
    ]
    if rows:
        tx.execute(insert(Ballot), _shuffled(rows))


def close(tx: Tx, round_id: int) -> int:
    """Forgets who took part and who was on the way, and writes all answers anew in another order, so that neither a
    transaction's number nor a place in the file tells which were written together; how many there are."""
    for table in (BallotWay, Participation):
        tx.execute(delete(table).where(table.round_id == round_id))
    columns = Ballot.__table__.columns
    rows = [dict(row._mapping) for row in tx.execute(select(*columns).where(Ballot.round_id == round_id))]
    tx.execute(delete(Ballot).where(Ballot.round_id == round_id))
    if rows:
        tx.execute(insert(Ballot), _shuffled([{**row, "id": random_id()} for row in rows]))
    return len(rows)


def is_open(tx: Tx, round_id: int) -> bool:
    """Whether something still tells who took part."""
    return any(
        tx.execute(select(table.round_id).where(table.round_id == round_id).limit(1)).first() is not None
        for table in (BallotWay, Participation)
    )


def _shuffled(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return random.SystemRandom().sample(rows, len(rows))
