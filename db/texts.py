"""What people wrote or sent in answer to a question in their own way, and what was filed from it as an idea."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select, true

from db import idea_steps
from db.attachments import File
from db.query import one, rows
from db.reach import Reach, open_to
from db.results import is_counted
from db.rounds import Running
from db.session import Tx
from db.tables import Answer, Ballot, Idea, Media, Round, SurveyVersion

UNDONE = ("new", "seen")
"""As long as nothing has come of an idea its filing can be undone."""


@dataclass(frozen=True, slots=True)
class Entry:
    """That somebody wrote or sent something, and where."""

    id: int
    area_id: int
    language: str


@dataclass(frozen=True, slots=True)
class Content:
    """What it is: a text, a point, or a file."""

    area_id: int
    language: str
    value: Any
    file: File | None = None


@dataclass(frozen=True, slots=True)
class Filed:
    """The idea that became of it."""

    id: int
    number: str
    status: str
    area_id: int | None

    @property
    def may_be_undone(self) -> bool:
        return self.status in UNDONE


def _of(round_: Running) -> Any:
    return Ballot if round_.is_anonymous else Answer


def _link(round_: Running) -> Any:
    return Idea.ballot_id if round_.is_anonymous else Idea.answer_id


def entries(tx: Tx, round_: Running, question: str, areas: Collection[int] | None) -> list[Entry]:
    """What was said in these areas (None: all) and is part of the results already, in no order."""
    table = _of(round_)
    here = (table.round_id == round_.id, table.question == question, table.state == "given")
    within = true() if areas is None else table.area_id.in_(sorted(areas))
    query = select(table.id, table.area_id, table.language).where(*here, within)
    return rows(tx, query.where(is_counted(table, [round_.id])), Entry)


def values(tx: Tx, round_: Running, ids: Collection[int]) -> dict[int, Any]:
    """What these hold, by id."""
    table = _of(round_)
    return dict(rows(tx, select(table.id, table.value).where(table.id.in_(ids)), lambda *row: row))


def content(tx: Tx, round_: Running, entry_id: int, *, lock: bool = False) -> Content | None:
    """With a lock nobody else files it, and its author does not change it, until the transaction ends."""
    table = _of(round_)
    query = select(table.area_id, table.language, table.value).where(
        table.id == entry_id, table.state == "given"
    )
    found = one(tx, query.with_for_update() if lock else query, Content)
    if found is None or round_.is_anonymous:
        return found
    file = select(*(getattr(Media, name) for name in File.__slots__)).where(Media.answer_id == entry_id)
    return replace(found, file=one(tx, file, File))


def filed(tx: Tx, round_: Running, entry_id: int) -> Filed | None:
    """The idea that it was filed as, if it was."""
    query = select(Idea.id, Idea.number, Idea.status, Idea.area_id).where(_link(round_) == entry_id)
    return one(tx, query, Filed)


def link(round_: Running, entry_id: int) -> dict[str, int]:
    """What makes an idea one that was filed from this."""
    return {_link(round_).key: entry_id}


def survey_of(tx: Tx, idea_id: int) -> dict[str, str] | None:
    """The title of the survey that an idea was filed from, by language; None for one that somebody sent."""
    for table, column in ((Answer, Idea.answer_id), (Ballot, Idea.ballot_id)):
        query = (
            select(SurveyVersion.definition)
            .join(Round, Round.version_id == SurveyVersion.id)
            .join(table, table.round_id == Round.id)
            .join(Idea, column == table.id)
        )
        if (found := tx.execute(query.where(Idea.id == idea_id)).scalar()) is not None:
            return dict(found["title"])
    return None


def from_survey() -> ColumnElement[bool]:
    """Whether an idea was filed from a survey."""
    return or_(Idea.answer_id.is_not(None), Idea.ballot_id.is_not(None))


def undo(tx: Tx, reach: Reach, idea_id: int, staff_id: int, now: datetime) -> bool:
    """Takes the filing back; False if something has come of the idea, or somebody sent it themselves."""
    still = and_(open_to(reach, idea_id), Idea.status.in_(UNDONE), from_survey())
    return idea_steps.empty(tx, still, staff_id, now) == [idea_id]


def let_go(tx: Tx, session_id: int, questions: Collection[str], now: datetime) -> list[int]:
    """Empties the ideas that were filed from answers which their author changes or takes back; which ones."""
    if not questions:
        return []
    going = select(Answer.id).where(Answer.session_id == session_id, Answer.question.in_(questions))
    return idea_steps.empty(tx, Idea.answer_id.in_(going), None, now)
