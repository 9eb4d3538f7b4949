"""The team's own words in other languages: helpers are asked for them, and whoever reads that language gets what they deliver."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core import survey_words as lines
from bot.core.refused import Refused
from bot.core.words import Carried, fitted, joined, made_by, without
from bot.delivery import bulk
from bot.services import helpers
from db import plans
from db.tables import Broadcast, Composition, Event, Offer, Outbox, Piece, Round, Survey, SurveyVersion
from tests.chat import Bot, Resident
from tests.test_broadcasts import follower, heard
from tests.test_composing import checks, number, writes
from tests.test_events import HOME, announces, drafts
from tests.test_idea_threads import replies
from tests.test_offers import homework
from tests.test_short_surveys import add, writer
from tests.test_status import answers, begun
from tests.test_survey_life import follower as answerer
from tests.test_survey_life import published
from tests.test_survey_life import ticks as survey_ticks
from tests.test_words import helper

BY_A_NEIGHBOUR = "Translated by a neighbour."


def wanted(bot: Bot, source: str = "event") -> list[tuple[str, str, str]]:
    """What waits of a source: part, language, text."""
    rows = [row for row in bot.rows(Piece) if row.source == source and row.state == "open"]
    return [(row.part, row.language, row.original) for row in rows]


def brings(bot: Bot, text: str, part: str = "", someone: Resident | None = None) -> Resident:
    """A helper delivers the only text that waits of this part."""
    someone = someone or helper(bot, "tr")
    (row,) = [row for row in bot.rows(Piece) if row.state in ("open", "claimed") and row.part == part]
    return someone.presses(f"words.take:{row.id}").says(text).taps("Deliver it")


def mark(bot: Bot, language: str = "tr") -> str:
    return bot.world.catalogues.translator(language)(BY_A_NEIGHBOUR)


def titled(bot: Bot, title: str = "Coffee for all") -> tuple[Resident, Resident]:
    """A draft with a title of the team's own, and somebody who reads Turkish and hears of events."""
    ayse, lead = follower(bot, "tr", HOME), bot.staff("lead")
    return ayse, drafts(lead).taps("Own title").says(title)


def event_page(someone: Resident) -> Resident:
    (event,) = someone.bot.rows(Event)
    return someone.says("/help").presses(f"rsvp:{event.id}")


# --- events ---------------------------------------------------------------------------------------


def test_what_is_missing_is_asked_for_at_the_last_look_and_stands_in_the_invitation(bot: Bot) -> None:
    ayse, lead = titled(bot)
    lead.taps("Check and announce").taps("Ask helpers for the words")
    assert "Helpers are asked." in lead.screen
    assert wanted(bot) == [("title", "tr", "Coffee for all")]
    brings(bot, "Herkese kahve", "title")
    (event,) = bot.rows(Event)
    lead.presses(f"event.check:{event.id}").taps("Announce it")
    assert "Herkese kahve" in ayse.screen
    assert mark(bot) in ayse.screen


def test_nothing_is_asked_of_helpers_where_nothing_is_missing(bot: Bot) -> None:
    follower(bot, "tr", HOME)
    lead = drafts(bot.staff("lead")).taps("Check and announce")
    assert not [label for label in lead.buttons if "Ask helpers" in label]
    lead.taps("Announce it")
    assert bot.rows(Piece) == []


def test_what_is_announced_is_wanted_in_the_languages_of_those_who_live_there(bot: Bot) -> None:
    ayse, lead = titled(bot)
    bot.resident("ar")  # hears of nothing, but may open the page
    bot.resident("de", "badstrasse")
    lead.taps("Own words").says("Bring a cup.").taps("Check and announce").taps("Announce it")
    parts = {"title": "Coffee for all", "words": "Bring a cup."}
    assert sorted(wanted(bot)) == sorted(
        (part, code, text) for part, text in parts.items() for code in ("ar", "tr")
    )
    assert "Coffee for all" in ayse.screen


def test_somebody_from_elsewhere_who_opens_it_makes_it_wanted_in_their_language(bot: Bot) -> None:
    _, lead = titled(bot)
    lead.taps("Check and announce").taps("Announce it")
    event_page(bot.resident("de", "badstrasse"))
    assert {language for _, language, _ in wanted(bot)} == {"de", "tr"}


