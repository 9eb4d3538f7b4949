"""What happens at each step, over a store of any kind. A store's objects are changed in place."""

from __future__ import annotations

from typing import Any

from tests.benchmarks.peers import screens
from tests.benchmarks.peers.screens import Screen


async def start(store: Any, user: int, payload: str) -> Screen:
    person = await store.person(user)
    return screens.home(person.area.name) if person else screens.languages(payload)


async def language(store: Any, _user: int, args: str) -> Screen:
    code, _, payload = args.partition("~")
    area = await store.area_by_code(payload.removeprefix("a"))
    return screens.notice(code, payload, area.name)


async def agree(store: Any, user: int, args: str) -> Screen:
    code, _, payload = args.partition("~")
    person = await store.person(user)
    if person is None:
        area = await store.area_by_code(payload.removeprefix("a"))
        person = await store.add_person(user, code, area)
    return screens.home(person.area.name)


async def home(store: Any, user: int, _args: str) -> Screen:
    return screens.home((await store.person(user)).area.name)


async def goals(store: Any, user: int, _args: str) -> Screen:
    await store.person(user)
    return screens.goals()


async def goal(store: Any, user: int, args: str) -> Screen:
    person = await store.person(user)
    ideas = await store.ideas_under(person.area_id, int(args))
    return screens.goal(int(args), ideas, person.area.name)


async def idea_new(store: Any, user: int, args: str) -> Screen:
    person = await store.person(user)
    person.dialog.asked, person.dialog.draft = "idea", {"goal": int(args)}
    return screens.idea_new(int(args))


async def text(store: Any, user: int, said: str) -> Screen:
    person = await store.person(user)
    if person.dialog.asked.startswith("survey:"):
        return await _answered(store, person, int(person.dialog.asked.split(":")[1]), said)
    person.dialog.draft = {**person.dialog.draft, "text": said}
    return screens.review(said, person.dialog.draft["goal"], person.area.name)


async def idea_send(store: Any, user: int, _args: str) -> Screen:
    person = await store.person(user)
    draft = person.dialog.draft
    idea = await store.add_idea(person, draft["goal"], draft["text"])
    person.dialog.asked, person.dialog.draft = "", None
    return screens.receipt(idea.number, idea.goal, person.area.name)


async def surveys(store: Any, user: int, _args: str) -> Screen:
    person = await store.person(user)
    found = await store.surveys(person)
    listed = [(one.id, one.definition["title"], len(one.definition["questions"])) for one in found]
    return screens.surveys(listed, person.area.name)


async def survey_open(store: Any, user: int, args: str) -> Screen:
    person = await store.person(user)
    survey = await store.survey(int(args))
    return screens.intro(survey.id, survey.definition, person.area.name)


async def survey_start(store: Any, user: int, args: str) -> Screen:
    person = await store.person(user)
    survey = await store.survey(int(args))
    session = await store.add_session(person, survey)
    return screens.question(session.id, 1, survey.definition, [])


async def pick(store: Any, user: int, args: str) -> Screen:
    session, _, value = args.split(":")
    return await _answered(store, await store.person(user), int(session), value)


async def tick(store: Any, user: int, args: str) -> Screen:
    number, _, option = args.split(":")
    person = await store.person(user)
    session = await store.session(int(number), person)
    asked = session.survey.definition["questions"][session.question - 1]
    answer = await store.answer(session, asked["name"])
    before = answer.value if answer else []
    value = [one for one in before if one != option] if option in before else [*before, option]
    await store.keep(person, session, asked["name"], answer, value, "chosen")
    return screens.question(session.id, session.question, session.survey.definition, value)


async def done(store: Any, user: int, args: str) -> Screen:
    person = await store.person(user)
    session = await store.session(int(args.split(":")[0]), person)
    asked = session.survey.definition["questions"][session.question - 1]
    answer = await store.answer(session, asked["name"])
    answer.state = "given"
    return _next(person, session)


async def _answered(store: Any, person: Any, number: int, value: Any) -> Screen:
    session = await store.session(number, person)
    asked = session.survey.definition["questions"][session.question - 1]
    await store.keep(
        person, session, asked["name"], await store.answer(session, asked["name"]), value, "given"
    )
    return _next(person, session)


def _next(person: Any, session: Any) -> Screen:
    questions = session.survey.definition["questions"]
    if session.question == len(questions):
        session.state, person.dialog.asked = "finished", ""
        return screens.thanks(person.area.name)
    session.question += 1
    if not questions[session.question - 1]["options"]:
        person.dialog.asked = f"survey:{session.id}"
    return screens.question(session.id, session.question, session.survey.definition, [])


BUTTONS = {
    "start.language": language,
    "start.agree": agree,
    "home": home,
    "goals": goals,
    "goal": goal,
    "idea.new": idea_new,
    "idea.send": idea_send,
    "survey.list": surveys,
    "survey.open": survey_open,
    "survey.start": survey_start,
    "survey.pick": pick,
    "survey.tick": tick,
    "survey.done": done,
}
COMMANDS = {"start": start, "goals": goals, "surveys": surveys}
