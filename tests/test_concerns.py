"""Something private: first whom to call, then words that only the team of one's area reads."""

from __future__ import annotations

from datetime import timedelta
from itertools import product
from typing import Any

import pytest
from sqlalchemy import select

from bot import files, jobs
from bot.core.content import Content
from bot.services import concerns as service
from db import concerns
from db.tables import Audit, Concern, ConcernMessage, Outbox
from tests.chat import Bot, Resident
from tests.hostile_kiez import as_text
from tests.test_invites import staff_id
from tests.test_matrix import SQLITE, STAFF_WAYS, WAYS, Estate, Walk

SECRET = "Hagebuttentee"
"""Says nothing that the bot says by itself."""


def tells(someone: Resident, words: str = SECRET) -> Resident:
    """Tells the team something, only so that it knows."""
    someone.presses("concern").taps("Tell it the team").says(words)
    return someone.taps("Only so that you know").taps("Send it to the team")


def only(bot: Bot, table: Any = Concern) -> Any:
    [row] = bot.rows(table)
    return row


def ticks(bot: Bot, **time: float) -> None:
    bot.clock.now += timedelta(**time)
    jobs.tick(bot.database, bot.world, bot.clock())
    bot.settle()


# --- telling it -----------------------------------------------------------------------------------


@pytest.mark.parametrize("way", ["/help", "/idea"])
def test_the_way_there_stands_beside_help_and_ideas(bot: Bot, way: str) -> None:
    resident = bot.resident().says(way).taps("This is private")
    assert resident.screen.index("112") < resident.screen.index("110") < resident.screen.index("116 016")
    assert resident.screen.index("116 016") < resident.screen.index("cost nothing")
    assert resident.screen.index("cost nothing") < resident.screen.index("030 390 63 10")
    assert resident.screen.index("030 390 63 10") < resident.screen.index("tell it your team")


def test_the_start_page_leads_there(bot: Bot) -> None:
    assert "112" in bot.resident().says("/start").taps("Tell the team in private").screen


def test_a_visitor_sees_whom_to_call_and_is_asked_before_anything_is_kept(bot: Bot) -> None:
    visitor = bot.visitor().starts().taps("English").says("/help").taps("This is private")
    assert "116 016" in visitor.screen
    assert "agree" in visitor.taps("Tell it the team").screen
    assert bot.count(Concern) == 0


def test_somebody_asks_the_team_to_call_and_the_team_hears_that_there_is_something(bot: Bot) -> None:
    team, lead = bot.staff("team"), bot.staff("lead")
    resident = bot.resident().presses("concern").taps("Tell it the team").says(SECRET)
    resident.taps("Please call me").says("030 1234567")
    assert SECRET in resident.screen
    assert "030 1234567" in resident.screen
    assert "Thank you for your trust" in resident.taps("Send it to the team").screen
    for reader in (team, lead):
        assert "told your team something in private" in reader.screen
        assert SECRET not in as_text([{"text": one.text} for one in reader.chat])
    assert SECRET in team.taps("Read it").screen
    assert "030 1234567" in team.screen


def test_a_second_tap_sends_nothing_twice(bot: Bot) -> None:
    team, resident = bot.staff(), tells(bot.resident())
    said = len(team.chat)
    resident.presses(f"concern.send:{only(bot).id}")
    assert SECRET in resident.screen
    assert len(team.chat) == said


def test_a_number_need_not_be_given_and_must_be_one(bot: Bot) -> None:
    bot.staff()
    resident = bot.resident().presses("concern.write").says(SECRET).taps("Please call me")
    assert "no telephone number" in resident.says("come to my door").screen
    resident.taps("Without a number").taps("Send it to the team")
    assert only(bot).phone == ""


def test_a_voice_message_is_played_to_the_team_and_copied_nowhere(bot: Bot) -> None:
    team, resident = bot.staff(), bot.resident()
    resident.presses("concern.write").sends_voice().taps("Only so that you know").taps("Send it")
    team.taps("Read it").taps("Play the voice message")
    assert any(message.voice for message in team.chat)
    assert not list(bot.folder.rglob("*.ogg"))


@pytest.mark.parametrize("send", ["sends_photo", "sends_file", "sends_sticker"])
def test_whatever_is_neither_words_nor_voice_is_refused_kindly(bot: Bot, send: str) -> None:
    bot.staff()
    resident = bot.resident().presses("concern.write")
    assert "write a text or send a voice message" in getattr(resident, send)().screen
    assert bot.count(Concern) == 0


def test_too_much_at_once_is_refused_and_nothing_is_lost(bot: Bot) -> None:
    bot.staff()
    resident = bot.resident().presses("concern.write").says(SECRET)
    assert "too long" in resident.says("a" * 2000).screen
    for _ in range(4):
        resident.says("And more.")
    assert "This is enough for now" in resident.says("And more.").screen
    assert bot.count(ConcernMessage) == 5