def test_a_page_shows_what_was_delivered_later_and_not_what_was_taken_back(bot: Bot) -> None:
    ayse, lead = titled(bot)
    lead.taps("Check and announce").taps("Announce it")
    someone = brings(bot, "Herkese kahve", "title")
    assert "Herkese kahve" in event_page(ayse).screen
    assert mark(bot) in ayse.screen
    someone.taps("Take it back")
    assert "Coffee for all" in event_page(ayse).screen
    assert mark(bot) not in ayse.screen


def test_a_second_helper_s_words_take_the_place_of_the_first_ones(bot: Bot) -> None:
    ayse, lead = titled(bot)
    lead.taps("Check and announce").taps("Announce it")
    brings(bot, "Kahve", "title")
    (piece,) = bot.rows(Piece)
    other = (
        helper(bot, "tr").presses(f"words.check:{piece.id}").taps("I write it better").says("Herkese kahve")
    )
    other.taps("Deliver it")
    checked = "Translated by a neighbour, checked by a second one."
    assert "Herkese kahve" in event_page(ayse).screen
    assert bot.world.catalogues.translator("tr")(checked) in ayse.screen


def test_a_title_that_is_changed_is_wanted_anew_and_the_old_translation_is_not_shown(bot: Bot) -> None:
    ayse, lead = titled(bot)
    lead.taps("Check and announce").taps("Ask helpers")
    brings(bot, "Herkese kahve", "title")
    lead.taps("Back").taps("Own title").says("Tea for all")
    assert wanted(bot) == [("title", "tr", "Tea for all")]
    lead.taps("Check and announce").taps("Announce it")
    assert "Tea for all" in ayse.screen
    assert mark(bot) not in ayse.screen


@pytest.mark.parametrize("way", ["without", "drop"])
def test_what_the_team_takes_away_nobody_has_to_carry(bot: Bot, way: str) -> None:
    _, lead = titled(bot)
    lead.taps("Check and announce").taps("Ask helpers").taps("Back")
    (event,) = bot.rows(Event)
    lead.presses(f"event.{way}:{event.id}:title")
    assert bot.rows(Piece) == []


def test_a_translation_fits_where_its_text_stands(bot: Bot) -> None:
    _, lead = titled(bot)
    lead.taps("Check and announce").taps("Ask helpers")
    (piece,) = bot.rows(Piece)
    someone = helper(bot, "tr").presses(f"words.take:{piece.id}").says("x" * 81)
    assert "at most 80 characters" in someone.screen
    assert "Deliver it" in str(someone.says("Herkese\nkahve").buttons)
    assert bot.rows(Piece)[0].pending["text"] == "Herkese kahve"


def test_a_long_translation_under_a_picture_still_goes_out(bot: Bot) -> None:
    ayse, lead = titled(bot, "C")
    lead.taps("Own words").says("Cup.").taps("Picture").sends_photo().taps("What there is")
    (event,) = bot.rows(Event)
    for one in (
        "childcare",
        "step_free",
        "toilet",
        "food",
        "outside",
        "gloves",
        "bring_food",
        "clothes",
        "no_german",
    ):
        lead.presses(f"event.tick:{event.id}:marks:{one}:1")
    lead.presses(f"event.check:{event.id}").taps("Ask helpers")
    brings(bot, "t" * 80, "title")
    brings(bot, "w" * 600, "words")
    lead.presses(f"event.check:{event.id}").taps("Announce it")
    assert ayse.message.photo
    assert len(ayse.message.caption) <= 1024
    assert "t" * 80 in ayse.message.caption


def test_a_message_to_those_who_come_waits_for_its_translation_if_the_team_wants(bot: Bot) -> None:
    ayse, lead = follower(bot, "tr", HOME), bot.staff("lead")
    event = announces(lead)
    ayse.presses(f"rsvp.say:{event}:yes")
    lead.presses(f"event.message:{event}").says("Bring a cup.").taps("Ask helpers")
    assert wanted(bot) == [("message", "tr", "Bring a cup.")]
    brings(bot, "Bir bardak getirin.", "message")
    assert "Bring a cup." in lead.presses(f"event.message:{event}").screen
    assert not [label for label in lead.buttons if "Ask helpers" in label]
    lead.taps("Send it")
    assert "Bir bardak getirin." in ayse.screen
    assert mark(bot) in ayse.screen
    assert bot.rows(Piece) == []


