"""A survey from the draft to the archive. Nothing that somebody was asked can change its meaning."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from bot.core import plan_fields, recurrence
from bot.core.definition import Definition, files, pick, read
from bot.core.definition_check import check, check_anonymous, check_same_meaning, missing
from bot.core.refused import Outdated, Refused
from bot.core.short_survey import MOST, OFFERED
from bot.core.text import N_
from bot.services.world import World
from db import plans, survey_files, surveys
from db.plans import Planned
from db.session import Tx

LISTED = 12
"""Surveys in the list of one state: the newest ones."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A survey as staff see it: `version` is the newest one, which may be a draft beside the one in force."""

    plan: Planned
    definition: Definition
    version: int
    version_id: int
    rounds: int

    @property
    def files(self) -> dict[str, str]:
        """The pictures and recordings that its questions show: name -> kind."""
        return files(self.definition)

    @property
    def is_short(self) -> bool:
        """Whether it can still be written on in the chat."""
        kinds = {question.kind for question in self.definition.questions}
        simple = not any(question.relevant or question.constraint for question in self.definition.questions)
        return (
            not self.rounds and simple and kinds <= set(OFFERED) and len(self.definition.questions) <= MOST
        )

    @property
    def is_draft(self) -> bool:
        return self.plan.version_id != self.version_id


def create(
    tx: Tx, definition: dict[str, Any], goal: int, area_id: int | None, staff_id: int | None, now: datetime
) -> int:
    """A draft of a definition that is checked here; the survey's id. Raises Refused."""
    check(definition)
    slug = f"s-{secrets.token_hex(6)}"
    survey_id, _ = surveys.add(tx, slug=slug, goal=goal, area_id=area_id, definition=definition, now=now)
    plans.add(tx, survey_id, now, state="checked", created_by=staff_id)
    return survey_id


def rewrite(tx: Tx, survey_id: int, definition: dict[str, Any]) -> int:
    """A new draft of a survey; its version's id. Raises Refused for one in which a question that was asked before means
    something else now."""
    new = check(definition)
    for version_id, _ in plans.versions(tx, survey_id):
        if plans.is_fixed(tx, version_id):
            check_same_meaning(read(plans.definition(tx, version_id)), new)
    return plans.write(tx, survey_id, definition)


def sketch(  # noqa: PLR0913
    tx: Tx, definition: dict[str, Any], goal: int, area_id: int | None, staff_id: int | None, now: datetime
) -> int:
    """A survey that is still being written; its id."""
    slug = f"s-{secrets.token_hex(6)}"
    survey_id, _ = surveys.add(tx, slug=slug, goal=goal, area_id=area_id, definition=definition, now=now)
    plans.add(tx, survey_id, now, state="draft", created_by=staff_id)
    return survey_id


def redraw(tx: Tx, here: Opened, definition: dict[str, Any], now: datetime) -> None:
    """Another step of what is being written; it is checked as soon as it can be asked."""
    plans.write(tx, here.plan.survey_id, definition)
    try:
        check(definition)
        state = "checked"
    except Refused:
        state = "draft"
    plans.change(tx, here.plan.survey_id, now, states=("draft", "checked"), state=state)


def opened(tx: Tx, survey_id: int, areas: frozenset[int] | None) -> Opened:
    """Raises Outdated for a survey of other areas, as for one that there is not."""
    plan = plans.find(tx, survey_id, areas)
    if plan is None:
        raise Outdated(N_("There is no such survey here."))
    version_id, number = plans.versions(tx, survey_id)[0]
    definition = read(plans.definition(tx, version_id))
    return Opened(plan, definition, number, version_id, plans.count_rounds(tx, survey_id))


def title_of(tx: Tx, survey_id: int, language: str) -> str:
    """Its title in this language or the next one; empty if it is not there any more."""
    found = plans.versions(tx, survey_id)
    return pick(read(plans.definition(tx, found[0][0])).title, language)[0] if found else ""


def newest(tx: Tx, survey_id: int) -> dict[str, Any] | None:
    """The definition of its newest version as it is stored."""
    found = plans.versions(tx, survey_id)
    return plans.definition(tx, found[0][0]) if found else None


