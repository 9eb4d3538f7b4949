"""Language, consent, start page, help: how somebody arrives."""

from __future__ import annotations

from bot.core import retention
from bot.views.notice import NOTICE_VERSION
from db.tables import Consent, Dialog, Idea, Outbox, Person
from tests.chat import Bot


def test_somebody_chooses_a_language_and_agrees(bot: Bot) -> None:
    someone = bot.visitor("en").starts().taps("English")
    assert "110" in someone.screen
    assert "Quartiersmanagement Probe" in someone.screen
    assert someone.known is None
    someone.taps("I agree")
    assert someone.known is not None
    assert someone.known.language == "en"
    assert [(row.version, row.language) for row in bot.rows(Consent)] == [(NOTICE_VERSION, "en")]


def test_the_apps_language_stands_first_and_decides_nothing(bot: Bot) -> None:
    someone = bot.visitor("tr").starts()
    assert someone.buttons[0] == "Türkçe"
    someone.taps("English").taps("I agree")
    assert someone.known is not None
    assert someone.known.language == "en"


def test_an_unknown_app_language_is_no_hindrance(bot: Bot) -> None:
    for strange in ("en-x", "", "zz", "pt-br", None):
        assert "English" in bot.visitor(strange).starts().buttons


def test_whoever_says_no_can_read_the_goals_and_leaves_nothing(bot: Bot) -> None:
    someone = bot.visitor().starts().taps("English").taps("No, I only want to read")
    assert "stored nothing" in someone.screen
    someone.taps("The nine goals").presses("goal:3~en")
    assert "Streets" in someone.screen
    assert bot.count(Person) == bot.count(Dialog) == 0
    assert all(row.chat is row.address is row.content is None for row in bot.rows(Outbox))


def test_a_visitor_keeps_the_language_they_chose_while_reading(bot: Bot) -> None:
    someone = (
        bot.visitor("tr").starts().taps("English").taps("No, I only want to read").taps("The nine goals")
    )
    assert all(data.endswith("~en") for data in someone.message.data)


def test_agreeing_twice_is_agreeing_once(bot: Bot) -> None:
    someone = bot.visitor().starts().taps("English")
    agree = someone.message.data[0]
    for _ in range(3):
        someone.presses(agree)
    assert bot.count(Person) == bot.count(Consent) == 1


def test_an_old_notice_cannot_be_agreed_to(bot: Bot) -> None:
    someone = bot.visitor().starts().presses("start.agree:1999-01~en")
    assert someone.known is None
    assert "changed" in someone.screen


def test_whoever_agreed_to_an_older_notice_is_asked_again_until_they_agree(bot: Bot) -> None:
    resident = bot.resident()
    bot.does(lambda tx: tx.exec_driver_sql("UPDATE consents SET version = '1999-01'"))
    for again in ("/start", "/help"):
        resident.says(again)
        screen = resident if again == "/start" else resident.taps("Start page")
        assert "Our notice about your data has changed." in screen.screen
        assert "Before we begin" in screen.screen
    assert "You are in the neighbourhood" in resident.taps("No, I only want to read").screen
    assert "You are in the neighbourhood" in resident.says("/start").taps("I agree").screen
    assert [row.version for row in bot.rows(Consent)] == ["1999-01", NOTICE_VERSION]
    assert "has changed" not in resident.says("/start").screen
    assert bot.count(Person) == 1


