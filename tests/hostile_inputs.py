"""What clients could send: nothing here is right, and none of it may hurt anybody."""

from __future__ import annotations

import copy
import random
from collections.abc import Iterator
from typing import Any

WORDS: dict[str, str] = {
    "nothing": "",
    "a word": "x",
    "zero": "0",
    "ninety-nine": "99",
    "negative": "-1",
    "plus": "+1",
    "a fraction": "1.5",
    "an exponent": "1e9",
    "hexadecimal": "0x10",
    "fifteen digits": "9" * 15,
    "more than 64 bits": "9" * 22,
    "Arabic digits": "٣",
    "full-width digits": "３",
    "a superscript": "²",
    "None": "None",
    "a dot and a colon": "goal.10:1",
    "German letters": "Straße",
    "emoji": "🦊🦊",
    "a family": "👨‍👩‍👧‍👦",
    "right-to-left override": "\u202eedrev",
    "zero-width": "a\u200bb\u200c\u200d",
    "NUL": "a\0b",
    "a lone surrogate": "\ud83d",
    "line breaks": "a\r\n\u2028b",
    "bold": "<b>",
    "closing code": "</code>",
    "an ampersand": "&amp;&#0;",
    "Markdown": "[x](tg://user?id=1)",
    "stars": "*_`~||",
    "SQL": "'; DROP TABLE ideas; --",
    "a format": "{0} {x!r} %s %n",
    "a path": "../../etc/passwd",
    "many combining marks": "Z" + "\u0301" * 300,
    "over-long": "ä" * 4096,
}
"""Arguments of buttons and commands, and messages."""

INVISIBLE: dict[str, str] = {
    "zero-width": "\u200b\u200c\u200d\u2060\ufeff",
    "Hangul fillers": "\u3164\u115f\u1160\uffa0",
    "Braille blank": "\u2800",
    "a placeholder": "\ufffc",
    "variation selectors": "\ufe0f\ufe0e",
    "a joiner of marks": "\u034f",
    "tags": "\U000e0041\U000e007f",
    "spaces of the world": "\u00a0\u2003\u3000\u180e",
    "directions": "\u202a\u202e\u2066\u2069\u200f",
    "controls": "\0\x01\x1b\x7f",
}
"""Messages in which nobody can read anything."""

NOISE = "".join(chr(byte) for byte in random.Random(7).randbytes(64))
TILDES = ("~", "~~", "~~~", "~zz", "~en~", "~en~x~y", "~../..~", "~de~gX-g3", "~tr~v" + "A" * 24, "~🦊")
"""What follows a button of a visitor, bent."""

DATA = (
    "",
    ":",
    "::::",
    "-",
    "no.such.verb",
    "no:such:verb",
    "IDEA.MINE",
    "idea.mine ",
    " home",
    "home\0",
    "idea",
    "idea.",
    ".idea",
    "start",
    "staff.appoint:1:admin",
    "desk.delete:1",
    "dispatch",
    "__class__",
    "home" + ":0" * 60,
    "🦊" * 16,
    "\u202edaeh",
    "<b>home</b>",
    NOISE,
    NOISE[:32] + ":" + NOISE[32:],
    "x" * 65,
    "home:" + "9" * 4000,
    *(f"home{tilde}" for tilde in TILDES),
    *(f"goal:3{tilde}" for tilde in TILDES),
)
"""The data of buttons that were never ours."""

PAYLOADS = (
    "a" * 65,
    "g" * 4000,
    "-",
    "---",
    "a",
    "aZZZZ",
    "a-b-c",
    "aROLL-aWEIS",
    "g0",
    "g99",
    "gX-gY",
    "s0",
    "s999999",
    "s" + "9" * 24,
    "s٣",
    "sx",
    "i1",
    "e1",
    "lxx-g0",
    "l" + "z" * 24,
    "zz",
    "a<b>",
    "aROLL\0",
    "../..",
    "v" + "A" * 23,
    "v" + "A" * 25,
    "v" + "ä" * 24,
    "g3 g4",
    "＜b＞",
    "\u202eLLORa",
)
"""What could stand behind /start."""

