"""The peers' database as one usually writes it: SQLAlchemy's asynchronous ORM, one session for each update."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, UniqueConstraint, event, func, select
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, joinedload, mapped_column, relationship
from sqlalchemy.types import JSON

from tests.benchmarks.peers.screens import SURVEY


class Base(DeclarativeBase):
    type_annotation_map = {dict[str, Any]: JSON, Any: JSON}


class Area(Base):
    __tablename__ = "areas"
    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]


class Dialog(Base):
    __tablename__ = "dialogs"
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    asked: Mapped[str] = mapped_column(default="")
    draft: Mapped[dict[str, Any] | None] = mapped_column(JSON)


class Person(Base):
    __tablename__ = "people"
    id: Mapped[int] = mapped_column(primary_key=True)
    telegram_id: Mapped[int] = mapped_column(BigInteger, unique=True)
    language: Mapped[str]
    area_id: Mapped[int] = mapped_column(ForeignKey("areas.id"), index=True)
    created_at: Mapped[datetime]
    area: Mapped[Area] = relationship()
    dialog: Mapped[Dialog] = relationship()


class Consent(Base):
    __tablename__ = "consents"
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    version: Mapped[str]
    language: Mapped[str]
    given_at: Mapped[datetime]


class Idea(Base):
    __tablename__ = "ideas"
    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(default="")
    author_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    area_id: Mapped[int] = mapped_column(ForeignKey("areas.id"))
    goal: Mapped[int]
    language: Mapped[str]
    text: Mapped[str]
    status: Mapped[str] = mapped_column(default="new")
    created_at: Mapped[datetime]
    __table_args__ = (Index("ix_ideas_area_goal", "area_id", "goal"),)


class Survey(Base):
    __tablename__ = "surveys"
    id: Mapped[int] = mapped_column(primary_key=True)
    goal: Mapped[int]
    open: Mapped[bool] = mapped_column(default=True)
    definition: Mapped[dict[str, Any]]


class Session(Base):
    __tablename__ = "sessions"
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    survey_id: Mapped[int] = mapped_column(ForeignKey("surveys.id"))
    state: Mapped[str] = mapped_column(default="running")
    question: Mapped[int] = mapped_column(default=1)
    started_at: Mapped[datetime]
    survey: Mapped[Survey] = relationship()
    __table_args__ = (UniqueConstraint("person_id", "survey_id"),)


class Answer(Base):
    __tablename__ = "answers"
    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("sessions.id"))
    question: Mapped[str]
    state: Mapped[str]
    value: Mapped[Any] = mapped_column(JSON)
    goal: Mapped[int]
    area_id: Mapped[int] = mapped_column(ForeignKey("areas.id"))
    language: Mapped[str]
    at: Mapped[datetime]
    __table_args__ = (UniqueConstraint("session_id", "question"),)


def now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)


def engine(url: str) -> AsyncEngine:
    """As durable as Kiezstimme: on SQLite a write-ahead log that is flushed at every commit.

    SQLite has one writer, so one connection serves best: updates wait in the loop, not for locks.
    """
    if not url.startswith("sqlite"):
        return create_async_engine(url)
    made = create_async_engine(url, pool_size=1, max_overflow=0)

    @event.listens_for(made.sync_engine, "connect")
    def _pragmas(connection: Any, _record: Any) -> None:
        cursor = connection.cursor()
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    return made


async def prepared(made: AsyncEngine) -> async_sessionmaker[AsyncSession]:
    """The tables, the area and the survey, in a database that is empty."""
    async with made.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    sessions = async_sessionmaker(made, expire_on_commit=False)
    async with sessions.begin() as session:
        session.add(Area(code="ROLL", name="Rollbergsiedlung"))
        session.add(Survey(goal=7, definition=SURVEY))
    return sessions


class Store:
    """What the flow asks for, over one session."""

    def __init__(self, session: AsyncSession) -> None:
        self._db = session

    async def person(self, telegram_id: int) -> Person | None:
        wanted = select(Person).where(Person.telegram_id == telegram_id)
        return await self._db.scalar(wanted.options(joinedload(Person.area), joinedload(Person.dialog)))

    async def area_by_code(self, code: str) -> Area:
        return (await self._db.scalars(select(Area).where(Area.code == code))).one()

    async def add_person(self, telegram_id: int, language: str, area: Area) -> Person:
        person = Person(
            telegram_id=telegram_id, language=language, area=area, created_at=now(), dialog=Dialog()
        )
        self._db.add(person)
        await self._db.flush()
        self._db.add(Consent(person_id=person.id, version="2026-11", language=language, given_at=now()))
        return person

    async def ideas_under(self, area_id: int, goal: int) -> int:
        wanted = select(func.count()).select_from(Idea).where(Idea.area_id == area_id, Idea.goal == goal)
        return await self._db.scalar(wanted) or 0

    async def add_idea(self, person: Person, goal: int, text: str) -> Idea:
        where = {"area_id": person.area_id, "goal": goal, "language": person.language}
        idea = Idea(author_id=person.id, text=text, created_at=now(), **where)
        self._db.add(idea)
        await self._db.flush()
        idea.number = f"{person.area.code}-2026-{idea.id}"
        return idea

    async def surveys(self, person: Person) -> list[Survey]:
        """Open surveys that the person has not finished."""
        mine = select(Session.survey_id).where(Session.person_id == person.id, Session.state == "finished")
        return list(await self._db.scalars(select(Survey).where(Survey.open, Survey.id.not_in(mine))))

    async def survey(self, id_: int) -> Survey:
        return await self._db.get_one(Survey, id_)

    async def add_session(self, person: Person, survey: Survey) -> Session:
        session = Session(person_id=person.id, survey=survey, question=1, started_at=now())
        self._db.add(session)
        await self._db.flush()
        return session

    async def session(self, id_: int, person: Person) -> Session:
        wanted = select(Session).where(Session.id == id_, Session.person_id == person.id)
        return (await self._db.scalars(wanted.options(joinedload(Session.survey)))).one()

    async def answer(self, session: Session, question: str) -> Answer | None:
        wanted = select(Answer).where(Answer.session_id == session.id, Answer.question == question)
        return await self._db.scalar(wanted)

    async def keep(
        self, person: Person, session: Session, question: str, answer: Answer | None, value: Any, state: str
    ) -> None:
        if answer is None:
            where = {"goal": session.survey.goal, "area_id": person.area_id, "language": person.language}
            answer = Answer(session_id=session.id, question=question, **where)
            self._db.add(answer)
        answer.value, answer.state, answer.at = value, state, now()
