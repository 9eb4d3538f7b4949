"""Who was told of rounds and did not answer, several times in a row."""

from __future__ import annotations

from sqlalchemy import and_, delete, exists, literal, select, update

from db.query import upsert
from db.session import Tx
from db.tables import Outbox, Session, Silence


def count(tx: Tx, survey_id: int, round_id: int, broadcast_id: int) -> None:
    """After a round: one more for whoever was told and has not answered; whoever has answered begins anew."""
    finished = and_(Session.round_id == round_id, Session.state == "finished")
    answered = select(Session.person_id).where(finished)
    tx.execute(delete(Silence).where(Silence.survey_id == survey_id, Silence.person_id.in_(answered)))
    told = select(Outbox.person_id, literal(survey_id), literal(1), literal(False)).where(
        Outbox.broadcast_id == broadcast_id,
        Outbox.state == "sent",
        Outbox.person_id.is_not(None),
        ~exists().where(finished, Session.person_id == Outbox.person_id),
    )
    rows = upsert(tx, Silence).from_select(["person_id", "survey_id", "rounds", "asked"], told)
    more = {"rounds": Silence.rounds + 1}
    tx.execute(rows.on_conflict_do_update(index_elements=["person_id", "survey_id"], set_=more))


def to_ask(tx: Tx, survey_id: int, rounds: int, limit: int) -> list[int]:
    """People who did not answer that many rounds in a row and were not asked about it; marked as asked."""
    here = (Silence.survey_id == survey_id, Silence.rounds >= rounds, Silence.asked.is_(False))
    people = list(tx.execute(select(Silence.person_id).where(*here).limit(limit)).scalars())
    tx.execute(update(Silence).where(*here, Silence.person_id.in_(people)).values(asked=True))
    return people
