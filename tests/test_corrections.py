"""What many people have already got is corrected or taken back: for exactly those, once each."""

from __future__ import annotations

from typing import Any

from bot.delivery.claims import GROUP
from bot.demo.values import Request
from db import broadcasts, corrections
from db.tables import Audit, Broadcast, Composition
from tests.chat import Bot, Resident
from tests.test_broadcasts import follower, followers, heard, morning, night, photo, sends, stands
from tests.test_composing import checks, lead, number, row
from tests.test_letters import until_friday


def corrects(bot: Bot, broadcast: int, text: str = "Party on Sunday") -> Resident:
    """A lead writes new English words for it, and sends them."""
    chief = lead(bot)
    chief.presses(f"broadcast:{broadcast}").taps("Correct it").presses(f"compose.text:{number(bot)}:en")
    chief.says(text)
    return checks(chief).presses(f"compose.correct:{number(bot)}:{row(bot).revision}:1")


def recalls(bot: Bot, broadcast: int) -> Resident:
    return lead(bot).presses(f"broadcast:{broadcast}").taps("Take it back").taps("Take it back")


def newest(bot: Bot) -> int:
    return max(int(one.id) for one in bot.rows(Broadcast))


def calls(bot: Bot, method: str) -> list[Request]:
    return list(bot.telegram.called(method))


def bubbles(resident: Resident) -> list[str]:
    """What stands in somebody's chat, by the bot."""
    return [one.text or one.caption for one in resident.chat if one.from_bot]


def deletes(someone: Resident) -> None:
    """Takes the last message out of their own chat."""
    stored = someone.bot.telegram.state.message(someone.user.id, someone.message.message_id)
    assert stored is not None
    stored.deleted = True


# --- correcting -----------------------------------------------------------------------------------


def test_the_new_words_stand_where_the_old_ones_were(bot: Bot) -> None:
    someone, uwe = follower(bot), follower(bot, "de")
    chief = corrects(bot, sends(bot))
    assert [len(bubbles(one)) for one in (someone, uwe)] == [1, 1]
    assert someone.screen.startswith("Party on Sunday")
    assert "corrected this message" in someone.screen
    assert uwe.screen.startswith("Hoffest")
    assert "Have the new words: 2" in chief.presses(f"broadcast:{newest(bot)}").screen
    assert stands(bot, newest(bot)).state == "done"


def test_the_button_to_hear_less_stays_under_it(bot: Bot) -> None:
    someone = follower(bot)
    corrects(bot, sends(bot))
    assert someone.buttons[-1].startswith("🔔")


def test_only_those_who_had_it_are_reached_also_if_they_left_the_topic(bot: Bot) -> None:
    someone, gone, late = follower(bot), follower(bot), None
    first = sends(bot)
    gone.says("/help").presses("me.topic:events:0")
    late = follower(bot)
    corrects(bot, first)
    assert [heard(one, "Sunday") for one in (someone, gone, late)] == [["Sunday"], ["Sunday"], []]
    assert stands(bot, newest(bot)).planned == 2


def test_who_deleted_the_message_gets_it_anew_and_is_counted_apart(bot: Bot) -> None:
    someone, other = follower(bot), follower(bot)
    first = sends(bot)
    deletes(someone)
    corrects(bot, first)
    assert heard(someone, "Sunday") == heard(other, "Sunday") == ["Sunday"]
    found = stands(bot, newest(bot))
    assert (found.sent, found.instead) == (2, 1)
    assert calls(bot, "sendMessage")[-1].params["disable_notification"] is True


def test_a_second_correction_changes_what_came_in_its_place(bot: Bot) -> None:
    someone = follower(bot)
    first = sends(bot)
    deletes(someone)
    corrects(bot, first)
    corrects(bot, first, "Party on Monday")
    assert [text.split("\n")[0] for text in bubbles(someone)] == ["Party on Monday"]


def test_the_same_words_again_count_as_done(bot: Bot) -> None:
    someone = follower(bot)
    where: dict[str, Any] = {"methods": ["editMessageText"], "chat_id": someone.user.id}
    bot.telegram.faults.fail(1, 400, "message is not modified: the same", **where)
    corrects(bot, sends(bot))
    found = stands(bot, newest(bot))
    assert (found.sent, found.instead, found.state) == (1, 0, "done")
    assert len(bubbles(someone)) == 1


