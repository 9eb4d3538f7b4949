"""Updates that come again and again, twice, or broken: each counts once, and none stops the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from secrets import token_bytes

import pytest

from bot.core.clean import clean
from bot.intake.arrivals import received, store
from bot.views.notice import NOTICE_VERSION
from db.tables import Idea, Inbox
from db.work import TRIES
from tests import hostile_inputs as inputs
from tests.chat import Bot, Resident
from tests.hostile_kiez import Kiez, Raw, snapshot, written

SQLITE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
MARK = "Quittengelee"
"""Stands in every broken update and in no log."""


def have(bot: Bot) -> dict[str, list[str]]:
    return bot.does(snapshot)  # type: ignore[no-any-return]


# --- in the chat ---------------------------------------------------------------------------------


def refused(bot: Bot) -> list[str]:
    """What Telegram would not take from the bot."""
    harmless = ("message is not modified", "query is too old")
    found = [one for one in bot.telegram.requests if one.status != 200]
    return [one.description for one in found if not any(text in one.description for text in harmless)]


def test_the_worst_of_it_in_a_real_chat(bot: Bot) -> None:
    kiez, telegram = Kiez(bot), bot.telegram
    resident, before = kiez.me.starts(), have(bot)
    user = resident.user
    first = telegram.text(user, "Merhaba")
    bot.settle()
    steps: tuple[Callable[[], object], ...] = (
        lambda: resident.presses(inputs.NOISE),
        lambda: resident.presses("area.set:" + "9" * 15),
        lambda: resident.presses(f"survey.pick:{kiez.foreign_session}:1:yes"),
        lambda: resident.presses(f"desk.seen:{kiez.idea}"),
        lambda: resident.starts("s" + "9" * 24),
        lambda: resident.says("\0\u202e\u200b"),
        lambda: resident.says("🦊" * 4096),
        lambda: resident.says("</code><b>&amp;[x](tg://user?id=1)"),
        lambda: resident.sends_sticker().sends_file(),
        lambda: telegram.video(user, b"x"),
        lambda: telegram.contact(user),
        lambda: telegram.forward(user, "/desk <b>"),
        lambda: telegram.edit(user, first, "Merhaba <b>"),
    )
    for number, step in enumerate(steps):
        answers = len(telegram.requests)
        step()
        bot.settle()
        methods = [one.method for one in telegram.requests[answers:]]
        assert set(methods) & {"sendMessage", "editMessageText"}, number
    assert have(bot) == before
    assert refused(bot) == []


def test_what_people_write_is_shown_as_they_wrote_it(bot: Bot) -> None:
    words = " ".join(word for word in inputs.WORDS.values() if len(word) < 70 and word.isprintable())
    resident, lead = bot.resident(), bot.staff("lead")
    resident.says("/idea").says(words).taps("Streets").taps("Send").says("/ideas")
    lead.says("/desk").presses("desk.idea:1")
    (idea,) = bot.rows(Idea)
    assert idea.text == clean(words)
    assert "</code> &amp;&#0; [x](tg://user?id=1)" in lead.screen
    kinds = {one["type"] for one in lead.message.body.get("entities", ())}
    assert not kinds & {"text_link", "text_mention", "code", "underline"}
    assert refused(bot) == []


@pytest.mark.parametrize("payload", ["aROLL-s999", "aROLL-s" + "9" * 24, "aROLL-sx"])
def test_a_poster_of_a_survey_that_is_gone_hinders_nobody(bot: Bot, payload: str) -> None:
    someone = bot.visitor().starts(payload).taps("English").taps("I agree")
    assert "no such survey" in someone.screen
    assert someone.known
    assert someone.known.area_id == bot.area("rollbergsiedlung")


# --- again and again -----------------------------------------------------------------------------

PRESSES = (
    "idea.send:{key}",
    "idea.withdrawn:{idea}",
    "survey.pick:{session}:1:yes",
    "survey.skip:{session}:2",
    "survey.tick:{session}:3:light:1",
    "survey.done:{session}:3",
    "survey.back:{session}:4",
    "survey.pick:r{ballot}:1:yes",
    "survey.skip:r{ballot}:2",
    "survey.tick:r{ballot}:3:light:1",
    "survey.in:{round}:yes",
    "me.hear:all",
    "me.rhythm:weekly",
    "me.leave:surveys",
    "me.topic:goal.3:1",
    "me.download:0",
    "area.set:1",
    f"start.agree:{NOTICE_VERSION}",
)


@SQLITE
def test_the_same_press_fifty_times_has_one_effect(bot: Bot) -> None:
    kiez, draft = Kiez(bot), written("A bench.")
    mine = bot.does(lambda tx: kiez.suggests(tx, kiez.me, "A swing."))
    kiez.asked("idea", draft)
    with bot.database.begin() as tx:
        for press in PRESSES:
            data = kiez.press(kiez.me, press.format(**kiez.names(key=draft.key, idea=mine)))
            kiez.works(tx, data)
            once = snapshot(tx)
            for _ in range(49):
                kiez.works(tx, data)
            assert snapshot(tx) == once, press
        tx.exec_driver_sql("DELETE FROM outbox")


def test_an_idea_is_marked_as_seen_once_and_told_once(bot: Bot) -> None:
    kiez = Kiez(bot)
    lead = kiez.person("tr", kiez.here, "lead").starts()
    kiez.neighbour.starts()
    for _ in range(10):
        bot.telegram.press(lead.user, lead.chat[-1].message_id, f"desk.seen:{kiez.idea}")
    bot.settle()
    told = [one for one in kiez.neighbour.chat if one.from_bot and "ROLL-2026-1" in one.text]
    assert len(told) == 1


# --- twice ---------------------------------------------------------------------------------------


def life(bot: Bot) -> Counter[str]:
    """What somebody brings about who does a little of everything: new rows by table, and messages to them."""
    rows, requests = have(bot), len(bot.telegram.requests)
    resident = bot.resident().says("/idea").says("A bench.").sends_photo("Here.").sends_voice()
    resident.sends_place(52.47, 13.43).taps("Streets").taps("Send").taps("everything")
    resident.says("/surveys").taps("The probe").taps("Start").taps("Yes").taps("Wall").taps("Light")
    resident.taps("Done").says("/start aROLL-g3").says("/desk").says("/idea").says("A tree.")
    resident.taps("Throw away").taps("Yes, throw").says("Out of the blue.").presses("no.such.verb")
    new = {name: len(found) - len(rows[name]) for name, found in have(bot).items()}
    sent = [one.method for one in bot.telegram.requests[requests:] if one.method != "answerCallbackQuery"]
    return Counter(new) + Counter(sent)


def test_every_update_twice_is_every_update_once(bot: Bot) -> None:
    Kiez(bot)
    once = life(bot)
    bot.telegram.faults.duplicate(1000)
    assert life(bot) == once
    assert once["ideas"] == 1
    assert once["answers"] == 3


# --- broken --------------------------------------------------------------------------------------


def put(bot: Bot, raws: list[Raw], *, apart: bool = True) -> None:
    """Lays updates into the inbox as they come from Telegram; apart: as if each were from another chat."""
    kept = [one for one in (received(raw, bot.world) for raw in raws) if one is not None]
    chats = [token_bytes(32) if apart else one.chat for one in kept]
    store(
        bot.database, [replace(one, chat=chat) for one, chat in zip(kept, chats, strict=True)], bot.clock()
    )


def whole(bot: Bot, resident: Resident) -> dict[str, Raw]:
    """Updates of every kind, from strangers and from somebody known, before they are broken."""
    kiez_chat = bot.telegram.state.chat_json(resident.user.id)
    user = bot.telegram.state.user_json(resident.user)
    head = {"message_id": 7, "date": 1_700_000_000, "chat": kiez_chat, "from": user}
    file = {"file_id": MARK, "file_unique_id": MARK}
    member = {"user": bot.telegram.state.bot, "status": "member"}
    return {
        "message": {**head, "text": MARK},
        "edited_message": {**head, "text": MARK, "edit_date": 1},
        "photo": {
            **head,
            "photo": [{**file, "width": 1, "height": 1}],
            "caption": MARK,
            "media_group_id": "1",
        },
        "voice": {**head, "voice": {**file, "duration": 1}},
        "location": {**head, "location": {"latitude": 52.5, "longitude": 13.4}},
        "callback_query": {
            "id": "1",
            "from": user,
            "chat_instance": "1",
            "data": "goals",
            "message": {**head, "text": MARK},
        },
        "my_chat_member": {
            "chat": kiez_chat,
            "from": user,
            "date": 1,
            "old_chat_member": member,
            "new_chat_member": member,
        },
    }


KINDS = ("message", "edited_message", "photo", "voice", "location", "callback_query", "my_chat_member")


@SQLITE
@pytest.mark.parametrize("kind", KINDS)
def test_a_broken_update_never_stops_the_others(bot: Bot, kind: str) -> None:
    bot.expects_failures = True
    kiez = Kiez(bot)
    resident, neighbour = kiez.me.starts(), kiez.neighbour
    before = have(bot)
    name = kind if kind in ("edited_message", "callback_query", "my_chat_member") else "message"
    good = {"update_id": 1, name: whole(bot, resident)[kind]}
    raws = [
        raw | {"update_id": 1000 + at} for at, raw in enumerate(inputs.bent(good)) if isinstance(raw, dict)
    ]
    put(bot, raws)
    neighbour.starts()
    assert "What would you like" in neighbour.screen
    for _ in range(TRIES):
        bot.passes(seconds=60)
    assert {row.state for row in bot.rows(Inbox)} <= {"done", "dead"}
    assert have(bot) == before
    assert MARK not in bot.log.getvalue()


@SQLITE
def test_what_has_no_number_is_no_update(bot: Bot) -> None:
    for update_id in (None, "1", True, -1, 1 << 63, 1.5, [1], {"x": None}):
        assert received({"update_id": update_id, "message": {"text": MARK}}, bot.world) is None


def test_a_chat_goes_on_after_a_broken_update(bot: Bot) -> None:
    bot.expects_failures = True
    resident = bot.resident()
    broken = {
        "message_id": 7,
        "date": None,
        "text": [MARK],
        "chat": {"id": resident.user.id, "type": "private"},
    }
    put(bot, [{"update_id": 1000, "message": broken}], apart=False)
    bot.telegram.text(resident.user, "/goals")
    for _ in range(TRIES):
        bot.passes(seconds=60)
    assert "goals" in resident.screen