UNKNOWN_INVITE = "v" + "A" * 24

COMMANDS = (
    "/",
    "//",
    "/ start",
    "/no_such",
    "/ä",
    "/START@other_bot x",
    "/" + "a" * 4000,
    "/\u202estart",
    "/<b>",
)
"""Commands that there are not."""

_FILE = {"file_id": "F", "file_unique_id": "U"}
_PICTURE = {**_FILE, "width": 1, "height": 1}
_CLIP = {**_PICTURE, "duration": 1}
_STICKER = {**_PICTURE, "type": "regular", "is_animated": False, "is_video": False}
_FROM = {"type": "hidden_user", "sender_user_name": "<b>", "date": 1}
_PERSON = {"id": 777000, "is_bot": False, "first_name": "x"}
_CHANNEL = {
    "type": "channel",
    "chat": {"id": -1001, "type": "channel", "title": "c"},
    "message_id": 1,
    "date": 1,
}

USELESS: dict[str, dict[str, Any]] = {
    "a sticker": {"sticker": _STICKER},
    "a document": {"document": {**_FILE, "file_name": "<b>.exe", "mime_type": "x/y"}, "caption": "&lt;"},
    "a huge document": {"document": {**_FILE, "file_size": 1 << 40}},
    "a video": {"video": _CLIP},
    "a round video": {"video_note": {**_FILE, "length": 1, "duration": 1}},
    "an animation": {"animation": _CLIP, "document": _FILE},
    "music": {"audio": {**_FILE, "duration": 1, "title": "\u202e"}},
    "a contact": {"contact": {"phone_number": "+4930", "first_name": "<b>", "user_id": 1}},
    "a dice": {"dice": {"emoji": "🎲", "value": 6}},
    "a poll": {
        "poll": {
            "id": "1",
            "question": "<b>",
            "options": [],
            "total_voter_count": 0,
            "is_closed": False,
            "is_anonymous": True,
            "type": "regular",
            "allows_multiple_answers": False,
        }
    },
    "a game": {"game": {"title": "x", "description": "x", "photo": [_PICTURE]}},
    "a story": {"story": {"id": 1, "chat": {"id": -1001, "type": "channel"}}},
    "a forwarded sticker": {"sticker": _STICKER, "forward_origin": _FROM},
    "nothing that is known": {"hologram": {"depth": 3}},
}
"""Messages that bring nothing an idea or an answer could hold."""

LOADED: dict[str, dict[str, Any]] = {
    "a photo": {"photo": [_PICTURE]},
    "a photo of an album": {"photo": [_PICTURE], "media_group_id": "A", "caption": "</code>"},
    "a voice": {"voice": {**_FILE, "duration": 3}},
    "a place": {"location": {"latitude": 52.5, "longitude": 13.4}},
    "a place at the pole": {"location": {"latitude": -90.0, "longitude": 180.0}},
    "a venue": {
        "venue": {"location": {"latitude": 0, "longitude": 0}, "title": "<b>", "address": "x"},
        "location": {"latitude": 0, "longitude": 0},
    },
    "4096 emoji": {"text": "🦊" * 4096},
    "a forwarded text": {"text": "<b>", "forward_origin": _FROM},
    "a forwarded command": {"text": "/start aROLL", "forward_origin": _FROM},
    "from a channel": {"text": "News", "forward_origin": _CHANNEL, "is_automatic_forward": True},
    "from another bot": {"text": "News", "via_bot": {**_PERSON, "is_bot": True, "username": "x_bot"}},
    "a reply": {
        "text": "x",
        "quote": {"text": "x", "position": -1},
        "reply_to_message": {"message_id": None},
    },
}
"""Messages that an idea could hold, but that are no answer to a question with buttons."""

