"""Hostile names and texts, typed wherever somebody is asked for words: they come out again as words, on every screen of the
desk and in every file that leaves it."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import openpyxl
import pytest
from icalendar import Calendar
from pypdf import PdfReader

from bot.core.cells import starts_formula
from bot.core.clean import clean
from bot.demo.values import Message
from bot.services import idea_table
from db.tables import Event, Offer, Piece
from tests.chat import BEGIN, Bot, Resident
from tests.questionnaire import publish
from tests.test_broadcasts import follower
from tests.test_composing import checks, number, writes
from tests.test_desk import suggests
from tests.test_events import HOME, drafts
from tests.test_free_texts import reads
from tests.test_hostile_updates import refused
from tests.test_idea_threads import asks, replies
from tests.test_published import publishes
from tests.test_results import answer
from tests.test_status import opens, sends
from tests.test_team import named
from tests.test_words import carries, helper

HOSTILE = {
    "HTML": "</blockquote></code><b>Quitte</b> <a href='tg://user?id=1'>Gelee</a> &amp;&lt;&#0;<script>",
    "Markdown": "*Quitte* _Gelee_ [Quitte](tg://user?id=1) `Gelee` ||Quitte|| ~~Gelee~~",
    "bidi marks": "\u202e\u2066Quitte\u2069\u2069\u200f \u202dGelee.exe\u061c",
    "4,096 emoji": "🦊" * 4096,
    "a formula": "=1+1",
    "another formula": "@SUM(1+1)*cmd|'/C calc'!A0",
    "a name that is not theirs": "QM-Team",
}
BOTH = ("bidi marks", "4,096 emoji")
"""What a database might read in another way is typed into both."""

WORDS = pytest.mark.parametrize(
    ("database", "words"),
    [
        *(pytest.param("sqlite", words, id=name) for name, words in HOSTILE.items()),
        *(
            pytest.param(
                "postgresql", HOSTILE[name], id=f"{name}, PostgreSQL", marks=pytest.mark.postgresql
            )
            for name in BOTH
        ),
    ],
    indirect=["database"],
)
QUOTES = ("blockquote", "expandable_blockquote")
OVERRIDES = "\u202a\u202b\u202c\u202d\u202e"


def begins(words: str) -> str:
    """What of it is seen even where there is little room."""
    return " ".join(clean(words).split())[:10].strip()


def types(someone: Resident, words: str, limit: int) -> Resident:
    """What is too long is refused, and typed again as long as it may be."""
    for text in dict.fromkeys((words, words[:limit])):
        someone.says(text)
    return someone


class Street:
    """An author, a team, a helper and a neighbour who type the same wherever they are asked for words."""

    def __init__(self, bot: Bot, words: str) -> None:
        self.bot, self.words = bot, words
        self.author, self.team = bot.resident("tr"), bot.staff("lead").presses("desk.hears:at_once")
        self.helper, self.neighbour = helper(bot, "tr"), follower(bot, area=HOME).says("/help")
        self.idea = suggests(self.author, words)
        self.piece = int(bot.rows(Piece)[0].id)
        self.same = self.event = 0

    # --- what residents and helpers write --------------------------------------------------------

    def suggested_again(self) -> Resident:
        self.same = suggests(self.bot.resident(), self.words)
        return self.team

    def answered_back(self) -> Resident:
        replies(self.author, self.idea, self.words)
        return self.team.taps("Read it")

    def told_in_private(self) -> Resident:
        types(self.neighbour.presses("concern").taps("Tell it the team"), self.words, 1500)
        self.neighbour.taps("Only so that you know").taps("Send it to the team")
        return self.team.taps("Read it")

    def written_in_a_survey(self) -> Resident:
        answer(self.bot, publish(self.bot, "wish"), HOME, "de", [clean(self.words)[:1000]] * 5, "wish")
        return reads(self.team)

    def carried(self) -> Resident:
        return carries(self.helper, self.piece, self.words[:3000], self.words[:300])

    def delivered(self) -> Resident:
        self.helper.taps("Deliver it")
        return self.author

    def published(self) -> Resident:
        publishes(self.team, self.idea)
        return self.neighbour.presses(f"public:{self.idea}")

    # --- what the team writes --------------------------------------------------------------------

    def answered(self, way: str = "In my own words") -> Resident:
        types(self.team.presses(f"answer.begin:{self.idea}:answered:new").taps(way), self.words, 3000)
        sends(self.team)
        return self.author

    def passed_on(self) -> Resident:
        types(self.team.presses(f"answer.begin:{self.idea}:passed_on:new"), self.words, 100)
        sends(self.team.taps("In my own words").says("They will know."))
        return self.author

    def asked(self) -> Resident:
        asks(self.team, self.idea, self.words[:3000])
        return self.author

    def noted(self) -> Resident:
        return types(self.team.presses(f"note.write:{self.idea}:new"), self.words, 1000)

    def offered(self) -> Resident:
        team = self.team.presses(f"offer.make:{self.bot.area(HOME)}:own")
        types(team, self.words, 60).taps("Health")
        types(team, self.words, 120).taps("Leave this out")
        types(team, self.words, 120).taps("Leave this out").taps("Ready").taps("Everybody").taps("Ready")
        types(team, self.words, 40).taps("Leave this out")
        return types(team, self.words, 500).taps("Show it to residents")

    def made_an_event(self) -> Resident:
        drafts(self.team).taps("Own title")
        types(self.team, self.words, 80).taps("Own words")
        types(self.team, self.words, 600).taps("Place")
        types(self.team, self.words, 200).taps("Check and announce")
        self.event = int(self.bot.rows(Event)[0].id)
        return self.team

    def invited(self) -> Resident:
        self.team.taps("Announce it")
        return self.neighbour.taps("Yes")

    def written_to_those_who_come(self) -> Resident:
        types(self.team.presses(f"event.message:{self.event}"), self.words, 1500).taps("Send it")
        return self.neighbour

    def called_off(self) -> Resident:
        types(self.team.presses(f"event.cancel:{self.event}"), self.words, 600).taps("Yes")
        return self.neighbour

    def written_to_many(self) -> Resident:
        return checks(writes(self.team, self.words[:3500]))

    def sent_to_many(self) -> Resident:
        checks(self.team).taps("Send now")
        return self.neighbour

    def invited_to_the_team(self) -> Resident:
        return types(self.team.presses(f"team.label:viewer:{self.bot.area(HOME)}"), self.words, 40)

    def named_in_the_team(self) -> Resident:
        named(self.bot, "viewer", clean(self.words)[:40])
        return self.team.says("/team")

    def named_a_survey(self) -> Resident:
        self.team.says("/survey").taps("New survey").taps("Culture").taps("Write a short one here")
        return types(self.team, self.words, 100)


Way = Callable[[Street], Resident]


def shows(data: str) -> Way:
    """A press of somebody of the team."""
    return lambda street: street.team.presses(data.format(**vars(street)))


PEOPLES: dict[str, Way] = {
    "the news of an idea": Street.suggested_again,
    "the list of new ideas": shows("desk.list:new"),
    "a list of one goal": shows("desk.list:all.g3"),
    "the stack": shows("desk.first:new"),
    "what somebody looked for": lambda street: street.team.presses("desk.search").says(street.words[:30]),
    "the idea": lambda street: opens(street.team, street.idea),
    "which idea is the same": shows("same:{idea}:new"),
    "two of them beside each other": shows("same.with:{idea}:{same}:new"),
    "as neighbours will read it": shows("publish:{idea}:new"),
    "what neighbours read": Street.published,
    "their list": lambda street: street.neighbour.presses("public.list:3:0:0"),
    "what the author answered": Street.answered_back,
    "the conversation": shows("thread:{idea}:new"),
    "the author's own page": lambda street: street.author.presses(f"idea.show:{street.idea}"),
    "something private": Street.told_in_private,
    "what was written in a survey": Street.written_in_a_survey,
    "what a helper reads": lambda street: street.helper.presses(f"words.take:{street.piece}"),
    "what a helper wrote": Street.carried,
    "what the author is asked about it": Street.delivered,
    "both on the desk": lambda street: opens(street.team, street.idea),
    "what another helper checks": lambda street: helper(street.bot, "tr").presses(
        f"words.check:{street.piece}"
    ),
    "an answer": Street.answered,
    "a question": Street.asked,
    "notes": Street.noted,
}
"""Where words of others stand on a screen; they stand apart from ours there."""

TEAMS: dict[str, Way] = {
    "an office": Street.passed_on,
    "an offer": Street.offered,
    "an offer as residents see it": lambda street: street.neighbour.presses(
        f"offers.one:{street.bot.rows(Offer)[0].id}"
    ),
    "all offers": shows("offer.list:0"),
    "an event": Street.made_an_event,
    "an invitation": Street.invited,
    "all events": lambda street: street.neighbour.says("/events"),
    "who comes": shows("event.answers:{event}"),
    "a message to those who come": Street.written_to_those_who_come,
    "a message to many": Street.written_to_many,
    "its preview": lambda street: street.team.presses(f"compose.look:{number(street.bot)}:en"),
    "the message as people get it": Street.sent_to_many,
    "an event that is cancelled": Street.called_off,
    "an invitation to the team": Street.invited_to_the_team,
    "all invitations": shows("team.invites"),
    "the team": Street.named_in_the_team,
    "a survey": Street.named_a_survey,
    "all surveys": lambda street: street.team.says("/survey"),
}
"""Where what the team wrote stands on a screen, among our own sentences."""


def since(someone: Resident, before: int) -> list[Message]:
    """What somebody was shown after so many requests."""
    asked = someone.bot.telegram.requests[before:]
    ids = {
        one.result["message_id"] for one in asked if isinstance(one.result, dict) and "chat" in one.result
    }
    return [one for one in someone.chat if one.from_bot and one.message_id in ids]


def parts(message: Message, *kinds: str) -> Iterator[str]:
    """What is marked as one of these in a message."""
    units = (message.text or message.caption).encode("utf-16-le")
    for one in message.body.get("entities", ()):
        if one["type"] in kinds:
            yield units[2 * one["offset"] : 2 * (one["offset"] + one["length"])].decode("utf-16-le")


def assert_harmless(bot: Bot, *everybody: Resident) -> None:
    """Telegram took everything; nothing that was typed became markup, and nothing of it turns what stands after it."""
    assert refused(bot) == []
    for message in [one for someone in everybody for one in someone.chat if one.from_bot]:
        text = message.text or message.caption
        markup = {one["type"] for one in message.body.get("entities", ())}
        assert not markup & {"text_link", "text_mention", "code", "pre", "spoiler", "strikethrough"}, text
        assert {*parts(message, "bold", "italic")}.isdisjoint({"Quitte", "Gelee"}), text
        assert not {*OVERRIDES} & {*text}
        assert text.count("\u2068") + text.count("\u2066") == text.count("\u2069")


@WORDS
def test_whatever_is_typed_is_shown_as_words_on_every_screen(bot: Bot, words: str) -> None:
    street = Street(bot, words)
    for name, way in (PEOPLES | TEAMS).items():
        before = len(bot.telegram.requests)
        messages = since(way(street), before)
        shown = "\n".join(text for one in messages for text in (one.text, one.caption, *one.labels))
        assert begins(words) in shown, (name, shown[:500])
        if name in PEOPLES:
            said = [" ".join(text.split()) for one in messages for text in parts(one, *QUOTES)]
            assert any(begins(words) in text for text in said), (name, shown[:500])
    assert_harmless(bot, street.author, street.team, street.helper, street.neighbour)


# --- in files -------------------------------------------------------------------------------------


def sent(bot: Bot) -> dict[str, bytes]:
    """All files that have gone out, by name."""
    requests = bot.telegram.called("sendDocument")
    return {file.name: file.content for one in requests for file in one.files.values()}


def taken_out(street: Street) -> dict[str, bytes]:
    """Everything that can be downloaded about what was typed."""
    team, area = street.team, street.bot.area(HOME)
    for step in (Street.published, Street.written_in_a_survey, Street.made_an_event, Street.invited):
        step(street)
    for form in ("csv", "xlsx"):
        team.presses(f"event.export:{street.event}:{form}")
        team.presses(f"results.file:1:{area}:singles:{form}")
    for form in ("pdf", "xlsx", "json"):
        team.presses(f"reports.file:{area}:202611-202611:{form}")
    for kind, target in (("idea", street.idea), ("event", street.event)):
        team.presses(f"poster.make:{area}:{kind}:{target}").taps("PDF, A5")
    street.neighbour.presses(f"rsvp.file:{street.event}")
    street.author.presses("me.download:0")
    return {**sent(street.bot), "ideas.csv": ideas(street.bot)}


def ideas(bot: Bot) -> bytes:
    t, until = bot.world.catalogues.translator("en"), bot.clock() + timedelta(days=1)
    return "".join(bot.does(lambda tx: list(idea_table.ideas_csv(tx, None, BEGIN, until, t)))).encode()


def cells(name: str, content: bytes) -> list[str]:
    """The texts of a table; a workbook has no formulas in it."""
    if name.endswith(".csv"):
        rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";")
        return [cell for row in rows for cell in row]
    book = openpyxl.load_workbook(io.BytesIO(content))
    found = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert [cell.coordinate for cell in found if cell.data_type == "f"] == [], name
    return [str(cell.value) for cell in found if cell.data_type == "s"]


def unpacked(files: dict[str, bytes]) -> Iterator[tuple[str, bytes]]:
    for name, content in files.items():
        if name.endswith(".zip"):
            with zipfile.ZipFile(io.BytesIO(content)) as whole:
                yield from ((inner, whole.read(inner)) for inner in whole.namelist())
        else:
            yield name, content


def assert_tables_are_safe(files: dict[str, bytes], words: str) -> None:
    tables = {
        name: cells(name, content) for name, content in files.items() if name.endswith(("csv", "xlsx"))
    }
    assert [one for found in tables.values() for one in found if starts_formula(one)] == []
    for name in ("ideas.csv", "report-rollbergsiedlung-202611-202611.xlsx"):
        assert any(begins(words) in " ".join(one.split()) for one in tables[name]), name


def assert_pages_are_safe(files: dict[str, bytes], words: str) -> None:
    """A page has the words on it, and nothing that could be pressed or run; signs that the font has not are left out."""
    pages = {
        name: PdfReader(io.BytesIO(content)) for name, content in files.items() if name.endswith("pdf")
    }
    assert len(pages) == 3
    known = "".join(begins(words).split()).replace("🦊", "")
    for name, reader in pages.items():
        assert known in "".join("".join(page.extract_text() for page in reader.pages).split()), name
        assert [page.annotations for page in reader.pages if page.annotations] == []
        root: Any = reader.trailer["/Root"]
        assert {"/OpenAction", "/AA", "/Names"}.isdisjoint(root)


def assert_the_calendar_is_strict(files: dict[str, bytes], words: str) -> None:
    (content,) = [content for name, content in files.items() if name.endswith(".ics")]
    whole = Calendar.from_ical(content)
    (event,) = whole.walk("VEVENT")
    assert not whole.errors
    assert not event.errors
    assert str(event["SUMMARY"]) == " ".join(clean(words)[:80].split())
    assert begins(words) in str(event["DESCRIPTION"])
    assert not {char for char in content.decode() if unicodedata.category(char) == "Cf"} & {*OVERRIDES}


@WORDS
def test_whatever_is_typed_stays_words_in_every_file(bot: Bot, words: str) -> None:
    files = dict(unpacked(taken_out(Street(bot, words))))
    assert_tables_are_safe(files, words)
    assert_pages_are_safe(files, words)
    assert_the_calendar_is_strict(files, words)
    for name, content in files.items():
        assert not name.endswith("json") or isinstance(json.loads(content), dict | list)