def choose(tx: Tx, here: Opened, field: str, choice: str, today: date, now: datetime) -> None:
    """Changes one thing of the plan. Raises Outdated for what cannot be chosen, or once it is published."""
    try:
        changes = plan_fields.chosen(field, choice, here.plan.audience, here.plan.goal, today)
    except KeyError:
        raise Outdated() from None
    if field == "mode" and here.rounds:
        raise Refused(
            N_(
                "People have been asked already, and were told how their answers are kept. That cannot be changed any more."
            )
        )
    _change(tx, here, now, **changes)


def choose_language(tx: Tx, world: World, here: Opened, code: str, wanted: bool, now: datetime) -> None:
    """Asks people of one more language, or of one less; with none left everybody is asked. Raises Outdated."""
    if code not in world.catalogues.codes:
        raise Outdated()
    chosen = {*here.plan.audience.get("languages", ())} - {code} | ({code} if wanted else set())
    _change(tx, here, now, audience={**here.plan.audience, "languages": sorted(chosen)})


def call_urgent(tx: Tx, here: Opened, reason: str | None, now: datetime) -> None:
    """With a reason it may come at any hour and beyond the budget. Raises Refused for a reason that says nothing."""
    if reason is not None and len(reason.split()) < 3:
        raise Refused(N_("Please write in a sentence why it is urgent."))
    _change(tx, here, now, urgent=reason)


def _change(tx: Tx, here: Opened, now: datetime, **values: Any) -> None:
    if not plans.change(tx, here.plan.survey_id, now, states=("draft", "checked", "closed"), **values):
        raise Outdated(N_("This survey is published. Please close it before you change its plan."))


def gaps(world: World, definition: Definition) -> dict[str, int]:
    """How many texts are missing, by language that the bot speaks; complete ones are not in it."""
    counted = {code: len(missing(definition, code)) for code in world.catalogues.codes}
    return {code: number for code, number in counted.items() if number}


def publish(tx: Tx, here: Opened, today: date, now: datetime) -> None:
    """From now on its rounds open when they are due. Raises Refused for a plan that cannot be kept."""
    plan = here.plan
    plan_fields.check(plan.every, plan.days_open, plan.reminder)
    for name in sorted(here.files.keys() - survey_files.of(tx, plan.survey_id).keys()):
        raise Refused(N_("This picture or recording is still missing: {name}"), name=name)
    if plan.mode == "anonymous":
        check_anonymous(here.definition, plan.days_open)
    first = plan.first or today.isoformat()
    if first < today.isoformat():
        raise Refused(N_("The first day is over. Please choose another one."))
    values: dict[str, Any] = {
        "version_id": here.version_id,
        "state": "published",
        "first": first,
        "done": None,
    }
    if plan.state == "draft":
        raise Refused(N_("This survey is not finished yet. Please add what is missing first."))
    if not plans.change(tx, plan.survey_id, now, states=("checked", "closed"), **values):
        raise Outdated(N_("This survey is published already."))


def opening(world: World, plan: Planned, today: date, now: datetime) -> datetime | None:
    """When its first round opens if it is published now; None: at once."""
    first = date.fromisoformat(plan.first) if plan.first else today
    opens = recurrence.moment(first, time.fromisoformat(plan.at), world.zone)
    return opens if opens > now else None


def renew(tx: Tx, here: Opened, now: datetime) -> None:
    """Asks the newest version from the next round on."""
    if not plans.change(tx, here.plan.survey_id, now, states=("published",), version_id=here.version_id):
        raise Outdated()


def archive(tx: Tx, here: Opened, now: datetime) -> None:
    """Puts it out of sight; its results stay."""
    if not plans.change(
        tx, here.plan.survey_id, now, states=("draft", "checked", "closed"), state="archived"
    ):
        raise Outdated(N_("Please close the survey before you put it into the archive."))


def unarchive(tx: Tx, here: Opened, now: datetime) -> None:
    state = "closed" if here.rounds else "checked"
    if not plans.change(tx, here.plan.survey_id, now, states=("archived",), state=state):
        raise Outdated()


def by_state(
    tx: Tx, areas: frozenset[int] | None, states: tuple[str, ...]
) -> list[tuple[Planned, Mapping[str, str]]]:
    """The newest surveys in these states, with their titles."""
    found = plans.listed(tx, areas, states, LISTED)
    return [(one, plans.definition(tx, plans.versions(tx, one.survey_id)[0][0])["title"]) for one in found]
