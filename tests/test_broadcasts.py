"""Messages to many: who gets them, when, and that the counters always add up."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from bot.core.refused import Refused
from bot.delivery import bulk
from bot.delivery.claims import GROUP
from bot.demo.values import Request
from db import broadcasts, people, subscriptions
from db.audience import Audience
from db.broadcasts import Progress
from db.session import Tx
from db.tables import Broadcast, Person
from tests.chat import JPEG, Bot, Resident

"""Of a broadcast that is paused or waits for the morning."""

EVENTS = Audience("events")
PARTY = {"texts": {"en": "Party in the yard", "de": "Hoffest", "tr": "Avluda şenlik"}}
ALL_THE_PARTY = set(PARTY["texts"].values())


def follower(bot: Bot, language: str = "en", area: str | None = None) -> Resident:
    """Somebody who hears of events at once; in the database alone, because it is quicker."""
    someone = bot.visitor(language)
    someone.user.started, home = True, bot.area(area) if area else None

    def known(tx: Tx) -> None:
        secret, number = bot.world.keys, someone.user.id
        sealed = {"telegram_hash": secret.hash(number), "sealed": secret.seal(number)}
        person = people.add(tx, **sealed, language=language, now=bot.clock())
        people.change(tx, person, area_id=home)
        subscriptions.subscribe(tx, person, "events", "at_once", bot.clock())

    bot.does(known)
    return someone


def followers(bot: Bot, many: int = 12) -> list[Resident]:
    """More of them than may be on their way at the same time."""
    return [follower(bot) for _ in range(many)]


def queue(
    bot: Bot, content: dict[str, Any] = PARTY, audience: Audience = EVENTS, *, urgent: bool = False
) -> int:
    """A broadcast of the Rollbergsiedlung that has begun; nothing of it has gone yet."""
    own: dict[str, Any] = {"area_id": bot.area("rollbergsiedlung"), "urgent": urgent}
    return int(
        bot.does(lambda tx: bulk.start(tx, bot.world, "message", content, audience, bot.clock(), **own))
    )


def sends(bot: Bot, *more: Any, **how: Any) -> int:
    """The same, and all that may go has gone."""
    number = queue(bot, *more, **how)
    bot.settle()
    return number


def stands(bot: Bot, number: int) -> Progress:
    """Where it stands. Planned is sent, failed, unknown, skipped and open together, whenever one looks."""
    found: Progress | None = bot.does(lambda tx: broadcasts.progress(tx, number))
    assert found is not None
    skipped = sum(found.skipped.values())
    assert found.planned == found.sent + found.failed + found.unknown + skipped + found.open
    return found


def heard(resident: Resident, *words: str) -> list[str]:
    """What of these words somebody has got from the bot, in the order of the chat."""
    asked = words or ALL_THE_PARTY
    said = [one.text or one.caption for one in resident.chat if one.from_bot]
    return [word for text in said for word in asked if word in text]


def word(text: str) -> dict[str, Any]:
    return {"texts": {"en": text}}


def night(bot: Bot) -> None:
    bot.passes(hours=12)  # 23:00 in Berlin


def morning(bot: Bot) -> None:
    bot.passes(hours=10)  # 09:00, to the minute


def test_everybody_who_follows_the_topic_gets_it_once_in_their_language(bot: Bot) -> None:
    ayse, uwe, jo = (bot.resident(code).presses("me.hear:all") for code in ("tr", "de", "en"))
    bot.resident("de")
    number = sends(bot)
    assert [heard(one) for one in (ayse, uwe, jo)] == [
        ["Avluda şenlik"],
        ["Hoffest"],
        ["Party in the yard"],
    ]
    found = stands(bot, number)
    assert (found.state, found.planned, found.sent) == ("done", 3, 3)


def test_a_button_leads_to_what_it_is_about_and_another_to_hearing_less(bot: Bot) -> None:
    uwe = follower(bot, "de")
    label = {"en": "The goals", "de": "Die Ziele"}
    sends(bot, {**PARTY, "button": {"label": label, "action": "goals"}})
    assert uwe.buttons[0] == "Die Ziele"
    assert [one[0] for one in uwe.buttons[1:]] == ["🔕", "🔔"]
    uwe.taps("Die Ziele")
    assert "Ziel" in uwe.screen


def test_a_language_that_the_team_did_not_write_in_is_named(bot: Bot) -> None:
    someone = follower(bot, "ar")
    sends(bot)
    assert heard(someone) == ["Hoffest"]
    assert "Deutsch" in someone.screen


def test_only_the_areas_and_languages_asked_for_are_planned(bot: Bot) -> None:
    here, there = follower(bot, area="rollbergsiedlung"), follower(bot, area="badstrasse")
    turkish = follower(bot, "tr", "rollbergsiedlung")
    sends(bot, audience=Audience("events", (bot.area("rollbergsiedlung"),), ("en",)))
    assert [len(heard(one)) for one in (here, there, turkish)] == [1, 0, 0]


def test_whoever_wants_one_letter_a_week_is_not_pushed_but_for_what_is_urgent(bot: Bot) -> None:
    weekly = follower(bot).says("/help").presses("me.rhythm:weekly")
    assert stands(bot, sends(bot)).skipped == {"letter": 1}
    assert heard(weekly) == []
    assert stands(bot, sends(bot, word("No water today"), urgent=True)).sent == 1
    assert heard(weekly, "No water today") == ["No water today"]


def test_without_a_topic_everybody_who_can_be_reached_gets_it(bot: Bot) -> None:
    bot.resident(), bot.resident()
    assert stands(bot, sends(bot, audience=Audience(None))).sent == 2


def test_nobody_in_the_audience_is_the_end_of_it(bot: Bot) -> None:
    found = stands(bot, sends(bot))
    assert (found.state, found.planned) == ("done", 0)


def test_whoever_changed_their_mind_after_it_was_queued_is_left_out_and_counted(bot: Bot) -> None:
    gone, gone_quietly, deleted, weekly, stays = (follower(bot) for _ in range(5))
    night(bot)
    number = queue(bot)
    gone.says("/help").presses("me.topic:events:0")
    bot.telegram.block(gone_quietly.user)
    weekly.says("/help").presses("me.rhythm:weekly")
    deleted.says("/me").taps("Delete me").taps("Delete everything")
    assert stands(bot, number).open == 4
    morning(bot)
    found = stands(bot, number)
    assert found.skipped == {"opted_out": 1, "letter": 1, "unreachable": 1, "erased": 1}
    assert (found.sent, heard(stays)) == (1, ["Party in the yard"])
    assert not any(heard(one) for one in (gone, gone_quietly, weekly))


def test_a_fourth_message_in_a_week_is_held_back_but_an_urgent_one_is_not(bot: Bot) -> None:
    someone = follower(bot)
    for text in ("one", "two", "three"):
        sends(bot, word(f"push {text}"))
    fourth = stands(bot, sends(bot, word("push four")))
    assert (fourth.skipped, fourth.state) == ({"budget": 1}, "done")
    sends(bot, word("push urgent"), urgent=True)
    bot.passes(days=8)
    sends(bot, word("push later"))
    assert heard(someone, "push") == ["push"] * 5


def test_the_budget_is_counted_when_a_message_goes_not_when_it_was_queued(bot: Bot) -> None:
    someone = follower(bot)
    night(bot)
    numbers = [queue(bot, word(f"push {place}")) for place in range(4)]
    morning(bot)
    assert [stands(bot, number).sent for number in numbers] == [1, 1, 1, 0]
    assert heard(someone, "push 0", "push 1", "push 2", "push 3") == ["push 0", "push 1", "push 2"]


def test_answers_do_not_count_against_the_budget(bot: Bot) -> None:
    someone = follower(bot)
    for _ in range(5):
        someone.says("/help")
    assert stands(bot, sends(bot)).sent == 1


def test_nobody_is_woken_at_night_and_in_the_morning_it_goes_on(bot: Bot) -> None:
    someone = follower(bot)
    night(bot)
    number = sends(bot)
    bot.passes(hours=9, minutes=59)
    assert (stands(bot, number).open, heard(someone)) == (1, [])
    bot.passes(minutes=1)
    assert heard(someone) == ["Party in the yard"]


def test_an_urgent_message_goes_at_night(bot: Bot) -> None:
    someone = follower(bot)
    night(bot)
    assert stands(bot, sends(bot, urgent=True)).sent == 1
    assert heard(someone) == ["Party in the yard"]


def test_an_urgent_message_does_not_wait_for_one_that_must_wait_for_the_morning(bot: Bot) -> None:
    someone = follower(bot)
    night(bot)
    waiting = sends(bot)
    sends(bot, word("No water today"), urgent=True)
    assert heard(someone, "No water today") == ["No water today"]
    morning(bot)
    assert stands(bot, waiting).sent == 1


def test_a_flood_limit_pauses_the_lane_alone(bot: Bot) -> None:
    crowd = followers(bot)
    bot.telegram.faults.flood(1, 7)
    number = sends(bot)
    assert stands(bot, number).sent == GROUP - 1
    crowd[0].says("/help")
    assert "How this works" in crowd[0].screen
    bot.passes(seconds=6)
    assert stands(bot, number).sent == GROUP - 1
    bot.passes(seconds=2)
    assert [heard(one) for one in crowd] == [["Party in the yard"]] * 12


def test_what_would_fail_for_everybody_is_paused_and_goes_on_when_told_to(bot: Bot) -> None:
    lead, crowd = bot.staff("lead"), followers(bot)
    bot.telegram.faults.fail(GROUP, 400, "can't parse entities: unsupported start tag")
    number = sends(bot)
    found = stands(bot, number)
    assert (found.state, found.sent, found.open) == ("paused", 0, 12)
    assert "Telegram refused it." in lead.presses(f"broadcast:{number}").screen
    bot.passes(minutes=5)
    assert stands(bot, number).sent == 0
    lead.taps("Go on")
    assert [heard(one) for one in crowd] == [["Party in the yard"]] * 12
    assert stands(bot, number).state == "done"


def test_a_lead_pauses_it_and_lets_it_go_on(bot: Bot) -> None:
    lead, someone = bot.staff("lead"), follower(bot)
    night(bot)
    number = sends(bot)
    lead.says("/broadcast").taps(f"· {number}").taps("Pause")
    assert "It is paused." in lead.screen
    morning(bot)
    assert (stands(bot, number).open, heard(someone)) == (1, [])
    lead.presses(f"broadcast.resume:{number}")
    assert heard(someone) == ["Party in the yard"]
    assert "Sent: 1" in lead.taps("Refresh").screen


def test_a_lead_stops_it_in_the_middle_and_nothing_more_of_it_goes(bot: Bot) -> None:
    lead, crowd = bot.staff("lead"), followers(bot)
    bot.telegram.faults.flood(1, 7)
    number = sends(bot)
    lead.says("/broadcast").taps(f"· {number}").taps("Stop")
    assert "Were still waiting when it was stopped: 5" in lead.screen
    bot.passes(minutes=5)
    assert sum(len(heard(one)) for one in crowd) == GROUP - 1
    found = stands(bot, number)
    assert (found.state, found.sent, found.skipped) == ("stopped", GROUP - 1, {"stopped": 5})


def test_a_copy_that_was_on_its_way_at_the_stop_is_not_tried_again(bot: Bot) -> None:
    someone = follower(bot)
    number = queue(bot)
    bot.telegram.faults.lose_answers(1)
    bot.telegram.on_change(lambda: bot.does(lambda tx: broadcasts.stop(tx, number, bot.clock())))
    bot.settle()
    bot.passes(minutes=5)
    assert stands(bot, number).skipped == {"stopped": 1}
    assert heard(someone) == ["Party in the yard"]


def test_the_lead_of_another_area_is_answered_as_if_there_were_none(bot: Bot) -> None:
    other = bot.staff("lead", "badstrasse")
    follower(bot)
    night(bot)
    number = sends(bot)
    assert "There is no message to many yet." in other.says("/broadcast").screen
    for verb in ("broadcast", "broadcast.pause", "broadcast.resume", "broadcast.stop"):
        answers = [other.presses(f"{verb}:{which}").screen for which in (number, number + 999)]
        assert answers[0] == answers[1]
    assert stands(bot, number).state == "running"


@pytest.mark.parametrize("role", ["team", "helper", "viewer"])
def test_only_leads_may(bot: Bot, role: str) -> None:
    someone, stranger = bot.staff(role), bot.resident()
    follower(bot)
    night(bot)
    number = sends(bot)
    assert someone.says("/broadcast").screen == stranger.says("/broadcast").screen
    someone.presses(f"broadcast.stop:{number}")
    assert stands(bot, number).state == "running"


def test_an_admin_sees_those_of_all_areas(bot: Bot) -> None:
    admin = bot.staff("admin", None)
    number = sends(bot)
    assert admin.says("/broadcast").buttons[0].endswith(f"· {number}")


def photo(bot: Bot) -> dict[str, Any]:
    bot.world.media_dir.mkdir(exist_ok=True)
    (bot.world.media_dir / "plan.jpg").write_bytes(JPEG)
    return {**PARTY, "file": {"kind": "photo", "name": "plan.jpg"}}


def uploads(bot: Bot) -> list[Request]:
    return [one for one in bot.telegram.called("sendPhoto") if one.files]


def test_a_photo_goes_up_once_and_then_by_its_number(bot: Bot) -> None:
    crowd = followers(bot)
    number = sends(bot, photo(bot))
    assert [heard(one) for one in crowd] == [["Party in the yard"]] * 12
    assert all(one.message.photo for one in crowd)
    assert (len(uploads(bot)), stands(bot, number).state) == (1, "done")


def test_a_photo_whose_number_telegram_no_longer_knows_goes_up_again_when_told_to_go_on(bot: Bot) -> None:
    lead, crowd = bot.staff("lead"), followers(bot)
    last = max(crowd, key=lambda one: one.known.id if one.known else 0)
    bot.telegram.faults.flood(1, 7, chat_id=last.user.id)
    number = sends(bot, photo(bot))
    bot.telegram.faults.fail(GROUP, 400, "wrong file identifier/HTTP URL specified", methods=["sendPhoto"])
    bot.passes(seconds=8)
    assert stands(bot, number).state == "paused"
    bot.telegram.faults.clear()
    lead.presses(f"broadcast.resume:{number}")
    assert [len(heard(one)) for one in crowd] == [1] * 12
    assert len(uploads(bot)) == 2


def test_an_answer_that_got_lost_is_sent_once_more_at_most(bot: Bot) -> None:
    someone = follower(bot)
    bot.telegram.faults.lose_answers(5)
    number = sends(bot)
    for _ in range(5):
        bot.passes(seconds=2)
    assert heard(someone) == ["Party in the yard"] * 2
    found = stands(bot, number)
    assert (found.state, found.unknown) == ("done", 1)


def test_somebody_who_blocked_the_bot_unseen_is_counted_as_failed_and_spared_the_next(bot: Bot) -> None:
    someone, other = follower(bot), follower(bot)
    bot.telegram.deactivate(someone.user)
    first = stands(bot, sends(bot))
    assert (first.sent, first.failed, first.state) == (1, 1, "done")
    assert stands(bot, sends(bot, word("again"))).planned == 1
    assert heard(other, "again") == ["again"]


def test_a_message_waits_for_nobody_elses(bot: Bot) -> None:
    slow, quick = follower(bot), follower(bot)
    bot.telegram.faults.refuse_connections(1, chat_id=slow.user.id)
    sends(bot, word("first"))
    sends(bot, word("second"))
    assert heard(quick, "first", "second") == ["first", "second"]
    bot.passes(seconds=2)
    assert sorted(heard(slow, "first", "second")) == ["first", "second"]


def test_a_paused_message_does_not_hold_up_the_next_one(bot: Bot) -> None:
    someone = follower(bot)
    paused = queue(bot)
    bot.does(lambda tx: broadcasts.pause(tx, paused))
    sends(bot, word("Something else"))
    assert heard(someone, "Something else") == ["Something else"]


def test_two_messages_come_in_the_order_in_which_they_were_begun(bot: Bot) -> None:
    crowd = followers(bot)
    night(bot)
    queue(bot, word("first")), queue(bot, word("second"))
    morning(bot)
    assert [heard(one, "first", "second") for one in crowd] == [["first", "second"]] * 12


def test_an_answer_overtakes_a_message_that_waits_in_the_same_chat(bot: Bot) -> None:
    someone = follower(bot)
    night(bot)
    sends(bot)
    someone.says("/help")
    assert "How this works" in someone.screen
    morning(bot)
    assert heard(someone, "How this works", *ALL_THE_PARTY) == ["How this works", "Party in the yard"]


@pytest.mark.parametrize(("words", "file"), [(4200, False), (1100, True)])
def test_a_text_too_long_in_one_language_is_refused_before_the_first_goes(
    bot: Bot, words: int, file: bool
) -> None:
    follower(bot)
    content = {**(photo(bot) if file else PARTY), "texts": {"en": "short", "tr": "ş" * words}}
    with pytest.raises(Refused):
        queue(bot, content)
    assert bot.count(Broadcast) == 0


def test_the_sum_is_right_while_people_go_and_records_are_deleted(bot: Bot) -> None:
    crowd = followers(bot, 10)
    bot.telegram.faults.flood(1, 7)
    number = sends(bot)
    waiting = next(one for one in crowd if not heard(one))
    reached = next(one for one in crowd if heard(one))
    for one in (waiting, reached):
        one.says("/me").taps("Delete me").taps("Delete everything")
        stands(bot, number)
    bot.passes(seconds=8)
    assert (stands(bot, number).sent, stands(bot, number).skipped) == (9, {"erased": 1})
    bot.clock.now += timedelta(days=31)
    bot.runner.run(bot.app.tick())
    assert (stands(bot, number).sent, stands(bot, number).skipped) == (9, {"erased": 1})
    assert bot.rows(Broadcast)[0].gone == {"sent": 9, "cancelled:erased": 1}
    assert bot.count(Person) == 8


def test_a_crash_in_the_middle_doubles_no_more_than_was_on_its_way(bot: Bot) -> None:
    crowd = followers(bot, 20)
    number = queue(bot)
    with bot.database.begin() as tx:
        assert len(bot.app.bulk.take(tx, bot.world, bot.clock(), GROUP)) == GROUP
    bot.restarts()
    bot.passes(seconds=61)
    assert [heard(one) for one in crowd] == [["Party in the yard"]] * 20
    assert (stands(bot, number).sent, stands(bot, number).state) == (20, "done")


def counted(bot: Bot, name: str, **labels: str) -> float | None:
    return bot.world.metrics.registry.get_sample_value(f"kiezstimme_{name}_total", labels)


def test_what_was_sent_put_off_and_refused_is_counted_by_lane_and_class(bot: Bot) -> None:
    crowd = followers(bot, 5)
    bot.telegram.faults.flood(1, 7, chat_id=crowd[0].user.id)
    bot.telegram.deactivate(crowd[1].user)
    sends(bot)
    bot.passes(seconds=8)
    crowd[2].says("/help").says("/privacy")
    assert [counted(bot, "sent", lane=lane) for lane in ("reply", "notice", "bulk")] == [2, 0, 4]
    assert counted(bot, "flood", lane="bulk") == counted(bot, "failures", kind="Forbidden") == 1
    assert (counted(bot, "updates"), counted(bot, "update_failures")) == (2, 0)
