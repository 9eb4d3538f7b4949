"""Rounds of surveys: opened when their day has come, reminded of once, and ended."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any, cast

import structlog

from bot.core import recurrence, topics
from bot.core.recurrence import Every, Occurrence
from bot.core.refused import Outdated, Refused
from bot.core.text import N_
from bot.delivery import bulk
from bot.log import error_place
from bot.services import ballots, notices, outcomes
from bot.services.world import World
from bot.views import feedback
from db import ballots as ballot_rows
from db import broadcasts, clock, compaction, plans, rounds, silences, staff, surveys
from db.audience import Audience
from db.plans import Planned
from db.session import Tx

log = structlog.get_logger()


def open_due(tx: Tx, world: World, now: datetime, limit: int) -> int:
    """Opens what is due, or says that it was skipped because it is too late for it; how many. One survey whose round
    cannot be opened holds up none of the others."""
    count = 0
    for plan in plans.running(tx):
        found = recurrence.latest(rule_of(plan, world), now)
        if found is None or found.day.isoformat() <= (plan.done or "") or count >= limit:
            continue
        try:
            with tx.begin_nested():
                count += _open_or_skip(tx, world, plan, found, now)
        except Exception as error:
            log.error("a round could not be opened", survey=plan.survey_id, error=error_place(error))
            _stuck(tx, plan, found, now)
    return count


def rule_of(plan: Planned, world: World) -> recurrence.Plan:
    """A stored plan as a rule. Raises ValueError for one without a first day."""
    return recurrence.Plan(
        every=cast(Every, plan.every),
        first=date.fromisoformat(plan.first or ""),
        at=time.fromisoformat(plan.at),
        zone=world.zone,
        until=date.fromisoformat(plan.until) if plan.until else None,
        count=plan.count,
    )


def audience_of(tx: Tx, plan: Planned, now: datetime) -> Audience:
    """Whom a round is for, as staff chose it: {"areas", "languages", "goal", "took_part", "since"}."""
    wanted = plan.audience
    last = plans.last_round(tx, plan.survey_id, now) or -1
    areas = (plan.area_id,) if plan.area_id is not None else tuple(wanted.get("areas", ()))
    since = wanted.get("since")
    return Audience(
        topic=topics.of_goal(wanted["goal"]) if wanted.get("goal") else topics.SURVEYS,
        areas=areas,
        languages=tuple(wanted.get("languages", ())),
        since=datetime.fromisoformat(since).replace(tzinfo=UTC) if since else None,
        answered=last if wanted.get("took_part") is True else None,
        not_answered=last if wanted.get("took_part") is False else None,
    )


def _open_or_skip(tx: Tx, world: World, plan: Planned, found: Occurrence, now: datetime) -> int:
    if not plans.take(tx, plan.survey_id, found.day.isoformat()):
        return 0
    if recurrence.is_worth_sending(rule_of(plan, world), found, now):
        _open(tx, world, plan, found, now)
    else:
        _tell(tx, plan, "round_skipped", found, now)
    return 1


def _open(tx: Tx, world: World, plan: Planned, found: Occurrence, now: datetime) -> int:
    """The round, and the message that tells of it; both or neither."""
    assert plan.version_id is not None  # the table's own rule for published ones
    last = plans.last_round(tx, plan.survey_id, now)
    audience = audience_of(tx, plan, now)
    number = surveys.add_round(
        tx, plan.survey_id, plan.version_id, found.day.isoformat(), now, _closing(plan, world, now)
    )
    if plan.mode == "anonymous":
        ballots.keys(world).make(number)
    content: dict[str, Any] = {"round": number}
    came, marks = outcomes.said(tx, last) if last is not None else ({}, {})
    if came:
        content |= {"outcome": came, "outcome_marks": marks}
    own: dict[str, Any] = {"goal": plan.goal, "area_id": plan.area_id, "urgent": bool(plan.urgent)}
    bulk.start(tx, world, "round", content, audience, now, **own, staff_id=plan.created_by)
    return number


def _closing(plan: Planned, world: World, opened: datetime) -> datetime | None:
    """The end of a round: at the same time of day, so many days later."""
    if not plan.days_open:
        return None
    local = opened.astimezone(world.zone)
    return recurrence.moment(local.date() + timedelta(days=plan.days_open), local.time(), world.zone)


def _stuck(tx: Tx, plan: Planned, found: Occurrence, now: datetime) -> None:
    """It is not tried every minute for ever: whoever made the survey is told, and the next round is tried again."""
    if plans.take(tx, plan.survey_id, found.day.isoformat()):
        _tell(tx, plan, "round_failed", found, now)


def _tell(tx: Tx, plan: Planned, kind: str, found: Occurrence, now: datetime) -> None:
    """Whoever leads the survey's area hears of it."""
    content = {"survey": plan.survey_id, "day": found.day.isoformat()}
    for person_id in staff.leads(tx, plan.area_id):
        notices.notify(tx, person_id, kind, content, now, job=f"{kind}:{plan.survey_id}:{content['day']}")


