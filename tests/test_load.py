"""The benchmark's Bot API server: it limits, it measures, and it does not take a wrong bot for a fast one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pytest

from tests.benchmarks.load.client import Load, WrongBot
from tests.benchmarks.race import Scale, race


@pytest.fixture
def load() -> Iterator[Load]:
    with Load() as server:
        yield server


def call(load: Load, method: str, **fields: object) -> tuple[int, dict[str, Any]]:
    """One call of the Bot API: status and body."""
    try:
        with urlopen(Request(f"{load.url}/bot1:a/{method}", urlencode(fields).encode())) as answer:
            return answer.status, json.load(answer)
    except HTTPError as error:
        return error.code, json.load(error)


def test_our_bot_walks_the_journey_and_everything_is_stored() -> None:
    (figures,) = race(Scale(rounds=1, people=6, together=6), "Kiezstimme SQLite").values()
    assert figures.rate > 0
    assert 0 < figures.p50 <= figures.p95 <= figures.p99
    assert figures.rss > figures.pss > 0


def test_a_silent_bot_has_no_figures(load: Load) -> None:
    with pytest.raises(WrongBot, match=r"people wait at steps \[0, 0, 0\]"):
        load.ask("walk", people=3, within=0.2)


def test_more_messages_than_allowed_in_a_second_are_refused(load: Load) -> None:
    load.ask("set", rate=30, retry_after=1)
    found = [call(load, "sendMessage", chat_id=chat, text="Good day!") for chat in range(31)]
    assert [status for status, _ in found] == [200] * 30 + [429]
    assert found[-1][1]["parameters"] == {"retry_after": 1}
    counts = load.ask("counts")
    assert (len(counts["sends"]), len(counts["refused"])) == (30, 1)
    assert counts["calls"]["sendMessage"] == 31


def test_an_update_is_given_until_it_is_confirmed(load: Load) -> None:
    with pytest.raises(WrongBot, match="did not answer"):
        load.ask("say", chat=7, text="/start", within=0.1)
    (update,) = call(load, "getUpdates")[1]["result"]
    assert update["message"]["text"] == "/start"
    assert call(load, "getUpdates")[1]["result"] == [update]
    assert call(load, "getUpdates", offset=update["update_id"] + 1)[1]["result"] == []
