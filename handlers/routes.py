"""THE table: every command, button and typed answer, with who may use it. Read this first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from bot.core.screen import Screen
from bot.core.text import N_
from handlers import (
    answers,
    archive,
    areas,
    consent,
    erasure,
    goals,
    ideas,
    ideas_draft,
    ideas_writing,
    language,
    people,
    start,
    subscriptions,
    surveys,
)
from handlers.call import Call
from handlers.home import home
from handlers.policy import ANYONE, CONSENTED, Policy, staff
from handlers.staff import (
    broadcasts,
    desk,
    filing,
    new_surveys,
    outcomes,
    plans,
    result_files,
    results,
    short_surveys,
    survey_files,
    texts,
)
from handlers.staff import surveys as surveys_desk

Handler = Callable[[Call], Screen]


@dataclass(frozen=True, slots=True)
class Route:
    """One way in. `key` is the command, the verb of a button, or the first word of what a person was asked.

    `help` puts a command into the menu. Whatever else a person was being asked is over when they go another way;
    `keeps` leaves it open, for asides such as the language.
    """

    kind: Literal["command", "button", "answer"]
    key: str
    handler: Handler
    policy: Policy
    help: str = ""
    keeps: bool = False

    @property
    def noun(self) -> str:
        """What it is about: the first word of button verbs and of questions."""
        return self.key.split(".")[0]


def command(key: str, handler: Handler, policy: Policy, text: str = "", *, keeps: bool = False) -> Route:
    return Route("command", key, handler, policy, text, keeps)


def button(key: str, handler: Handler, policy: Policy, *, keeps: bool = False) -> Route:
    return Route("button", key, handler, policy, keeps=keeps)


def answer(key: str, handler: Handler, policy: Policy) -> Route:
    return Route("answer", key, handler, policy)


ROUTES: tuple[Route, ...] = (
    # start: language and consent
    command("start", start.start, ANYONE),
    button("home", home, ANYONE),
    button("start.language", consent.chosen, ANYONE),
    button("start.agree", consent.agree, ANYONE),
    button("start.decline", consent.decline, ANYONE),
    # goals
    command("goals", goals.overview, ANYONE, N_("The nine goals for your neighbourhood")),
    button("goals", goals.overview, ANYONE),
    button("goal", goals.page, ANYONE),
    # ideas
    command("idea", ideas_writing.new, CONSENTED, N_("Suggest an idea")),
    command("ideas", ideas.mine, CONSENTED, N_("Your ideas and what became of them")),
    answer("idea", ideas_writing.answered, CONSENTED),
    button("idea.new", ideas_writing.new, CONSENTED),
    button("idea.resume", ideas_writing.resumed, CONSENTED),
    button("idea.review", ideas_draft.review, CONSENTED),
    button("idea.goals", ideas_draft.goals, CONSENTED),
    button("idea.goal", ideas_draft.goal, CONSENTED),
    button("idea.others", ideas_draft.others, CONSENTED),
    button("idea.other", ideas_draft.other, CONSENTED),
    button("idea.write", ideas_draft.write, CONSENTED),
    button("idea.strip", ideas_draft.strip, CONSENTED),
    button("idea.discard", ideas_draft.discard, CONSENTED),
    button("idea.discarded", ideas_draft.discarded, CONSENTED),
    button("idea.keep", ideas_draft.keep, CONSENTED),
    button("idea.drop", ideas_draft.drop, CONSENTED),
    button("idea.send", ideas_draft.send, CONSENTED),
    button("idea.mine", ideas.mine, CONSENTED),
    button("idea.show", ideas.show, CONSENTED),
    button("idea.media", ideas.media, CONSENTED),
    button("idea.withdraw", ideas.withdraw, CONSENTED),
    button("idea.withdrawn", ideas.withdrawn, CONSENTED),
    # surveys
    command("surveys", surveys.list_, CONSENTED, N_("Answer surveys")),
    answer("survey", answers.answered, CONSENTED),
    button("survey.list", surveys.list_, CONSENTED),
    button("survey.open", surveys.open_, CONSENTED),
    button("survey.in", surveys.in_, CONSENTED),
    button("survey.start", surveys.start, CONSENTED),
    button("survey.pick", answers.pick, CONSENTED),
    button("survey.tick", answers.tick, CONSENTED),
    button("survey.done", answers.done, CONSENTED),
    button("survey.page", answers.page, CONSENTED),
    button("survey.decline", answers.decline, CONSENTED),
    button("survey.next", answers.next_, CONSENTED),
    button("survey.skip", answers.skip, CONSENTED),
    button("survey.back", answers.back, CONSENTED),
    button("survey.pause", answers.pause, CONSENTED),
    # people
    command("me", people.me, CONSENTED, N_("See, download or delete your data")),
    button("me", people.me, CONSENTED),
    button("me.hear", subscriptions.hear, CONSENTED),
    button("me.topics", subscriptions.topics, CONSENTED),
    button("me.topic", subscriptions.topic, CONSENTED),
    button("me.leave", subscriptions.leave, CONSENTED),
    button("me.rhythm", subscriptions.rhythm, CONSENTED),
    button("me.bell", subscriptions.bell, CONSENTED),
    button("me.download", archive.download, CONSENTED),
    button("me.delete", erasure.delete, CONSENTED),
    button("me.erase", erasure.erase, ANYONE),
    # areas
    command("area", areas.overview, CONSENTED, N_("Choose your neighbourhood")),
    button("area", areas.overview, CONSENTED),
    button("area.districts", areas.districts, CONSENTED),
    button("area.district", areas.district, CONSENTED),
    button("area.share", areas.share, CONSENTED),
    button("area.set", areas.set_, CONSENTED),
    button("area.none", areas.none, CONSENTED),
    answer("area", areas.answered, CONSENTED),
    # asides: whatever is open stays open
    command("language", language.languages, ANYONE, N_("Change the language"), keeps=True),
    button("language", language.languages, ANYONE, keeps=True),
    button("language.set", language.switch, ANYONE, keeps=True),
    command(
        "privacy",
        start.privacy,
        ANYONE,
        N_("What happens with your data, and who is responsible"),
        keeps=True,
    ),
    button("privacy", start.privacy, ANYONE, keeps=True),
    command("help", start.help_, ANYONE, N_("How this works"), keeps=True),
    button("help", start.help_, ANYONE, keeps=True),
    # staff
    command("desk", desk.overview, staff("viewer"), N_("Read the ideas of your neighbourhood")),
    button("desk", desk.overview, staff("viewer")),
    button("desk.list", desk.listed, staff("viewer")),
    button("desk.idea", desk.idea, staff("viewer")),
    button("desk.media", desk.media, staff("viewer")),
    button("desk.goals", filing.goals, staff("team")),
    button("desk.goal", filing.goal, staff("team")),
    button("desk.areas", filing.area_choice, staff("team")),
    button("desk.area", filing.area, staff("team")),
    button("desk.seen", filing.seen, staff("team")),
    button("desk.unfile", filing.unfile, staff("team")),
    command("broadcast", broadcasts.overview, staff("lead"), N_("Messages to many, and how far they are")),
    button("broadcast.list", broadcasts.overview, staff("lead")),
    button("broadcast", broadcasts.show, staff("lead")),
    button("broadcast.pause", broadcasts.pause, staff("lead")),
    button("broadcast.resume", broadcasts.resume, staff("lead")),
    button("broadcast.stop", broadcasts.stop, staff("lead")),
    command("survey", surveys_desk.overview, staff("team"), N_("Make, try out and publish surveys")),
    answer("form", new_surveys.answered, staff("team")),
    *(
        button(f"form{verb}", handler, staff("team"))
        for verb, handler in {
            "": surveys_desk.page,
            ".list": surveys_desk.overview,
            ".old": surveys_desk.old,
            ".new": new_surveys.new,
            ".goal": new_surveys.goal,
            ".make": new_surveys.make,
            ".ready": new_surveys.ready,
            ".again": new_surveys.again,
            ".try": surveys_desk.try_,
            ".file": surveys_desk.file,
            ".archive": surveys_desk.archive,
            ".back": surveys_desk.back,
        }.items()
    ),
    answer("file", survey_files.answered, staff("team")),
    button("file", survey_files.choose, staff("team")),
    button("file.list", survey_files.listed, staff("team")),
    answer("short", short_surveys.answered, staff("team")),
    button("short", short_surveys.page, staff("team")),
    button("short.new", short_surveys.new, staff("team")),
    button("short.kinds", short_surveys.kinds, staff("team")),
    button("short.kind", short_surveys.kind, staff("team")),
    button("short.undo", short_surveys.undo, staff("team")),
    button("short.languages", short_surveys.languages, staff("team")),
    button("short.language", short_surveys.language, staff("team")),
    button("form.close", surveys_desk.close, staff("lead")),
    button("form.closed", surveys_desk.closed, staff("lead")),
    button("form.renew", surveys_desk.renew, staff("lead")),
    answer("plan", plans.first, staff("lead")),
    button("plan", plans.overview, staff("lead")),
    button("plan.field", plans.field, staff("lead")),
    button("plan.set", plans.set_, staff("lead")),
    button("plan.languages", plans.languages, staff("lead")),
    button("plan.language", plans.language, staff("lead")),
    answer("urgent", plans.because, staff("lead")),
    button("plan.urgent", plans.urgent, staff("lead")),
    button("plan.calm", plans.calm, staff("lead")),
    button("plan.check", plans.check, staff("lead")),
    button("plan.publish", plans.publish, staff("lead")),
    answer("outcome", outcomes.answered, staff("lead")),
    button("outcome", outcomes.page, staff("lead")),
    button("outcome.write", outcomes.write, staff("lead")),
    button("outcome.send", outcomes.send, staff("lead")),
    command("results", results.overview, staff("viewer"), N_("See the results of surveys")),
    button("results", results.overview, staff("viewer")),
    button("results.area", results.area, staff("viewer")),
    button("results.show", results.show, staff("viewer")),
    button("results.goals", results.goals, staff("viewer")),
    button("results.ask", results.ask, staff("viewer")),
    button("results.lang", results.language, staff("viewer")),
    button("results.places", results.places, staff("viewer")),
    button("results.rounds", results.rounds, staff("viewer")),
    button("results.both", results.both, staff("viewer")),
    button("results.with", results.second, staff("viewer")),
    button("results.cross", results.cross, staff("viewer")),
    button("results.texts", texts.texts, staff("viewer")),
    button("results.text", texts.text, staff("viewer")),
    button("results.idea", texts.goals, staff("team")),
    button("results.filed", texts.file, staff("team")),
    button("results.undo", texts.undo, staff("team")),
    button("results.files", result_files.files, staff("viewer")),
    button("results.file", result_files.file, staff("viewer")),
    button("results.picture", result_files.picture, staff("viewer")),
    button("results.crossed", result_files.crossed, staff("viewer")),
)


def _table(kind: str) -> dict[str, Route]:
    return {route.key: route for route in ROUTES if route.kind == kind}


COMMANDS, BUTTONS, ANSWERS = _table("command"), _table("button"), _table("answer")