def remind(tx: Tx, world: World, now: datetime, limit: int) -> int:
    """Reminds once of rounds that end soon, those who were told and have not answered; of how many rounds."""
    count = 0
    for round_id, plan, broadcast_id in plans.to_remind(tx, now)[:limit]:
        if not clock.take(tx, "remind", str(round_id), now):
            continue
        found = rounds.by_round(tx, round_id)
        if found is None or not found.is_open(now):
            continue
        audience = Audience(topics.SURVEYS, told=broadcast_id, not_answered=round_id)
        content: dict[str, Any] = {"round": round_id, "texts": plan.audience.get("reminder", {})}
        try:
            with tx.begin_nested():
                bulk.start(
                    tx, world, "reminder", content, audience, now, goal=plan.goal, area_id=plan.area_id
                )
        except Refused as error:
            log.error("a reminder is too long", survey=plan.survey_id, error=error_place(error))
        count += 1
    return count


LATEST = timedelta(days=7)
"""After this nobody is told the result of a round any more: it would be news of long ago."""


def tell_results(tx: Tx, world: World, now: datetime, limit: int) -> int:
    """Tells those who took part in a round that has ended what came out, if the team wants it; of how many rounds."""
    count = 0
    for round_id, plan in plans.ended(tx, now - LATEST, now)[:limit]:
        content = {"round": round_id, "now": now.isoformat()}
        told = plans.broadcasts_of(tx, round_id, "round")
        waits = plan.mode == "anonymous" and ballots.keys(world).of(round_id) is not None
        if (
            waits
            or feedback.first(tx, broadcasts.Running(0, "feedback", content, None, False, None)) is None
        ):
            continue
        if not clock.take(tx, "tell results", str(round_id), now):
            continue
        anonymous = plan.mode == "anonymous"
        whom = Audience(
            topics.SURVEYS,
            answered=None if anonymous else round_id,
            told=(told[0] if told else -1) if anonymous else None,
        )
        bulk.start(tx, world, "feedback", content, whom, now, goal=plan.goal, area_id=plan.area_id)
        count += 1
    return count


SILENT = 2
"""Rounds in a row without an answer after which somebody is asked, once, whether that is too often."""


def mind_silence(tx: Tx, _world: World, now: datetime, limit: int) -> int:
    """Counts, when a round has ended, who did not answer it; how many people are asked about it."""
    for round_id, plan in plans.ended(tx, now - LATEST, now, feedback=False):
        told = plans.broadcasts_of(tx, round_id, "round")
        if plan.every == "once" or plan.mode == "anonymous" or not told:
            continue
        if not clock.take(tx, "silence", str(round_id), now):
            continue
        silences.count(tx, plan.survey_id, round_id, told[0])
    count = 0
    for plan in plans.running(tx):
        for person_id in silences.to_ask(tx, plan.survey_id, SILENT, limit):
            notices.notify(tx, person_id, "less_often", {"survey": plan.survey_id}, now)
            count += 1
    return count


def end(tx: Tx, world: World, now: datetime, limit: int) -> int:
    """Closes surveys whose last round has ended; how many."""
    count = 0
    for plan in plans.running(tx):
        following = recurrence.upcoming(rule_of(plan, world), now)
        waits = following is not None or plan.done is None
        if waits or plans.open_rounds(tx, plan.survey_id, now) or count >= limit:
            continue
        count += plans.change(tx, plan.survey_id, now, states=("published",), state="closed")
    return count


def seal_up(tx: Tx, world: World, now: datetime, limit: int) -> int:
    """Ends anonymous rounds: forgets who took part, writes the answers anew, and in the tick after that, when all of it
    is committed, destroys the key; how many rounds were touched. A key without a round stays: another process may be
    opening it just now, and what was never opened has nothing to hide."""
    count = 0
    for round_id in ballots.keys(world).rounds():
        found = rounds.by_round(tx, round_id)
        if found is None or found.closes_at is None or found.closes_at > now:
            continue
        if count >= limit:
            break
        if ballot_rows.is_open(tx, round_id):
            ballot_rows.close(tx, round_id)
            compaction.ask(tx)
        else:
            ballots.keys(world).destroy(round_id)
        count += 1
    return count


def stop(tx: Tx, plan: Planned, now: datetime) -> None:
    """Ends a survey: what is open of it, and what was still to be sent. Raises Outdated for one that is not published."""
    if not plans.change(tx, plan.survey_id, now, states=("published",), state="closed"):
        raise Outdated(N_("This survey is closed already."))
    for round_id in plans.open_rounds(tx, plan.survey_id, now):
        for broadcast_id in plans.broadcasts_of(tx, round_id):
            broadcasts.stop(tx, broadcast_id, now)
    plans.end_rounds(tx, plan.survey_id, now)
