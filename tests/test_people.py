"""What people do with their own data and with what they hear about."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import timedelta
from typing import Any

import pytest

from bot.services import archive
from bot.services.notices import notify
from bot.views.notice import NOTICE_VERSION
from db import subscriptions
from db.tables import Idea, Person, Staff, Subscription
from tests import planted
from tests.chat import JPEG, OGG, Bot, Resident

WORD = "Holunderblüte"
"""Stands in what the residents below write, and nowhere else."""


def suggests(resident: Resident, text: str = "A bench, please") -> Resident:
    resident.taps("Suggest an idea").says(text)
    return resident.taps("The team decides").taps("Send")


def topics(resident: Resident) -> dict[str, str]:
    assert resident.known is not None
    number = resident.known.id
    found: dict[str, str] = resident.bot.does(lambda tx: subscriptions.running(tx, number))
    return found


# --- what people hear about -------------------------------------------------------------------------------


def test_whoever_consents_hears_the_answers_to_them(bot: Bot) -> None:
    assert topics(bot.resident("en")) == {"answers": "at_once"}


def test_the_first_idea_comes_with_the_question_and_the_second_without(bot: Bot) -> None:
    resident = suggests(bot.resident("en"))
    assert "Shall we tell you what happens here?" in resident.screen
    suggests(resident.taps("Start page"), "A tree")
    assert "Shall we tell you" not in resident.screen


def test_the_question_also_comes_to_somebody_without_an_area(bot: Bot) -> None:
    assert "Shall we tell you" in suggests(bot.resident("en", area=None).presses("home")).screen


def test_yes_to_everything_subscribes_and_leaves_the_receipt_of_the_idea(bot: Bot) -> None:
    resident = suggests(bot.resident("en")).taps("Yes, everything")
    assert topics(resident) == {"answers": "at_once", "events": "at_once", "surveys": "at_once"}
    assert any("ROLL-2026-1" in message.text for message in resident.chat)


def test_no_means_answers_only(bot: Bot) -> None:
    resident = suggests(bot.resident("en")).taps("No, only answers to me")
    assert topics(resident) == {"answers": "answers"}
    assert "only when there is an answer to you" in resident.screen


def test_a_topic_is_turned_on_and_off_with_one_tap_each(bot: Bot) -> None:
    resident = bot.resident("en").says("/me").taps("What I hear about").taps("Living together")
    assert topics(resident) == {"answers": "at_once", "goal:8": "at_once"}
    assert "goal:8" not in topics(resident.taps("✅ 🤝 Living together"))


def test_a_double_tap_on_a_topic_has_one_effect(bot: Bot) -> None:
    resident = bot.resident("en").presses("me.topic:surveys:1").presses("me.topic:surveys:1")
    assert topics(resident)["surveys"] == "at_once"
    assert len([row for row in bot.rows(Subscription) if row.topic == "surveys"]) == 1


def test_another_rhythm_holds_for_all_topics_and_the_old_one_stays_on_record(bot: Bot) -> None:
    resident = bot.resident("en").presses("me.topic:events:1").taps("One letter a week")
    assert topics(resident) == {"answers": "weekly", "events": "weekly"}
    assert "🔘 One letter a week" in resident.buttons
    assert [row.rhythm for row in bot.rows(Subscription) if row.until] == ["at_once", "at_once"]


def test_whoever_wants_only_answers_keeps_the_other_topics_for_later(bot: Bot) -> None:
    resident = bot.resident("en").presses("me.topic:events:1").taps("Only answers to me")
    assert "At present we send you only answers" in resident.screen
    assert topics(resident) == {"answers": "answers", "events": "answers"}


def test_whoever_turns_everything_off_is_told_so_and_keeps_their_rhythm(bot: Bot) -> None:
    resident = bot.resident("en").presses("me.rhythm:weekly").presses("me.topic:answers:0")
    assert "At present we send you nothing." in resident.screen
    assert topics(resident.taps("Events")) == {"events": "weekly"}


def test_a_goal_is_followed_from_its_page(bot: Bot) -> None:
    resident = bot.resident("en").presses("goal:3").taps("Get news about this goal")
    assert "goal:3" in topics(resident)
    assert any("Stop the news" in label for label in resident.buttons)
    assert "goal:3" not in topics(resident.presses("me.bell:3:0"))


def test_whoever_follows_a_goal_but_hears_only_answers_is_told(bot: Bot) -> None:
    resident = bot.resident("en").presses("me.rhythm:answers").presses("me.bell:3:1")
    assert "we send you only answers, as you chose" in resident.screen
    assert "Choose what I hear about" in " ".join(resident.buttons)


@pytest.mark.parametrize(
    "data",
    [
        *("me.topic:gossip:1", "me.topic:surveys:2", "me.topic", "me.rhythm:hourly", "me.bell:10:1"),
        *("me.bell:3", "me.bell:x:1", "me.hear:nothing", "me.download:x", "me.download:-1"),
        *("me.erase", "me.erase:2:x"),
    ],
)
def test_a_button_that_nobody_made_changes_nothing(bot: Bot, data: str) -> None:
    resident = bot.resident("en").presses(data)
    assert "out of date" in resident.screen
    assert topics(resident) == {"answers": "at_once"}


# --- what is known, and the download ----------------------------------------------------------------------


def test_me_says_in_words_what_is_known(bot: Bot) -> None:
    resident = suggests(bot.resident("en")).says("/me")
    for words in ("Language: English", "Rollbergsiedlung", "23 November 2026", "You sent us 1 idea."):
        assert words in resident.screen
    assert "belong to the team" not in resident.screen
    assert "belong to the team" in bot.staff("team").says("/me").screen


def _downloads(resident: Resident) -> list[zipfile.ZipFile]:
    """The files that came into the chat, in order."""
    sent = resident.bot.telegram.called("sendDocument")
    return [zipfile.ZipFile(io.BytesIO(request.files["document"].content)) for request in sent]


def _with_media(bot: Bot) -> Resident:
    resident = bot.resident("en").taps("Suggest an idea").says(WORD).sends_photo().sends_voice()
    return resident.taps("The team decides").taps("Send")


def test_the_download_holds_what_a_person_sent_with_photos_and_voice(bot: Bot) -> None:
    resident = _with_media(bot).says("/me").taps("Download my data")
    [file] = _downloads(resident)
    data = json.loads(file.read("data.json"))
    assert [idea["text"] for idea in data["ideas"]] == [WORD]
    assert data["people"][0]["encrypted_telegram_id"] == "yes"
    assert file.read("media/ROLL-2026-1-0.jpg") == JPEG
    assert file.read("media/ROLL-2026-1-1.ogg") == OGG


def test_the_download_explains_itself_in_the_language_of_the_person(bot: Bot) -> None:
    resident = bot.resident("en").says("/me").taps("Download my data")
    [file] = _downloads(resident)
    assert "This is everything that Kiezstimme has stored about you." in file.read("README.txt").decode()


def test_the_download_does_not_hold_the_telegram_id(bot: Bot) -> None:
    resident = _with_media(bot).says("/me").taps("Download my data")
    [file] = _downloads(resident)
    assert str(resident.user.id) not in file.read("data.json").decode()


def test_a_double_tap_brings_one_download(bot: Bot) -> None:
    resident = bot.resident("en").presses("me.download:0").presses("me.download:0")
    assert len(_downloads(resident)) == 1
    assert "Your data is on the way" in " ".join(message.text for message in resident.chat)


def test_a_fourth_download_on_one_day_is_kindly_refused(bot: Bot) -> None:
    resident = bot.resident("en")
    for _ in range(4):
        resident.says("/me").taps("Download my data")
    assert "three times today" in resident.screen
    assert len(_downloads(resident)) == 3
    bot.passes(hours=25)
    resident.says("/me").taps("Download my data")
    assert len(_downloads(resident)) == 4


def test_many_photos_come_in_several_files_that_each_fit(bot: Bot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "ROOM", len(JPEG))
    resident = _with_media(bot).says("/me").taps("Download my data")
    names = [set(file.namelist()) for file in _downloads(resident)]
    assert names == [
        {"README.txt", "data.json", "media/ROLL-2026-1-0.jpg"},
        {"README.txt", "media/ROLL-2026-1-1.ogg"},
    ]


@pytest.mark.parametrize(
    ("sizes", "groups"),
    [
        ([], [[]]),
        ([5], [[0]]),
        ([5, 5], [[0, 1]]),
        ([5, 6], [[0], [1]]),
        ([11, 1, 9, 1], [[0], [1, 2], [3]]),
    ],
)
def test_files_are_packed_in_order_and_a_big_one_alone(sizes: list[int], groups: list[list[int]]) -> None:
    assert archive.grouped(sizes, 10) == groups


# --- leaving ----------------------------------------------------------------------------------------------


def _leaves(resident: Resident, label: str = "Delete everything") -> Resident:
    return resident.says("/me").taps("Delete me").taps(label)


def test_whoever_has_sent_no_idea_is_not_asked_what_shall_happen_with_them(bot: Bot) -> None:
    resident = bot.resident("en").says("/me").taps("Delete me")
    assert not any("keep my ideas" in label for label in resident.buttons)


def test_no_keeps_everything(bot: Bot) -> None:
    resident = suggests(bot.resident("en")).says("/me").taps("Delete me").taps("No, keep everything")
    assert "What we know about you" in resident.screen
    assert bot.count(Idea) == 1


def test_whoever_deletes_themselves_reads_what_happened_and_may_begin_anew(bot: Bot) -> None:
    resident = _leaves(bot.resident("en"))
    for words in (
        "Everything that we stored about you is deleted.",
        "delete the chat in Telegram",
        "/start",
    ):
        assert words in resident.screen
    assert resident.known is None
    assert "Please choose your language." in resident.starts().screen


def test_the_farewell_is_in_the_language_that_was_chosen_also_after_a_second_tap(bot: Bot) -> None:
    resident = bot.visitor("de").starts().presses("start.language:en")
    resident.presses(f"start.agree:{NOTICE_VERSION}~en").says("/me").taps("Delete me")
    button = next(data for data in resident.message.data if data.startswith("me.erase:0"))
    resident.presses(button).presses(button)
    assert "Goodbye" in resident.screen
    assert bot.count(Person) == 0


def test_ideas_stay_without_a_name_if_their_author_wants_that(bot: Bot) -> None:
    _leaves(suggests(bot.resident("en")), "keep my ideas")
    assert [(idea.text, idea.author_id) for idea in bot.rows(Idea)] == [("A bench, please", None)]


def test_an_old_button_does_not_delete_but_asks_again(bot: Bot) -> None:
    resident = bot.resident("en").says("/me").taps("Delete me")
    bot.passes(hours=5)
    assert "Do you want to delete everything?" in resident.taps("Delete everything").screen
    assert resident.known is not None


def test_the_button_of_somebody_else_does_not_delete(bot: Bot) -> None:
    other = bot.resident("en").says("/me").taps("Delete me")
    button = next(data for data in other.message.data if data.startswith("me.erase:0"))
    resident = bot.resident("en").presses(button)
    assert "Do you want to delete everything?" in resident.screen
    assert resident.known is not None


def test_a_colleague_who_leaves_has_no_role_any_more(bot: Bot) -> None:
    """Also the last admin may leave; the command line makes a new invite."""
    _leaves(bot.staff("admin", area=None))
    assert bot.rows(Staff) == []


def _uses_everything(bot: Bot) -> Resident:
    resident = _with_media(bot).taps("Yes, everything")
    return resident.taps("Start page").taps("Suggest an idea").says(f"a draft {WORD}")


def _everywhere(bot: Bot, word: str) -> list[str]:
    """Every place in which a word can still be read: tables, files of the database, log."""
    found: list[str] = bot.does(lambda tx: planted.found(tx, word))
    log = ["log"] if word in bot.log.getvalue() else []
    return [*found, *planted.in_files(bot.database, word), *log]


def test_after_leaving_no_word_is_left_in_tables_files_media_or_log(
    bot: Bot, capfd: pytest.CaptureFixture[str]
) -> None:
    resident = _uses_everything(bot)
    assert _everywhere(bot, WORD)
    assert len(list(bot.world.media_dir.iterdir())) == 2
    _leaves(resident)
    bot.tidies()
    assert _everywhere(bot, WORD) == []
    assert WORD not in "".join(capfd.readouterr())
    assert list(bot.world.media_dir.iterdir()) == []
    assert bot.count(Person) == 0


def test_after_leaving_neither_the_telegram_id_nor_its_hash_is_left(bot: Bot) -> None:
    resident = _uses_everything(bot)
    _leaves(resident)
    hashed, number = bot.world.keys.hash(resident.user.id), str(resident.user.id)
    values: list[Any] = bot.does(lambda tx: [value for _, value in planted.everything(tx)])
    assert hashed not in values
    assert not [value for value in values if number in str(value)]


def test_what_was_still_to_be_sent_to_them_is_not_sent(bot: Bot) -> None:
    resident = bot.resident("en").says("/me").taps("Delete me")
    assert resident.known is not None
    number, later = resident.known.id, bot.clock() + timedelta(hours=1)
    bot.does(lambda tx: notify(tx, number, "export", {"part": 1, "parts": 1}, later))
    resident.taps("Delete everything")
    bot.passes(hours=2)
    assert bot.telegram.called("sendDocument") == []


def test_an_idea_that_is_taken_back_leaves_no_word(bot: Bot) -> None:
    resident = _with_media(bot).taps("My ideas").taps("ROLL-2026-1")
    resident.taps("Take it back").taps("Yes, take it back")
    bot.tidies()
    assert _everywhere(bot, WORD) == []
    assert list(bot.world.media_dir.iterdir()) == []


def test_what_somebody_writes_right_after_deleting_everything_is_answered(bot: Bot) -> None:
    resident = bot.resident("en").says("/me").taps("Delete me")
    bot.telegram.tap(resident.user, resident.message.message_id, "Delete everything")
    bot.telegram.text(resident.user, "/start")
    bot.settle()
    assert "Please choose your language." in resident.screen
    assert resident.known is None