def test_a_message_is_written_anew_by_its_button_alone(bot: Bot) -> None:
    lead = bot.staff("lead")
    event = announces(lead)
    lead.presses(f"event.message:{event}").says("Bring a cup.").says("Bring three cups.")
    assert "Bring a cup." in lead.presses(f"event.message:{event}").screen
    lead.taps("Write it anew").says("Bring two cups.")
    assert "Bring two cups." in lead.presses(f"event.message:{event}").screen


def test_why_it_is_cancelled_is_carried_for_those_who_wanted_to_come(bot: Bot) -> None:
    ayse, lead = titled(bot)
    lead.taps("Check and announce").taps("Announce it")
    ayse.taps("✅")
    (event,) = bot.rows(Event)
    lead.presses(f"event.cancel:{event.id}").says("The roof leaks.").taps("Yes, cancel it")
    assert wanted(bot) == [("reason", "tr", "The roof leaks.")]
    brings(bot, "Çatı akıyor.", "reason")
    assert "Çatı akıyor." in event_page(ayse).screen
    assert mark(bot) in ayse.screen


def test_after_the_event_nobody_is_asked_for_its_words_any_more(bot: Bot) -> None:
    _, lead = titled(bot)
    lead.taps("Check and announce").taps("Announce it")
    assert len(wanted(bot)) == 1
    survey_ticks(bot, days=32, hours=2)
    assert wanted(bot) == []


def test_an_invitation_on_its_way_takes_up_what_is_delivered_meanwhile(bot: Bot) -> None:
    _, lead = titled(bot)
    follower(bot, "tr", HOME)
    copies = bulk.Copies()
    bot.passes(hours=12)  # at night nothing goes
    lead.taps("Check and announce").taps("Announce it")
    someone = helper(bot, "tr")
    (piece,) = bot.rows(Piece)

    def goes() -> str:
        later = bot.clock() + timedelta(hours=10)
        (one,) = bot.does(lambda tx: copies.take(tx, bot.world, later, 1))
        return str(one.request.params["text"])

    assert "Coffee for all" in goes()
    someone.presses(f"words.take:{piece.id}").says("Herkese kahve").taps("Deliver it")
    assert "Herkese kahve" in goes()


def test_nobody_is_invited_to_what_has_begun(bot: Bot) -> None:
    someone, lead = follower(bot, area=HOME), bot.staff("lead")
    bot.passes(hours=12)
    announces(lead, when="24.11. 6:30")
    bot.passes(hours=10)
    assert heard(someone, "Are you coming?") == []
    assert [row.state for row in bot.rows(Broadcast)] == ["stopped"]


# --- offers ---------------------------------------------------------------------------------------


def noted(bot: Bot) -> tuple[Resident, int]:
    """An offer with a note, which residents see; one of them reads Turkish."""
    bot.resident("tr")
    team = homework(bot.staff())
    (row,) = bot.rows(Offer)
    team.presses(f"offer.field:{row.id}:note").says("Ring twice.").presses(f"offer.show:{row.id}")
    return team, int(row.id)


def test_an_offer_is_wanted_where_it_is_shown_and_read_with_who_carried_it(bot: Bot) -> None:
    team, offer = noted(bot)
    assert wanted(bot, "offer") == [("note", "tr", "Ring twice.")]
    brings(bot, "İki kere çalın.", "note")
    reader = bot.resident("tr").presses(f"offers.one:{offer}")
    assert "İki kere çalın." in reader.screen
    assert mark(bot) in reader.screen
    assert (
        "Turkish" not in team.presses(f"offer:{offer}").screen.partition("Your own words are missing in")[2]
    )


def test_whoever_reads_an_offer_makes_it_wanted_in_their_language(bot: Bot) -> None:
    _, offer = noted(bot)
    bot.resident("ar").presses(f"offers.one:{offer}").presses(f"offers.one:{offer}")
    assert {language for _, language, _ in wanted(bot, "offer")} == {"tr", "ar"}