def test_the_full_notice_says_how_long_things_are_kept(bot: Bot) -> None:
    told = bot.resident().says("/privacy").screen
    assert f"Private messages: {retention.CONCERNS.days} days" in told
    assert f"that you did not send: {retention.CONCERN_DRAFTS.days} days" in told
    assert f"What you began to write and did not send: {retention.DRAFTS.days} days" in told
    assert f"Records of sent messages: {retention.DELIVERIES.days} days" in told
    assert f"Backups: {retention.BACKUPS.days} days" in told
    assert f"that are not possible: {retention.CLOSED_IDEAS.days} days" in told
    assert f"If you block this chat: {retention.UNREACHABLE.days} days" in told
    assert (retention.RSVPS.days // 30, retention.AUDIT.days) == (6, 365)


def test_the_full_notice_and_the_imprint_are_within_two_taps(bot: Bot) -> None:
    someone = bot.visitor().starts().taps("English").taps("The full notice")
    assert "Berlin Commissioner for Data Protection" in someone.screen
    assert "https://example.org/imprint" in someone.message.data
    resident = bot.resident().taps("Data protection")
    assert "https://example.org/imprint" in resident.message.data


def test_a_posters_language_spares_the_question(bot: Bot) -> None:
    someone = bot.visitor("tr").starts("aROLL-len")
    assert "Before we begin" in someone.screen
    assert "Rollbergsiedlung" in someone.screen


def test_from_a_poster_to_the_first_idea_in_seven_taps_and_messages(bot: Bot) -> None:
    someone = bot.visitor().starts("aROLL")
    someone.taps("English").taps("I agree").taps("Suggest an idea")
    someone.says("A bench under the plane tree").taps("Streets and green places").taps("Send")
    acts = len(bot.telegram.answered) + len([one for one in someone.chat if not one.from_bot])
    assert "ROLL-2026-1" in someone.screen
    assert bot.count(Idea) == 1
    assert acts == 7


def test_a_change_of_language_in_mid_idea_loses_nothing(bot: Bot) -> None:
    resident = bot.resident().taps("Suggest an idea").says("A bench under the plane tree")
    resident.says("/language").taps("Türkçe")
    assert resident.known is not None
    assert resident.known.language == "tr"
    assert resident.known.draft
    resident.presses("idea.goal:3").presses("idea.resume")
    assert "A bench under the plane tree" in resident.screen


def test_the_command_menu_speaks_the_language_that_was_chosen(bot: Bot) -> None:
    resident = bot.resident("en")
    english = dict(bot.telegram.commands(resident.user))["goals"]
    resident.says("/language").taps("Türkçe")
    assert dict(bot.telegram.commands(resident.user))["goals"] != english


def test_an_unknown_command_gets_a_kind_answer(bot: Bot) -> None:
    resident = bot.resident().says("/fahrplan")
    assert "do not know this command" in resident.screen
    assert "💡 Suggest an idea" in resident.buttons


def test_a_sticker_gets_a_kind_answer(bot: Bot) -> None:
    assert "text, photos, voice messages or a place" in bot.resident().sends_sticker().screen


def test_what_nobody_asked_for_is_offered_as_an_idea(bot: Bot) -> None:
    resident = bot.resident().says("The lamp at the corner is broken")
    assert "The lamp at the corner is broken" in resident.screen
    resident.taps("Yes").taps("Feeling safe").taps("Send")
    assert bot.count(Idea) == 1


def test_a_visitor_who_writes_is_asked_to_agree_first(bot: Bot) -> None:
    someone = bot.visitor("en").says("The lamp at the corner is broken")
    assert "agreement first" in someone.screen
    assert bot.count(Person) == 0


def test_a_visitors_goal_is_not_forgotten_over_the_consent(bot: Bot) -> None:
    someone = bot.visitor().starts("aROLL").taps("English").taps("No, I only").taps("The nine goals")
    someone.presses("goal:5~en~aROLL").taps("Suggest an idea").taps("I agree")
    assert "Culture" in someone.screen
    assert someone.known is not None
    assert someone.known.area_id == bot.area("rollbergsiedlung")


def test_in_a_group_the_bot_says_nothing(bot: Bot) -> None:
    resident = bot.resident()
    group = bot.telegram.group("Hausgemeinschaft", resident.user)
    before = len(bot.telegram.requests)
    bot.telegram.text(resident.user, "/start", chat=group)
    bot.settle()
    assert len(bot.telegram.requests) == before


def test_whoever_blocks_the_bot_is_not_written_to_and_may_come_back(bot: Bot) -> None:
    resident = bot.resident()
    bot.telegram.block(resident.user)
    bot.settle()
    assert resident.known is not None
    assert resident.known.unreachable_since == bot.clock.now
    resident.starts()
    assert resident.known.unreachable_since is None


def test_a_wrong_command_or_button_leaves_people_where_they_were(bot: Bot) -> None:
    resident = bot.resident().taps("Suggest an idea").says("A bench under the plane tree")
    resident.says("/fahrplan")
    assert "do not know this command" in resident.screen
    assert any("Culture" in one for one in resident.buttons)
    resident.presses("gibt.es.nicht").taps("Culture").taps("Send")
    assert bot.count(Idea) == 1