def test_a_correction_makes_no_noise_so_it_goes_at_night_and_beyond_three_messages(bot: Bot) -> None:
    someone = follower(bot)
    first, *_ = [sends(bot) for _ in range(3)]
    night(bot)
    corrects(bot, first)
    assert heard(someone, "Sunday") == ["Sunday"]


def test_a_correction_does_not_count_against_the_budget(bot: Bot) -> None:
    someone = follower(bot)
    first, _ = sends(bot), sends(bot)
    corrects(bot, first)
    assert stands(bot, sends(bot, {"texts": {"en": "Third"}})).sent == 1
    assert heard(someone, "Third") == ["Third"]


def test_words_under_a_picture_are_corrected_and_the_picture_stays(bot: Bot) -> None:
    someone = follower(bot)
    corrects(bot, sends(bot, photo(bot)))
    assert (someone.message.caption.split("\n")[0], bool(someone.message.photo)) == (
        "Party on Sunday",
        True,
    )
    assert len(calls(bot, "sendPhoto")) == 1


def test_two_taps_correct_it_once(bot: Bot) -> None:
    follower(bot)
    chief = corrects(bot, sends(bot))
    chief.presses(f"compose.correct:{number(bot)}:{row(bot).revision - 1}:1")
    assert [one.kind for one in bot.rows(Broadcast)] == ["message", "correction"]
    assert [one.action for one in bot.rows(Audit)].count("corrected") == 1


def test_what_is_still_being_sent_must_be_held_up_first(bot: Bot) -> None:
    chief = lead(bot)
    follower(bot)
    night(bot)
    waiting = sends(bot)
    assert "pause or stop it first" in chief.presses(f"broadcast.correct:{waiting}").screen
    assert bot.count(Composition) == 0


def test_the_rest_of_a_paused_message_goes_out_corrected(bot: Bot) -> None:
    crowd_ = followers(bot)
    bot.telegram.faults.flood(1, 7)
    first = sends(bot)
    bot.does(lambda tx: broadcasts.pause(tx, first))
    chief = corrects(bot, first)
    bot.passes(minutes=1)
    assert stands(bot, newest(bot)).planned == GROUP - 1
    chief.presses(f"broadcast.resume:{first}")
    assert [bubbles(one)[0].split("\n")[0] for one in crowd_] == ["Party on Sunday"] * 12
    assert [len(bubbles(one)) for one in crowd_] == [1] * 12


def test_the_weekly_letter_tells_the_corrected_words_and_nothing_that_was_taken_back(bot: Bot) -> None:
    someone = follower(bot, area="rollbergsiedlung")
    for text in ("one", "two", "three"):
        sends(bot, {"texts": {"en": text}})
    other = follower(bot)
    fourth, fifth = sends(bot), sends(bot, {"texts": {"en": "Wrong day"}})
    corrects(bot, fourth)
    recalls(bot, fifth)
    until_friday(bot)
    assert "Party on Sunday" in someone.screen
    assert "Wrong day" not in someone.screen
    assert other.known


def test_what_has_become_too_long_is_paused_and_holds_up_nothing_else(bot: Bot) -> None:
    someone, chief = follower(bot), lead(bot)
    night(bot)
    first, second = sends(bot), sends(bot, {"texts": {"en": "Something else"}})
    bot.does(lambda tx: corrections.rewrite(tx, first, {"texts": {"en": "x" * 5000}, "revision": 1}))
    morning(bot)
    assert (stands(bot, first).open, stands(bot, second).state) == (1, "done")
    assert heard(someone, "Something else") == ["Something else"]
    assert "too long for one message" in chief.presses(f"broadcast:{first}").screen
    corrects(bot, first).presses(f"broadcast.resume:{first}")
    assert heard(someone, "Sunday") == ["Sunday"]


# --- taking back ----------------------------------------------------------------------------------


def test_within_two_days_it_is_gone_from_every_chat(bot: Bot) -> None:
    someone, other = follower(bot), follower(bot)
    chief = recalls(bot, sends(bot))
    assert (bubbles(someone), bubbles(other)) == ([], [])
    assert "Taken back: 2" in chief.presses(f"broadcast:{newest(bot)}").screen
    assert "recalled" in [one.action for one in bot.rows(Audit)]