def test_the_team_s_own_words_take_the_place_of_carried_ones(bot: Bot) -> None:
    team, offer = noted(bot)
    brings(bot, "Zil.", "note")
    team.presses(f"offer.words:{offer}:note:tr").says("İki kere çalın.")
    reader = bot.resident("tr").presses(f"offers.one:{offer}")
    assert "İki kere çalın." in reader.screen
    assert mark(bot) not in reader.screen
    assert bot.rows(Offer)[0].texts["note"] == {"en": "Ring twice.", "tr": "İki kere çalın."}
    assert bot.rows(Piece) == []


def test_what_was_carried_is_never_stored_as_the_team_s_own(bot: Bot) -> None:
    team, offer = noted(bot)
    brings(bot, "İki kere çalın.", "note")
    team.presses(f"offer.words:{offer}:note:de").says("Zweimal klingeln.")
    team.presses(f"offer.set:{offer}:cost:free")
    assert bot.rows(Offer)[0].texts["note"] == {"en": "Ring twice.", "de": "Zweimal klingeln."}
    assert "İki kere çalın." in bot.resident("tr").presses(f"offers.one:{offer}").screen
    team.presses(f"offer.deleted:{offer}")
    assert bot.rows(Piece) == []


# --- what came of a survey ------------------------------------------------------------------------


def test_what_came_of_a_round_is_carried_sent_and_opens_the_next_one(bot: Bot) -> None:
    ayse = answerer(bot, language="tr")
    lead = published(bot, "every:weekly", "open:7")
    survey_ticks(bot, minutes=1)
    ayse.presses(f"survey.in:{bot.rows(Round)[0].id}:4").taps("4")
    ayse.taps(ayse.buttons[0]).taps(ayse.buttons[-3]).taps(ayse.buttons[-3])
    survey = bot.rows(Survey)[0].id
    lead.presses(f"outcome.write:{survey}:en").says("The lamps are mended.").taps("Ask helpers")
    assert wanted(bot, "outcome") == [("", "tr", "The lamps are mended.")]
    brings(bot, "Lambalar onarıldı.")
    lead.presses(f"outcome:{survey}").taps("Send it to")
    assert "Lambalar onarıldı." in ayse.screen
    assert mark(bot) in ayse.screen
    survey_ticks(bot, days=7, minutes=1)
    assert "Lambalar onarıldı." in ayse.screen
    assert mark(bot) in ayse.screen


def test_another_outcome_is_wanted_anew_and_the_old_words_are_gone(bot: Bot) -> None:
    answerer(bot, language="tr")
    lead = published(bot)
    survey_ticks(bot, minutes=1)
    survey, round_id = bot.rows(Survey)[0].id, bot.rows(Round)[0].id
    lead.presses(f"outcome.write:{survey}:en").says("Mended.").presses(f"outcome.want:{survey}")
    bot.does(lambda tx: plans.set_outcome(tx, round_id, {"en": "Mended.", "de": "Repariert."}, bot.clock()))
    lead.presses(f"outcome.write:{survey}:en").says("Not mended.")
    assert "Not mended." in lead.screen
    assert "Repariert." in lead.screen


# --- messages to many -----------------------------------------------------------------------------


def composed(bot: Bot, text: str = "Flea market") -> tuple[Resident, Resident]:
    """A message in the team's own words, for which helpers were asked."""
    ayse, lead = follower(bot, "tr", HOME), bot.staff("lead")
    checks(writes(lead, text)).taps("Ask helpers")
    return ayse, lead


def test_a_message_to_many_says_who_carried_it(bot: Bot) -> None:
    ayse, lead = composed(bot)
    brings(bot, "Bit pazarı")
    checks(lead).taps("Send now")
    assert "Bit pazarı" in ayse.screen
    assert mark(bot) in ayse.screen


