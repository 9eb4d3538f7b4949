"""Clients can send anything: whatever comes is answered kindly, and takes nothing from anybody."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.core import actions
from bot.views.notice import NOTICE_VERSION
from db.tables import InviteGuess
from handlers.routes import ANSWERS, BUTTONS, COMMANDS
from tests import hostile_inputs as inputs
from tests.chat import Bot
from tests.hostile_kiez import DESK, STATES, Kiez, as_text, snapshot, written

SQLITE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
NOUNS = sorted({route.noun for route in BUTTONS.values()})
MEANT = {"area.none"}
"""Buttons that mean something whatever stands behind them."""

WORDS = list(inputs.WORDS.values())
READABLE = [word for word in WORDS if actions.read(f"home:{word}")]
UNREADABLE = [word for word in WORDS if not actions.read(f"home:{word}")]


def presses(verb: str, at: int) -> Iterator[str]:
    """A button with every argument that can be read, in several places, and with some that cannot."""
    yield verb
    yield from (f"{verb}:{word}" for word in READABLE)
    yield from (f"{verb}:7777:{word}:{word}" for word in READABLE[at % 3 :: 3])
    yield from (f"{verb}:{UNREADABLE[(at + more) % len(UNREADABLE)]}" for more in range(3))


def test_every_way_in_is_attacked() -> None:
    verbs = {data.split(":")[0] for data in (*inputs.DEEP, *inputs.FOREIGN, *inputs.PLAIN)}
    assert not BUTTONS.keys() - verbs
    assert not ANSWERS.keys() - {asked.split(":")[0] for asked in DESK} - {"idea", "survey", "area"}


@SQLITE
@pytest.mark.parametrize("noun", NOUNS)
def test_no_argument_of_a_button_does_harm(bot: Bot, noun: str) -> None:
    kiez = Kiez(bot)
    lead = kiez.person("tr", kiez.here, "lead")
    with kiez.attacks() as attack:
        for at, (verb, route) in enumerate(BUTTONS.items()):
            if route.noun == noun and verb not in MEANT:
                who = lead if route.policy.role else kiez.me
                for data in presses(verb, at):
                    attack(kiez.press(who, data))


def test_no_number_is_too_large(bot: Bot) -> None:
    kiez = Kiez(bot)
    admin = kiez.person("tr", kiez.here, "admin")
    with kiez.attacks() as attack:
        for verb in BUTTONS.keys() - MEANT:
            for number in (1 << 31, 10**22):
                attack(kiez.press(admin, f"{verb}:{number}"))
        for number in (1 << 31, 10**15 - 1, 1 << 63, 10**23):
            attack(kiez.text(admin, f"/start s{number}"))


@SQLITE
def test_nonsense_about_real_things_does_no_harm(bot: Bot) -> None:
    kiez, draft = Kiez(bot), written("A bench.")
    lead = kiez.person("tr", kiez.here, "lead")
    kiez.asked("idea", draft)
    with kiez.attacks() as attack:
        for at, data in enumerate(inputs.DEEP):
            who = lead if BUTTONS[data.split(":")[0]].policy.role else kiez.me
            for word in [*READABLE[at % 3 :: 3], "🦊", "\u202e", "\0"]:
                attack(kiez.press(who, data.format(**kiez.names(key=draft.key, w=word))))


@SQLITE
@pytest.mark.parametrize("who", ["a resident", "a lead", "a visitor"])
def test_buttons_that_were_never_ours(bot: Bot, who: str) -> None:
    kiez = Kiez(bot)
    someone = {"a resident": kiez.me, "a visitor": bot.visitor("tr")}.get(who) or kiez.person(
        "tr", kiez.here, "lead"
    )
    with kiez.attacks() as attack:
        for data in inputs.DATA:
            attack(kiez.press(someone, data))


@SQLITE
@pytest.mark.parametrize("who", ["a resident", "a visitor"])
def test_commands_with_whatever_behind_them(bot: Bot, who: str) -> None:
    kiez = Kiez(bot)
    someone = kiez.me if who == "a resident" else bot.visitor("tr")
    with kiez.attacks() as attack:
        for payload in inputs.PAYLOADS:
            attack(kiez.text(someone, f"/start {payload}"))
        for text in inputs.COMMANDS:
            attack(kiez.text(someone, text))
        for at, command in enumerate(COMMANDS):
            for word in WORDS[at % 4 :: 4]:
                attack(kiez.text(someone, f"/{command} {word}"))


@SQLITE
def test_an_invite_that_there_is_not_is_only_counted(bot: Bot) -> None:
    kiez = Kiez(bot)
    with kiez.attacks(frozenset({InviteGuess.__tablename__})) as attack:
        wrong = attack(kiez.text(kiez.me, f"/start {inputs.UNKNOWN_INVITE}"))
    assert "desk" not in as_text(wrong)


@SQLITE
def test_a_visitor_can_press_everything_and_nothing_of_them_is_kept(bot: Bot) -> None:
    kiez, visitor = Kiez(bot), bot.visitor("tr")
    draft = written("A bench.")
    with kiez.attacks() as attack:
        for verb, route in BUTTONS.items():
            for data in (f"{verb}:1:1:1", f"{verb}:{kiez.foreign_idea}:0~tr~aROLL-g3"):
                sent = attack(kiez.press(visitor, data))
                assert not route.policy.role or "desk" not in as_text(sent)
        for data in (*inputs.DEEP, *inputs.FOREIGN):
            attack(
                kiez.press(visitor, data.format(**kiez.names(key=draft.key, foreign_key=draft.key, w=1)))
            )


@SQLITE
def test_a_button_of_the_staff_is_none_for_anybody_else(bot: Bot) -> None:
    kiez = Kiez(bot)
    with kiez.attacks() as attack:
        for who in (kiez.me, bot.visitor("tr")):
            unknown = attack(kiez.press(who, "no.such.verb"))
            for verb in (verb for verb, route in BUTTONS.items() if route.policy.role):
                for data in (verb, f"{verb}:{kiez.idea}", f"{verb}:{kiez.idea}:0:new"):
                    assert attack(kiez.press(who, data)) == unknown
            for command in (name for name, route in COMMANDS.items() if route.policy.role):
                assert as_text(attack(kiez.text(who, f"/{command}"))).count("desk") == 0


@pytest.mark.parametrize("role", ["", "lead"])
def test_what_belongs_to_others_is_not_there(bot: Bot, role: str) -> None:
    kiez, draft = Kiez(bot), written("A secret.")
    someone = kiez.person("tr", kiez.here, role) if role else kiez.me
    nothing = {name: 6 * 10**8 for name in kiez.names() if name.startswith("foreign")}
    with kiez.attacks() as attack:
        for data in inputs.FOREIGN:
            real = kiez.names(foreign_key=draft.key)
            theirs = attack(kiez.press(someone, data.format(**real)))
            nobodys = attack(
                kiez.press(someone, data.format(**{**real, **nothing, "foreign_key": "0" * 12}))
            )
            assert theirs == nobodys, data
            assert "slide" not in as_text(theirs)


# --- messages at every moment --------------------------------------------------------------------


@SQLITE
@pytest.mark.parametrize("state", STATES)
def test_no_message_does_harm_at_any_moment(bot: Bot, state: str) -> None:
    kiez = Kiez(bot)
    STATES[state](kiez)
    with kiez.attacks() as attack:
        for content in inputs.USELESS.values():
            attack(kiez.message(kiez.me, content))
            attack(kiez.message(kiez.me, {**content, "edit_date": 1}, "edited_message"))
        for text in inputs.INVISIBLE.values():
            attack(kiez.text(kiez.me, text))
        for content in [] if state == "a written answer" else inputs.LOADED.values():
            attack(kiez.message(kiez.me, content))
        for text in [] if state == "a written answer" else WORDS:
            attack(kiez.text(kiez.me, text))


@SQLITE
def test_what_nobody_can_read_is_no_idea_and_no_answer(bot: Bot) -> None:
    kiez = Kiez(bot)
    for state, sentence in (("an idea is asked for", "bunu okuyam"), ("a written answer", "okuyam")):
        STATES[state](kiez)
        with kiez.attacks() as attack:
            for name, text in inputs.INVISIBLE.items():
                assert sentence in as_text(attack(kiez.text(kiez.me, text))), name


@SQLITE
@pytest.mark.parametrize("state", ["an answer to choose", "several answers to choose"])
def test_whatever_is_sent_beside_a_survey_shows_the_question_again(bot: Bot, state: str) -> None:
    kiez = Kiez(bot)
    STATES[state](kiez)
    with kiez.attacks() as attack:
        for content in (*inputs.USELESS.values(), *inputs.LOADED.values()):
            assert (
                "survey.skip" in (said := as_text(attack(kiez.message(kiez.me, content))))
                or "survey.pick" in said
            )


@SQLITE
def test_a_visitor_can_send_anything_and_nothing_of_it_is_kept(bot: Bot) -> None:
    kiez, visitor = Kiez(bot), bot.visitor("tr")
    with kiez.attacks() as attack:
        for content in (*inputs.USELESS.values(), *inputs.LOADED.values()):
            attack(kiez.message(visitor, content))
            if "location" not in content:
                attack(kiez.message(visitor, {**content, "edit_date": 1}, "edited_message"))
        for text in (*inputs.INVISIBLE.values(), *WORDS):
            attack(kiez.text(visitor, text))


@SQLITE
def test_no_language_of_an_app_hinders_anybody(bot: Bot) -> None:
    kiez = Kiez(bot, language="en")
    visitors = [
        bot.visitor(code) for code in ("<b>", "../../x", "tr" * 500, "\0", "🦊", "-", "_", "TR-tr-x")
    ]
    with kiez.attacks() as attack:
        for visitor in visitors:
            for text in ("/start", "/help", "x"):
                attack(kiez.text(visitor, text))


@SQLITE
@pytest.mark.parametrize("state", ["nothing is asked", "the area is asked for", "an idea is open"])
def test_a_place_that_moves_along_is_answered_once(bot: Bot, state: str) -> None:
    kiez, here = Kiez(bot), {"location": {"latitude": 52.5, "longitude": 13.4, "live_period": 900}}
    STATES[state](kiez)
    with kiez.attacks() as attack:
        attack(kiez.message(kiez.me, here))
        assert attack(kiez.message(kiez.me, here, "edited_message"), answered=False) == []


@SQLITE
@pytest.mark.parametrize("half", [0, 1])
def test_no_message_does_harm_where_a_team_is_asked_for_one(bot: Bot, half: int) -> None:
    kiez = Kiez(bot)
    kiez.me = kiez.person("tr", kiez.here, "lead")
    with kiez.attacks() as attack:
        for asked in DESK[half::2]:
            kiez.asks(attack.tx, asked.format(**kiez.names()))
            for content in (*inputs.USELESS.values(), *inputs.LOADED.values()):
                attack(kiez.message(kiez.me, content))
            for text in (*inputs.INVISIBLE.values(), *WORDS):
                assert "slide" not in as_text(attack(kiez.text(kiez.me, text))), asked


# --- what is out of date -------------------------------------------------------------------------


def test_old_buttons_change_nothing_and_say_what_is(bot: Bot) -> None:
    kiez, draft = Kiez(bot), written("A bench.")
    resident = kiez.me.starts()
    kiez.asked("idea", draft)
    resident.presses(f"survey.pick:{kiez.session}:1:yes").presses(f"survey.skip:{kiez.session}:2")
    with kiez.attacks() as attack:
        for data in (
            "pick:{}:1:no",
            "skip:{}:2",
            "back:{}:1",
            "next:{}:2",
            "done:{}:2",
            "tick:{}:2:light:1",
        ):
            said = attack(kiez.press(resident, "survey." + data.format(kiez.session)))
            assert "Light" in as_text(said)
        for verb in ("review", "goal", "send", "discarded", "write", "keep", "drop", "strip", "other"):
            attack(kiez.press(resident, f"idea.{verb}:0123456789ab:3:1"))
    assert resident.known
    assert resident.known.draft


# --- groups --------------------------------------------------------------------------------------


def test_in_groups_nothing_is_said_and_nothing_done(bot: Bot) -> None:
    kiez = Kiez(bot)
    resident = kiez.me.starts()
    group = bot.telegram.group("Hausgemeinschaft", resident.user)
    bot.settle()
    with bot.database.begin() as tx:
        before = snapshot(tx)
    said = len(bot.telegram.requests)
    for command in (*COMMANDS, f"start {inputs.UNKNOWN_INVITE}", "start aROLL"):
        bot.telegram.text(resident.user, f"/{command}", chat=group)
        bot.telegram.text(bot.visitor("tr").user, f"/{command}@{bot.telegram.username}", chat=group)
    for data in ("home", "area.none", f"survey.pick:{kiez.session}:1:yes", f"start.agree:{NOTICE_VERSION}"):
        bot.telegram.press(resident.user, 1, data, chat=group)
    bot.telegram.kick(group)
    bot.settle()
    methods = {request.method for request in bot.telegram.requests[said:]}
    with bot.database.begin() as tx:
        assert snapshot(tx) == before
    assert methods <= {"answerCallbackQuery"}


@SQLITE
def test_senders_that_are_nobody_get_no_answer(bot: Bot) -> None:
    kiez = Kiez(bot)
    channel = {"id": -1001, "type": "channel", "title": "x"}
    text = kiez.text(kiez.me, "/start")["message"]
    with kiez.attacks() as attack:
        for raw in (
            {"channel_post": {**text, "chat": channel, "sender_chat": channel}},
            {"message": {**text, "chat": channel, "sender_chat": channel}},
            {"message": {**text, "chat": {"id": -5, "type": "group", "title": "x"}}},
            {"message": {name: value for name, value in text.items() if name != "from"}},
            {"message": {**text, "from": {**text["from"], "is_bot": True}}},
            {"inline_query": {"id": "1", "from": text["from"], "query": "<b>", "offset": ""}},
            {
                "callback_query": {
                    "id": "1",
                    "from": text["from"],
                    "chat_instance": "1",
                    "inline_message_id": "1",
                    "data": "home",
                }
            },
            {"poll_answer": {"poll_id": "1", "option_ids": [0]}},
            {"hologram": {"depth": 3}},
            {},
        ):
            assert attack({"update_id": 1, **raw}, answered=False) == []