def test_somebody_without_an_area_chooses_whose_team_reads_it(bot: Bot) -> None:
    bot.staff()
    elsewhere = bot.staff(area="badstrasse")
    resident = bot.resident(area=None).presses("concern.write").says(SECRET).taps("Only so that you know")
    resident.taps("Mitte").taps("Badstraße").taps("Send it to the team")
    assert "told your team something in private" in elsewhere.screen
    assert only(bot).area_id == bot.area("badstrasse")


def test_nobody_writes_to_where_nobody_reads(bot: Bot) -> None:
    bot.staff("viewer")
    bot.staff("admin", area=None)
    assert "go to the office" in bot.resident().presses("concern.write").screen


def test_what_was_begun_is_thrown_away_or_gone_on_with(bot: Bot) -> None:
    bot.staff()
    resident = bot.resident().presses("concern.write").says(SECRET).says("/goals")
    resident.presses("concern.write").taps("Only so that you know")
    assert SECRET in resident.screen
    resident.taps("Throw it away")
    assert (bot.count(Concern), bot.count(ConcernMessage)) == (0, 0)


def test_words_that_follow_go_to_the_team_and_never_become_an_idea(bot: Bot) -> None:
    team, resident = bot.staff(), tells(bot.resident())
    resident.says(f"And {SECRET} again").says("And again")
    assert bot.count(ConcernMessage) == 3
    assert "something new in a private message" in team.screen


# --- reading and answering ------------------------------------------------------------------------


def test_an_answer_reaches_the_person_and_they_answer_back(bot: Bot) -> None:
    team, resident = bot.staff(), tells(bot.resident().says("/start"))
    team.taps("Read it").taps("Answer").says("We come by tomorrow.")
    assert "We come by tomorrow." in resident.screen
    resident.taps("Add something").says("Thank you.")
    assert "Thank you." in team.taps("Read it").screen
    assert "We come by tomorrow." in team.presses(f"private:{only(bot).id}:1").screen + team.screen
    kept = {row.action for row in bot.rows(Audit)}
    assert kept == {"concern_read", "concern_answered"}


def test_an_answer_never_goes_to_somebody_else_than_was_looked_at_last(bot: Bot) -> None:
    lead, afraid, other = bot.staff("lead"), bot.resident(), bot.resident()
    tells(afraid)
    other.presses("concern.write").sends_voice().taps("Only so that you know").taps("Send it")
    first, second = (row.id for row in bot.rows(Concern))
    spoken = bot.rows(ConcernMessage)[-1].id
    lead.presses(f"private.answer:{first}").presses(f"private.voice:{second}:{spoken}").says("Come at ten.")
    assert "Come at ten." not in afraid.screen
    lead.presses(f"private.answer:{second}").presses(f"private.voice:{second}:{spoken}").says(
        "Come at two."
    )
    assert "Come at two." in other.screen


def test_the_team_reads_that_its_answer_is_on_its_way_or_that_nobody_is_there(bot: Bot) -> None:
    team, resident = bot.staff(), tells(bot.resident().says("/start"))
    team.taps("Read it").taps("Answer").says("We come by tomorrow.")
    assert "Your answer is on its way." in team.screen
    bot.telegram.block(resident.user)
    bot.settle()
    assert "cannot be reached" in team.taps("Answer").screen
    assert "cannot be reached" in team.says("Nobody was there.").screen
    assert "on its way" not in team.screen
    bot.telegram.unblock(resident.user)
    resident.says("/start")
    assert "cannot be reached" not in team.presses(f"private:{only(bot).id}").screen
    assert "Nobody was there." in resident.presses(f"concern.show:{only(bot).id}").screen


def test_ten_messages_wait_for_an_answer_whether_or_not_they_were_read(bot: Bot) -> None:
    team, resident = bot.staff(), tells(bot.resident())
    for number in range(9):
        resident.says(f"More {number}")
    team.presses(f"private:{only(bot).id}")
    resident.says("And more")
    assert "has not answered your last messages yet" in resident.screen
    assert bot.count(ConcernMessage) == 10
    team.presses(f"private.answer:{only(bot).id}").says("We come by.")
    resident.presses(f"concern.add:{only(bot).id}").says("And more")
    assert bot.count(ConcernMessage) == 12