def test_after_two_days_a_sentence_stands_in_its_place(bot: Bot) -> None:
    someone = follower(bot)
    first = sends(bot)
    bot.passes(hours=49)
    recalls(bot, first)
    assert "taken back a message" in someone.screen
    assert len(bubbles(someone)) == 1
    assert calls(bot, "deleteMessage") == []
    assert stands(bot, newest(bot)).instead == 1


def test_what_telegram_will_not_delete_is_replaced(bot: Bot) -> None:
    someone = follower(bot)
    first = sends(bot)
    bot.telegram.faults.fail(1, 400, "message can't be deleted for everyone", methods=["deleteMessage"])
    recalls(bot, first)
    assert "taken back a message" in someone.screen
    assert stands(bot, newest(bot)).instead == 1


def test_what_somebody_had_deleted_themselves_counts_as_gone(bot: Bot) -> None:
    someone, other = follower(bot), follower(bot)
    first = sends(bot)
    deletes(someone)
    recalls(bot, first)
    found = stands(bot, newest(bot))
    assert (found.sent, found.skipped, bubbles(other)) == (1, {"gone": 1}, [])


def test_the_rest_of_what_is_taken_back_is_not_sent(bot: Bot) -> None:
    someone, chief = follower(bot), lead(bot)
    night(bot)
    waiting = sends(bot)
    chief.presses(f"broadcast.pause:{waiting}")
    chief.taps("Take it back")
    assert "do not get it: 1" in chief.screen
    assert "The team has taken it back." in chief.taps("Take it back").screen
    morning(bot)
    assert (bubbles(someone), stands(bot, waiting).skipped) == ([], {"stopped": 1})


def test_what_was_taken_back_can_be_neither_corrected_nor_taken_back_again(bot: Bot) -> None:
    follower(bot)
    first = sends(bot)
    chief = recalls(bot, first)
    for verb in ("broadcast.correct", "broadcast.sure", "broadcast.recall"):
        assert "out of date" in chief.presses(f"{verb}:{first}").screen
    assert not any("Take it back" in label for label in chief.presses(f"broadcast:{first}").buttons)
    assert len(bot.rows(Broadcast)) == 2


def test_taking_it_back_ends_a_correction_that_is_still_under_way(bot: Bot) -> None:
    crowd_ = followers(bot)
    first = sends(bot)
    bot.telegram.faults.flood(1, 7, methods=["editMessageText"], chat_id=crowd_[0].user.id)
    corrects(bot, first)
    recalls(bot, first)
    bot.passes(minutes=1)
    assert [bubbles(one) for one in crowd_] == [[]] * 12
    correction = next(one for one in bot.rows(Broadcast) if one.kind == "correction")
    assert correction.state == "stopped"


def test_a_crash_in_the_middle_of_a_correction_changes_nothing_twice(bot: Bot) -> None:
    crowd_ = followers(bot)
    first = sends(bot)
    bot.telegram.faults.flood(1, 7, methods=["editMessageText"], chat_id=crowd_[0].user.id)
    corrects(bot, first)
    with bot.database.begin() as tx:
        bot.app.bulk.take(tx, bot.world, bot.clock(), GROUP)
    bot.restarts()
    bot.passes(seconds=61)
    assert [len(bubbles(one)) for one in crowd_] == [1] * 12
    assert stands(bot, newest(bot)).sent == 12


def test_the_records_that_a_correction_needs_are_kept_for_thirty_days(bot: Bot) -> None:
    someone = follower(bot)
    first = sends(bot)
    bot.clock.now = bot.clock.now.replace(month=12, day=22)
    bot.runner.run(bot.app.tick())
    corrects(bot, first)
    assert heard(someone, "Sunday") == ["Sunday"]


def test_after_that_no_button_promises_it(bot: Bot) -> None:
    follower(bot)
    first, chief = sends(bot), lead(bot)
    bot.clock.now = bot.clock.now.replace(month=12, day=25)
    bot.runner.run(bot.app.tick())
    chief.presses(f"broadcast:{first}")
    assert not any("Correct" in label for label in chief.buttons)


def test_what_nobody_has_cannot_be_taken_back(bot: Bot) -> None:
    first = sends(bot)
    assert "Nobody has a copy" in lead(bot).presses(f"broadcast.recall:{first}").screen
    assert bot.count(Broadcast) == 1