@pytest.mark.parametrize("what", ["taken back", "rewritten", "done without"])
def test_a_draft_drops_what_is_not_right_any_more(bot: Bot, what: str) -> None:
    _, lead = composed(bot)
    someone = brings(bot, "Bit pazarı")
    checks(lead)
    assert bot.rows(Composition)[0].texts["tr"] == "Bit pazarı"
    if what == "taken back":
        someone.taps("Take it back")
    elif what == "rewritten":
        lead.presses(f"compose.text:{number(bot)}:en").says("Flower market")
    else:
        lead.presses(f"compose.without:{number(bot)}:tr")
    checks(lead)
    assert bot.rows(Composition)[0].texts == {
        "en": "Flower market" if what == "rewritten" else "Flea market"
    }
    assert len(wanted(bot, "broadcast")) == (what == "rewritten")


def test_a_helper_leaves_what_stands_in_braces(bot: Bot) -> None:
    ayse, lead = composed(bot, "Flea market in {area}")
    (piece,) = bot.rows(Piece)
    someone = helper(bot, "tr").presses(f"words.take:{piece.id}").says("{alan} bit pazarı")
    assert "Please leave what stands in braces as it is: {area}, {bot}" in someone.screen
    someone.says("{area} bit pazarı").taps("Deliver it")
    checks(lead).taps("Send now")
    assert "Rollbergsiedlung bit pazarı" in ayse.screen


def test_a_correction_keeps_saying_who_carried_what_it_leaves(bot: Bot) -> None:
    ayse, lead = composed(bot)
    brings(bot, "Bit pazarı")
    checks(lead).taps("Send now")
    (sent,) = bot.rows(Broadcast)
    lead.presses(f"broadcast.correct:{sent.id}").presses(f"compose.text:{number(bot)}:de").says("Flohmarkt")
    checks(lead).taps("Send")
    assert "Bit pazarı" in ayse.screen
    assert mark(bot) in ayse.screen


# --- surveys --------------------------------------------------------------------------------------


def written(bot: Bot) -> tuple[Resident, Resident, int]:
    """A short survey whose texts helpers were asked for; somebody who reads Turkish would get it."""
    ayse = answerer(bot, language="tr")
    lead = add(writer(bot), "One of several", "Which day?", "Friday", "Saturday")
    survey = int(bot.rows(Survey)[0].id)
    lead.taps("Ready").taps("Plan and publish").taps("Check").taps("Ask helpers")
    return ayse, lead, survey


def newest(bot: Bot) -> dict[str, Any]:
    return dict(bot.rows(SurveyVersion)[-1].definition)


def test_a_survey_is_carried_question_by_question_and_asked_in_that_language(bot: Bot) -> None:
    ayse, lead, survey = written(bot)
    assert sorted(wanted(bot, "survey")) == [
        ("", "tr", "The summer party"),
        ("q1", "tr", "Which day?\nFriday\nSaturday"),
    ]
    brings(bot, "Yaz şenliği")
    brings(bot, "Hangi gün?\nCuma\nCumartesi", "q1")
    lead.presses(f"plan.check:{survey}")
    assert not [label for label in lead.buttons if "Ask helpers" in label]
    lead.taps("Publish")
    survey_ticks(bot, minutes=1)
    assert "Hangi gün?" in ayse.screen
    assert "Cumartesi" in str(ayse.buttons)
    assert mark(bot) in ayse.screen


def test_lines_that_do_not_fit_are_refused_and_nothing_is_lost(bot: Bot) -> None:
    written(bot)
    (piece,) = [row for row in bot.rows(Piece) if row.part == "q1"]
    someone = helper(bot, "tr").presses(f"words.take:{piece.id}")
    assert "Each line is a text of its own" in someone.screen
    assert "So many there should be: 3" in someone.says("Hangi gün?\nCuma").screen
    assert "Deliver it" in str(someone.says("Hangi gün?\n\nCuma\nCumartesi").buttons)


def test_what_was_taken_back_or_asked_otherwise_leaves_the_draft(bot: Bot) -> None:
    _, lead, survey = written(bot)
    someone = brings(bot, "Yaz şenliği")
    lead.presses(f"form:{survey}")
    assert newest(bot)["title"] == {"en": "The summer party", "tr": "Yaz şenliği"}
    someone.taps("Take it back")
    lead.presses(f"form:{survey}")
    assert newest(bot)["title"] == {"en": "The summer party"}
    assert "carried" not in newest(bot)