def test_closing_is_asked_first_the_person_hears_of_it_and_the_number_goes(bot: Bot) -> None:
    team, resident = bot.staff(), bot.resident()
    resident.presses("concern.write").says(SECRET).taps("Please call me").says("030 1234567")
    resident.taps("Send it")
    team.taps("Read it").taps("Close it").taps("Yes, close it")
    assert "has closed your private message" in resident.screen
    assert (only(bot).state, only(bot).phone) == ("closed", None)
    said = len(resident.chat)
    team.presses(f"private.closed:{only(bot).id}")
    assert len(resident.chat) == said
    assert (
        "is closed" in resident.presses(f"concern.add:{only(bot).id}").says("More").screen + resident.screen
    )


def test_whoever_takes_it_back_leaves_nothing(bot: Bot) -> None:
    team, resident = bot.staff(), tells(bot.resident())
    number = only(bot).id
    resident.presses(f"concern.show:{number}").taps("Take it back").taps("Yes, delete it")
    assert (bot.count(Concern), bot.count(ConcernMessage)) == (0, 0)
    assert "no such private message" in team.presses(f"private:{number}").screen
    tells(bot.resident(), "Something else")
    assert only(bot).id != number


def test_nobody_has_more_than_three_open(bot: Bot) -> None:
    bot.staff()
    resident = bot.resident()
    for _ in range(3):
        tells(resident).says("/start")
    assert "still open" in resident.presses("concern.write").says(SECRET).screen
    assert "My private messages · 3" in " ".join(resident.presses("concern").buttons)


def test_a_download_of_one_s_own_data_shows_it(bot: Bot) -> None:
    from db import personal

    bot.staff()
    resident = tells(bot.resident())
    known = resident.known
    assert known is not None
    shown = bot.does(lambda tx: personal.export(tx, known.id))
    assert [row["text"] for row in shown["concern_messages"]] == [SECRET]


# --- the clock ------------------------------------------------------------------------------------


def test_what_is_open_for_three_days_is_brought_to_mind_again(bot: Bot) -> None:
    team = bot.staff()
    tells(bot.resident())
    ticks(bot, days=2)
    assert "three days" not in team.screen
    ticks(bot, days=1, hours=2)
    assert "three days" in team.screen
    said = len(team.chat)
    ticks(bot, days=1)
    assert len(team.chat) == said


def test_what_is_closed_is_deleted_after_thirty_days(bot: Bot) -> None:
    team = bot.staff()
    tells(bot.resident())
    team.presses(f"private.closed:{only(bot).id}")
    ticks(bot, days=29)
    assert bot.count(Concern) == 1
    ticks(bot, days=2)
    assert (bot.count(Concern), bot.count(ConcernMessage)) == (0, 0)


def test_what_was_begun_and_left_is_deleted_after_a_week_and_what_is_open_stays(bot: Bot) -> None:
    bot.staff()
    tells(bot.resident(), "It stays")
    bot.resident().presses("concern.write").says(SECRET)
    ticks(bot, days=8)
    assert only(bot, ConcernMessage).text == "It stays"


# --- when nobody is left who reads it ----------------------------------------------------------------


def left(bot: Bot) -> tuple[Resident, Resident, Resident]:
    """An admin, somebody who told the team something, and the one of the team who has left since."""
    admin, team, resident = bot.staff("admin", area=None), bot.staff(), bot.resident()
    tells(resident)
    team.presses(f"team.left:{staff_id(bot, team)}")
    return admin, resident, team


def hears(someone: Resident, words: str) -> int:
    return sum(words in one.text for one in someone.chat if one.from_bot)


def test_whoever_looks_after_all_areas_hears_at_once_that_nobody_reads_it_and_whoever_wrote_in_the_morning(
    bot: Bot,
) -> None:
    admin, resident, _ = left(bot)
    assert "Nobody in Rollbergsiedlung can read private messages any more, and 1 is open." in admin.screen
    assert SECRET not in str([one.text for one in admin.chat])
    assert hears(resident, "At the moment nobody") == 0
    for _ in range(3):
        ticks(bot, days=1)
    assert "At the moment nobody in Rollbergsiedlung can read your private message." in resident.screen
    assert (hears(resident, "At the moment nobody"), hears(admin, "Nobody in Rollbergsiedlung")) == (1, 1)
    ticks(bot, days=5)
    assert hears(admin, "Nobody in Rollbergsiedlung") == 2
    assert "Who works here" in admin.taps("The team").screen


def test_nothing_more_can_be_said_to_nobody_and_it_can_be_taken_back(bot: Bot) -> None:
    _, resident, _ = left(bot)
    assert "Nobody reads private messages there at the moment." in resident.says("And more").screen
    assert bot.count(ConcernMessage) == 1
    resident.presses(f"concern.show:{only(bot).id}")
    assert SECRET in resident.screen
    assert "Nobody reads private messages there at the moment." in resident.screen
    assert not any("Add something" in label for label in resident.buttons)
    resident.taps("Take it back").taps("Yes, delete it")
    assert bot.count(Concern) == 0
    ticks(bot, days=1)
    assert hears(resident, "At the moment nobody") == 0


