"""The same store in a dict that is lost with the process: what the framework costs by itself."""

from __future__ import annotations

from types import SimpleNamespace as Row
from typing import Any

from tests.benchmarks.peers.screens import SURVEY


class Memory:
    """What the flow asks for, in memory."""

    def __init__(self) -> None:
        self._people: dict[int, Any] = {}
        self._sessions: dict[int, Any] = {}
        self._answers: dict[tuple[int, str], Any] = {}
        self._ideas: list[Any] = []
        self._area = Row(id=1, code="ROLL", name="Rollbergsiedlung")
        self._survey = Row(id=1, goal=7, definition=SURVEY)

    async def person(self, telegram_id: int) -> Any:
        return self._people.get(telegram_id)

    async def area_by_code(self, _code: str) -> Any:
        return self._area

    async def add_person(self, telegram_id: int, language: str, area: Any) -> Any:
        dialog = Row(asked="", draft=None)
        person = Row(id=telegram_id, language=language, area=area, area_id=area.id, dialog=dialog)
        self._people[telegram_id] = person
        return person

    async def ideas_under(self, _area_id: int, goal: int) -> int:
        return len(self._ideas) if goal == 3 else 0

    async def add_idea(self, person: Any, goal: int, text: str) -> Any:
        number = f"ROLL-2026-{len(self._ideas) + 1}"
        self._ideas.append(Row(number=number, goal=goal, text=text, author=person.id))
        return self._ideas[-1]

    async def surveys(self, _person: Any) -> list[Any]:
        return [self._survey]

    async def survey(self, _id: int) -> Any:
        return self._survey

    async def add_session(self, person: Any, survey: Any) -> Any:
        session = Row(
            id=len(self._sessions) + 1, person=person.id, survey=survey, question=1, state="running"
        )
        self._sessions[session.id] = session
        return session

    async def session(self, id_: int, _person: Any) -> Any:
        return self._sessions[id_]

    async def answer(self, session: Any, question: str) -> Any:
        return self._answers.get((session.id, question))

    async def keep(
        self, _person: Any, session: Any, question: str, _answer: Any, value: Any, state: str
    ) -> None:
        self._answers[session.id, question] = Row(value=value, state=state)