DEEP = (
    *(f"poster{verb}:{{w}}:{{area}}" for verb in ("", ".of", ".new", ".languages")),
    "poster.pick:{area}:{w}",
    "poster.make:{area}:goal:{w}",
    "poster.make:{area}:{w}:3",
    "poster.language:{poster}:{w}:1",
    "poster.language:{poster}:tr:{w}2",
    "poster.print:{poster}:{w}",
    *(f"reports.{verb}:{{w}}:{{area}}" for verb in ("of", "ask", "reference")),
    *(f"reports.{verb}:{{area}}:{{w}}" for verb in ("show", "file", "money")),
    "reports.monthly:{area}:7{w}",
    "survey.pick:{session}:1:{w}",
    "survey.pick:{session}:{w}:yes",
    "survey.tick:{session}:1:{w}:1",
    "survey.tick:{session}:1:light:{w}",
    "survey.done:{session}:{w}",
    "survey.skip:{session}:{w}",
    "survey.next:{session}:{w}",
    "survey.back:{session}:{w}",
    "survey.start:{round}:{w}",
    "idea.goal:{key}:{w}",
    "idea.other:{key}:{w}:1",
    "idea.other:{key}:3:{w}",
    "idea.discard:{key}:{w}",
    "desk.goal:{idea}:{w}:new",
    "desk.goal:{idea}:4:{w}",
    "desk.area:{idea}:{w}:new",
    "desk.areas:{idea}:new:{w}",
    "desk.idea:{idea}:{w}",
    "answer.words:{idea}:{w}:new",
    "answer.office:{idea}:{w}:new",
    "answer.back:{idea}:{w}:new",
    "answer.send:{idea}:{w}:new",
    "answer.recall:{idea}:{w}:new",
    "answer.begin:{idea}:{w}:new",
    "thread:{idea}:new:{w}",
    "charge.give:{idea}:{w}:new",
    "charge.goal:{idea}:{w}:1:new",
    "charge.goal:{idea}:5:{w}:new",
    "same.with:{idea}:{w}:new",
    "same.yes:{idea}:{w}:new",
    "reply.rate:{idea}:{w}:1",
    "reply.media:{idea}:{w}",
    "desk.list:new:{w}",
    *(f"desk.{verb}:{{w}}" for verb in ("first", "filter", "by", "search", "hear", "hears", "target")),
    "desk.by:new:{w}",
    "desk.first:all.g{w}",
    "desk.filter:found.l{w}",
    "desk.target:{area}:{w}",
    "desk.promise:{area}:{w}",
    "desk.promise:7777{w}:7",
    "results.show:{round}:{w}",
    "results.lang:{round}:0:{w}",
    "results.texts:{round}:0:{w}:0",
    "results.texts:{round}:0:5:{w}",
    *(f"results.{verb}:{{round}}:{{w}}" for verb in ("goals", "area", "files")),
    *(f"results.{verb}:{{round}}:0:{{w}}" for verb in ("ask", "lang", "places", "rounds", "file", "both")),
    *(f"results.{verb}:{{round}}:{{area}}:0:{{w}}" for verb in ("with", "cross", "crossed", "picture")),
    *(f"results.{verb}:{{round}}:0:5:0:{{w}}" for verb in ("text", "idea", "undo")),
    "results.filed:{round}:0:5:0:{w}:0",
    "results.file:{round}:{area}:counts:{w}",
    "results.file:{round}:{area}:{w}:csv",
    "survey.open:{w}:{round}",
    "survey.in:{round}:{w}",
    "survey.page:{session}:1:{w}",
    "survey.page:{session}:{w}:1",
    "survey.decline:{session}:1:{w}",
    "survey.pause:{session}{w}",
    "survey.pick:r{ballot}:1:{w}",
    "survey.pick:r{ballot}:{w}:yes",
    "survey.pick:r{round}:1:{w}",
    "survey.pick:{session}r:1:{w}",
    "survey.tick:r{ballot}:1:light:{w}",
    "survey.done:r{ballot}:{w}",
    "survey.skip:r{ballot}:{w}",
    "survey.next:r{ballot}:{w}",
    "survey.back:r{ballot}:{w}",
    "survey.decline:r{ballot}:1:{w}",
    "survey.page:r{ballot}:1:{w}",
    "survey.in:{ballot}:{w}",
    "me.hear:{w}:all",
    "me.topic:surveys:7{w}",
    "me.topic:{w}:2",
    "me.leave:{w}:surveys",
    "letter:{w}",
    "me.rhythm:{w}:weekly",
    "me.bell:{survey}:7{w}",
    "form:{survey}{w}:1",
    "form.again:{survey}x:{w}",
    "form.try:{survey}:{w}:0",
    "form.try:{survey}:de:{w}",
    "form.file:{w}:{survey}",
    "form.goal:{w}0:{area}",
    "form.make:3:{w}7",
    "form.ready:3:{area}:{w}",
    "form.ready:{w}:7777:how_safe",
    "form.archive:{w}:{survey}",
    "form.back:{w}:{survey}",
    "form.close:{w}:{survey}",
    "form.closed:{w}:{survey}",
    "form.renew:{w}:{survey}",
    "file:{survey}:{w}",
    "file.list:{w}:{survey}",
    "short:{survey}7:{w}",
    "short.new:{w}7:{area}",
    "short.kinds:{w}:{survey}",
    "short.kind:{survey}:{w}",
    "short.undo:{w}7:{survey}",
    "short.languages:{survey}7:{w}",
    "short.language:{survey}:{w}",
    "plan:{w}:{survey}",
    "plan.field:{survey}:{w}",
    "plan.set:{survey}:{w}:daily",
    *(
        f"plan.set:{{survey}}:{field}:{{w}}"
        for field in ("mode", "every", "at", "took", "goal", "feedback", "until")
    ),
    *(f"plan.set:{{survey}}:{field}:5{{w}}" for field in ("first", "open", "times", "remind", "joined")),
    "plan.languages:{survey}{w}7",
    "plan.language:{survey}:{w}:1",
    "plan.language:{survey}:tr:{w}2",
    "plan.urgent:{w}:{survey}",
    "plan.calm:{w}:{survey}",
    "plan.check:{w}:{survey}",
    "plan.want:{w}:{survey}",
    "plan.publish:{w}:{survey}",
    "outcome:{w}:{survey}",
    "outcome.write:{survey}:{w}",
    "outcome.send:{w}:{survey}",
    "outcome.want:{w}:{survey}",
    *(
        f"event{verb}:{{w}}:{{event}}"
        for verb in (
            *("", ".list", ".old", ".new", ".make", ".places", ".drop", ".check", ".areas", ".announce"),
            *(
                ".tell",
                ".keep",
                ".answers",
                ".pairs",
                ".cancel",
                ".message",
                ".send",
                ".after",
                ".want",
                ".carry",
            ),
        )
    ),
    *(
        f"event.{verb}:{{event}}:{{w}}"
        for verb in (
            *("day", "there", "look", "field", "ticks"),
            *("write", "without", "off", "cancelled", "export"),
        )
    ),
    "event.in:{w}:{area}",
    "event.in:film:{w}",
    "event.at:{event}:{w}:1600",
    "event.at:{event}:20261201:{w}",
    "event.set:{event}:{w}:20",
    "event.set:{event}:whom:{w}",
    "event.tick:{event}:{w}:food:1",
    "event.tick:{event}:marks:{w}:1",
    "event.tick:{event}:marks:food:{w}",
    "event.area:{event}:{w}:1",
    "event.area:{event}:{area}:{w}",
    *(
        f"rsvp{verb}:{{w}}:{{event}}"
        for verb in ("", ".list", ".many", ".needs", ".brings", ".practises", ".where", ".file", ".back")
    ),
    "rsvp.say:{event}:{w}",
    "rsvp.people:{event}:{w}",
    "rsvp.need:{event}:{w}:1",
    "rsvp.bring:{event}:{w}:1",
    "rsvp.practise:{event}:tr:{w}",
    "concern.mine:{w}:{concern}",
    "offers:{w}3:{offer}",
    *(
        f"public{verb}:{{w}}:{{public}}"
        for verb in ("", ".list", ".photos", ".hand", ".share", ".report", ".down", ".up")
    ),
    "public.support:{public}:{w}7",
    "public.help:{public}:{w}",
    "public.why:{public}:{w}",
    "public.instead:{key}:{w}7",
    *(
        f"publish{verb}:{{w}}:{{idea}}"
        for verb in ("", ".words", ".whole", ".off", ".stay", ".write", ".send", ".alike")
    ),
    "publish.hide:{idea}:{w}:5:1:new",
    "publish.hide:{idea}:0:1:{w}:new",
    "publish.photo:{idea}:{w}:1:new",
    "publish.now:{w}:{idea}:new",
    "offers.one:{w}:{offer}",
    "offers.map:{offer}:{w}",
    "offer:{offer}:{w}",
    *(
        f"offer.{verb}:{{w}}:{{offer}}"
        for verb in (
            "list",
            "new",
            "show",
            "hide",
            "right",
            "delete",
            "deleted",
            "draft",
            "kinds",
            "change",
        )
    ),
    *(f"offer.{verb}:{{offer}}:{{w}}" for verb in ("look", "field", "set", "done", "undo", "words")),
    "offer.set:{offer}:goal:{w}",
    "offer.set:{offer}:hours:{w}",
    "offer.tick:{offer}:{w}:1:1",
    "offer.tick:{offer}:languages:{w}:1",
    "offer.make:{area}:{w}",
    "concern:{w}",
    *(
        f"concern.{verb}:{{w}}:{{concern}}"
        for verb in ("write", "wishes", "wish", "nophone", "areas", "area")
    ),
    *(
        f"concern.{verb}:{{concern}}:{{w}}"
        for verb in ("throw", "send", "show", "add", "voice", "back", "gone")
    ),
    "private:{concern}:{w}",
    *(f"private.{verb}:{{w}}:{{concern}}" for verb in ("list", "answer", "close", "closed")),
    "private.voice:{concern}:{w}",
    *(f"broadcast{verb}:{{w}}:1" for verb in ("", ".pause", ".resume", ".stop")),
    *(f"broadcast.{verb}:{{w}}" for verb in ("result", "correct", "sure", "recall")),
    *(
        f"compose{verb}:{{w}}:1:1:1"
        for verb in (
            *("", ".in", ".make", ".texts", ".text", ".without", ".field", ".file", ".nofile", ".links"),
            *(".link", ".nolink", ".whom", ".topic", ".languages", ".areas", ".tick", ".urgent", ".calm"),
            *(".look", ".test", ".hold", ".drop", ".check", ".want", ".send", ".later", ".at", ".correct"),
        )
    ),
    "compose.make:{area}:{w}",
    *(
        f"words.{verb}:{{piece}}:{{w}}"
        for verb in (
            "hear",
            "draft",
            "right",
            "again",
            "deliver",
            "undo",
            "check",
            "fine",
            "improve",
            "better",
        )
    ),
    *(f"words.{verb}:{{w}}:{{piece}}" for verb in ("take", "back", "often", "language", "languages")),
    "words.language:{w}:1",
    "words.language:tr:{w}7",
    "gist:{w}",
    "gist.ask:{idea}:{w}",
    *(f"understood{verb}:{{piece}}:{{w}}" for verb in ("", ".yes", ".no")),
    "team:{area}:{w}",
    "team.areas:{w}:{area}",
    *(f"team.{verb}:{{w}}:{{staff}}" for verb in ("member", "roles", "remove", "removed", "leave", "left")),
    *(f"team.{verb}:{{staff}}:{{w}}" for verb in ("ask", "set")),
    "team.where:{w}:{area}",
    *(f"team.{verb}:{{w}}:{{area}}" for verb in ("label", "make")),
    *(f"team.{verb}:viewer:{{w}}" for verb in ("where", "label", "make")),
    "team.recall:{w}:{invite}",
)
"""Buttons that name something real, and then nonsense."""