def test_a_lower_role_and_a_deleted_account_are_noticed_as_well(bot: Bot) -> None:
    admin, one, other = bot.staff("admin", area=None), bot.staff(), bot.staff("lead")
    tells(bot.resident())
    admin.presses(f"team.set:{staff_id(bot, one)}:viewer")
    assert hears(admin, "Nobody in Rollbergsiedlung") == 0
    other.says("/me").taps("Delete me").taps("Delete everything")
    ticks(bot, days=1)
    assert hears(admin, "Nobody in Rollbergsiedlung") == 1


def test_the_next_one_of_the_team_hears_of_it_on_the_next_morning(bot: Bot) -> None:
    left(bot)
    ticks(bot, days=4)
    newcomer = bot.staff("lead")
    ticks(bot, days=1)
    assert "A private message has been open for three days." in newcomer.screen


# --- nobody else ----------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["viewer", "helper"])
def test_for_whoever_only_reads_there_is_nothing_of_the_kind(bot: Bot, role: str) -> None:
    bot.staff()
    someone = bot.staff(role)
    tells(bot.resident())
    assert not any("rivate" in label for label in someone.says("/desk").buttons)
    nothing = someone.presses("no.such.verb").screen
    assert someone.presses(f"private:{only(bot).id}").screen == nothing


def test_whoever_runs_the_installation_reads_it_only_as_one_of_the_team(bot: Bot) -> None:
    bot.staff()
    admin = bot.staff("admin", area=None)
    tells(bot.resident())
    assert not any("rivate" in label for label in admin.says("/desk").buttons)
    assert "no such private message" in admin.presses(f"private:{only(bot).id}").screen


def secret_estate(bot: Bot) -> Estate:
    """A neighbourhood where somebody told the team something in private."""
    estate = Estate(bot)

    def plant(tx: Any) -> None:
        owner, now = estate.known(tx, estate.neighbour), bot.clock()
        number = concerns.begin(tx, owner.id, estate.area, now)
        concerns.say(tx, number, {"text": SECRET, "voice": None, "language": "en"}, now)
        concerns.change_draft(tx, owner.id, {"state": "open", "wish": "contact", "phone": SECRET})
        estate.things["concern"] = number

    bot.does(plant)
    return estate


OTHERS = ("visitor", "person", "removed", "viewer", "helper", "elsewhere", "between", "admin")


@SQLITE
def test_no_way_in_says_a_word_of_it_to_anybody_but_the_team_and_only_there(bot: Bot) -> None:
    estate = secret_estate(bot)
    said: dict[str, set[str]] = {"team": set(), "lead": set()}
    with bot.database.begin() as tx:
        walk = Walk(estate, tx, measures=False)
        walk.writes.close()
        for role, way in product(OTHERS, WAYS):
            assert SECRET not in walk.goes(role, way).said, (role, way.name)
        for role, way in product(said, STAFF_WAYS):
            said[role] |= {way.route.key} if SECRET in walk.goes(role, way).said else set()
        tx.rollback()
    for role, where in said.items():
        assert where <= {"private", *(f"private.{verb}" for verb in ("answer", "closed", "close", "voice"))}
        assert "private" in where, role


def test_no_export_and_no_log_has_a_word_of_it(bot: Bot) -> None:
    bot.staff()
    tells(bot.resident())
    t = bot.world.catalogues.translator("en")
    begin, end = bot.clock() - timedelta(days=9), bot.clock() + timedelta(days=9)
    with bot.database.begin() as tx:
        for made in files.EXPORTS.values():
            for make in made.values():
                whole = make(tx, None, begin, end, t)
                text = whole if isinstance(whole, bytes) else "".join(map(str, whole)).encode()
                assert SECRET.encode() not in text
    assert SECRET not in bot.log.getvalue()
    assert not [row for row in bot.rows(Outbox) if SECRET in str(row.content)]


def test_a_notice_to_the_team_carries_numbers_alone(bot: Bot) -> None:
    """Read before it is sent: afterwards nothing is left of it."""
    bot.staff()
    resident = bot.resident().presses("concern.write").says(SECRET).taps("Only so that you know")
    person, number = resident.known, only(bot).id
    assert person is not None
    with bot.database.begin() as tx:
        assert service.send(tx, person, number, bot.clock())
        service.add(tx, person, number, Content("text", 1, SECRET), bot.clock())
        queued = tx.execute(select(Outbox.content).where(Outbox.kind == service.TEAM).order_by(Outbox.id))
        assert [row.content for row in queued] == [
            {"concern": number, "what": what} for what in ("new", "more")
        ]