def test_the_team_s_own_text_in_that_language_stays(bot: Bot) -> None:
    _, lead, survey = written(bot)
    brings(bot, "Hangi gün?\nCuma\nCumartesi", "q1")
    lead.presses(f"form:{survey}").presses(f"short.language:{survey}:tr").says("Şenlik")
    lead.presses(f"form:{survey}")
    assert newest(bot)["title"]["tr"] == "Şenlik"
    assert sorted(newest(bot)["carried"]) == ["q1", "q1.a1", "q1.a2"]


def test_what_was_asked_is_never_touched_and_the_next_version_has_the_language(bot: Bot) -> None:
    _, lead, survey = written(bot)
    lead.presses(f"plan.publish:{survey}")
    survey_ticks(bot, minutes=1)
    brings(bot, "Yaz şenliği")
    brings(bot, "Hangi gün?\nCuma\nCumartesi", "q1")
    lead.presses(f"form:{survey}").presses(f"form:{survey}")
    assert "There is a newer version that is not asked yet." in lead.screen
    first, second = bot.rows(SurveyVersion)
    assert first.definition["title"] == {"en": "The summer party"}
    assert second.definition["title"] == {"en": "The summer party", "tr": "Yaz şenliği"}


def test_a_survey_for_all_neighbourhoods_is_for_the_helpers_of_any(bot: Bot) -> None:
    answerer(bot, language="tr")
    admin = bot.staff("admin", None).says("/survey").taps("New survey").taps("Culture").taps("In all")
    add(admin.taps("Write a short one here").says("Party"), "Yes or no", "Come?")
    admin.taps("Ready").taps("Plan and publish").taps("Check").taps("Ask helpers")
    brings(bot, "Şenlik", someone=helper(bot, "tr", area="badstrasse"))
    assert [row.state for row in bot.rows(Piece) if row.part == ""] == ["delivered"]


def test_an_idea_without_an_area_is_still_nobody_s_but_theirs_who_have_all(bot: Bot) -> None:
    from tests.test_desk import suggests

    suggests(bot.resident("tr", None), "Bir bank")
    (piece,) = bot.rows(Piece)
    assert "does not wait for you" in helper(bot, "tr").presses(f"words.take:{piece.id}").screen


# --- the author's replies -------------------------------------------------------------------------


def test_what_an_author_replies_is_wanted_in_german_and_the_team_reads_it(bot: Bot) -> None:
    author, team, idea = begun(bot, "tr")
    answers(team, idea, "answered", "Where is it?")
    replies(author, idea, "Okulun yanında.")
    team.presses(f"thread:{idea}:new")
    assert "A translation is wanted: German. It waits for a helper." in team.screen
    (piece,) = [row for row in bot.rows(Piece) if row.source == "message" and row.language == "de"]
    someone = helper(bot, "tr").presses(f"words.take:{piece.id}")
    assert "What somebody wrote to the team" in someone.screen
    before = len(author.chat)
    someone.says("Neben der Schule.").taps("Deliver it")
    team.presses(f"thread:{idea}:new")
    for part in ("Okulun yanında.", "Neben der Schule.", BY_A_NEIGHBOUR):
        assert part in team.screen
    assert "It waits for a helper." not in team.screen
    assert len(author.chat) == before


def test_a_spoken_reply_is_heard_and_written_down_and_no_machine_is_asked(bot: Bot) -> None:
    author, team, idea = begun(bot, "tr")
    author.presses(f"reply:{idea}").sends_voice()
    (piece,) = [row for row in bot.rows(Piece) if row.source == "message"]
    assert piece.try_at is None
    someone = helper(bot, "tr").presses(f"words.take:{piece.id}").taps("Hear it")
    assert any(one.voice for one in someone.chat[-3:])
    someone.presses(f"words.take:{piece.id}").says("Neben der Schule.").taps("Deliver it")
    assert "Neben der Schule." in team.presses(f"thread:{idea}:new").screen


@pytest.mark.parametrize("way", ["german", "photo"])
def test_a_reply_that_needs_no_carrying_is_not_wanted(bot: Bot, way: str) -> None:
    author, _, idea = begun(bot, "de" if way == "german" else "tr")
    author.presses(f"reply:{idea}")
    author.says("Neben der Schule.") if way == "german" else author.sends_photo()
    assert [row for row in bot.rows(Piece) if row.source == "message"] == []