PLAIN = (
    *("told", "told.paper", "poster.list", "reports"),
    *("words", "words.promise", "gist"),
    *(
        "home",
        "goals",
        "goal",
        "start.language",
        "start.agree",
        "start.decline",
        "language",
        "language.set",
    ),
    *(
        "privacy",
        "help",
        "team.invite",
        "team.invites",
        "idea.new",
        "idea.mine",
        "idea.resume",
        "idea.goals",
        "idea.others",
        "survey.list",
    ),
    *("me", "me.topics", "me.download", "me.delete", "me.erase", "area", "area.districts", "area.district"),
    *("desk.search", "desk.hear", "desk.hears", "desk.target"),
    *(
        "area.share",
        "area.set",
        "area.none",
        "desk",
        "broadcast.list",
        "compose.new",
        "form.list",
        "form.old",
        "form.new",
    ),
    "results",
)
"""Buttons that name nothing of anybody's: whatever stands behind them is a word or a number."""

FOREIGN = (
    "survey.open:{foreign_round}",
    "survey.start:{foreign_round}",
    *(
        f"survey.{verb}:{{foreign_session}}:1{rest}"
        for verb, rest in (
            ("pick", ":yes"),
            ("tick", ":yes:1"),
            ("done", ""),
            ("next", ""),
            ("skip", ""),
            ("back", ""),
            ("pause", ""),
        )
    ),
    "idea.show:{foreign_idea}",
    "idea.media:{foreign_idea}",
    "idea.withdraw:{foreign_idea}",
    "idea.withdrawn:{foreign_idea}",
    *(
        f"idea.{verb}:{{foreign_key}}{rest}"
        for verb, rest in (
            ("review", ""),
            ("goals", ""),
            ("goal", ":3"),
            ("others", ""),
            ("other", ":3:1"),
            ("write", ""),
            ("strip", ""),
            ("discard", ""),
            ("discarded", ""),
            ("keep", ""),
            ("drop", ""),
            ("send", ""),
        )
    ),
    "desk.idea:{foreign_idea}",
    "desk.media:{foreign_idea}",
    "desk.goals:{foreign_idea}",
    "desk.goal:{foreign_idea}:3",
    "desk.areas:{foreign_idea}",
    "desk.area:{foreign_idea}:{foreign_area}",
    "desk.area:{foreign_idea}:{area}",
    "desk.seen:{foreign_idea}",
    "results.area:{foreign_area}",
    "results.show:{foreign_round}:0",
    "results.show:{foreign_round}:{foreign_area}",
    "results.lang:{foreign_round}:0:0",
    "results.texts:{foreign_round}:0:5:0",
    *(
        f"results.{verb}:{{foreign_round}}:{{foreign_area}}:0:0"
        for verb in ("ask", "places", "rounds", "files", "both", "with", "cross", "picture", "crossed")
    ),
    *(f"results.{verb}:{{foreign_round}}:0:5:0:0" for verb in ("text", "idea", "undo", "filed")),
    *(f"results.file:{{foreign_round}}:{{foreign_area}}:{what}:csv" for what in ("counts", "singles")),
    "results.goals:{foreign_area}",
    "desk.unfile:{foreign_idea}",
    "desk.target:{foreign_area}",
    "desk.promise:{foreign_area}:7",
    *(f"{verb}:{{foreign_idea}}:new" for verb in ("answer", "answer.ask", "note", "note.write", "thread")),
    *(f"answer.{verb}:{{foreign_idea}}:x:new" for verb in ("words", "office", "back", "send", "recall")),
    "answer.begin:{foreign_idea}:done:new",
    "thread.media:{foreign_idea}:1:new",
    *(
        f"{verb}:{{foreign_idea}}:new"
        for verb in ("charge", "charge.staff", "charge.goals", "same", "same.not")
    ),
    "charge.give:{foreign_idea}:1:new",
    "charge.goal:{foreign_idea}:5:1:new",
    *(f"same.{verb}:{{foreign_idea}}:{{idea}}:new" for verb in ("with", "yes")),
    *(f"same.{verb}:{{idea}}:{{foreign_idea}}:new" for verb in ("with", "yes")),
    "reply:{foreign_idea}",
    "reply.rate:{foreign_idea}:1:1",
    "reply.media:{foreign_idea}:1",
    *(
        f"survey.{verb}:r{{foreign_ballot}}:1{rest}"
        for verb, rest in (
            ("pick", ":yes"),
            ("tick", ":yes:1"),
            ("done", ""),
            ("page", ":0"),
            ("decline", ":unknown"),
            ("next", ""),
            ("skip", ""),
            ("back", ""),
            ("pause", ""),
        )
    ),
    "survey.in:{foreign_ballot}:yes",
    "survey.in:{foreign_round}:yes",
    "survey.decline:{foreign_session}:1:unknown",
    "survey.page:{foreign_session}:1:0",
    "survey.open:{foreign_ballot}",
    *(
        f"form{verb}:{{foreign_survey}}{rest}"
        for verb, rest in (
            ("", ""),
            (".again", ""),
            (".try", ":de:0"),
            (".file", ""),
            (".archive", ""),
            (".back", ""),
            (".close", ""),
            (".closed", ""),
            (".renew", ""),
        )
    ),
    "form.ready:3:{foreign_area}:how_safe",
    "form.make:3:{foreign_area}",
    "short.new:3:{foreign_area}",
    "file:{foreign_survey}:0",
    "file.list:{foreign_survey}",
    "short:{foreign_survey}",
    "short.kinds:{foreign_survey}",
    "short.kind:{foreign_survey}:yes_no",
    "short.undo:{foreign_survey}",
    "short.languages:{foreign_survey}",
    "short.language:{foreign_survey}:tr",
    "plan:{foreign_survey}",
    "plan.field:{foreign_survey}:every",
    "plan.set:{foreign_survey}:every:daily",
    "plan.languages:{foreign_survey}",
    "plan.language:{foreign_survey}:tr:1",
    "plan.urgent:{foreign_survey}",
    "plan.calm:{foreign_survey}",
    "plan.check:{foreign_survey}",
    "plan.want:{foreign_survey}",
    "plan.publish:{foreign_survey}",
    "outcome:{foreign_survey}",
    "outcome.write:{foreign_survey}:en",
    "outcome.send:{foreign_survey}",
    "outcome.want:{foreign_survey}",
    *(
        f"event{verb}:{{foreign_event}}"
        for verb in (
            *("", ".day", ".places", ".drop", ".look", ".check", ".areas", ".announce", ".tell", ".keep"),
            *(".answers", ".pairs", ".cancel", ".message", ".send", ".after", ".want", ".carry"),
        )
    ),
    "event.at:{foreign_event}:20261201:1600",
    "event.there:{foreign_event}:{event}",
    "event.there:{event}:{foreign_event}",
    "event.field:{foreign_event}:seats",
    "event.set:{foreign_event}:seats:20",
    "event.ticks:{foreign_event}:marks",
    "event.tick:{foreign_event}:marks:food:1",
    "event.area:{foreign_event}:{area}:1",
    "event.write:{foreign_event}:words",
    "event.without:{foreign_event}:words",
    "event.export:{foreign_event}:csv",
    "event.off:{foreign_event}:ill",
    "event.cancelled:{foreign_event}:ill",
    "event.in:film:{foreign_area}",
    *(
        f"rsvp{verb}:{{foreign_event}}"
        for verb in ("", ".many", ".needs", ".brings", ".practises", ".where", ".file", ".back")
    ),
    "rsvp.say:{foreign_event}:yes",
    "rsvp.people:{foreign_event}:2",
    "rsvp.need:{foreign_event}:childcare:1",
    "rsvp.bring:{foreign_event}:tr:1",
    "rsvp.practise:{foreign_event}:tr:1",
    *(
        f"public{verb}:{{foreign_public}}"
        for verb in ("", ".photos", ".hand", ".share", ".report", ".down", ".up")
    ),
    "public.support:{foreign_public}:1",
    "public.help:{foreign_public}:count",
    "public.why:{foreign_public}:names",
    "public.instead:{foreign_key}:{foreign_public}",
    *(
        f"publish{verb}:{{foreign_idea}}:new"
        for verb in ("", ".words", ".whole", ".off", ".stay", ".write", ".send", ".alike")
    ),
    "publish.hide:{foreign_idea}:0:1:1:new",
    "publish.photo:{foreign_idea}:1:1:new",
    "publish.now:{foreign_idea}:00000000:new",
    "offers.one:{foreign_offer}",
    "offers.map:{foreign_offer}",
    "offer:{foreign_offer}",
    *(
        f"offer.{verb}:{{foreign_offer}}"
        for verb in ("show", "hide", "right", "delete", "deleted", "draft", "change")
    ),
    "offer.look:{foreign_offer}:tr",
    "offer.field:{foreign_offer}:where",
    "offer.set:{foreign_offer}:goal:3",
    "offer.tick:{foreign_offer}:days:1:1",
    "offer.done:{foreign_offer}:days",
    "offer.undo:{foreign_offer}:1",
    "offer.words:{foreign_offer}:name:tr",
    *(f"poster{verb}:{{foreign_poster}}" for verb in ("", ".languages")),
    "poster.language:{foreign_poster}:tr:1",
    "poster.print:{foreign_poster}:a4",
    *(f"poster.{verb}:{{foreign_area}}:goal:3" for verb in ("of", "new", "pick", "make")),
    *(f"reports.{verb}:{{foreign_area}}" for verb in ("of", "ask", "reference")),
    *(f"reports.{verb}:{{foreign_area}}:202611-202611:pdf" for verb in ("show", "file", "money")),
    "reports.monthly:{foreign_area}:1",
    "offer.kinds:{foreign_area}",
    "offer.make:{foreign_area}:rent",
    *(
        f"concern.{verb}:{{foreign_concern}}"
        for verb in ("throw", "send", "show", "add", "voice", "back", "gone")
    ),
    "private:{foreign_concern}",
    *(f"private.{verb}:{{foreign_concern}}:1" for verb in ("voice", "answer", "close", "closed")),
    *(
        f"words.{verb}:{{foreign_piece}}:1"
        for verb in (
            *("take", "hear", "draft", "right", "again", "back"),
            *("deliver", "undo", "check", "fine", "improve", "better"),
        )
    ),
    "gist.ask:{foreign_idea}:new",
    *(f"understood{verb}:{{foreign_piece}}:1" for verb in ("", ".yes", ".no")),
    "team:{foreign_area}:0",
    *(
        f"team.{verb}:{{foreign_staff}}"
        for verb in ("member", "roles", "remove", "removed", "leave", "left")
    ),
    *(f"team.{verb}:{{foreign_staff}}:viewer" for verb in ("ask", "set")),
    *(f"team.{verb}:viewer:{{foreign_area}}" for verb in ("label", "make")),
    "team.recall:{foreign_invite}",
)
"""Buttons that other people have on their screens."""


def bent(update: Any) -> Iterator[Any]:
    """The update with each of its fields missing, empty, of a wrong type or far too large."""
    for path in _paths(update):
        yield _with(update, path, None, drop=True)
        for wrong in (None, "x", 1 << 70):
            yield _with(update, path, wrong)


def _paths(part: Any, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    fields = part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ()
    for name, inner in fields:
        yield (*way, name)
        yield from _paths(inner, (*way, name))


def _with(update: Any, path: tuple[Any, ...], value: Any, *, drop: bool = False) -> Any:
    copied = copy.deepcopy(update)
    holder = copied
    for name in path[:-1]:
        holder = holder[name]
    if drop:
        del holder[path[-1]]
    else:
        holder[path[-1]] = value
    return copied