def test_whoever_follows_an_idea_never_reads_what_another_author_replied(bot: Bot) -> None:
    author, team, idea = begun(bot, "tr")
    from tests.test_desk import suggests

    other = bot.resident("de")
    same = suggests(other, "Eine Bank")
    team.presses(f"same.yes:{same}:{idea}:new")
    replies(author, idea, "Okulun yanında.")
    (piece,) = [row for row in bot.rows(Piece) if row.source == "message"]
    helper(bot, "tr").presses(f"words.take:{piece.id}").says("Neben der Schule.").taps("Deliver it")
    assert not any("Neben der Schule." in one.text for one in other.chat)


# --- the rules ------------------------------------------------------------------------------------

CODES = st.sampled_from(["de", "en", "tr", "ar"])
TEXTS = st.dictionaries(st.sampled_from(["title", "words"]), st.dictionaries(CODES, st.sampled_from("abc")))
CARRIED = st.lists(
    st.builds(
        Carried,
        st.sampled_from(["title", "words", "other"]),
        CODES,
        st.sampled_from("abcd"),
        st.sampled_from("xyz"),
        st.sampled_from(["person", "checked", "machine"]),
    ),
    max_size=5,
)


@given(TEXTS, CARRIED)
def test_the_team_s_own_words_stay_and_are_found_again(
    texts: dict[str, dict[str, str]], found: list[Carried]
) -> None:
    whole, marks = joined(texts, found)
    assert without(whole, marks) == texts
    for part, words in marks.items():
        for language in words:
            assert language not in texts[part]
            assert whole[part][language] in "xyz"
    for language in ("de", "en", "tr", "ar"):
        named = made_by(whole, marks, language)
        assert named is None or any(named in words.values() for words in marks.values())


QUESTION = {
    "name": "q1",
    "kind": "single",
    "text": {"de": "Wann?", "en": "When?"},
    "hint": {"de": "Bitte", "en": "Please"},
    "options": [
        {"id": "a1", "text": {"de": "Jetzt", "en": "Now"}},
        {"id": "a2", "text": {"de": "Nie", "en": "Never"}},
    ],
}
DATA: dict[str, Any] = {"title": {"de": "T"}, "intro": {}, "questions": [QUESTION]}


def test_a_survey_keeps_what_the_team_wrote_and_fills_what_is_missing() -> None:
    assert lines.texts_of(DATA)["q1"] == {
        "de": "Wann?\nBitte\nJetzt\nNie",
        "en": "When?\nPlease\nNow\nNever",
    }
    found = [Carried("q1", "tr", "When?\nPlease\nNow\nNever", "1\n2\n3\n4", "person")]
    whole = lines.merged(DATA, found)
    assert whole["questions"][0]["options"][1]["text"]["tr"] == "4"
    assert lines.own(whole) == DATA
    assert lines.merged(whole, []) == DATA
    assert lines.merged(whole, found) == whole


@given(st.lists(st.text(), max_size=5))
def test_a_translation_of_a_survey_has_as_many_lines_as_the_text(said: list[str]) -> None:
    try:
        kept = lines.fitted("a\nb\nc", "\n".join(said))
    except Refused:
        return
    assert len(kept.split("\n")) == 3
    assert all(line == " ".join(line.split()) and line for line in kept.split("\n"))


@pytest.mark.parametrize(
    ("source", "part", "most"), [("event", "title", 80), ("offer", "note", 500), ("outcome", "", 500)]
)
def test_no_translation_is_longer_than_what_may_stand_there(source: str, part: str, most: int) -> None:
    assert fitted(source, part, "x" * most) == "x" * most
    with pytest.raises(Refused):
        fitted(source, part, "x" * (most + 1))


def test_helpers_hear_of_the_team_s_words_as_of_any_others(bot: Bot) -> None:
    someone = helper(bot, "tr")
    _, lead = titled(bot)
    lead.taps("Check and announce").taps("Announce it")
    bot.does(lambda tx: helpers.offer(tx, bot.world, bot.clock(), 100))
    bot.settle()
    assert "Somebody needs your words." in someone.screen
    assert [row.kind for row in bot.rows(Outbox)].count("words_wanted") == 1
